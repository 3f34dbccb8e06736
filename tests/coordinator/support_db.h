/* For suites that work on a store: an empty one in memory, rows by SQL, answers as text. */
#pragma once

#include <sqlite3.h>

sqlite3 *db_new(void); /* schema and indexes of audit.db, in memory; sqlite3_close() */
void db_run(sqlite3 *db, const char *sql);
/* Fails the test unless the first column of all rows, joined by spaces, is `wanted`. */
void db_expect(sqlite3 *db, const char *sql, const char *wanted);
