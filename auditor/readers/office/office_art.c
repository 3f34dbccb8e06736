/*
 * Looks for the records of pictures by their kind and by what follows them, not by the tree they
 * stand in: the three programs put that into different places, cut differently.
 */
#include "readers/office/office_art.h"

#include <string.h>
#include <zlib.h>

#include "readers/office/legacy.h"
#include "readers/text/codepages.h"

#define HEADER_BYTES 8U
#define METAFILE_HEADER_BYTES 34U
#define METAFILE_BYTES_MAX (64U << 20)
#define PACKED_RATIO_MAX 1024U

typedef struct {
    unsigned kind; /* 0xF01A to 0xF02A */
    const char *magic, *ending;
} Blip;

static const Blip blips[] = {{0xF01D, "\xFF\xD8\xFF", "jpg"},
                             {0xF02A, "\xFF\xD8\xFF", "jpg"},
                             {0xF01E, "\x89PNG", "png"},
                             {0xF029, "II*", "tif"},
                             {0xF029, "MM\0*", "tif"}};

GByteArray *zlib_unpack(Slice packed, size_t max)
{
    GByteArray *out = g_byte_array_new();
    z_stream stream = {.next_in = (Bytef *)packed.data, .avail_in = (uInt)packed.length};
    Bytef buffer[16384];
    int status = inflateInit(&stream) == Z_OK ? Z_OK : Z_STREAM_ERROR;
    while (status == Z_OK && out->len < max) {
        stream.next_out = buffer;
        stream.avail_out = sizeof buffer;
        status = inflate(&stream, Z_NO_FLUSH);
        g_byte_array_append(out, buffer, (guint)(sizeof buffer - stream.avail_out));
        if (stream.avail_out == sizeof buffer && stream.avail_in == 0) {
            break;
        }
    }
    inflateEnd(&stream);
    if (out->len > max) {
        g_byte_array_set_size(out, (guint)max);
    }
    return out;
}

static void put(const void *data, size_t length, const char *ending, Sink *sink,
                uint32_t publication, unsigned *number)
{
    g_autofree char *name = g_strdup_printf("picture-%u.%s", ++*number, ending);
    sink_leaf(sink, name, NULL, data, length);
    sink_medium(sink, &(FactMedium){.publication = publication, .role = "image", .uri = name});
}

/* One or two digests of 16 bytes and a mark stand before the picture. */
static bool put_bitmap(const Blip *blip, Slice body, Sink *sink, uint32_t publication,
                       unsigned *number)
{
    static const size_t heads[] = {17, 33};
    size_t magic = MAX(strlen(blip->magic), 3);
    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        if (body.length > heads[i] + magic &&
            memcmp(body.data + heads[i], blip->magic, magic) == 0) {
            put(body.data + heads[i], body.length - heads[i], blip->ending, sink, publication,
                number);
            return true;
        }
    }
    return false;
}

/* Metafiles: digests, then 34 bytes of which the last but one says whether it is packed. */
static bool put_metafile(unsigned kind, Slice body, Sink *sink, uint32_t publication,
                         unsigned *number)
{
    static const size_t digests[] = {16, 32};
    const char *ending = kind == 0xF01A ? "emf" : kind == 0xF01B ? "wmf" : "pict";
    for (size_t i = 0; i < G_N_ELEMENTS(digests); i++) {
        size_t head = digests[i] + METAFILE_HEADER_BYTES;
        if (body.length < head + 8 || (guint8)body.data[head - 2] != 0 ||
            ((guint8)body.data[head] & 0x0F) != 8) {
            continue;
        }
        Slice packed = {body.data + head, body.length - head};
        size_t max = MIN(METAFILE_BYTES_MAX, packed.length * PACKED_RATIO_MAX);
        g_autoptr(GByteArray) bytes = zlib_unpack(packed, max);
        if (bytes->len > 0) {
            put(bytes->data, bytes->len, ending, sink, publication, number);
            return true;
        }
    }
    return false;
}

/* The record at the beginning of `bytes`: its length when it was a picture, else 0. */
static size_t put_record(Slice bytes, Sink *sink, uint32_t publication, unsigned *number)
{
    const guint8 *head = (const guint8 *)bytes.data;
    unsigned kind = head[2] | (unsigned)head[3] << 8;
    size_t length = head[4] | (size_t)head[5] << 8 | (size_t)head[6] << 16 | (size_t)head[7] << 24;
    Slice body = {bytes.data + HEADER_BYTES, bytes.length - HEADER_BYTES};
    bool done = false;
    if (length < 24 || length > body.length) {
        return 0;
    }
    body.length = length;
    for (size_t i = 0; i < G_N_ELEMENTS(blips) && !done; i++) {
        done = blips[i].kind == kind && put_bitmap(&blips[i], body, sink, publication, number);
    }
    if (!done && kind >= 0xF01A && kind <= 0xF01C) {
        done = put_metafile(kind, body, sink, publication, number);
    }
    return done ? HEADER_BYTES + length : 0;
}

void office_art_put(Slice bytes, Sink *sink, uint32_t publication, unsigned *number)
{
    size_t at = 0;
    while (at + HEADER_BYTES + 24 < bytes.length) {
        const char *high = memchr(bytes.data + at + 3, '\xF0', bytes.length - at - 3);
        if (high == NULL || (size_t)(high - bytes.data) + 5 > bytes.length) {
            return;
        }
        at = (size_t)(high - bytes.data) - 3;
        Slice rest = {bytes.data + at, bytes.length - at};
        size_t length =
            rest.length > HEADER_BYTES ? put_record(rest, sink, publication, number) : 0;
        at += MAX(length, 1);
    }
}

/* ---- words ---- */

#define WORDS_BYTES_MAX 65536U

/* One table of a shape's properties: numbers first, then what they measure, in the same order
 * (MS-ODRAW 2.2.9). */
static void take_properties(Slice body, size_t count, Texts *texts)
{
    static const struct {
        unsigned id;
        Place place;
    } words[] = {{0xC0, PLACE_BODY},
                 {0x105, PLACE_HIDDEN},
                 {0x380, PLACE_HIDDEN},
                 {0x381, PLACE_HIDDEN},
                 {0x38D, PLACE_HIDDEN}};
    size_t at = 6 * count;
    for (size_t i = 0; i < count && at <= body.length; i++) {
        unsigned id = legacy_u16(body, 6 * i);
        uint32_t length = legacy_u32(body, 6 * i + 2);
        if ((id & 0x8000) == 0) {
            continue;
        }
        for (size_t k = 0; k < G_N_ELEMENTS(words); k++) {
            if (words[k].id == (id & 0x3FFF) && length <= WORDS_BYTES_MAX) {
                GString *text = g_string_new(NULL);
                Slice value = legacy_part(body, at, length);
                utf16_append(text, value.data, value.length);
                g_strchomp(text->str);
                texts_line(texts, words[k].place, text->str);
                g_string_free(text, TRUE);
            }
        }
        at += length;
    }
}

void office_art_words(Slice bytes, Texts *texts)
{
    size_t at = 0;
    while (at + HEADER_BYTES < bytes.length) {
        const char *found = memmem(bytes.data + at, bytes.length - at, "\x0B\xF0", 2);
        if (found == NULL) {
            return;
        }
        at = (size_t)(found - bytes.data) + 2;
        unsigned head = at >= 4 ? legacy_u16(bytes, at - 4) : 0;
        size_t count = head >> 4, length = legacy_u32(bytes, at);
        if ((head & 0x0F) == 3 && count > 0 && 6 * count <= length &&
            length <= bytes.length - MIN(bytes.length, at + 4)) {
            take_properties((Slice){bytes.data + at + 4, length}, count, texts);
        }
    }
}
