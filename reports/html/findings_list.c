/* All findings in one list to search, filter and sort; the script draws it from the block of data.
 */
#include "reports/html/data.h"
#include "reports/html/parts.h"
#include "reports/html/views.h"

static const TableHead heads[] = {{"head-person", NULL, true},   {"head-evidence", NULL, true},
                                  {"head-where", NULL, true},    {"head-consent", NULL, true},
                                  {"head-risk", NULL, true},     {"head-certainty", NULL, true},
                                  {"head-standing", NULL, true}, {NULL, NULL, false}};

/* Rules that have findings, separated by blanks, and their titles in both languages. */
static char *rules_of(const ReportContext *context, GPtrArray *labels)
{
    sqlite3_stmt *row = context_query(
        context,
        "SELECT f.rule, coalesce(r.title_nl, f.rule), coalesce(r.title_en, f.rule) FROM "
        "temp.shown_rule f LEFT JOIN rule_result r ON r.rule = f.rule ORDER BY f.rule",
        0);
    GString *rules = g_string_new(NULL);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_string_append_printf(rules, "%s%s", rules->len ? " " : "", context_word(row, 0));
        g_ptr_array_add(labels, g_strdup(context_word(row, 1)));
        g_ptr_array_add(labels, g_strdup(context_word(row, 2)));
    }
    context_done(context, row);
    return g_string_free(rules, FALSE);
}

/* What a permalink may narrow the list to, beside the filters one can choose. */
static void add_narrowing(Markup *markup)
{
    static const char *const keys[] = {"person", "page", "photo"};
    markup_open(markup, "p", "class", "note js-only", "id", "beperkt", "role", "status", NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *id = g_strconcat("only-", keys[i], NULL);
        markup_open(markup, "span", "data-only", keys[i], "hidden", "", NULL);
        markup_say(markup, id, NULL);
        markup_close(markup, "span");
    }
    markup_close(markup, "p");
}

void findings_list(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-bevindingen", "cards drawn", "all-findings-caption", heads,
                                false};
    uint64_t all = (uint64_t)context_count(context, "SELECT count(*) FROM finding");
    g_autofree char *channels = parts_channels(context);
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *rules = rules_of(context, labels);
    const Filter filters[] = {
        {"rule", "head-kind", "rule", rules, labels},
        {"severity", "head-risk", "severity", "high medium low info", NULL},
        {"channel", "head-channel", "channel", channels, NULL},
        {"state", "head-standing", "finding", "new open decided resolved", NULL},
        {"as", "head-as", "as", "verdict lead", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    markup_open(markup, "section", "id", "bevindingen", "aria-labelledby", "h-bevindingen", NULL);
    markup_open(markup, "h3", "id", "h-bevindingen", NULL);
    markup_say(markup, "all-findings-title", NULL);
    markup_close(markup, "h3");
    if (all == 0) {
        markup_say_in(markup, "p", "note", "all-findings-none", NULL);
        markup_close(markup, "section");
        return;
    }
    markup_say_in(markup, "p", "note no-js", "all-findings-elsewhere", WITH(TEXT_NUMBER("n", all)));
    if (all > DATA_FINDINGS)
        markup_say_in(markup, "p", "note", "all-findings-more",
                      WITH(TEXT_NUMBER("shown", DATA_FINDINGS), TEXT_NUMBER("all", all)));
    parts_filter(markup, "t-bevindingen", filters);
    add_narrowing(markup);
    markup_open(markup, "div", "class", "js-only", NULL);
    parts_table_open(markup, &table, NULL);
    parts_table_close(markup, &table);
    markup_say_in(markup, "p", "note", "all-findings-old-browser", NULL);
    markup_close(markup, "div");
    markup_close(markup, "section");
}
