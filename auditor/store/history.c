/* Comparing two stores; see history.h. */
#include "store/history.h"

#include <string.h>

#include "commands/command.h"
#include "store/label.h"
#include "store/rows.h"
#include "store/rule.h"
#include "store/run.h"

/* ---- finding the run before ---- */

/* When a run of this school ended; NULL when it is none, or none that came before. */
static char *ended_before(const char *folder, const char *school, const char *started)
{
    sqlite3 *db = run_open(folder);
    g_autofree char *its_school = db ? run_value(db, "school") : NULL;
    g_autofree char *finished = db ? run_value(db, "finished") : NULL;

    sqlite3_close(db);
    if (!finished || g_strcmp0(its_school, school) != 0 || strcmp(finished, started) >= 0)
        return NULL;
    return g_steal_pointer(&finished);
}

char *history_previous(sqlite3 *db, const char *out)
{
    g_autofree char *parent = g_path_get_dirname(out);
    g_autofree char *own = g_path_get_basename(out);
    g_autofree char *school = run_value(db, "school");
    g_autofree char *started = run_value(db, "started");
    g_autofree char *newest = NULL;
    char *previous = NULL;
    GDir *dir = started ? g_dir_open(parent, 0, NULL) : NULL;
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *folder = g_build_filename(parent, name, NULL);
        g_autofree char *ended = NULL;

        if (!strcmp(name, own) || !(ended = ended_before(folder, school, started)))
            continue;
        if (!newest || strcmp(ended, newest) > 0 ||
            (!strcmp(ended, newest) && strcmp(folder, previous) > 0)) {
            g_free(newest);
            newest = g_steal_pointer(&ended);
            g_free(previous);
            previous = g_steal_pointer(&folder);
        }
    }
    if (dir)
        g_dir_close(dir);
    return previous;
}

/* ---- comparing ---- */

static bool attach(Rows *rows, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);
    sqlite3_stmt *open = rows_prepare(rows, "ATTACH ? AS earlier");

    rows_write(rows, open, "t", path);
    sqlite3_finalize(open);
    return rows_good(rows, NULL);
}

static void detach(Rows *rows)
{
    sqlite3_exec(rows->db, "DETACH earlier", NULL, NULL, NULL); /* also after a failure */
}

/* The tables that are read, as this version writes them. */
static bool is_readable(const char *folder)
{
    sqlite3 *db = run_open(folder);
    char *message = NULL;
    bool good = db && sqlite3_exec(db,
                                   "SELECT fingerprint, rule, severity, person, item, publication,"
                                   " state FROM finding LIMIT 1;"
                                   "SELECT label, path, platform, account, channel FROM source"
                                   " LIMIT 1; SELECT number, role FROM person LIMIT 1;"
                                   "SELECT fingerprint, state, number FROM vanished LIMIT 1",
                                   NULL, NULL, &message) == SQLITE_OK;

    sqlite3_free(message);
    sqlite3_close(db);
    return good;
}

/* The manifest of a run holds the digest of the one before: a chain that shows what was changed. */
static void chain(Rows *rows, sqlite3_stmt *put, const char *folder)
{
    g_autofree char *path = g_build_filename(folder, "manifest.json", NULL);
    g_autofree char *text = NULL;
    gsize length = 0;

    if (!g_file_get_contents(path, &text, &length, NULL))
        return;
    g_autofree char *digest =
        g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)text, length);

    rows_write(rows, put, "tt", "previous-manifest", digest);
}

static void remember(Rows *rows, const char *folder)
{
    static const char *const keys[][2] = {{"today", "previous-today"},
                                          {"run-id", "previous-run"},
                                          {"decisions-head", "previous-decisions-head"}};
    sqlite3 *db = run_open(folder);
    sqlite3_stmt *put = rows_prepare(rows, "INSERT OR REPLACE INTO run VALUES (?, ?)");
    g_autofree char *runs = run_value(db, "runs");
    g_autofree char *today = run_value(rows->db, "today");
    g_autofree char *before = run_value(db, "today");
    g_autofree char *all = g_strdup_printf("%s,%s", runs ? runs : before, today);

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        g_autofree char *value = run_value(db, keys[i][0]);

        if (value)
            rows_write(rows, put, "tt", keys[i][1], value);
    }
    rows_write(rows, put, "tt", "runs", all);
    chain(rows, put, folder);
    sqlite3_finalize(put);
    sqlite3_close(db);
}

/* Posts that were changed or are gone; a run of a version that kept no wording cannot tell. */
static void compare_posts(Rows *rows, const char *folder)
{
    if (source_labels_register(rows->db) != SQLITE_OK)
        rows_fail(rows);
    if (!attach(rows, folder))
        return;
    if (sqlite3_table_column_metadata(rows->db, "earlier", "wording", NULL, NULL, NULL, NULL, NULL,
                                      NULL) == SQLITE_OK) {
        rows_run(rows, "DELETE FROM main.former");
        rows_run_resource(rows, "store/former.sql");
        rows_run(rows, "INSERT OR REPLACE INTO main.run VALUES ('previous-given', '1')");
    }
    detach(rows);
}

bool history_open(sqlite3 *db, const char *folder, bool asked_for, bool *usable, GError **error)
{
    Rows rows;

    *usable = is_readable(folder);
    if (!*usable && asked_for) {
        exit_error_set(error, EXIT_INPUT_MISSING, "history-no-run",
                       TEXT_VALUES(TEXT_TEXT("path", folder)));
        return false;
    }
    rows_borrow(&rows, db);
    if (*usable) {
        remember(&rows, folder);
        compare_posts(&rows, folder);
    } else
        rows_run(&rows, "INSERT INTO warning (code) VALUES ('previous-unreadable')");
    return rows_finish(&rows, error);
}

/* Whether this run could have found it: by policy and pixels as before, by rule, source and person.
 * Who a photo shows may stand in any source, so a photo asks for all of them. */
#define COULD_BE_FOUND                                                                             \
    "(SELECT count(DISTINCT coalesce(value, '')) FROM (SELECT value FROM main.run WHERE key ="     \
    " 'policy-digest' UNION ALL SELECT value FROM earlier.run WHERE key = 'policy-digest')) <= 1"  \
    " AND (SELECT count(DISTINCT coalesce(value, '')) FROM (SELECT value FROM main.run WHERE key"  \
    " = 'pixels' UNION ALL SELECT value FROM earlier.run WHERE key = 'pixels')) <= 1"              \
    " AND EXISTS (SELECT 1 FROM main.rule_result r WHERE r.rule = b.rule AND (r.result IN"         \
    " ('pass', 'fail') OR r.reason = 'nothing-checked'))"                                          \
    " AND b.label IN (SELECT label FROM whole) AND (b.number IS NULL OR e.id IS NOT NULL)"         \
    " AND (b.photo = 0 OR (SELECT count(*) FROM earlier.source s WHERE source_label(s.label,"      \
    " s.path, s.platform, s.account) NOT IN (SELECT label FROM whole)) = 0)"

static const char whole_sources[] =
    "CREATE TEMP TABLE whole AS SELECT source_label(s.label, s.path, s.platform, s.account) AS"
    " label FROM main.source s GROUP BY 1 HAVING sum(EXISTS (SELECT 1 FROM main.item i WHERE"
    " i.source = s.id AND i.gap = 1)) = 0";

static const char found_again[] =
    "UPDATE main.finding SET state = 'open' WHERE state = 'new' AND fingerprint IN"
    " (SELECT fingerprint FROM earlier.finding WHERE state IN ('new', 'open', 'decided')"
    " UNION ALL SELECT fingerprint FROM earlier.vanished WHERE state = 'unseen')";

/* What the run before found, and what it already missed without knowing that it was gone. */
static const char not_found[] =
    "INSERT INTO main.vanished (fingerprint, rule, severity, person, source, place, url, channel,"
    " published, state, decision, role, number, photo)"
    " SELECT b.fingerprint, b.rule, b.severity, e.id, b.label, b.place, b.url, b.channel,"
    " b.published, CASE WHEN " COULD_BE_FOUND " THEN 'resolved' ELSE 'unseen' END,"
    " (SELECT d.kind FROM main.decision d WHERE d.fingerprint = b.fingerprint AND"
    " d.kind = 'removed'), b.role, b.number, b.photo"
    " FROM (SELECT 1 AS part, f.id, f.fingerprint, f.rule, f.severity, o.role, o.number,"
    "   f.photo IS NOT NULL AS photo,"
    "   source_label(s.label, s.path, s.platform, s.account) AS label, i.place,"
    "   coalesce(p.url, i.url) AS url, coalesce(p.channel, s.channel) AS channel, p.published"
    "   FROM earlier.finding f JOIN earlier.item i ON i.id = f.item JOIN earlier.source s ON"
    "   s.id = i.source LEFT JOIN earlier.publication p ON p.id = f.publication"
    "   LEFT JOIN earlier.person o ON o.id = f.person"
    "   WHERE f.state IN ('new', 'open')"
    "   UNION ALL SELECT 2, id, fingerprint, rule, severity, role, number, photo,"
    "   source, place, url, channel, published FROM earlier.vanished WHERE state = 'unseen') b"
    " LEFT JOIN main.person e ON e.role = b.role AND e.number = b.number"
    " WHERE b.fingerprint NOT IN (SELECT fingerprint FROM main.finding)"
    " AND b.rule NOT IN (SELECT rule FROM transient)"
    " GROUP BY b.fingerprint ORDER BY b.part, b.id";

/* Rules whose findings tell what happened between two runs: there is nothing to resolve. */
static bool list_transient(Rows *rows, GError **error)
{
    g_autoptr(GPtrArray) rules = rule_load_all(error);
    sqlite3_stmt *put;

    if (!rules)
        return false;
    rows_run(rows, "CREATE TEMP TABLE transient (rule TEXT PRIMARY KEY)");
    put = rows_prepare(rows, "INSERT INTO transient VALUES (?)");
    for (guint i = 0; i < rules->len; i++) {
        const Rule *rule = rules->pdata[i];

        if (rule->transient)
            rows_write(rows, put, "t", rule->id);
    }
    sqlite3_finalize(put);
    return true;
}

bool history_compare(sqlite3 *db, const char *folder, GError **error)
{
    Rows rows;

    rows_borrow(&rows, db);
    if (source_labels_register(db) != SQLITE_OK)
        rows_fail(&rows);
    if (!list_transient(&rows, error)) {
        rows_release(&rows);
        return false;
    }
    if (attach(&rows, folder)) {
        rows_run(&rows, "DELETE FROM main.vanished");
        rows_run(&rows, whole_sources);
        rows_run(&rows, found_again);
        rows_run(&rows, not_found);
        rows_run(&rows, "DROP TABLE temp.whole");
        detach(&rows);
    }
    rows_run(&rows, "DROP TABLE temp.transient");
    return rows_finish(&rows, error);
}

bool history_name_run(sqlite3 *db, const char *today, GError **error)
{
    g_autofree char *started = run_value(db, "started");
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    Rows rows;

    rows_borrow(&rows, db);
    sqlite3_stmt *all = rows_prepare(&rows, "SELECT fingerprint FROM finding ORDER BY id");
    sqlite3_stmt *put = rows_prepare(&rows, "INSERT OR REPLACE INTO run VALUES ('run-id', ?)");

    g_checksum_update(sum, (const guchar *)(started ? started : ""), -1);
    while (rows_next(&rows, all))
        g_checksum_update(sum, (const guchar *)rows_text(all, 0), -1);
    g_autofree char *name = g_strdup_printf("%s-%.8s", today, g_checksum_get_string(sum));

    rows_write(&rows, put, "t", name);
    sqlite3_finalize(all);
    sqlite3_finalize(put);
    g_checksum_free(sum);
    return rows_finish(&rows, error);
}
