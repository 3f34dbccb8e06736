/*
 * Pictures and films that phones hang on a photo (Samsung's blocks, photos that move, the other
 * eye of a portrait): no viewer shows them, and yet they were published. They are found by their
 * own marks, since every maker frames them in another way.
 */
#include "readers/media/trailing.h"

#include <string.h>

#define SEARCH_BYTES (64U * 1024U * 1024U)
#define ITEM_BYTES (32U * 1024U * 1024U)
#define PICTURES_MAX 16U
#define SEGMENTS_MAX 2000U
#define WINDOW 65536U
#define PADDING_BYTES 64U
#define BZIP2_BEFORE 4U /* "BZh9" before its first block's mark */
/* Looked at in all: marks may be many, and lie far apart. */
#define WORK_BYTES (16U * SEARCH_BYTES)

typedef struct {
    Metadata *metadata;
    const Bytes *rest;
    uint64_t work;
    unsigned pictures;
} Trailing;

static bool has_worked(Trailing *trailing, uint64_t bytes)
{
    trailing->work += bytes;
    return trailing->work > WORK_BYTES;
}

static uint64_t find(Trailing *trailing, uint64_t at, uint64_t until, const char *mark,
                     size_t length)
{
    uint64_t found = bytes_find(trailing->rest, at, until, mark, length);

    return has_worked(trailing, MIN(found, until) - at + WINDOW) ? UINT64_MAX : found;
}

/* Behind the compressed data from `at` on: where the next marker stands that is no restart; the
 * end where there is none. */
static uint64_t behind_data(Trailing *trailing, uint64_t at)
{
    g_autofree uint8_t *window = g_malloc(WINDOW);
    size_t got;

    while ((got = bytes_read(trailing->rest, at, window, WINDOW)) >= 2 &&
           !has_worked(trailing, got)) {
        for (const uint8_t *from = window;
             (from = memchr(from, 0xff, got - 1 - (size_t)(from - window))); from++)
            if (from[1] != 0 && from[1] != 0xff && (from[1] & 0xf8) != 0xd0)
                return at + (uint64_t)(from - window);
        at += got - 1;
    }
    return trailing->rest->size;
}

/* The end of the JPEG at `at`, or of what is there of it; UINT64_MAX where there is none. */
static uint64_t jpeg_end(Trailing *trailing, uint64_t at)
{
    const Bytes *rest = trailing->rest;
    uint8_t head[4];
    bool data = false;

    at += 2;
    for (unsigned i = 0; i < SEGMENTS_MAX && bytes_exact(rest, at, head, 2) && head[0] == 0xff &&
                         !has_worked(trailing, sizeof head);
         i++) {
        if (head[1] == 0xd9)
            return data ? at + 2 : UINT64_MAX;
        if (!bytes_exact(rest, at, head, 4) || head[1] < 0xc0 || number_16(head + 2, false) < 2)
            break;
        at += 2U + number_16(head + 2, false);
        if (head[1] == 0xda) {
            data = true;
            at = behind_data(trailing, at);
            if (at >= rest->size)
                return trailing->work > WORK_BYTES ? UINT64_MAX : rest->size;
        }
    }
    return UINT64_MAX;
}

static void put(Trailing *trailing, uint64_t start, uint64_t end, const char *name,
                const char *type)
{
    Metadata *metadata = trailing->metadata;
    g_autofree uint8_t *data = NULL;
    size_t length = 0;

    if (end - start > ITEM_BYTES) {
        metadata_lost(metadata, REASON_LIMIT_BYTES,
                      strcmp(type, "video/mp4") == 0 ? "the film in a photo that moves"
                                                     : "a further picture in the same file");
        return;
    }
    data = bytes_copy(trailing->rest, start, (size_t)(end - start), &length);
    sink_leaf(metadata->sink, name, type, data, length);
}

/* The first film: a box "ftyp" of a few dozen bytes. */
static uint64_t film_start(Trailing *trailing, uint64_t until)
{
    uint64_t at = 0;
    uint8_t raw[4];

    while ((at = find(trailing, at, until, "ftyp", 4)) != UINT64_MAX) {
        if (at >= 4 && bytes_exact(trailing->rest, at - 4, raw, 4) && number_32(raw, false) >= 8 &&
            number_32(raw, false) <= 256)
            return at - 4;
        at++;
    }
    return UINT64_MAX;
}

static void find_pictures(Trailing *trailing, uint64_t until)
{
    uint64_t at = 0;

    while ((at = find(trailing, at, until, "\xff\xd8\xff", 3)) != UINT64_MAX) {
        uint64_t end = jpeg_end(trailing, at);
        g_autofree char *name = NULL;

        if (end == UINT64_MAX) {
            at++;
            continue;
        }
        if (++trailing->pictures > PICTURES_MAX) {
            metadata_lost(trailing->metadata, REASON_LIMIT_ENTRIES,
                          "further pictures in the same file");
            return;
        }
        name = g_strdup_printf("behind-%u.jpg", trailing->pictures);
        put(trailing, at, end, name, "image/jpeg");
        at = end;
    }
}

/* Whether a gzip begins right behind the picture: its mark is too short to be looked for. */
static uint64_t gzip_start(const Bytes *rest)
{
    uint8_t head[10];
    uint64_t at = 0;

    while (at < PADDING_BYTES && bytes_exact(rest, at, head, 1) && memchr("\0\r\n ", *head, 4))
        at++;
    return bytes_exact(rest, at, head, sizeof head) && memcmp(head, "\x1f\x8b\x08", 3) == 0 &&
                   head[3] < 0x20
               ? at
               : UINT64_MAX;
}

/* An archive or a document that somebody hung on a picture, from its first byte to the end; zips
 * are found from their end. */
static void find_hidden(Trailing *trailing, uint64_t until)
{
    static const struct {
        const char *mark, *name;
        size_t length;
    } kinds[] = {{"7z\xbc\xaf\x27\x1c", "behind.7z", 6},
                 {"Rar!\x1a\x07", "behind.rar", 6},
                 {"\xfd"
                  "7zXZ\0",
                  "behind.xz", 6},
                 {"1AY&SY", "behind.bz2", 6},
                 {"%PDF-1.", "behind.pdf", 7},
                 {"{\\rtf1", "behind.rtf", 6},
                 {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "behind.doc", 8}};
    uint64_t first = gzip_start(trailing->rest);
    const char *name = "behind.gz";

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        uint64_t at = find(trailing, 0, MIN(until, first), kinds[i].mark, kinds[i].length);

        if (at != UINT64_MAX && kinds[i].mark[0] == '1')
            at = at >= BZIP2_BEFORE ? at - BZIP2_BEFORE : UINT64_MAX;
        if (at < first) {
            first = at;
            name = kinds[i].name;
        }
    }
    if (first >= until)
        return;
    if (trailing->rest->size - first > ITEM_BYTES) {
        metadata_lost(trailing->metadata, REASON_LIMIT_BYTES, "a file behind the picture");
        return;
    }
    size_t length = 0;
    g_autofree uint8_t *data =
        bytes_copy(trailing->rest, first, (size_t)(trailing->rest->size - first), &length);

    sink_leaf(trailing->metadata->sink, name, NULL, data, length);
}

void trailing_items(Metadata *metadata, const Bytes *rest)
{
    Trailing trailing = {.metadata = metadata, .rest = rest};
    uint64_t until = MIN(rest->size, (uint64_t)SEARCH_BYTES);
    uint64_t film = film_start(&trailing, until);

    if (film != UINT64_MAX)
        put(&trailing, film, rest->size, "motion.mp4", "video/mp4");
    find_pictures(&trailing, MIN(until, film)); /* those in a film are its own business */
    find_hidden(&trailing, MIN(until, film));
    if (trailing.work > WORK_BYTES || (film == UINT64_MAX && rest->size > SEARCH_BYTES))
        metadata_lost(metadata, REASON_LIMIT_BYTES, "further pictures in the same file");
}
