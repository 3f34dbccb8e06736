/*
 * Workbooks of 2007 and later (ECMA-376 part 1, 18) as lists: values only, of formulas the value
 * that was stored beside them. Cells of dates come as dates, ticks and truths as WAAR and ONWAAR.
 */
#include "worker/list_workbook.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "readers/office/relations.h"
#include "readers/office/sheet_dates.h"
#include "worker/xml.h"

#define DAYS_OF_1904 1462 /* between the two origins of day numbers */

typedef struct {
    char *name, *id;
    bool hidden;
} SheetName;

typedef struct {
    GPtrArray *strings; /* char * */
    GString *text;
    bool in_text, in_phonetic;
} Strings;

typedef struct {
    ListFile *file;
    GPtrArray *names; /* SheetName * */
    bool from_1904;
    Strings strings;
    SheetDates *dates;
} Workbook;

typedef struct {
    Workbook *book;
    ListSheet *sheet;
    unsigned line, column, style;
    char type[12];
    GString *value;
    bool in_cell, in_value;
} Reading;

static bool is_true(const char *value)
{
    return value && (!strcmp(value, "1") || !strcmp(value, "true"));
}

/* ---- shared strings ---- */

static void string_start(void *user, const char *space, const char *name,
                         const XmlAttribute *attributes, size_t count)
{
    Strings *strings = user;

    (void)space, (void)attributes, (void)count;
    if (!strcmp(name, "si"))
        g_string_truncate(strings->text, 0);
    strings->in_phonetic = strings->in_phonetic || !strcmp(name, "rPh");
    strings->in_text = !strcmp(name, "t") && !strings->in_phonetic;
}

static void string_end(void *user, const char *space, const char *name)
{
    Strings *strings = user;

    (void)space;
    strings->in_text = false;
    if (!strcmp(name, "si"))
        g_ptr_array_add(strings->strings, g_strdup(strings->text->str));
    else if (!strcmp(name, "rPh"))
        strings->in_phonetic = false;
}

static void string_text(void *user, const char *text, size_t length)
{
    Strings *strings = user;

    if (strings->in_text)
        g_string_append_len(strings->text, text, (gssize)length);
}

/* ---- the workbook's own part ---- */

static void name_free(gpointer data)
{
    SheetName *name = data;

    g_free(name->name);
    g_free(name->id);
    g_free(name);
}

static void book_start(void *user, const char *space, const char *name,
                       const XmlAttribute *attributes, size_t count)
{
    Workbook *book = user;

    (void)space;
    if (!strcmp(name, "workbookPr"))
        book->from_1904 = is_true(xml_value(attributes, count, "date1904"));
    if (strcmp(name, "sheet") != 0)
        return;
    SheetName *sheet = g_new0(SheetName, 1);
    const char *state = xml_value(attributes, count, "state");
    const char *title = xml_value(attributes, count, "name");
    sheet->name = g_strdup(title ? title : "");
    sheet->id = g_strdup(xml_value(attributes, count, "id"));
    sheet->hidden = state && strcmp(state, "visible") != 0;
    g_ptr_array_add(book->names, sheet);
}

/* ---- a worksheet ---- */

/* "BC12" is column 54 of line 12; what is not said follows on the cell before. */
static const char *read_reference(const char *reference, unsigned *column, unsigned *line)
{
    unsigned letters = 0;
    guint64 number = 0;

    for (; g_ascii_isalpha(*reference) && letters < 1U << 24; reference++)
        letters = letters * 26 + (unsigned)(g_ascii_toupper(*reference) - 'A' + 1);
    for (; g_ascii_isdigit(*reference) && number < G_MAXUINT / 16; reference++)
        number = number * 10 + (unsigned)(*reference - '0');
    if (letters)
        *column = letters - 1;
    if (number)
        *line = (unsigned)number;
    return reference;
}

static void read_merged(ListSheet *sheet, const char *reference)
{
    ListArea area = {0};

    reference = read_reference(reference, &area.left, &area.top);
    if (*reference != ':' || area.top == 0)
        return;
    area.right = area.left;
    area.bottom = area.top;
    read_reference(reference + 1, &area.right, &area.bottom);
    list_sheet_merge(sheet, area);
}

static void start_cell(Reading *reading, const XmlAttribute *attributes, size_t count)
{
    const char *type = xml_value(attributes, count, "t");
    const char *style = xml_value(attributes, count, "s");
    const char *reference = xml_value(attributes, count, "r");

    reading->column++;
    read_reference(reference ? reference : "", &reading->column, &reading->line);
    reading->style = style ? (unsigned)strtoul(style, NULL, 10) : 0;
    g_strlcpy(reading->type, type ? type : "n", sizeof reading->type);
    g_string_truncate(reading->value, 0);
    reading->in_cell = true;
}

/* 1001.0 and 1.001E3 are the number 1001 to whoever typed it. */
static char *plain_number(const char *value)
{
    char *end, digits[G_ASCII_DTOSTR_BUF_SIZE];
    double number = g_ascii_strtod(value, &end);

    if (end == value || *end || !isfinite(number) || fabs(number) >= 1e15 ||
        number != floor(number))
        return g_strdup(value);
    return g_strdup(g_ascii_formatd(digits, sizeof digits, "%.0f", number));
}

static char *number_text(const Workbook *book, unsigned style, const char *value)
{
    g_autofree char *moved = NULL;

    if (book->from_1904) {
        char digits[G_ASCII_DTOSTR_BUF_SIZE];
        double number = g_ascii_strtod(value, NULL) + DAYS_OF_1904;
        moved = g_strdup(g_ascii_dtostr(digits, sizeof digits, number));
    }
    char *date = sheet_date(book->dates, style, moved ? moved : value);
    return date ? date : plain_number(value);
}

static char *cell_text(const Reading *reading)
{
    const char *value = reading->value->str;
    const GPtrArray *strings = reading->book->strings.strings;

    if (!strcmp(reading->type, "s")) {
        guint64 index = g_ascii_strtoull(value, NULL, 10);
        return g_strdup(*value && index < strings->len ? strings->pdata[index] : "");
    }
    if (!strcmp(reading->type, "b"))
        return g_strdup(!*value ? "" : is_true(value) ? "WAAR" : "ONWAAR");
    if (!strcmp(reading->type, "n"))
        return number_text(reading->book, reading->style, value);
    return g_strdup(value);
}

static void sheet_start(void *user, const char *space, const char *name,
                        const XmlAttribute *attributes, size_t count)
{
    Reading *reading = user;

    (void)space;
    if (!strcmp(name, "row")) {
        const char *number = xml_value(attributes, count, "r");
        reading->line++;
        read_reference(number ? number : "", &reading->column, &reading->line);
        reading->column = G_MAXUINT;
        list_sheet_row(reading->sheet, reading->line)->hidden =
            is_true(xml_value(attributes, count, "hidden"));
    } else if (!strcmp(name, "c")) {
        start_cell(reading, attributes, count);
    } else if (!strcmp(name, "mergeCell")) {
        const char *area = xml_value(attributes, count, "ref");
        read_merged(reading->sheet, area ? area : "");
    } else if (reading->in_cell) {
        reading->in_value = !strcmp(name, "v") || !strcmp(name, "t");
    }
}

static void sheet_end(void *user, const char *space, const char *name)
{
    Reading *reading = user;

    (void)space;
    reading->in_value = false;
    if (strcmp(name, "c") != 0 || !reading->in_cell)
        return;
    g_autofree char *text = cell_text(reading);
    list_sheet_put(reading->book->file, reading->sheet, reading->line, reading->column, text);
    reading->in_cell = false;
}

static void sheet_text(void *user, const char *text, size_t length)
{
    Reading *reading = user;

    if (reading->in_value)
        g_string_append_len(reading->value, text, (gssize)length);
}

static void read_sheet(Workbook *book, const PackagePart *part, const SheetName *name)
{
    static const XmlHandler handler = {sheet_start, sheet_end, sheet_text, NULL};
    Reading reading = {.book = book,
                       .sheet = list_file_sheet(book->file, name->name, name->hidden),
                       .column = G_MAXUINT,
                       .value = g_string_new(NULL)};

    if (!xml_parse(part->data, part->length, &handler, &reading))
        list_file_fail(book->file, REASON_CORRUPT, NULL);
    list_sheet_finish(book->file, reading.sheet);
    g_string_free(reading.value, TRUE);
}

static void read_sheets(Workbook *book, Package *package, const PackagePart *part)
{
    g_autoptr(Relations) relations = relations_of(package, part);

    for (guint i = 0; i < book->names->len; i++) {
        const SheetName *name = g_ptr_array_index(book->names, i);
        const Relation *relation = name->id ? relations_find(relations, name->id) : NULL;
        PackagePart *sheet = relation ? package_find(package, relation->target) : NULL;
        if (!sheet)
            list_file_fail(book->file, REASON_CORRUPT, NULL);
        else if (g_str_has_prefix(relation->type, "worksheet"))
            read_sheet(book, sheet, name);
    }
    if (book->names->len == 0)
        list_file_fail(book->file, REASON_CORRUPT, NULL);
}

static void read_strings(Workbook *book, PackagePart *part)
{
    static const XmlHandler handler = {string_start, string_end, string_text, NULL};

    if (part && !xml_parse(part->data, part->length, &handler, &book->strings))
        list_file_fail(book->file, REASON_CORRUPT, NULL);
}

ListFile *list_workbook_read(Package *package)
{
    static const XmlHandler handler = {.start = book_start};
    PackagePart *part = package_find(package, "xl/workbook.xml");
    Workbook book = {
        .file = list_file_new("xlsx"),
        .names = g_ptr_array_new_with_free_func(name_free),
        .strings = {g_ptr_array_new_with_free_func(g_free), g_string_new(NULL), false, false},
        .dates = sheet_dates_read(package_find(package, "xl/styles.xml"))};

    read_strings(&book, package_find(package, "xl/sharedStrings.xml"));
    if (!xml_parse(part->data, part->length, &handler, &book))
        list_file_fail(book.file, REASON_CORRUPT, NULL);
    read_sheets(&book, package, part);
    g_ptr_array_unref(book.names);
    g_ptr_array_unref(book.strings.strings);
    g_string_free(book.strings.text, TRUE);
    sheet_dates_free(book.dates);
    return book.file;
}
