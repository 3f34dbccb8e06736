/*
 * Parts of binary workbooks (.xlsb, MS-XLSB): the zip is office.c's, each binary part of it an item
 * of its own. Shared strings, cells, names of sheets, comments, links. A cell that refers to the
 * shared strings is not put together with them: both are read, in different items.
 */
#include <math.h>
#include <string.h>

#include "readers/office/excel_book.h"
#include "readers/text/codepages.h"
#include "readers/text/texts.h"

#define PART_BYTES_MAX (96U << 20)

/* Where the strings of a record stand. */
typedef struct {
    unsigned kind;
    size_t skip;
    unsigned strings; /* of which the first `silent` name nobody */
    unsigned silent;
    Place place;
} Row;

static const Row rows[] = {
    {19, 1, 1, 0, PLACE_BODY},    {6, 8, 1, 0, PLACE_BODY},      {8, 8, 1, 0, PLACE_BODY},
    {62, 9, 1, 0, PLACE_BODY},    {156, 8, 2, 1, PLACE_TITLE},   {632, 0, 1, 0, PLACE_AUTHOR},
    {637, 1, 1, 0, PLACE_HIDDEN}, {494, 16, 4, 1, PLACE_HIDDEN}, {479, 2, 6, 0, PLACE_BODY}};

/* A number of seven bits a byte, of at most `most` bytes. */
static size_t take_packed(Slice bytes, size_t *at, unsigned most)
{
    size_t value = 0;
    for (unsigned i = 0; i < most && *at < bytes.length; i++) {
        guint8 byte = (guint8)bytes.data[(*at)++];
        value |= (size_t)(byte & 0x7F) << (7 * i);
        if ((byte & 0x80) == 0) {
            break;
        }
    }
    return value;
}

static void put_strings(const Row *row, Slice body, Texts *texts)
{
    size_t at = row->skip;
    for (unsigned i = 0; i < row->strings && at + 4 <= body.length; i++) {
        uint32_t count = legacy_u32(body, at);
        size_t length = count == 0xFFFFFFFF ? 0 : (size_t)count * 2; /* "none" is no length */
        Slice bytes = legacy_part(body, at + 4, length);
        GString *text = g_string_new(NULL);
        utf16_append(text, bytes.data, bytes.length);
        if (i >= row->silent && row->place == PLACE_AUTHOR) {
            texts_author(texts, text->str);
        } else if (i >= row->silent) {
            texts_line(texts, row->place, text->str);
        }
        g_string_free(text, TRUE);
        at += 4 + length;
    }
}

static void put_number(double number, Texts *texts)
{
    char text[64];
    bool whole = fabs(number) < 1e17 && number == floor(number);
    if (isfinite(number)) {
        g_ascii_formatd(text, sizeof text, whole ? "%.0f" : "%.15g", number);
        texts_line(texts, PLACE_BODY, text);
    }
}

static void put_record(unsigned kind, Slice body, Texts *texts)
{
    if ((kind == 5 || kind == 9) && body.length >= 16) { /* a number, a formula's */
        put_number(excel_double(body, 8), texts);
    } else if (kind == 2 && body.length >= 12) {
        put_number(excel_rk(legacy_u32(body, 8)), texts);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        if (rows[i].kind == kind) {
            put_strings(&rows[i], body, texts);
        }
    }
}

/* The records that may stand first: of a workbook, sheets, strings, comments, styles and so on. */
static int workbook_part_bid(const Input *input)
{
    static const unsigned first[] = {131, 129, 159, 628, 278, 40, 42, 133, 343, 660, 353};
    Slice head = input_head(input);
    size_t at = 0;
    const char *name = strrchr(input_path(input), '/');
    if (strstr(input_path(input), "/xl/") == NULL || name == NULL ||
        !g_str_has_suffix(name, ".bin") || head.length < 2) {
        return 0;
    }
    size_t kind = take_packed(head, &at, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(first); i++) {
        if (first[i] == kind) {
            return 50;
        }
    }
    return 0;
}

static void workbook_part_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, PART_BYTES_MAX);
    g_autoptr(Texts) texts = texts_new(sink, 0);
    size_t at = 0;
    while (at < whole.length) {
        unsigned kind = (unsigned)take_packed(whole, &at, 2);
        size_t length = take_packed(whole, &at, 4);
        Slice body = legacy_part(whole, at, length);
        put_record(kind, body, texts);
        if (body.length < length) {
            sink_gap(sink, REASON_TRUNCATED, "the part of the workbook is cut off");
            return;
        }
        at += length;
    }
}

const Reader reader_workbook_part = {
    .name = "workbook_part", .bid = workbook_part_bid, .read = workbook_part_read};
