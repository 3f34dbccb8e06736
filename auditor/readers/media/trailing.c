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

/* Behind the compressed data from `at` on: where the next marker stands that is no restart. */
static uint64_t behind_data(const Bytes *rest, uint64_t at)
{
    g_autofree uint8_t *window = g_malloc(WINDOW);
    size_t got;

    while ((got = bytes_read(rest, at, window, WINDOW)) >= 2) {
        for (const uint8_t *from = window;
             (from = memchr(from, 0xff, got - 1 - (size_t)(from - window))); from++)
            if (from[1] != 0 && from[1] != 0xff && (from[1] & 0xf8) != 0xd0)
                return at + (uint64_t)(from - window);
        at += got - 1;
    }
    return UINT64_MAX;
}

/* The end of the JPEG at `at`; UINT64_MAX where there is none. */
static uint64_t jpeg_end(const Bytes *rest, uint64_t at)
{
    uint8_t head[4];
    bool data = false;

    at += 2;
    for (unsigned i = 0; i < SEGMENTS_MAX && bytes_exact(rest, at, head, 2) && head[0] == 0xff;
         i++) {
        if (head[1] == 0xd9)
            return data ? at + 2 : UINT64_MAX;
        if (!bytes_exact(rest, at, head, 4) || head[1] < 0xc0 || number_16(head + 2, false) < 2)
            break;
        at += 2U + number_16(head + 2, false);
        if (head[1] == 0xda) {
            data = true;
            at = behind_data(rest, at);
            if (at == UINT64_MAX)
                break;
        }
    }
    return UINT64_MAX;
}

static void put(Metadata *metadata, const Bytes *rest, uint64_t start, uint64_t end,
                const char *name, const char *type)
{
    g_autofree uint8_t *data = NULL;
    size_t length = 0;

    if (end - start > ITEM_BYTES) {
        metadata_lost(metadata, REASON_LIMIT_BYTES,
                      strcmp(type, "video/mp4") == 0 ? "the film in a photo that moves"
                                                     : "a further picture in the same file");
        return;
    }
    data = bytes_copy(rest, start, (size_t)(end - start), &length);
    sink_leaf(metadata->sink, name, type, data, length);
}

/* The first film: a box "ftyp" of a few dozen bytes. */
static uint64_t film_start(const Bytes *rest)
{
    uint64_t until = MIN(rest->size, (uint64_t)SEARCH_BYTES), at = 0;
    uint8_t raw[4];

    while ((at = bytes_find(rest, at, until, "ftyp", 4)) != UINT64_MAX) {
        if (at >= 4 && bytes_exact(rest, at - 4, raw, 4) && number_32(raw, false) >= 8 &&
            number_32(raw, false) <= 256)
            return at - 4;
        at++;
    }
    return UINT64_MAX;
}

void trailing_items(Metadata *metadata, const Bytes *rest)
{
    uint64_t until = MIN(rest->size, (uint64_t)SEARCH_BYTES), at = 0, film = film_start(rest);
    unsigned pictures = 0;

    if (film != UINT64_MAX)
        put(metadata, rest, film, rest->size, "motion.mp4", "video/mp4");
    until = MIN(until, film); /* pictures in a film are its own business */
    while ((at = bytes_find(rest, at, until, "\xff\xd8\xff", 3)) != UINT64_MAX) {
        uint64_t end = jpeg_end(rest, at);
        g_autofree char *name = NULL;

        if (end == UINT64_MAX) {
            at++;
            continue;
        }
        if (++pictures > PICTURES_MAX) {
            metadata_lost(metadata, REASON_LIMIT_ENTRIES, "further pictures in the same file");
            return;
        }
        name = g_strdup_printf("behind-%u.jpg", pictures);
        put(metadata, rest, at, end, name, "image/jpeg");
        at = end;
    }
}
