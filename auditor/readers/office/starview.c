/*
 * Drawings of LibreOffice and OpenOffice (StarView metafiles): how a chart, a formula or another
 * object in a document looks, kept beside the object. Their words; pictures in them are told as
 * omitted.
 */
#include <string.h>

#include "readers/office/legacy.h"
#include "readers/reader.h"
#include "readers/text/codepages.h"

#define DRAWING_BYTES_MAX (64U << 20)
#define TEXT_BYTES_MAX (8U << 20)
#define DEPTH_MAX 8U
#define SMALL_PIXELS 16384U /* as of other drawings */
#define MARK "VCLMTF"
#define MARK_BYTES 6U
#define HEAD_BYTES 6U /* of what tells its version and length: two and four */
#define ACTION_BYTES 8U

typedef struct {
    GString *text;
    uint32_t line; /* where the last words stood */
    unsigned omitted;
} Drawing;

static bool is_drawing(Slice bytes)
{
    return bytes.length >= MARK_BYTES + HEAD_BYTES && memcmp(bytes.data, MARK, MARK_BYTES) == 0;
}

/* Words that stand at the same height belong together. */
static void add_words(Drawing *drawing, uint32_t line, Slice words, bool wide)
{
    if (words.length == 0 || drawing->text->len > TEXT_BYTES_MAX) {
        return;
    }
    if (drawing->text->len > 0) {
        g_string_append_c(drawing->text, line == drawing->line ? ' ' : '\n');
    }
    if (wide) {
        utf16_append(drawing->text, words.data, words.length);
    } else {
        codepage_append(drawing->text, words.data, words.length, 1252);
    }
    drawing->line = line;
}

/* The place, the words in bytes, `between` others; from version 2 on the words once more. */
static void take_text(Drawing *drawing, Slice body, unsigned version, size_t place, size_t between)
{
    size_t length = legacy_u16(body, place), at = place + 2 + length + between;
    size_t units = version >= 2 ? legacy_u16(body, at) : 0;
    uint32_t line = legacy_u32(body, 4);
    if (units > 0) {
        add_words(drawing, line, legacy_part(body, at + 2, units * 2), true);
    } else {
        add_words(drawing, line, legacy_part(body, place + 2, length), false);
    }
}

/* Between the words and themselves stand where each character is drawn. */
static void take_spaced_text(Drawing *drawing, Slice body, unsigned version)
{
    size_t behind = 10 + (size_t)legacy_u16(body, 8) + 4;
    size_t places = legacy_u32(body, behind);
    take_text(drawing, body, version, 8, 4 + 4 + MIN(places, body.length) * 4);
}

static void take_picture(Drawing *drawing, Slice body)
{
    Slice head = legacy_part(body, 14, body.length); /* BITMAPINFOHEADER */
    uint64_t pixels = (uint64_t)legacy_u32(head, 4) * legacy_u32(head, 8);
    drawing->omitted += memcmp(legacy_part(body, 0, 2).data, "BM", 2) != 0 || pixels > SMALL_PIXELS;
}

static bool read_actions(Drawing *drawing, Slice bytes, unsigned depth);

static void take_action(Drawing *drawing, unsigned kind, unsigned version, Slice body,
                        unsigned depth)
{
    switch (kind) {
    case 112: /* TEXT */
        take_text(drawing, body, version, 8, 4);
        break;
    case 113: /* TEXTARRAY */
        take_spaced_text(drawing, body, version);
        break;
    case 114: /* STRETCHTEXT */
        take_text(drawing, body, version, 8, 8);
        break;
    case 115: /* TEXTRECT */
        take_text(drawing, body, version, 16, 2);
        break;
    case 143: /* FLOATTRANSPARENT: a drawing in this one */
        if (is_drawing(body)) {
            read_actions(drawing, body, depth + 1);
        }
        break;
    default:
        if (kind >= 116 && kind <= 121 && body.length > 2) { /* BMP to BMPEXSCALEPART */
            take_picture(drawing, body);
        }
        break;
    }
}

/* False where it breaks off before the actions that it counts are there. */
static bool read_actions(Drawing *drawing, Slice bytes, unsigned depth)
{
    size_t at = MARK_BYTES + HEAD_BYTES + (size_t)legacy_u32(bytes, MARK_BYTES + 2);
    size_t map = MARK_BYTES + HEAD_BYTES + 4; /* how it is scaled, then its size, then the count */
    uint32_t count = legacy_u32(bytes, map + HEAD_BYTES + (size_t)legacy_u32(bytes, map + 2) + 8);
    if (depth > DEPTH_MAX || at > bytes.length) {
        return false;
    }
    for (; count > 0 && at + ACTION_BYTES <= bytes.length; count--) {
        size_t length = legacy_u32(bytes, at + 4);
        if (length > bytes.length - at - ACTION_BYTES) {
            return false;
        }
        take_action(drawing, legacy_u16(bytes, at), legacy_u16(bytes, at + 2),
                    legacy_part(bytes, at + ACTION_BYTES, length), depth);
        at += ACTION_BYTES + length;
    }
    return count == 0;
}

static int starview_bid(const Input *input)
{
    return is_drawing(input_head(input)) ? 60 : 0;
}

static void starview_read(Input *input, Sink *sink)
{
    Drawing drawing = {.text = g_string_new(NULL)};
    sink_put(sink, &(Fact){.kind = FACT_PICTURE, .picture = {.format = "svm"}});
    bool ended = read_actions(&drawing, input_whole(input, DRAWING_BYTES_MAX), 0);
    sink_text(sink, 0, 0, PLACE_BODY, NULL, drawing.text->str, drawing.text->len);
    g_string_free(drawing.text, TRUE);
    if (!ended) {
        sink_gap(sink, REASON_TRUNCATED, "the drawing has no end");
    }
    if (drawing.omitted > 0) {
        sink_gap(sink, REASON_MEDIA_OMITTED, "pictures in the drawing are not kept as JPEG or PNG");
    }
}

const Reader reader_starview = {.name = "starview", .bid = starview_bid, .read = starview_read};
