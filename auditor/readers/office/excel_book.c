/*
 * Globals of a workbook: shared strings, names of sheets, how styles show numbers, the
 * picture store.
 */
#include "readers/office/excel_book.h"

#include <math.h>
#include <string.h>

#include "readers/office/sheet_format.h"

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
    book->shown = g_byte_array_new();
    book->told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    book->sheets = g_ptr_array_new_with_free_func(g_free);
    book->hidden = g_array_new(FALSE, FALSE, sizeof(bool));
    book->formats = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    book->styles = g_array_new(FALSE, FALSE, sizeof(unsigned));
    book->drawings = g_byte_array_new();
    return book;
}

void excel_book_free(ExcelBook *book)
{
    g_ptr_array_unref(book->strings);
    g_byte_array_unref(book->shown);
    g_hash_table_unref(book->told);
    g_ptr_array_unref(book->sheets);
    g_array_unref(book->hidden);
    g_hash_table_unref(book->formats);
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

const char *excel_shared(ExcelBook *book, uint32_t index)
{
    if (index >= book->strings->len) {
        book->missing = true;
        return NULL;
    }
    for (guint8 none = 0; book->shown->len <= index;) {
        g_byte_array_append(book->shown, &none, 1);
    }
    book->shown->data[index] = 1;
    return g_ptr_array_index(book->strings, index);
}

void excel_put_unused(const ExcelBook *book)
{
    legacy_label(book->legacy, "texts that no cell shows");
    for (guint i = 0; i < book->strings->len; i++) {
        if (i >= book->shown->len || book->shown->data[i] == 0) {
            texts_line(book->legacy->texts, PLACE_HIDDEN, g_ptr_array_index(book->strings, i));
        }
    }
    if (book->missing) {
        sink_gap(book->legacy->sink, REASON_CORRUPT, "a cell's text is not in the table of texts");
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
    g_hash_table_insert(book->formats, GUINT_TO_POINTER(legacy_u16(body, 0)),
                        g_string_free(code, FALSE));
}

static void take_style(ExcelBook *book, Slice body)
{
    unsigned format = legacy_u16(body, 2);
    g_array_append_val(book->styles, format);
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

static void take_user(const ExcelBook *book, Slice body, size_t at)
{
    GString *name = g_string_new(NULL);
    excel_string(body, at, book->version == 8 ? 2 : 1, book->version == 8, book->codepage, name);
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
        take_user(book, record->body, 0);
        return true;
    case 0x5B: /* FILESHARING: who reserved it */
        take_user(book, record->body, 4);
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

char *excel_number(const ExcelBook *book, unsigned style, double number, char **behind)
{
    const char *code = NULL;
    if (style < book->styles->len) {
        unsigned format = g_array_index(book->styles, unsigned, style);
        code = g_hash_table_lookup(book->formats, GUINT_TO_POINTER(format));
        code = code != NULL ? code : sheet_format_built_in(format);
    }
    bool is_date = code != NULL && sheet_format_is_date(code);
    double value = number + (is_date && book->from_1904 ? 1462 : 0);
    bool whole = fabs(value) < 1e17 && value == floor(value);
    char raw[64];
    g_ascii_formatd(raw, sizeof raw, whole ? "%.0f" : "%.15g", value);
    char *shown = sheet_format_show_all(code, raw, behind);
    return shown != NULL ? shown : g_strdup(isfinite(number) ? raw : "");
}
