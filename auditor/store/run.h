/*
 * A run as those who come after it read it: its store, opened to read, and what that says of the
 * run itself.
 */
#pragma once

#include <sqlite3.h>

/* The store of a run that is whole (its manifest is there), not to be written to; NULL where there
 * is none. Any folder on the way may be a symbolic link. sqlite3_close(). */
sqlite3 *run_open(const char *folder);

/* What the table run says of `key`; NULL when it says nothing. g_free. */
char *run_value(sqlite3 *db, const char *key);
