/* Sheets of a list in memory. Bounds are the operator's typing errors, not attacks: whoever meets
 * one is told, nothing is cut. */
#include "worker/list_sheet.h"

#include <string.h>

#define CELLS_MAX 20000000ULL
#define MERGED_CELLS_MAX 200000U /* of one area */

static void row_free(gpointer data)
{
    ListRow *row = data;

    g_ptr_array_unref(row->cells);
    g_free(row);
}

static void sheet_free(gpointer data)
{
    ListSheet *sheet = data;

    g_free(sheet->name);
    g_hash_table_unref(sheet->by_line);
    g_ptr_array_unref(sheet->rows);
    g_array_unref(sheet->merged);
    g_free(sheet);
}

ListFile *list_file_new(const char *format)
{
    ListFile *file = g_new0(ListFile, 1);

    file->format = format;
    file->sheets = g_ptr_array_new_with_free_func(sheet_free);
    return file;
}

void list_file_free(ListFile *file)
{
    if (!file)
        return;
    g_ptr_array_unref(file->sheets);
    g_free(file);
}

void list_file_fail(ListFile *file, Reason reason, const char *why)
{
    if (file->reason != REASON_NONE)
        return;
    file->reason = reason;
    file->why = why;
}

ListSheet *list_file_sheet(ListFile *file, const char *name, bool hidden)
{
    ListSheet *sheet = g_new0(ListSheet, 1);

    sheet->name = g_utf8_make_valid(name, -1);
    sheet->hidden = hidden;
    sheet->rows = g_ptr_array_new_with_free_func(row_free);
    sheet->by_line = g_hash_table_new(NULL, NULL);
    sheet->merged = g_array_new(FALSE, FALSE, sizeof(ListArea));
    g_ptr_array_add(file->sheets, sheet);
    return sheet;
}

ListRow *list_sheet_row(ListSheet *sheet, unsigned line)
{
    ListRow *row = g_hash_table_lookup(sheet->by_line, GUINT_TO_POINTER(line));

    if (row)
        return row;
    row = g_new0(ListRow, 1);
    row->line = line;
    row->cells = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(sheet->rows, row);
    g_hash_table_insert(sheet->by_line, GUINT_TO_POINTER(line), row);
    return row;
}

static const char *cell_of(const ListRow *row, unsigned column)
{
    const char *text = column < row->cells->len ? row->cells->pdata[column] : NULL;

    return text ? text : "";
}

void list_sheet_put(ListFile *file, ListSheet *sheet, unsigned line, unsigned column,
                    const char *text)
{
    if (!*text)
        return;
    if (column >= LIST_COLUMNS_MAX || sheet->cells >= CELLS_MAX) {
        list_file_fail(file, REASON_LIMIT_ENTRIES, "large");
        return;
    }
    ListRow *row = list_sheet_row(sheet, line);
    if (column >= row->cells->len)
        g_ptr_array_set_size(row->cells, (gint)column + 1);
    g_free(row->cells->pdata[column]);
    row->cells->pdata[column] = g_utf8_make_valid(text, -1);
    sheet->cells++;
}

void list_sheet_merge(ListSheet *sheet, ListArea area)
{
    g_array_append_val(sheet->merged, area);
}

static void fill_area(ListFile *file, ListSheet *sheet, const ListArea *area)
{
    const ListRow *top = g_hash_table_lookup(sheet->by_line, GUINT_TO_POINTER(area->top));
    g_autofree char *text = top ? g_strdup(cell_of(top, area->left)) : NULL;
    unsigned right = area->left == 0 ? 0 : MIN(area->right, LIST_COLUMNS_MAX - 1);
    unsigned filled = 0;

    if (!text || !*text)
        return;
    for (unsigned line = area->top; line <= area->bottom && filled < MERGED_CELLS_MAX; line++) {
        const ListRow *row = g_hash_table_lookup(sheet->by_line, GUINT_TO_POINTER(line));
        for (unsigned column = area->left; row && column <= right; column++) {
            if (!*cell_of(row, column))
                list_sheet_put(file, sheet, line, column, text);
            filled++;
        }
        if (line == G_MAXUINT)
            break;
    }
}

static gint compare_rows(gconstpointer left, gconstpointer right)
{
    const ListRow *one = *(ListRow *const *)left, *two = *(ListRow *const *)right;

    return one->line < two->line ? -1 : one->line > two->line;
}

void list_sheet_finish(ListFile *file, ListSheet *sheet)
{
    for (guint i = 0; i < sheet->merged->len; i++) {
        ListArea *area = &g_array_index(sheet->merged, ListArea, i);
        area->bottom = MIN(area->bottom, area->top + MERGED_CELLS_MAX);
        fill_area(file, sheet, area);
    }
    g_ptr_array_sort(sheet->rows, compare_rows);
}
