/* A source's name without what changes from export to export; what the user named keeps its name.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

typedef struct SourceLabels SourceLabels;

SourceLabels *source_labels_new(void);
void source_labels_free(SourceLabels *labels);

/* Dates, part numbers and suffixes go; where platform and account are known they name it. Owned by
 * the caller. */
char *source_label(const SourceLabels *labels, const char *label, const char *path,
                   const char *platform, const char *account);

/* The same as an SQL function source_label(label, path, platform, account). */
int source_labels_register(sqlite3 *db);
