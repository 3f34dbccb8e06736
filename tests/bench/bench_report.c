/*
 * What judging and reporting cost, and how large the page gets: a store of invented publications,
 * each with a text and a pupil's surname in it, linked, judged by `cederboom` and written by all
 * writers. Prints seconds of each stage, findings, memory at its highest, and bytes of report.html.
 *
 * bench_report FOLDER FACTS (publications, texts and mentions together)
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
#define PUPILS 2000

static const char fill[] =
    "BEGIN;"
    "INSERT INTO run VALUES ('today', '" TODAY "'), ('started', '" TODAY
    "T00:00:00Z'), ('finished',"
    " '" TODAY "T00:00:00Z'), ('school', 'De Vlinderhof'), ('register-given', '1'), ('keep-until',"
    " '2027-02-21'), ('pixels', 'not-looked-into');"
    "INSERT INTO source (id, label, path, kind, channel, access, owner, platform) VALUES (1,"
    " 'website', 'website', 'folder', 'website', 'public', 'school', 'website');"
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " G_STRINGIFY(
        PUPILS) ")"
                " INSERT INTO person (id, role, number, first, last, masked, \"group\") SELECT i, "
                "'pupil',"
                " printf('%%04d', i), 'Voornaam' || char(97 + i %% 26) || char(97 + i / 26 %% 26),"
                " 'Achter' || char(97 + i %% 26) || char(97 + i / 26 %% 26) || char(97 + i / 676 "
                "%% 26) ||"
                " 'stra', 'V. A.', 1 + i %% 8 FROM n;"
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
                " INSERT INTO item (id, source, position, path, name, place, bytes, hash, type, "
                "reader, state,"
                " url, url_how) SELECT i, 1, cast(printf('%%09d', i) AS BLOB), 'website/nieuws/' "
                "|| i / 500 ||"
                " '/bericht-' || i || '.html', 'bericht-' || i || '.html', 'nieuws/' || i / 500 || "
                "'/bericht-'"
                " || i || '.html', 9000, printf('%%032x', i), 'text/html', 'html', 'read',"
                " 'https://vlinderhof.example/nieuws/' || i / 500 || '/bericht-' || i, 'canonical' "
                "FROM n;"
                "INSERT INTO publication (id, item, number, kind, platform, channel, access, "
                "access_known,"
                " status, author_role, title, published, published_known) SELECT id, id, 1, "
                "'page', 'website',"
                " 'website', 'public', 1, 'published', 'school', 'Nieuws uit groep ' || (1 + id %% "
                "8) || ',"
                " week ' || (1 + id %% 52), date('2026-11-01', '-' || id %% 1500 || ' days'), "
                "'metadata'"
                " FROM item;"
                "INSERT INTO text (id, item, publication, place, label, bytes, digest) SELECT id, "
                "id, id,"
                " 'body', 'alinea ' || (1 + id %% 9), 400, printf('%%032x', 7 * id) FROM item;"
                "INSERT INTO mention SELECT i.id, i.id, e.id, 'certain', 1, 100, 120, e.first || ' "
                "' || e.last,"
                " 'Op de foto staat ' || e.first || ' ' || e.last || ' bij opdracht ' || i.id || ' "
                "van de"
                " projectweek', 17, 'full', 'own-first-name' FROM item i JOIN person e ON e.id = 1 "
                "+ i.id"
                " %% " G_STRINGIFY(
                    PUPILS) " ORDER BY i.id;"
                            "COMMIT;"
                            "CREATE INDEX publication_item ON publication (item);"
                            "CREATE INDEX text_publication ON text (publication) WHERE digest IS "
                            "NOT NULL;"
                            "CREATE INDEX text_item ON text (item) WHERE digest IS NOT NULL;"
                            "CREATE INDEX mention_text ON mention (text); CREATE INDEX "
                            "mention_person ON mention (person);"
                            "CREATE INDEX datum_publication ON datum (publication);"
                            "CREATE INDEX phrase_text ON phrase (text); CREATE INDEX "
                            "link_publication ON link "
                            "(publication);"
                            "CREATE INDEX person_tag_item ON person_tag (item); CREATE INDEX "
                            "property_item ON property"
                            " (item); CREATE INDEX consent_person ON consent (person); ANALYZE";

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        g_error("%s", message);
}

static sqlite3 *make_store(const char *path, int facts)
{
    g_autoptr(GBytes) schema = g_resources_lookup_data("/schoolaudit/store/schema.sql",
                                                       G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    g_autofree char *sql = g_strndup(g_bytes_get_data(schema, NULL), g_bytes_get_size(schema));
    g_autofree char *rows = g_strdup_printf(fill, facts / 3);
    sqlite3 *db = NULL;
    remove(path);
    if (sqlite3_open(path, &db) != SQLITE_OK)
        g_error("%s", path);
    run(db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536");
    run(db, sql);
    run(db, rows);
    return db;
}

static long long bytes_of(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    struct stat status;
    return stat(path, &status) == 0 ? (long long)status.st_size : -1;
}

static int findings_of(sqlite3 *db)
{
    sqlite3_stmt *row = NULL;
    int count = -1;
    if (sqlite3_prepare_v2(db, "SELECT count(*) FROM finding", -1, &row, NULL) == SQLITE_OK &&
        sqlite3_step(row) == SQLITE_ROW)
        count = sqlite3_column_int(row, 0);
    sqlite3_finalize(row);
    return count;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 64;
    g_autoptr(GError) error = NULL;
    g_autofree char *part = g_build_filename(argv[1], ".part", NULL);
    g_autofree char *path = g_build_filename(part, "audit.db", NULL);
    g_autoptr(Policy) policy = policy_load("cederboom", &error);
    ReportOptions options = {argv[1], "nl", false, TODAY, "0.1.0", false};
    g_mkdir_with_parents(part, 0700);
    sqlite3 *db = make_store(path, (int)g_ascii_strtoll(argv[2], NULL, 10));
    double start = seconds();
    if (!policy || !store_link(db, &error))
        g_error("%s", error->message);
    double linked = seconds();
    if (!judge_run(db, policy, TODAY, &error) || !history_name_run(db, TODAY, &error))
        g_error("%s", error->message);
    double judged = seconds();
    int findings = findings_of(db);
    if (!reports_write(db, policy, &options, &error))
        g_error("%s", error->message);
    double reported = seconds();
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%s facts: link %.1f s, judge %.1f s, report %.1f s, %d findings, %ld MiB, report.html "
           "%.1f MB\n",
           argv[2], linked - start, judged - linked, reported - judged, findings,
           usage.ru_maxrss / 1024, (double)bytes_of(argv[1], "report.html") / 1e6);
    sqlite3_close(db);
    return 0;
}
