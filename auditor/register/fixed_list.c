/* Finds the row of headers, hands out the rows below it; see fixed_list.h. */
#include "register/fixed_list.h"

#include <string.h>

#include "commands/command.h"
#include "register/rows.h"

#define HEADERS_TRIED 20

void list_reading_ask_text(ListReading *reading, const TableRow *row, const char *id,
                           const char *text)
{
    g_autofree char *question =
        language_fill(id, TEXT_VALUES(TEXT_NUMBER("line", row->line), TEXT_TEXT("text", text)));

    g_string_append_printf(reading->questions, "\n  %s", question);
}

void list_reading_ask(ListReading *reading, const TableRow *row, const char *id)
{
    list_reading_ask_text(reading, row, id, "");
}

static bool read_headers(ListReading *reading, const TableRow *row)
{
    unsigned found = 0;

    for (int field = 0; field < LIST_FIELDS; field++)
        reading->columns[field] = -1;
    for (guint i = 0; row->cells[i]; i++) {
        g_autofree char *folded = text_fold(row->cells[i]);
        const char *key = wordbook_whole(reading->book, reading->shape->group, folded);

        for (int field = 0; key && field < LIST_FIELDS && reading->shape->fields[field]; field++) {
            if (!strcmp(key, reading->shape->fields[field]) && reading->columns[field] < 0)
                reading->columns[field] = (int)i;
        }
    }
    for (unsigned field = 0; field < reading->shape->needed; field++)
        found += reading->columns[field] >= 0;
    return found == reading->shape->needed;
}

static void read_sheet(ListReading *reading, const TableSheet *sheet, ListReadRow read)
{
    guint header = 0, tried = MIN(sheet->rows->len, HEADERS_TRIED);

    while (header < tried && !read_headers(reading, sheet->rows->pdata[header]))
        header++;
    if (header == tried) {
        g_string_append_printf(reading->questions, "\n  %s",
                               language_text(reading->shape->headers_id));
        return;
    }
    for (guint i = header + 1; i < sheet->rows->len; i++) {
        const TableRow *row = sheet->rows->pdata[i];
        char *cells[LIST_FIELDS] = {NULL};
        bool filled = false;

        for (int field = 0; field < LIST_FIELDS; field++) {
            if (reading->columns[field] >= 0)
                cells[field] = row_cell(row, (guint)reading->columns[field]);
            filled = filled || (cells[field] && *cells[field]);
        }
        if (filled)
            read(reading, row, cells);
        for (int field = 0; field < LIST_FIELDS; field++)
            g_free(cells[field]);
    }
}

GPtrArray *fixed_list_read(const Table *table, const ListShape *shape, ListReadRow read,
                           GDestroyNotify row_free, GError **error)
{
    g_autoptr(WordBook) book = wordbook_load("columns");
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(row_free);
    g_autoptr(GString) questions = g_string_new(NULL);
    ListReading reading = {.shape = shape, .book = book, .rows = rows, .questions = questions};

    for (guint i = 0; i < table->sheets->len; i++) {
        const TableSheet *sheet = table->sheets->pdata[i];

        if (sheet->rows->len > 0)
            read_sheet(&reading, sheet, read);
    }
    if (questions->len == 0)
        return g_steal_pointer(&rows);
    exit_error_set(
        error, EXIT_LIST_INVALID, "register-ask-list",
        TEXT_VALUES(TEXT_TEXT("file", table->file_name), TEXT_TEXT("questions", questions->str)));
    return NULL;
}
