/*
 * schoolaudit verify: is a run still what it was? The digests of everything it wrote, of what it
 * was made from where that is still there, and the manifest of the run before, by the chain. What
 * is not there any more is said, and is no difference; an output that is gone is one.
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "commands/command.h"
#include "commands/options.h"
#include "commands/purge_log.h"
#include "commands/run_manifest.h"
#include "commands/terminal.h"
#include "language.h"
#include "policies/policy.h"
#include "store/rows.h"
#include "store/run.h"

#define ITEMS_NAMED 20 /* of a folder's items that differ; the rest is counted */

typedef struct {
    const char *folder, *state; /* state: NULL: the parent of the folder */
    RunManifest *manifest;
    sqlite3 *db; /* NULL where the store is not what it was */
    guint same, differ, gone;
} Verify;

static void tell(const char *id, const TextValue *values)
{
    g_autofree char *words = language_fill(id, values);

    terminal_print(stdout, "", 2, words);
}

static void say(const char *id, const char *path)
{
    tell(id, TEXT_VALUES(TEXT_TEXT("path", path)));
}

/* ---- outputs ---- */

static void check_outputs(Verify *verify)
{
    bool store = false;

    for (guint i = 0; i < run_manifest_count(verify->manifest); i++) {
        RunOutput output = run_manifest_output(verify->manifest, i);
        g_autofree char *path = g_build_filename(verify->folder, output.name, NULL);
        FileDigests digests;
        bool read = run_file_digests(path, &digests);
        bool same = read && digests.bytes == output.bytes && !strcmp(digests.sha256, output.digest);

        if (!same)
            say(read ? "verify-output-differs" : "verify-output-gone", output.name);
        verify->same += same;
        verify->differ += !same;
        store = store || (same && !strcmp(output.name, "audit.db"));
    }
    verify->db = store ? run_open(verify->folder) : NULL;
    if (!verify->db)
        say("verify-no-store", "audit.db");
}

/* ---- inputs ---- */

static sqlite3_stmt *query(const Verify *verify, const char *sql)
{
    sqlite3_stmt *get = NULL;

    return sqlite3_prepare_v2(verify->db, sql, -1, &get, NULL) == SQLITE_OK ? get : NULL;
}

/* The file of a source or of a list, against its SHA-256. */
static void check_file(Verify *verify, const char *path, const char *shown, const char *digest)
{
    FileDigests digests;

    if (!run_file_digests(path, &digests)) {
        verify->gone++;
        say("verify-input-gone", shown);
    } else if (strcmp(digests.sha256, digest) != 0) {
        verify->differ++;
        say("verify-input-differs", shown);
    } else
        verify->same++;
}

/* Files of a folder, by the hashes of the ledger; named by number, for a file may be named after a
 * pupil. */
static void check_folder(Verify *verify, int64_t source, const char *folder, const char *shown)
{
    sqlite3_stmt *item = query(verify, "SELECT id, path, hash FROM item WHERE source = ? AND parent"
                                       " IS NULL AND hash IS NOT NULL ORDER BY id");
    guint differ = 0, gone = 0;

    sqlite3_bind_int64(item, 1, source);
    while (item && sqlite3_step(item) == SQLITE_ROW) {
        const char *slash = strchr(rows_word(item, 1), '/');
        g_autofree char *path =
            g_build_filename(folder, slash ? slash + 1 : rows_word(item, 1), NULL);
        FileDigests digests;

        if (!run_file_digests(path, &digests))
            gone++;
        else if (!strcmp(digests.xxh3, rows_word(item, 2)))
            verify->same++;
        else if (++differ <= ITEMS_NAMED)
            tell("verify-item-differs",
                 TEXT_VALUES(TEXT_TEXT("path", shown),
                             TEXT_NUMBER("number", sqlite3_column_int64(item, 0))));
    }
    sqlite3_finalize(item);
    verify->differ += differ;
    verify->gone += gone;
    if (differ > ITEMS_NAMED)
        tell("verify-items-more",
             TEXT_VALUES(TEXT_TEXT("path", shown), TEXT_NUMBER("n", differ - ITEMS_NAMED)));
    if (gone > 0)
        tell("verify-items-gone", TEXT_VALUES(TEXT_TEXT("path", shown), TEXT_NUMBER("n", gone)));
}

static void check_inputs(Verify *verify)
{
    sqlite3_stmt *row = query(verify, "SELECT id, path, kind, digest FROM source ORDER BY id");
    g_autofree char *from = run_value(verify->db, "working-folder");

    for (guint i = 0; row && sqlite3_step(row) == SQLITE_ROW; i++) {
        const char *shown = run_manifest_input(verify->manifest, i);
        g_autofree char *path = g_canonicalize_filename(rows_word(row, 1), from);

        shown = shown ? shown : "?";
        if (!strcmp(rows_word(row, 2), "folder"))
            check_folder(verify, sqlite3_column_int64(row, 0), path, shown);
        else if (!*rows_word(row, 3))
            say("verify-input-undigested", shown);
        else
            check_file(verify, path, shown, rows_word(row, 3));
    }
    sqlite3_finalize(row);
}

static void check_policy(Verify *verify, const char *path, const char *digest)
{
    g_autoptr(Policy) policy = policy_load(path, NULL);

    if (!policy) {
        verify->gone++;
        say("verify-input-gone", path);
    } else if (strcmp(policy->digest, digest) != 0) {
        verify->differ++;
        say("verify-input-differs", path);
    } else
        verify->same++;
}

static void check_given(Verify *verify)
{
    sqlite3_stmt *row = query(verify, "SELECT kind, path, digest FROM given ORDER BY kind");

    if (!row)
        say("verify-no-lists", "audit.db"); /* of an older version */
    while (row && sqlite3_step(row) == SQLITE_ROW) {
        if (!strcmp(rows_word(row, 0), "policy"))
            check_policy(verify, rows_word(row, 1), rows_word(row, 2));
        else
            check_file(verify, rows_word(row, 1), rows_word(row, 1), rows_word(row, 2));
    }
    sqlite3_finalize(row);
}

/* ---- the chain ---- */

typedef enum { CHAIN_GONE, CHAIN_DIFFERS, CHAIN_HOLDS } Chain;

/* A run that was purged is in the log with the digest of the manifest it had. */
static Chain follow_log(const char *state, const char *run, const char *digest)
{
    g_autofree char *path = g_build_filename(state, PURGE_LOG, NULL);
    g_autoptr(PurgeRecord) record = purge_log_find(path, run);

    if (!record)
        return CHAIN_GONE;
    if (g_strcmp0(record->manifest, digest) != 0)
        return CHAIN_DIFFERS;
    tell("verify-chain-purged",
         TEXT_VALUES(TEXT_TEXT("path", run), TEXT_DATE("date", record->purged)));
    return CHAIN_HOLDS;
}

/* The run before among the folders beside this one. */
static Chain follow_chain(const Verify *verify, const char *digest)
{
    const char *run = run_manifest_value(verify->manifest, "previous-run");
    g_autofree char *whole = g_canonicalize_filename(verify->folder, NULL);
    g_autofree char *parent = g_path_get_dirname(whole);
    GDir *dir = g_dir_open(parent, 0, NULL);
    Chain found = CHAIN_GONE;
    const char *name;

    while (dir && found != CHAIN_HOLDS && (name = g_dir_read_name(dir))) {
        g_autofree char *folder = g_build_filename(parent, name, NULL);
        g_autoptr(RunManifest) manifest = run_manifest_read(folder);

        if (manifest && !strcmp(run_manifest_digest(manifest), digest))
            found = CHAIN_HOLDS;
        else if (manifest && run && !g_strcmp0(run_manifest_value(manifest, "run-id"), run))
            found = CHAIN_DIFFERS;
    }
    if (dir)
        g_dir_close(dir);
    return found == CHAIN_GONE ? follow_log(verify->state ? verify->state : parent, run, digest)
                               : found;
}

static void check_chain(Verify *verify)
{
    const char *digest = run_manifest_value(verify->manifest, "previous-manifest");
    const char *run = run_manifest_value(verify->manifest, "previous-run");
    Chain chain = digest ? follow_chain(verify, digest) : CHAIN_GONE;

    if (!digest)
        say("verify-chain-none", verify->folder);
    else if (chain == CHAIN_GONE)
        say("verify-chain-gone", run ? run : "?");
    else if (chain == CHAIN_DIFFERS)
        say("verify-chain-differs", run ? run : "?");
    verify->same += chain == CHAIN_HOLDS;
    verify->differ += chain == CHAIN_DIFFERS;
    verify->gone += digest && chain == CHAIN_GONE;
}

/* ---- the command ---- */

static bool check_run(const char *folder, const char *state, ExitStatus *status, GError **error)
{
    Verify verify = {.folder = folder, .state = state, .manifest = run_manifest_read(folder)};

    if (!verify.manifest) {
        exit_error_set(error, EXIT_INPUT_MISSING, "history-no-run",
                       TEXT_VALUES(TEXT_TEXT("path", folder)));
        return false;
    }
    check_outputs(&verify);
    if (verify.db) {
        check_inputs(&verify);
        check_given(&verify);
    }
    check_chain(&verify);
    tell("verify-summary",
         TEXT_VALUES(TEXT_NUMBER("same", verify.same), TEXT_NUMBER("differ", verify.differ),
                     TEXT_NUMBER("gone", verify.gone)));
    tell(verify.differ ? "verify-bad" : "verify-good", NULL);
    *status = verify.differ ? EXIT_COMPLETE_FINDINGS : EXIT_COMPLETE_CLEAN;
    sqlite3_close(verify.db);
    run_manifest_free(verify.manifest);
    return true;
}

static int run(int argc, char **argv)
{
    g_auto(GStrv) words = NULL;
    g_autofree char *language = NULL, *state = NULL;
    ExitStatus status = EXIT_COMPLETE_CLEAN;
    GError *error = NULL;
    const GOptionEntry entries[] = {
        {"state", 0, 0, G_OPTION_ARG_FILENAME, &state, "cli-option-state-verify",
         "cli-value-folder"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &language, "cli-option-language",
         "cli-value-language"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &words, NULL, NULL},
        G_OPTION_ENTRY_NULL};

    if (options_parse("verify", entries, &argc, &argv, &error) &&
        options_check_language(language, &error)) {
        if (!words || g_strv_length(words) != 1)
            exit_error_set(&error, EXIT_USAGE, "cli-verify-usage", NULL);
        else
            check_run(words[0], state, &status, &error);
    }
    return error ? command_fail(error, EXIT_CANNOT_WRITE) : (int)status;
}

const Command command_verify = {
    .name = "verify",
    .run = run,
};
