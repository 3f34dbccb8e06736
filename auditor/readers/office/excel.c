/*
 * Workbooks of Excel 2 to 2003 (MS-XLS): cells as rows, names of sheets, caches of pivot tables,
 * texts that no cell shows; excel_words.h has what is no cell. What a hidden sheet, row or column
 * holds is hidden text.
 */
#include "readers/office/excel.h"

#include <string.h>

#include "readers/office/excel_book.h"
#include "readers/office/excel_formula.h"
#include "readers/office/excel_words.h"
#include "readers/office/lock.h"
#include "readers/office/office_art.h"

#define BOF_8 0x809
#define PIVOT_BYTES_MAX (32U << 20)

typedef struct {
    ExcelBook *book;
    const Legacy *legacy;
    unsigned depth, sheets, row; /* streams within streams: charts in sheets */
    bool begun, sheet_hidden, row_hidden, in_row;
    GHashTable *hidden_rows;
    bool hidden_columns[256];
    GString *line, *unseen; /* cells of the present row */
    unsigned formula_column;
    void (*found)(void *user, const ExcelCell *cell); /* NULL: a row becomes a line of text */
    void *user;
} Reading;

static void end_row(Reading *reading)
{
    bool hidden = reading->sheet_hidden || reading->row_hidden;
    texts_line(reading->legacy->texts, hidden ? PLACE_HIDDEN : PLACE_BODY, reading->line->str);
    texts_line(reading->legacy->texts, PLACE_HIDDEN, reading->unseen->str);
    g_string_truncate(reading->line, 0);
    g_string_truncate(reading->unseen, 0);
    reading->in_row = false;
}

static void add_cell(Reading *reading, unsigned row, unsigned column, const char *text)
{
    if (!reading->in_row || row != reading->row) {
        end_row(reading);
        reading->in_row = true;
        reading->row = row;
        reading->row_hidden = g_hash_table_contains(reading->hidden_rows, GUINT_TO_POINTER(row));
    }
    if (reading->found != NULL) {
        const GPtrArray *names = reading->book->sheets;
        ExcelCell cell = {.text = text,
                          .row = row,
                          .column = column,
                          .sheet_hidden = reading->sheet_hidden,
                          .row_hidden = reading->row_hidden};
        if (reading->sheets > 0 && reading->sheets <= names->len) {
            cell.sheet = g_ptr_array_index(names, reading->sheets - 1);
        }
        reading->found(reading->user, &cell);
        return;
    }
    bool hidden = column < G_N_ELEMENTS(reading->hidden_columns) && reading->hidden_columns[column];
    GString *into = hidden ? reading->unseen : reading->line;
    if (into->len > 0) {
        g_string_append_c(into, '\t');
    }
    g_string_append(into, text);
}

/* ---- cells ---- */

/* A length of one byte: a record of version 2, which files of later ones hold as well. */
static void take_text_cell(Reading *reading, Slice body, unsigned width)
{
    const ExcelBook *book = reading->book;
    GString *text = g_string_new(NULL);
    excel_string(body, width == 1 ? 7 : 6, width, width > 1 && book->version == 8, book->codepage,
                 text);
    add_cell(reading, legacy_u16(body, 0), legacy_u16(body, 2), text->str);
    g_string_free(text, TRUE);
}

static void take_shared(Reading *reading, Slice body)
{
    const char *text = excel_shared(reading->book, legacy_u32(body, 6));
    if (text != NULL) {
        add_cell(reading, legacy_u16(body, 0), legacy_u16(body, 2), text);
    }
}

static void add_number(Reading *reading, Slice body, unsigned column, unsigned style, double number)
{
    g_autofree char *behind = NULL;
    g_autofree char *text = excel_number(reading->book, style, number, &behind);
    add_cell(reading, legacy_u16(body, 0), column, text);
    if (behind != NULL) {
        g_string_append_printf(reading->unseen, "%s%s", reading->unseen->len > 0 ? "\t" : "",
                               behind);
    }
}

static void take_number(Reading *reading, Slice body, size_t at)
{
    add_number(reading, body, legacy_u16(body, 2), legacy_u16(body, 4), excel_double(body, at));
}

static void take_many(Reading *reading, Slice body)
{
    unsigned column = legacy_u16(body, 2);
    for (size_t at = 4; at + 6 + 2 <= body.length; at += 6, column++) {
        add_number(reading, body, column, legacy_u16(body, at), excel_rk(legacy_u32(body, at + 2)));
    }
}

/* A truth, of no interest in a text. */
static void take_truth(Reading *reading, unsigned row, unsigned column, unsigned value)
{
    if (reading->found != NULL) {
        add_cell(reading, row, column, value != 0 ? "WAAR" : "ONWAAR");
    }
}

/* A formula's result; a text stands in a record of its own behind it. */
static void take_formula(Reading *reading, Slice body)
{
    size_t at = reading->book->version == 2 ? 7 : 6;
    reading->formula_column = legacy_u16(body, 2);
    if (legacy_u16(body, at + 6) != 0xFFFF) {
        take_number(reading, body, at);
    } else if (legacy_u16(body, at) % 256 == 1) {
        take_truth(reading, legacy_u16(body, 0), reading->formula_column,
                   legacy_u16(body, at + 2) % 256);
    } else if (!reading->in_row || legacy_u16(body, 0) != reading->row) {
        add_cell(reading, legacy_u16(body, 0), reading->formula_column, "");
    }
}

static void take_result(Reading *reading, const ExcelRecord *record)
{
    GString *text = g_string_new(NULL);
    if (reading->book->version == 8) {
        ExcelCursor cursor = excel_cursor(record, 2);
        excel_characters(&cursor, legacy_u16(record->body, 0), text);
    } else {
        excel_string(record->body, 0, reading->book->version == 2 ? 1 : 2, false,
                     reading->book->codepage, text);
    }
    add_cell(reading, reading->row, reading->formula_column, text->str);
    g_string_free(text, TRUE);
}

static bool take_cell(Reading *reading, const ExcelRecord *record)
{
    Slice body = record->body;
    excel_formula_take(reading->book, record);
    switch (record->kind) {
    case 0x204: /* LABEL */
    case 0xD6:  /* RSTRING */
        take_text_cell(reading, body, 2);
        return true;
    case 0x04: /* LABEL of version 2 */
        take_text_cell(reading, body, 1);
        return true;
    case 0xFD: /* LABELSST */
        take_shared(reading, body);
        return true;
    case 0x203: /* NUMBER */
    case 0x03:
        take_number(reading, body, record->kind == 0x03 ? 7 : 6);
        return true;
    case 0x27E: /* RK */
        add_number(reading, body, legacy_u16(body, 2), legacy_u16(body, 4),
                   excel_rk(legacy_u32(body, 6)));
        return true;
    case 0xBD: /* MULRK */
        take_many(reading, body);
        return true;
    case 0x06: /* FORMULA, of versions 2, 5, 8; 3; 4 */
    case 0x206:
    case 0x406:
        take_formula(reading, body);
        return true;
    case 0x205: /* BOOLERR */
        if (legacy_u16(body, 6) / 256 == 0) {
            take_truth(reading, legacy_u16(body, 0), legacy_u16(body, 2), legacy_u16(body, 6));
        }
        return true;
    case 0x207: /* STRING */
    case 0x07:
        take_result(reading, record);
        return true;
    default:
        return false;
    }
}

/* ---- what is hidden ---- */

static void take_looks(Reading *reading, const ExcelRecord *record)
{
    Slice body = record->body;
    if (record->kind == 0x208 && (legacy_u16(body, 12) & 0x20) != 0) { /* ROW */
        g_hash_table_add(reading->hidden_rows, GUINT_TO_POINTER(legacy_u16(body, 0)));
    } else if (record->kind == 0x7D && (legacy_u16(body, 8) & 1) != 0) { /* COLINFO */
        unsigned last = MIN(legacy_u16(body, 2), G_N_ELEMENTS(reading->hidden_columns) - 1);
        for (unsigned i = legacy_u16(body, 0); i <= last; i++) {
            reading->hidden_columns[i] = true;
        }
    }
}

/* ---- streams ---- */

static void begin_sheet(Reading *reading)
{
    const ExcelBook *book = reading->book;
    unsigned index = reading->sheets++;
    const char *name = index < book->sheets->len ? g_ptr_array_index(book->sheets, index) : NULL;
    reading->sheet_hidden = index < book->hidden->len && g_array_index(book->hidden, bool, index);
    memset(reading->hidden_columns, 0, sizeof reading->hidden_columns);
    g_hash_table_remove_all(reading->hidden_rows);
    g_autofree char *label = g_strdup_printf("sheet %u", index + 1);
    legacy_label(reading->legacy, label);
    texts_line(reading->legacy->texts, reading->sheet_hidden ? PLACE_HIDDEN : PLACE_TITLE, name);
}

static void take_begin(Reading *reading, const ExcelRecord *record)
{
    unsigned kind = legacy_u16(record->body, 2);
    bool globals = kind == 5;
    if (record->kind != BOF_8) {
        reading->book->version = record->kind == 0x09 ? 2 : record->kind == 0x209 ? 3 : 4;
    } else if (!reading->begun || reading->book->version < 5) {
        /* The first tells for all: some programs write other versions into sheets of version 5. */
        reading->book->version = legacy_u16(record->body, 0) == 0x600 ? 8 : 5;
    }
    reading->begun = true;
    end_row(reading);
    if (reading->depth++ == 0 && !globals) {
        begin_sheet(reading);
    }
}

static void read_records(Reading *reading, Slice stream)
{
    ExcelRecord record;
    while (!reading->book->encrypted && excel_next(&stream, &record)) {
        if (record.kind == BOF_8 || record.kind == 0x09 || record.kind == 0x209 ||
            record.kind == 0x409) {
            take_begin(reading, &record);
        } else if (record.kind == 0x0A) { /* EOF */
            end_row(reading);
            reading->depth -= reading->depth > 0;
        } else if (!take_cell(reading, &record) && !excel_book_take(reading->book, &record)) {
            take_looks(reading, &record);
            excel_words_take(reading->book, &record, reading->sheet_hidden);
        }
    }
    end_row(reading);
}

/* Copies of data that pivot tables keep, each in a stream of its own: their texts. */
static void read_pivots(Reading *reading, const WorkbookLock *lock)
{
    const Legacy *legacy = reading->legacy;
    unsigned folder = compound_find(legacy->compound, legacy->storage, "_SX_DB_CUR");
    legacy_label(legacy, "pivot table's data");
    for (unsigned i = 1; folder != COMPOUND_NONE && i < compound_count(legacy->compound); i++) {
        if (compound_entry(legacy->compound, i)->parent != folder) {
            continue;
        }
        g_autoptr(GByteArray) bytes = compound_read(legacy->compound, i, PIVOT_BYTES_MAX);
        if (lock != NULL) {
            workbook_lock_open(lock, bytes);
        }
        Slice stream = legacy_slice(bytes);
        ExcelRecord record;
        while (excel_next(&stream, &record)) {
            if (record.kind == 0xCD) { /* SXSTRING */
                g_autoptr(GString) text = g_string_new(NULL);
                excel_string(record.body, 0, 2, reading->book->version == 8,
                             reading->book->codepage, text);
                texts_line(legacy->texts, PLACE_HIDDEN, text->str);
            }
        }
    }
}

/* `bytes`: the same stream where it may be opened in place; else NULL. */
static void read_stream(const Legacy *legacy, Slice stream, GByteArray *bytes,
                        void (*found)(void *user, const ExcelCell *cell), void *user)
{
    g_autofree WorkbookLock *lock = bytes != NULL ? workbook_lock_new(stream) : NULL;
    if (lock != NULL) {
        workbook_lock_open(lock, bytes);
    }
    g_autoptr(ExcelBook) book = excel_book_new(legacy);
    Reading reading = {.book = book,
                       .legacy = legacy,
                       .hidden_rows = g_hash_table_new(NULL, NULL),
                       .line = g_string_new(NULL),
                       .unseen = g_string_new(NULL),
                       .found = found,
                       .user = user};
    read_records(&reading, stream);
    if (legacy->compound != NULL && found == NULL) {
        read_pivots(&reading, lock);
    }
    if (found == NULL && !book->encrypted) {
        excel_put_unused(book);
    }
    office_art_put((Slice){(const char *)book->drawings->data, book->drawings->len}, legacy->sink,
                   legacy->publication, legacy->pictures);
    if (book->encrypted) {
        sink_gap(legacy->sink, REASON_ENCRYPTED, "the workbook asks for a password");
    } else if (reading.sheets == 0 || reading.depth > 0) {
        sink_gap(legacy->sink, REASON_TRUNCATED, "the workbook has no end, or no sheets");
    }
    g_hash_table_unref(reading.hidden_rows);
    g_string_free(reading.line, TRUE);
    g_string_free(reading.unseen, TRUE);
}

void legacy_excel(const Legacy *legacy)
{
    static const char *const names[] = {"Workbook", "Book"};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) { /* some have both, for older programs */
        g_autoptr(GByteArray) bytes = legacy_stream(legacy, names[i]);
        if (bytes->len > 0) {
            read_stream(legacy, legacy_slice(bytes), bytes, NULL, NULL);
        }
    }
}

void excel_cells(const Legacy *legacy, void (*found)(void *user, const ExcelCell *cell), void *user)
{
    g_autoptr(GByteArray) book = legacy_stream(legacy, "Workbook");
    g_autoptr(GByteArray) older = book->len > 0 ? NULL : legacy_stream(legacy, "Book");
    GByteArray *bytes = older != NULL ? older : book;
    read_stream(legacy, legacy_slice(bytes), bytes, found, user);
}

/* ---- the reader ---- */

/* Before version 5 a workbook is one bare stream. */
static bool is_bare(Slice head)
{
    unsigned kind = legacy_u16(head, 0), length = legacy_u16(head, 2), what = legacy_u16(head, 6);
    return (kind == 0x09 || kind == 0x209 || kind == 0x409 || kind == BOF_8) && length >= 4 &&
           length <= 16 &&
           (what == 0x10 || what == 0x20 || what == 0x40 || what == 0x100 || what == 5);
}

static int excel_bid(const Input *input)
{
    bool compound = strcmp(input_type(input), "application/vnd.ms-excel") == 0;
    return compound || is_bare(input_head(input)) ? 66 : 0;
}

static void excel_read(Input *input, Sink *sink)
{
    Slice head = input_head(input);
    if (!is_bare(head)) {
        legacy_read(input, sink, legacy_excel, PLACE_HIDDEN);
        return;
    }
    unsigned pictures = 0, objects = 0;
    uint32_t publication = sink_publication(sink, &(FactPublication){.kind = KIND_DOCUMENT});
    g_autoptr(Texts) texts = texts_new(sink, publication);
    Legacy legacy = {.sink = sink,
                     .texts = texts,
                     .publication = publication,
                     .pictures = &pictures,
                     .objects = &objects};
    read_stream(&legacy, input_whole(input, LEGACY_STREAM_BYTES_MAX), NULL, NULL, NULL);
}

const Reader reader_excel = {.name = "excel", .bid = excel_bid, .read = excel_read};
