/*
 * Rows of a dump's table under the names of their columns. What the columns mean is the readers'
 * business.
 */
#include "readers/exports/dump_table.h"

#include <string.h>

static char *cell_text(Slice cell)
{
    char *text = g_strndup(cell.data, cell.length);

    return g_strstrip(text);
}

static void take_header(DumpTable *table)
{
    for (size_t i = 0; i < table->count; i++) {
        char *name = cell_text(table->cells[i]);

        g_ptr_array_add(table->names, name);
        g_ptr_array_add(table->folded, g_utf8_strdown(name, -1));
    }
}

static void take_preamble(DumpTable *table)
{
    for (size_t i = 0; i < table->count; i++) {
        if (table->cells[i].length)
            dump_unknown_text(table->dump, "before the header", table->cells[i].data,
                              table->cells[i].length);
    }
}

static void take_row(void *user, unsigned line, const Slice *cells, size_t count)
{
    DumpTable *table = user;

    table->line = line;
    table->cells = cells;
    table->count = count;
    if (table->names->len == 0) {
        if (!table->is_header || table->is_header(table, cells, count))
            take_header(table);
        else
            take_preamble(table);
        return;
    }
    if (count == 1 && cells[0].length == 0)
        return;
    g_array_set_size(table->taken, 0);
    g_array_set_size(table->taken, (guint)count);
    table->row(table);
    g_ptr_array_set_size(table->dump->owned, 0);
}

void dump_table_read(DumpTable *table, const char *utf8, size_t length, char delimiter)
{
    table->names = g_ptr_array_new_with_free_func(g_free);
    table->folded = g_ptr_array_new_with_free_func(g_free);
    table->taken = g_array_new(FALSE, TRUE, sizeof(bool));
    delimited_parse(utf8, length, delimiter, take_row, table);
    g_ptr_array_free(table->names, TRUE);
    g_ptr_array_free(table->folded, TRUE);
    g_array_free(table->taken, TRUE);
}

int dump_table_find(const DumpTable *table, const char *const *names)
{
    for (; *names; names++) {
        for (guint i = 0; i < table->folded->len && i < table->count; i++) {
            if (strstr(g_ptr_array_index(table->folded, i), *names) &&
                !g_array_index(table->taken, bool, i))
                return (int)i;
        }
    }
    return -1;
}

const char *dump_table_cell(DumpTable *table, int column)
{
    const char *text;

    if (column < 0 || (size_t)column >= table->count)
        return NULL;
    g_array_index(table->taken, bool, (guint)column) = true;
    text = dump_own(table->dump, cell_text(table->cells[column]));
    return *text ? text : NULL;
}

const char *dump_table_take(DumpTable *table, const char *const *names)
{
    return dump_table_cell(table, dump_table_find(table, names));
}

/* First and last name in cells side by side make one name. */
static void put_names(DumpTable *table, GString *lines)
{
    for (guint i = 0; i + 1 < table->count && i + 1 < table->folded->len; i++) {
        if (!strstr(g_ptr_array_index(table->folded, i), "first") ||
            !strstr(g_ptr_array_index(table->folded, i + 1), "last") ||
            g_array_index(table->taken, bool, i) || g_array_index(table->taken, bool, i + 1))
            continue;
        const char *first = dump_table_cell(table, (int)i);
        const char *last = dump_table_cell(table, (int)i + 1);

        g_string_append_printf(lines, "%s: %s %s\n", (char *)g_ptr_array_index(table->names, i),
                               first ? first : "", last ? last : "");
    }
}

void dump_table_rest(DumpTable *table, uint32_t publication)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(GString) addresses = g_string_new(NULL);
    g_autofree char *label = g_strdup_printf("row %u, other columns", table->line);

    put_names(table, lines);
    for (guint i = 0; i < table->count; i++) {
        g_autofree char *text = cell_text(table->cells[i]);
        const char *name = i < table->names->len ? g_ptr_array_index(table->names, i) : "";
        GString *target = strstr(text, "://") && !strchr(text, ' ') ? addresses : lines;

        if (*text && !g_array_index(table->taken, bool, i))
            g_string_append_printf(target, "%s: %s\n", name, text);
    }
    dump_text(table->dump, publication, 0, dump_rest_place(table->dump, publication), label,
              lines->str);
    dump_text(table->dump, publication, 0, PLACE_URL, label, addresses->str);
}
