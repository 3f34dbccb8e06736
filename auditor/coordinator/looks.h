/*
 * Which pictures are looked into. Looking costs more than all else together, so the same bytes are
 * looked into once, and of a size family (what a website made of one picture) only the original, or
 * the best that is there. Which of them that is depends on the family alone, never on the order in
 * which the workers were done: what is looked into besides it is not used (store/photos.sql).
 *
 * Films have no such family; workers of their own look into a few frames of each.
 *
 * A derivative is held back while its original may still come; not many and not for long.
 */
#pragma once

#include "coordinator/scan_internal.h"

Looks *looks_new(void);
void looks_free(Looks *looks);

/* A picture or film was read: it is looked into now, later, or not at all. */
void looks_take(Scan *scan, Task *task);
/* Looking into it is over, well or not; its copies share the result. */
void looks_done(Scan *scan, Task *task, Reason reason, const char *detail);
/* A picture that is taken over from an earlier scan, with how looking into it ended. */
void looks_known(Scan *scan, int64_t source, const ShelfItem *item);
/* What was seen in a content, and how looking into it ended: for the store, and the shelf. */
void looks_pixels(Scan *scan, const char *hash, const FactPixels *pixels);
void looks_tell(Scan *scan, const char *hash, Reason reason, const char *detail);
/* Nothing but held members is left of this container (NULL: of everything). */
void looks_flush(Scan *scan, Task *parent);
/* Nobody here can look into films: those that wait, and all others, stay as they are; a gap where
 * the reason is one. */
void looks_end_films(Scan *scan, Reason reason);
/* Tasks that are held back. */
uint64_t looks_held(const Looks *looks);
