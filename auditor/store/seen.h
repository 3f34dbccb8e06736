/*
 * What was seen in pictures during a scan, by the hash of their content, in a scratch database of
 * its own. Linking takes over what it needs of it: which of a size family's members were looked
 * into depends on the order of the work, what ends up in audit.db must not.
 */
#pragma once

#include "store/rows.h"
#include "wire/pixels.h"

typedef struct {
    Rows rows;
    sqlite3_stmt *put, *put_face, *put_gap;
} Seen;

/* Makes tables seen, seen_face and seen_gap in a new file. False with an error. */
bool seen_open(Seen *seen, const char *path, GError **error);
/* The first one of a hash counts. */
void seen_add(Seen *seen, const char *hash, const FactPixels *pixels);
/* What of it could not be seen; as with seen_add(). */
void seen_add_gap(Seen *seen, const char *hash, const char *reason, const char *detail);
/* Writes all that is left and closes the file; false when something failed. */
bool seen_finish(Seen *seen, GError **error);
void seen_clear(Seen *seen);

/* The same tables, empty, as temporary ones of an open database. */
void seen_make_tables(Rows *rows);
