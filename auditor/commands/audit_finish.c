/* See audit_finish.h. */
#include "commands/audit_finish.h"

#include <stdio.h>
#include <string.h>

#include "commands/audit_metrics.h"
#include "commands/audit_summary.h"
#include "commands/interrupt.h"
#include "commands/terminal.h"
#include "language.h"
#include "reports/reports.h"
#include "store/decisions.h"
#include "store/history.h"
#include "store/judge.h"
#include "store/link.h"

static int64_t query_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *statement = NULL;
    int64_t number = 0;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK &&
        sqlite3_step(statement) == SQLITE_ROW)
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}

/* A verdict that could not be reached for want of an input that the policy says it must have. */
static bool lacks_required_input(sqlite3 *db, const Policy *policy)
{
    sqlite3_stmt *statement = NULL;
    bool lacks = false;

    if (sqlite3_prepare_v2(db,
                           "SELECT reason_detail FROM clause_result WHERE result = 'not-checked' "
                           "AND kind = 'auto' AND reason = 'needs-input'",
                           -1, &statement, NULL) != SQLITE_OK)
        return true;
    while (!lacks && sqlite3_step(statement) == SQLITE_ROW) {
        const char *input = (const char *)sqlite3_column_text(statement, 0);

        lacks = input && policy->requires &&
                g_strv_contains((const char *const *)policy->requires, input);
    }
    sqlite3_finalize(statement);
    return lacks;
}

/* Incomplete: a gap in what was read, a source that holds nothing, no register, a clause in error,
 * or a verdict that lacked an input the policy requires. */
static ExitStatus outcome(sqlite3 *db, const Policy *policy)
{
    bool open = query_number(db, "SELECT count(*) FROM finding WHERE as_ = 'verdict' AND state IN "
                                 "('new', 'open')") > 0;
    bool incomplete =
        query_number(db, "SELECT count(*) FROM item WHERE gap") > 0 ||
        query_number(db, "SELECT count(*) FROM warning WHERE code IN ('no-register', "
                         "'source-changed', 'source-empty', 'shards-missing')") > 0 ||
        query_number(db, "SELECT count(*) FROM clause_result WHERE result = 'error'") > 0 ||
        lacks_required_input(db, policy);

    if (incomplete)
        return open ? EXIT_INCOMPLETE_FINDINGS : EXIT_INCOMPLETE_CLEAN;
    return open ? EXIT_COMPLETE_FINDINGS : EXIT_COMPLETE_CLEAN;
}

#define TYPES_TOLD 8

/* "video/mp4 (3), application/ogg (2)": what nobody here can read; NULL when there is none. */
static char *unread_types(sqlite3 *db)
{
    g_autoptr(GString) types = g_string_new(NULL);
    sqlite3_stmt *get = NULL;

    sqlite3_prepare_v2(db,
                       "SELECT type, count(*) FROM item WHERE reason ="
                       " 'no-reader' GROUP BY type ORDER BY 2 DESC, 1",
                       -1, &get, NULL);
    for (int i = 0; get && sqlite3_step(get) == SQLITE_ROW && i <= TYPES_TOLD; i++) {
        const char *type = (const char *)sqlite3_column_text(get, 0);

        if (!type || strcmp(type, "application/octet-stream") == 0)
            type = language_text("type-unknown");
        g_string_append(types, i ? ", " : "");
        if (i == TYPES_TOLD)
            g_string_append(types, "…");
        else
            g_string_append_printf(types, "%s (%d)", type, sqlite3_column_int(get, 1));
    }
    sqlite3_finalize(get);
    return types->len ? g_strdup(types->str) : NULL;
}

/* Lists that were given and hold nothing: what asks for them was not checked. */
static void print_empty_lists(sqlite3 *db)
{
    sqlite3_stmt *get = NULL;

    sqlite3_prepare_v2(db, "SELECT detail FROM warning WHERE code = 'list-empty' ORDER BY id", -1,
                       &get, NULL);
    while (get && sqlite3_step(get) == SQLITE_ROW) {
        g_autofree char *option =
            g_strdup_printf("--%s", (const char *)sqlite3_column_text(get, 0));
        g_autofree char *text =
            language_fill("cli-list-empty", TEXT_VALUES(TEXT_TEXT("option", option)));

        terminal_print(stdout, "", 0, text);
    }
    sqlite3_finalize(get);
}

/* What changes the meaning of the figures, in the report's own words. */
static void print_warnings(sqlite3 *db)
{
    sqlite3_stmt *get = NULL;

    sqlite3_prepare_v2(
        db,
        "SELECT code, coalesce(detail, '') FROM warning WHERE code IN ("
        "'no-register', 'consent-missing', 'source-empty', 'channel-unnamed') ORDER BY id",
        -1, &get, NULL);
    while (get && sqlite3_step(get) == SQLITE_ROW) {
        const char *detail = (const char *)sqlite3_column_text(get, 1);
        g_autofree char *id =
            g_strconcat("warning-", (const char *)sqlite3_column_text(get, 0), NULL);
        g_autofree char *text = language_fill(id, TEXT_VALUES(TEXT_TEXT("detail", detail)));

        terminal_print(stdout, "", 0, text);
    }
    sqlite3_finalize(get);
}

static void summarise(sqlite3 *db, const AuditOptions *options, const RunFolder *folder,
                      ExitStatus status)
{
    uint64_t items = (uint64_t)query_number(db, "SELECT count(*) FROM item");
    uint64_t gaps = (uint64_t)query_number(db, "SELECT count(*) FROM item WHERE gap");
    uint64_t findings =
        (uint64_t)query_number(db, "SELECT count(*) FROM finding WHERE as_ = 'verdict'");
    uint64_t leads = (uint64_t)query_number(db, "SELECT count(*) FROM finding WHERE as_ = 'lead'");
    g_autofree char *summary =
        language_fill("cli-summary", TEXT_VALUES(TEXT_COUNT("items", "cli-items", items),
                                                 TEXT_NUMBER("gaps", gaps),
                                                 TEXT_COUNT("findings", "cli-findings", findings),
                                                 TEXT_COUNT("leads", "cli-leads", leads)));

    g_autofree char *types = unread_types(db);
    g_autofree char *unread =
        types ? language_fill("cli-no-reader", TEXT_VALUES(TEXT_TEXT("types", types))) : NULL;

    uint64_t missing =
        (uint64_t)query_number(db, "SELECT count(*) FROM link WHERE state = 'missing'");
    g_autofree char *media =
        language_fill("cli-media-missing", TEXT_VALUES(TEXT_NUMBER("n", missing)));

    if (options->quiet)
        return;
    terminal_print(stdout, "", 0, summary);
    print_warnings(db);
    print_empty_lists(db);
    if (unread)
        terminal_print(stdout, "", 0, unread);
    if (missing > 0)
        terminal_print(stdout, "", 0, media);
    if (status == EXIT_INCOMPLETE_CLEAN || status == EXIT_INCOMPLETE_FINDINGS)
        terminal_print(stdout, "", 0, language_text("summary-incomplete"));
    printf("%s/report.html\n", folder->out);
}

/* Findings against the protocol, the decisions and the run before. */
static bool judge(sqlite3 *db, const AuditOptions *options, const RunFolder *folder,
                  const Policy *policy, GError **error)
{
    g_autofree char *previous =
        options->previous ? g_strdup(options->previous) : history_previous(db, folder->out);
    g_autofree char *log = options->decisions
                               ? g_strdup(options->decisions)
                               : g_build_filename(folder->state, DECISIONS_LOG, NULL);
    bool usable = false;

    if (options->decisions && !g_file_test(log, G_FILE_TEST_EXISTS)) {
        exit_error_set(error, EXIT_INPUT_MISSING, "decisions-unreadable",
                       TEXT_VALUES(TEXT_TEXT("path", log),
                                   TEXT_TEXT("cause", language_text("cli-errno-missing"))));
        return false;
    }
    if (previous && !history_open(db, previous, options->previous != NULL, &usable, error))
        return false;
    return decisions_load(db, log, error) && judge_run(db, policy, options->today, error) &&
           (!usable || history_compare(db, previous, error)) &&
           decisions_settle(db, options->today, error) &&
           history_name_run(db, options->today, error);
}

bool audit_report(const AuditOptions *options, const RunFolder *folder, const Policy *policy,
                  sqlite3 *db, bool judged, ExitStatus *status, GError **error)
{
    ReportOptions report = {.out = folder->out,
                            .language = options->language,
                            .names = options->names,
                            .today = options->today,
                            .version = SCHOOLAUDIT_VERSION,
                            .traces = options->traces,
                            .stops = interrupt_stops};

    if ((!judged && !judge(db, options, folder, policy, error)) ||
        !reports_write(db, policy, &report, error))
        return false;
    *status = outcome(db, policy);
    summarise(db, options, folder, *status);
    return audit_summary_write(options, db, folder->out, *status, error) &&
           audit_metrics_write(options, db, *status, error);
}

bool audit_finish(const AuditOptions *options, const RunFolder *folder, const Policy *policy,
                  Store *store, ExitStatus *status, GError **error)
{
    g_autofree char *path = g_build_filename(folder->part, "audit.db", NULL);
    sqlite3 *db;
    bool done;

    if (!store_finalise(store, path, error) || !(db = store_open(path, error)))
        return false;
    interrupt_watch(db);
    done = store_attach_pixels(store, db, error) && store_link(db, error) &&
           audit_report(options, folder, policy, db, false, status, error);
    sqlite3_close(db);
    if (!done)
        interrupt_stops(error); /* then whatever went wrong went wrong for that */
    return done;
}
