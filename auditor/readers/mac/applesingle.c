/*
 * AppleSingle and AppleDouble (RFC 1740): what a Mac keeps of a file beside its bytes, in one
 * stream with them or as "._name" beside them. The file itself becomes an item; its comment, the
 * extended attributes (where it came from, its tags) and what words and pictures its resources hold
 * count.
 */
#include <glib.h>
#include <string.h>

#include "readers/mac/mac_resources.h"
#include "readers/mac/property_list.h"
#include "readers/reader.h"
#include "worker/xml.h"

#define APPLE_BYTES_MAX (256U << 20)
#define ENTRIES_MAX 100U
#define ATTRIBUTES_MAX 200U
#define ATTRIBUTES_AT 34U /* behind the Finder's own words, which hold no text */

static uint32_t big_u32(Slice bytes, size_t at)
{
    if (bytes.length < 4 || at > bytes.length - 4) {
        return 0;
    }
    const guint8 *b = (const guint8 *)bytes.data + at;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | (uint32_t)b[3];
}

static int applesingle_bid(const Input *input)
{
    Slice head = input_head(input);
    return head.length >= 8 && (memcmp(head.data, "\0\5\x16\0\0", 5) == 0 ||
                                memcmp(head.data, "\0\5\x16\7\0", 5) == 0)
               ? 60
               : 0;
}

static void put_words(Sink *sink, Place place, const char *label, Slice bytes)
{
    size_t length;
    g_autofree char *text = text_decode(bytes.data, bytes.length, NULL, &length, NULL);
    sink_text(sink, 0, 0, place, label, text, length);
}

static Slice part_of(Slice whole, size_t offset, size_t length, Sink *sink)
{
    if (offset > whole.length || length > whole.length - offset) {
        sink_gap(sink, REASON_TRUNCATED, "a part of the file is cut off");
        offset = MIN(offset, whole.length);
        length = whole.length - offset;
    }
    return (Slice){whole.data + offset, length};
}

static void put_attribute(Sink *sink, const char *name, Slice value)
{
    g_autofree char *strings = property_list_strings(value);
    Place place = strstr(name, "WhereFroms") != NULL ? PLACE_URL
                  : strstr(name, "Tags") != NULL     ? PLACE_TAG
                                                     : PLACE_METADATA;
    if (strings != NULL) {
        sink_text(sink, 0, 0, place, name, strings, strlen(strings));
    } else if (g_utf8_validate_len(value.data, value.length, NULL)) {
        sink_text(sink, 0, 0, place, name, value.data, value.length);
    }
}

/* "ATTR", three numbers, the count; then a row an attribute, whose offsets count from the file's
 * start. */
static void put_attributes(Sink *sink, Slice whole, size_t start, size_t length)
{
    size_t at = start + ATTRIBUTES_AT;
    if (length < ATTRIBUTES_AT + 36 || big_u32(whole, at) != 0x41545452) {
        return;
    }
    unsigned count = big_u32(whole, at + 32) & 0xFFFF;
    at += 36;
    if (count > ATTRIBUTES_MAX) {
        sink_gap(sink, REASON_LIMIT_ENTRIES, "more attributes than a file may have");
    }
    for (unsigned i = 0; i < MIN(count, ATTRIBUTES_MAX) && at + 11 < whole.length; i++) {
        size_t bytes = (guint8)whole.data[at + 10];
        if (bytes > whole.length - at - 11) {
            break;
        }
        g_autofree char *raw = g_strndup(whole.data + at + 11, bytes);
        g_autofree char *name = g_utf8_make_valid(raw, -1);
        put_attribute(sink, name, part_of(whole, big_u32(whole, at), big_u32(whole, at + 4), sink));
        at += (11 + bytes + 3) & ~(size_t)3;
    }
}

static void applesingle_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, APPLE_BYTES_MAX);
    const char *slash = strrchr(input_path(input), '/');
    const char *name = slash != NULL ? slash + 1 : input_path(input);
    unsigned count = big_u32(whole, 22) & 0xFFFF;
    if (whole.length < 26) {
        sink_gap(sink, REASON_TRUNCATED, "the file is cut off");
    }
    if (count > ENTRIES_MAX) {
        sink_gap(sink, REASON_LIMIT_ENTRIES, "more parts than such a file has");
    }
    for (unsigned i = 0; i < MIN(count, ENTRIES_MAX); i++) {
        size_t at = 26 + 12 * (size_t)i;
        size_t offset = big_u32(whole, at + 4);
        Slice part = part_of(whole, offset, big_u32(whole, at + 8), sink);
        switch (big_u32(whole, at)) {
        case 1: /* the data fork */
            sink_leaf(sink, name, NULL, part.data, part.length);
            break;
        case 2:
            mac_resources_put(part, sink);
            break;
        case 3:
            put_words(sink, PLACE_FILENAME, NULL, part);
            break;
        case 4:
            put_words(sink, PLACE_METADATA, NULL, part);
            break;
        case 9:
            put_attributes(sink, whole, offset, part.length);
            break;
        default: /* times and rights */
            break;
        }
    }
}

const Reader reader_applesingle = {
    .name = "applesingle", .bid = applesingle_bid, .read = applesingle_read};
