/*
 * schoolaudit scan: one shard of an audit's scan, for a cluster. It takes no lock and says nothing
 * to other shards; what it found is published whole, by a rename, or not at all. It needs the names
 * of the register; whoever merges adds the consents.
 */
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/audit_options.h"
#include "commands/audit_prepare.h"
#include "commands/audit_scan.h"
#include "commands/command.h"
#include "commands/detection.h"
#include "commands/run_folder.h"
#include "commands/shards.h"
#include "commands/terminal.h"
#include "coordinator/units.h"
#include "language.h"

typedef struct {
    unsigned shard, shards;
    char *folder, *beside, *path;
    Units *units;
    ShelfWriter *shelf;
} Shard;

static void shard_clear(Shard *shard)
{
    g_clear_pointer(&shard->shelf, shelf_writer_free);
    g_clear_pointer(&shard->units, units_free);
    if (shard->beside)
        unlink(shard->beside);
    g_free(shard->beside);
    g_free(shard->path);
    g_free(shard->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Shard, shard_clear)

static bool make_plan(const AuditOptions *options, Shard *shard, GError **error)
{
    g_autofree char **paths = audit_options_paths(options);
    g_autofree char *plan = shards_plan_path(shard->folder);

    shard->units =
        units_plan((const char *const *)paths, options->inputs->len, shard->shards, error);
    if (!shard->units)
        return false;
    units_choose(shard->units, shard->shard);
    return units_write(shard->units, plan, error);
}

static bool publish(Shard *shard, GError **error)
{
    if (!shelf_writer_finish(shard->shelf, error))
        return false;
    if (rename(shard->beside, shard->path) == 0)
        return true;
    exit_error_system(error, EXIT_CANNOT_WRITE, "cli-store-fails", shard->path);
    return false;
}

static bool scan_units(const AuditOptions *options, const AuditRun *run, Shard *shard,
                       ScanResult *result, GError **error)
{
    ScanOptions scan = {.spool_folder = shard->folder, .units = shard->units};
    g_autofree char *engine = detection_engine();

    shard->path = shards_path(shard->folder, shard->shard, shard->shards);
    shard->beside = g_strdup_printf("%s.%d-%08x", shard->path, (int)getpid(), g_random_int());
    shard->shelf = shelf_writer_new(shard->beside, error);
    if (!shard->shelf)
        return false;
    audit_scan_say(shard->shelf, options, run, engine);
    shelf_writer_say(shard->shelf, "plan", units_digest(shard->units));
    scan.shelf = shard->shelf;
    if (!audit_scan(options, run, &scan, result, error))
        return false;
    shelf_writer_say(shard->shelf, "sandbox", result->sandbox_active);
    shelf_writer_say(shard->shelf, "sandbox-missing", result->sandbox_missing);
    shelf_writer_say(shard->shelf, "counts-faces", result->counted_faces ? "1" : NULL);
    return publish(shard, error);
}

static void tell(const AuditOptions *options, const Shard *shard, const ScanResult *result)
{
    g_autofree char *text =
        language_fill("cli-shard-done", TEXT_VALUES(TEXT_NUMBER("shard", shard->shard),
                                                    TEXT_NUMBER("shards", shard->shards),
                                                    TEXT_COUNT("items", "cli-items", result->items),
                                                    TEXT_NUMBER("gaps", result->gaps)));

    if (!options->quiet)
        terminal_print(stdout, "", 0, text);
}

static bool scan(const AuditOptions *options, GError **error)
{
    g_auto(AuditRun) run = {0};
    g_auto(Shard) shard = {0};
    g_autofree char **paths = audit_options_paths(options);
    g_autofree char *out = run_folder_absolute(options->out);
    ScanResult result = {0};
    bool done;

    shard.folder = shards_folder(out);
    done = shards_choose(options->shard, &shard.shard, &shard.shards, error) &&
           audit_run_policy(options, &run, error) && run_folder_make(shard.folder, paths, error) &&
           audit_run_prepare(options, shard.folder, &run, error) &&
           make_plan(options, &shard, error) && scan_units(options, &run, &shard, &result, error);
    if (done)
        tell(options, &shard, &result);
    g_free(result.sandbox_active);
    g_free(result.sandbox_missing);
    return done;
}

static int run_command(int argc, char **argv)
{
    AuditOptions options = {0};
    GError *error = NULL;
    bool done;

    umask(0077);
    audit_scan_catch_signals();
    done =
        audit_options_parse_stage(&options, "scan", argc, argv, &error) && scan(&options, &error);
    audit_options_clear(&options);
    return done ? EXIT_COMPLETE_CLEAN : command_fail(error, EXIT_CANNOT_WRITE);
}

const Command command_scan = {
    .name = "scan",
    .run = run_command,
};
