/*
 * Those of the limits (worker/limits.h) that an audit file may set otherwise, as they are in force
 * in this process. They are part of the command line: set once before anything is read, by the
 * coordinator from the audit file, by a worker from its argument, and the same in both.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#define BOUND_DEPTH_MAX 32U /* of depth, for who keeps something for each level */

typedef struct {
    uint64_t item_bytes, container_bytes, entries, depth, ratio, read_seconds;
} Bounds;

const Bounds *bounds(void);

/* What may be said of one. */
typedef struct {
    const char *name; /* "item-bytes" */
    uint64_t least, most;
    bool is_size; /* bytes: may be written with K, M, G */
} BoundRange;

/* NULL where there is no such one. */
const BoundRange *bound_range(const char *name);

/* Sets all of them: "depth=8,item-bytes=1024", each once or not at all; what is not named is as
 * built in. NULL: all as built in. False, and nothing set, for anything else. */
bool bounds_set(const char *text);

/* Those in force that are not as built in, as bounds_set() takes them; NULL: none. g_free. */
char *bounds_text(void);
