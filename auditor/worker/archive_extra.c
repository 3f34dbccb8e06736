/* Mending zips of HTTrack's cache; see archive_extra.h. */
#include "worker/archive_extra.h"

#include <stdbool.h>
#include <string.h>

#include "worker/bytes_at.h"

#define ENTRIES_MAX                                                                                \
    200000U /* pages of a mirror; more of them are left as they are, and told as broken */
#define DIRECTORY_ENTRY_BYTES 46U
#define LOCAL_HEADER_BYTES 30U

typedef struct {
    uint64_t offset;
    char byte;
} Patch;

struct ArchiveExtra {
    GArray *patches; /* by offset */
};

static void add(ArchiveExtra *extra, uint64_t offset, char byte)
{
    Patch patch = {offset, byte};

    g_array_append_val(extra->patches, patch);
}

/* The local header of one member; false when its extra field is no head of an answer. */
static bool look_at_local(ArchiveExtra *extra, int fd, uint64_t at, bool ends_in_slash)
{
    unsigned char header[LOCAL_HEADER_BYTES];
    char start[5];

    if (read_at(fd, header, sizeof header, at) != sizeof header || memcmp(header, "PK\3\4", 4) != 0)
        return false;
    uint64_t name = little(header + 26, 2), length = little(header + 28, 2);
    uint64_t field = at + LOCAL_HEADER_BYTES + name;

    if (length < sizeof start || read_at(fd, start, sizeof start, field) != sizeof start ||
        memcmp(start, "HTTP/", 5) != 0)
        return false;
    add(extra, field, 'H');
    add(extra, field + 1, 'T');
    add(extra, field + 2, (char)((length - 4) & 0xFF));
    add(extra, field + 3, (char)((length - 4) >> 8));
    if (ends_in_slash && name > 0)
        add(extra, field - 1, ARCHIVE_EXTRA_SLASH);
    return true;
}

static int patch_compare(const void *left, const void *right)
{
    uint64_t a = ((const Patch *)left)->offset, b = ((const Patch *)right)->offset;

    return a < b ? -1 : a > b;
}

ArchiveExtra *archive_extra_find(int fd, uint64_t offset, uint64_t length)
{
    unsigned char entry[DIRECTORY_ENTRY_BYTES];
    ArchiveExtra *extra = g_new(ArchiveExtra, 1);
    uint64_t at = offset, end = offset + length;
    bool any = false;

    extra->patches = g_array_new(FALSE, FALSE, sizeof(Patch));
    for (uint64_t count = 0; at + sizeof entry <= end && count < ENTRIES_MAX; count++) {
        char last = '\0';

        if (read_at(fd, entry, sizeof entry, at) != sizeof entry || memcmp(entry, "PK\1\2", 4) != 0)
            break;
        uint64_t name = little(entry + 28, 2);
        bool slash = name > 0 && little(entry + 24, 4) > 0 &&
                     read_at(fd, &last, 1, at + sizeof entry + name - 1) == 1 && last == '/';
        bool mended = look_at_local(extra, fd, little(entry + 42, 4), slash);

        if (!mended && !any)
            break; /* the first member tells */
        any = any || mended;
        if (mended && slash)
            add(extra, at + sizeof entry + name - 1, ARCHIVE_EXTRA_SLASH);
        at += sizeof entry + name + little(entry + 30, 2) + little(entry + 32, 2);
    }
    if (!any) {
        archive_extra_free(extra);
        return NULL;
    }
    g_array_sort(extra->patches, patch_compare);
    return extra;
}

void archive_extra_free(ArchiveExtra *extra)
{
    if (!extra)
        return;
    g_array_unref(extra->patches);
    g_free(extra);
}

void archive_extra_mend(const ArchiveExtra *extra, uint64_t offset, char *bytes, size_t length)
{
    guint low = 0, high = extra->patches->len;

    while (low < high) {
        guint middle = low + (high - low) / 2;

        if (g_array_index(extra->patches, Patch, middle).offset < offset)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < extra->patches->len; low++) {
        const Patch *patch = &g_array_index(extra->patches, Patch, low);

        if (patch->offset >= offset + length)
            return;
        bytes[patch->offset - offset] = patch->byte;
    }
}
