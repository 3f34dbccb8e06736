/*
 * Runs every writer over the store, once a level, and publishes what they wrote. The only place
 * that knows which levels there are.
 */
#include "reports/reports.h"

#include <string.h>

#include "commands/command.h"
#include "reports/action.h"
#include "reports/manifest.h"
#include "reports/output.h"
#include "reports/writer.h"
#include "store/rows.h"
#include "store/rule.h"

#define NAMED_SUFFIX "-met-namen"
#define CACHE_KIB 114688 /* pages of the store kept in memory while reports are written */

static const ReportWriter *const writers[] = {
#define REPORT(name) &report_##name,
#include "reports/reports.def"
#undef REPORT
};

const char *context_run(const ReportContext *context, const char *key)
{
    const char *value = g_hash_table_lookup(context->run, key);
    return value ? value : "";
}

/* A statement that was asked for once. */
typedef struct {
    sqlite3_stmt *statement; /* owned */
    bool lent;
} Prepared;

static void prepared_free(Prepared *prepared)
{
    sqlite3_finalize(prepared->statement);
    g_free(prepared);
}

static sqlite3_stmt *prepare(const ReportContext *context, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v2(context->store, sql, -1, &statement, NULL) == SQLITE_OK)
        return statement;
    if (!*context->error)
        exit_error_set(context->error, EXIT_CANNOT_WRITE, "cli-store-fails",
                       TEXT_VALUES(TEXT_TEXT("path", "audit.db"),
                                   TEXT_TEXT("cause", sqlite3_errmsg(context->store))));
    sqlite3_prepare_v2(context->store, "SELECT 1 WHERE 0", -1, &statement, NULL);
    return statement;
}

sqlite3_stmt *context_query(const ReportContext *context, const char *sql, int64_t value)
{
    Prepared *prepared = g_hash_table_lookup(context->prepared, sql);
    sqlite3_stmt *statement = prepared && !prepared->lent ? prepared->statement : NULL;
    if (statement) {
        prepared->lent = true;
    } else {
        statement = prepare(context, sql);
    }
    if (!prepared && g_str_equal(sqlite3_sql(statement), sql)) {
        prepared = g_new(Prepared, 1);
        *prepared = (Prepared){statement, true};
        g_hash_table_insert(context->prepared, g_strdup(sql), prepared);
    }
    if (sqlite3_bind_parameter_count(statement) > 0)
        sqlite3_bind_int64(statement, 1, value);
    return statement;
}

void context_done(const ReportContext *context, sqlite3_stmt *statement)
{
    Prepared *prepared = g_hash_table_lookup(context->prepared, sqlite3_sql(statement));
    if (!prepared || prepared->statement != statement) {
        sqlite3_finalize(statement);
        return;
    }
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
    prepared->lent = false;
}

int64_t context_count(const ReportContext *context, const char *sql)
{
    sqlite3_stmt *row = context_query(context, sql, 0);
    int64_t count = sqlite3_step(row) == SQLITE_ROW ? sqlite3_column_int64(row, 0) : 0;
    context_done(context, row);
    return count;
}

void context_step(const ReportContext *context, const char *sql)
{
    sqlite3_stmt *step = context_query(context, sql, 0);
    sqlite3_step(step);
    context_done(context, step);
}

const char *context_word(sqlite3_stmt *row, int index)
{
    return rows_word(row, index);
}

char *context_text(const ReportContext *context, sqlite3_stmt *row, int index, MaskCarrier carrier)
{
    return mask_text(context->mask, context_word(row, index), carrier);
}

static GHashTable *read_run(const ReportContext *context)
{
    GHashTable *run = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    sqlite3_stmt *row = context_query(context, "SELECT key, value FROM run", 0);
    while (sqlite3_step(row) == SQLITE_ROW)
        g_hash_table_insert(run, g_strdup(context_word(row, 0)), g_strdup(context_word(row, 1)));
    context_done(context, row);
    return run;
}

/* Which rules and channels have findings: every page offers them as filters. */
static void list_shown(const ReportContext *context)
{
    static const char *const steps[] = {
        "DROP TABLE IF EXISTS temp.shown_rule", "DROP TABLE IF EXISTS temp.shown_channel",
        "CREATE TEMP TABLE shown_rule AS SELECT DISTINCT rule FROM finding ORDER BY rule",
        "CREATE TEMP TABLE shown_channel AS SELECT DISTINCT coalesce(p.channel, s.channel) AS "
        "channel FROM finding f LEFT JOIN item i ON i.id = f.item LEFT JOIN source s ON s.id = "
        "i.source LEFT JOIN publication p ON p.id = f.publication"};
    for (size_t i = 0; i < G_N_ELEMENTS(steps); i++)
        context_step(context, steps[i]);
}

/* Rules whose pictures no report shows, as a table beside the store. */
static bool list_withheld(const ReportContext *context, GError **error)
{
    g_autoptr(GPtrArray) rules = rule_load_all(error);
    sqlite3_stmt *put = NULL;
    if (!rules)
        return false;
    sqlite3_exec(context->store,
                 "DROP TABLE IF EXISTS temp.withheld_rule;"
                 "CREATE TEMP TABLE withheld_rule (rule TEXT PRIMARY KEY)",
                 NULL, NULL, NULL);
    put = context_query(context, "INSERT INTO temp.withheld_rule VALUES (?)", 0);
    for (guint i = 0; i < rules->len; i++) {
        const Rule *rule = g_ptr_array_index(rules, i);
        if (!rule->pictures_withheld)
            continue;
        sqlite3_bind_text(put, 1, rule->id, -1, SQLITE_STATIC);
        sqlite3_step(put);
        sqlite3_reset(put);
    }
    context_done(context, put);
    return true;
}

static LedgerTotals count_ledger(const ReportContext *context)
{
    LedgerTotals totals = {0};
    sqlite3_stmt *row = context_query(
        context, "SELECT state, gap, count(*) FROM item GROUP BY state, gap ORDER BY state", 0);
    while (sqlite3_step(row) == SQLITE_ROW) {
        const char *state = context_word(row, 0);
        uint64_t count = (uint64_t)sqlite3_column_int64(row, 2);
        bool gap = sqlite3_column_int(row, 1) != 0;
        totals.items += count;
        totals.gaps += gap ? count : 0;
        if (strcmp(state, "read") == 0)
            totals.read += count;
        else if (strcmp(state, "partial") == 0)
            totals.partial += count;
        else if (strcmp(state, "skipped") == 0)
            totals.skipped += count;
        else if (strcmp(state, "failed") == 0)
            totals.failed += count;
        if (strcmp(state, "skipped") == 0 && !gap)
            totals.not_needed += count;
    }
    context_done(context, row);
    return totals;
}

/* "findings.json" -> "findings-met-namen.json" at the named level. */
static char *file_name(const char *file, bool with_names)
{
    const char *dot = strrchr(file, '.');
    if (!with_names || !dot)
        return g_strdup(file);
    return g_strdup_printf("%.*s" NAMED_SUFFIX "%s", (int)(dot - file), file, dot);
}

Output *context_add_output(const ReportContext *context, const char *name)
{
    g_autofree char *full = file_name(name, mask_with_names(context->mask));
    return outputs_add(context->outputs, full);
}

char *context_output_path(const ReportContext *context, const char *name)
{
    g_autofree char *full = file_name(name, mask_with_names(context->mask));
    return outputs_path(context->outputs, full);
}

void context_adopt(const ReportContext *context, const char *name)
{
    g_autofree char *full = file_name(name, mask_with_names(context->mask));
    if (!outputs_adopt(context->outputs, full, context->error) && !*context->error)
        exit_error_set(context->error, EXIT_CANNOT_WRITE, "cli-not-read-back",
                       TEXT_VALUES(TEXT_TEXT("path", full), TEXT_TEXT("cause", "")));
}

typedef struct {
    const ReportWriter *writer;
    void *state;
    Output *files[WRITER_FILES];
} Running;

static Running begin_writer(const ReportWriter *writer, const ReportContext *context)
{
    Running running = {.writer = writer};
    for (size_t i = 0; i < WRITER_FILES && writer->files[i]; i++)
        running.files[i] = context_add_output(context, writer->files[i]);
    running.state = writer->begin(context, running.files);
    return running;
}

/* All writers of a level side by side: every finding goes through the gate once for all of them. */
static void write_level(ReportContext *context, const Mask *mask)
{
    Running running[G_N_ELEMENTS(writers)];
    context->mask = mask;
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++)
        running[i] = begin_writer(writers[i], context);
    g_autoptr(FindingCursor) cursor = findings_open(context, "1", FINDINGS_BY_NUMBER, 0);
    const Finding *finding;
    while ((finding = findings_next(cursor))) {
        for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
            if (writers[i]->finding)
                writers[i]->finding(running[i].state, finding);
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(writers); i++) {
        writers[i]->end(running[i].state);
        for (size_t k = 0; k < WRITER_FILES && running[i].files[k]; k++)
            output_finish(running[i].files[k]);
    }
    context->mask = NULL;
}

/* The masked level, the named one where it was asked for, and the manifest, which is masked too. */
static bool write_all(ReportContext *context, Outputs *outputs, GError **error)
{
    g_autoptr(Mask) masked = mask_new(context->store, false, error);
    if (!masked)
        return false;
    write_level(context, masked);
    if (context->options->names) {
        g_autoptr(Mask) named = mask_new(context->store, true, error);
        if (!named)
            return false;
        write_level(context, named);
    }
    return manifest_write(context, masked, outputs, error);
}

bool reports_write(sqlite3 *store, const Policy *policy, const ReportOptions *options,
                   GError **error)
{
    g_autoptr(GError) failure = NULL;
    ReportContext context = {
        .store = store, .policy = policy, .options = options, .error = &failure};
    g_autoptr(Outputs) outputs = outputs_open(options->out, error);
    if (!outputs)
        return false;
    context.outputs = outputs;
    /* Judging needed the memory for pages of the store, the writers need it for themselves. */
    sqlite3_exec(store, "PRAGMA cache_size = -" G_STRINGIFY(CACHE_KIB) "; PRAGMA shrink_memory",
                 NULL, NULL, NULL);
    g_autoptr(GHashTable) prepared =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)prepared_free);
    context.prepared = prepared;
    g_autoptr(GHashTable) run = read_run(&context);
    context.run = run;
    list_shown(&context);
    actions_list(&context);
    if (!list_withheld(&context, error))
        return false;
    context.ledger = count_ledger(&context);
    if (context.ledger.items != context.ledger.read + context.ledger.partial +
                                    context.ledger.skipped + context.ledger.failed) {
        exit_error_set(error, EXIT_CONSERVATION, "cli-items-open", NULL);
        return false;
    }
    bool done = write_all(&context, outputs, error);
    if (done && failure) {
        g_propagate_error(error, g_steal_pointer(&failure));
        done = false;
    }
    return done && outputs_finish(outputs, error) && !(options->stops && options->stops(error)) &&
           outputs_publish(outputs, error);
}
