/* A judged store of invented people in memory, for the suites of the report writers. */
#pragma once

#include <sqlite3.h>

/* Schema and rows of tests/golden/report-store.sql; the working directory is the tree's. Aborts on
 * any error. sqlite3_close(). */
sqlite3 *support_store_open(void);

/* Where a text in mask_fold()'s form has a part of a name or a number of those people, none of
 * which may leave masked; NULL when it has none. */
const char *support_store_canary(const char *folded);

/* An empty store with the schema only. */
sqlite3 *support_store_empty(void);

/* Runs statements, aborts with SQLite's message on error. */
void support_store_run(sqlite3 *store, const char *sql);
