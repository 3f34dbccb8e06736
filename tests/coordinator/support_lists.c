/* Builds tables as the list worker would hand them over. */
#include "support_lists.h"

#include <check.h>
#include <string.h>

void table_add_sheet(Table *table, const char *name, const char *text)
{
    TableSheet *sheet = g_new0(TableSheet, 1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    sheet->sheet = g_strdup(name);
    sheet->rows = g_ptr_array_new();
    for (guint i = 0; lines[i]; i++) {
        if (!*lines[i])
            continue;
        g_auto(GStrv) cells = g_strsplit(lines[i], "|", -1);

        g_ptr_array_add(sheet->rows, table_row_new(i + 1, (const char *const *)cells));
    }
    g_ptr_array_add(table->sheets, sheet);
}

Table *table_from_text(const char *file_name, const char *text)
{
    Table *table = g_new0(Table, 1);

    table->file_name = g_strdup(file_name);
    table->charset = g_strdup("UTF-8");
    table->delimiter = g_strdup(";");
    table->digest = g_strdup("00");
    table->sheets = g_ptr_array_new();
    if (text)
        table_add_sheet(table, "", text);
    return table;
}

People *people_from_text(const char *text, const char *mapping, char **message)
{
    g_autoptr(Table) table = table_from_text("leerlingen.csv", text);
    g_autoptr(GError) error = NULL;
    g_autoptr(Mapping) parsed =
        mapping ? mapping_parse(mapping, strlen(mapping), "leerlingen.map.yaml", &error)
                : mapping_none("leerlingen.csv");
    People *people = NULL;

    if (parsed) {
        PeopleLists lists = {.pupils = {table, parsed}};
        people = people_build(&lists, NULL, &error);
    }
    if (message)
        *message = error ? g_strdup(error->message) : NULL;
    else if (error)
        ck_abort_msg("%s", error->message);
    return people;
}
