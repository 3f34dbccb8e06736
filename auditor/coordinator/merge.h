/*
 * Shards of a scan put together in one store, as if one scan had filled it. What a shard that is
 * missing should have read stands in the ledger as not scanned. Reads shelves and the plan; no
 * input.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "coordinator/scan.h"
#include "coordinator/units.h"

typedef struct {
    const Units *units;
    Shelf *const *shards; /* by shard - 1; NULL: missing */
    Store *store;
    const ScanInput *inputs;
} Merge;

/* `result` as scan_run() gives it. False with an EXIT_ERROR. */
bool merge_run(const Merge *merge, ScanResult *result, GError **error);

/* The missing ones as schedulers write arrays: "3,7-9" (g_free); NULL when all are there. */
char *merge_missing(const Merge *merge);
