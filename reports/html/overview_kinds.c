/*
 * What was found, by kind and channel: findings before leads, the most frequent channels in columns
 * of their own.
 */
#include "reports/html/parts.h"
#include "reports/html/views.h"

#define KIND_CHANNELS 5
/* More kinds are told as a number on paper: one sheet holds it all, and what stands beside the
 * first actions takes its room first. */
#define KINDS_ON_PAPER 8
#define LEAST_KINDS_ON_PAPER 3
#define KINDS_ON_SUMMARY 9 /* nothing stands beside them there */
#define WARNINGS_FREE 3    /* beside the first actions there is room for these */
#define BREACH_ROWS 5

typedef struct {
    GPtrArray *channels; /* char *: those with most findings */
    bool others;         /* there are findings elsewhere */
} KindColumns;

/* How many findings of each rule stand on each channel: "rule channel" -> count, and "rule" alone
 * for all of them. One walk over the findings. */
static GHashTable *count_kinds(const ReportContext *context)
{
    GHashTable *counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sqlite3_stmt *row =
        context_query(context,
                      "SELECT f.rule, coalesce(p.channel, s.channel) AS c, count(*) FROM finding f "
                      "LEFT JOIN item i ON i.id = f.item LEFT JOIN source s ON s.id = i.source "
                      "LEFT JOIN publication p ON p.id = f.publication WHERE " FINDINGS_ACTIVE
                      " GROUP BY f.rule, c",
                      0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        gsize count = (gsize)sqlite3_column_int64(row, 2);
        gsize all = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, context_word(row, 0)));
        g_hash_table_insert(counts, g_strdup(context_word(row, 0)), GSIZE_TO_POINTER(all + count));
        if (sqlite3_column_type(row, 1) != SQLITE_NULL)
            g_hash_table_insert(
                counts, g_strdup_printf("%s %s", context_word(row, 0), context_word(row, 1)),
                GSIZE_TO_POINTER(count));
    }
    context_done(context, row);
    return counts;
}

/* A count a channel that has a column, one for all others where there are any, and their sum. */
static void add_kind_row(Markup *markup, GHashTable *counts, const char *rule,
                         const KindColumns *columns)
{
    uint64_t all = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, rule)), told = 0;
    for (guint i = 0; i < columns->channels->len; i++) {
        g_autofree char *key = g_strdup_printf("%s %s", rule, (char *)columns->channels->pdata[i]);
        uint64_t count = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, key));
        parts_cell_count(markup, count);
        told += count;
    }
    if (columns->others)
        parts_cell_count(markup, all - told);
    parts_cell_count(markup, all);
}

static void add_kind_heads(Markup *markup, const KindColumns *columns)
{
    const GPtrArray *channels = columns->channels;
    markup_open(markup, "thead", NULL);
    markup_open(markup, "tr", NULL);
    markup_open(markup, "th", "scope", "col", NULL);
    markup_say(markup, "head-kind", NULL);
    markup_close(markup, "th");
    for (guint i = 0; i < channels->len; i++) {
        markup_open(markup, "th", "scope", "col", "class", "num", NULL);
        markup_word(markup, "channel", channels->pdata[i]);
        markup_close(markup, "th");
    }
    if (columns->others) {
        markup_open(markup, "th", "scope", "col", "class", "num", NULL);
        markup_say(markup, "head-other-channels", NULL);
        markup_close(markup, "th");
    }
    markup_open(markup, "th", "scope", "col", "class", "num", NULL);
    markup_say(markup, "head-total", NULL);
    markup_close(markup, "th");
    markup_close(markup, "tr");
    markup_close(markup, "thead");
}

static KindColumns most_frequent_channels(const ReportContext *context)
{
    GPtrArray *channels = g_ptr_array_new_with_free_func(g_free);
    int64_t told = 0;
    sqlite3_stmt *row = context_query(
        context,
        "SELECT coalesce(p.channel, s.channel) AS c, count(*) FROM finding f LEFT JOIN item i ON "
        "i.id = "
        "f.item "
        "LEFT JOIN source s ON s.id = i.source LEFT JOIN publication p ON p.id = f.publication "
        "WHERE c IS NOT NULL AND " FINDINGS_ACTIVE " GROUP BY c ORDER BY count(*) DESC, c LIMIT ?1",
        KIND_CHANNELS);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_ptr_array_add(channels, g_strdup(context_word(row, 0)));
        told += sqlite3_column_int64(row, 1);
    }
    context_done(context, row);
    int64_t all = context_count(context, "SELECT count(*) FROM finding f WHERE " FINDINGS_ACTIVE);
    return (KindColumns){.channels = channels, .others = told < all};
}

/* Adds a rule's counts to those of what paper tells in one row, "+". */
static void add_to_rest(GHashTable *counts, const char *rule, const GPtrArray *channels)
{
    for (guint i = 0; i <= channels->len; i++) {
        const char *channel = i < channels->len ? channels->pdata[i] : NULL;
        g_autofree char *own = channel ? g_strdup_printf("%s %s", rule, channel) : g_strdup(rule);
        char *rest = channel ? g_strdup_printf("+ %s", channel) : g_strdup("+");
        gsize sum = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, rest)) +
                    GPOINTER_TO_SIZE(g_hash_table_lookup(counts, own));
        g_hash_table_insert(counts, rest, GSIZE_TO_POINTER(sum));
    }
}

static void add_kind(Markup *markup, sqlite3_stmt *row)
{
    markup_open(markup, "th", "scope", "row", NULL);
    if (*context_word(row, 1))
        markup_both(markup, context_word(row, 1), context_word(row, 2));
    else
        markup_text(markup, context_word(row, 0));
    if (!sqlite3_column_int(row, 3)) {
        markup_text(markup, " ");
        markup_say_in(markup, "span", "small", "kind-lead", NULL);
    }
    markup_close(markup, "th");
}

static int64_t kinds_on_paper(const ReportContext *context, bool summary)
{
    int64_t warnings =
        context_count(context, "SELECT count(DISTINCT code || coalesce(detail, '')) FROM warning");
    bool breach = context_count(context, "SELECT count(*) FROM finding f WHERE f.breach = 1 "
                                         "AND " FINDINGS_ACTIVE) > 0;
    int64_t taken = MAX(0, warnings - WARNINGS_FREE + 2) + (breach ? BREACH_ROWS : 0);

    return summary ? KINDS_ON_SUMMARY : MAX(LEAST_KINDS_ON_PAPER, KINDS_ON_PAPER - taken);
}

static void add_kind_rows(Markup *markup, const ReportContext *context, const KindColumns *columns,
                          bool summary)
{
    g_autoptr(GHashTable) counts = count_kinds(context);
    int64_t kinds = context_count(
        context, "SELECT count(DISTINCT f.rule) FROM finding f WHERE " FINDINGS_ACTIVE);
    int64_t paper = kinds_on_paper(context, summary);
    int64_t whole = kinds > paper + 1 ? paper : kinds;
    sqlite3_stmt *row = context_query(
        context,
        "SELECT f.rule, r.title_nl, r.title_en, max(f.as_ = 'verdict') "
        "FROM finding f LEFT JOIN rule_result r "
        "ON r.rule = f.rule WHERE " FINDINGS_ACTIVE
        " GROUP BY f.rule ORDER BY max(f.as_ = 'verdict') DESC, count(*) DESC, f.rule",
        0);
    for (int64_t i = 0; sqlite3_step(row) == SQLITE_ROW; i++) {
        markup_open(markup, "tr", "class", i < whole ? NULL : "rest", NULL);
        add_kind(markup, row);
        add_kind_row(markup, counts, context_word(row, 0), columns);
        markup_close(markup, "tr");
        if (i >= whole)
            add_to_rest(counts, context_word(row, 0), columns->channels);
    }
    context_done(context, row);
    if (whole == kinds)
        return;
    markup_open(markup, "tr", "class", "more", NULL);
    markup_say_in(markup, "th", NULL, "kinds-more", WITH(TEXT_NUMBER("n", kinds - whole)));
    add_kind_row(markup, counts, "+", columns);
    markup_close(markup, "tr");
}

void overview_kinds(Markup *markup, const ReportContext *context, bool summary)
{
    KindColumns columns = most_frequent_channels(context);
    g_autoptr(GPtrArray) channels = columns.channels;
    markup_say_in(markup, "h3", NULL, "kinds-title", NULL);
    parts_region_open(markup, "kinds-title");
    markup_open(markup, "table", NULL);
    markup_say_in(markup, "caption", NULL, "kinds-caption", NULL);
    add_kind_heads(markup, &columns);
    markup_open(markup, "tbody", NULL);
    add_kind_rows(markup, context, &columns, summary);
    markup_close(markup, "tbody");
    markup_close(markup, "table");
    markup_close(markup, "div");
}
