/*
 * Figures for a monitor (--metrics-file), in the textfile form of node_exporter, always whole: the
 * file is replaced by rename. Rules and states only, no name, no place. What a run that failed
 * could not know stays as the last one left it.
 */
#pragma once

#include <sqlite3.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "commands/command.h"

/* At the start: when it was. Does nothing without --metrics-file, as all three. `started` is RFC
 * 3339. Errors are EXIT_ERRORs (EXIT_CANNOT_CREATE). */
bool audit_metrics_start(const AuditOptions *options, const char *started, GError **error);

/* At the end of a run that has its report. EXIT_CANNOT_WRITE. */
bool audit_metrics_write(const AuditOptions *options, sqlite3 *db, ExitStatus status,
                         GError **error);

/* At the end of one that has none: the status it ends with. */
void audit_metrics_failed(const AuditOptions *options, int status);
