/*
 * Prepared statements with sticky errors: what store, link and judge use to talk to SQLite without
 * checking every single call. The first failure is kept; everything after it does nothing.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    sqlite3 *db;   /* owned */
    char *path;    /* for messages; owned */
    GError *error; /* the first one; owned */
} Rows;

/* Opens a database with the settings of a batch program: no journal, no syncing, 16 MiB of cache.
 * An existing file is taken as it is. `path` may be ":memory:". */
bool rows_open(Rows *rows, const char *path, GError **error);
/* Borrows an open connection: rows_release() will leave it open. */
void rows_borrow(Rows *rows, sqlite3 *db);
void rows_close(Rows *rows);
void rows_release(Rows *rows);
/* rows_good(), then rows_release(). */
bool rows_finish(Rows *rows, GError **error);

/* True while nothing failed; otherwise copies the first error. */
bool rows_good(const Rows *rows, GError **error);
void rows_fail(Rows *rows); /* takes the connection's message */

/* Runs statements without rows. */
void rows_run(Rows *rows, const char *sql);
/* The file of the GResource bundle, run as a script ("store/schema.sql"). */
void rows_run_resource(Rows *rows, const char *name);

/* NULL after a failure, which all calls below accept. sqlite3_finalize() frees. */
sqlite3_stmt *rows_prepare(Rows *rows, const char *sql);

/* Binds by a format, one letter a parameter: i int64_t, I int64_t with 0 as NULL, t const char *
 * (NULL as NULL), d double. Strings must live until the statement is stepped. */
void rows_bind(sqlite3_stmt *statement, const char *format, ...);
/* rows_bind(), one step, reset: for INSERT, UPDATE and DELETE. */
void rows_write(Rows *rows, sqlite3_stmt *statement, const char *format, ...);

/* One more row? Resets at the end. */
bool rows_next(Rows *rows, sqlite3_stmt *statement);
/* Column as text, NULL for NULL; lives until the next step. */
const char *rows_text(sqlite3_stmt *statement, int column);
/* The same, "" for NULL. */
const char *rows_word(sqlite3_stmt *statement, int column);

/* First column of the first row, or `otherwise`. */
int64_t rows_number(Rows *rows, const char *sql, int64_t otherwise);
