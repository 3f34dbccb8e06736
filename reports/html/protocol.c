/*
 * The protocol, clause by clause: what is asked, of whom, how it was checked and on how much, what
 * came out, or why nothing could. No clause of the policy is ever left out, judged or not.
 */
#include <string.h>

#include "reports/html/parts.h"
#include "reports/html/views.h"

typedef struct {
    const char *kind, *result, *reason, *detail;
    uint64_t checked, findings, leads;
} ClauseResult;

/* What the page calls the result: a clause without a rule waits for a person's answer. */
static const char *shown_result(const ClauseResult *result)
{
    if (strcmp(result->result, "not-checked") != 0)
        return result->result;
    if (strcmp(result->kind, "manual") == 0)
        return "manual";
    if (strcmp(result->reason, "leads-only") == 0)
        return "leads";
    return "not-checked";
}

static void add_reason(Markup *markup, const ClauseResult *result)
{
    if (!*result->reason)
        return;
    g_autofree char *id = g_strconcat("clause-", result->reason, NULL);
    g_autofree char *input = g_strconcat("input-", result->detail, NULL);
    TextValue detail = TEXT_TEXT("detail", result->detail);
    if (text_has("nl", input))
        detail = (TextValue)TEXT_ID("detail", input);
    markup_open(markup, "p", "class", "small", NULL);
    if (text_has("nl", id))
        markup_say(markup, id, WITH(detail));
    else
        markup_say(markup, "clause-other", WITH(TEXT_TEXT("code", result->reason), detail));
    markup_close(markup, "p");
}

static void add_outcome(Markup *markup, const PolicyClause *clause, const ClauseResult *result)
{
    parts_cell_open(markup, "head-outcome", NULL);
    if (result->findings) {
        markup_open(markup, "b", NULL);
        markup_say(markup, "count-findings", WITH(TEXT_NUMBER("n", result->findings)));
        markup_close(markup, "b");
        markup_text(markup, result->leads ? ", " : "");
    }
    if (result->leads)
        markup_say(markup, "count-leads", WITH(TEXT_NUMBER("n", result->leads)));
    if (strcmp(result->result, "pass") == 0 && !result->leads)
        markup_say_in(markup, "span", "small", "clause-found-nothing", NULL);
    add_reason(markup, result);
    if (clause && clause->kind == CLAUSE_MANUAL && clause->question[POLICY_DUTCH]) {
        markup_open(markup, "p", "class", "small", NULL);
        markup_both(markup, clause->question[POLICY_DUTCH], clause->question[POLICY_ENGLISH]);
        markup_close(markup, "p");
        markup_element(markup, "p", "answer", "");
    }
    parts_cell_close(markup);
}

static void add_text(Markup *markup, const PolicyClause *clause)
{
    parts_cell_open(markup, "head-asks", NULL);
    if (clause) {
        markup_both(markup, clause->text[POLICY_DUTCH], clause->text[POLICY_ENGLISH]);
        if (clause->note[POLICY_DUTCH]) {
            markup_open(markup, "p", "class", "small", NULL);
            markup_both(markup, clause->note[POLICY_DUTCH], clause->note[POLICY_ENGLISH]);
            markup_close(markup, "p");
        }
    } else {
        markup_say(markup, "clause-unknown", NULL);
    }
    parts_cell_close(markup);
}

static void add_binds(Markup *markup, const PolicyClause *clause)
{
    parts_cell_open(markup, "head-binds", NULL);
    for (char **who = clause ? clause->binds : NULL; who && *who; who++) {
        if (who != clause->binds)
            markup_text(markup, ", ");
        markup_word(markup, "binds", *who);
    }
    parts_cell_close(markup);
    parts_cell_open(markup, "head-strength", NULL);
    if (clause)
        markup_word(markup, "strength", policy_strength_id(clause->strength));
    parts_cell_close(markup);
}

static void add_row(Markup *markup, const char *id, const PolicyClause *clause,
                    const ClauseResult *result)
{
    const char *shown = shown_result(result);
    markup_open(markup, "tr", "data-row", "", "data-result", shown, "data-strength",
                clause ? policy_strength_id(clause->strength) : NULL, "data-how", result->kind,
                NULL);
    markup_open(markup, "th", "scope", "row", NULL);
    markup_element(markup, "span", "nowrap", id);
    if (clause && clause->law) {
        markup_text(markup, " ");
        markup_element(markup, "span", "small", clause->law);
    }
    markup_close(markup, "th");
    add_text(markup, clause);
    parts_cell_status(markup, "head-result", "result", shown);
    add_binds(markup, clause);
    parts_cell_open(markup, "head-checked", NULL);
    markup_word(markup, "how", result->kind);
    if (strcmp(result->kind, "manual") != 0) {
        markup_text(markup, ", ");
        markup_say(markup, "count-checks", WITH(TEXT_NUMBER("n", result->checked)));
    }
    parts_cell_close(markup);
    add_outcome(markup, clause, result);
    markup_close(markup, "tr");
}

static const TableHead clause_heads[] = {
    {"head-clause", NULL, false},   {"head-asks", NULL, false},
    {"head-result", NULL, false},   {"head-binds", NULL, false},
    {"head-strength", NULL, false}, {"head-checked", NULL, false},
    {"head-outcome", NULL, false},  {NULL, NULL, false}};

/* "Toepassing bij profilering, 3" -> the part of the document. */
static char *part_of(const PolicyClause *clause)
{
    const char *comma = clause && clause->article ? strchr(clause->article, ',') : NULL;
    if (!comma)
        return g_strdup(clause && clause->article ? clause->article : "");
    return g_strndup(clause->article, (size_t)(comma - clause->article));
}

static void add_part(Markup *markup, const char *part)
{
    markup_open(markup, "tr", "class", "group", NULL);
    markup_open(markup, "th", "scope", "colgroup", "colspan", "7", NULL);
    markup_open(markup, "span", "lang", "nl", NULL);
    markup_text(markup, part);
    markup_close(markup, "span");
    markup_close(markup, "th");
    markup_close(markup, "tr");
}

static ClauseResult read_result(sqlite3_stmt *row, char *detail)
{
    return (ClauseResult){
        .kind = context_word(row, 1),
        .result = context_word(row, 2),
        .reason = context_word(row, 6),
        .detail = detail,
        .checked = (uint64_t)sqlite3_column_int64(row, 3),
        .findings = (uint64_t)sqlite3_column_int64(row, 4),
        .leads = (uint64_t)sqlite3_column_int64(row, 5),
    };
}

static void add_unjudged_head(Markup *markup)
{
    markup_open(markup, "tr", "class", "group", NULL);
    markup_open(markup, "th", "scope", "colgroup", "colspan", "7", NULL);
    markup_say(markup, "clause-not-judged-group", NULL);
    markup_close(markup, "th");
    markup_close(markup, "tr");
}

/* Clauses the policy has and the judge was silent about: never lost, never passed. */
static void add_unjudged(Markup *markup, const Policy *policy, GHashTable *seen)
{
    static const char *const kinds[] = {"auto", "assist", "manual"};
    for (guint i = 0; policy && i < policy->clauses->len; i++) {
        const PolicyClause *clause = policy->clauses->pdata[i];
        if (g_hash_table_contains(seen, clause->id))
            continue;
        if (g_hash_table_add(seen, g_strdup("")))
            add_unjudged_head(markup);
        const ClauseResult result = {kinds[clause->kind], "not-checked", "not-judged", "", 0, 0, 0};
        add_row(markup, clause->id, clause, &result);
    }
}

static void add_clauses(Markup *markup, const ReportContext *context)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autofree char *current = g_strdup("");
    sqlite3_stmt *row = context_query(context,
                                      "SELECT clause, kind, result, checked, findings, leads, "
                                      "reason, reason_detail FROM clause_result ORDER BY position",
                                      0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        const char *id = context_word(row, 0);
        const PolicyClause *clause = context->policy ? policy_clause(context->policy, id) : NULL;
        g_autofree char *part = part_of(clause);
        g_autofree char *detail = context_text(context, row, 7, MASK_PROSE);
        ClauseResult result = read_result(row, detail);
        if (*part && strcmp(part, current) != 0) {
            add_part(markup, part);
            g_free(current);
            current = g_steal_pointer(&part);
        }
        add_row(markup, id, clause, &result);
        g_hash_table_add(seen, g_strdup(id));
    }
    context_done(context, row);
    add_unjudged(markup, context->policy, seen);
}

void protocol_sums(Markup *markup, const ReportContext *context)
{
    markup_open(markup, "ul", "class", "state", NULL);
    sqlite3_stmt *row = context_query(
        context,
        "SELECT CASE WHEN result = 'not-checked' AND kind = 'manual' THEN 'manual' "
        "WHEN result = 'not-checked' AND reason = 'leads-only' THEN 'leads' "
        "ELSE result END AS shown, count(*) FROM clause_result GROUP BY shown "
        "ORDER BY CASE shown WHEN 'fail' THEN 0 WHEN 'error' THEN 1 WHEN 'not-checked' THEN 2 "
        "WHEN 'leads' THEN 3 WHEN 'manual' THEN 4 WHEN 'pass' THEN 5 ELSE 6 END",
        0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        markup_open(markup, "li", NULL);
        parts_status(markup, "result", context_word(row, 0));
        markup_text(markup, " ");
        markup_open(markup, "b", NULL);
        markup_number(markup, (uint64_t)sqlite3_column_int64(row, 1));
        markup_close(markup, "b");
        markup_close(markup, "li");
    }
    context_done(context, row);
    uint64_t unjudged = parts_unjudged(context);
    if (unjudged) {
        markup_open(markup, "li", NULL);
        markup_say_in(markup, "span", "st nc", "clauses-unjudged",
                      WITH(TEXT_NUMBER("n", unjudged)));
        markup_close(markup, "li");
    }
    markup_close(markup, "ul");
}

static void add_dropped(Markup *markup, const Policy *policy)
{
    if (!policy || !policy->dropped || !*policy->dropped)
        return;
    g_autofree char *ids = g_strjoinv(", ", policy->dropped);
    markup_say_in(markup, "p", "note", "clauses-dropped", WITH(TEXT_TEXT("ids", ids)));
}

void view_protocol(Markup *markup, const ReportContext *context)
{
    static const Table table = {"t-protocol", "cards", "clauses-caption", clause_heads, false};
    static const Filter filters[] = {
        {"result", "head-result", "result",
         "fail error not-checked leads manual pass not-applicable", NULL},
        {"strength", "head-strength", "strength", "must should may is", NULL},
        {"how", "head-checked", "how", "auto assist manual", NULL},
        {NULL, NULL, NULL, NULL, NULL}};
    const Policy *policy = context->policy;
    uint64_t count = policy ? policy->clauses->len : 0;
    parts_view_open(markup, "protocol");
    if (policy) {
        markup_open(markup, "p", "class", "note", NULL);
        markup_both(markup, policy->title[POLICY_DUTCH], policy->title[POLICY_ENGLISH]);
        markup_close(markup, "p");
    }
    protocol_sums(markup, context);
    parts_filter(markup, "t-protocol", filters);
    parts_table_open(markup, &table, WITH(TEXT_NUMBER("n", count)));
    add_clauses(markup, context);
    parts_table_close(markup, &table);
    add_dropped(markup, policy);
    parts_view_close(markup);
}
