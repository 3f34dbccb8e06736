/* The index of a zip's directory; see zip_directory.h. */
#include "worker/zip_directory.h"

#include <string.h>

#include "worker/bytes_at.h"
#include "worker/limits.h"

#define ENTRY_BYTES 46U
#define LOCAL_BYTES 30U
#define BUFFER_BYTES 262144U  /* more than the longest entry */
#define FLAGS_UNUSUAL 0x2061U /* encrypted, patched, strongly encrypted, masked */
#define METHOD_STORED 0U
#define METHOD_DEFLATED 8U
#define GAP_LEAST 32U /* of bytes between members: less is nothing that could be read */
#define GAP_BYTES 256U
#define DESCRIPTOR_BYTES 24U  /* behind a member, at most (4.3.9) */
#define OVERFLOWN 0xFFFFFFFFU /* the value stands in the zip64 field */

typedef struct {
    uint64_t local; /* where the local header begins */
    uint64_t least; /* where the member ends, but for its extra field and what follows its bytes */
    uint32_t size, packed, checksum;
    ExtentKind kind; /* EXTENT_NONE: unusual */
} Entry;

struct ZipDirectory {
    int fd;
    uint64_t begins; /* where the directory itself does; members lie before it */
    GArray *entries; /* Entry by local header */
    bool gaps;
};

/* A window over the directory. */
typedef struct {
    int fd;
    uint64_t at, end;
    size_t from, to;
    uint8_t bytes[BUFFER_BYTES];
} Window;

/* The next `want` bytes, NULL at the end. */
static const uint8_t *peek(Window *window, size_t want)
{
    if (window->to - window->from < want) {
        memmove(window->bytes, window->bytes + window->from, window->to - window->from);
        window->to -= window->from;
        window->from = 0;
        size_t room = MIN(BUFFER_BYTES - window->to, window->end - window->at);
        size_t got = read_at(window->fd, window->bytes + window->to, room, window->at);

        window->at += got;
        window->to += got;
    }
    return window->to - window->from < want ? NULL : window->bytes + window->from;
}

/* Values that overflowed stand in the zip64 field, in this order (APPNOTE 4.5.3). */
static bool take_wide(uint64_t *values[3], const uint8_t *extra, size_t length)
{
    size_t at = 0;

    while (at + 4 <= length && little(extra + at, 2) != 1)
        at += 4 + little(extra + at + 2, 2);
    if (at + 4 > length)
        return false;
    size_t end = MIN(length, at + 4 + little(extra + at + 2, 2));

    at += 4;
    for (size_t i = 0; i < 3; i++) {
        if (*values[i] != OVERFLOWN)
            continue;
        if (at + 8 > end)
            return false;
        *values[i] = little(extra + at, 8);
        at += 8;
    }
    return true;
}

static ExtentKind kind_of(const uint8_t *bytes)
{
    uint64_t method = little(bytes + 10, 2);

    if (little(bytes + 8, 2) & FLAGS_UNUSUAL)
        return EXTENT_NONE;
    return method == METHOD_STORED     ? EXTENT_STORED
           : method == METHOD_DEFLATED ? EXTENT_DEFLATED
                                       : EXTENT_NONE;
}

static Entry take_entry(const uint8_t *bytes, size_t name, size_t extra, uint64_t prefix)
{
    uint64_t local = little(bytes + 42, 4), size = little(bytes + 24, 4),
             packed = little(bytes + 20, 4);
    uint64_t *values[3] = {&size, &packed, &local};
    bool wide = local == OVERFLOWN || size == OVERFLOWN || packed == OVERFLOWN;
    Entry entry = {.kind = kind_of(bytes), .checksum = (uint32_t)little(bytes + 16, 4)};

    if ((wide && !take_wide(values, bytes + ENTRY_BYTES + name, extra)) || size >= OVERFLOWN ||
        packed >= OVERFLOWN || (entry.kind == EXTENT_STORED && packed != size))
        entry.kind = EXTENT_NONE;
    entry.local = local + prefix;
    entry.least = entry.local + LOCAL_BYTES + name + packed;
    entry.size = (uint32_t)size;
    entry.packed = (uint32_t)packed;
    return entry;
}

static int entry_compare(const void *left, const void *right)
{
    uint64_t a = ((const Entry *)left)->local, b = ((const Entry *)right)->local;

    return a < b ? -1 : a > b;
}

/* Members that share a place are unusual, all of them. */
static void mark_doubles(GArray *entries)
{
    for (guint i = 1; i < entries->len; i++) {
        Entry *one = &g_array_index(entries, Entry, i - 1),
              *other = &g_array_index(entries, Entry, i);

        if (one->local == other->local)
            one->kind = other->kind = EXTENT_NONE;
    }
}

/* Whether bytes from `at` to `end` are no padding: a member of which the directory says nothing, or
 * something else that no program shows. */
static bool holds_something(int fd, uint64_t at, uint64_t end)
{
    uint8_t bytes[GAP_BYTES];
    size_t got = read_at(fd, bytes, MIN(sizeof bytes, end - at), at);

    for (size_t i = 0; i < got; i++) {
        if (bytes[i] != 0)
            return true;
    }
    return false;
}

/* Whether between this member and `next` lies more than what may follow a member. */
static bool has_gap(int fd, const Entry *entry, uint64_t next)
{
    uint8_t header[LOCAL_BYTES];

    if (next < entry->least || next - entry->least <= GAP_LEAST ||
        read_at(fd, header, sizeof header, entry->local) != sizeof header ||
        memcmp(header, "PK\3\4", 4) != 0)
        return false;
    uint64_t end = entry->least + little(header + 28, 2) + DESCRIPTOR_BYTES;

    return end + GAP_LEAST < next && holds_something(fd, end, next);
}

static bool has_gaps(const ZipDirectory *directory)
{
    const GArray *entries = directory->entries;

    for (guint i = 0; i < entries->len; i++) {
        const Entry *entry = &g_array_index(entries, Entry, i);
        uint64_t next =
            i + 1 < entries->len ? g_array_index(entries, Entry, i + 1).local : directory->begins;

        if (has_gap(directory->fd, entry, next))
            return true;
    }
    return false;
}

ZipDirectory *zip_directory_read(int fd, uint64_t offset, uint64_t length, uint64_t prefix)
{
    ZipDirectory *directory = g_new(ZipDirectory, 1);
    g_autofree Window *window = g_malloc(sizeof *window);
    const uint8_t *bytes;

    *directory =
        (ZipDirectory){fd, offset + prefix, g_array_new(FALSE, FALSE, sizeof(Entry)), false};
    *window = (Window){.fd = fd, .at = offset + prefix, .end = offset + prefix + length};
    while (directory->entries->len < LIMIT_ENTRIES && (bytes = peek(window, ENTRY_BYTES)) &&
           !memcmp(bytes, "PK\1\2", 4)) {
        size_t name = little(bytes + 28, 2), extra = little(bytes + 30, 2);
        size_t all = ENTRY_BYTES + name + extra + little(bytes + 32, 2);

        if (!(bytes = peek(window, all)))
            break;
        Entry entry = take_entry(bytes, name, extra, prefix);

        g_array_append_val(directory->entries, entry);
        window->from += all;
    }
    g_array_sort(directory->entries, entry_compare);
    mark_doubles(directory->entries);
    directory->gaps = directory->entries->len < LIMIT_ENTRIES && has_gaps(directory);
    return directory;
}

void zip_directory_free(ZipDirectory *directory)
{
    if (!directory)
        return;
    g_array_unref(directory->entries);
    g_free(directory);
}

uint64_t zip_directory_count(const ZipDirectory *directory)
{
    return directory->entries->len;
}

bool zip_directory_has_gaps(const ZipDirectory *directory)
{
    return directory->gaps;
}

/* The last entry whose local header ends before `data`. */
static const Entry *find_before(const GArray *entries, uint64_t data)
{
    guint low = 0, high = entries->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(entries, Entry, middle).local + LOCAL_BYTES <= data)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &g_array_index(entries, Entry, low - 1) : NULL;
}

/* Whether the local header at the entry's place is its own, with the packed bytes at `data`. */
static bool confirms(const ZipDirectory *directory, const Entry *entry, uint64_t data)
{
    uint8_t header[LOCAL_BYTES];

    return read_at(directory->fd, header, sizeof header, entry->local) == sizeof header &&
           memcmp(header, "PK\3\4", 4) == 0 && !(little(header + 6, 2) & FLAGS_UNUSUAL) &&
           little(header + 8, 2) ==
               (entry->kind == EXTENT_STORED ? METHOD_STORED : METHOD_DEFLATED) &&
           entry->local + LOCAL_BYTES + little(header + 26, 2) + little(header + 28, 2) == data;
}

bool zip_directory_find(const ZipDirectory *directory, uint64_t data, uint64_t max, Extent *extent,
                        uint64_t *size)
{
    const Entry *entry = find_before(directory->entries, data);

    if (!entry || entry->kind == EXTENT_NONE || entry->size == 0 || entry->size > max ||
        entry->packed == 0 || entry->packed > max || data > directory->begins ||
        entry->packed > directory->begins - data || !confirms(directory, entry, data))
        return false;
    *extent = (Extent){entry->kind, entry->checksum, data, entry->packed};
    *size = entry->size;
    return true;
}
