/*
 * Containers through libarchive, with what it does not tell: the zip directory's own count, bytes
 * in front of a zip, names in legacy code pages, and why something failed as a reason of the
 * ledger. How members travel is walk.c's business.
 */
#include "worker/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <iconv.h>
#include <malloc.h>
#include <string.h>
#include <unistd.h>

#include "worker/archive_extra.h"
#include "worker/bytes_at.h"
#include "worker/gunzip.h"
#include "worker/url_name.h"
#include "worker/zip_directory.h"
#include "worker/zip_end.h"

#define BLOCK_BYTES 262144U
#define TAR_BLOCK_BYTES 512U
#define PADDING_MAX (1024U * 1024U)
#define FIRST_BLOCK_BYTES 4096U /* behind a jump: often only a member's head is wanted */

struct Container {
    struct archive *archive;
    struct archive_entry *entry;
    int fd;
    uint64_t size, offset;
    char *block;
    size_t block_bytes; /* to be read next */
    Gunzip *gunzip;     /* of a packed tar; else NULL */
    size_t waiting;     /* bytes in the block that were unpacked to see that it is one */
    char *fallback_name;
    char *name, *link, *location;
    ArchiveExtra *extra;         /* of a cache of HTTrack; else NULL */
    ZipDirectory *zip_directory; /* of a zip that needs no mending; else NULL */
    bool opened;
    bool damaged; /* something was passed over */
    bool bare;    /* a compressed file without an archive in it */
    int64_t directory_count;
    ZipEnd end; /* of a zip */
    Reason reason;
    char *detail;
};

static iconv_t from_cp850 = (iconv_t)-1;
static iconv_t from_cp1252 = (iconv_t)-1;

void archive_warm_up(void)
{
    from_cp850 = iconv_open("UTF-8", "CP850");
    from_cp1252 = iconv_open("UTF-8", "CP1252");
}

/* Of a packed tar; the block is what its first bytes came in. */
static la_ssize_t unpack_callback(struct archive *archive, void *user, const void **buffer)
{
    Container *container = user;
    size_t got = container->waiting;
    const char *detail;

    container->waiting = 0;
    if (got == 0)
        got = gunzip_read(container->gunzip, container->block, BLOCK_BYTES);
    container->offset = gunzip_consumed(container->gunzip);
    container->damaged = container->damaged || gunzip_has_rest(container->gunzip);
    *buffer = container->block;
    if (got == 0 && gunzip_reason(container->gunzip, &detail) != REASON_NONE) {
        archive_set_error(archive, EILSEQ, "%s", detail);
        return ARCHIVE_FATAL;
    }
    return (la_ssize_t)got;
}

static la_ssize_t read_callback(struct archive *archive, void *user, const void **buffer)
{
    Container *container = user;
    size_t got =
        read_at(container->fd, container->block, container->block_bytes, container->offset);

    (void)archive;
    container->block_bytes = MIN(4 * container->block_bytes, BLOCK_BYTES);
    if (container->extra)
        archive_extra_mend(container->extra, container->offset, container->block, got);
    zip_end_mend(&container->end, container->offset, container->block, got);
    container->offset += got;
    *buffer = container->block;
    return (la_ssize_t)got;
}

static la_int64_t skip_callback(struct archive *archive, void *user, la_int64_t request)
{
    Container *container = user;
    uint64_t left = container->size > container->offset ? container->size - container->offset : 0;
    uint64_t skipped = MIN((uint64_t)request, left);

    (void)archive;
    container->offset += skipped;
    container->block_bytes = FIRST_BLOCK_BYTES;
    return (la_int64_t)skipped;
}

static la_int64_t seek_callback(struct archive *archive, void *user, la_int64_t offset, int whence)
{
    Container *container = user;
    int64_t base = whence == SEEK_SET   ? 0
                   : whence == SEEK_CUR ? (int64_t)container->offset
                                        : (int64_t)container->size;

    (void)archive;
    if (base + offset < 0)
        return ARCHIVE_FATAL;
    container->offset = (uint64_t)(base + offset);
    container->block_bytes = FIRST_BLOCK_BYTES;
    return (la_int64_t)container->offset;
}

/* What the zip's own directory says; libarchive does not tell. */
static void read_zip_directory(Container *container)
{
    ZipEnd *end = &container->end;

    if (!zip_end_read(container->fd, container->size, end))
        return;
    container->directory_count = (int64_t)end->count;
    if (end->is_wrapped)
        return;
    if (!end->is_wide && end->prefix == 0)
        container->extra = archive_extra_find(container->fd, end->offset, end->length);
    if (container->extra)
        return;
    container->zip_directory =
        zip_directory_read(container->fd, end->offset, end->length, end->prefix);
    if (container->zip_directory)
        container->directory_count =
            (int64_t)zip_end_count(end, zip_directory_count(container->zip_directory));
}

static void set_formats(struct archive *archive, const ZipEnd *end)
{
    if (!end->is_wrapped)
        archive_read_support_format_zip_seekable(archive);
    archive_read_support_format_zip_streamable(archive);
    archive_read_support_format_tar(archive);
    archive_read_support_format_7zip(archive);
    archive_read_support_format_rar(archive);
    archive_read_support_format_rar5(archive);
    archive_read_support_format_cab(archive);
    archive_read_support_format_raw(archive);
    archive_read_support_filter_gzip(archive);
    archive_read_support_filter_bzip2(archive);
    archive_read_support_filter_xz(archive);
    archive_read_support_filter_lzma(archive);
    archive_read_support_filter_lzip(archive);
    archive_read_support_filter_zstd(archive);
    archive_read_support_filter_lz4(archive);
    archive_read_support_filter_compress(archive);
    /* Zeros end a tar for others; what stands behind them is looked at here: another tar, or
     * something that is none and must not pass for an empty archive. */
    archive_read_set_option(archive, "tar", "read_concatenated_archives", "1");
}

static void keep_failure(Container *container, Reason fallback)
{
    static const struct {
        const char *word;
        Reason reason;
    } words[] = {
        {"ncrypt", REASON_ENCRYPTED},
        {"assphrase", REASON_ENCRYPTED},
        {"CRC", REASON_CHECKSUM},
        {"checksum", REASON_CHECKSUM},
        {"runcated", REASON_TRUNCATED},
        {"remature end", REASON_TRUNCATED},
        {"ut of memory", REASON_LIMIT_MEMORY},
        {"an't allocate", REASON_LIMIT_MEMORY},
        {"nsupported", REASON_UNSUPPORTED_TYPE},
    };
    const char *sentence = archive_error_string(container->archive), *detail;

    g_free(container->detail);
    container->detail = sentence ? g_utf8_make_valid(sentence, -1) : NULL;
    container->reason = fallback;
    if (archive_errno(container->archive) == ENOMEM)
        container->reason = REASON_LIMIT_MEMORY;
    for (size_t i = 0; sentence && i < G_N_ELEMENTS(words); i++) {
        if (strstr(sentence, words[i].word)) {
            container->reason = words[i].reason;
            break;
        }
    }
    if (container->gunzip && gunzip_reason(container->gunzip, &detail) != REASON_NONE)
        container->reason = gunzip_reason(container->gunzip, &detail);
    /* before a format is known libarchive 3.6 calls through a wild pointer here */
    if (container->opened && container->reason == REASON_CORRUPT &&
        archive_read_has_encrypted_entries(container->archive) > 0)
        container->reason = REASON_ENCRYPTED;
}

/* The header of a tar's first member has a checksum in it (POSIX pax, ustar interchange format). */
static bool is_tar(const char *block, size_t length)
{
    char digits[9] = "";
    unsigned sum = 0;

    if (length < TAR_BLOCK_BYTES || block[0] == '\0')
        return false;
    memcpy(digits, block + 148, 8);
    for (size_t i = 0; i < TAR_BLOCK_BYTES; i++)
        sum += i >= 148 && i < 156 ? ' ' : (uint8_t)block[i];
    return sum == g_ascii_strtoull(digits, NULL, 8);
}

/* A tar that gzip packed is unpacked here; anything else in a gzip is libarchive's. */
static void find_packed_tar(Container *container)
{
    char magic[3];

    if (read_at(container->fd, magic, sizeof magic, 0) != sizeof magic ||
        memcmp(magic, "\x1F\x8B\x08", sizeof magic) != 0)
        return;
    container->gunzip = gunzip_new(container->fd, container->size);
    container->waiting = gunzip_read(container->gunzip, container->block, BLOCK_BYTES);
    if (is_tar(container->block, container->waiting))
        return;
    g_clear_pointer(&container->gunzip, gunzip_free);
    container->waiting = 0;
}

static void set_callbacks(Container *container)
{
    struct archive *archive = container->archive;

    archive_read_set_callback_data(archive, container);
    if (container->gunzip) {
        archive_read_set_read_callback(archive, unpack_callback);
        return;
    }
    archive_read_set_read_callback(archive, read_callback);
    archive_read_set_skip_callback(archive, skip_callback);
    archive_read_set_seek_callback(archive, seek_callback);
}

Container *container_open(int fd, uint64_t size, const char *fallback_name)
{
    Container *container = g_new0(Container, 1);
    struct archive *archive = archive_read_new();

    container->archive = archive;
    container->fd = fd;
    container->size = size;
    container->block = g_malloc(BLOCK_BYTES);
    container->block_bytes = BLOCK_BYTES;
    container->fallback_name = g_strdup(fallback_name);
    container->directory_count = -1;
    read_zip_directory(container);
    set_formats(archive, &container->end);
    /* members behind the blocks of zeros that end a tar are members too: tars put one after the
     * other, and whatever somebody wants to hide there */
    archive_read_set_options(archive, "tar:read_concatenated_archives");
    find_packed_tar(container);
    set_callbacks(container);
    container->opened = archive_read_open1(archive) == ARCHIVE_OK;
    if (!container->opened)
        keep_failure(container, REASON_CORRUPT);
    return container;
}

/* Decoders of cabinets and RAR give out parts of their window that a damaged file never filled:
 * what lay in that memory, which may be another item's. New memory is zeros while they are at work.
 */
static void keep_memory_blank(bool blank)
{
    mallopt(M_PERTURB, blank ? 0xFF : 0);
}

void container_free(Container *container)
{
    if (!container)
        return;
    keep_memory_blank(false);
    archive_read_free(container->archive);
    g_free(container->block);
    g_free(container->fallback_name);
    g_free(container->name);
    g_free(container->link);
    g_free(container->location);
    archive_extra_free(container->extra);
    zip_directory_free(container->zip_directory);
    gunzip_free(container->gunzip);
    g_free(container->detail);
    g_free(container);
}

static char *convert(iconv_t converter, const char *raw)
{
    size_t in_left = strlen(raw), out_left = in_left * 4;
    char *result = g_malloc0(out_left + 1), *out = result, *in = (char *)raw;

    if (converter != (iconv_t)-1 &&
        iconv(converter, &in, &in_left, &out, &out_left) != (size_t)-1 && in_left == 0)
        return result;
    g_free(result);
    return NULL;
}

/* Names without a charset: UTF-8, else windows-1252 where no byte is a C1 control, else the DOS
 * page of Western Europe. */
static char *name_to_utf8(const char *raw)
{
    bool has_c1 = false;
    char *name;

    if (g_utf8_validate(raw, -1, NULL))
        return g_strdup(raw);
    for (const unsigned char *byte = (const unsigned char *)raw; *byte; byte++)
        has_c1 = has_c1 || (*byte >= 0x80 && *byte <= 0xA5);
    name = convert(has_c1 ? from_cp850 : from_cp1252, raw);
    return name ? name : g_utf8_make_valid(raw, -1);
}

static void fix_separators(char *name)
{
    if (!strchr(name, '/')) {
        for (char *at = name; *at; at++) {
            if (*at == '\\')
                *at = '/';
        }
    }
}

/* Members of HTTrack's cache are named by their address. */
static void use_address(Container *container, Member *member)
{
    size_t length = strlen(container->name);

    if (length > 0 && container->name[length - 1] == ARCHIVE_EXTRA_SLASH)
        container->name[length - 1] = '/';
    g_free(container->location);
    container->location = container->name;
    container->name = url_name(container->location, NULL);
    member->location = container->location;
}

static void set_names(Container *container, Member *member)
{
    struct archive_entry *entry = container->entry;
    const char *raw = archive_entry_pathname(entry);
    const char *utf8 = archive_entry_pathname_utf8(entry);
    const char *link = archive_entry_symlink(entry);

    g_clear_pointer(&container->name, g_free);
    g_clear_pointer(&container->link, g_free);
    if (!link)
        link = archive_entry_hardlink(entry);
    if (link)
        container->link = name_to_utf8(link);
    if (container->bare)
        container->name = g_strdup(container->fallback_name);
    else if (utf8 && *utf8 && g_utf8_validate(utf8, -1, NULL))
        container->name = g_strdup(utf8);
    else if (raw && *raw)
        container->name = name_to_utf8(raw);
    member->name_unreadable = !container->name;
    if (!container->name)
        container->name = g_strdup("?");
    fix_separators(container->name);
    if (container->extra)
        use_address(container, member);
    member->name = container->name;
    member->link = container->link;
}

static bool is_bare(Container *container)
{
    return archive_format(container->archive) == ARCHIVE_FORMAT_RAW;
}

static bool has_window(const Container *container)
{
    switch (archive_format(container->archive) & ARCHIVE_FORMAT_BASE_MASK) {
    case ARCHIVE_FORMAT_ZIP:
    case ARCHIVE_FORMAT_TAR:
    case ARCHIVE_FORMAT_RAW:
        return false;
    default:
        return true;
    }
}

Step container_next(Container *container, Member *member)
{
    int result;

    if (container->reason != REASON_NONE && container->reason != REASON_CHECKSUM &&
        !container->entry)
        return STEP_BROKEN;
    while ((result = archive_read_next_header(container->archive, &container->entry)) ==
           ARCHIVE_RETRY)
        container->damaged = true; /* blocks of a tar that are no header; the next may be one */
    if (result == ARCHIVE_EOF)
        return STEP_END;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        keep_failure(container, REASON_CORRUPT);
        return STEP_BROKEN;
    }
    keep_memory_blank(has_window(container));
    container->bare = is_bare(container);
    if (container->bare && archive_filter_count(container->archive) <= 1) {
        container->reason = REASON_CORRUPT; /* neither archive nor compressed: raw takes anything */
        return STEP_BROKEN;
    }
    *member = (Member){.size = -1};
    set_names(container, member);
    unsigned type = archive_entry_filetype(container->entry);

    member->kind = container->link             ? MEMBER_LINK
                   : type == AE_IFDIR          ? MEMBER_FOLDER
                   : type == AE_IFREG || !type ? MEMBER_FILE
                                               : MEMBER_SPECIAL;
    member->encrypted = archive_entry_is_data_encrypted(container->entry) ||
                        archive_entry_is_metadata_encrypted(container->entry);
    member->has_time = archive_entry_mtime_is_set(container->entry);
    member->modified = archive_entry_mtime(container->entry);
    /* of a sparse member the declared size counts the holes, which are never filled */
    if (archive_entry_size_is_set(container->entry) &&
        archive_entry_sparse_count(container->entry) == 0)
        member->size = archive_entry_size(container->entry);
    if (archive_entry_hardlink(container->entry) && member->size > 0)
        member->kind = MEMBER_FILE; /* some tars give a link its content once more */
    return STEP_OK;
}

bool container_extent(const Container *container, uint64_t max, Extent *extent, uint64_t *size)
{
    int64_t data = archive_filter_bytes(container->archive, 0);

    return container->zip_directory && container->opened && data > 0 &&
           archive_format(container->archive) == ARCHIVE_FORMAT_ZIP &&
           zip_directory_find(container->zip_directory, (uint64_t)data, max, extent, size);
}

Step container_data(Container *container, const void **data, size_t *length)
{
    la_int64_t offset;
    int result;

    while ((result = archive_read_data_block(container->archive, data, length, &offset)) ==
           ARCHIVE_RETRY)
        container->damaged = true;
    if (result == ARCHIVE_OK)
        return STEP_OK;
    if (result == ARCHIVE_EOF)
        return STEP_END;
    keep_failure(container, REASON_CORRUPT);
    return result == ARCHIVE_FATAL ? STEP_BROKEN : STEP_MEMBER;
}

Reason container_reason(const Container *container)
{
    return container->reason;
}

const char *container_detail(const Container *container)
{
    return container->detail;
}

uint64_t container_consumed(const Container *container)
{
    return container->offset;
}

int64_t container_directory_count(const Container *container)
{
    return archive_format(container->archive) == ARCHIVE_FORMAT_ZIP ? container->directory_count
                                                                    : -1;
}

/* The signature header of a 7z says how long the header at the end is: nothing means no members. */
static bool is_empty_7zip(const Container *container)
{
    uint8_t header[32];

    return read_at(container->fd, header, sizeof header, 0) == sizeof header &&
           little(header + 12, 8) == 0 && little(header + 20, 8) == 0;
}

bool container_is_empty(const Container *container)
{
    switch (archive_format(container->archive) & ARCHIVE_FORMAT_BASE_MASK) {
    case ARCHIVE_FORMAT_ZIP:
        return container->directory_count == 0;
    case ARCHIVE_FORMAT_TAR:
        return true; /* nothing but zeros, all of them read */
    case ARCHIVE_FORMAT_7ZIP:
        return is_empty_7zip(container);
    default:
        return false;
    }
}

uint64_t container_prefix(const Container *container)
{
    return archive_format(container->archive) == ARCHIVE_FORMAT_ZIP ? container->end.prefix : 0;
}

/* What the start header of a 7z says where the archive ends (7zFormat.txt, SignatureHeader); one
 * behind a program has none at the file's start. */
static uint64_t behind_seven_zip(const Container *container)
{
    uint8_t header[32];

    if (read_at(container->fd, header, sizeof header, 0) != sizeof header ||
        memcmp(header, "7z\xBC\xAF\x27\x1C", 6) != 0)
        return 0;
    uint64_t offset = little(header + 12, 8), length = little(header + 20, 8);
    if (offset > container->size || length > container->size)
        return 0;
    uint64_t end = sizeof header + offset + length;
    return end < container->size ? container->size - end : 0;
}

/* The last so many bytes of the file: 0 where they are zeros or line ends, as some transfers add.
 */
static uint64_t without_padding(const Container *container, uint64_t length)
{
    char block[FIRST_BLOCK_BYTES];

    for (uint64_t at = 0; at < MIN(length, PADDING_MAX); at += sizeof block) {
        size_t got = read_at(container->fd, block, (size_t)MIN(sizeof block, length - at),
                             container->size - length + at);

        for (size_t i = 0; i < got; i++) {
            if (!memchr("\r\n", block[i], sizeof "\r\n"))
                return length;
        }
    }
    return length > PADDING_MAX ? length : 0;
}

uint64_t container_suffix(const Container *container)
{
    switch (archive_format(container->archive)) {
    case ARCHIVE_FORMAT_ZIP:
        return without_padding(container, container->end.suffix);
    case ARCHIVE_FORMAT_7ZIP:
        return without_padding(container, behind_seven_zip(container));
    default:
        return 0;
    }
}

/* Other bytes than padding behind the one file that is packed here. */
static bool has_bytes_behind(const Container *container)
{
    int64_t used = archive_filter_bytes(container->archive, -1);
    char rest[FIRST_BLOCK_BYTES];

    if (container->gunzip || archive_format(container->archive) != ARCHIVE_FORMAT_RAW ||
        archive_filter_count(container->archive) <= 1 || used <= 0)
        return false;
    size_t got = read_at(container->fd, rest, sizeof rest, (uint64_t)used);

    for (size_t i = 0; i < got; i++) {
        if (rest[i] != '\0')
            return true;
    }
    return false;
}

bool container_is_damaged(const Container *container)
{
    return container->damaged || has_bytes_behind(container) ||
           (container->zip_directory && zip_directory_has_gaps(container->zip_directory));
}
