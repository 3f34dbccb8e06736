/* What the operator says of the school, beside its people: put into the store for the rules. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "detect/phrases.h"
#include "store/store.h"

/* Tables school, lesson and holiday, and which of these inputs were given. Errors are EXIT_ERRORs
 * of the lists. */
bool audit_school_store(const AuditOptions *options, Store *store, GError **error);

/* The names of the school as a word list, "school-name". */
void audit_school_phrases(const AuditOptions *options, Phrases *phrases);
