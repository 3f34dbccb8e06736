/*
 * Coverage: the ledger in words. Every source with its states, every reason with what it means and
 * what to do, and by name each item that was not, or not wholly, looked into.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"

static void add_term(Markup *markup, uint64_t number, const char *label)
{
    markup_open(markup, "span", NULL);
    markup_open(markup, "b", NULL);
    markup_number(markup, number);
    markup_close(markup, "b");
    markup_text(markup, " ");
    markup_say(markup, label, NULL);
    markup_close(markup, "span");
}

static void add_equation(Markup *markup, const LedgerTotals *ledger)
{
    markup_open(markup, "p", "class", "eq", NULL);
    add_term(markup, ledger->items, "equation-items");
    add_term(markup, ledger->read, "equation-read");
    add_term(markup, ledger->not_needed, "equation-not-needed");
    add_term(markup, ledger->partial, "equation-partial");
    add_term(markup, ledger->skipped - ledger->not_needed, "equation-skipped");
    add_term(markup, ledger->failed, "equation-failed");
    markup_close(markup, "p");
}

#define SUMS                                                                                       \
    "count(i.id), sum(i.state = 'read'), sum(i.state = 'skipped' AND i.gap = 0), "                 \
    "sum(i.state = 'partial'), sum(i.state = 'skipped' AND i.gap = 1), sum(i.state = 'failed') "

/* Six sums from column `first` on. */
static void add_sums(Markup *markup, sqlite3_stmt *row, int first)
{
    for (int i = 0; i < 6; i++)
        parts_cell_count(markup, (uint64_t)sqlite3_column_int64(row, first + i));
}

static void add_size(Markup *markup, sqlite3_stmt *row, int column)
{
    markup_open(markup, "td", "class", "num", NULL);
    if (sqlite3_column_type(row, column) != SQLITE_NULL)
        markup_bytes(markup, (uint64_t)sqlite3_column_int64(row, column));
    markup_close(markup, "td");
}

/* The count made apart from the scan, or a mark that they differ. */
static void add_second_count(Markup *markup, sqlite3_stmt *row, int counted, int seen)
{
    markup_open(markup, "td", "class", "num", NULL);
    if (sqlite3_column_type(row, counted) != SQLITE_NULL) {
        markup_number(markup, (uint64_t)sqlite3_column_int64(row, counted));
        if (sqlite3_column_int64(row, counted) != sqlite3_column_int64(row, seen)) {
            markup_text(markup, " ");
            markup_say_in(markup, "span", "st fail", "count-differs", NULL);
        }
    } else {
        markup_say_in(markup, "span", "small", "not-counted", NULL);
    }
    markup_close(markup, "td");
}

static const TableHead source_heads[] = {{"head-source", NULL, false},
                                         {"head-size", "num", false},
                                         {"head-listed", "num", false},
                                         {"state-read", "num", false},
                                         {"state-not-needed", "num", false},
                                         {"state-partial", "num", false},
                                         {"state-skipped-gap", "num", false},
                                         {"state-failed", "num", false},
                                         {NULL, NULL, false}};

static void add_sources(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-bronnen", NULL, "sources-caption", source_heads, true};
    markup_say_in(markup, "h3", NULL, "sources-title", NULL);
    parts_table_open(markup, &table, NULL);
    sqlite3_stmt *row = context_query(
        context,
        "SELECT s.label, s.path, s.bytes, " SUMS
        "FROM source s LEFT JOIN item i ON i.source = s.id GROUP BY s.id ORDER BY s.id",
        0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *label = context_text(context, row, 0, MASK_ADDRESS);
        g_autofree char *path = context_text(context, row, 1, MASK_ADDRESS);
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        markup_text(markup, label);
        if (strcmp(label, path) != 0) {
            markup_text(markup, " ");
            markup_element(markup, "code", "small", path);
        }
        markup_close(markup, "th");
        add_size(markup, row, 2);
        add_sums(markup, row, 3);
        markup_close(markup, "tr");
    }
    context_done(context, row);
    parts_table_close(markup, &table);
}

static const TableHead container_heads[] = {
    {"head-container", NULL, false},    {"head-state", NULL, false},
    {"head-seen", "num", false},        {"head-counted", "num", false},
    {"head-gaps-inside", "num", false}, {NULL, NULL, false}};

static void add_containers(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-houders", NULL, "containers-caption", container_heads, true};
    int64_t all = context_count(context, "SELECT count(*) FROM item WHERE is_container = 1");
    int64_t shown = 0;
    if (all == 0)
        return;
    markup_say_in(markup, "h3", NULL, "containers-title", NULL);
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", all)));
    sqlite3_stmt *row = context_query(
        context,
        "SELECT i.path, CASE WHEN i.state = 'skipped' AND i.gap = 0 THEN 'not-needed' ELSE i.state "
        "END, i.entries, i.entries_directory, (SELECT count(*) FROM item c "
        "WHERE c.parent = i.id AND c.gap = 1) AS gaps FROM item i WHERE i.is_container = 1 "
        "ORDER BY i.gap DESC, gaps DESC, i.position LIMIT ?1",
        PAGE_RECORDS);
    for (; sqlite3_step(row) == SQLITE_ROW; shown++) {
        g_autofree char *path = context_text(context, row, 0, MASK_ADDRESS);
        markup_open(markup, "tr", "data-row", "", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        markup_element(markup, "code", NULL, path);
        markup_close(markup, "th");
        markup_open(markup, "td", NULL);
        parts_status(markup, "state", context_word(row, 1));
        markup_close(markup, "td");
        markup_open(markup, "td", "class", "num", NULL);
        if (sqlite3_column_type(row, 2) != SQLITE_NULL)
            markup_number(markup, (uint64_t)sqlite3_column_int64(row, 2));
        markup_close(markup, "td");
        add_second_count(markup, row, 3, 2);
        markup_open(markup, "td", "class", "num", NULL);
        markup_number(markup, (uint64_t)sqlite3_column_int64(row, 4));
        markup_close(markup, "td");
        markup_close(markup, "tr");
    }
    context_done(context, row);
    parts_table_close(markup, &table);
    parts_cap(markup, (uint64_t)shown, (uint64_t)all, "ledger.csv");
}

static const TableHead reason_heads[] = {{"head-reason", NULL, false},
                                         {"head-state", NULL, false},
                                         {"head-count", "num", false},
                                         {"head-todo", NULL, false},
                                         {NULL, NULL, false}};

static void add_reasons(Markup *markup, const ReportContext *context, const Table *table, int gap)
{
    parts_table_open(markup, table, NULL);
    sqlite3_stmt *row = context_query(context,
                                      "SELECT reason, state, count(*) FROM item WHERE gap = ?1 AND "
                                      "reason <> '' GROUP BY reason, state ORDER BY 3 DESC, 1, 2",
                                      gap);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *todo = g_strconcat(context_word(row, 0), "-todo", NULL);
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        markup_word(markup, "reason", context_word(row, 0));
        markup_text(markup, " ");
        markup_element(markup, "code", "small", context_word(row, 0));
        markup_close(markup, "th");
        parts_cell_status(markup, "head-state", "state", context_word(row, 1));
        parts_cell_number(markup, "head-count", (uint64_t)sqlite3_column_int64(row, 2));
        parts_cell_open(markup, "head-todo", NULL);
        markup_word(markup, "reason", todo);
        parts_cell_close(markup);
        markup_close(markup, "tr");
    }
    context_done(context, row);
    parts_table_close(markup, table);
}

static const TableHead gap_heads[] = {{"head-item", NULL, true},     {"head-state", NULL, true},
                                      {"head-reason", NULL, true},   {"head-size", "num", false},
                                      {"head-number", "num", false}, {NULL, NULL, false}};

/* Of what was read before or beside the gap: texts beside its name, and findings. */
static void add_read_part(Markup *markup, sqlite3_stmt *row)
{
    static const struct {
        int column;
        const char *text;
    } parts[] = {{6, "gap-read"}, {7, "gap-found"}};
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        uint64_t count = (uint64_t)sqlite3_column_int64(row, parts[i].column);
        if (count == 0)
            continue;
        markup_text(markup, " ");
        markup_say_in(markup, "span", "small", parts[i].text, WITH(TEXT_NUMBER("n", count)));
    }
}

static void add_gap_row(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    g_autofree char *path = context_text(context, row, 1, MASK_ADDRESS);
    g_autofree char *detail = context_text(context, row, 4, MASK_PROSE);
    markup_open(markup, "tr", "data-row", "", "data-state", context_word(row, 2), NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_element(markup, "code", NULL, path);
    markup_close(markup, "th");
    parts_cell_status(markup, "head-state", "state", context_word(row, 2));
    parts_cell_open(markup, "head-reason", NULL);
    markup_word(markup, "reason", context_word(row, 3));
    if (*detail) {
        markup_text(markup, " ");
        parts_detail(markup, detail);
    }
    add_read_part(markup, row);
    parts_cell_close(markup);
    parts_cell_open(markup, "head-size", "num");
    if (sqlite3_column_type(row, 5) != SQLITE_NULL)
        markup_bytes(markup, (uint64_t)sqlite3_column_int64(row, 5));
    parts_cell_close(markup);
    parts_cell_number(markup, "head-number", (uint64_t)sqlite3_column_int64(row, 0));
    markup_close(markup, "tr");
}

static void add_gaps(Markup *markup, const ReportContext *context)
{
    static const Table reasons = {"t-redenen", "cards", "gaps-reasons-caption", reason_heads,
                                  false};
    static const Table table = {"t-hiaten", "cards", "gaps-caption", gap_heads, false};
    static const Filter filters[] = {
        {"state", "head-state", "state", "partial skipped failed read", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    markup_open(markup, "h3", "id", "hiaten", NULL);
    markup_say(markup, "gaps-title", NULL);
    markup_close(markup, "h3");
    if (context->ledger.gaps == 0) {
        markup_say_in(markup, "p", "note", context->ledger.items ? "gaps-none" : "verdict-nothing",
                      NULL);
        return;
    }
    add_reasons(markup, context, &reasons, 1);
    parts_filter(markup, "t-hiaten", filters);
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", context->ledger.gaps)));
    sqlite3_stmt *row = context_query(
        context,
        "SELECT i.id, i.path, i.state, i.reason, i.detail, i.bytes, "
        "(SELECT count(*) FROM text t WHERE t.item = i.id AND t.place <> 'filename'), "
        "(SELECT count(*) FROM finding f WHERE f.item = i.id) FROM "
        "item i WHERE i.gap = 1 ORDER BY i.position LIMIT ?1",
        PAGE_ROWS);
    uint64_t shown = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; shown++)
        add_gap_row(markup, context, row);
    context_done(context, row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, context->ledger.gaps, "ledger.csv");
    markup_say_in(markup, "p", "note", "gaps-find", NULL);
}

void view_coverage(Markup *markup, const ReportContext *context)
{
    static const Table reasons = {"t-hoeft-niet", "cards", "not-needed-caption", reason_heads,
                                  false};
    parts_view_open(markup, "dekking");
    add_equation(markup, &context->ledger);
    add_sources(markup, context);
    add_gaps(markup, context);
    view_unread_types(markup, context);
    view_missing_media(markup, context);
    add_containers(markup, context);
    if (context->ledger.not_needed) {
        markup_say_in(markup, "h3", NULL, "not-needed-title", NULL);
        add_reasons(markup, context, &reasons, 0);
    }
    parts_view_close(markup);
}
