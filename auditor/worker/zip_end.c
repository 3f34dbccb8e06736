/* See zip_end.h. */
#include "worker/zip_end.h"

#include <glib.h>
#include <string.h>

#include "worker/bytes_at.h"

#define RECORD_BYTES 22U
#define COMMENT_MAX 65535U
#define FOUR_BYTES (UINT64_C(1) << 32)

/* The zip64 end record of APPNOTE 4.3.14, when the classic one overflowed. */
static bool read_wide(int fd, uint64_t at, ZipEnd *end)
{
    uint8_t locator[20], record[56];

    if (at < 20 || read_at(fd, locator, 20, at - 20) != 20 || memcmp(locator, "PK\6\7", 4) != 0)
        return false;
    if (read_at(fd, record, 56, little(locator + 8, 8)) != 56 || memcmp(record, "PK\6\6", 4) != 0)
        return false;
    end->count = little(record + 32, 8);
    end->length = little(record + 40, 8);
    end->offset = little(record + 48, 8);
    return true;
}

static bool is_directory(int fd, uint64_t at)
{
    char magic[4];

    return read_at(fd, magic, sizeof magic, at) == sizeof magic &&
           memcmp(magic, "PK\1\2", sizeof magic) == 0;
}

static bool is_member(int fd, uint64_t at)
{
    char magic[4];

    return read_at(fd, magic, sizeof magic, at) == sizeof magic &&
           memcmp(magic, "PK\3\4", sizeof magic) == 0;
}

/* Where there are more than 65,535 entries, Windows puts a record of zip64 between the directory
 * and the end, which libarchive then takes for a directory that is not where it should be. What
 * lies at the offset is one all the same. */
static void mend_length(int fd, uint64_t at, const uint8_t *record, ZipEnd *end)
{
    uint64_t whole = at - end->offset;

    if (little(record + 12, 4) != end->length || little(record + 16, 4) != end->offset)
        return; /* it overflowed: libarchive looks into zip64 as well */
    if (whole == end->length || whole > 0xFFFFFFFE || !is_directory(fd, end->offset) ||
        is_directory(fd, at - end->length))
        return;
    end->length = whole;
    end->mended_at = at + 12;
    for (size_t i = 0; i < sizeof end->mended; i++)
        end->mended[i] = (uint8_t)(whole >> (8 * i));
}

/* What stands before a zip moves its directory; of whole fours of GiB the offset lost count. */
static void find_prefix(int fd, uint64_t at, ZipEnd *end)
{
    uint64_t before = at - end->length - end->offset;

    end->is_wrapped = before > 0 && before % FOUR_BYTES == 0 && is_member(fd, 0) &&
                      is_directory(fd, at - end->length);
    if (end->is_wrapped)
        end->offset += before;
    else
        end->prefix = before;
}

static void read_record(int fd, uint64_t at, const uint8_t *record, ZipEnd *end)
{
    end->count = little(record + 10, 2);
    end->length = little(record + 12, 4);
    end->offset = little(record + 16, 4);
    if (end->count == 0xFFFF || end->length == 0xFFFFFFFF || end->offset == 0xFFFFFFFF)
        end->is_wide = read_wide(fd, at, end);
    if (at >= end->length && at >= end->offset)
        mend_length(fd, at, record, end);
    if (!end->is_wide && at >= end->length && at - end->length >= end->offset)
        find_prefix(fd, at, end);
}

bool zip_end_read(int fd, uint64_t size, ZipEnd *end)
{
    size_t tail = (size_t)MIN(size, COMMENT_MAX + RECORD_BYTES);
    g_autofree uint8_t *bytes = g_malloc(tail + 1);

    *end = (ZipEnd){0};
    if (tail < RECORD_BYTES || read_at(fd, bytes, tail, size - tail) != tail)
        return false;
    for (size_t at = tail - RECORD_BYTES + 1; at > 0;) {
        const uint8_t *record = bytes + --at;
        size_t comment = little(record + 20, 2);

        if (memcmp(record, "PK\5\6", 4) != 0 || at + RECORD_BYTES + comment > tail)
            continue;
        end->suffix = tail - at - RECORD_BYTES - comment;
        read_record(fd, size - tail + at, record, end);
        return true;
    }
    return false;
}

void zip_end_mend(const ZipEnd *end, uint64_t offset, char *bytes, size_t length)
{
    for (uint64_t i = 0; end->mended_at > 0 && i < sizeof end->mended; i++) {
        uint64_t at = end->mended_at + i;

        if (at >= offset && at - offset < length)
            bytes[at - offset] = (char)end->mended[i];
    }
}

uint64_t zip_end_count(const ZipEnd *end, uint64_t found)
{
    bool overflown = found > 0xFFFF && (end->count == 0xFFFF || found % 0x10000 == end->count);

    return !end->is_wide && overflown ? found : end->count;
}
