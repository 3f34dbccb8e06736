/*
 * PNG: walks all chunks (text may stand behind the pixels), inflates texts within one bound for
 * the file, and hands on Exif, XMP and the "Raw profile" texts in which ImageMagick hides both.
 */
#include <string.h>
#include <zlib.h>

#include "readers/media/containers.h"
#include "readers/media/credentials.h"
#include "readers/media/words.h"

#define CHUNKS_MAX 200000U
#define INFLATED_MAX (4U * 1024U * 1024U)
#define CHUNK_MAX (8U * 1024U * 1024U)
#define KEYWORD_MAX 79U

typedef struct {
    Metadata *metadata;
    Bytes bytes;
    size_t inflated; /* of all texts so far */
} Png;

/* Inflates into what is left of the bound; NULL when nothing came out. */
static uint8_t *inflate_text(Png *png, const uint8_t *data, size_t length, size_t *inflated)
{
    size_t room = INFLATED_MAX - png->inflated;
    uint8_t *out = g_malloc(room + 1);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)data,
                       .avail_in = (uInt)length,
                       .next_out = out,
                       .avail_out = (uInt)room};
    int status;

    *inflated = 0;
    if (inflateInit(&stream) == Z_OK) {
        status = inflate(&stream, Z_FINISH);
        *inflated = room - stream.avail_out;
        inflateEnd(&stream);
        if (status != Z_STREAM_END && stream.avail_out == 0)
            metadata_lost(png->metadata, REASON_LIMIT_BYTES, "inflated PNG text");
        else if (status != Z_STREAM_END)
            metadata_lost(png->metadata, REASON_CORRUPT, "PNG text cannot be inflated");
    }
    png->inflated += *inflated;
    if (*inflated == 0)
        g_clear_pointer(&out, g_free);
    return out;
}

/* "\nexif\n    1234\n" and then hexadecimal digits in lines; the name may be two words. */
static uint8_t *raw_profile(const uint8_t *text, size_t length, size_t *profile_length)
{
    size_t at = 0;
    uint8_t *profile;
    int high = -1;

    while (at < length && g_ascii_isspace(text[at]))
        at++;
    while (at < length && text[at] != '\n' && text[at] != '\r') /* name */
        at++;
    while (at < length && g_ascii_isspace(text[at]))
        at++;
    while (at < length && g_ascii_isdigit(text[at])) /* length, not to be trusted */
        at++;
    profile = g_malloc((length - at) / 2 + 1);
    *profile_length = 0;
    for (; at < length; at++) {
        int digit = g_ascii_xdigit_value((char)text[at]);

        if (digit < 0)
            continue;
        if (high < 0) {
            high = digit;
            continue;
        }
        profile[(*profile_length)++] = (uint8_t)(high << 4 | digit);
        high = -1;
    }
    return profile;
}

static void take_profile(Png *png, const char *kind, const uint8_t *text, size_t length)
{
    static const char xmp_mark[] = "http://ns.adobe.com/xap/1.0/";
    size_t size = 0;
    g_autofree uint8_t *profile = raw_profile(text, length, &size);

    if (g_ascii_strcasecmp(kind, "iptc") == 0 || g_ascii_strcasecmp(kind, "8bim") == 0) {
        if (size > 4 && memcmp(profile, "8BIM", 4) == 0)
            metadata_photoshop(png->metadata, profile, size);
        else
            metadata_iptc(png->metadata, profile, size);
    } else if (size > sizeof xmp_mark && memcmp(profile, xmp_mark, sizeof xmp_mark - 1) == 0) {
        metadata_xmp(png->metadata, profile + sizeof xmp_mark, size - sizeof xmp_mark);
    } else if (g_ascii_strcasecmp(kind, "xmp") == 0) {
        metadata_xmp(png->metadata, profile, size);
    } else if (g_ascii_strcasecmp(kind, "exif") == 0 || g_ascii_strcasecmp(kind, "APP1") == 0) {
        container_exif(png->metadata, profile, size);
    }
}

static void take_words(Png *png, const char *keyword, const char *words)
{
    static const char *const captions[] = {"Title", "Description", "Comment", "Caption"};
    Place place = PLACE_METADATA;

    for (size_t i = 0; i < G_N_ELEMENTS(captions); i++)
        if (g_ascii_strcasecmp(keyword, captions[i]) == 0)
            place = PLACE_CAPTION;
    if (g_ascii_strcasecmp(keyword, "Creation Time") == 0 ||
        g_ascii_strcasecmp(keyword, "create-date") == 0)
        metadata_date(png->metadata, "png-text", "CreateDate", words);
    metadata_text(png->metadata, "png-text", keyword, place, words);
}

static void take_text(Png *png, const char *keyword, const uint8_t *text, size_t length, bool utf8)
{
    g_autofree char *name = words_from_latin((const uint8_t *)keyword, strlen(keyword));
    g_autofree char *words = NULL;

    if (!name)
        name = g_strdup("Text");
    if (g_ascii_strncasecmp(name, "Raw profile type ", 17) == 0) {
        take_profile(png, name + 17, text, length);
        return;
    }
    if (strcmp(name, "XML:com.adobe.xmp") == 0) {
        metadata_xmp(png->metadata, text, length);
        return;
    }
    (void)utf8; /* the standard says Latin-1, half of the tools write UTF-8 */
    words = words_from_bytes(text, length);
    take_words(png, name, words);
}

/* iTXt: compressed or not, a language, the keyword in that language, then UTF-8. */
static void take_international(Png *png, const char *keyword, const uint8_t *data, size_t length)
{
    const uint8_t *end = data + length, *at = data + 2, *nul;
    g_autofree uint8_t *inflated = NULL;
    size_t size;

    if (length < 2)
        return;
    for (unsigned i = 0; i < 2; i++) {
        nul = at < end ? memchr(at, 0, (size_t)(end - at)) : NULL;
        if (!nul) {
            metadata_lost(png->metadata, REASON_CORRUPT, "PNG international text is malformed");
            return;
        }
        at = nul + 1;
    }
    size = (size_t)(end - at);
    if (data[0] == 1) {
        inflated = inflate_text(png, at, size, &size);
        at = inflated;
    }
    if (at && size > 0)
        take_text(png, keyword, at, size, true);
}

static void take_chunk(Png *png, const char *kind, const uint8_t *data, size_t length)
{
    const uint8_t *nul = memchr(data, 0, MIN(length, (size_t)KEYWORD_MAX + 1));
    const char *keyword = (const char *)data;
    size_t skip = nul ? (size_t)(nul - data) + 1 : length;

    if (memcmp(kind, "caBX", 4) == 0) {
        credentials_emit(png->metadata, data, length);
        return;
    }
    if (memcmp(kind, "eXIf", 4) == 0 || memcmp(kind, "exIf", 4) == 0) {
        container_exif(png->metadata, data, length);
        return;
    }
    if (!nul) { /* a text without a keyword is still a text */
        take_text(png, "Text", data, length, false);
        return;
    }
    if (memcmp(kind, "tEXt", 4) == 0) {
        take_text(png, keyword, data + skip, length - skip, false);
    } else if (memcmp(kind, "zTXt", 4) == 0 && length > skip + 1) {
        size_t size = 0;
        g_autofree uint8_t *text = inflate_text(png, data + skip + 1, length - skip - 1, &size);

        if (text)
            take_text(png, keyword, text, size, false);
    } else if (memcmp(kind, "iTXt", 4) == 0) {
        take_international(png, keyword, data + skip, length - skip);
    }
}

static void take_time(Png *png, uint64_t body)
{
    uint8_t raw[7];
    g_autofree char *written = NULL;

    if (!bytes_exact(&png->bytes, body, raw, sizeof raw))
        return;
    written = g_strdup_printf("%04u-%02u-%02uT%02u:%02u:%02uZ", number_16(raw, false), raw[2],
                              raw[3], raw[4], raw[5], raw[6]);
    metadata_date(png->metadata, "png-text", "ModifyDate", written);
}

static bool is_wanted(const char *kind)
{
    static const char kinds[][5] = {"tEXt", "zTXt", "iTXt", "eXIf", "exIf", "caBX"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (memcmp(kind, kinds[i], 4) == 0)
            return true;
    return false;
}

static void read_chunk(Png *png, const char *kind, uint64_t body, uint64_t length)
{
    g_autofree uint8_t *data = NULL;
    size_t got = 0;

    if (memcmp(kind, "IHDR", 4) == 0 && png->metadata->width == 0) {
        uint8_t raw[8] = {0};

        bytes_read(&png->bytes, body, raw, sizeof raw);
        png->metadata->width = number_32(raw, false);
        png->metadata->height = number_32(raw + 4, false);
    } else if (memcmp(kind, "tIME", 4) == 0) {
        take_time(png, body);
    }
    if (!is_wanted(kind) || length == 0)
        return;
    if (length > CHUNK_MAX) {
        metadata_lost(png->metadata, REASON_LIMIT_BYTES, "PNG text chunk");
        length = CHUNK_MAX;
    }
    data = container_block(png->metadata, &png->bytes, body, length, &got);
    if (data)
        take_chunk(png, kind, data, got);
}

static void walk(Png *png)
{
    uint64_t at = 8;
    uint8_t head[8];

    for (unsigned i = 0; i < CHUNKS_MAX && bytes_exact(&png->bytes, at, head, 8); i++) {
        uint64_t length = number_32(head, false);

        read_chunk(png, (const char *)head + 4, at + 8, length);
        at += length + 12;
        if (memcmp(head + 4, "IEND", 4) == 0) {
            metadata_trailing(png->metadata, &png->bytes, MIN(at, png->bytes.size));
            return;
        }
    }
    metadata_lost(png->metadata, REASON_TRUNCATED, "PNG without its end chunk");
    metadata_search_xmp(png->metadata, &png->bytes);
}

static int png_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= 8 && memcmp(head.data, "\x89PNG\r\n\x1a\n", 8) == 0 ? 60 : 0;
}

static void png_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "png");
    Png png = {.metadata = &metadata, .bytes = bytes_of_input(input)};

    walk(&png);
    metadata_finish(&metadata);
}

const Reader reader_png = {.name = "png", .bid = png_bid, .read = png_read};
