/*
 * What an earlier run saw in pictures, by the hash of their content: its audit.db, opened to read.
 * Our own file, from our own state folder.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "wire/pixels.h"

typedef struct Kept Kept;

/* The newest complete run beside `out`, below `state`, that has anything; NULL where there is none.
 */
Kept *kept_open(const char *state, const char *out);
void kept_free(Kept *kept);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Kept, kept_free)

/* What it saw in this content; bytes are borrowed until the next call. False where it saw nothing,
 * or did not count faces and that is wanted now. */
bool kept_find(Kept *kept, const char *hash, bool counted, FactPixels *pixels);
