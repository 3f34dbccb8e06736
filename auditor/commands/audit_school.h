/* What the operator says of the school, beside its people: put into the store for the rules. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "detect/phrases.h"
#include "store/store.h"

/* Tables school, lesson, holiday and allow, and which of these inputs were given; to `allowed` the
 * words that are nobody's name today. Errors are EXIT_ERRORs of the lists. */
bool audit_school_store(const AuditOptions *options, Store *store, Phrases *allowed,
                        GError **error);

/* The names of the school as a word list, "school-name". */
void audit_school_phrases(const AuditOptions *options, Phrases *phrases);
