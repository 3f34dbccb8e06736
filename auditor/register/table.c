/* Frees a list as the list worker handed it over; making one is the coordinator's (and the tests').
 */
#include "register/table.h"

#include <string.h>

TableRow *table_row_new(unsigned line, const char *const *cells)
{
    size_t count = g_strv_length((char **)cells), bytes = 0;
    TableRow *row;
    char *to;

    for (size_t i = 0; i < count; i++)
        bytes += strlen(cells[i]) + 1;
    row = g_malloc0(sizeof *row + (count + 1) * sizeof *row->cells + bytes);
    row->line = line;
    row->cells = (GStrv)(row + 1);
    to = (char *)(row->cells + count + 1);
    for (size_t i = 0; i < count; i++) {
        row->cells[i] = to;
        to = g_stpcpy(to, cells[i]) + 1;
    }
    return row;
}

static void sheet_free(gpointer data)
{
    TableSheet *sheet = data;

    g_free(sheet->sheet);
    for (guint i = 0; i < sheet->rows->len; i++)
        g_free(g_ptr_array_index(sheet->rows, i));
    g_ptr_array_set_free_func(sheet->rows, NULL);
    g_ptr_array_unref(sheet->rows);
    g_free(sheet);
}

bool table_is_exchange(const Table *table)
{
    return table->charset && (!strcmp(table->charset, "EDEXML") || !strcmp(table->charset, "UWLR"));
}

void table_free(Table *table)
{
    if (!table)
        return;
    g_free(table->file_name);
    g_free(table->charset);
    g_free(table->delimiter);
    g_free(table->digest);
    for (guint i = 0; table->sheets && i < table->sheets->len; i++)
        sheet_free(g_ptr_array_index(table->sheets, i));
    if (table->sheets) {
        g_ptr_array_set_free_func(table->sheets, NULL);
        g_ptr_array_unref(table->sheets);
    }
    g_free(table);
}
