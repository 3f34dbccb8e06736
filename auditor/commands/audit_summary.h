/* The summary of a run for a mail (--summary): figures, clauses and where the report is; no name,
 * no place, no excerpt. */
#pragma once

#include <sqlite3.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "commands/command.h"

/* Takes away what an earlier run left, so that nobody mails it as today's. Does nothing without
 * --summary. Errors are EXIT_ERRORs (EXIT_CANNOT_CREATE). */
bool audit_summary_start(const AuditOptions *options, GError **error);

/* `status` is what the run ends with, `out` its folder. Written by rename; EXIT_CANNOT_WRITE. */
bool audit_summary_write(const AuditOptions *options, sqlite3 *db, const char *out,
                         ExitStatus status, GError **error);
