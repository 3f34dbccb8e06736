/*
 * Walks one container: ordinary members of a zip are only pointed at, of others the small ones
 * travel inside the message, larger ones as a sealed memfd, the largest in a spool file that the
 * coordinator lends. Every member ends as exactly one leaf,
 * whatever becomes of it; the END message carries the counts that the coordinator holds against its
 * own. Limits are charged with actual bytes, never with declared ones. Of archives one behind the
 * other, the last is walked first, then those in front of it.
 */
#include "worker/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "wire/bounds.h"
#include "worker/archive.h"
#include "worker/bytes_at.h"
#include "worker/input.h"
#include "worker/limits.h"
#include "worker/sniff.h"
#include "worker/warc.h"

#define ZIP_END_BYTES 22U /* of a zip's end record: the smallest archive there is */

typedef struct {
    Channel *channel;
    const MessageWalk *request;
    Container *container; /* what is walked: one of the two */
    Warc *warc;
    GByteArray *small; /* the member's first bytes, up to LIMIT_INLINE_BYTES */
    int fd;            /* memfd or spool of a larger one, -1 */
    bool spooled;
    uint64_t member_bytes;
    uint64_t total_bytes; /* of all members */
    uint64_t since_message;
    uint32_t ordinal;
    int64_t leaves, folders;
    int64_t directory; /* files that the directories of all archives so far count; -1 unknown */
    int64_t credit_leaves, credit_bytes; /* what may still be in flight */
    bool in_page; /* the archive lies in a page or a PDF, whose reader sees what stands round it */
    bool stopped;
    Reason gap; /* the first */
    char *gap_detail;
} Walk;

/* Something of the container was not seen. */
static void note(Walk *walk, Reason reason, const char *detail)
{
    if (walk->gap != REASON_NONE)
        return;
    walk->gap = reason;
    walk->gap_detail = g_strdup(detail);
}

static void stop(Walk *walk, Reason reason, const char *detail)
{
    walk->stopped = true;
    note(walk, reason, detail);
}

/* Waits for one message of the coordinator: room for leaves, or the spool asked for (returned in
 * *fd). */
static bool wait_for(Walk *walk, int *fd)
{
    Frame frame;

    channel_flush(walk->channel);
    if (channel_receive(walk->channel, true, &frame) != CHANNEL_FRAME)
        _exit(0); /* the coordinator is gone */
    g_autoptr(GVariant) body = message_parse(&frame);
    MessageTake take;

    if (fd)
        *fd = frame.fd;
    else if (frame.fd >= 0)
        close(frame.fd);
    if (body && frame.kind == MESSAGE_TAKE && message_get_take(body, &take)) {
        walk->credit_leaves += take.leaves;
        walk->credit_bytes += (int64_t)take.bytes;
    }
    return frame.kind == MESSAGE_SPOOL;
}

static bool write_all(int fd, const uint8_t *data, size_t length)
{
    while (length > 0) {
        ssize_t written = write(fd, data, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        data += written;
        length -= (size_t)written;
    }
    return true;
}

/* Moves what the memfd holds into a spool file of the coordinator. */
static bool to_spool(Walk *walk)
{
    g_autofree uint8_t *buffer = g_malloc(262144);
    int spool = -1;
    off_t at = 0;
    ssize_t got;

    message_put_request(walk->channel, MESSAGE_NEED_SPOOL, walk->request->request, -1);
    while (!wait_for(walk, &spool))
        ;
    if (spool < 0)
        return false;
    while ((got = pread(walk->fd, buffer, 262144, at)) > 0 && write_all(spool, buffer, (size_t)got))
        at += got;
    close(walk->fd);
    walk->fd = spool;
    walk->spooled = true;
    return at == (off_t)walk->member_bytes;
}

/* Takes a run of the member's bytes; false when there is no room for it. */
static bool keep(Walk *walk, const uint8_t *data, size_t length)
{
    if (walk->fd < 0 && walk->small->len + length <= LIMIT_INLINE_BYTES) {
        g_byte_array_append(walk->small, data, (guint)length);
        walk->member_bytes += length;
        return true;
    }
    if (walk->fd < 0) {
        walk->fd = memfd_create("leaf", MFD_CLOEXEC | MFD_ALLOW_SEALING);
        if (walk->fd < 0 || !write_all(walk->fd, walk->small->data, walk->small->len))
            return false;
    }
    if (!walk->spooled && walk->member_bytes + length > LIMIT_MEMORY_LEAF_BYTES && !to_spool(walk))
        return false;
    walk->member_bytes += length;
    return write_all(walk->fd, data, length);
}

/* ---- the container, of whichever kind ---- */

static Step next_run(Walk *walk, const void **data, size_t *length)
{
    return walk->warc ? warc_data(walk->warc, data, length)
                      : container_data(walk->container, data, length);
}

static Reason failure(const Walk *walk, const char **detail)
{
    if (walk->warc)
        return warc_failure(walk->warc, detail);
    *detail = container_detail(walk->container);
    return container_reason(walk->container);
}

static uint64_t consumed(const Walk *walk)
{
    return walk->warc ? warc_consumed(walk->warc) : container_consumed(walk->container);
}

/* A zip: what is not wanted of a member need not be unpacked. */
static bool can_skip(const Walk *walk)
{
    return walk->container && container_directory_count(walk->container) >= 0;
}

static void heartbeat(Walk *walk, size_t length)
{
    walk->since_message += length;
    if (walk->since_message < 64U * 1024U * 1024U)
        return;
    walk->since_message = 0;
    message_put_request(walk->channel, MESSAGE_BEGIN, walk->request->request, -1);
    channel_flush(walk->channel);
}

/* Charges bytes against the bounds of the whole container. */
static bool charge(Walk *walk, size_t length)
{
    walk->total_bytes += length;
    heartbeat(walk, length);
    if (walk->total_bytes > bounds()->container_bytes)
        stop(walk, REASON_LIMIT_BYTES, "more unpacked bytes than a container may have");
    else if (walk->total_bytes > LIMIT_RATIO_FROM &&
             walk->total_bytes / bounds()->ratio > walk->request->size)
        stop(walk, REASON_LIMIT_RATIO, "unpacks to far more than its size");
    return !walk->stopped;
}

static void send_leaf(Walk *walk, MessageLeaf *leaf)
{
    bool by_descriptor = leaf->state == ITEM_PENDING && walk->fd >= 0;

    while (walk->credit_leaves <= 0 || (by_descriptor && walk->credit_bytes <= 0))
        wait_for(walk, NULL);
    leaf->request = walk->request->request;
    leaf->ordinal = walk->ordinal;
    leaf->size = walk->member_bytes;
    leaf->consumed = consumed(walk);
    if (leaf->state == ITEM_PENDING && !by_descriptor && leaf->extent.kind == EXTENT_NONE) {
        leaf->inlined = walk->small->data;
        leaf->inlined_length = walk->small->len;
    }
    if (by_descriptor && !walk->spooled)
        fcntl(walk->fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
    message_put_leaf(walk->channel, leaf, by_descriptor ? walk->fd : -1);
    walk->credit_leaves--;
    walk->credit_bytes -= by_descriptor ? (int64_t)walk->member_bytes : 0;
    walk->since_message = 0;
}

/* A member that its reader takes out itself: counted by its declared size, which the reader holds
 * against what comes out. False when it is to be read here. */
static bool point_at_member(Walk *walk, MessageLeaf *leaf)
{
    uint64_t size;

    if (!walk->container ||
        !container_extent(walk->container, MIN(LIMIT_MEMORY_LEAF_BYTES, bounds()->item_bytes),
                          &leaf->extent, &size))
        return false;
    walk->member_bytes = size;
    if (!charge(walk, size)) {
        leaf->extent = (Extent){0};
        leaf->state = ITEM_SKIPPED;
        leaf->reason = walk->gap;
    }
    return true;
}

/* Reads the member to its end. What does not fit any bound leaves the leaf skipped, what is broken
 * leaves it with a gap. */
static void take_member(Walk *walk, const Member *member, MessageLeaf *leaf)
{
    const void *data;
    size_t length;
    bool dropping = false;
    Step step;

    while ((step = next_run(walk, &data, &length)) == STEP_OK) {
        if (!charge(walk, length)) {
            leaf->reason = walk->gap;
            break;
        }
        if (dropping)
            continue;
        if (walk->member_bytes + length > bounds()->item_bytes &&
            !sniff_is_container_head(walk->small->data, walk->small->len)) {
            leaf->state = ITEM_SKIPPED;
            leaf->reason = REASON_LIMIT_BYTES;
            walk->member_bytes += length;
            if (can_skip(walk))
                return;
            dropping = true;
        } else if (!keep(walk, data, length)) {
            leaf->state = ITEM_FAILED;
            leaf->reason = REASON_LIMIT_MEMORY;
            dropping = true;
        }
    }
    if (step == STEP_MEMBER || step == STEP_BROKEN) {
        leaf->reason = failure(walk, &leaf->detail);
        if (walk->member_bytes == 0 || leaf->reason == REASON_ENCRYPTED)
            leaf->state = leaf->reason == REASON_ENCRYPTED ? ITEM_SKIPPED : ITEM_FAILED;
    }
    if (step == STEP_BROKEN)
        stop(walk, leaf->reason, leaf->detail);
    if (step == STEP_END && !dropping && (int64_t)walk->member_bytes < member->size) {
        leaf->reason = REASON_TRUNCATED; /* the rest lies in another volume */
        leaf->detail = "fewer bytes than the archive announces";
        leaf->state = walk->member_bytes == 0 ? ITEM_FAILED : leaf->state;
    }
}

static void reset_member(Walk *walk)
{
    if (walk->fd >= 0)
        close(walk->fd);
    walk->fd = -1;
    walk->spooled = false;
    walk->member_bytes = 0;
    g_byte_array_set_size(walk->small, 0);
}

static char *format_time(const Member *member)
{
    g_autoptr(GDateTime) time = NULL;

    if (!member->has_time)
        return NULL;
    time = g_date_time_new_from_unix_utc(member->modified);
    return time ? g_date_time_format(time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

static bool leads_outside(const char *link)
{
    g_auto(GStrv) parts = g_strsplit(link, "/", -1);

    return link[0] == '/' || g_strv_contains((const char *const *)parts, "..");
}

/* NULL for names within the bound. */
static char *short_name(const char *name)
{
    const char *end;

    if (strlen(name) <= LIMIT_NAME_BYTES)
        return NULL;
    end = g_utf8_find_prev_char(name, name + LIMIT_NAME_BYTES);
    return g_strndup(name, (gsize)(end - name));
}

static void walk_member(Walk *walk, const Member *member)
{
    g_autofree char *modified = format_time(member);
    g_autofree char *name = short_name(member->name);
    MessageLeaf leaf = {.name = name ? name : member->name,
                        .modified = modified,
                        .declared_type = member->declared_type,
                        .location = member->location,
                        .state = ITEM_PENDING};

    if (walk->ordinal % walk->request->parts != walk->request->part)
        return;
    reset_member(walk);
    if (member->kind == MEMBER_LINK) {
        leaf.state = ITEM_SKIPPED;
        leaf.reason = leads_outside(member->link) ? REASON_LINK_OUTSIDE : REASON_DUPLICATE_OF;
        leaf.detail = "a link inside the archive";
    } else if (member->kind == MEMBER_SPECIAL) {
        leaf.state = ITEM_SKIPPED;
        leaf.reason = REASON_SPECIAL_FILE;
    } else if (member->skip != REASON_NONE) {
        leaf.state = ITEM_SKIPPED;
        leaf.reason = member->skip;
        leaf.detail = member->skip_detail;
    } else if (member->encrypted) {
        leaf.state = ITEM_SKIPPED;
        leaf.reason = REASON_ENCRYPTED;
    } else {
        if (!point_at_member(walk, &leaf))
            take_member(walk, member, &leaf);
        if (leaf.reason == REASON_NONE && (name || member->name_unreadable))
            leaf.reason = REASON_NAME_UNREADABLE;
    }
    send_leaf(walk, &leaf);
}

static char *member_name_of(const char *path)
{
    const char *last = strrchr(path, '/');
    char *name = g_strdup(last ? last + 1 : path);
    char *dot = strrchr(name, '.');

    if (dot && dot > name)
        *dot = '\0';
    else if (!*name)
        return g_free(name), g_strdup("data");
    return name;
}

static void send_end(Walk *walk)
{
    MessageEnd end = {.request = walk->request->request,
                      .state = walk->gap == REASON_NONE ? ITEM_READ : ITEM_PARTIAL,
                      .reason = walk->gap,
                      .detail = walk->gap_detail,
                      .entries = walk->leaves,
                      .entries_directory = walk->directory,
                      .bytes = walk->total_bytes};

    if (walk->gap != REASON_NONE && walk->leaves == 0)
        end.state = ITEM_FAILED;
    if (walk->gap == REASON_NONE && walk->leaves == 0)
        end.reason = REASON_EMPTY;
    message_put_end(walk->channel, &end);
    channel_flush(walk->channel);
}

/* What one archive's own directory and ends say about how much of it was seen. */
static void check_archive(Walk *walk, int64_t leaves, int64_t folders)
{
    int64_t directory = container_directory_count(walk->container);

    walk->directory =
        directory < 0 || walk->directory < 0 ? -1 : walk->directory + directory - folders;
    if (walk->stopped)
        return;
    if (directory >= 0 && directory != leaves + folders)
        note(walk, REASON_CORRUPT, "the archive's own directory counts another number of entries");
    else if (leaves + folders == 0 && !container_is_empty(walk->container))
        note(walk, REASON_CORRUPT, "no member could be found in it");
    if (container_is_damaged(walk->container))
        note(walk, REASON_CORRUPT, "parts that are no member were passed over");
    if (container_suffix(walk->container) >= CONTAINER_REST_LEAST && !walk->in_page)
        note(walk, REASON_CORRUPT, "there are bytes behind the archive");
}

/* All members, each as a leaf. */
static void walk_members(Walk *walk)
{
    const char *detail;
    Member member;

    while (!walk->stopped) {
        Step step =
            walk->warc ? warc_next(walk->warc, &member) : container_next(walk->container, &member);

        if (step == STEP_END)
            break;
        if (step != STEP_OK) {
            Reason reason = failure(walk, &detail);

            stop(walk, reason, detail);
            break;
        }
        if (member.kind == MEMBER_FOLDER) {
            walk->folders++;
            continue;
        }
        if (walk->leaves >= (int64_t)bounds()->entries) {
            stop(walk, REASON_LIMIT_ENTRIES, NULL);
            break;
        }
        walk->leaves++;
        walk_member(walk, &member);
        walk->ordinal++;
    }
}

/* The archive in the container's first `size` bytes. Returns how many bytes stand in front of it.
 */
static uint64_t walk_archive(Walk *walk, int fd, uint64_t size, const char *fallback_name)
{
    g_autoptr(Container) container = container_open(fd, size, fallback_name);
    int64_t leaves = walk->leaves, folders = walk->folders;

    walk->container = container;
    walk_members(walk);
    check_archive(walk, walk->leaves - leaves, walk->folders - folders);
    walk->container = NULL;
    return container_prefix(container);
}

/* False when it is no web archive. */
static bool walk_web_archive(Walk *walk, int fd)
{
    g_autoptr(Warc) warc = warc_open(fd, walk->request->size, walk->request->path);

    if (!warc)
        return false;
    walk->warc = warc;
    walk_members(walk);
    walk->directory = -1;
    if (!walk->stopped && warc_is_truncated(warc))
        note(walk, REASON_TRUNCATED, "the file ends inside a record");
    if (!walk->stopped && warc_is_damaged(warc))
        note(walk, REASON_CORRUPT, "bytes that belong to no record were passed over");
    walk->warc = NULL;
    return true;
}

/* Whether what stands in front of an archive is or ends in another one, or is a document that is a
 * zip; a picture or a page there is read as an item. */
static bool is_archive(int fd, uint64_t size, const char *path)
{
    g_autoptr(Input) input = input_new_fd(path, fd, size);
    char magic[4];

    return sniff_input(input).is_container ||
           (read_at(fd, magic, sizeof magic, 0) == sizeof magic && memcmp(magic, "PK\3\4", 4) == 0);
}

static bool is_page(int fd, uint64_t size, const char *path)
{
    g_autoptr(Input) input = input_new_fd(path, fd, size);

    const char *type = sniff_input(input).type;

    return strcmp(type, "text/html") == 0 || strcmp(type, "application/pdf") == 0;
}

void walk_container(Channel *channel, const MessageWalk *request, int fd)
{
    g_autofree char *fallback_name = member_name_of(request->path);
    Walk walk = {.channel = channel,
                 .request = request,
                 .small = g_byte_array_new(),
                 .fd = -1,
                 .credit_leaves = LIMIT_LEAVES_IN_FLIGHT,
                 .credit_bytes = LIMIT_BYTES_IN_FLIGHT};
    uint64_t size = request->size;

    bool done = walk_web_archive(&walk, fd);

    walk.in_page = !done && is_page(fd, size, request->path);
    while (!done) {
        uint64_t prefix = walk_archive(&walk, fd, size, fallback_name);

        if (walk.stopped || prefix < ZIP_END_BYTES || prefix >= size ||
            !is_archive(fd, prefix, request->path))
            break;
        size = prefix;
    }
    reset_member(&walk);
    send_end(&walk);
    g_free(walk.gap_detail);
    g_byte_array_unref(walk.small);
}
