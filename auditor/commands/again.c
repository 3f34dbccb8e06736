/*
 * schoolaudit judge and report: the last stages of an audit over a run that lies there. The run is
 * read only; what comes of it goes into a folder of its own, so that manifests stay what they were.
 */
#include <string.h>
#include <sys/stat.h>

#include "commands/audit_finish.h"
#include "commands/audit_options.h"
#include "commands/audit_summary.h"
#include "commands/command.h"
#include "commands/policy_wanted.h"
#include "commands/run_folder.h"
#include "commands/run_manifest.h"
#include "commands/wanted_phrases.h"
#include "policies/policy.h"
#include "store/fit.h"
#include "store/link.h"
#include "store/rows.h"
#include "store/run.h"

typedef struct {
    AuditOptions *options;
    const char *run; /* its folder; borrowed */
    bool judge;
    Policy *own, *policy; /* of the run, and the one it is judged by */
    RunFolder *folder;
    sqlite3 *db; /* the copy */
} Again;

static void again_clear(Again *again)
{
    sqlite3_close(again->db);
    if (again->policy != again->own)
        g_clear_pointer(&again->policy, policy_free);
    g_clear_pointer(&again->own, policy_free);
    g_clear_pointer(&again->folder, run_folder_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Again, again_clear)

static bool fail(ExitStatus status, const char *id, const char *path, GError **error)
{
    exit_error_set(error, status, id, TEXT_VALUES(TEXT_TEXT("path", path)));
    return false;
}

/* The run, and a folder that is another one. */
static bool choose_run(Again *again, GError **error)
{
    const AuditOptions *options = again->options;
    g_autofree char *out = run_folder_absolute(options->out), *run = NULL;
    g_autoptr(RunManifest) manifest = NULL;

    if (options->inputs->len != 1)
        return fail(EXIT_USAGE, "cli-one-run", "", error);
    again->run = ((AuditInput *)options->inputs->pdata[0])->path;
    run = run_folder_absolute(again->run);
    if (!strcmp(run, out))
        return fail(EXIT_USAGE, "cli-one-run", "", error);
    manifest = run_manifest_read(run);
    return manifest || fail(EXIT_INPUT_MISSING, "cli-no-run", again->run, error);
}

/* The whole store, packed, into the folder where reports are made. */
static bool copy_store(Again *again, GError **error)
{
    g_autofree char *from = g_build_filename(again->run, "audit.db", NULL);
    g_autofree char *to = g_build_filename(again->folder->part, "audit.db", NULL);
    sqlite3_stmt *copy = NULL;
    sqlite3 *db = NULL;
    bool done = sqlite3_open_v2(from, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
                sqlite3_prepare_v2(db, "VACUUM INTO ?", -1, &copy, NULL) == SQLITE_OK;

    if (done) {
        sqlite3_bind_text(copy, 1, to, -1, SQLITE_STATIC);
        done = sqlite3_step(copy) == SQLITE_DONE;
    }
    if (!done) {
        int code = sqlite3_errcode(db);
        bool broken = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;

        exit_error_set(
            error, broken ? EXIT_INPUT_MISSING : EXIT_CANNOT_WRITE,
            broken ? "cli-store-broken" : "cli-store-fails",
            TEXT_VALUES(TEXT_TEXT("path", from), TEXT_TEXT("cause", sqlite3_errmsg(db))));
    }
    sqlite3_finalize(copy);
    sqlite3_close(db);
    return done && (again->db = store_open(to, error)) && store_fits(again->db, from, error);
}

static char *query_text(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *get = NULL;
    char *text = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &get, NULL) == SQLITE_OK && sqlite3_step(get) == SQLITE_ROW)
        text = g_strdup((const char *)sqlite3_column_text(get, 0));
    sqlite3_finalize(get);
    return text;
}

/* The run's own protocol, where it still is what it was. */
static void find_own_policy(Again *again)
{
    g_autofree char *path = query_text(again->db, "SELECT path FROM given WHERE kind = 'policy'");
    g_autofree char *digest =
        query_text(again->db, "SELECT digest FROM given WHERE kind = 'policy'");
    g_autoptr(Policy) policy = path ? policy_load(path, NULL) : NULL;

    if (policy && !g_strcmp0(policy->digest, digest))
        again->own = g_steal_pointer(&policy);
}

/* Words of a protocol's own are looked for when texts are read, not afterwards. */
static bool asks_same_words(const Again *again, GError **error)
{
    g_autoptr(Phrases) ours = again->own ? phrases_wanted(again->own, error) : NULL;
    g_autoptr(Phrases) theirs = phrases_wanted(again->policy, NULL);
    g_autofree char *one = ours ? phrases_digest(ours) : NULL;
    g_autofree char *other = theirs ? phrases_digest(theirs) : NULL;

    if (one && !g_strcmp0(one, other))
        return true;
    if (!*error)
        exit_error_set(error, EXIT_LIST_INVALID, "cli-judge-other-words",
                       TEXT_VALUES(TEXT_TEXT("policy", again->policy->id)));
    return false;
}

static bool choose_policy(Again *again, GError **error)
{
    find_own_policy(again);
    if (!again->options->policy) {
        again->policy = again->own;
        return again->own || fail(EXIT_LIST_INVALID, "cli-run-policy-gone", again->run, error);
    }
    again->policy = policy_wanted(again->options->policy, error);
    return again->policy && (!again->judge || asks_same_words(again, error));
}

/* The day is the run's, unless another was said. */
static void choose_day(Again *again)
{
    AuditOptions *options = again->options;
    char *today = run_value(again->db, "today");

    if (options->today_given && again->judge)
        g_clear_pointer(&today, g_free);
    if (!today)
        return;
    g_free(options->today);
    options->today = today;
}

/* As the store was before it was judged, but for the protocol and the day. */
static bool forget_judgement(Again *again, GError **error)
{
    Rows rows;
    sqlite3_stmt *set;

    rows_borrow(&rows, again->db);
    rows_run(&rows, "BEGIN; DELETE FROM decision; DELETE FROM vanished; DELETE FROM former;"
                    "DELETE FROM run WHERE key IN ('run-id', 'runs', 'decisions-head')"
                    " OR key LIKE 'previous-%';"
                    "DELETE FROM warning WHERE code LIKE 'decisions-%' OR code LIKE 'previous-%'");
    set = rows_prepare(&rows, "INSERT OR REPLACE INTO run VALUES (?, ?)");
    rows_write(&rows, set, "tt", "policy", again->policy->id);
    rows_write(&rows, set, "tt", "policy-digest", again->policy->digest);
    rows_write(&rows, set, "tt", "today", again->options->today);
    sqlite3_finalize(set);
    if (again->options->policy) {
        set = rows_prepare(&rows, "INSERT OR REPLACE INTO given VALUES ('policy', ?, ?)");
        rows_write(&rows, set, "tt", again->options->policy, again->policy->digest);
        sqlite3_finalize(set);
    }
    rows_run(&rows, "COMMIT");
    return rows_finish(&rows, error);
}

static bool run_again(Again *again, ExitStatus *status, GError **error)
{
    const AuditOptions *options = again->options;

    if (!choose_run(again, error) || !audit_summary_start(options, error))
        return false;
    again->folder = run_folder_open(options->out, options->state, NULL, error);
    if (!again->folder || !copy_store(again, error) || !choose_policy(again, error))
        return false;
    choose_day(again);
    return (!again->judge || forget_judgement(again, error)) &&
           audit_report(options, again->folder, again->policy, again->db, !again->judge, status,
                        error);
}

static int run_command(const char *name, int argc, char **argv)
{
    AuditOptions options = {0};
    ExitStatus status = EXIT_COMPLETE_CLEAN;
    GError *error = NULL;
    bool done;

    umask(0077);
    done = audit_options_parse_stage(&options, name, argc, argv, &error);
    if (done) {
        g_auto(Again) again = {.options = &options, .judge = !strcmp(name, "judge")};

        done = run_again(&again, &status, &error);
    }
    audit_options_clear(&options);
    return done ? (int)status : command_fail(error, EXIT_CANNOT_WRITE);
}

static int run_judge(int argc, char **argv)
{
    return run_command("judge", argc, argv);
}

static int run_report(int argc, char **argv)
{
    return run_command("report", argc, argv);
}

const Command command_judge = {
    .name = "judge",
    .run = run_judge,
};

const Command command_report = {
    .name = "report",
    .run = run_report,
};
