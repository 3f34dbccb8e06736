/*
 * The collector of one picture's metadata: the only place where the picture readers put facts, so
 * that bounds, labels and the pairing of property and text are the same for every block. It knows
 * no block's format.
 */
#include "readers/media/metadata.h"

#include <math.h>
#include <string.h>

#include "readers/media/thumbnail.h"
#include "readers/media/trailing.h"
#include "readers/media/words.h"

#define PROPERTY_BYTES 16384U
#define LABEL_BYTES 200U
#define IPTC_SEARCH 65536U
#define ASIDES_BYTES 65536U
#define TRAILING_SEARCH (32U * 1024U * 1024U)
#define TRAILING_TEXT 65536U

Metadata metadata_start(Sink *sink, const char *format)
{
    return (Metadata){.sink = sink, .format = format};
}

void metadata_finish(Metadata *metadata)
{
    Fact fact = {
        .kind = FACT_PICTURE,
        .picture = {.width = metadata->width,
                    .height = metadata->height,
                    .orientation = metadata->orientation,
                    .format = metadata->format,
                    .has_small = metadata->thumbnail_width > 0 && metadata->thumbnail_height > 0}};

    metadata_put_asides(metadata);
    thumbnail_compare(metadata);
    sink_put(metadata->sink, &fact);
}

void metadata_lost(Metadata *metadata, Reason reason, const char *detail)
{
    if (!metadata->lost)
        sink_gap(metadata->sink, reason, detail);
    metadata->lost = true;
}

bool metadata_charge(Metadata *metadata, uint64_t length)
{
    if (length > METADATA_BYTES - metadata->bytes) {
        metadata_lost(metadata, REASON_LIMIT_BYTES, "picture metadata");
        return false;
    }
    metadata->bytes += length;
    return true;
}

static bool count_value(Metadata *metadata)
{
    if (metadata->values >= METADATA_VALUES) {
        metadata_lost(metadata, REASON_LIMIT_ENTRIES, "picture metadata values");
        return false;
    }
    metadata->values++;
    return true;
}

/* The length of at most `bytes` bytes of `text` that does not cut a character. */
static size_t cut_at(const char *text, size_t bytes)
{
    size_t length = strlen(text);

    if (length <= bytes)
        return length;
    length = bytes;
    while (length > 0 && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--;
    return length;
}

static void put_property(Metadata *metadata, const char *block, const char *key, const char *value)
{
    g_autofree char *cut = NULL;

    if (strlen(value) > PROPERTY_BYTES) {
        cut = g_strndup(value, cut_at(value, PROPERTY_BYTES));
        value = cut;
    }
    sink_property(metadata->sink, 0, metadata->medium, block, key, value);
}

void metadata_property(Metadata *metadata, const char *block, const char *key, const char *value)
{
    if (value && words_any(value) && count_value(metadata))
        put_property(metadata, block, key, value);
}

void metadata_put_asides(Metadata *metadata)
{
    if (metadata->asides)
        sink_text(metadata->sink, 0, metadata->medium, PLACE_METADATA, "asides",
                  metadata->asides->str, metadata->asides->len);
    if (metadata->asides)
        g_string_free(metadata->asides, TRUE);
    metadata->asides = NULL;
}

/* Empty lines between them: words of two values are no name together. */
void metadata_aside(Metadata *metadata, const char *key, const char *value)
{
    if (!value || !words_pair(value))
        return;
    if (metadata->asides && metadata->asides->len + strlen(value) > ASIDES_BYTES)
        metadata_put_asides(metadata);
    if (!metadata->asides)
        metadata->asides = g_string_new(NULL);
    if (!strstr(metadata->asides->str,
                value)) /* the same in Exif, XMP and every step of a history */
        g_string_append_printf(metadata->asides, "%s%s: %s",
                               metadata->asides->len > 0 ? "\n\n" : "", key, value);
}

void metadata_setting(Metadata *metadata, const char *block, const char *key, const char *value)
{
    metadata_property(metadata, block, key, value);
    metadata_aside(metadata, key, value);
}

void metadata_text(Metadata *metadata, const char *block, const char *key, Place place,
                   const char *value)
{
    g_autofree char *label = NULL;

    if (!value || !words_any(value) || !count_value(metadata))
        return;
    put_property(metadata, block, key, value);
    label = strchr(key, ':') ? g_strdup(key) : g_strdup_printf("%s:%s", block, key);
    label[cut_at(label, LABEL_BYTES)] = '\0';
    sink_text(metadata->sink, 0, metadata->medium, place, label, value, strlen(value));
}

void metadata_date(Metadata *metadata, const char *block, const char *key, const char *written)
{
    g_autofree char *date = NULL;
    g_autofree char *raw_key = NULL;

    /* Cameras write zeros or blanks between the colons for "not set". */
    if (!written || written[strspn(written, "0: -/.TZ\t\r\n")] == '\0')
        return;
    date = words_date(written);
    if (date) {
        metadata_property(metadata, block, key, date);
        return;
    }
    raw_key = g_strconcat(key, "Text", NULL);
    metadata_setting(metadata, block, raw_key, written);
}

void metadata_person(Metadata *metadata, const char *dialect, const char *name, const double box[4])
{
    Fact fact = {.kind = FACT_PERSON_TAG,
                 .person_tag = {.medium = metadata->medium, .dialect = dialect, .name = name}};

    if (!name || !words_any(name) || !count_value(metadata))
        return;
    if (box && box[2] > 0 && box[3] > 0) {
        fact.person_tag.has_box = true;
        fact.person_tag.x = CLAMP(box[0], 0, 1);
        fact.person_tag.y = CLAMP(box[1], 0, 1);
        fact.person_tag.width = CLAMP(box[2], 0, 1);
        fact.person_tag.height = CLAMP(box[3], 0, 1);
    }
    sink_put(metadata->sink, &fact);
}

void metadata_position(Metadata *metadata, const char *block, const char *key, double latitude,
                       double longitude)
{
    char first[G_ASCII_DTOSTR_BUF_SIZE], second[G_ASCII_DTOSTR_BUF_SIZE];
    g_autofree char *value = NULL;

    if (!isfinite(latitude) || !isfinite(longitude) || fabs(latitude) > 90 ||
        fabs(longitude) > 180 || (fabs(latitude) < 1e-9 && fabs(longitude) < 1e-9))
        return;
    g_ascii_formatd(first, sizeof first, "%.7f", latitude);
    g_ascii_formatd(second, sizeof second, "%.7f", longitude);
    value = g_strdup_printf("%s,%s", first, second);
    metadata_property(metadata, block, key, value);
}

/* The first byte from `offset` on that is not padding. */
static uint64_t skip_padding(const Bytes *bytes, uint64_t offset)
{
    uint8_t window[4096];
    size_t got;

    while ((got = bytes_read(bytes, offset, window, sizeof window)) > 0) {
        for (size_t i = 0; i < got; i++)
            if (!memchr("\0\r\n \xff", window[i], 5))
                return offset + i;
        offset += got;
    }
    return bytes->size;
}

/* Trailers of picture managers keep IPTC; it begins with the version of its second record. */
static void search_iptc(Metadata *metadata, const Bytes *bytes)
{
    uint64_t at = bytes_find(bytes, 0, bytes->size, "\x1c\x02\x00\x00\x02", 5);
    g_autofree uint8_t *block = NULL;
    size_t length = 0;

    if (at == UINT64_MAX || !metadata_charge(metadata, IPTC_SEARCH))
        return;
    block = bytes_copy(bytes, at, IPTC_SEARCH, &length);
    metadata_iptc_run(metadata, block, length);
}

/* Words behind the picture, where they are nothing else. */
static void trailing_text(Metadata *metadata, const Bytes *rest)
{
    size_t length = 0;
    g_autofree char *copy = (char *)bytes_copy(rest, 0, TRAILING_TEXT, &length);
    g_autofree char *text = copy ? g_strndup(copy, length) : NULL;
    const char *end;

    if (!text || strlen(text) < 4 ||
        (!g_utf8_validate(text, -1, &end) && strlen(end) >= 4)) /* a head may be cut */
        return;
    for (const char *at = text; *at; at++) {
        if ((unsigned char)*at < ' ' && !g_ascii_isspace(*at))
            return;
    }
    metadata_text(metadata, "image", "TrailingText", PLACE_HIDDEN, text);
}

void metadata_trailing(Metadata *metadata, const Bytes *bytes, uint64_t offset)
{
    g_autofree char *value = NULL;
    Bytes rest = bytes_part(bytes, offset, bytes->size);

    trailing_items(metadata, &rest);
    offset = skip_padding(bytes, offset);
    if (offset >= bytes->size)
        return;
    value = g_strdup_printf("%" G_GUINT64_FORMAT "/%" G_GUINT64_FORMAT, bytes->start + offset,
                            bytes->size - offset);
    metadata_property(metadata, "image", "TrailingData", value);
    rest = bytes_part(bytes, offset, TRAILING_SEARCH);
    trailing_text(metadata, &rest);
    metadata_search_xmp(metadata, &rest);
    search_iptc(metadata, &rest);
}
