/*
 * Finds picture streams (ISO 32000-1, 7.3.8 and 8.9.5) without parsing the document: a stream's
 * dictionary always stands in plain sight before it. Decoding is left to the readers of pictures;
 * a PDF library hands out decoded surfaces, which have lost what the camera wrote.
 */
#include "readers/pdf/pdf_pictures.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define DICTIONARY_BYTES 4096U
#define SMALL_PIXELS 4096U /* 64 x 64: a bullet or an ornament, nobody is seen in it */

typedef struct {
    Slice dictionary; /* from "obj" to "stream" */
    unsigned long object;
    Slice data;
} Stream;

static const char *find(const char *from, const char *end, const char *word)
{
    return from < end ? memmem(from, (size_t)(end - from), word, strlen(word)) : NULL;
}

/* The number behind a key of the dictionary; 0 when it is not a direct one. */
static unsigned long number_of(Slice dictionary, const char *key)
{
    const char *end = dictionary.data + dictionary.length;
    const char *at = find(dictionary.data, end, key);
    char digits[24] = "";
    if (at == NULL) {
        return 0;
    }
    at += strlen(key);
    memcpy(digits, at, MIN(sizeof digits - 1, (size_t)(end - at)));
    char *rest;
    unsigned long number = strtoul(digits, &rest, 10);
    unsigned long generation = strtoul(rest, &rest, 10);
    rest += strspn(rest, " \r\n");
    return *rest == 'R' && generation < 65536 ? 0 : number;
}

/* The dictionary before a "stream": it begins behind the nearest "obj". */
static bool find_dictionary(const char *begin, const char *keyword, Stream *stream)
{
    const char *from = keyword - begin > DICTIONARY_BYTES ? keyword - DICTIONARY_BYTES : begin;
    const char *found = NULL;
    for (const char *at = from; (at = find(at, keyword, " obj")) != NULL; at += 4) {
        found = at;
    }
    if (found == NULL) {
        return false;
    }
    stream->dictionary = (Slice){found + 4, (size_t)(keyword - found - 4)};
    const char *digit = found; /* "12 0 obj" */
    while (digit > begin && g_ascii_isdigit(digit[-1])) {
        digit--;
    }
    while (digit > begin && digit[-1] == ' ') {
        digit--;
    }
    while (digit > begin && g_ascii_isdigit(digit[-1])) {
        digit--;
    }
    stream->object = g_ascii_isdigit(*digit) ? strtoul(digit, NULL, 10) : 0;
    return true;
}

/* The next stream from `at` on; moves `at` behind it. */
static bool next_stream(Slice file, const char **at, Stream *stream)
{
    const char *end = file.data + file.length;
    for (const char *word; (word = find(*at, end, "stream")) != NULL;) {
        const char *data = word + 6;
        *at = data;
        if ((word - file.data >= 3 && memcmp(word - 3, "end", 3) == 0) ||
            !find_dictionary(file.data, word, stream)) {
            continue;
        }
        data += data < end && *data == '\r';
        data += data < end && *data == '\n';
        unsigned long length = number_of(stream->dictionary, "/Length");
        if (length == 0 || length > (size_t)(end - data) ||
            find(data + length, MIN(end, data + length + 16), "endstream") == NULL) {
            const char *last = find(data, end, "endstream");
            length = (size_t)((last != NULL ? last : end) - data);
        }
        stream->data = (Slice){data, length};
        *at = data + length;
        return true;
    }
    return false;
}

static bool has(const Stream *stream, const char *word)
{
    return find(stream->dictionary.data, stream->dictionary.data + stream->dictionary.length,
                word) != NULL;
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

static bool is_picture(const Stream *stream, GHashTable *masks)
{
    unsigned long width = number_of(stream->dictionary, "/Width");
    unsigned long height = number_of(stream->dictionary, "/Height");
    bool small =
        width > 0 && height > 0 && width < 65536 && height < 65536 && width * height < SMALL_PIXELS;
    return has(stream, "/Image") && has(stream, "/Width") && !small &&
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
    Stream stream;
    while (next_stream(file, &at, &stream)) {
        bool jpeg = stream.data.length > 4 && memcmp(stream.data.data, "\xFF\xD8\xFF", 3) == 0;
        if (!encrypted && jpeg && has(&stream, "DCT")) {
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
