/*
 * schoolaudit purge: runs whose day has come, and those beyond a number that is wanted, are
 * deleted, in the folder named and in the state folder. Only what a manifest of ours names goes,
 * and the manifest last, so that a purge that was broken off is finished by the next one. Decisions
 * stay: they hold no names. What was done stands in a log in the state folder.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/options.h"
#include "commands/purge_facts.h"
#include "commands/purge_log.h"
#include "commands/run_folder.h"
#include "commands/run_manifest.h"
#include "commands/shards.h"
#include "commands/terminal.h"
#include "language.h"
#include "reports/escape.h"

#define NOT_GIVEN G_MININT

typedef struct {
    char *state, *today, *language;
    char **words;
    gboolean dry_run;
    int keep_runs; /* at most so many; NOT_GIVEN: by days alone */
} PurgeOptions;

/* A run that may go. */
typedef struct {
    char *folder, *run, *keep_until;
    RunManifest *manifest;
} Expired;

typedef struct {
    const PurgeOptions *options;
    char *today, *state; /* state: absolute */
    GPtrArray *expired;  /* Expired * */
    GPtrArray *kept;     /* the same, of runs whose day has not come */
    GPtrArray *facts;    /* char *: paths of what scans left and may go */
    guint dateless;
    int locks[2], log;
} Purge;

static void expired_free(gpointer data)
{
    Expired *expired = data;

    g_free(expired->folder);
    g_free(expired->run);
    g_free(expired->keep_until);
    run_manifest_free(expired->manifest);
    g_free(expired);
}

/* ---- finding ---- */

static void consider(Purge *purge, const char *folder)
{
    g_autoptr(RunManifest) manifest = run_manifest_read(folder);
    const char *until = manifest ? run_manifest_value(manifest, "keep-until") : NULL;
    Expired *expired;

    if (!manifest)
        return;
    if (!until || !options_is_date(until)) {
        purge->dateless++;
        return;
    }
    expired = g_new0(Expired, 1);
    expired->folder = g_strdup(folder);
    expired->run = g_strdup(run_manifest_value(manifest, "run-id"));
    expired->keep_until = g_strdup(until);
    expired->manifest = g_steal_pointer(&manifest);
    /* The day itself still counts. */
    g_ptr_array_add(strcmp(until, purge->today) < 0 ? purge->expired : purge->kept, expired);
}

/* The latest first. */
static int by_age(const void *left, const void *right)
{
    const Expired *a = *(const Expired *const *)left, *b = *(const Expired *const *)right;
    int order = g_strcmp0(run_manifest_value(b->manifest, "finished"),
                          run_manifest_value(a->manifest, "finished"));

    return order ? order : strcmp(b->folder, a->folder);
}

static void keep_the_latest(Purge *purge)
{
    int most = purge->options->keep_runs;

    g_ptr_array_sort(purge->kept, by_age);
    while (most != NOT_GIVEN && purge->kept->len > (guint)most)
        g_ptr_array_add(purge->expired, g_ptr_array_steal_index(purge->kept, (guint)most));
}

static int by_folder(const void *left, const void *right)
{
    return strcmp((*(const Expired *const *)left)->folder,
                  (*(const Expired *const *)right)->folder);
}

static bool look_below(Purge *purge, const char *parent, GError **error)
{
    GDir *dir = g_dir_open(parent, 0, NULL);
    const char *name;

    if (!dir) {
        exit_error_system(error, EXIT_INPUT_MISSING, "purge-folder-unreadable", parent);
        return false;
    }
    while ((name = g_dir_read_name(dir))) {
        g_autofree char *folder = g_build_filename(parent, name, NULL);

        consider(purge, folder);
    }
    g_dir_close(dir);
    return true;
}

/* ---- deleting ---- */

/* "report.html" -> "report-met-namen.html": an earlier run in the same folder may have left it. */
static char *named_sibling(const char *name)
{
    const char *dot = strrchr(name, '.');

    return dot ? g_strdup_printf("%.*s-met-namen%s", (int)(dot - name), name, dot) : NULL;
}

static bool delete_file(int folder, const char *name, const char *path, guint *files,
                        GError **error)
{
    if (unlinkat(folder, name, 0) == 0)
        (*files)++;
    else if (errno != ENOENT) {
        exit_error_system(error, EXIT_CANNOT_WRITE, "purge-not-deleted", path);
        return false;
    }
    return true;
}

static bool delete_outputs(const Expired *expired, int folder, guint *files, GError **error)
{
    static const char *const beside[] = {"audit.db", "audit.db-journal", "audit.db-wal",
                                         "audit.db-shm"};

    for (size_t i = 0; i < G_N_ELEMENTS(beside); i++)
        if (!delete_file(folder, beside[i], expired->folder, files, error))
            return false;
    for (guint i = 0; i < run_manifest_count(expired->manifest); i++) {
        const char *name = run_manifest_output(expired->manifest, i).name;
        g_autofree char *named = named_sibling(name);

        if (!strcmp(name, "manifest.json"))
            continue;
        if (!delete_file(folder, name, expired->folder, files, error) ||
            (named && !delete_file(folder, named, expired->folder, files, error)))
            return false;
    }
    return true;
}

/* What an interrupted run left half written. */
static void empty_part(const char *folder)
{
    g_autofree char *part = g_build_filename(folder, ".part", NULL);
    struct stat status;
    GDir *dir =
        lstat(part, &status) == 0 && S_ISDIR(status.st_mode) ? g_dir_open(part, 0, NULL) : NULL;
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(part, name, NULL);

        unlink(path);
    }
    if (dir)
        g_dir_close(dir);
    rmdir(part);
}

/* Whether the folder itself is gone too: what others put into it stays, and so does it. */
static bool delete_run(const Expired *expired, guint *files, bool *gone, GError **error)
{
    int folder = open(expired->folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    bool done;

    if (folder < 0) {
        exit_error_system(error, EXIT_CANNOT_WRITE, "purge-not-deleted", expired->folder);
        return false;
    }
    done = delete_outputs(expired, folder, files, error);
    if (done) {
        g_autofree char *shards = shards_folder(expired->folder);

        empty_part(expired->folder);
        shards_remove(shards);
        done = delete_file(folder, "manifest.json", expired->folder, files, error);
    }
    close(folder);
    *gone = done && rmdir(expired->folder) == 0;
    return done;
}

/* ---- the log ---- */

static bool open_log(Purge *purge, GError **error)
{
    g_autofree char *path = g_build_filename(purge->state, PURGE_LOG, NULL);

    purge->log = open(path, O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (purge->log < 0)
        exit_error_system(error, EXIT_CANNOT_WRITE, "purge-log", path);
    return purge->log >= 0;
}

static void append_member(GString *line, const char *key, const char *value)
{
    g_string_append_printf(line, "%s\"%s\": ", line->len > 1 ? ", " : "", key);
    escape_json(line, value);
}

static bool record(const Purge *purge, const Expired *expired, guint files, bool whole,
                   GError **error)
{
    g_autofree char *name = g_path_get_basename(expired->folder);
    g_autofree char *valid = g_utf8_make_valid(name, -1);
    g_autoptr(GString) line = g_string_new("{");

    append_member(line, "purged", purge->today);
    append_member(line, "folder", valid);
    append_member(line, "run", expired->run);
    append_member(line, "keep-until", expired->keep_until);
    append_member(line, "manifest", run_manifest_digest(expired->manifest));
    g_string_append_printf(line, ", \"files\": %u, \"whole\": %s}\n", files,
                           whole ? "true" : "false");
    if (write(purge->log, line->str, line->len) == (ssize_t)line->len && fsync(purge->log) == 0)
        return true;
    exit_error_system(error, EXIT_CANNOT_WRITE, "purge-log", PURGE_LOG);
    return false;
}

/* ---- the command ---- */

static void say(const char *id, const Expired *expired)
{
    g_autofree char *words = language_fill(id, TEXT_VALUES(TEXT_TEXT("path", expired->folder),
                                                           TEXT_DATE("date", expired->keep_until)));

    terminal_print(stdout, "", 2, words);
}

static bool delete_all(Purge *purge, GError **error)
{
    for (guint i = 0; i < purge->expired->len; i++) {
        const Expired *expired = purge->expired->pdata[i];
        guint files = 0;
        bool gone = false;
        bool done = delete_run(expired, &files, &gone, error);

        if (files > 0 && !record(purge, expired, files, done, done ? error : NULL))
            return false;
        if (!done)
            return false;
        say(gone ? "purge-deleted" : "purge-deleted-folder-stays", expired);
    }
    return true;
}

/* The folder that was named may have been the state folder of its runs, whatever --state says. */
static bool lock_folders(Purge *purge, const char *named, GError **error)
{
    purge->locks[0] = run_lock_take(purge->state, error);
    if (purge->locks[0] < 0)
        return false;
    if (strcmp(named, purge->state) != 0)
        purge->locks[1] = run_lock_take(named, error);
    return purge->locks[1] >= 0 || !strcmp(named, purge->state);
}

static void summarise(const Purge *purge)
{
    g_autofree char *words = language_fill(
        purge->options->dry_run ? "purge-would" : "purge-summary",
        TEXT_VALUES(TEXT_NUMBER("n", purge->expired->len), TEXT_NUMBER("kept", purge->kept->len)));

    terminal_print(stdout, "", 0, words);
    if (purge->dateless > 0) {
        g_autofree char *dateless =
            language_fill("purge-dateless", TEXT_VALUES(TEXT_NUMBER("n", purge->dateless)));

        terminal_print(stdout, "", 0, dateless);
    }
    terminal_print(stdout, "", 0, language_text("purge-backups"));
}

static void say_facts(const Purge *purge, const char *path)
{
    g_autofree char *words =
        language_fill(purge->options->dry_run ? "purge-facts-would" : "purge-facts",
                      TEXT_VALUES(TEXT_TEXT("path", path)));

    terminal_print(stdout, "", 2, words);
}

static bool purge_folder(Purge *purge, const char *named, GError **error)
{
    bool apart = strcmp(named, purge->state) != 0;

    if (!look_below(purge, named, error) || (apart && !look_below(purge, purge->state, error)))
        return false;
    keep_the_latest(purge);
    g_ptr_array_sort(purge->expired, by_folder);
    purge_facts_find(named, purge->today, purge->facts);
    if (apart)
        purge_facts_find(purge->state, purge->today, purge->facts);
    if (purge->options->dry_run) {
        for (guint i = 0; i < purge->expired->len; i++)
            say("purge-expired", purge->expired->pdata[i]);
    } else if (purge->expired->len + purge->facts->len > 0) {
        if (!lock_folders(purge, named, error) || !open_log(purge, error) ||
            !delete_all(purge, error))
            return false;
        for (guint i = 0; i < purge->facts->len; i++)
            purge_facts_delete(purge->facts->pdata[i]);
    }
    for (guint i = 0; i < purge->facts->len; i++)
        say_facts(purge, purge->facts->pdata[i]);
    summarise(purge);
    return true;
}

static bool purge(const PurgeOptions *options, GError **error)
{
    const char *folder = options->words[0];
    g_autofree char *named = realpath(folder, NULL);
    Purge purge = {.options = options, .locks = {-1, -1}, .log = -1};
    bool done = false;

    if (!named)
        exit_error_system(error, EXIT_INPUT_MISSING, "purge-folder-unreadable", folder);
    else if (!(purge.state = realpath(options->state ? options->state : named, NULL)))
        exit_error_system(error, EXIT_INPUT_MISSING, "purge-folder-unreadable", options->state);
    else {
        purge.today = options_today(options->today);
        purge.expired = g_ptr_array_new_with_free_func(expired_free);
        purge.kept = g_ptr_array_new_with_free_func(expired_free);
        purge.facts = g_ptr_array_new_with_free_func(g_free);
        done = purge_folder(&purge, named, error);
        g_ptr_array_unref(purge.facts);
        g_ptr_array_unref(purge.kept);
        g_ptr_array_unref(purge.expired);
        g_free(purge.today);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(purge.locks); i++)
        if (purge.locks[i] >= 0)
            close(purge.locks[i]);
    if (purge.log >= 0)
        close(purge.log);
    free(purge.state);
    return done;
}

static bool parse(PurgeOptions *options, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"state", 0, 0, G_OPTION_ARG_FILENAME, &options->state, "cli-option-state-purge",
         "cli-value-folder"},
        {"today", 0, 0, G_OPTION_ARG_STRING, &options->today, "cli-option-today-purge",
         "cli-value-date"},
        {"keep-runs", 0, 0, G_OPTION_ARG_INT, &options->keep_runs, "cli-option-keep-runs",
         "cli-value-number"},
        {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options->dry_run, "cli-option-dry-run-purge", NULL},
        {"language", 0, 0, G_OPTION_ARG_STRING, &options->language, "cli-option-language",
         "cli-value-language"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->words, NULL, NULL},
        G_OPTION_ENTRY_NULL};

    if (!options_parse_dated("purge", entries, &argc, &argv, &options->language, &options->today,
                             error))
        return false;
    bool one = options->words && g_strv_length(options->words) == 1;

    if (one && (options->keep_runs == NOT_GIVEN || options->keep_runs > 0))
        return true;
    exit_error_set(error, EXIT_USAGE, one ? "cli-keep-runs-number" : "cli-purge-usage", NULL);
    return false;
}

static int run(int argc, char **argv)
{
    PurgeOptions options = {.keep_runs = NOT_GIVEN};
    GError *error = NULL;
    bool done = parse(&options, argc, argv, &error) && purge(&options, &error);

    g_free(options.state);
    g_free(options.today);
    g_free(options.language);
    g_strfreev(options.words);
    return done ? 0 : command_fail(error, EXIT_CANNOT_WRITE);
}

const Command command_purge = {
    .name = "purge",
    .run = run,
};
