/*
 * Names, links, comments, boxes, headers, conditions: each record as far as it holds words. What
 * lies in a hidden sheet is hidden text, and so is what nobody sees without opening a dialog.
 */
#include "readers/office/excel_words.h"

#include <string.h>

#include "readers/office/excel_formula.h"
#include "readers/office/excel_strings.h"
#include "readers/office/office_art.h"
#include "readers/office/sheet_header.h"
#include "readers/text/codepages.h"

typedef struct {
    const ExcelBook *book;
    bool hidden; /* the sheet */
} Words;

static void put_text(const Words *words, Place place, const GString *text)
{
    texts_line(words->book->legacy->texts, words->hidden ? PLACE_HIDDEN : place, text->str);
}

static void take_string(const Words *words, Slice body, size_t at, unsigned width, Place place)
{
    GString *text = g_string_new(NULL);
    excel_string(body, at, width, words->book->version == 8, words->book->codepage, text);
    put_text(words, place, text);
    g_string_free(text, TRUE);
}

static void put_header(const Words *words, const GString *text)
{
    g_autofree char *plain = sheet_header_plain(text->str);
    texts_line(words->book->legacy->texts, words->hidden ? PLACE_HIDDEN : PLACE_BODY, plain);
}

static void take_header(const Words *words, Slice body)
{
    bool wide = words->book->version == 8;
    g_autoptr(GString) text = g_string_new(NULL);
    excel_string(body, 0, wide ? 2 : 1, wide, words->book->codepage, text);
    put_header(words, text);
}

/* HEADERFOOTER: those of even pages and of the first one (MS-XLS 2.4.137). */
static void take_headers(const Words *words, const ExcelRecord *record)
{
    ExcelCursor cursor = excel_cursor(record, 38);
    for (size_t at = 30; at < 38; at += 2) {
        g_autoptr(GString) text = g_string_new(NULL);
        if (legacy_u16(record->body, at) > 0 && excel_rich_string(&cursor, text)) {
            put_header(words, text);
        }
    }
}

/* A comment's author; before version 8 its text as well. */
static void take_note(const Words *words, Slice body)
{
    if (words->book->version != 8) {
        GString *text = g_string_new(NULL);
        excel_string(body, 4, 2, false, words->book->codepage, text);
        texts_line(words->book->legacy->texts, PLACE_HIDDEN, text->str);
        g_string_free(text, TRUE);
        return;
    }
    GString *author = g_string_new(NULL);
    excel_string(body, 8, 2, true, words->book->codepage, author);
    texts_author(words->book->legacy->texts, author->str);
    g_string_free(author, TRUE);
}

/* Text of a comment or a box: it stands in the record that continues this one. */
static void take_text_object(const Words *words, const ExcelRecord *record)
{
    ExcelCursor cursor = excel_cursor(record, record->body.length);
    size_t count = legacy_u16(record->body, 10);
    GString *text = g_string_new(NULL);
    if (count > 0 && excel_continue(&cursor)) {
        excel_characters(&cursor, count, text);
    }
    put_text(words, PLACE_HIDDEN, text);
    g_string_free(text, TRUE);
}

/* The path of a file, in bytes and, where those do not do, in UTF-16 behind them (MS-OSHARED
 * 2.3.7.8). */
static void append_file(Slice moniker, GString *text)
{
    Slice narrow = legacy_part(moniker, 6, legacy_u32(moniker, 2));
    size_t behind = 6 + narrow.length + 24;
    Slice wide = legacy_part(moniker, behind + 10, legacy_u32(moniker, behind + 4));
    if (legacy_u32(moniker, behind) > 6 && wide.length > 0) {
        utf16_append(text, wide.data, wide.length);
    } else {
        codepage_append(text, narrow.data, narrow.length, 1252);
    }
}

/* MS-XLS 2.4.140: what is shown, and addresses in UTF-16 or, for files, in bytes; those are looked
 * for by what stands before. */
static void take_link(const Words *words, Slice body)
{
    static const char url[] = "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B";
    static const char file[] = "\x03\x03\x00\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46";
    const char *at = memmem(body.data, body.length, url, 16);
    g_autoptr(GString) text = g_string_new(NULL);
    if ((legacy_u32(body, 28) & 0x10) != 0) {
        Slice shown = legacy_part(body, 36, (size_t)2 * legacy_u32(body, 32));
        utf16_append(text, shown.data, shown.length);
        texts_line(words->book->legacy->texts, PLACE_HIDDEN, text->str);
        g_string_truncate(text, 0);
    }
    if (at != NULL) {
        size_t from = (size_t)(at - body.data) + 16;
        Slice address = legacy_part(body, from + 4, legacy_u32(body, from));
        utf16_append(text, address.data, address.length);
    } else if ((at = memmem(body.data, body.length, file, 16)) != NULL) {
        append_file(legacy_part(body, (size_t)(at - body.data) + 16, body.length), text);
    }
    g_strstrip(text->str);
    texts_url(words->book->legacy->texts, text->str);
}

/* HLINKTOOLTIP. */
static void take_tip(const Words *words, Slice body)
{
    g_autoptr(GString) text = g_string_new(NULL);
    Slice tip = legacy_part(body, 10, body.length);
    utf16_append(text, tip.data, tip.length);
    g_strstrip(text->str);
    texts_line(words->book->legacy->texts, PLACE_HIDDEN, text->str);
}

/* What Excel writes for drives, folders and servers in a path (MS-XLS 2.5.277). */
static void append_path(const char *raw, GString *path)
{
    for (const char *at = *raw == '\1' ? raw + 1 : raw; *at != '\0'; at++) {
        switch (*at) {
        case 1: /* a drive, or a server */
            at += at[1] != '\0';
            if (*at == '@') {
                g_string_append(path, "\\\\");
            } else {
                g_string_append_printf(path, "%c:\\", *at);
            }
            break;
        case 2:
        case 3:
            g_string_append_c(path, '\\');
            break;
        case 4:
            g_string_append(path, "..\\");
            break;
        case 5: /* an address of this length */
            at = g_utf8_next_char(at);
            break;
        default:
            if ((unsigned char)*at >= ' ') {
                g_string_append_c(path, *at);
            }
        }
    }
}

/* SUPBOOK: another workbook that cells look into, its path and its sheets (MS-XLS 2.4.271). */
static void take_book(const Words *words, const ExcelRecord *record)
{
    ExcelCursor cursor = excel_cursor(record, 2);
    unsigned sheets = record->body.length > 4 ? legacy_u16(record->body, 0) : 0;
    g_autoptr(GString) raw = g_string_new(NULL), path = g_string_new(NULL);
    if (record->body.length > 4 && excel_rich_string(&cursor, raw)) {
        append_path(raw->str, path);
        texts_line(words->book->legacy->texts, PLACE_HIDDEN, path->str);
    }
    for (unsigned i = 0; i < sheets; i++) {
        g_string_truncate(raw, 0);
        if (!excel_rich_string(&cursor, raw)) {
            return;
        }
        texts_line(words->book->legacy->texts, PLACE_HIDDEN, raw->str);
    }
}

/* A name that somebody gave to cells, and the texts in what it stands for (MS-XLS 2.4.150). */
static void take_name(const Words *words, const ExcelRecord *record)
{
    const ExcelBook *book = words->book;
    Slice body = record->body;
    bool built_in = (legacy_u16(body, 0) & 0x20) != 0;
    size_t length = legacy_u16(body, 3) & 0xFF, tokens = legacy_u16(body, 4);
    g_autoptr(GString) name = g_string_new(NULL);
    if (book->version < 5) {
        return;
    }
    if (book->version == 8) {
        bool wide = body.length > 14 && (body.data[14] & 1) != 0;
        ExcelCursor cursor = excel_cursor(record, 14);
        excel_characters(&cursor, length, name);
        length = 1 + length * (wide ? 2 : 1);
    } else {
        Slice bytes = legacy_part(body, 14, length);
        codepage_append(name, bytes.data, bytes.length, book->codepage);
    }
    texts_line(book->legacy->texts, PLACE_HIDDEN, built_in ? NULL : name->str);
    excel_formula_words(book, legacy_part(body, 14 + length, tokens),
                        legacy_part(body, 14 + length + tokens, body.length));
}

/* NAMECMT: what somebody remarked on a name. */
static void take_remark(const Words *words, const ExcelRecord *record)
{
    ExcelCursor cursor = excel_cursor(record, 16);
    g_autoptr(GString) name = g_string_new(NULL), remark = g_string_new(NULL);
    excel_characters(&cursor, legacy_u16(record->body, 12), name);
    excel_characters(&cursor, legacy_u16(record->body, 14), remark);
    texts_line(words->book->legacy->texts, PLACE_HIDDEN, remark->str);
}

/* What a cell asks for, and says to wrong values, and what it lets one choose (MS-XLS 2.4.99). */
static void take_validation(const Words *words, const ExcelRecord *record)
{
    ExcelCursor cursor = excel_cursor(record, 4);
    for (unsigned i = 0; i < 4; i++) {
        g_autoptr(GString) text = g_string_new(NULL);
        bool more = excel_rich_string(&cursor, text);
        texts_line(words->book->legacy->texts, PLACE_HIDDEN, text->str);
        if (!more) {
            return;
        }
    }
    for (unsigned i = 0; i < 2; i++) {
        size_t tokens = legacy_u16(cursor.body, 0);
        excel_formula_words(words->book, legacy_part(cursor.body, 4, tokens), (Slice){"", 0});
        cursor.body = legacy_part(cursor.body, 4 + tokens, cursor.body.length);
    }
}

/* CF: the conditions of a look; their formulas stand at the end (MS-XLS 2.4.42). */
static void take_condition(const Words *words, Slice body)
{
    size_t first = legacy_u16(body, 2), second = legacy_u16(body, 4);
    size_t at = body.length - MIN(body.length, first + second);
    excel_formula_words(words->book, legacy_part(body, at, first), (Slice){"", 0});
    excel_formula_words(words->book, legacy_part(body, at + first, second), (Slice){"", 0});
}

/* CF12: the same since 2007, with the look before the formulas (MS-XLS 2.4.43). */
static void take_new_condition(const Words *words, Slice body)
{
    size_t first = legacy_u16(body, 14), second = legacy_u16(body, 16);
    size_t look = legacy_u32(body, 18), at = 22 + (look > 0 ? look : 2);
    excel_formula_words(words->book, legacy_part(body, at, first), (Slice){"", 0});
    excel_formula_words(words->book, legacy_part(body, at + first, second), (Slice){"", 0});
}

/* CRN: values of cells in another workbook, as they were when it was last looked at. */
static void take_copies(const Words *words, Slice body)
{
    bool wide = words->book->version == 8;
    for (size_t at = 4; at < body.length;) {
        if (body.data[at] != 2) { /* a number or such */
            at += 9;
            continue;
        }
        take_string(words, body, at + 1, wide ? 2 : 1, PLACE_HIDDEN);
        size_t length = wide ? legacy_u16(body, at + 1) : legacy_u16(body, at + 1) & 0xFFU;
        bool two = wide && at + 3 < body.length && (body.data[at + 3] & 1) != 0;
        at += (wide ? 4 : 2) + length * (two ? 2 : 1);
    }
}

/* AUTOFILTER: what a column is filtered by. */
static void take_filter(const Words *words, const ExcelRecord *record)
{
    static const size_t conditions[] = {4, 14};
    ExcelCursor cursor = excel_cursor(record, 24);
    for (size_t i = 0; i < G_N_ELEMENTS(conditions) && words->book->version == 8; i++) {
        if (record->body.length > 24 && record->body.data[conditions[i]] == 6) {
            GString *text = g_string_new(NULL);
            excel_characters(&cursor, (guint8)record->body.data[conditions[i] + 6], text);
            put_text(words, PLACE_HIDDEN, text);
            g_string_free(text, TRUE);
        }
    }
}

void excel_words_take(const ExcelBook *book, const ExcelRecord *record, bool hidden)
{
    const Words words = {book, hidden};
    Slice body = record->body;
    switch (record->kind) {
    case 0x18: /* NAME */
        take_name(&words, record);
        break;
    case 0x894:
        take_remark(&words, record);
        break;
    case 0x1BE: /* DV */
        take_validation(&words, record);
        break;
    case 0x1B1:
        take_condition(&words, body);
        break;
    case 0x87A:
        take_new_condition(&words, body);
        break;
    case 0x1AE:
        take_book(&words, record);
        break;
    case 0x23: /* EXTERNNAME: a name in that workbook */
        take_string(&words, body, 6, 1, PLACE_HIDDEN);
        break;
    case 0x5A:
        take_copies(&words, body);
        break;
    case 0x9E:
        take_filter(&words, record);
        break;
    case 0x1A9: /* USERBVIEW: the view of a person who shares it */
        take_string(&words, body, 50, 2, PLACE_HIDDEN);
        break;
    case 0x1C: /* NOTE */
        take_note(&words, body);
        break;
    case 0x1B6: /* TXO */
        take_text_object(&words, record);
        break;
    case 0x1B8: /* HLINK */
        take_link(&words, body);
        break;
    case 0x800:
        take_tip(&words, body);
        break;
    case 0x14: /* HEADER, FOOTER */
    case 0x15:
        take_header(&words, body);
        break;
    case 0x89C:
        take_headers(&words, record);
        break;
    case 0xEC: /* MSODRAWING */
        office_art_words(body, book->legacy->texts);
        break;
    case 0x100D: /* SERIESTEXT */
        take_string(&words, body, 2, 1, PLACE_BODY);
        break;
    default:
        break;
    }
}
