/*
 * What judging and reporting cost, and how large the page gets: a store of invented facts
 * (report-store.sql), linked, judged by `cederboom` and written by all writers. Prints processor
 * seconds of each stage, findings, memory at its highest, and bytes of report.html; on standard
 * error the seconds of each rule.
 *
 * bench_report FOLDER FACTS (publications, texts, mentions, phrases, data, links, tags, pictures)
 */
#include <gio/gio.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include "policies/policy.h"
#include "reports/reports.h"
#include "store/history.h"
#include "store/judge.h"
#include "store/link.h"

#define TODAY "2026-11-23"
#define ROWS "tests/bench/report-store.sql"
#define FACTS_A_GROUP 25 /* rows of the tables below that the file makes each time */

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* The most so far, in MiB. */
static long memory(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss / 1024;
}

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        g_error("%s", message);
}

static void run_resource(sqlite3 *db, const char *name)
{
    g_autofree char *path = g_strconcat("/schoolaudit/store/", name, NULL);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_assert(bytes);
    run(db, g_bytes_get_data(bytes, NULL)); /* GLib ends resources with a NUL */
}

/* As store_finalise() leaves it: rows, then what finish.sql adds. */
static void make_store(const char *path, long long facts)
{
    g_autofree char *rows = NULL;
    g_autofree char *wanted =
        g_strdup_printf("CREATE TEMP TABLE wanted AS SELECT %lld AS groups", facts / FACTS_A_GROUP);
    sqlite3 *db = NULL;
    remove(path);
    if (!g_file_get_contents(ROWS, &rows, NULL, NULL) || sqlite3_open(path, &db) != SQLITE_OK)
        g_error("%s, %s", ROWS, path);
    run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536");
    run_resource(db, "schema.sql");
    run(db, "BEGIN");
    run(db, wanted);
    run(db, rows);
    run(db, "COMMIT");
    run_resource(db, "finish.sql");
    sqlite3_close(db);
}

static double number_of(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *row = NULL;
    double number = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &row, NULL) == SQLITE_OK && sqlite3_step(row) == SQLITE_ROW)
        number = sqlite3_column_double(row, 0);
    sqlite3_finalize(row);
    return number;
}

#define ROWS_OF(table) "(SELECT count(*) FROM " table ") + "
#define FACTS                                                                                      \
    "SELECT " ROWS_OF("publication") ROWS_OF("text") ROWS_OF("mention") ROWS_OF("phrase")          \
        ROWS_OF("datum") ROWS_OF("link") ROWS_OF("person_tag") ROWS_OF("picture")                  \
            ROWS_OF("property") "0"

/* The time of each rule, on standard error. */
static void show_rules(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    sqlite3_prepare_v2(db, "SELECT rule, seconds, findings FROM temp.rule_time ORDER BY rule", -1,
                       &row, NULL);
    while (row && sqlite3_step(row) == SQLITE_ROW)
        fprintf(stderr, "%s %.2f s, %d findings\n", sqlite3_column_text(row, 0),
                sqlite3_column_double(row, 1), sqlite3_column_int(row, 2));
    sqlite3_finalize(row);
}

static long long bytes_of(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    struct stat status;
    return stat(path, &status) == 0 ? (long long)status.st_size : -1;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 64;
    g_autoptr(GError) error = NULL;
    g_autofree char *part = g_build_filename(argv[1], ".part", NULL);
    g_autofree char *path = g_build_filename(part, "audit.db", NULL);
    g_autoptr(Policy) policy = policy_load("cederboom", &error);
    ReportOptions options = {argv[1], "nl", false, TODAY, "0.1.0", false, NULL};
    g_mkdir_with_parents(part, 0700);
    make_store(path, g_ascii_strtoll(argv[2], NULL, 10));
    double start = seconds();
    sqlite3 *db = store_open(path, &error);
    if (!policy || !db || !store_link(db, &error))
        g_error("%s", error->message);
    double linked = seconds();
    if (!judge_run(db, policy, TODAY, &error) || !history_name_run(db, TODAY, &error))
        g_error("%s", error->message);
    double judged = seconds();
    long judging = memory();
    double findings = number_of(db, "SELECT count(*) FROM finding");
    show_rules(db);
    if (!reports_write(db, policy, &options, &error))
        g_error("%s", error->message);
    double reported = seconds();
    printf("%.0f facts: link %.1f s, judge %.1f s, report %.1f s, %.0f findings, %ld MiB (%ld "
           "until judged), report.html %.1f MB\n",
           number_of(db, FACTS), linked - start, judged - linked, reported - judged, findings,
           memory(), judging, (double)bytes_of(argv[1], "report.html") / 1e6);
    sqlite3_close(db);
    return 0;
}
