/*
 * The worklist: one row an action. Findings of one rule at one place, or on one photo with all its
 * copies, are one action; most serious first. Below it what is gone since the last run, and all
 * findings one by one.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"

#define PEOPLE_SHOWN 8

/* Days to act within, proposed to the school by severity: the 72 hours of GDPR article 33(1) where
 * the risk is high, else what fits a school's weeks. */
static const struct {
    const char *severity;
    int days;
} terms[] = {{"high", 3}, {"medium", 14}, {"low", 30}, {"info", 0}};

#define ACTIONS                                                                                    \
    "FROM finding f LEFT JOIN item i ON i.id = f.item LEFT JOIN source s ON s.id = i.source "      \
    "LEFT JOIN publication p ON p.id = f.publication LEFT JOIN person e ON e.id = f.person "       \
    "LEFT JOIN rule_result r ON r.rule = f.rule WHERE " FINDINGS_ACTIVE                            \
    " GROUP BY f.rule, CASE WHEN f.photo IS NOT NULL THEN -f.photo ELSE f.item END, "              \
    "CASE WHEN f.photo IS NOT NULL THEN 0 ELSE coalesce(f.publication, 0) END"
#define ACTION_ROWS                                                                                \
    "SELECT f.rule, r.title_nl, r.title_en, min(CASE f.severity WHEN 'high' THEN 0 "               \
    "WHEN 'medium' THEN 1 WHEN 'low' THEN 2 ELSE 3 END) AS rank, count(*) AS number, "             \
    "max(f.state = 'new') AS fresh, max(f.as_ = 'verdict') AS verdict, "                           \
    "group_concat(DISTINCT f.person), group_concat(DISTINCT coalesce(p.channel, s.channel)), "     \
    "coalesce(p.title, ''), coalesce(p.url, i.url, ''), i.place, i.path, min(f.item), "            \
    "coalesce(f.publication, 0), (SELECT count(*) FROM photo_item c WHERE c.photo = f.photo), "    \
    "max(coalesce(e.protected, 0)) AS care " ACTIONS                                               \
    " ORDER BY care DESC, rank, verdict DESC, fresh DESC, number DESC, min(f.id) LIMIT ?1"

enum {
    COLUMN_RULE,
    COLUMN_TITLE_NL,
    COLUMN_TITLE_EN,
    COLUMN_RANK,
    COLUMN_COUNT,
    COLUMN_NEW,
    COLUMN_VERDICT,
    COLUMN_PEOPLE,
    COLUMN_CHANNELS,
    COLUMN_TITLE,
    COLUMN_URL,
    COLUMN_PLACE,
    COLUMN_PATH,
    COLUMN_ITEM,
    COLUMN_PUBLICATION,
    COLUMN_COPIES,
};

static const char *const severities[] = {"high", "medium", "low", "info", NULL};

static uint64_t count_actions(const ReportContext *context)
{
    return (uint64_t)context_count(context, "SELECT count(*) FROM (SELECT 1 " ACTIONS ")");
}

/* What is to be done: the rule's own action, else its title. */
static void add_action(Markup *markup, sqlite3_stmt *row)
{
    bool verdict = sqlite3_column_int(row, COLUMN_VERDICT) != 0;
    g_autofree char *id = g_strconcat("action-", context_word(row, COLUMN_RULE), NULL);
    uint64_t copies = (uint64_t)sqlite3_column_int64(row, COLUMN_COPIES);
    if (!verdict) {
        markup_say(markup, "action-judge", NULL);
        markup_text(markup, " ");
    }
    if (verdict && text_has("nl", id))
        markup_say(markup, id, NULL);
    else if (*context_word(row, COLUMN_TITLE_NL))
        markup_both(markup, context_word(row, COLUMN_TITLE_NL), context_word(row, COLUMN_TITLE_EN));
    else
        markup_text(markup, context_word(row, COLUMN_RULE));
    if (copies > 1) {
        markup_text(markup, " ");
        markup_say(markup, "action-copies", WITH(TEXT_NUMBER("n", copies)));
    }
}

static void add_people(Markup *markup, const ReportContext *context, const char *list)
{
    g_auto(GStrv) people = g_strsplit(list, ",", -1);
    guint count = g_strv_length(people);
    for (guint i = 0; i < MIN(count, PEOPLE_SHOWN); i++) {
        int64_t person = g_ascii_strtoll(people[i], NULL, 10);
        if (i > 0)
            markup_text(markup, ", ");
        if (person)
            markup_element(markup, "span", "nowrap", mask_person(context->mask, person));
    }
    if (count > PEOPLE_SHOWN) {
        markup_text(markup, " ");
        markup_say(markup, "and-more", WITH(TEXT_NUMBER("n", count - PEOPLE_SHOWN)));
    }
}

static void add_channels(Markup *markup, const char *kind, const char *list)
{
    g_auto(GStrv) channels = g_strsplit(list, ",", -1);
    for (guint i = 0; channels[i]; i++) {
        g_autofree char *id = g_strconcat(kind, "-", channels[i], NULL);
        if (i > 0)
            markup_text(markup, ", ");
        if (strcmp(kind, "owner") == 0 && !text_has("nl", id))
            markup_say(markup, "owner-other", NULL);
        else
            markup_word(markup, kind, channels[i]);
    }
}

static char *place_of(const ReportContext *context, sqlite3_stmt *row)
{
    static const int choices[] = {COLUMN_URL, COLUMN_PLACE, COLUMN_PATH};
    for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
        if (*context_word(row, choices[i]))
            return context_text(context, row, choices[i], MASK_ADDRESS);
    }
    return g_strdup("");
}

static char *deadline_of(const ReportContext *context, int rank)
{
    g_autofree char *start = g_strconcat(context->options->today, "T00:00:00Z", NULL);
    g_autoptr(GDateTime) today = g_date_time_new_from_iso8601(start, NULL);
    g_autoptr(GDateTime) end =
        today && terms[rank].days ? g_date_time_add_days(today, terms[rank].days) : NULL;
    return end ? g_date_time_format(end, "%Y-%m-%d") : g_strdup("");
}

static void add_where(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    g_autofree char *place = place_of(context, row);
    g_autofree char *target =
        g_strdup_printf("#pagina-%lld-%lld", (long long)sqlite3_column_int64(row, COLUMN_ITEM),
                        (long long)sqlite3_column_int64(row, COLUMN_PUBLICATION));
    parts_cell_open(markup, "head-where", NULL);
    add_channels(markup, "channel", context_word(row, COLUMN_CHANNELS));
    markup_void(markup, "br", NULL);
    if (*context_word(row, COLUMN_TITLE)) {
        g_autofree char *title = context_text(context, row, COLUMN_TITLE, MASK_PROSE);
        markup_text(markup, title);
        markup_text(markup, " ");
    }
    markup_open(markup, "a", "href", target, NULL);
    markup_element(markup, "code", "small", place);
    markup_close(markup, "a");
    parts_cell_close(markup);
}

static void add_row(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    int rank = CLAMP(sqlite3_column_int(row, COLUMN_RANK), 0, 3);
    bool fresh = sqlite3_column_int(row, COLUMN_NEW) != 0;
    g_autofree char *channels = g_strdup(context_word(row, COLUMN_CHANNELS));
    g_autofree char *deadline = deadline_of(context, rank);
    g_strdelimit(channels, ",", ' ');
    markup_open(markup, "tr", "data-row", "", "data-severity", severities[rank], "data-channel",
                channels, "data-state", fresh ? "new" : "open", NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_element(markup, "span", "box", "");
    add_action(markup, row);
    markup_close(markup, "th");
    parts_cell_open(markup, "head-pupil", NULL);
    add_people(markup, context, context_word(row, COLUMN_PEOPLE));
    parts_cell_close(markup);
    parts_cell_open(markup, "head-owner", NULL);
    add_channels(markup, "owner", context_word(row, COLUMN_CHANNELS));
    parts_cell_close(markup);
    add_where(markup, context, row);
    parts_cell_status(markup, "head-risk", "severity", severities[rank]);
    parts_cell_number(markup, "head-findings", (uint64_t)sqlite3_column_int64(row, COLUMN_COUNT));
    parts_cell_open(markup, "head-deadline", "nowrap");
    markup_date(markup, deadline);
    parts_cell_close(markup);
    parts_cell_status(markup, "head-standing", "finding", fresh ? "new" : "open");
    markup_close(markup, "tr");
}

uint64_t worklist_first(Markup *markup, const ReportContext *context, uint64_t most)
{
    uint64_t all = count_actions(context);
    if (all == 0)
        return 0;
    markup_open(markup, "ol", "class", "todo", NULL);
    sqlite3_stmt *row = context_query(context, ACTION_ROWS, (int64_t)most);
    while (sqlite3_step(row) == SQLITE_ROW) {
        markup_open(markup, "li", NULL);
        markup_open(markup, "div", NULL);
        markup_open(markup, "b", NULL);
        add_action(markup, row);
        markup_close(markup, "b");
        markup_open(markup, "span", "class", "small", NULL);
        add_people(markup, context, context_word(row, COLUMN_PEOPLE));
        markup_text(markup, " · ");
        add_channels(markup, "channel", context_word(row, COLUMN_CHANNELS));
        markup_text(markup, " · ");
        markup_say(markup, "count-findings",
                   WITH(TEXT_NUMBER("n", sqlite3_column_int64(row, COLUMN_COUNT))));
        markup_close(markup, "span");
        markup_close(markup, "div");
        parts_status(markup, "severity",
                     severities[CLAMP(sqlite3_column_int(row, COLUMN_RANK), 0, 3)]);
        markup_close(markup, "li");
    }
    sqlite3_finalize(row);
    markup_close(markup, "ol");
    return all;
}

static const TableHead action_heads[] = {
    {"head-action", NULL, true},   {"head-pupil", NULL, true},    {"head-owner", NULL, true},
    {"head-where", NULL, true},    {"head-risk", NULL, false},    {"head-findings", "num", true},
    {"head-deadline", NULL, true}, {"head-standing", NULL, true}, {NULL, NULL, false}};

static void add_actions(Markup *markup, const ReportContext *context, uint64_t all)
{
    static const Table table = {"t-werk", "cards", "worklist-caption", action_heads, false};
    g_autofree char *channels = parts_channels(context);
    const Filter filters[] = {{"severity", "head-risk", "severity", "high medium low info", NULL},
                              {"channel", "head-channel", "channel", channels, NULL},
                              {"state", "head-standing", "finding", "new open", NULL},
                              {NULL, NULL, NULL, NULL, NULL}};
    parts_filter(markup, "t-werk", filters, true);
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", all)));
    sqlite3_stmt *row = context_query(context, ACTION_ROWS, PAGE_ROWS);
    uint64_t shown = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; shown++)
        add_row(markup, context, row);
    sqlite3_finalize(row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "findings.csv");
}

#define VANISHED_ROWS                                                                              \
    "SELECT v.person, r.title_nl, r.title_en, v.rule, coalesce(v.url, v.place), v.channel, "       \
    "CASE WHEN v.state = 'resolved' AND v.decision = 'removed' THEN 'confirmed' ELSE v.state END " \
    "FROM vanished v LEFT JOIN rule_result r ON r.rule = v.rule ORDER BY v.state, v.id LIMIT ?1"

static const TableHead resolved_heads[] = {{"head-finding", NULL, false},
                                           {"head-person", NULL, false},
                                           {"head-where", NULL, false},
                                           {"head-standing", NULL, false},
                                           {NULL, NULL, false}};

static void add_vanished_row(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    g_autofree char *place = context_text(context, row, 4, MASK_ADDRESS);
    markup_open(markup, "tr", NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    if (*context_word(row, 1))
        markup_both(markup, context_word(row, 1), context_word(row, 2));
    else
        markup_text(markup, context_word(row, 3));
    markup_close(markup, "th");
    parts_cell_open(markup, "head-person", NULL);
    markup_text(markup, mask_person(context->mask, sqlite3_column_int64(row, 0)));
    parts_cell_close(markup);
    parts_cell_open(markup, "head-where", NULL);
    markup_word(markup, "channel", context_word(row, 5));
    markup_text(markup, " ");
    markup_element(markup, "code", "small", place);
    parts_cell_close(markup);
    parts_cell_status(markup, "head-standing", "vanished", context_word(row, 6));
    markup_close(markup, "tr");
}

/* What the run before found and this one did not, and whether that proves that it is gone. */
static void add_resolved(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-opgelost", "cards", "resolved-caption", resolved_heads, false};
    uint64_t all = (uint64_t)context_count(context, "SELECT count(*) FROM vanished"), shown = 0;
    markup_open(markup, "h3", "id", "opgelost", NULL);
    markup_say(markup, "resolved-title", NULL);
    markup_close(markup, "h3");
    if (all == 0) {
        bool compared = *context_run(context, "previous-today") != '\0';
        markup_say_in(markup, "p", "note", compared ? "resolved-none" : "resolved-no-previous",
                      NULL);
        return;
    }
    parts_table_open(markup, &table,
                     WITH(TEXT_DATE("date", context_run(context, "previous-today"))));
    sqlite3_stmt *row = context_query(context, VANISHED_ROWS, PAGE_RECORDS);
    for (; sqlite3_step(row) == SQLITE_ROW; shown++)
        add_vanished_row(markup, context, row);
    sqlite3_finalize(row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "findings.json");
}

void view_worklist(Markup *markup, const ReportContext *context)
{
    uint64_t all = count_actions(context);
    parts_view_open(markup, "werklijst");
    if (all) {
        add_actions(markup, context, all);
    } else {
        markup_say_in(markup, "p", "note", "worklist-none", NULL);
        markup_say_in(markup, "p", "note", "see-coverage", NULL);
    }
    add_resolved(markup, context);
    findings_list(markup, context);
    parts_view_close(markup);
}
