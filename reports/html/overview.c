/*
 * The overview: the verdict with its coverage, four figures, what to do first, what may be a data
 * breach, what changes the meaning of it all. Fits one sheet of paper.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"
#include "store/functions.h"

#define FIRST_ACTIONS 5
#define BREACHES_SHOWN 5
#define BREACH_HOURS 72 /* GDPR article 33(1) */
#define BAR_WIDTH 1000
#define BAR_LEAST 3 /* of BAR_WIDTH: a gap stays visible however small */
#define LENS_FROM 4 /* gaps below one item in so many are drawn larger below */

#define ACTIVE_VERDICTS "f.as_ = 'verdict' AND " FINDINGS_ACTIVE

typedef struct {
    uint64_t active, fresh, open, resolved, decided, leads, people, places;
    uint64_t failed_clauses, unchecked_clauses, scans;
    uint64_t missing_media; /* references to pictures and films that no input holds */
    uint64_t empty_sources;
    bool has_register;
} Totals;

static Totals count_totals(const ReportContext *context)
{
    return (Totals){
        .active = (uint64_t)context_count(context,
                                          "SELECT count(*) FROM finding f WHERE " ACTIVE_VERDICTS),
        .fresh = (uint64_t)context_count(context, "SELECT count(*) FROM finding f WHERE "
                                                  "f.as_ = 'verdict' AND f.state = 'new'"),
        .open = (uint64_t)context_count(context, "SELECT count(*) FROM finding f WHERE "
                                                 "f.as_ = 'verdict' AND f.state = 'open'"),
        .resolved = (uint64_t)context_count(
            context, "SELECT (SELECT count(*) FROM finding WHERE state = 'resolved') + (SELECT "
                     "count(*) FROM vanished WHERE state = 'resolved')"),
        .decided = (uint64_t)context_count(context,
                                           "SELECT count(*) FROM finding WHERE state = 'decided'"),
        .leads = (uint64_t)context_count(
            context, "SELECT count(*) FROM finding f WHERE f.as_ = 'lead' AND " FINDINGS_ACTIVE),
        .people = (uint64_t)context_count(
            context, "SELECT count(DISTINCT f.person) FROM finding f JOIN person e ON "
                     "e.id = f.person WHERE e.role = 'pupil' AND " ACTIVE_VERDICTS),
        .places = (uint64_t)context_count(
            context, "SELECT count(*) FROM (SELECT DISTINCT f.item, f.publication FROM finding f "
                     "WHERE " ACTIVE_VERDICTS ")"),
        .failed_clauses = (uint64_t)context_count(
            context, "SELECT count(*) FROM clause_result WHERE result = 'fail'"),
        .unchecked_clauses =
            parts_unjudged(context) +
            (uint64_t)context_count(
                context,
                "SELECT count(*) FROM clause_result WHERE result = 'error' OR (result = "
                "'not-checked' AND kind <> 'manual' AND coalesce(reason, '') <> 'leads-only')"),
        .missing_media =
            (uint64_t)context_count(context, "SELECT count(*) FROM link WHERE state = 'missing'"),
        .empty_sources = (uint64_t)context_count(
            context, "SELECT count(*) FROM warning WHERE code = 'source-empty'"),
        .has_register = strcmp(context_run(context, "register-given"), "1") == 0,
        .scans = (uint64_t)context_count(
            context, "SELECT count(*) FROM item WHERE reason = 'no-text-layer'"),
    };
}

/* "Nothing found" never without what it does not say. */
static const char *none_found(const LedgerTotals *ledger, const Totals *totals)
{
    if (ledger->read == 0 && ledger->partial == 0)
        return "verdict-none-read";
    if (ledger->read == 0)
        return "verdict-none-partial";
    bool parts = ledger->gaps || totals->empty_sources;
    if (parts && totals->unchecked_clauses)
        return "verdict-none-both";
    if (parts)
        return "verdict-none-gaps";
    if (totals->unchecked_clauses)
        return "verdict-none-unchecked";
    return totals->missing_media ? "verdict-none-media" : "verdict-none";
}

/* What was read, and what was not: the parts of the sentence add up to all items. */
static const char *how_much(const LedgerTotals *ledger)
{
    if (ledger->gaps)
        return ledger->not_needed ? "verdict-gaps-rest" : "verdict-gaps";
    return ledger->read == ledger->items ? "verdict-all" : "verdict-whole";
}

static void add_verdict(Markup *markup, const ReportContext *context, const Totals *totals)
{
    const LedgerTotals *ledger = &context->ledger;
    markup_open(markup, "p", "class", "verdict", NULL);
    if (ledger->items == 0)
        markup_say(markup, "verdict-nothing", NULL);
    else
        markup_say(markup, how_much(ledger),
                   WITH(TEXT_DATE("date", context->options->today),
                        TEXT_NUMBER("read", ledger->read), TEXT_NUMBER("items", ledger->items),
                        TEXT_NUMBER("rest", ledger->not_needed),
                        TEXT_NUMBER("n", ledger->gaps ? ledger->gaps : ledger->items)));
    markup_text(markup, " ");
    if (ledger->items && totals->empty_sources) {
        markup_say(markup, "verdict-empty", WITH(TEXT_NUMBER("n", totals->empty_sources)));
        markup_text(markup, " ");
    }
    if (totals->scans) {
        markup_say(markup, "verdict-scans", WITH(TEXT_NUMBER("n", totals->scans)));
        markup_text(markup, " ");
    }
    const char *before = context_run(context, "previous-today");
    g_autofree char *found = g_strconcat(totals->people ? "verdict-found" : "verdict-found-nobody",
                                         *before ? "-since" : "", NULL);
    if (totals->active)
        markup_say(markup, found,
                   WITH(TEXT_DATE("before", before),
                        TEXT_COUNT("pupils", "count-pupils", totals->people),
                        TEXT_COUNT("places", "count-places", totals->places),
                        TEXT_COUNT("findings", "count-findings", totals->active),
                        TEXT_NUMBER("new", totals->fresh)));
    else if (ledger->items)
        markup_say(markup, none_found(ledger, totals), NULL);
    markup_close(markup, "p");
}

static void add_mark(Markup *markup, const char *class, const char *icon, const char *id,
                     const TextValue *values)
{
    markup_open(markup, "span", "class", class, NULL);
    markup_icon(markup, icon);
    markup_open(markup, "span", NULL);
    markup_say(markup, id, values);
    markup_close(markup, "span");
    markup_close(markup, "span");
}

static void add_state(Markup *markup, const ReportContext *context, const Totals *totals)
{
    markup_open(markup, "p", "class", "state", NULL);
    if (totals->failed_clauses)
        add_mark(markup, "st fail", "no", "state-fails",
                 WITH(TEXT_NUMBER("n", totals->failed_clauses)));
    if (!totals->has_register)
        add_mark(markup, "st nc", "unk", "state-no-register", NULL);
    if (totals->empty_sources)
        add_mark(markup, "st nc", "unk", "state-empty",
                 WITH(TEXT_NUMBER("n", totals->empty_sources)));
    if (context->ledger.gaps || totals->unchecked_clauses)
        add_mark(markup, "st nc", "unk",
                 context->ledger.gaps ? "state-incomplete" : "state-unchecked",
                 WITH(TEXT_COUNT("items", "count-items", context->ledger.gaps),
                      TEXT_COUNT("clauses", "count-clauses", totals->unchecked_clauses)));
    if (totals->leads)
        add_mark(markup, "st", "hand", "state-leads", WITH(TEXT_NUMBER("n", totals->leads)));
    markup_close(markup, "p");
}

/* `target` NULL: no link. */
static void add_figure(Markup *markup, const char *id, const char *target, uint64_t number)
{
    g_autofree char *note = g_strconcat(id, "-note", NULL);
    markup_open(markup, "li", NULL);
    markup_open(markup, target ? "a" : "div", target ? "href" : NULL, target, NULL);
    markup_say_in(markup, "span", NULL, id, NULL);
    markup_open(markup, "b", NULL);
    markup_number(markup, number);
    markup_close(markup, "b");
    markup_say_in(markup, "span", "small", note, NULL);
    markup_close(markup, target ? "a" : "div");
    markup_close(markup, "li");
}

static void add_figures(Markup *markup, const Totals *totals, bool links)
{
    markup_open(markup, "ul", "class", "figs", NULL);
    add_figure(markup, "figure-new", links ? "#werklijst?state=new" : NULL, totals->fresh);
    add_figure(markup, "figure-open", links ? "#werklijst?state=open" : NULL, totals->open);
    add_figure(markup, "figure-resolved", links ? "#opgelost" : NULL, totals->resolved);
    add_figure(markup, "figure-decided", links ? "#besluiten" : NULL, totals->decided);
    markup_close(markup, "ul");
}

typedef struct {
    const char *class, *label;
    uint64_t count;
} BarPart;

static void add_bar_part(Markup *markup, const char *class, double from, double to, int top)
{
    char x[G_ASCII_DTOSTR_BUF_SIZE], width[G_ASCII_DTOSTR_BUF_SIZE], y[16];
    g_ascii_formatd(x, sizeof x, "%.1f", from);
    g_ascii_formatd(width, sizeof width, "%.1f", to > from ? to - from : 0);
    g_snprintf(y, sizeof y, "%d", top);
    markup_open(markup, "rect", "class", class, "x", x, "y", y, "width", width, "height", "22",
                NULL);
    markup_close(markup, "rect");
}

/* Parts side by side from `from` to BAR_WIDTH, each at least BAR_LEAST wide when not empty. */
static void add_bar(Markup *markup, const BarPart *parts, size_t count, double from, int top)
{
    uint64_t sum = 0;
    double least = 0;
    for (size_t i = 0; i < count; i++) {
        sum += parts[i].count;
        least += parts[i].count ? BAR_LEAST : 0;
    }
    double at = from;
    for (size_t i = 0; i < count && sum > 0; i++) {
        if (parts[i].count == 0)
            continue;
        double width =
            BAR_LEAST + (BAR_WIDTH - from - least) * (double)parts[i].count / (double)sum;
        bool last = at + width >= BAR_WIDTH - 1;
        add_bar_part(markup, parts[i].class, at, at + width - (last ? 0 : 1), top);
        at += width;
    }
}

static void add_legend(Markup *markup, const BarPart *parts, size_t count)
{
    markup_open(markup, "dl", "class", "legend", NULL);
    for (size_t i = 0; i < count; i++) {
        markup_open(markup, "div", NULL);
        markup_open(markup, "dt", NULL);
        markup_open(markup, "svg", "class", "key", "aria-hidden", "true", NULL);
        markup_open(markup, "rect", "class", parts[i].class, "width", "12", "height", "12", NULL);
        markup_close(markup, "rect");
        markup_close(markup, "svg");
        markup_open(markup, "span", NULL);
        markup_say(markup, parts[i].label, NULL);
        markup_close(markup, "span");
        markup_close(markup, "dt");
        markup_open(markup, "dd", NULL);
        markup_number(markup, parts[i].count);
        markup_close(markup, "dd");
        markup_close(markup, "div");
    }
    markup_close(markup, "dl");
}

/* The upper bar is to scale; where little was not, or not wholly, looked into, a lower one enlarges
 * that. */
static void add_coverage(Markup *markup, const LedgerTotals *ledger)
{
    BarPart parts[] = {
        {"c-read", "state-read", ledger->read},
        {"c-none", "state-not-needed", ledger->not_needed},
        {"c-partial", "state-partial", ledger->partial},
        {"c-skipped", "state-skipped-gap", ledger->skipped - ledger->not_needed},
        {"c-failed", "state-failed", ledger->failed},
    };
    markup_open(markup, "h3", NULL);
    markup_say(markup, "coverage-title", NULL);
    markup_close(markup, "h3");
    markup_open(markup, "figure", "class", "cov", NULL);
    bool lens = ledger->gaps && ledger->gaps < ledger->items / LENS_FROM;
    markup_open(markup, "svg", "class", lens ? "lens" : NULL, "viewBox",
                lens ? "0 0 1000 72" : "0 0 1000 22", "preserveAspectRatio", "none", "aria-hidden",
                "true", NULL);
    add_bar(markup, parts, G_N_ELEMENTS(parts), 0, 0);
    if (lens) {
        markup_open(markup, "path", "class", "c-lens", "d", "M991 22L600 48h400V22z", NULL);
        markup_close(markup, "path");
        add_bar(markup, parts + 2, 3, 600, 50);
    }
    markup_close(markup, "svg");
    add_legend(markup, parts, G_N_ELEMENTS(parts));
    markup_close(markup, "figure");
}

/* The clock on the wall of a Dutch school, at the end of the run (UTC) and so many hours later.
 * False where that is no time. */
static bool local_times(const char *finished, int hours, char **start, char **end)
{
    g_autoptr(GTimeZone) zone = functions_zone();
    g_autoptr(GDateTime) from = g_date_time_new_from_iso8601(finished, NULL);
    g_autoptr(GDateTime) until = from ? g_date_time_add_hours(from, hours) : NULL;
    g_autoptr(GDateTime) local_from = from ? g_date_time_to_timezone(from, zone) : NULL;
    g_autoptr(GDateTime) local_until = until ? g_date_time_to_timezone(until, zone) : NULL;

    if (!local_from || !local_until)
        return false;
    *start = g_date_time_format(local_from, "%Y-%m-%d %H:%M");
    *end = g_date_time_format(local_until, "%Y-%m-%d %H:%M");
    return true;
}

static void add_deadline(Markup *markup, const ReportContext *context)
{
    g_autofree char *found = NULL, *deadline = NULL;

    if (local_times(context_run(context, "finished"), BREACH_HOURS, &found, &deadline))
        markup_say_in(markup, "p", NULL, "breach-deadline",
                      WITH(TEXT_DATE("found", found), TEXT_DATE("deadline", deadline)));
    else
        markup_say_in(markup, "p", NULL, "breach-deadline-unknown", NULL);
}

static void add_breaches(Markup *markup, const ReportContext *context)
{
    g_autoptr(FindingCursor) cursor =
        findings_open(context, "f.breach = 1 AND " FINDINGS_ACTIVE, FINDINGS_BY_RISK, 0);
    const Finding *finding = findings_next(cursor);
    if (!finding)
        return;
    uint64_t count = 0;
    markup_open(markup, "div", "class", "panel leak", NULL);
    markup_open(markup, "h3", NULL);
    markup_icon(markup, "high");
    markup_say(markup, "breach-title", NULL);
    markup_close(markup, "h3");
    markup_open(markup, "ul", NULL);
    for (; finding; finding = findings_next(cursor)) {
        if (count++ >= BREACHES_SHOWN)
            continue;
        markup_open(markup, "li", NULL);
        parts_title(markup, finding);
        markup_open(markup, "span", "class", "small", NULL);
        markup_text(markup, finding->person ? finding->person_label : "");
        if (finding->is_protected)
            markup_say(markup, "protected-short", NULL);
        markup_close(markup, "span");
        markup_close(markup, "li");
    }
    markup_close(markup, "ul");
    if (count > BREACHES_SHOWN)
        markup_say_in(markup, "p", NULL, "breach-more",
                      WITH(TEXT_NUMBER("n", count - BREACHES_SHOWN)));
    add_deadline(markup, context);
    markup_close(markup, "div");
}

/* A detail that is a word of ours ("landlock", "staff") is said in words where there are any. */
static void add_warning(Markup *markup, const char *code, const char *detail)
{
    g_autofree char *id = g_strconcat("warning-", code, NULL);
    g_autofree char *input = g_strconcat("input-", detail, NULL);
    g_autofree char *counted = g_strconcat(id, "-many", NULL);
    bool known = text_has("nl", id) || text_has("nl", counted);
    TextValue word = TEXT_TEXT("detail", detail);
    if (text_has("nl", input))
        word = (TextValue)TEXT_ID("detail", input);
    markup_open(markup, "li", NULL);
    markup_icon(markup, "high");
    markup_open(markup, "span", NULL);
    markup_say(
        markup, known ? id : "warning-other",
        WITH(word, TEXT_TEXT("code", code), TEXT_NUMBER("n", g_ascii_strtoull(detail, NULL, 10))));
    markup_close(markup, "span");
    markup_close(markup, "li");
}

/* What this audit could not see. */
static void add_blind(Markup *markup, const char *id, uint64_t number)
{
    markup_open(markup, "li", NULL);
    markup_icon(markup, "unk");
    markup_open(markup, "span", NULL);
    markup_say(markup, id, WITH(TEXT_NUMBER("n", number)));
    markup_close(markup, "span");
    markup_close(markup, "li");
}

/* Warnings of the run that the condition holds for. */
static void add_told(Markup *markup, const ReportContext *context, const char *condition)
{
    g_autofree char *sql =
        g_strdup_printf("SELECT code, max(detail), count(*) FROM warning WHERE %s GROUP BY code, "
                        "coalesce(detail, '') ORDER BY min(id) LIMIT 40",
                        condition);
    sqlite3_stmt *row = context_query(context, sql, 0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        g_autofree char *detail = context_text(context, row, 1, MASK_PROSE);
        add_warning(markup, context_word(row, 0), detail);
    }
    context_done(context, row);
}

/* What may hold findings first, what could only hold leads last. */
static void add_warnings(Markup *markup, const ReportContext *context, const Totals *totals)
{
    markup_say_in(markup, "h3", NULL, "warnings-title", NULL);
    markup_open(markup, "ul", "class", "warn", NULL);
    /* That there is no register stands above every view. */
    add_told(markup, context,
             "code NOT LIKE 'crops-%' AND (code <> 'no-register' OR EXISTS (SELECT 1 FROM run "
             "WHERE key = 'register-given' AND value = '1'))");
    if (totals->missing_media)
        add_blind(markup, "warnings-media", totals->missing_media);
    add_blind(markup, "warnings-blind", totals->unchecked_clauses);
    add_told(markup, context, "code LIKE 'crops-%'");
    markup_close(markup, "ul");
}

static void add_first(Markup *markup, const ReportContext *context)
{
    markup_open(markup, "div", NULL);
    markup_say_in(markup, "h3", NULL, "first-title", NULL);
    uint64_t actions = worklist_first(markup, context, FIRST_ACTIONS);
    if (actions)
        markup_say_in(markup, "p", "note", "first-all", WITH(TEXT_NUMBER("n", actions)));
    else
        markup_say_in(markup, "p", "note",
                      context->ledger.items == 0  ? "first-none-empty"
                      : context->ledger.gaps == 0 ? "first-none"
                                                  : "first-none-gaps",
                      NULL);
    markup_close(markup, "div");
}

void view_overview(Markup *markup, const ReportContext *context)
{
    Totals totals = count_totals(context);
    parts_view_open(markup, "overzicht");
    add_verdict(markup, context, &totals);
    add_state(markup, context, &totals);
    add_figures(markup, &totals, true);
    add_coverage(markup, &context->ledger);
    markup_open(markup, "div", "class", "cols", NULL);
    add_first(markup, context);
    markup_open(markup, "div", NULL);
    add_breaches(markup, context);
    add_warnings(markup, context, &totals);
    markup_close(markup, "div");
    markup_close(markup, "div");
    if (totals.active + totals.leads > 0)
        overview_kinds(markup, context, false);
    parts_view_close(markup);
}

void overview_summary(Markup *markup, const ReportContext *context)
{
    Totals totals = count_totals(context);
    add_verdict(markup, context, &totals);
    add_state(markup, context, &totals);
    add_figures(markup, &totals, false);
    add_coverage(markup, &context->ledger);
    if (totals.active + totals.leads > 0)
        overview_kinds(markup, context, true);
}
