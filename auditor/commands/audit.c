/*
 * schoolaudit audit: the whole way from inputs to reports. Each stage is somebody else's; here they
 * are put in order, what the operator said is checked before anything long begins, and the exit
 * status is made of what came out.
 */
#include <sys/stat.h>

#include "commands/audit_finish.h"
#include "commands/audit_options.h"
#include "commands/audit_plan.h"
#include "commands/audit_prepare.h"
#include "commands/audit_scan.h"
#include "commands/audit_told.h"
#include "commands/command.h"
#include "commands/run_folder.h"

static bool audit(const AuditOptions *options, ExitStatus *status, GError **error)
{
    g_auto(AuditRun) run = {0};
    g_autofree char **paths = audit_options_paths(options);
    g_autoptr(RunFolder) folder = NULL;

    if (!audit_run_policy(options, &run, error))
        return false;
    folder = run_folder_open(options->out, options->state, paths, error);
    return folder && audit_run_prepare(options, folder->part, &run, error) &&
           audit_scan_inputs(options, folder, &run, error) &&
           audit_finish(options, folder, run.policy, run.store, status, error);
}

static int run(int argc, char **argv)
{
    AuditOptions options = {0};
    ExitStatus status = EXIT_COMPLETE_CLEAN;
    GError *error = NULL;
    bool done;

    umask(0077);
    audit_scan_catch_signals();
    done = audit_options_parse(&options, argc, argv, &error) &&
           (options.dry_run ? audit_plan_print(&options, &error)
                            : audit_told(&options, audit, &status, &error));
    audit_options_clear(&options);
    return done ? (int)status : command_fail(error, EXIT_CANNOT_WRITE);
}

const Command command_audit = {
    .name = "audit",
    .run = run,
};
