/* From a store that is full to the reports of a run: linked, judged, written, summed up. */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "commands/command.h"
#include "commands/run_folder.h"
#include "policies/policy.h"
#include "store/store.h"

/* The last steps alone, over a store that is linked: judged too, or as it was judged. */
bool audit_report(const AuditOptions *options, const RunFolder *folder, const Policy *policy,
                  sqlite3 *db, bool judged, ExitStatus *status, GError **error);

/* Errors are EXIT_ERRORs; then nothing in the folder was touched. */
bool audit_finish(const AuditOptions *options, const RunFolder *folder, const Policy *policy,
                  Store *store, ExitStatus *status, GError **error);
