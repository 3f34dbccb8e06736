/*
 * Kinds of content that no reader wanted, counted by type: what a school has that this program does
 * not look into, and what needs no looking.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"

static const TableHead heads[] = {{"head-type", NULL, false},
                                  {"head-reason", NULL, false},
                                  {"head-count", "num", false},
                                  {"head-size", "num", false},
                                  {NULL, NULL, false}};

void view_unread_types(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-soorten", "cards", "types-caption", heads, false};
    static const char where[] =
        "reader IS NULL AND reason IN ('no-reader', 'unsupported-type', 'harmless-type')";
    g_autofree char *count = g_strdup_printf("SELECT count(*) FROM item WHERE %s", where);
    g_autofree char *sql = g_strdup_printf(
        "SELECT coalesce(type, '?'), reason, count(*), sum(bytes) FROM item WHERE %s "
        "GROUP BY 1, 2 ORDER BY max(gap) DESC, 3 DESC, 1, 2 LIMIT ?1",
        where);
    sqlite3_stmt *row;

    if (context_count(context, count) == 0)
        return;
    markup_say_in(markup, "h3", NULL, "types-title", NULL);
    parts_table_open(markup, &table, NULL);
    row = context_query(context, sql, PAGE_ROWS);
    while (sqlite3_step(row) == SQLITE_ROW) {
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        if (strcmp(context_word(row, 0), "application/octet-stream") == 0)
            markup_say(markup, "type-unknown", NULL);
        else
            markup_element(markup, "code", NULL, context_word(row, 0));
        markup_close(markup, "th");
        parts_cell_open(markup, "head-reason", NULL);
        markup_word(markup, "reason", context_word(row, 1));
        parts_cell_close(markup);
        parts_cell_number(markup, "head-count", (uint64_t)sqlite3_column_int64(row, 2));
        parts_cell_open(markup, "head-size", "num");
        markup_bytes(markup, (uint64_t)sqlite3_column_int64(row, 3));
        parts_cell_close(markup);
        markup_close(markup, "tr");
    }
    context_done(context, row);
    parts_table_close(markup, &table);
}
