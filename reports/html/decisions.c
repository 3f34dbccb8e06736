/*
 * Decisions: those this run has read, what they cover and until when; and the form by which a
 * reviewer takes new ones. The form hands over fingerprints and the reviewer's own words, and no
 * name; `schoolaudit decisions import` takes them into the log.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"
#include "store/decisions.h"

static int64_t days_between(const char *from, const char *to)
{
    g_autofree char *start = g_strconcat(from, "T00:00:00Z", NULL);
    g_autofree char *end = g_strconcat(to, "T00:00:00Z", NULL);
    g_autoptr(GDateTime) first = g_date_time_new_from_iso8601(start, NULL);
    g_autoptr(GDateTime) last = g_date_time_new_from_iso8601(end, NULL);
    return first && last ? g_date_time_difference(last, first) / G_TIME_SPAN_DAY : -1;
}

enum { KIND, REASON, NOTE, REFERENCE, DECIDED, UNTIL, USED, PLACES, FINDING };

/* Confirmed or removed leaves the finding standing: only the next run can close it. */
static const char *standing_of(sqlite3_stmt *row, const char *today)
{
    const char *until = context_word(row, UNTIL), *kind = context_word(row, KIND);
    if (*until && strcmp(until, today) < 0)
        return "lapsed";
    if (!sqlite3_column_int(row, USED))
        return "unused";
    return decision_closes(kind) ? "used" : "stands";
}

/* Which finding it was taken on, as far as this audit knows it. */
static void add_subject(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    g_autoptr(FindingCursor) cursor =
        findings_open(context, "f.id = ?1", FINDINGS_BY_NUMBER, sqlite3_column_int64(row, FINDING));
    const Finding *finding = findings_next(cursor);
    parts_cell_open(markup, "head-finding", NULL);
    if (!finding) {
        markup_say_in(markup, "span", "zero", "decision-about-nothing", NULL);
    } else {
        parts_title(markup, finding);
        markup_open(markup, "span", "class", "small detail", NULL);
        markup_text(markup, finding->person ? finding->person_label : "");
        markup_text(markup, finding->person ? " · " : "");
        markup_text(markup, parts_place(finding));
        markup_close(markup, "span");
    }
    parts_cell_close(markup);
}

static void add_row(Markup *markup, const ReportContext *context, sqlite3_stmt *row)
{
    g_autofree char *note = context_text(context, row, NOTE, MASK_PROSE);
    g_autofree char *reference = context_text(context, row, REFERENCE, MASK_PROSE);
    int64_t age = days_between(context_word(row, DECIDED), context->options->today);
    markup_open(markup, "tr", NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_word(markup, "kind-of-decision", context_word(row, KIND));
    markup_close(markup, "th");
    add_subject(markup, context, row);
    parts_cell_open(markup, "head-why", NULL);
    markup_word(markup, "why", context_word(row, REASON));
    if (*reference)
        markup_element(markup, "p", NULL, reference);
    if (*note)
        markup_element(markup, "p", "small", note);
    parts_cell_close(markup);
    parts_cell_number(markup, "head-places", (uint64_t)sqlite3_column_int64(row, PLACES));
    parts_cell_open(markup, "head-decided-on", "nowrap");
    markup_date(markup, context_word(row, DECIDED));
    parts_cell_close(markup);
    parts_cell_open(markup, "head-age", "nowrap");
    if (age >= 0)
        markup_say(markup, "age-days", WITH(TEXT_NUMBER("n", age)));
    parts_cell_close(markup);
    parts_cell_open(markup, "head-until", "nowrap");
    markup_date(markup, context_word(row, UNTIL));
    parts_cell_close(markup);
    parts_cell_status(markup, "head-standing", "decision",
                      standing_of(row, context->options->today));
    markup_close(markup, "tr");
}

static const TableHead heads[] = {
    {"head-decision", NULL, false}, {"head-finding", NULL, false},    {"head-why", NULL, false},
    {"head-places", "num", false},  {"head-decided-on", NULL, false}, {"head-age", NULL, false},
    {"head-until", NULL, false},    {"head-standing", NULL, false},   {NULL, NULL, false}};

static void add_table(Markup *markup, const ReportContext *context, uint64_t all)
{
    static const Table table = {"t-besluiten", "cards", "decisions-caption", heads, false};
    uint64_t shown = 0;
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", all)));
    sqlite3_stmt *row = context_query(
        context,
        "SELECT d.kind, d.reason, d.note, d.reference, d.decided, d.until, d.used, (SELECT "
        "count(*) FROM finding f WHERE f.fingerprint = d.fingerprint), (SELECT min(f.id) FROM "
        "finding f WHERE f.fingerprint = d.fingerprint) FROM decision d ORDER BY "
        "d.used DESC, coalesce(d.until, '9999'), d.decided, d.fingerprint LIMIT ?1",
        PAGE_ROWS);
    for (; sqlite3_step(row) == SQLITE_ROW; shown++)
        add_row(markup, context, row);
    context_done(context, row);
    parts_table_close(markup, &table);
    parts_cap(markup, shown, all, "decisions.log");
}

void view_decisions(Markup *markup, const ReportContext *context)
{
    uint64_t all = (uint64_t)context_count(context, "SELECT count(*) FROM decision");
    uint64_t decided =
        (uint64_t)context_count(context, "SELECT count(*) FROM finding WHERE state = 'decided'");
    parts_view_open(markup, "besluiten");
    if (all == 0) {
        markup_say_in(markup, "p", "note", "decisions-none", NULL);
    } else {
        markup_say_in(markup, "p", "lead", "decisions-cover", WITH(TEXT_NUMBER("n", decided)));
        add_table(markup, context, all);
    }
    markup_open(markup, "p", "class", "note", NULL);
    markup_say(markup, "decisions-how", NULL);
    markup_text(markup, " ");
    g_autofree char *command = g_strdup_printf("schoolaudit decisions import besluiten-%s.json",
                                               context_run(context, "run-id"));
    markup_element(markup, "code", NULL, command);
    markup_close(markup, "p");
    parts_view_close(markup);
}

/* ---- the form ---- */

static void add_kinds(Markup *markup)
{
    markup_open(markup, "fieldset", "class", "opts", NULL);
    markup_say_in(markup, "legend", NULL, "decide-what", NULL);
    for (size_t i = 0; decision_kinds[i]; i++) {
        markup_open(markup, "label", NULL);
        markup_void(markup, "input", "type", "radio", "name", "kind", "value", decision_kinds[i],
                    "required", "", NULL);
        markup_open(markup, "span", NULL);
        markup_word(markup, "kind-of-decision", decision_kinds[i]);
        markup_close(markup, "span");
        markup_close(markup, "label");
    }
    markup_close(markup, "fieldset");
}

/* Which reasons go with which decision; "just" needs none. */
static const char *const fitting[][2] = {{"other-person", "unjust"},
                                         {"word", "unjust"},
                                         {"not-recognisable", "unjust accepted"},
                                         {"form", "consent"},
                                         {"e-mail", "consent"},
                                         {"conversation", "consent accepted"},
                                         {"history", "accepted"},
                                         {"busy", "accepted"},
                                         {"taken-down", "removed"},
                                         {"other", "unjust consent accepted removed"}};

static const char *kinds_of(const char *reason)
{
    for (size_t i = 0; i < G_N_ELEMENTS(fitting); i++) {
        if (strcmp(fitting[i][0], reason) == 0)
            return fitting[i][1];
    }
    g_assert_not_reached(); /* a reason without a line above */
}

static void add_reasons(Markup *markup)
{
    bool english = strcmp(markup_language(markup), "en") == 0;
    markup_open(markup, "label", "data-field", "reason", NULL);
    markup_say_in(markup, "span", NULL, "decide-reason", NULL);
    markup_open(markup, "select", "name", "reason", NULL);
    markup_open(markup, "option", "value", "", "data-nl", text_get("nl", "decide-choose"),
                "data-en", text_get("en", "decide-choose"), NULL);
    markup_text(markup, text_get(markup_language(markup), "decide-choose"));
    markup_close(markup, "option");
    for (size_t i = 0; decision_reasons[i]; i++) {
        g_autofree char *id = g_strconcat("why-", decision_reasons[i], NULL);
        markup_open(markup, "option", "value", decision_reasons[i], "data-kinds",
                    kinds_of(decision_reasons[i]), "data-nl", text_get("nl", id), "data-en",
                    text_get("en", id), NULL);
        markup_text(markup, text_get(english ? "en" : "nl", id));
        markup_close(markup, "option");
    }
    markup_close(markup, "select");
    markup_close(markup, "label");
}

static void add_field(Markup *markup, const char *name, const char *type, const char *label)
{
    markup_open(markup, "label", "data-field", name, NULL);
    markup_say_in(markup, "span", NULL, label, NULL);
    if (strcmp(type, "textarea") == 0) {
        markup_open(markup, "textarea", "name", name, "maxlength", "400", "rows", "2", NULL);
        markup_close(markup, "textarea");
    } else {
        markup_void(markup, "input", "type", type, "name", name, "maxlength",
                    strcmp(type, "text") == 0 ? "120" : NULL, "autocomplete", "off", NULL);
    }
    markup_close(markup, "label");
}

static void add_button(Markup *markup, const char *class, const char *value, const char *label)
{
    markup_open(markup, "button", "type", strcmp(value, "take") == 0 ? "submit" : "button", "class",
                class, "value", value, NULL);
    markup_say(markup, label, NULL);
    markup_close(markup, "button");
}

void decisions_dialog(Markup *markup)
{
    markup_open(markup, "dialog", "id", "besluit", "aria-labelledby", "h-besluit", NULL);
    markup_open(markup, "form", "class", "decision", "method", "dialog", NULL);
    markup_open(markup, "h2", "id", "h-besluit", "class", "h3", NULL);
    markup_say(markup, "decide-title", NULL);
    markup_close(markup, "h2");
    markup_open(markup, "p", "class", "small", "id", "besluit-over", NULL);
    markup_close(markup, "p");
    add_kinds(markup);
    add_reasons(markup);
    add_field(markup, "reference", "text", "decide-reference");
    add_field(markup, "until", "date", "decide-until");
    add_field(markup, "note", "textarea", "decide-note");
    markup_say_in(markup, "p", "small", "decide-no-names", NULL);
    markup_open(markup, "p", "class", "fault", "role", "alert", NULL);
    markup_close(markup, "p");
    markup_open(markup, "div", "class", "buttons", NULL);
    add_button(markup, "btn main", "take", "decide-take");
    add_button(markup, "btn", "cancel", "decide-cancel");
    add_button(markup, "btn", "undo", "decide-undo");
    markup_close(markup, "div");
    markup_close(markup, "form");
    markup_close(markup, "dialog");
    markup_open(markup, "div", "class", "save noprint", "id", "bewaar", "role", "region",
                "aria-label", text_get(markup_language(markup), "save-label"), "data-label-nl",
                text_get("nl", "save-label"), "data-label-en", text_get("en", "save-label"),
                "hidden", "", NULL);
    markup_open(markup, "div", "class", "wrap", NULL);
    markup_open(markup, "span", "role", "status", "id", "bewaar-n", NULL);
    markup_close(markup, "span");
    markup_open(markup, "button", "type", "button", "class", "btn main", "id", "bewaar-knop", NULL);
    markup_say(markup, "save-decisions", NULL);
    markup_close(markup, "button");
    markup_close(markup, "div");
    markup_close(markup, "div");
}
