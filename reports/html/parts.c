/* The parts that all views are made of. */
#include "reports/html/parts.h"

#include <string.h>

#include "because.h"

typedef struct {
    const char *key; /* "<kind>-<value>", also the id of its word */
    const char *class, *icon;
} Status;

static const Status statuses[] = {
    {"severity-high", "high", "high"},
    {"severity-medium", "mid", "mid"},
    {"severity-low", "low", "low"},
    {"severity-info", "low", "dash"},
    {"finding-new", "new", "new"},
    {"finding-open", "open", "half"},
    {"finding-resolved", "res", "ok"},
    {"finding-decided", "dec", "hand"},
    {"confidence-certain", "certain", "b3"},
    {"confidence-likely", "likely", "b2"},
    {"confidence-review", "rev", "unk"},
    {"result-pass", "pass", "ok"},
    {"result-fail", "fail", "no"},
    {"result-not-checked", "nc", "unk"},
    {"result-not-applicable", "na", "dash"},
    {"result-error", "fail", "high"},
    {"result-manual", "man", "hand"},
    {"result-leads", "man", "hand"},
    {"state-read", "read", "ok"},
    {"state-partial", "partial", "half"},
    {"state-skipped", "skipped", "dash"},
    {"state-not-needed", "na", "dash"},
    {"state-failed", "failed", "no"},
    {"consent-allowed", "yes", "ok"},
    {"consent-refused", "no", "no"},
    {"consent-unknown", "unk", "unk"},
    {"consent-withdrawn", "wd", "back"},
    {"consent-late", "late", "clock"},
    {"consent-review", "rev", "hand"},
    {"consent-not-applicable", "na", "dash"},
    {"answer-yes", "yes", "ok"},
    {"answer-no", "no", "no"},
    {"answer-unknown", "unk", "unk"},
    {"answer-review", "rev", "hand"},
    {"answer-withdrawn", "wd", "back"},
    {"class-individual", "ind", "one"},
    {"class-several", "sev", "many"},
    {"class-uncertain", "unk", "unk"},
    {"class-none", "na", "dash"},
    {"layer-active", "pass", "ok"},
    {"layer-missing", "fail", "high"},
    {"decision-used", "pass", "ok"},
    {"decision-lapsed", "mid", "clock"},
    {"decision-unused", "na", "dash"},
    {"decision-stands", "fail", "high"},
    {"vanished-resolved", "res", "ok"},
    {"vanished-unseen", "nc", "unk"},
    {"vanished-confirmed", "res", "ok"},
};

void parts_status(Markup *markup, const char *kind, const char *value)
{
    if (!value || !*value)
        return;
    g_autofree char *key = g_strconcat(kind, "-", value, NULL);
    const Status *status = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(statuses) && !status; i++) {
        if (strcmp(statuses[i].key, key) == 0)
            status = &statuses[i];
    }
    g_autofree char *class = g_strconcat("st ", status ? status->class : "", NULL);
    markup_open(markup, "span", "class", class, NULL);
    markup_icon(markup, status ? status->icon : "unk");
    markup_open(markup, "span", NULL);
    markup_word(markup, kind, value);
    markup_close(markup, "span");
    markup_close(markup, "span");
}

void parts_view_open(Markup *markup, const char *id)
{
    g_autofree char *heading = g_strconcat("h-", id, NULL);
    g_autofree char *title = g_strconcat("view-", id, NULL);
    g_autofree char *lead = g_strconcat("view-", id, "-lead", NULL);
    markup_open(markup, "section", "class", "view wrap", "id", id, "aria-labelledby", heading,
                NULL);
    markup_open(markup, "h2", "id", heading, NULL);
    markup_say(markup, title, NULL);
    markup_close(markup, "h2");
    if (text_has("nl", lead))
        markup_say_in(markup, "p", "lead", lead, NULL);
}

void parts_view_close(Markup *markup)
{
    markup_close(markup, "section");
}

static void open_head(Markup *markup, const TableHead *head)
{
    markup_open(markup, "th", "scope", "col", "class", head->class, NULL);
    if (head->sort)
        markup_open(markup, "button", "type", "button", "class", "sort", NULL);
    markup_say(markup, head->id, NULL);
    if (head->sort)
        markup_close(markup, "button");
    markup_close(markup, "th");
}

void parts_table_open(Markup *markup, const Table *table, const TextValue *values)
{
    g_autofree char *caption = g_strconcat("c-", table->id, NULL);
    if (table->scroll)
        markup_open(markup, "div", "class", "scroll", "role", "region", "tabindex", "0",
                    "aria-labelledby", caption, NULL);
    markup_open(markup, "table", "id", table->id, "class", table->class, NULL);
    markup_open(markup, "caption", "id", caption, NULL);
    markup_say(markup, table->caption, values);
    markup_close(markup, "caption");
    markup_open(markup, "thead", NULL);
    markup_open(markup, "tr", NULL);
    for (const TableHead *head = table->heads; head->id; head++)
        open_head(markup, head);
    markup_close(markup, "tr");
    markup_close(markup, "thead");
    markup_open(markup, "tbody", NULL);
}

void parts_table_close(Markup *markup, const Table *table)
{
    markup_close(markup, "tbody");
    markup_close(markup, "table");
    if (table->scroll)
        markup_close(markup, "div");
}

void parts_cell_open(Markup *markup, const char *label, const char *class)
{
    markup_open(markup, "td", "class", class, "data-l", text_get(markup_language(markup), label),
                NULL);
    markup_open(markup, "div", NULL);
}

void parts_cell_close(Markup *markup)
{
    markup_close(markup, "div");
    markup_close(markup, "td");
}

void parts_cell_count(Markup *markup, uint64_t count)
{
    markup_open(markup, "td", "class", count ? "num" : "num zero", NULL);
    markup_number(markup, count);
    markup_close(markup, "td");
}

void parts_cell_number(Markup *markup, const char *label, uint64_t number)
{
    parts_cell_open(markup, label, number ? "num" : "num zero");
    markup_number(markup, number);
    parts_cell_close(markup);
}

void parts_found(Markup *markup, uint64_t findings, uint64_t leads)
{
    if (findings || !leads)
        markup_say(markup, "count-findings", WITH(TEXT_NUMBER("n", findings)));
    if (findings && leads)
        markup_text(markup, ", ");
    if (leads)
        markup_say(markup, "count-leads", WITH(TEXT_NUMBER("n", leads)));
}

void parts_cell_found(Markup *markup, uint64_t findings, uint64_t leads)
{
    g_autofree char *both = g_strdup_printf("%" G_GUINT64_FORMAT, findings + leads);
    markup_open(markup, "td", "class", findings ? "num" : "num zero", "data-l",
                text_get(markup_language(markup), "head-findings"), "data-k", both, NULL);
    markup_open(markup, "div", NULL);
    if (findings || !leads)
        markup_number(markup, findings);
    if (leads) {
        markup_open(markup, "span", "class", "small when", NULL);
        markup_say(markup, findings ? "plus-leads" : "count-leads", WITH(TEXT_NUMBER("n", leads)));
        markup_close(markup, "span");
    }
    parts_cell_close(markup);
}

void parts_cell_status(Markup *markup, const char *label, const char *kind, const char *value)
{
    parts_cell_open(markup, label, NULL);
    parts_status(markup, kind, value);
    parts_cell_close(markup);
}

/* Options hold text only, so the script changes their language. */
static void add_option(Markup *markup, const char *value, const char *dutch, const char *english)
{
    bool first_english = strcmp(markup_language(markup), "en") == 0;
    markup_open(markup, "option", "value", value, "data-nl", dutch, "data-en", english, NULL);
    markup_text(markup, first_english ? english : dutch);
    markup_close(markup, "option");
}

static void add_select(Markup *markup, const Filter *filter)
{
    markup_open(markup, "label", NULL);
    markup_open(markup, "span", NULL);
    markup_say(markup, filter->label, NULL);
    markup_close(markup, "span");
    markup_open(markup, "select", "name", filter->name, NULL);
    markup_open(markup, "option", "value", "", "data-nl", text_get("nl", "filter-all"), "data-en",
                text_get("en", "filter-all"), NULL);
    markup_text(markup, text_get(markup_language(markup), "filter-all"));
    markup_close(markup, "option");
    g_auto(GStrv) values = g_strsplit(filter->values, " ", -1);
    for (char **value = values; *value; value++) {
        g_autofree char *id = g_strconcat(filter->kind, "-", *value, NULL);
        bool known = text_has("nl", id);
        guint label = 2 * (guint)(value - values);
        if (filter->labels && label + 1 < filter->labels->len)
            add_option(markup, *value, filter->labels->pdata[label],
                       filter->labels->pdata[label + 1]);
        else if (**value)
            add_option(markup, *value, known ? text_get("nl", id) : *value,
                       known ? text_get("en", id) : *value);
    }
    markup_close(markup, "select");
    markup_close(markup, "label");
}

void parts_filter(Markup *markup, const char *target, const Filter *filters)
{
    markup_open(markup, "form", "class", "filter noprint", "data-for", target, NULL);
    markup_open(markup, "label", NULL);
    markup_open(markup, "span", NULL);
    markup_say(markup, "filter-search", NULL);
    markup_close(markup, "span");
    markup_void(markup, "input", "type", "search", "name", "search", "autocomplete", "off", NULL);
    markup_close(markup, "label");
    for (; filters->name; filters++)
        add_select(markup, filters);
    markup_open(markup, "button", "type", "reset", "class", "btn", NULL);
    markup_say(markup, "filter-clear", NULL);
    markup_close(markup, "button");
    markup_open(markup, "output", "role", "status", NULL);
    markup_close(markup, "output");
    markup_close(markup, "form");
}

char *parts_channels(const ReportContext *context)
{
    GString *channels = g_string_new(NULL);
    sqlite3_stmt *row =
        context_query(context,
                      "SELECT channel FROM temp.shown_channel WHERE channel IS NOT NULL "
                      "ORDER BY channel",
                      0);
    while (sqlite3_step(row) == SQLITE_ROW)
        g_string_append_printf(channels, "%s%s", channels->len ? " " : "", context_word(row, 0));
    context_done(context, row);
    return g_string_free(channels, FALSE);
}

uint64_t parts_records(const ReportContext *context, const char *sql, int column)
{
    sqlite3_stmt *row = context_query(context, sql, PAGE_RECORDS);
    uint64_t records = 0, findings = 0;
    while (sqlite3_step(row) == SQLITE_ROW && findings < VIEW_FINDINGS) {
        findings += MIN(RECORD_ROWS, (uint64_t)sqlite3_column_int64(row, column));
        records++;
    }
    context_done(context, row);
    return records;
}

uint64_t parts_unjudged(const ReportContext *context)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sqlite3_stmt *row = context_query(context, "SELECT clause FROM clause_result", 0);
    while (sqlite3_step(row) == SQLITE_ROW)
        g_hash_table_add(seen, g_strdup(context_word(row, 0)));
    context_done(context, row);
    uint64_t count = 0;
    for (guint i = 0; context->policy && i < context->policy->clauses->len; i++) {
        const PolicyClause *clause = context->policy->clauses->pdata[i];
        count += !g_hash_table_contains(seen, clause->id);
    }
    return count;
}

void parts_cap(Markup *markup, uint64_t shown, uint64_t all, const char *file)
{
    if (shown < all)
        markup_say_in(
            markup, "p", "note", "capped",
            WITH(TEXT_NUMBER("shown", shown), TEXT_NUMBER("all", all), TEXT_TEXT("file", file)));
}

void parts_region_open(Markup *markup, const char *label)
{
    markup_open(markup, "div", "class", "scroll", "role", "region", "tabindex", "0", "aria-label",
                text_get(markup_language(markup), label), "data-label-nl", text_get("nl", label),
                "data-label-en", text_get("en", label), NULL);
}

void parts_decide(Markup *markup, const Finding *finding)
{
    if (strcmp(finding->state, "resolved") == 0)
        return;
    g_autofree char *print = g_strndup(finding->fingerprint, FINGERPRINT_SHOWN);
    markup_open(markup, "span", "class", "decide js-only", "data-fp", print, NULL);
    markup_open(markup, "button", "type", "button", "class", "btn mini", NULL);
    markup_say(markup, "decide", NULL);
    markup_close(markup, "button");
    markup_close(markup, "span");
}

void parts_decide_all(Markup *markup, const char *group, uint64_t count)
{
    if (count < 2)
        return;
    markup_open(markup, "button", "type", "button", "class", "btn mini js-only decide-all",
                "data-group", group, NULL);
    markup_say(markup, "decide-all", WITH(TEXT_NUMBER("n", count)));
    markup_close(markup, "button");
}

void parts_title(Markup *markup, const Finding *finding)
{
    if (finding->title_nl || finding->title_en)
        markup_both(markup, finding->title_nl, finding->title_en);
    else
        markup_text(markup, finding->rule);
}

const char *parts_place(const Finding *finding)
{
    const char *choices[] = {finding->title, finding->url, finding->place_path, finding->path};
    for (size_t i = 0; i < G_N_ELEMENTS(choices); i++) {
        if (choices[i] && *choices[i])
            return choices[i];
    }
    return "";
}

void parts_published(Markup *markup, const char *published, const char *known)
{
    bool of_file = known && strcmp(known, "file") == 0;

    if (!published || !*published) {
        markup_say_in(markup, "span", "zero", "published-unknown", NULL);
    } else if (of_file) {
        g_autofree char *day = g_strndup(published, strlen("2026-11-23"));
        markup_say_in(markup, "span", "zero", "published-file", WITH(TEXT_DATE("date", day)));
    } else {
        markup_date(markup, published);
    }
}

void parts_lapsed(Markup *markup, const Finding *finding)
{
    if (!finding->lapsed)
        return;
    markup_open(markup, "span", "class", "small when", NULL);
    markup_say(markup, "decision-lapsed-on", WITH(TEXT_DATE("date", finding->lapsed)));
    markup_close(markup, "span");
}

void parts_why(Markup *markup, const Finding *finding)
{
    g_autofree char *dutch = because_said("nl", finding->reason);
    g_autofree char *english = because_said("en", finding->reason);

    if (!dutch || !english)
        return;
    markup_open(markup, "p", "class", "small", NULL);
    markup_both(markup, dutch, english);
    markup_close(markup, "p");
}

void parts_class_reason(Markup *markup, const char *reason)
{
    g_autofree char *id = g_strconcat("class-by-", reason, NULL);

    if (reason && text_has("nl", id)) {
        markup_say(markup, id, NULL);
        markup_text(markup, "; ");
    }
}

const char *parts_faces_id(int64_t faces)
{
    return faces > 1 ? "photo-faces-several" : "photo-faces";
}

/* "1 of 3 pages" is "detail-n-of-n-pages"; the first numbers go into `numbers`. */
static char *detail_id(const char *detail, char *numbers[2])
{
    GString *id = g_string_new("detail");
    unsigned count = 0;
    bool gap = true;

    while (*detail) {
        size_t digits = strspn(detail, "0123456789");
        bool word = digits > 0 || g_ascii_isalpha(*detail);

        if (word && gap)
            g_string_append_c(id, '-');
        if (digits > 0 && count < 2)
            numbers[count++] = g_strndup(detail, digits);
        if (word)
            g_string_append_c(id, digits > 0 ? 'n' : g_ascii_tolower(*detail));
        gap = !word;
        detail += digits > 0 ? digits : 1;
    }
    return g_string_free(id, FALSE);
}

void parts_detail(Markup *markup, const char *detail)
{
    char *numbers[2] = {NULL, NULL};
    g_autofree char *id = detail_id(detail, numbers);
    g_autofree char *first = numbers[0], *second = numbers[1];

    if (text_has("nl", id)) {
        markup_say_in(
            markup, "span", "small detail", id,
            WITH(TEXT_TEXT("a", first ? first : ""), TEXT_TEXT("b", second ? second : "")));
    } else {
        markup_open(markup, "span", "class", "small detail", NULL);
        markup_say(markup, "detail-technical", NULL);
        markup_text(markup, " ");
        markup_open(markup, "span", "lang", "en", NULL);
        markup_text(markup, detail);
        markup_close(markup, "span");
        markup_close(markup, "span");
    }
}
