/*
 * Runs a policy over a store, clause by clause. Each use of a rule runs once for each set of
 * parameters; its findings are shared out to the clauses that want them. What passes has been
 * checked: whatever a rule could not run on, or could not decide, makes the clause "not-checked".
 */
#include "store/judge.h"

#include <string.h>
#include <time.h>

#include "commands/command.h"
#include "store/findings.h"
#include "store/functions.h"
#include "store/permissions.h"
#include "store/rows.h"
#include "store/rule.h"
#include "store/rule_values.h"
#include "store/takedowns.h"
#include "store/text_counts.h"

/* One rule with one set of parameters, run at most once. */
typedef struct {
    const Rule *rule;
    int64_t checked, undecided;
    bool failed;
    GPtrArray *findings; /* Finding *, borrowed */
} RuleRun;

/* What came of all uses of a rule, for rule_result. */
typedef struct {
    int64_t checked;
    const char *reason; /* NULL when it ran */
    char *detail;
} RuleOutcome;

typedef struct {
    int64_t checked, undecided, verdicts, leads, reviews, gaps;
    bool turned;        /* a lead decides, since the input it wants was given */
    const char *reason; /* why a use that decides did not run; the first */
    const char *detail;
    const char *failed; /* a rule that failed while running */
} ClauseTally;

typedef struct {
    Rows rows;
    const Policy *policy;
    GPtrArray *rules;     /* Rule *, owned */
    GHashTable *by_id;    /* id -> Rule *, borrowed */
    GHashTable *prepared; /* a rule's SQL -> sqlite3_stmt *, owned */
    GHashTable *runs;     /* rule and parameters -> RuleRun *, owned */
    GHashTable *counts;   /* statement with its values -> int64_t *, owned; rules count alike */
    GHashTable *outcomes; /* rule's id -> RuleOutcome *, owned */
    Findings *findings;
    GByteArray *private_items; /* a bit an item */
    sqlite3_stmt *get_gaps, *put_clause, *put_time;
} Judge;

static void rule_run_free(RuleRun *run)
{
    g_ptr_array_unref(run->findings);
    g_free(run);
}

static void finalize_statement(gpointer statement)
{
    sqlite3_finalize(statement);
}

static void rule_outcome_free(RuleOutcome *outcome)
{
    g_free(outcome->detail);
    g_free(outcome);
}

static char *run_key(const Rule *rule, GHashTable *values)
{
    GString *key = g_string_new(rule->id);

    for (char **parameter = rule->parameters; *parameter; parameter++)
        g_string_append_printf(key, "\n%s=%s", *parameter,
                               (char *)g_hash_table_lookup(values, *parameter));
    return g_string_free(key, FALSE);
}

/* The statement of a rule with its values, reset; NULL with `error`. Borrowed. */
static sqlite3_stmt *statement_of(Judge *judge, const Rule *rule, const char *sql,
                                  GHashTable *values, GError **error)
{
    sqlite3_stmt *statement = g_hash_table_lookup(judge->prepared, sql);

    if (!statement) {
        statement = rule_prepare(rule, judge->rows.db, sql, error);
        if (!statement)
            return NULL;
        g_hash_table_insert(judge->prepared, (gpointer)sql, statement);
    }
    return rule_bind(rule, statement, values, error) ? statement : NULL;
}

static bool check_statement(Judge *judge, const Rule *rule, const char *sql, GHashTable *values,
                            GError **error)
{
    return !sql || statement_of(judge, rule, sql, values, error);
}

/* Everything that could make a rule silently give nothing, found out before one runs. */
static bool check_use(Judge *judge, const PolicyClause *clause, const PolicyRule *use,
                      GError **error)
{
    const Rule *rule = g_hash_table_lookup(judge->by_id, use->rule);
    g_autoptr(GHashTable) values = NULL;

    if (!rule)
        return true;
    values = rule_values(judge->policy, clause, use, rule, error);
    return values && check_statement(judge, rule, rule->checked, values, error) &&
           check_statement(judge, rule, rule->undecided, values, error) &&
           check_statement(judge, rule, rule->findings, values, error);
}

static bool check_policy(Judge *judge, GError **error)
{
    for (guint i = 0; i < judge->policy->clauses->len; i++) {
        const PolicyClause *clause = g_ptr_array_index(judge->policy->clauses, i);

        for (guint j = 0; j < clause->rules->len; j++)
            if (!check_use(judge, clause, g_ptr_array_index(clause->rules, j), error))
                return false;
    }
    return true;
}

/* ---- running ---- */

static bool input_given(Judge *judge, const char *input)
{
    g_autofree char *key = g_strconcat(input, "-given", NULL);
    sqlite3_stmt *get = rows_prepare(
        &judge->rows, "SELECT 1 FROM run WHERE key = ? AND lower(value) IN ('1', 'yes', 'true')");
    bool given;

    rows_bind(get, "t", key);
    given = rows_next(&judge->rows, get);
    sqlite3_finalize(get);
    return given;
}

/* The first input the rule wants and has not; NULL when nothing is missing. Borrowed. */
static const char *missing_input(Judge *judge, const Rule *rule)
{
    for (char **need = rule->needs; *need; need++)
        if (**need && !input_given(judge, *need))
            return *need;
    return NULL;
}

static int64_t run_count(Judge *judge, RuleRun *run, const char *sql, GHashTable *values)
{
    sqlite3_stmt *statement = sql ? statement_of(judge, run->rule, sql, values, NULL) : NULL;
    char *expanded = sqlite3_expanded_sql(statement);
    const int64_t *known = expanded ? g_hash_table_lookup(judge->counts, expanded) : NULL;
    int64_t count = known ? *known : 0;

    if (sql && !known) {
        if (statement && sqlite3_step(statement) == SQLITE_ROW)
            count = sqlite3_column_int64(statement, 0);
        else
            run->failed = true;
        if (expanded && !run->failed)
            g_hash_table_insert(judge->counts, g_strdup(expanded), g_memdup2(&count, sizeof count));
    }
    sqlite3_free(expanded);
    sqlite3_reset(statement);
    return count;
}

/* Items of sources that are somebody's own: asked once, for every finding wants to know. */
static void load_private(Judge *judge)
{
    int64_t items = rows_number(&judge->rows, "SELECT max(id) FROM item", 0);
    sqlite3_stmt *get = rows_prepare(
        &judge->rows, "SELECT i.id FROM item i JOIN source s ON s.id = i.source WHERE i.id > 0 AND"
                      " s.owner IS NOT NULL AND s.owner NOT IN ('school', 'management',"
                      " 'allowed')");

    g_byte_array_set_size(judge->private_items, (guint)(items / 8 + 1));
    memset(judge->private_items->data, 0, judge->private_items->len);
    while (rows_next(&judge->rows, get)) {
        int64_t item = sqlite3_column_int64(get, 0);

        judge->private_items->data[item / 8] |= (guint8)(1U << item % 8);
    }
    sqlite3_finalize(get);
}

static bool is_private(const Judge *judge, int64_t item)
{
    if (item < 0 || item / 8 >= judge->private_items->len)
        return false;
    return (judge->private_items->data[item / 8] >> item % 8 & 1) != 0;
}

static void run_findings(Judge *judge, RuleRun *run, GHashTable *values)
{
    sqlite3_stmt *row = statement_of(judge, run->rule, run->rule->findings, values, NULL);
    FindingColumns columns;
    int step = SQLITE_ERROR;

    if (row)
        finding_columns_find(&columns, row);
    while (row && (step = sqlite3_step(row)) == SQLITE_ROW) {
        Finding *finding = findings_take(judge->findings, run->rule->id, row, &columns);

        if (!finding) {
            step = SQLITE_ERROR; /* without an item nobody could find it again */
            break;
        }
        finding->is_private = is_private(judge, finding->item);
        g_ptr_array_add(run->findings, finding);
    }
    run->failed = run->failed || step != SQLITE_DONE;
    sqlite3_reset(row);
}

static double processor_seconds(void)
{
    struct timespec now;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static RuleRun *run_rule(Judge *judge, const Rule *rule, GHashTable *values)
{
    g_autofree char *key = run_key(rule, values);
    RuleRun *run = g_hash_table_lookup(judge->runs, key);
    double begun = processor_seconds();

    if (run)
        return run;
    run = g_new0(RuleRun, 1);
    run->rule = rule;
    run->findings = g_ptr_array_new();
    run->checked = run_count(judge, run, rule->checked, values);
    run->undecided = run_count(judge, run, rule->undecided, values);
    run_findings(judge, run, values);
    rows_write(&judge->rows, judge->put_time, "tdii", rule->id, processor_seconds() - begun,
               run->checked, (int64_t)run->findings->len);
    g_hash_table_insert(judge->runs, g_steal_pointer(&key), run);
    return run;
}

static RuleOutcome *outcome_of(Judge *judge, const char *rule)
{
    RuleOutcome *outcome = g_hash_table_lookup(judge->outcomes, rule);

    if (!outcome) {
        outcome = g_new0(RuleOutcome, 1);
        g_hash_table_insert(judge->outcomes, (gpointer)rule, outcome);
    }
    return outcome;
}

/* ---- clauses ---- */

static void touch_finding(const PolicyClause *clause, const PolicyRule *use, PolicyAs as,
                          Finding *finding, ClauseTally *tally)
{
    if (use->accounts == ACCOUNTS_SCHOOL && finding->is_private)
        return;
    if (use->accounts == ACCOUNTS_PRIVATE && !finding->is_private)
        return;
    if (use->accounts == ACCOUNTS_LEADS_ON_PRIVATE && finding->is_private)
        as = AS_LEAD;
    if (as == AS_VERDICT && finding->confidence == CONFIDENCE_REVIEW) {
        as = AS_LEAD;
        tally->reviews++;
    }
    if (as == AS_VERDICT)
        tally->verdicts++;
    else
        tally->leads++;
    finding_touch(finding, clause->id, as, use->severity);
}

/* A clause hangs on its verdicts; only where it has none on its leads. */
static void tally_reason(ClauseTally *tally, bool decides, const char *reason, const char *detail)
{
    if (decides && !tally->reason) {
        tally->reason = reason;
        tally->detail = detail;
    }
}

/* How many items that were not, or not wholly, read may hold what the rule looks for. */
static int64_t gaps_of(Judge *judge, const Rule *rule, GHashTable *values)
{
    const char *channels = g_hash_table_lookup(values, "channels");
    int64_t gaps = 0;

    if (rule->gaps_harmless)
        return 0;
    rows_bind(judge->get_gaps, "t", channels ? channels : "[\"all\"]");
    if (rows_next(&judge->rows, judge->get_gaps))
        gaps = sqlite3_column_int64(judge->get_gaps, 0);
    sqlite3_reset(judge->get_gaps);
    return gaps;
}

static void judge_use(Judge *judge, const PolicyClause *clause, const PolicyRule *use,
                      ClauseTally *tally)
{
    const Rule *rule = g_hash_table_lookup(judge->by_id, use->rule);
    RuleOutcome *outcome = outcome_of(judge, use->rule);
    bool turned = use->verdict_with && input_given(judge, use->verdict_with);
    PolicyAs as = turned ? AS_VERDICT : use->as;
    bool decides = clause->kind == CLAUSE_ASSIST || use->as == AS_VERDICT || turned;
    const char *missing = rule ? missing_input(judge, rule) : NULL;
    g_autoptr(GHashTable) values = NULL;
    RuleRun *run;

    tally->turned = tally->turned || turned;
    if (!rule || missing) {
        outcome->reason = rule ? "needs-input" : "rule-not-available";
        g_free(outcome->detail);
        outcome->detail = g_strdup(rule ? missing : use->rule);
        tally_reason(tally, decides, outcome->reason, rule ? missing : use->rule);
        return;
    }
    values = rule_values(judge->policy, clause, use, rule, NULL);
    run = run_rule(judge, rule, values);
    outcome->checked = MAX(outcome->checked, run->checked);
    if (run->failed) {
        outcome->reason = "rule-failed";
        tally->failed = use->rule;
    }
    if (decides) {
        tally->checked += run->checked;
        tally->undecided += run->undecided;
        tally->gaps = MAX(tally->gaps, gaps_of(judge, rule, values));
    }
    for (guint i = 0; i < run->findings->len; i++)
        touch_finding(clause, use, as, g_ptr_array_index(run->findings, i), tally);
}

typedef struct {
    const char *result, *reason;
    char *detail; /* owned */
} ClauseVerdict;

static ClauseVerdict verdict(const char *result, const char *reason, const char *detail)
{
    return (ClauseVerdict){result, reason, g_strdup(detail)};
}

static ClauseVerdict verdict_count(const char *reason, int64_t count)
{
    return (ClauseVerdict){"not-checked", reason, g_strdup_printf("%" G_GINT64_FORMAT, count)};
}

static ClauseVerdict manual_verdict(const PolicyClause *clause)
{
    if (clause->shows == SHOWS_SCOPE)
        return verdict("not-applicable", "shows-scope", NULL);
    if (clause->shows == SHOWS_FOLLOW_UP)
        return verdict("not-applicable", "shows-follow-up", NULL);
    if (clause->shows == SHOWS_BREACH)
        return verdict("not-applicable", "shows-breach", NULL);
    return verdict("not-checked", "manual", NULL);
}

/* Findings weigh most, then what went wrong or was not looked at; only what is left has passed. */
static ClauseVerdict clause_verdict(const PolicyClause *clause, const ClauseTally *tally)
{
    if (clause->kind == CLAUSE_MANUAL)
        return manual_verdict(clause);
    if (tally->failed)
        return verdict("error", "rule-failed", tally->failed);
    if (tally->verdicts > 0)
        return verdict("fail", tally->reason, tally->detail);
    if (tally->reason)
        return verdict("not-checked", tally->reason, tally->detail);
    if (tally->checked == 0)
        return verdict("not-checked", "nothing-checked", NULL);
    if (clause->kind == CLAUSE_ASSIST && !tally->turned)
        return verdict("not-checked", "leads-only", NULL);
    if (tally->reviews > 0)
        return verdict_count("review", tally->reviews);
    if (tally->undecided > 0)
        return verdict_count("undecided", tally->undecided);
    return tally->gaps > 0 ? verdict_count("gaps", tally->gaps) : verdict("pass", NULL, NULL);
}

static void judge_clause(Judge *judge, const PolicyClause *clause, int64_t position)
{
    ClauseTally tally = {0};
    ClauseVerdict given;

    for (guint i = 0; i < clause->rules->len; i++)
        judge_use(judge, clause, g_ptr_array_index(clause->rules, i), &tally);
    given = clause_verdict(clause, &tally);
    rows_write(&judge->rows, judge->put_clause, "itttiiitt", position, clause->id,
               policy_kind_id(clause->kind), given.result, tally.checked, tally.verdicts,
               tally.leads, given.reason, given.detail);
    g_free(given.detail);
}

/* ---- results ---- */

static void write_outcome(Judge *judge, sqlite3_stmt *put, const char *id,
                          const RuleOutcome *outcome)
{
    const Rule *rule = g_hash_table_lookup(judge->by_id, id);
    int64_t count = findings_count(judge->findings, id);
    const char *result = count > 0 ? "fail" : "pass";
    g_autofree char *reason = NULL;

    if (outcome->reason) {
        result = g_str_equal(outcome->reason, "rule-failed") ? "error" : "not-checked";
        reason = outcome->detail ? g_strdup_printf("%s %s", outcome->reason, outcome->detail)
                                 : g_strdup(outcome->reason);
    } else if (outcome->checked == 0 && count == 0) {
        result = "not-checked";
        reason = g_strdup("nothing-checked");
    }
    rows_write(&judge->rows, put, "tttiitt", id, rule ? rule->title_nl : NULL,
               rule ? rule->title_en : NULL, outcome->checked, count, result, reason);
}

static void write_outcomes(Judge *judge)
{
    sqlite3_stmt *put =
        rows_prepare(&judge->rows, "INSERT INTO rule_result VALUES (?, ?, ?, ?, ?, ?, ?)");
    g_autoptr(GList) ids = g_hash_table_get_keys(judge->outcomes);

    ids = g_list_sort(ids, (GCompareFunc)strcmp);
    for (GList *id = ids; id; id = id->next)
        write_outcome(judge, put, id->data, g_hash_table_lookup(judge->outcomes, id->data));
    sqlite3_finalize(put);
}

/* Decisions that hold today close their findings; see decision_closes(). */
static void apply_decisions(Judge *judge, const char *today)
{
    sqlite3_stmt *decide = rows_prepare(
        &judge->rows, "UPDATE finding SET state = 'decided' WHERE fingerprint IN (SELECT"
                      " fingerprint FROM decision WHERE kind IN ('unjust', 'consent', 'accepted')"
                      " AND (until IS NULL OR until >= ?))");

    rows_write(&judge->rows, decide, "t", today);
    sqlite3_finalize(decide);
    rows_run(&judge->rows, "UPDATE decision SET used = EXISTS (SELECT 1 FROM finding f"
                           " WHERE f.fingerprint = decision.fingerprint)");
}

static void judge_prepare(Judge *judge)
{
    rows_run_resource(&judge->rows, "store/judge.sql");
    text_counts_fill(&judge->rows);
    rows_run(&judge->rows, "DELETE FROM finding; DELETE FROM finding_clause;"
                           "DELETE FROM clause_result; DELETE FROM rule_result;"
                           "DROP INDEX IF EXISTS finding_fingerprint;"
                           "DROP INDEX IF EXISTS finding_person;"
                           "DROP INDEX IF EXISTS finding_item");
    load_private(judge);
    judge->get_gaps = rows_prepare(
        &judge->rows, "SELECT total(items) FROM gap_source g WHERE EXISTS (SELECT 1 FROM"
                      " gap_channel c WHERE c.source = g.source AND (c.channel IS NULL OR c.channel"
                      " IN (SELECT value FROM json_each(?1)) OR 'all' IN (SELECT value FROM"
                      " json_each(?1))))");
    judge->put_clause =
        rows_prepare(&judge->rows, "INSERT INTO clause_result VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
    judge->put_time = rows_prepare(
        &judge->rows,
        "INSERT INTO temp.rule_time VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET seconds ="
        " seconds + excluded.seconds, checked = max(checked, excluded.checked), findings ="
        " max(findings, excluded.findings)");
}

static void judge_all(Judge *judge, const char *today)
{
    for (guint i = 0; i < judge->policy->clauses->len; i++)
        judge_clause(judge, g_ptr_array_index(judge->policy->clauses, i), (int64_t)i + 1);
    findings_write(judge->findings, &judge->rows);
    /* Behind the rows: sorted at once, where each row would go to a page of its own. */
    rows_run(&judge->rows, "CREATE INDEX finding_fingerprint ON finding (fingerprint);"
                           "CREATE INDEX finding_person ON finding (person);"
                           "CREATE INDEX finding_item ON finding (item, publication)");
    rows_run_resource(&judge->rows, "store/breach.sql");
    write_outcomes(judge);
    apply_decisions(judge, today);
    rows_run(&judge->rows, "DROP TABLE temp.answered; DROP TABLE temp.text_counts");
}

static bool judge_load(Judge *judge, GError **error)
{
    judge->rules = rule_load_all(error);
    if (!judge->rules)
        return false;
    for (guint i = 0; i < judge->rules->len; i++) {
        Rule *rule = g_ptr_array_index(judge->rules, i);

        g_hash_table_insert(judge->by_id, rule->id, rule);
    }
    return true;
}

static void judge_clear(Judge *judge)
{
    g_hash_table_unref(judge->prepared);
    sqlite3_finalize(judge->get_gaps);
    sqlite3_finalize(judge->put_clause);
    sqlite3_finalize(judge->put_time);
    g_clear_pointer(&judge->rules, g_ptr_array_unref);
    g_hash_table_unref(judge->by_id);
    g_hash_table_unref(judge->runs);
    g_hash_table_unref(judge->counts);
    g_hash_table_unref(judge->outcomes);
    findings_free(judge->findings);
    g_byte_array_unref(judge->private_items);
    rows_release(&judge->rows);
}

bool judge_run(sqlite3 *db, const Policy *policy, const char *today, GError **error)
{
    Judge judge = {.policy = policy};
    bool done;

    rows_borrow(&judge.rows, db);
    functions_add(db);
    judge.by_id = g_hash_table_new(g_str_hash, g_str_equal);
    judge.prepared = g_hash_table_new_full(NULL, NULL, NULL, finalize_statement);
    judge.runs =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)rule_run_free);
    judge.counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    judge.outcomes =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, (GDestroyNotify)rule_outcome_free);
    judge.findings = findings_new();
    judge.private_items = g_byte_array_new();
    done = judge_load(&judge, error);
    if (done) {
        rows_run(&judge.rows, "BEGIN");
        done = permissions_fill(db, today, error) && takedowns_match(db, error);
    }
    if (done) {
        judge_prepare(&judge);
        done = check_policy(&judge, error);
    }
    if (done) {
        judge_all(&judge, today);
        rows_run(&judge.rows, "COMMIT");
        done = rows_good(&judge.rows, error);
    }
    judge_clear(&judge);
    return done;
}
