/*
 * What earlier scans found and this one need not find again: an item whose bytes are the same (the
 * worker has their hash), in the same place, told the same way, is taken over from a shelf with all
 * that came out of it. Whatever may go otherwise next time (a crash, a time that ran out) is not.
 */
#pragma once

#include "coordinator/scan_internal.h"

/* Gives the task its key: what its facts depend on beside its bytes. `leaf` may be NULL. */
void earlier_set_key(const Scan *scan, Task *task, const MessageLeaf *leaf);

/* Hashes of contents that earlier scans found there, in hex, one behind the other (g_free); NULL
 * where there are none, so that it has to be read. */
char *earlier_expected(const Scan *scan, const Task *task);

/* Its content has this hash: takes the item over, with everything below it, or has it read after
 * all. False: the worker lied. */
bool earlier_same(Scan *scan, Task *task, const MessageEnd *end);

/* What an earlier scan saw in a picture, into store and shelf. False: it has to be looked into. */
bool earlier_look(Scan *scan, const char *hash);

/* A closed item, for the shelf of this scan. */
void earlier_keep(Scan *scan, const Task *task);
