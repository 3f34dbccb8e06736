/* How far a scan is: one line that is rewritten on a terminal, single lines now and then in a log.
 * No names, ever. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint64_t items, gaps, bytes, findings;
    double done; /* share of the input, 0 to 1; negative: unknown */
} ProgressState;

typedef struct Progress Progress;

/* `quiet`: says nothing at all. `language`: nl or en, borrowed. */
Progress *progress_new(bool quiet, const char *language);
void progress_free(Progress *progress); /* clears the terminal line */

/* Cheap; writes at most five times a second on a terminal, every half minute in a log. */
void progress_tell(Progress *progress, const ProgressState *state);
