/* Writes the figures; see audit_metrics.h. */
#include "commands/audit_metrics.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "language.h"
#include "store/run.h"

#define START "schoolaudit_last_start_timestamp_seconds"
#define RUN "schoolaudit_last_run_timestamp_seconds"
#define COMPLETE "schoolaudit_last_complete_timestamp_seconds"
#define STATUS "schoolaudit_last_exit_status"

/* ---- text ---- */

/* The name of a metric with what it is, as the format wants it before the values. */
static void describe(GString *text, const char *name, const char *help)
{
    g_string_append_printf(text, "# HELP %s %s\n# TYPE %s gauge\n", name, help, name);
}

static void single(GString *text, const char *name, const char *help, gint64 value)
{
    describe(text, name, help);
    g_string_append_printf(text, "%s %" G_GINT64_FORMAT "\n", name, value);
}

static gint64 seconds_of(const char *time)
{
    g_autoptr(GDateTime) parsed = time ? g_date_time_new_from_iso8601(time, NULL) : NULL;

    return parsed ? g_date_time_to_unix(parsed) : 0;
}

static bool is_of(const char *line, const char *name)
{
    const char *start = line;

    if (g_str_has_prefix(line, "# HELP ") || g_str_has_prefix(line, "# TYPE "))
        start += strlen("# HELP ");
    return g_str_has_prefix(start, name) && strchr(" {", start[strlen(name)]);
}

/* Lines of the file as it is, without those of the metrics named (NULL at the end). */
static void keep_lines(GString *text, const char *path, const char *const *but)
{
    g_autofree char *before = NULL;

    if (!g_file_get_contents(path, &before, NULL, NULL))
        return;
    g_auto(GStrv) lines = g_strsplit(before, "\n", -1);

    for (size_t i = 0; lines[i]; i++) {
        bool wanted = *lines[i] != '\0';

        for (size_t k = 0; but[k]; k++)
            wanted = wanted && !is_of(lines[i], but[k]);
        if (wanted)
            g_string_append_printf(text, "%s\n", lines[i]);
    }
}

/* A value of the file as it is; 0 where there is none. */
static gint64 value_before(const char *path, const char *name)
{
    g_autofree char *before = NULL;
    gint64 value = 0;

    if (!g_file_get_contents(path, &before, NULL, NULL))
        return 0;
    g_auto(GStrv) lines = g_strsplit(before, "\n", -1);

    for (size_t i = 0; lines[i]; i++)
        if (*lines[i] != '#' && is_of(lines[i], name))
            value = g_ascii_strtoll(lines[i] + strlen(name), NULL, 10);
    return value;
}

/* Readable for the monitor, which is another user: it holds nothing about anybody. */
static bool put(const char *path, const GString *text, ExitStatus status, GError **error)
{
    g_autoptr(GError) cause = NULL;
    mode_t mask = umask(022);
    bool done = g_file_set_contents_full(
        path, text->str, (gssize)text->len,
        G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &cause);

    umask(mask);
    if (done)
        return true;
    exit_error_set(error, status,
                   status == EXIT_CANNOT_CREATE ? "cli-not-created" : "cli-not-written",
                   TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", language_cause(cause))));
    return false;
}

/* ---- figures ---- */

static void each(GString *text, sqlite3 *db, const char *name, const char *sql)
{
    sqlite3_stmt *row = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK)
        while (sqlite3_step(row) == SQLITE_ROW)
            g_string_append_printf(text, "%s{%s} %" G_GINT64_FORMAT "\n", name,
                                   sqlite3_column_text(row, 0),
                                   (gint64)sqlite3_column_int64(row, 1));
    sqlite3_finalize(row);
}

/* Each with what it is, and a query that gives labels and a value. */
static const struct {
    const char *name, *help, *sql;
} figures[] = {
    {"schoolaudit_items", "Items of the last run by state.",
     "SELECT 'state=\"' || s.column1 || '\"', (SELECT count(*) FROM item WHERE state ="
     " s.column1) FROM (VALUES ('read'), ('partial'), ('skipped'), ('failed')) s"},
    {"schoolaudit_gaps", "Items that were not, or not wholly, examined.",
     "SELECT 'reason=\"' || CASE reason WHEN '' THEN 'unknown' ELSE reason END || '\"',"
     " count(*) FROM item WHERE gap GROUP BY 1 ORDER BY 1"},
    {"schoolaudit_findings", "Findings of the last run by rule, kind and state.",
     "SELECT 'rule=\"' || rule || '\",as=\"' || as_ || '\",state=\"' || state || '\"',"
     " count(*) FROM finding GROUP BY rule, as_, state ORDER BY 1"},
    {"schoolaudit_findings_gone", "Findings of the run before that are not there any more.",
     "SELECT 'rule=\"' || rule || '\",state=\"' || state || '\"', count(*) FROM vanished"
     " GROUP BY rule, state ORDER BY 1"},
    {"schoolaudit_clauses", "Clauses of the policy by result.",
     "SELECT 'result=\"' || result || '\"', count(*) FROM clause_result GROUP BY 1 ORDER BY 1"},
    {"schoolaudit_rule_milliseconds", "Processor time of each rule in the last run.",
     "SELECT 'rule=\"' || rule || '\"', CAST(1000 * seconds AS INTEGER) FROM temp.rule_time"
     " ORDER BY rule"},
    {"schoolaudit_sandbox_layer", "Layers of the sandbox: 1 active, 0 missing.",
     "SELECT 'layer=\"' || l.value || '\"', r.key = 'sandbox' FROM run r, json_each(r.value) l"
     " WHERE r.key IN ('sandbox', 'sandbox-missing') ORDER BY 1"},
};

static void register_age(GString *text, const AuditOptions *options)
{
    GDate as_of, today;
    int year, month, day;

    g_date_clear(&as_of, 1);
    g_date_clear(&today, 1);
    if (!options->as_of || sscanf(options->as_of, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return;
    g_date_set_dmy(&as_of, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    if (sscanf(options->today, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return;
    g_date_set_dmy(&today, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    single(text, "schoolaudit_register_age_days", "Days since the register was drawn up.",
           g_date_days_between(&as_of, &today));
}

bool audit_metrics_start(const AuditOptions *options, const char *started, GError **error)
{
    static const char *const but[] = {START, NULL};
    g_autoptr(GString) text = g_string_new(NULL);

    if (!options->metrics_file)
        return true;
    single(text, START, "When the last audit began.", seconds_of(started));
    keep_lines(text, options->metrics_file, but);
    return put(options->metrics_file, text, EXIT_CANNOT_CREATE, error);
}

bool audit_metrics_write(const AuditOptions *options, sqlite3 *db, ExitStatus status,
                         GError **error)
{
    const char *path = options->metrics_file;
    bool whole = status == EXIT_COMPLETE_CLEAN || status == EXIT_COMPLETE_FINDINGS;
    g_autoptr(GString) text = g_string_new(NULL);
    g_autofree char *end = path ? run_value(db, "finished") : NULL;

    if (!path)
        return true;
    gint64 complete = whole ? seconds_of(end) : value_before(path, COMPLETE);

    single(text, START, "When the last audit began.", value_before(path, START));
    single(text, RUN, "When the inputs of the last audit with a report had been read.",
           seconds_of(end));
    if (complete > 0)
        single(text, COMPLETE, "The same for the last one that was complete.", complete);
    single(text, STATUS, "Exit status of the last audit.", (gint64)status);
    single(text, "schoolaudit_duration_seconds", "How long the last audit with a report took.",
           (g_get_monotonic_time() - options->begun) / G_USEC_PER_SEC);
    for (size_t i = 0; i < G_N_ELEMENTS(figures); i++) {
        describe(text, figures[i].name, figures[i].help);
        each(text, db, figures[i].name, figures[i].sql);
    }
    register_age(text, options);
    return put(path, text, EXIT_CANNOT_WRITE, error);
}

void audit_metrics_failed(const AuditOptions *options, int status)
{
    static const char *const but[] = {STATUS, NULL};
    g_autoptr(GString) text = g_string_new(NULL);

    if (!options->metrics_file)
        return;
    single(text, STATUS, "Exit status of the last audit.", status);
    keep_lines(text, options->metrics_file, but);
    put(options->metrics_file, text, EXIT_CANNOT_WRITE, NULL);
}
