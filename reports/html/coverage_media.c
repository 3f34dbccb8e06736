/*
 * Pictures and films that the sources refer to and do not hold: what they show nobody looked at, so
 * they are told beside the gaps, by name.
 */
#include "reports/html/parts.h"
#include "reports/html/views.h"

#define MISSING "FROM link l JOIN item i ON i.id = l.item JOIN source s ON s.id = i.source "

static const TableHead heads[] = {{"head-source", NULL, false},
                                  {"head-medium", NULL, false},
                                  {"head-count", "num", false},
                                  {NULL, NULL, false}};

void view_missing_media(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-media", "cards", "media-caption", heads, false};
    uint64_t references =
        (uint64_t)context_count(context, "SELECT count(*) FROM link WHERE state = 'missing'");
    uint64_t all = (uint64_t)context_count(
        context,
        "SELECT count(*) FROM (SELECT DISTINCT s.id, l.uri " MISSING "WHERE l.state = 'missing')");
    uint64_t shown = 0;
    sqlite3_stmt *row;

    if (references == 0)
        return;
    markup_say_in(markup, "h3", NULL, "media-title", NULL);
    markup_say_in(markup, "p", "note", "media-missing", WITH(TEXT_NUMBER("n", references)));
    parts_table_open(markup, &table, NULL);
    row = context_query(context,
                        "SELECT s.label, l.uri, count(*) " MISSING
                        "WHERE l.state = 'missing' GROUP BY s.id, l.uri "
                        "ORDER BY s.id, min(l.id) LIMIT ?1",
                        PAGE_ROWS);
    for (; sqlite3_step(row) == SQLITE_ROW; shown++) {
        g_autofree char *source = context_text(context, row, 0, MASK_ADDRESS);
        g_autofree char *uri = context_text(context, row, 1, MASK_ADDRESS);

        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        markup_text(markup, source);
        markup_close(markup, "th");
        parts_cell_open(markup, "head-medium", NULL);
        markup_element(markup, "code", NULL, uri);
        parts_cell_close(markup);
        parts_cell_number(markup, "head-count", (uint64_t)sqlite3_column_int64(row, 2));
        markup_close(markup, "tr");
    }
    context_done(context, row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "audit.db");
}
