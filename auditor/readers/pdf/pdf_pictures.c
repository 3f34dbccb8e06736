/*
 * Picks the pictures (ISO 32000-1, 8.9.5) from the streams. Decoding is left to the readers of
 * pictures; a PDF library hands out decoded surfaces, which have lost what the camera wrote.
 */
#include "readers/pdf/pdf_pictures.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pdf/pdf_streams.h"

#define SMALL_PIXELS 4096U /* 64 x 64: a bullet or an ornament, nobody is seen in it */

static const char *find(const char *from, const char *end, const char *word)
{
    return from < end ? memmem(from, (size_t)(end - from), word, strlen(word)) : NULL;
}

/* Objects that are only the transparency of another picture. */
static GHashTable *find_masks(Slice file)
{
    static const char *const keys[] = {"/SMask ", "/Mask "};
    const char *end = file.data + file.length;
    GHashTable *masks = g_hash_table_new(NULL, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        for (const char *at = file.data; (at = find(at, end, keys[i])) != NULL;) {
            at += strlen(keys[i]);
            char digits[16] = "";
            memcpy(digits, at, MIN(sizeof digits - 1, (size_t)(end - at)));
            g_hash_table_add(masks, GSIZE_TO_POINTER(strtoul(digits, NULL, 10)));
        }
    }
    return masks;
}

static bool is_picture(const PdfStream *stream, GHashTable *masks)
{
    unsigned long width = pdf_number_of(stream->dictionary, "/Width");
    unsigned long height = pdf_number_of(stream->dictionary, "/Height");
    bool small =
        width > 0 && height > 0 && width < 65536 && height < 65536 && width * height < SMALL_PIXELS;
    return pdf_stream_has(stream, "/Image") && pdf_stream_has(stream, "/Width") && !small &&
           !g_hash_table_contains(masks, GSIZE_TO_POINTER(stream->object));
}

static void put_jpeg(Slice data, unsigned number, Sink *sink, uint32_t publication)
{
    g_autofree char *name = g_strdup_printf("picture-%u.jpg", number);
    sink_leaf(sink, name, "image/jpeg", data.data, data.length);
    sink_medium(sink, &(FactMedium){.publication = publication, .role = "image", .uri = name});
}

void pdf_pictures_put(Slice file, Sink *sink, uint32_t publication)
{
    bool encrypted = find(file.data, file.data + file.length, "/Encrypt") != NULL;
    g_autoptr(GHashTable) masks = find_masks(file);
    const char *at = file.data;
    unsigned cut = 0, omitted = 0;
    PdfStream stream;
    while (pdf_stream_next(file, &at, &stream)) {
        bool jpeg = stream.data.length > 4 && memcmp(stream.data.data, "\xFF\xD8\xFF", 3) == 0;
        if (!encrypted && jpeg && pdf_stream_has(&stream, "DCT")) {
            put_jpeg(stream.data, ++cut, sink, publication);
        } else {
            omitted += is_picture(&stream, masks);
        }
    }
    if (omitted > 0) {
        g_autofree char *detail =
            g_strdup_printf("%u of %u pictures are not kept as JPEG%s", omitted, omitted + cut,
                            encrypted ? " or are encrypted" : "");
        sink_gap(sink, REASON_MEDIA_OMITTED, detail);
    }
}
