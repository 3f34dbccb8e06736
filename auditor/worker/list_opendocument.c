/*
 * OpenDocument spreadsheets (ODF 1.2 part 1, chapter 9) as lists: the stored values, so that dates
 * and truths do not depend on how a cell shows them. Repeated rows and cells are written out as far
 * as something stands in them.
 */
#include <string.h>

#include "worker/list_workbook.h"
#include "worker/xml.h"

#define REPEATED_MAX 20000U /* rows that are the same and not empty */

typedef struct {
    ListFile *file;
    ListSheet *sheet;
    GHashTable *hiding; /* names of table styles that hide */
    char *style;        /* being read */
    unsigned line, column, row_repeat, cell_repeat, row_span, column_span;
    bool row_hidden, in_cell, covered, valued;
    unsigned notes; /* depth within annotations */
    unsigned paragraphs;
    GString *text;
    GPtrArray *row; /* char *: the row being read */
} Reading;

static unsigned number(const XmlAttribute *attributes, size_t count, const char *name)
{
    const char *value = xml_value(attributes, count, name);
    guint64 found = value ? g_ascii_strtoull(value, NULL, 10) : 1;

    return (unsigned)CLAMP(found, 1, 1U << 24);
}

static void start_sheet(Reading *reading, const XmlAttribute *attributes, size_t count)
{
    const char *name = xml_value(attributes, count, "name");
    const char *style = xml_value(attributes, count, "style-name");

    reading->sheet = list_file_sheet(reading->file, name ? name : "",
                                     style && g_hash_table_contains(reading->hiding, style));
    reading->line = 1;
}

static void start_row(Reading *reading, const XmlAttribute *attributes, size_t count)
{
    const char *shown = xml_value(attributes, count, "visibility");

    reading->row_repeat = number(attributes, count, "number-rows-repeated");
    reading->row_hidden = shown && strcmp(shown, "visible") != 0;
    reading->column = 0;
    g_ptr_array_set_size(reading->row, 0);
}

/* What the value says, where it says more than the text that is shown. */
static void start_value(Reading *reading, const XmlAttribute *attributes, size_t count)
{
    const char *type = xml_value(attributes, count, "value-type");
    const char *value = NULL;

    if (!type)
        return;
    if (!strcmp(type, "date"))
        value = xml_value(attributes, count, "date-value");
    else if (!strcmp(type, "float"))
        value = xml_value(attributes, count, "value");
    else if (!strcmp(type, "boolean"))
        value = xml_value(attributes, count, "boolean-value");
    if (!value)
        return;
    if (!strcmp(type, "boolean"))
        value = !strcmp(value, "true") ? "WAAR" : "ONWAAR";
    g_string_assign(reading->text, value);
    reading->valued = true;
}

static void start_cell(Reading *reading, const XmlAttribute *attributes, size_t count, bool covered)
{
    reading->cell_repeat = number(attributes, count, "number-columns-repeated");
    reading->row_span = number(attributes, count, "number-rows-spanned");
    reading->column_span = number(attributes, count, "number-columns-spanned");
    reading->in_cell = true;
    reading->covered = covered;
    reading->valued = false;
    reading->paragraphs = 0;
    g_string_truncate(reading->text, 0);
    if (!covered)
        start_value(reading, attributes, count);
}

static void end_cell(Reading *reading)
{
    unsigned repeat = reading->cell_repeat;

    reading->in_cell = false;
    if (reading->sheet && !reading->covered && reading->text->len) {
        if (reading->column + repeat > LIST_COLUMNS_MAX) {
            list_file_fail(reading->file, REASON_LIMIT_ENTRIES, "large");
            return;
        }
        if (reading->column + repeat > reading->row->len)
            g_ptr_array_set_size(reading->row, (gint)(reading->column + repeat));
        for (unsigned i = 0; i < repeat; i++)
            reading->row->pdata[reading->column + i] = g_strdup(reading->text->str);
        if (reading->row_span > 1 || reading->column_span > 1)
            list_sheet_merge(reading->sheet,
                             (ListArea){reading->line, reading->column,
                                        reading->line + reading->row_span - 1,
                                        reading->column + reading->column_span - 1});
    }
    reading->column = MIN(reading->column + repeat, 1U << 24);
}

static void end_row(Reading *reading)
{
    unsigned repeat = reading->row_repeat;

    if (reading->sheet && reading->row->len && repeat > REPEATED_MAX)
        list_file_fail(reading->file, REASON_LIMIT_ENTRIES, "large");
    for (unsigned i = 0; reading->sheet && i < MIN(repeat, REPEATED_MAX); i++) {
        if (!reading->row->len || reading->file->reason != REASON_NONE)
            break;
        list_sheet_row(reading->sheet, reading->line + i)->hidden = reading->row_hidden;
        for (guint j = 0; j < reading->row->len; j++)
            if (reading->row->pdata[j])
                list_sheet_put(reading->file, reading->sheet, reading->line + i, j,
                               reading->row->pdata[j]);
    }
    g_ptr_array_set_size(reading->row, 0);
    reading->line = MIN(reading->line + repeat, 1U << 30);
}

static void start_in_cell(Reading *reading, const char *name, const XmlAttribute *attributes,
                          size_t count)
{
    if (reading->notes || reading->valued)
        return;
    if (!strcmp(name, "p") && reading->paragraphs++)
        g_string_append_c(reading->text, '\n');
    else if (!strcmp(name, "s"))
        for (unsigned i = MIN(number(attributes, count, "c"), 80); i > 0; i--)
            g_string_append_c(reading->text, ' ');
    else if (!strcmp(name, "tab") || !strcmp(name, "line-break"))
        g_string_append_c(reading->text, ' ');
}

static void on_style(Reading *reading, const char *name, const XmlAttribute *attributes,
                     size_t count)
{
    if (!strcmp(name, "style")) {
        g_free(reading->style);
        reading->style = g_strdup(xml_value(attributes, count, "name"));
    } else if (!strcmp(name, "table-properties") && reading->style &&
               !g_strcmp0(xml_value(attributes, count, "display"), "false")) {
        g_hash_table_add(reading->hiding, g_strdup(reading->style));
    }
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    Reading *reading = user;

    (void)space;
    reading->notes += !strcmp(name, "annotation");
    if (!strcmp(name, "table"))
        start_sheet(reading, attributes, count);
    else if (!strcmp(name, "table-row"))
        start_row(reading, attributes, count);
    else if (!strcmp(name, "table-cell") || !strcmp(name, "covered-table-cell"))
        start_cell(reading, attributes, count, *name == 'c');
    else if (reading->in_cell)
        start_in_cell(reading, name, attributes, count);
    else
        on_style(reading, name, attributes, count);
}

static void on_end(void *user, const char *space, const char *name)
{
    Reading *reading = user;

    (void)space;
    if (!strcmp(name, "annotation") && reading->notes)
        reading->notes--;
    if (reading->in_cell && (!strcmp(name, "table-cell") || !strcmp(name, "covered-table-cell"))) {
        end_cell(reading);
    } else if (!strcmp(name, "table-row")) {
        end_row(reading);
    } else if (!strcmp(name, "table") && reading->sheet) {
        list_sheet_finish(reading->file, reading->sheet);
        reading->sheet = NULL;
    }
}

static void on_text(void *user, const char *text, size_t length)
{
    Reading *reading = user;

    if (reading->in_cell && !reading->notes && !reading->valued && reading->paragraphs)
        g_string_append_len(reading->text, text, (gssize)length);
}

ListFile *list_opendocument_read(const char *xml, size_t length)
{
    static const XmlHandler handler = {on_start, on_end, on_text, NULL};
    Reading reading = {.file = list_file_new("ods"),
                       .hiding = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                       .row_repeat = 1,
                       .text = g_string_new(NULL),
                       .row = g_ptr_array_new_with_free_func(g_free)};

    if (!xml_parse(xml, length, &handler, &reading))
        list_file_fail(reading.file, REASON_CORRUPT, NULL);
    g_ptr_array_unref(reading.row);
    g_string_free(reading.text, TRUE);
    g_hash_table_unref(reading.hiding);
    g_free(reading.style);
    return reading.file;
}
