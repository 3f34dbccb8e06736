/*
 * Drawings of Windows, as Office keeps beside embedded objects and for pasted charts: EMF (MS-EMF)
 * and WMF (MS-WMF). Their words; pictures that lie in them as JPEG or PNG become items, other ones
 * are told as omitted.
 */
#include <string.h>

#include "readers/office/legacy.h"
#include "readers/reader.h"
#include "readers/text/codepages.h"

#define METAFILE_BYTES_MAX (128U << 20)
#define TEXT_BYTES_MAX (8U << 20)
#define SMALL_PIXELS 16384U /* icons of programs; nobody is seen in them */
#define GLYPHS 0x10U        /* option of a text: numbers of shapes, not characters */

typedef struct {
    Sink *sink;
    GString *text;
    uint32_t line;   /* where the last words stood */
    bool one_letter; /* the last words were one character */
    unsigned codepage, glyphs, pictures, omitted;
} Metafile;

/* Words on the same line belong together; letters drawn one by one are one word. */
static void add_text(Metafile *metafile, uint32_t line, const GString *words)
{
    bool one = g_utf8_strlen(words->str, -1) == 1;
    if (words->len == 0 || metafile->text->len > TEXT_BYTES_MAX) {
        return;
    }
    if (metafile->text->len > 0 && line != metafile->line) {
        g_string_append_c(metafile->text, '\n');
    } else if (metafile->text->len > 0 && !(one && metafile->one_letter)) {
        g_string_append_c(metafile->text, ' ');
    }
    g_string_append_len(metafile->text, words->str, (gssize)words->len);
    metafile->line = line;
    metafile->one_letter = one;
}

static void add_words(Metafile *metafile, uint32_t line, Slice bytes, bool wide)
{
    GString *words = g_string_new(NULL);
    if (wide) {
        utf16_append(words, bytes.data, bytes.length);
    } else {
        codepage_append(words, bytes.data, bytes.length, metafile->codepage);
    }
    add_text(metafile, line, words);
    g_string_free(words, TRUE);
}

/* A picture by its head (BITMAPINFOHEADER) and bytes. */
static void take_picture(Metafile *metafile, Slice head, Slice bits)
{
    static const char *const endings[] = {"jpg", "png"};
    uint32_t kind = legacy_u32(head, 16), width = legacy_u32(head, 4);
    int32_t height = (int32_t)legacy_u32(head, 8);
    uint64_t pixels = (uint64_t)width * (uint32_t)(height < 0 ? -(int64_t)height : height);
    if ((kind == 4 || kind == 5) && bits.length > 0) {
        g_autofree char *name =
            g_strdup_printf("picture-%u.%s", ++metafile->pictures, endings[kind - 4]);
        sink_leaf(metafile->sink, name, NULL, bits.data, bits.length);
        sink_medium(metafile->sink, &(FactMedium){.role = "image", .uri = name});
    } else if (pixels > SMALL_PIXELS) {
        metafile->omitted++;
    }
}

/* ---- EMF ---- */

static void take_string(Metafile *metafile, Slice record, bool wide)
{
    uint32_t count = legacy_u32(record, 44), at = legacy_u32(record, 48);
    if ((legacy_u32(record, 52) & GLYPHS) != 0) {
        metafile->glyphs++;
        return;
    }
    Slice text = legacy_part(record, at, (size_t)count * (wide ? 2 : 1));
    add_words(metafile, legacy_u32(record, 40), text, wide);
}

static void take_small_string(Metafile *metafile, Slice record)
{
    uint32_t count = legacy_u32(record, 16), options = legacy_u32(record, 20);
    bool narrow = (options & 0x200) != 0;
    size_t at = 36 + ((options & 0x100) != 0 ? 0 : 16);
    if ((options & GLYPHS) != 0) {
        metafile->glyphs++;
        return;
    }
    add_words(metafile, legacy_u32(record, 12),
              legacy_part(record, at, (size_t)count * (narrow ? 1 : 2)), !narrow);
}

/* Records of the newer kind that stand in comments of the older one. */
static void take_plus(Metafile *metafile, Slice bytes)
{
    for (size_t at = 0; at + 12 <= bytes.length;) {
        size_t size = legacy_u32(bytes, at + 4);
        Slice data = legacy_part(bytes, at + 12, legacy_u32(bytes, at + 8));
        if (legacy_u16(bytes, at) == 0x401C) { /* DrawString */
            Slice text = legacy_part(data, 28, (size_t)legacy_u32(data, 8) * 2);
            add_words(metafile, legacy_u32(data, 16), text, true);
        }
        at += MAX(size, 12);
    }
}

static void take_emf_record(Metafile *metafile, unsigned kind, Slice record)
{
    switch (kind) {
    case 1: /* the header describes the drawing */
        add_words(metafile, 0,
                  legacy_part(record, legacy_u32(record, 64), (size_t)legacy_u32(record, 60) * 2),
                  true);
        break;
    case 83:
    case 84:
        take_string(metafile, record, kind == 84);
        break;
    case 108:
        take_small_string(metafile, record);
        break;
    case 70:
        if (record.length > 16 && memcmp(record.data + 12, "EMF+", 4) == 0) {
            take_plus(metafile, legacy_part(record, 16, record.length));
        }
        break;
    case 80: /* SETDIBITSTODEVICE, STRETCHDIBITS */
    case 81:
        take_picture(metafile, legacy_part(record, legacy_u32(record, 48), legacy_u32(record, 52)),
                     legacy_part(record, legacy_u32(record, 56), legacy_u32(record, 60)));
        break;
    case 76: /* BITBLT, STRETCHBLT, ALPHABLEND, TRANSPARENTBLT */
    case 77:
    case 114:
    case 116:
        take_picture(metafile, legacy_part(record, legacy_u32(record, 84), legacy_u32(record, 88)),
                     legacy_part(record, legacy_u32(record, 92), legacy_u32(record, 96)));
        break;
    default:
        break;
    }
}

static bool read_emf(Metafile *metafile, Slice bytes)
{
    size_t at = 0;
    while (at + 8 <= bytes.length) {
        unsigned kind = legacy_u32(bytes, at);
        size_t size = legacy_u32(bytes, at + 4);
        if (size < 8) {
            return false;
        }
        take_emf_record(metafile, kind, legacy_part(bytes, at, size));
        if (kind == 14) {
            return true;
        }
        at += size;
    }
    return false;
}

/* ---- WMF ---- */

static void take_wmf_record(Metafile *metafile, unsigned kind, Slice record)
{
    size_t length;
    switch (kind) {
    case 0x02FB: /* CREATEFONTINDIRECT */
        if (record.length > 19) {
            unsigned page = codepage_of_font((guint8)record.data[19]);
            metafile->codepage = page != 0 ? page : metafile->codepage;
        }
        break;
    case 0x0521: /* TEXTOUT: the place stands behind the words */
        length = legacy_u16(record, 6);
        add_words(metafile, legacy_u16(record, 8 + ((length + 1) & ~(size_t)1)),
                  legacy_part(record, 8, length), false);
        break;
    case 0x0A32: /* EXTTEXTOUT */
        length = legacy_u16(record, 10);
        if ((legacy_u16(record, 12) & GLYPHS) != 0) {
            metafile->glyphs++;
        } else {
            size_t at = 14 + ((legacy_u16(record, 12) & 6) != 0 ? 8 : 0);
            add_words(metafile, legacy_u16(record, 6), legacy_part(record, at, length), false);
        }
        break;
    case 0x0F43: /* STRETCHDIB, DIBSTRETCHBLT, SETDIBTODEV */
        take_picture(metafile, legacy_part(record, 28, record.length), (Slice){"", 0});
        break;
    case 0x0B41:
        take_picture(metafile, legacy_part(record, 26, record.length), (Slice){"", 0});
        break;
    case 0x0D33:
        take_picture(metafile, legacy_part(record, 24, record.length), (Slice){"", 0});
        break;
    default:
        break;
    }
}

static bool read_wmf(Metafile *metafile, Slice bytes)
{
    size_t at = legacy_u32(bytes, 0) == 0x9AC6CDD7 ? 22 : 0;
    at += 18;
    while (at + 6 <= bytes.length) {
        size_t size = (size_t)legacy_u32(bytes, at) * 2;
        unsigned kind = legacy_u16(bytes, at + 4);
        if (size < 6) {
            return false;
        }
        if (kind == 0) {
            return true;
        }
        take_wmf_record(metafile, kind, legacy_part(bytes, at, size));
        at += size;
    }
    return false;
}

/* ---- the reader ---- */

static bool is_emf(Slice head)
{
    return head.length >= 88 && memcmp(head.data + 40, " EMF", 4) == 0 && legacy_u32(head, 0) == 1;
}

static bool is_wmf(Slice head)
{
    Slice bare = legacy_u32(head, 0) == 0x9AC6CDD7 ? legacy_part(head, 22, head.length) : head;
    unsigned version = legacy_u16(bare, 4);
    return (legacy_u16(bare, 0) == 1 || legacy_u16(bare, 0) == 2) && legacy_u16(bare, 2) == 9 &&
           (version == 0x0300 || version == 0x0100);
}

static int metafile_bid(const Input *input)
{
    Slice head = input_head(input);
    return is_emf(head) || is_wmf(head) ? 60 : 0;
}

static void metafile_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, METAFILE_BYTES_MAX);
    Metafile metafile = {.sink = sink, .text = g_string_new(NULL), .codepage = 1252};
    bool emf = is_emf(whole);
    sink_put(sink, &(Fact){.kind = FACT_PICTURE, .picture = {.format = emf ? "emf" : "wmf"}});
    bool ended = emf ? read_emf(&metafile, whole) : read_wmf(&metafile, whole);
    sink_text(sink, 0, 0, PLACE_BODY, NULL, metafile.text->str, metafile.text->len);
    g_string_free(metafile.text, TRUE);
    if (!ended) {
        sink_gap(sink, REASON_TRUNCATED, "the drawing has no end");
    }
    if (metafile.glyphs > 0) {
        sink_gap(sink, REASON_NO_TEXT_LAYER, "words are drawn as shapes");
    }
    if (metafile.omitted > 0) {
        sink_gap(sink, REASON_MEDIA_OMITTED, "pictures in the drawing are not kept as JPEG or PNG");
    }
}

const Reader reader_metafile = {.name = "metafile", .bid = metafile_bid, .read = metafile_read};
