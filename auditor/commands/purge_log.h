/* The log of runs that purge deleted, one JSON object a line: what was deleted, when, and the
 * digest of its manifest, so that the chain of manifests can be followed past it. No names. */
#pragma once

#include <glib.h>

#define PURGE_LOG "purge.log" /* in the state folder */

typedef struct {
    char *purged;   /* the day */
    char *manifest; /* SHA-256, hex */
} PurgeRecord;

void purge_record_free(PurgeRecord *record);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PurgeRecord, purge_record_free)

/* What the log says of a run, by its id; the last line where there are several. NULL where it says
 * nothing, or there is no log. Lines that are none of ours are passed over. */
PurgeRecord *purge_log_find(const char *path, const char *run);
