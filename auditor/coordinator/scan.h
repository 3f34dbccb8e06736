/*
 * The scan: every input walked, every item read by a sandboxed worker, every fact taken in, every
 * item accounted for. Fills a store; judges nothing.
 */
#pragma once

#include <glib.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "detect/data.h"
#include "detect/names.h"
#include "detect/phrases.h"
#include "store/kept.h"
#include "store/shelf.h"
#include "store/store.h"

typedef struct {
    const char *path;    /* folder or file */
    const char *name;    /* label, or NULL: made from the path */
    const char *channel; /* or NULL: as the readers say */
    const char *access, *owner;
} ScanInput;

#define EARLIER_SHELVES 2U

typedef struct Units Units;

typedef struct {
    unsigned jobs; /* readers; 0: one a processor */
    bool require_sandbox;
    bool quiet;
    const char *language;
    const char *spool_folder; /* where members too large for memory lie for a while */
    Store *store;             /* borrowed */
    const NameIndex *names;   /* borrowed; NULL without a register */
    const DataFinder *data;   /* borrowed; NULL: not looked for */
    const Phrases *phrases;   /* borrowed; what rules and policy ask for */
    const Phrases *allowed;   /* borrowed; words that are nobody's name, or NULL */
    bool look;                /* into the pixels of pictures */
    Kept *kept;               /* what an earlier run saw there; borrowed, or NULL */
    ShelfWriter *shelf;       /* where what is found is kept as well; borrowed, or NULL */
    Shelf
        *earlier[EARLIER_SHELVES]; /* of this run, broken off, and of one before; borrowed, NULL */
    bool look_anew;                /* into what a run before saw */
    const Units *units;            /* what of the inputs is ours; borrowed; NULL: all */
    volatile sig_atomic_t *interrupted; /* looked at often; the scan ends when it is set */
} ScanOptions;

typedef struct {
    uint64_t items, bytes, mentions;
    uint64_t states[ITEM_STATES];
    uint64_t gaps;
    char *sandbox_active, *sandbox_missing; /* comma separated; g_free */
    uint64_t taken; /* items taken over from earlier scans, with all below them */
    bool was_interrupted;
    bool counted_faces; /* the workers could */
} ScanResult;

/* One item that is closed. */
void scan_count(ScanResult *result, ItemState state, Reason reason, uint64_t bytes);

/* Whether every row of the store is closed, and every state accounted for, by the store's own
 * count. False with EXIT_CONSERVATION, or what broke the store. */
bool scan_sums_agree(Store *store, const ScanResult *result, GError **error);

/* False with an EXIT_ERROR: an input is missing, no worker can be started, a layer of the sandbox
 * is missing though required, the store cannot be written, or a conservation law broke
 * (EXIT_CONSERVATION). */
bool scan_run(const ScanOptions *options, const ScanInput *inputs, size_t count, ScanResult *result,
              GError **error);
