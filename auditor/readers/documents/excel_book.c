/*
 * Globals of a workbook: shared strings, names of sheets, which styles show dates, the picture
 * store. Numbers are written in full; only dates are made readable, since a birth date is seen only
 * so.
 */
#include "readers/documents/excel_book.h"

#include <math.h>
#include <string.h>

#include "readers/documents/codepages.h"
#include "readers/documents/sheet_dates.h"

#define STRINGS_MAX 4000000U
#define STRINGS_BYTES_MAX (192U << 20)
#define DRAWINGS_BYTES_MAX (160U << 20)

ExcelBook *excel_book_new(const Legacy *legacy)
{
    ExcelBook *book = g_new0(ExcelBook, 1);
    book->legacy = legacy;
    book->version = 8;
    book->codepage = 1252;
    book->strings = g_ptr_array_new_with_free_func(g_free);
    book->sheets = g_ptr_array_new_with_free_func(g_free);
    book->hidden = g_array_new(FALSE, FALSE, sizeof(bool));
    book->date_formats = g_hash_table_new(NULL, NULL);
    book->styles = g_array_new(FALSE, FALSE, sizeof(bool));
    book->drawings = g_byte_array_new();
    return book;
}

void excel_book_free(ExcelBook *book)
{
    g_ptr_array_unref(book->strings);
    g_ptr_array_unref(book->sheets);
    g_array_unref(book->hidden);
    g_hash_table_unref(book->date_formats);
    g_array_unref(book->styles);
    g_byte_array_unref(book->drawings);
    g_free(book);
}

/* ---- tables ---- */

static void take_strings(ExcelBook *book, const ExcelRecord *record)
{
    ExcelCursor cursor = excel_cursor(record, 8);
    uint32_t count = MIN(legacy_u32(record->body, 4), STRINGS_MAX);
    for (uint32_t i = 0; i < count; i++) {
        GString *text = g_string_new(NULL);
        bool more = excel_rich_string(&cursor, text);
        book->text_bytes += text->len;
        g_ptr_array_add(book->strings, g_string_free(text, FALSE));
        if (!more || book->text_bytes > STRINGS_BYTES_MAX) {
            sink_gap(book->legacy->sink, more ? REASON_LIMIT_BYTES : REASON_TRUNCATED,
                     "the table of texts is not complete");
            return;
        }
    }
}

static void take_sheet(ExcelBook *book, Slice body)
{
    GString *name = g_string_new(NULL);
    bool hidden = (legacy_u16(body, 4) & 3) != 0;
    excel_string(body, 6, 1, book->version == 8, book->codepage, name);
    g_ptr_array_add(book->sheets, g_string_free(name, FALSE));
    g_array_append_val(book->hidden, hidden);
}

static void take_format(ExcelBook *book, Slice body)
{
    GString *code = g_string_new(NULL);
    excel_string(body, 2, book->version == 8 ? 2 : 1, book->version == 8, book->codepage, code);
    if (sheet_format_is_date(code->str)) {
        g_hash_table_add(book->date_formats, GUINT_TO_POINTER(legacy_u16(body, 0)));
    }
    g_string_free(code, TRUE);
}

static void take_style(ExcelBook *book, Slice body)
{
    unsigned format = legacy_u16(body, 2);
    bool is_date = sheet_format_number_is_date(format) ||
                   g_hash_table_contains(book->date_formats, GUINT_TO_POINTER(format));
    g_array_append_val(book->styles, is_date);
}

static void take_drawings(ExcelBook *book, const ExcelRecord *record)
{
    ExcelCursor cursor = excel_cursor(record, 0);
    do {
        if (cursor.body.length <
            DRAWINGS_BYTES_MAX - MIN(book->drawings->len, DRAWINGS_BYTES_MAX)) {
            g_byte_array_append(book->drawings, (const guint8 *)cursor.body.data,
                                (guint)cursor.body.length);
        }
    } while (excel_continue(&cursor));
}

static void take_user(const ExcelBook *book, Slice body)
{
    GString *name = g_string_new(NULL);
    excel_string(body, 0, book->version == 8 ? 2 : 1, book->version == 8, book->codepage, name);
    g_strchomp(name->str);
    texts_author(book->legacy->texts, name->str);
    g_string_free(name, TRUE);
}

bool excel_book_take(ExcelBook *book, const ExcelRecord *record)
{
    switch (record->kind) {
    case 0x2F: /* FILEPASS */
        book->encrypted = true;
        return true;
    case 0x42: /* CODEPAGE */
        book->codepage = legacy_u16(record->body, 0);
        return true;
    case 0x22: /* DATEMODE */
        book->from_1904 = legacy_u16(record->body, 0) == 1;
        return true;
    case 0x5C: /* WRITEACCESS */
        take_user(book, record->body);
        return true;
    case 0x85: /* BOUNDSHEET */
        take_sheet(book, record->body);
        return true;
    case 0xFC: /* SST */
        take_strings(book, record);
        return true;
    case 0x41E: /* FORMAT */
        take_format(book, record->body);
        return true;
    case 0xE0: /* XF */
        take_style(book, record->body);
        return true;
    case 0xEB: /* MSODRAWINGGROUP */
        take_drawings(book, record);
        return true;
    default:
        return false;
    }
}

/* ---- numbers ---- */

double excel_double(Slice body, size_t at)
{
    guint64 bits = legacy_u32(body, at) | (guint64)legacy_u32(body, at + 4) << 32;
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

double excel_rk(uint32_t rk)
{
    double number;
    if (rk & 2) {
        number = (double)((int32_t)rk >> 2);
    } else {
        guint64 bits = (guint64)(rk & 0xFFFFFFFC) << 32;
        memcpy(&number, &bits, sizeof number);
    }
    return rk & 1 ? number / 100 : number;
}

char *excel_number(const ExcelBook *book, unsigned style, double number)
{
    bool is_date = style < book->styles->len && g_array_index(book->styles, bool, style);
    if (is_date) {
        char *date = sheet_day(number + (book->from_1904 ? 1462 : 0));
        if (date != NULL) {
            return date;
        }
    }
    return isfinite(number) ? g_strdup_printf("%.15g", number) : g_strdup("");
}
