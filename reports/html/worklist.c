/*
 * The worklist: one row an action, most serious first. Below it what is gone since the last run,
 * and all findings one by one.
 */
#include <string.h>

#include "reports/action.h"
#include "reports/html/parts.h"
#include "reports/html/views.h"

#define PEOPLE_SHOWN 8

static void add_action(Markup *markup, const Action *action)
{
    g_autofree char *dutch = action_text(action, "nl");
    g_autofree char *english = action_text(action, "en");
    markup_both(markup, dutch, english);
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

static char *target_of(const Action *action)
{
    return g_strdup_printf("#pagina-%" G_GINT64_FORMAT "-%" G_GINT64_FORMAT, action->item,
                           action->publication);
}

static void add_where(Markup *markup, const Action *action)
{
    g_autofree char *target = target_of(action);
    parts_cell_open(markup, "head-where", NULL);
    add_channels(markup, "channel", action->channels);
    if (*action->channels)
        markup_void(markup, "br", NULL);
    if (action->nowhere) {
        markup_say_in(markup, "span", "small", "where-whole", NULL);
    } else {
        if (*action->title) {
            markup_element(markup, "span", "clip", action->title);
            markup_text(markup, " ");
        }
        markup_open(markup, "a", "href", target, NULL);
        markup_element(markup, "code", "small", action->place);
        markup_close(markup, "a");
    }
    parts_cell_close(markup);
}

static void add_row(Markup *markup, const ReportContext *context, const Action *action)
{
    g_autofree char *channels = g_strdup(action->channels);
    const char *state = action->fresh ? "new" : "open";
    g_strdelimit(channels, ",", ' ');
    markup_open(markup, "tr", "data-row", "", "data-severity", action->severity, "data-channel",
                channels, "data-state", state, NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_element(markup, "span", "box", "");
    add_action(markup, action);
    markup_close(markup, "th");
    parts_cell_open(markup, "head-pupil", NULL);
    add_people(markup, context, action->people);
    parts_cell_close(markup);
    parts_cell_open(markup, "head-owner", NULL);
    add_channels(markup, "owner", action->channels);
    parts_cell_close(markup);
    add_where(markup, action);
    parts_cell_status(markup, "head-risk", "severity", action->severity);
    parts_cell_found(markup, action->verdicts, action->findings - action->verdicts);
    parts_cell_open(markup, "head-deadline", "nowrap");
    markup_date(markup, action->deadline);
    parts_cell_close(markup);
    parts_cell_status(markup, "head-standing", "finding", state);
    markup_close(markup, "tr");
}

static void add_first_row(Markup *markup, const ReportContext *context, const Action *action)
{
    g_autofree char *target = target_of(action);
    markup_open(markup, "li", NULL);
    markup_open(markup, "div", NULL);
    markup_open(markup, "b", NULL);
    if (!action->nowhere)
        markup_open(markup, "a", "href", target, NULL);
    add_action(markup, action);
    if (!action->nowhere)
        markup_close(markup, "a");
    markup_close(markup, "b");
    markup_open(markup, "span", "class", "small", NULL);
    add_people(markup, context, action->people);
    markup_text(markup, *action->people && *action->channels ? " · " : "");
    add_channels(markup, "channel", action->channels);
    if (!action->nowhere) {
        markup_text(markup, *action->people || *action->channels ? " · " : "");
        markup_text(markup, *action->title ? action->title : action->place);
    }
    markup_close(markup, "span");
    markup_close(markup, "div");
    parts_status(markup, "severity", action->severity);
    markup_close(markup, "li");
}

uint64_t worklist_first(Markup *markup, const ReportContext *context, uint64_t most)
{
    uint64_t all = actions_count(context);
    if (all == 0)
        return 0;
    markup_open(markup, "ol", "class", "todo", NULL);
    g_autoptr(ActionCursor) cursor = actions_open(context, most);
    const Action *action;
    while ((action = actions_next(cursor)))
        add_first_row(markup, context, action);
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
    parts_filter(markup, "t-werk", filters);
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", all)));
    g_autoptr(ActionCursor) cursor = actions_open(context, PAGE_ROWS);
    const Action *action;
    uint64_t shown = 0;
    for (; (action = actions_next(cursor)); shown++)
        add_row(markup, context, action);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "worklist.xlsx");
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
    context_done(context, row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "findings.json");
}

void view_worklist(Markup *markup, const ReportContext *context)
{
    uint64_t all = actions_count(context);
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
