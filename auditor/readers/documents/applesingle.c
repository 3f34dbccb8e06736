/*
 * AppleSingle (RFC 1740): a file of a Mac in one stream with its name and comment. The file itself
 * becomes an item.
 */
#include <glib.h>
#include <string.h>

#include "readers/reader.h"
#include "worker/xml.h"

#define APPLE_BYTES_MAX (256U << 20)
#define ENTRIES_MAX 100U

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
    return head.length > 26 && memcmp(head.data, "\0\5\x16\0\0", 5) == 0 ? 60 : 0;
}

static void put_words(Sink *sink, Place place, Slice bytes)
{
    size_t length;
    g_autofree char *text = text_decode(bytes.data, bytes.length, NULL, &length, NULL);
    sink_text(sink, 0, 0, place, NULL, text, length);
}

static void applesingle_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, APPLE_BYTES_MAX);
    const char *slash = strrchr(input_path(input), '/');
    const char *name = slash != NULL ? slash + 1 : input_path(input);
    unsigned count = big_u32(whole, 22) & 0xFFFF;
    for (unsigned i = 0; i < MIN(count, ENTRIES_MAX); i++) {
        size_t at = 26 + 12 * (size_t)i;
        size_t offset = big_u32(whole, at + 4), length = big_u32(whole, at + 8);
        if (offset > whole.length || length > whole.length - offset) {
            sink_gap(sink, REASON_TRUNCATED, "a part of the file is cut off");
            offset = MIN(offset, whole.length);
            length = whole.length - offset;
        }
        Slice part = {whole.data + offset, length};
        switch (big_u32(whole, at)) {
        case 1: /* the data fork */
            sink_leaf(sink, name, NULL, part.data, part.length);
            break;
        case 3:
            put_words(sink, PLACE_FILENAME, part);
            break;
        case 4:
            put_words(sink, PLACE_METADATA, part);
            break;
        default: /* the resource fork holds icons and settings of programs */
            break;
        }
    }
}

const Reader reader_applesingle = {.name = "applesingle",
                                   .bid = applesingle_bid,
                                   .read = applesingle_read,
                                   .max_bytes = APPLE_BYTES_MAX};
