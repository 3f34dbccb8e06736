/* What scans leave beside runs and purge has to see to as well: facts for the next audit, and
 * shards that were never merged. Both tell until when they may be kept. */
#pragma once

#include <glib.h>

/* Paths below a folder of runs whose day has passed: files of facts, folders of shards. Added to
 * `found` (char *, owned by it). */
void purge_facts_find(const char *folder, const char *today, GPtrArray *found);

/* Deletes what was found there. */
void purge_facts_delete(const char *path);
