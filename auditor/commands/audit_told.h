/*
 * What mail, monitor and the operator's own program are told of a run, from its beginning to
 * whatever end it comes to: --summary, --metrics-file, --notify-cmd.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "commands/command.h"

/* The run itself. False with an EXIT_ERROR where it has no report; else `status` is what it ends
 * with. */
typedef bool (*AuditWork)(const AuditOptions *options, ExitStatus *status, GError **error);

/* Does the work and tells of it. Where there is no report, `status` is that of the error. */
bool audit_told(const AuditOptions *options, AuditWork work, ExitStatus *status, GError **error);
