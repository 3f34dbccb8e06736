/*
 * The timeline: when was published, found, consented and audited, month by month; and how much
 * there is of it a channel. A table first, which says it all; the drawing beside it adds nothing.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"

#define MONTHS 12 /* in the table and the chart; what is older is one row */
#define SERIES 4
#define CHANNELS 12

typedef struct {
    char key[8]; /* "2026-11"; "" unknown, "before" older */
    uint64_t counts[SERIES];
} Month;

enum { PUBLISHED, PLACES, CONSENTS, RUNS };

/* When something was published; NULL where only the time stamp of its file is known. */
#define PUBLISHED_ON(p) "CASE WHEN " p "published_known = 'file' THEN NULL ELSE " p "published END"

/* Month and count; NULL where no date is known. The fourth, runs, is in the table run. */
static const char *const queries[SERIES] = {
    "SELECT substr(" PUBLISHED_ON("") ", 1, 7), count(*) FROM publication WHERE status = "
                                      "'published' AND kind <> 'account' GROUP BY 1",
    "SELECT substr(day, 1, 7), count(*) FROM (SELECT DISTINCT " PUBLISHED_ON(
        "p.") " AS day, "
              "f.item, f.publication FROM finding f LEFT JOIN publication p ON p.id = "
              "f.publication "
              "WHERE " FINDINGS_ACTIVE ") GROUP BY 1",
    "SELECT substr(day, 1, 7), count(*) FROM (SELECT given_on AS day FROM consent WHERE given_on "
    "IS NOT NULL UNION ALL SELECT withdrawn_on FROM consent WHERE withdrawn_on IS NOT NULL) "
    "GROUP BY 1",
    "SELECT substr(value, 1, 7), count(*) FROM json_each('[\"' || replace((SELECT value FROM run "
    "WHERE key = 'runs'), ',', '\",\"') || '\"]') GROUP BY 1",
};

static void month_before(char *key)
{
    int year = (int)g_ascii_strtoll(key, NULL, 10);
    int month = (int)g_ascii_strtoll(key + 5, NULL, 10);
    if (--month == 0) {
        month = 12;
        year--;
    }
    g_snprintf(key, 8, "%04d-%02d", year, month);
}

/* Row 0: date unknown; 1: older; then MONTHS months up to that of the audit. */
static GArray *make_months(const char *today)
{
    GArray *months = g_array_new(FALSE, TRUE, sizeof(Month));
    g_array_set_size(months, MONTHS + 2);
    char key[8] = "";
    g_strlcpy(key, today, sizeof key);
    g_strlcpy(g_array_index(months, Month, 1).key, "before", 8);
    for (guint i = months->len; i-- > 2;) {
        g_strlcpy(g_array_index(months, Month, i).key, key, 8);
        month_before(key);
    }
    return months;
}

static Month *month_of(GArray *months, const char *key)
{
    if (strlen(key) != 7)
        return &g_array_index(months, Month, 0);
    for (guint i = months->len; i-- > 2;) {
        Month *month = &g_array_index(months, Month, i);
        if (strcmp(key, month->key) >= 0)
            return month; /* what claims to be later than today stands with today */
    }
    return &g_array_index(months, Month, 1);
}

static GArray *count_months(const ReportContext *context)
{
    GArray *months = make_months(context->options->today);
    for (int series = 0; series < SERIES; series++) {
        sqlite3_stmt *row = context_query(context, queries[series], 0);
        while (sqlite3_step(row) == SQLITE_ROW)
            month_of(months, context_word(row, 0))->counts[series] +=
                (uint64_t)sqlite3_column_int64(row, 1);
        context_done(context, row);
    }
    if (!*context_run(context, "runs"))
        g_array_index(months, Month, months->len - 1).counts[RUNS]++;
    return months;
}

/* "nov 2026"; the months are texts of their own. */
static void say_month(Markup *markup, const Month *month)
{
    if (!*month->key) {
        markup_say(markup, "month-unknown", NULL);
    } else if (strcmp(month->key, "before") == 0) {
        markup_say(markup, "month-before", NULL);
    } else {
        g_autofree char *year = g_strndup(month->key, 4);
        markup_word(markup, "month", month->key + 5);
        markup_text(markup, " ");
        markup_text(markup, year);
    }
}

static const TableHead month_heads[] = {
    {"head-month", NULL, false},   {"head-publications", "num", false},
    {"head-places", "num", false}, {"head-consent-changes", "num", false},
    {"head-runs", "num", false},   {NULL, NULL, false}};

static void add_table(Markup *markup, const GArray *months)
{
    static const Table table = {"t-tijdlijn", NULL, "timeline-caption", month_heads, true};
    uint64_t sums[SERIES] = {0};
    parts_table_open(markup, &table, NULL);
    for (guint i = 0; i < months->len; i++) {
        const Month *month = &g_array_index(months, Month, i);
        uint64_t any = 0;
        for (int series = 0; series < SERIES; series++) {
            sums[series] += month->counts[series];
            any += month->counts[series];
        }
        if (any == 0 && i < 2)
            continue;
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        say_month(markup, month);
        markup_close(markup, "th");
        for (int series = 0; series < SERIES; series++)
            parts_cell_count(markup, month->counts[series]);
        markup_close(markup, "tr");
    }
    markup_open(markup, "tr", "class", "sum", NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_say(markup, "head-total", NULL);
    markup_close(markup, "th");
    for (int series = 0; series < SERIES; series++)
        parts_cell_count(markup, sums[series]);
    markup_close(markup, "tr");
    parts_table_close(markup, &table);
}

/* ---- the drawing ---- */

#define LEFT 150
#define STEP 66
#define WIDTH (LEFT + MONTHS * STEP + 10)

static void add_label(Markup *markup, const char *class, double x, double y, const char *text)
{
    char left[G_ASCII_DTOSTR_BUF_SIZE], top[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(left, sizeof left, "%.0f", x);
    g_ascii_formatd(top, sizeof top, "%.0f", y);
    markup_open(markup, "text", "class", class, "x", left, "y", top, NULL);
    markup_text(markup, text);
    markup_close(markup, "text");
}

/* Both languages as two text elements: SVG knows no span. */
static void add_words(Markup *markup, double x, double y, const char *id)
{
    add_label(markup, "nl", x, y, text_get("nl", id));
    add_label(markup, "en", x, y, text_get("en", id));
}

/* "nov '26" under its bars, in both languages. */
static void add_month(Markup *markup, double x, const char *key)
{
    static const char *const languages[] = {"nl", "en"};
    g_autofree char *id = g_strconcat("month-", key + 5, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
        g_autofree char *class = g_strconcat("mid ", languages[i], NULL);
        g_autofree char *text = g_strdup_printf("%s ’%.2s", text_get(languages[i], id), key + 2);
        add_label(markup, class, x, 346, text);
    }
}

static void add_bar(Markup *markup, const char *class, double x, double bottom, double height,
                    double width)
{
    char at[4][G_ASCII_DTOSTR_BUF_SIZE];
    const double values[] = {x, bottom - height, width, height};
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        g_ascii_formatd(at[i], sizeof at[i], "%.1f", values[i]);
    markup_open(markup, "rect", "class", class, "x", at[0], "y", at[1], "width", at[2], "height",
                at[3], NULL);
    markup_close(markup, "rect");
}

static const struct {
    const char *class, *label;
    double bottom, most;
} rows[SERIES] = {{"b", "head-publications", 140, 110},
                  {"f", "head-places", 212, 44},
                  {"k", "head-consent-changes", 272, 32},
                  {"r", "head-runs", 322, 22}};

static void draw_series(Markup *markup, const GArray *months, int series)
{
    guint first = months->len - MONTHS;
    uint64_t most = 1;
    for (guint i = first; i < months->len; i++)
        most = MAX(most, g_array_index(months, Month, i).counts[series]);
    add_words(markup, 0, rows[series].bottom - 4, rows[series].label);
    add_bar(markup, "ax", LEFT, rows[series].bottom + 1, 1, MONTHS * STEP);
    for (guint i = first; i < months->len; i++) {
        uint64_t count = g_array_index(months, Month, i).counts[series];
        double height = MAX(2, rows[series].most * (double)count / (double)most);
        double x = LEFT + (i - first) * STEP + 14;
        if (count == 0)
            continue;
        g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT, count);
        add_bar(markup, rows[series].class, x, rows[series].bottom, height, STEP - 28);
        add_label(markup, "v mid", x + (STEP - 28) / 2.0, rows[series].bottom - height - 5, number);
    }
}

static void add_described(Markup *markup, const char *tag, const char *id, const char *text,
                          const TextValue *values)
{
    g_autofree char *said = text_fill(markup_language(markup), text, values);
    g_autofree char *dutch = text_fill("nl", text, values);
    g_autofree char *english = text_fill("en", text, values);
    markup_open(markup, tag, "id", id, "data-nl", dutch, "data-en", english, NULL);
    markup_text(markup, said);
    markup_close(markup, tag);
}

static void add_chart(Markup *markup, const GArray *months)
{
    g_autofree char *box = g_strdup_printf("0 0 %d 352", WIDTH);
    guint first = months->len - MONTHS;
    markup_say_in(markup, "h3", NULL, "chart-title", NULL);
    parts_region_open(markup, "chart-title");
    markup_open(markup, "svg", "class", "chart", "viewBox", box, "role", "img", "aria-labelledby",
                "tl-titel tl-uitleg", NULL);
    const TextValue *span =
        WITH(TEXT_TEXT("from", g_array_index(months, Month, first).key),
             TEXT_TEXT("to", g_array_index(months, Month, months->len - 1).key));
    add_described(markup, "title", "tl-titel", "chart-span", span);
    add_described(markup, "desc", "tl-uitleg", "chart-explained", NULL);
    for (int series = 0; series < SERIES; series++)
        draw_series(markup, months, series);
    for (guint i = first; i < months->len; i++)
        add_month(markup, LEFT + (i - first) * STEP + STEP / 2.0,
                  g_array_index(months, Month, i).key);
    markup_close(markup, "svg");
    markup_close(markup, "div");
}

/* ---- channels ---- */

#define CHANNEL_ROWS                                                                               \
    "SELECT channel, sum(published), sum(findings) FROM (SELECT coalesce(p.channel, s.channel, "   \
    "'') AS channel, 1 AS published, 0 AS findings FROM publication p JOIN item i ON "             \
    "i.id = p.item JOIN source s ON s.id = i.source WHERE p.status = 'published' AND p.kind <> "   \
    "'account' UNION ALL SELECT coalesce(p.channel, s.channel, ''), 0, 1 FROM finding f LEFT "     \
    "JOIN item i ON i.id = f.item LEFT JOIN source s ON s.id = i.source LEFT JOIN publication p "  \
    "ON p.id = f.publication WHERE " FINDINGS_ACTIVE ") GROUP BY channel ORDER BY 3 DESC, 2 "      \
    "DESC, 1 LIMIT ?1"

static const TableHead channel_heads[] = {{"head-channel", NULL, false},
                                          {"head-publications", "num", false},
                                          {"head-found", "num", false},
                                          {"head-share", NULL, false},
                                          {NULL, NULL, false}};

static void add_share(Markup *markup, uint64_t count, uint64_t most)
{
    markup_open(markup, "td", NULL);
    markup_open(markup, "svg", "class", "share", "viewBox", "0 0 200 12", "aria-hidden", "true",
                NULL);
    if (count)
        add_bar(markup, "f", 0, 12, 12, MAX(2, 200 * (double)count / (double)most));
    markup_close(markup, "svg");
    markup_close(markup, "td");
}

static void add_channels(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-kanalen", NULL, "channels-caption", channel_heads, true};
    uint64_t most = 1;
    sqlite3_stmt *row = context_query(context, CHANNEL_ROWS, CHANNELS);
    markup_say_in(markup, "h3", NULL, "channels-title", NULL);
    parts_table_open(markup, &table, NULL);
    while (sqlite3_step(row) == SQLITE_ROW) {
        uint64_t findings = (uint64_t)sqlite3_column_int64(row, 2);
        most = MAX(most, findings); /* the first row has most */
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        if (*context_word(row, 0))
            markup_word(markup, "channel", context_word(row, 0));
        else
            markup_say(markup, "not-recorded", NULL);
        markup_close(markup, "th");
        parts_cell_count(markup, (uint64_t)sqlite3_column_int64(row, 1));
        parts_cell_count(markup, findings);
        add_share(markup, findings, most);
        markup_close(markup, "tr");
    }
    context_done(context, row);
    parts_table_close(markup, &table);
}

void view_timeline(Markup *markup, const ReportContext *context)
{
    g_autoptr(GArray) months = count_months(context);
    uint64_t all = 0, unknown = g_array_index(months, Month, 0).counts[PUBLISHED];
    for (guint i = 0; i < months->len; i++)
        all += g_array_index(months, Month, i).counts[PUBLISHED];
    parts_view_open(markup, "tijdlijn");
    if (all)
        markup_say_in(markup, "p", "note", "timeline-unknown",
                      WITH(TEXT_NUMBER("n", unknown), TEXT_NUMBER("all", all)));
    else
        markup_say_in(markup, "p", "note", "timeline-none", NULL);
    add_table(markup, months);
    add_chart(markup, months);
    if (all)
        add_channels(markup, context);
    parts_view_close(markup);
}
