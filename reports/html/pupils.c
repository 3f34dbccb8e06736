/*
 * Per pupil: a list to filter and sort, then one record each, which prints on a sheet of its own:
 * consents by subject and channel, findings by place, and what happened when.
 */
#include <string.h>

#include "reports/html/findings_table.h"
#include "reports/html/parts.h"
#include "reports/html/views.h"

#define CHANNELS_SHOWN 8

#define PUPILS                                                                                     \
    "FROM person e JOIN finding f ON f.person = e.id WHERE e.role = 'pupil' AND " FINDINGS_ACTIVE
#define PUPIL_ROWS                                                                                 \
    "SELECT e.id, e.\"group\", e.protected, min(" FINDINGS_RANK "), count(*), "                    \
    "max(f.state = 'new'), group_concat(DISTINCT coalesce(p.channel, s.channel)), "                \
    "sum(f.as_ = 'lead') "                                                                         \
    "FROM person e JOIN finding f ON f.person = e.id LEFT JOIN item i ON i.id = f.item "           \
    "JOIN source s ON s.id = i.source LEFT JOIN publication p ON p.id = f.publication "            \
    "WHERE e.role = 'pupil' AND " FINDINGS_ACTIVE                                                  \
    " GROUP BY e.id ORDER BY e.protected DESC, 4, 5 DESC, e.id LIMIT ?1"

/* Blanks instead of commas: a data- attribute the filter can look into. */
static char *words_of(const char *list)
{
    char *words = g_strdup(list);
    return g_strdelimit(words, ",", ' ');
}

static void add_pupil_row(Markup *markup, const ReportContext *context, sqlite3_stmt *row,
                          bool has_record)
{
    int64_t person = sqlite3_column_int64(row, 0);
    PolicySeverity rank = finding_rank(row, 3);
    bool fresh = sqlite3_column_int(row, 5) != 0;
    g_autofree char *target = g_strdup_printf(
        has_record ? "#leerling-%lld" : "#bevindingen?person=%lld", (long long)person);
    g_autofree char *channels = words_of(context_word(row, 6));
    char key[2] = {(char)('0' + rank), '\0'};
    markup_open(markup, "tr", "data-row", "", "data-severity", policy_severity_id(rank),
                "data-channel", channels, "data-state", fresh ? "new" : "open", NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_open(markup, "a", "href", target, NULL);
    markup_text(markup, mask_person(context->mask, person));
    markup_close(markup, "a");
    if (sqlite3_column_int(row, 2)) {
        markup_text(markup, " ");
        markup_open(markup, "span", "class", "small nowrap", NULL);
        markup_icon(markup, "shield");
        markup_say(markup, "protected-short", NULL);
        markup_close(markup, "span");
    }
    markup_close(markup, "th");
    parts_cell_open(markup, "head-group", NULL);
    markup_text(markup, context_word(row, 1));
    parts_cell_close(markup);
    markup_open(markup, "td", "data-l", text_get(markup_language(markup), "head-risk"), "data-k",
                key, NULL);
    markup_open(markup, "div", NULL);
    parts_status(markup, "severity", policy_severity_id(rank));
    parts_cell_close(markup);
    uint64_t leads = (uint64_t)sqlite3_column_int64(row, 7);
    parts_cell_found(markup, (uint64_t)sqlite3_column_int64(row, 4) - leads, leads);
    parts_cell_status(markup, "head-standing", "finding", fresh ? "new" : "open");
    markup_close(markup, "tr");
}

static const TableHead pupil_heads[] = {
    {"head-pupil", NULL, true},     {"head-group", NULL, true},    {"head-risk", NULL, true},
    {"head-findings", "num", true}, {"head-standing", NULL, true}, {NULL, NULL, false}};

static void add_list(Markup *markup, const ReportContext *context, uint64_t all, uint64_t records)
{
    static const Table table = {"t-leerlingen", "cards", "pupils-caption", pupil_heads, false};
    g_autofree char *channels = parts_channels(context);
    const Filter filters[] = {{"severity", "head-risk", "severity", "high medium low info", NULL},
                              {"channel", "head-channel", "channel", channels, NULL},
                              {"state", "head-standing", "finding", "new open", NULL},
                              {NULL, NULL, NULL, NULL, NULL}};
    parts_filter(markup, "t-leerlingen", filters);
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", all)));
    sqlite3_stmt *row = context_query(context, PUPIL_ROWS, PAGE_ROWS);
    uint64_t shown = 0;
    for (; sqlite3_step(row) == SQLITE_ROW; shown++)
        add_pupil_row(markup, context, row, shown < records);
    context_done(context, row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "findings.csv");
}

/* Channels a pupil's list asks for, in the order of the columns. */
static GPtrArray *consent_channels(const ReportContext *context, int64_t person)
{
    GPtrArray *channels = g_ptr_array_new_with_free_func(g_free);
    sqlite3_stmt *row = context_query(
        context, "SELECT channel FROM consent WHERE person = ?1 GROUP BY channel ORDER BY min(id)",
        person);
    while (sqlite3_step(row) == SQLITE_ROW && channels->len < CHANNELS_SHOWN)
        g_ptr_array_add(channels, g_strdup(context_word(row, 0)));
    context_done(context, row);
    return channels;
}

/* The answers that stand in one cell; several where scopes differ. */
static void add_answers(Markup *markup, const ReportContext *context, int64_t person,
                        const char *subject, const char *channel)
{
    sqlite3_stmt *row = context_query(
        context,
        "SELECT CASE WHEN withdrawn_on IS NOT NULL AND answer = 'yes' THEN 'withdrawn' ELSE answer "
        "END, scope, coalesce(withdrawn_on, given_on) FROM consent WHERE person = ?1 AND "
        "subject = ?2 AND channel = ?3 ORDER BY id",
        person);
    sqlite3_bind_text(row, 2, subject, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(row, 3, channel, -1, SQLITE_TRANSIENT);
    markup_open(markup, "td", NULL);
    bool any = false;
    while (sqlite3_step(row) == SQLITE_ROW) {
        any = true;
        parts_status(markup, "answer", context_word(row, 0));
        markup_open(markup, "span", "class", "small", NULL);
        if (strcmp(context_word(row, 1), "any") != 0) {
            markup_word(markup, "scope", context_word(row, 1));
            markup_text(markup, " ");
        }
        markup_date(markup, context_word(row, 2));
        markup_close(markup, "span");
    }
    if (!any)
        markup_say_in(markup, "span", "zero", "consent-not-asked", NULL);
    context_done(context, row);
    markup_close(markup, "td");
}

static void add_consents(Markup *markup, const ReportContext *context, int64_t person,
                         const char *heading)
{
    g_autofree char *caption = g_strconcat("c-", heading, NULL);
    g_autofree char *names = g_strconcat(caption, " ", heading, NULL);
    g_autoptr(GPtrArray) channels = consent_channels(context, person);
    markup_say_in(markup, "h4", NULL, "consents-title", NULL);
    if (channels->len == 0) {
        markup_say_in(markup, "p", "note", "consents-none", NULL);
        return;
    }
    markup_open(markup, "div", "class", "scroll", "role", "region", "tabindex", "0",
                "aria-labelledby", names, NULL);
    markup_open(markup, "table", "class", "matrix", NULL);
    markup_open(markup, "caption", "id", caption, NULL);
    markup_say(markup, "consents-caption", WITH(TEXT_DATE("date", context->options->today)));
    markup_close(markup, "caption");
    markup_open(markup, "thead", NULL);
    markup_open(markup, "tr", NULL);
    markup_open(markup, "th", "scope", "col", NULL);
    markup_say(markup, "head-subject", NULL);
    markup_close(markup, "th");
    for (guint i = 0; i < channels->len; i++) {
        markup_open(markup, "th", "scope", "col", NULL);
        markup_word(markup, "channel", channels->pdata[i]);
        markup_close(markup, "th");
    }
    markup_close(markup, "tr");
    markup_close(markup, "thead");
    markup_open(markup, "tbody", NULL);
    sqlite3_stmt *row = context_query(
        context, "SELECT subject FROM consent WHERE person = ?1 GROUP BY subject ORDER BY min(id)",
        person);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *subject = g_strdup(context_word(row, 0));
        markup_open(markup, "tr", NULL);
        markup_open(markup, "th", "scope", "row", NULL);
        markup_word(markup, "subject", subject);
        markup_close(markup, "th");
        for (guint i = 0; i < channels->len; i++)
            add_answers(markup, context, person, subject, channels->pdata[i]);
        markup_close(markup, "tr");
    }
    context_done(context, row);
    markup_close(markup, "tbody");
    markup_close(markup, "table");
    markup_close(markup, "div");
}

#define EVENTS                                                                                     \
    "SELECT given_on AS day, 'consent' AS what, answer, subject, channel FROM consent "            \
    "WHERE person = ?1 AND given_on IS NOT NULL "                                                  \
    "UNION ALL SELECT withdrawn_on, 'withdrawn', answer, subject, channel FROM consent "           \
    "WHERE person = ?1 AND withdrawn_on IS NOT NULL "                                              \
    "UNION ALL SELECT substr(p.published, 1, 10), 'published', '', f.rule, p.channel "             \
    "FROM finding f JOIN publication p ON p.id = f.publication WHERE f.person = ?1 AND "           \
    "p.published IS NOT NULL AND p.published_known <> 'file' AND " FINDINGS_ACTIVE                 \
    " ORDER BY day, what, subject, channel LIMIT 60"

static void add_events(Markup *markup, const ReportContext *context, int64_t person)
{
    static const char *const icons[][2] = {
        {"consent", "ok"}, {"withdrawn", "back"}, {"published", "half"}};
    sqlite3_stmt *row = context_query(context, EVENTS, person);
    bool open = false;
    while (sqlite3_step(row) == SQLITE_ROW) {
        if (!open) {
            markup_say_in(markup, "h4", NULL, "events-title", NULL);
            markup_open(markup, "ol", "class", "line", NULL);
            open = true;
        }
        const char *what = context_word(row, 1);
        g_autofree char *id = g_strconcat("event-", what, NULL);
        g_autofree char *answer = g_strconcat("answer-", context_word(row, 2), NULL);
        g_autofree char *subject = g_strconcat("subject-", context_word(row, 3), NULL);
        g_autofree char *channel = g_strconcat("channel-", context_word(row, 4), NULL);
        const char *icon = "half";
        for (size_t i = 0; i < G_N_ELEMENTS(icons); i++)
            icon = strcmp(icons[i][0], what) == 0 ? icons[i][1] : icon;
        bool known = text_has("nl", channel);
        TextValue where = TEXT_TEXT("channel", context_word(row, 4));
        if (known)
            where = (TextValue)TEXT_ID("channel", channel);
        markup_open(markup, "li", NULL);
        markup_icon(markup, icon);
        markup_open(markup, "time", "datetime", context_word(row, 0), NULL);
        markup_date(markup, context_word(row, 0));
        markup_close(markup, "time");
        markup_say_in(markup, "span", NULL, id,
                      WITH(TEXT_ID("answer", answer), TEXT_ID("subject", subject), where));
        markup_close(markup, "li");
    }
    context_done(context, row);
    if (open)
        markup_close(markup, "ol");
}

/* The photos that show the pupil, as on the wall. */
static void add_strip(Markup *markup, const ReportContext *context, int64_t person)
{
    markup_say_in(markup, "h4", NULL, "strip-title", NULL);
    if (!photos_strip(markup, context, person))
        markup_say_in(markup, "p", "note", "strip-none", NULL);
}

static void add_own_traces(Markup *markup, const ReportContext *context, int64_t person)
{
    sqlite3_stmt *row =
        context_query(context, "SELECT count(*) FROM trace WHERE person = ?1", person);
    if (sqlite3_step(row) == SQLITE_ROW && sqlite3_column_int64(row, 0) > 0)
        markup_say_in(markup, "p", "note", "traces-own",
                      WITH(TEXT_NUMBER("n", sqlite3_column_int64(row, 0))));
    context_done(context, row);
}

/* Lists that write "groep 8" where others write "8". */
static bool names_itself(const char *group)
{
    return g_ascii_strncasecmp(group, "groep", 5) == 0 ||
           g_ascii_strncasecmp(group, "klas", 4) == 0;
}

static void add_record(Markup *markup, const ReportContext *context, int64_t person,
                       const char *group, bool is_protected)
{
    g_autofree char *id = g_strdup_printf("leerling-%" G_GINT64_FORMAT, person);
    g_autofree char *heading = g_strconcat("h-", id, NULL);
    g_autofree char *table = g_strconcat("t-", id, NULL);
    markup_open(markup, "article", "class", "record", "id", id, "aria-labelledby", heading, NULL);
    markup_open(markup, "h3", "id", heading, NULL);
    markup_open(markup, "span", NULL);
    markup_text(markup, mask_person(context->mask, person));
    if (*group) {
        markup_text(markup, ", ");
        if (names_itself(group))
            markup_text(markup, group);
        else
            markup_say(markup, "group-of", WITH(TEXT_TEXT("group", group)));
    }
    markup_close(markup, "span");
    if (is_protected) {
        markup_open(markup, "span", "class", "st high", NULL);
        markup_icon(markup, "shield");
        markup_say(markup, "protected", NULL);
        markup_close(markup, "span");
    }
    markup_close(markup, "h3");
    add_consents(markup, context, person, heading);
    markup_say_in(markup, "h4", NULL, "findings-title", NULL);
    g_autoptr(FindingCursor) cursor =
        findings_open(context, "f.person = ?1 AND " FINDINGS_ACTIVE, FINDINGS_BY_RISK, person);
    uint64_t count = findings_table(markup, FINDINGS_OF_PUPIL, table, cursor);
    g_autofree char *bulk = g_strdup_printf("person:%" G_GINT64_FORMAT, person);
    parts_decide_all(markup, bulk, count);
    add_own_traces(markup, context, person);
    add_strip(markup, context, person);
    add_events(markup, context, person);
    markup_close(markup, "article");
}

static void add_traces(Markup *markup, const ReportContext *context)
{
    int64_t traces =
        context_count(context, "SELECT count(*) FROM (SELECT DISTINCT text, start FROM trace)");
    int64_t allowed =
        context_count(context, "SELECT count(*) FROM (SELECT DISTINCT text, start FROM trace"
                               " WHERE reasons = 'allowed' OR reasons LIKE 'allowed,%')");
    if (traces > allowed)
        markup_say_in(markup, "p", "note", "traces", WITH(TEXT_NUMBER("n", traces - allowed)));
    if (allowed)
        markup_say_in(markup, "p", "note", "traces-allowed", WITH(TEXT_NUMBER("n", allowed)));
}

void view_pupils(Markup *markup, const ReportContext *context)
{
    uint64_t all = (uint64_t)context_count(context, "SELECT count(DISTINCT e.id) " PUPILS);
    parts_view_open(markup, "leerlingen");
    add_traces(markup, context);
    if (all == 0) {
        markup_say_in(markup, "p", "note", "pupils-none", NULL);
        markup_say_in(markup, "p", "note", "see-coverage", NULL);
        parts_view_close(markup);
        return;
    }
    uint64_t records = parts_records(context, PUPIL_ROWS, 4);
    add_list(markup, context, all, records);
    sqlite3_stmt *row = context_query(context, PUPIL_ROWS, (int64_t)records);
    while (sqlite3_step(row) == SQLITE_ROW)
        add_record(markup, context, sqlite3_column_int64(row, 0), context_word(row, 1),
                   sqlite3_column_int(row, 2) != 0);
    context_done(context, row);
    if (records < all)
        markup_say_in(markup, "p", "note", "records-more",
                      WITH(TEXT_NUMBER("shown", records), TEXT_NUMBER("all", all)));
    parts_view_close(markup);
}
