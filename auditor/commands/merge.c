/*
 * schoolaudit merge: the shards of a scan become one run, with consents, decisions and all that an
 * audit has behind its scan. It opens no input. What shards that are missing should have read is in
 * the ledger as not scanned, and the run incomplete.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "commands/audit_finish.h"
#include "commands/audit_options.h"
#include "commands/audit_prepare.h"
#include "commands/audit_scan.h"
#include "commands/audit_told.h"
#include "commands/command.h"
#include "commands/detection.h"
#include "commands/run_folder.h"
#include "commands/shards.h"
#include "coordinator/merge.h"
#include "language.h"

typedef struct {
    char *folder;
    Units *units;
    GPtrArray *shards; /* Shelf *, NULL where one is missing */
} Shards;

static void shelf_clear(gpointer shelf)
{
    shelf_free(shelf);
}

static void shards_clear(Shards *shards)
{
    g_free(shards->folder);
    g_clear_pointer(&shards->units, units_free);
    g_clear_pointer(&shards->shards, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Shards, shards_clear)

static bool read_plan(const AuditOptions *options, Shards *shards, GError **error)
{
    g_autofree char *path = shards_plan_path(shards->folder);
    bool same;

    shards->units = units_read(path);
    if (!shards->units) {
        exit_error_set(error, EXIT_INPUT_MISSING, "cli-no-shards",
                       TEXT_VALUES(TEXT_TEXT("path", shards->folder)));
        return false;
    }
    same = units_inputs(shards->units) == options->inputs->len;
    for (guint i = 0; same && i < options->inputs->len; i++) {
        const AuditInput *input = options->inputs->pdata[i];
        g_autofree char *name = g_path_get_basename(input->path);

        same = !strcmp(name, units_input(shards->units, i).name);
    }
    if (!same)
        exit_error_set(error, EXIT_USAGE, "cli-merge-other-inputs", NULL);
    return same;
}

static bool looks_alike(const char *pixels, const char *ours)
{
    return !g_strcmp0(pixels, "never") == !strcmp(ours, "never");
}

/* NULL with an error where it was made with other lists; without where it is not there, not whole,
 * or of another plan or program. */
static Shelf *open_shard(const AuditOptions *options, const AuditRun *run, const Shards *shards,
                         const char *engine, unsigned number, GError **error)
{
    g_autofree char *path = shards_path(shards->folder, number, units_shards(shards->units));
    g_autoptr(Shelf) shelf = shelf_open(path, engine);

    if (!shelf || !shelf_is_whole(shelf) ||
        g_strcmp0(shelf_said(shelf, "plan"), units_digest(shards->units)) != 0)
        return NULL;
    if (!g_strcmp0(shelf_said(shelf, "detection"), run->detection) &&
        looks_alike(shelf_said(shelf, "pixels"), options->pixels))
        return g_steal_pointer(&shelf);
    exit_error_set(error, EXIT_LIST_INVALID, "cli-shard-other-lists",
                   TEXT_VALUES(TEXT_NUMBER("shard", number)));
    return NULL;
}

static bool open_shards(const AuditOptions *options, const AuditRun *run, Shards *shards,
                        GError **error)
{
    g_autofree char *engine = detection_engine();
    GError *cause = NULL;

    shards->shards = g_ptr_array_new_with_free_func(shelf_clear);
    for (unsigned i = 1; i <= units_shards(shards->units); i++) {
        g_ptr_array_add(shards->shards, open_shard(options, run, shards, engine, i, &cause));
        if (cause) {
            g_propagate_error(error, cause);
            return false;
        }
    }
    return true;
}

static void tell_missing(const Merge *merging)
{
    g_autofree char *missing = merge_missing(merging);

    if (!missing)
        return;
    g_autofree char *text = language_fill(
        "cli-shards-missing", TEXT_VALUES(TEXT_TEXT("missing", missing),
                                          TEXT_NUMBER("shards", units_shards(merging->units))));

    fprintf(stderr, "schoolaudit: %s\n", text);
}

static bool put_together(const AuditOptions *options, const AuditRun *run, const Shards *shards,
                         bool *complete, GError **error)
{
    g_autofree ScanInput *inputs = g_new0(ScanInput, options->inputs->len);
    Merge merging = {.units = shards->units,
                     .shards = (Shelf *const *)shards->shards->pdata,
                     .store = run->store,
                     .inputs = inputs};
    ScanResult result = {0};
    bool done;

    for (guint i = 0; i < options->inputs->len; i++)
        inputs[i] = audit_scan_input(options->inputs->pdata[i]);
    done = merge_run(&merging, &result, error);
    if (done) {
        g_autofree char *missing = merge_missing(&merging);

        *complete = missing == NULL;
        tell_missing(&merging);
        audit_scan_describe(run->store, options, &result);
    }
    g_free(result.sandbox_active);
    g_free(result.sandbox_missing);
    return done;
}

static bool merge(const AuditOptions *options, ExitStatus *status, GError **error)
{
    g_auto(AuditRun) run = {0};
    g_auto(Shards) shards = {0};
    g_autofree char **paths = audit_options_paths(options);
    g_autofree char *out = run_folder_absolute(options->out);
    g_autoptr(RunFolder) folder = NULL;
    bool complete = false;

    shards.folder = shards_folder(out);
    if (!audit_run_policy(options, &run, error) || !read_plan(options, &shards, error))
        return false;
    folder = run_folder_open(options->out, options->state, paths, error);
    if (!folder || !audit_run_prepare(options, folder->part, &run, error) ||
        !open_shards(options, &run, &shards, error) ||
        !put_together(options, &run, &shards, &complete, error) ||
        !audit_finish(options, folder, run.policy, run.store, status, error))
        return false;
    if (complete)
        shards_remove(shards.folder);
    return true;
}

static int run_command(int argc, char **argv)
{
    AuditOptions options = {0};
    ExitStatus status = EXIT_COMPLETE_CLEAN;
    GError *error = NULL;
    bool done;

    umask(0077);
    done = audit_options_parse_stage(&options, "merge", argc, argv, &error) &&
           audit_told(&options, merge, &status, &error);
    audit_options_clear(&options);
    return done ? (int)status : command_fail(error, EXIT_CANNOT_WRITE);
}

const Command command_merge = {
    .name = "merge",
    .run = run_command,
};
