/* What an audit would do, for --dry-run: what is read, with which lists, and what is missing. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "commands/audit_options.h"

/* Prints the plan. False with an EXIT_ERROR where the audit could not begin: an input or list is
 * not there, or the policy cannot be used. */
bool audit_plan_print(const AuditOptions *options, GError **error);
