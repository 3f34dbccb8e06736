/* Frees a list as the list worker handed it over; making one is the coordinator's (and the tests').
 */
#include "register/table.h"

#include <string.h>

static void row_free(gpointer data)
{
    TableRow *row = data;

    g_strfreev(row->cells);
    g_free(row);
}

static void sheet_free(gpointer data)
{
    TableSheet *sheet = data;

    g_free(sheet->sheet);
    for (guint i = 0; i < sheet->rows->len; i++)
        row_free(g_ptr_array_index(sheet->rows, i));
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
