/*
 * Dumps of databases, row by row: INSERT of MySQL, MariaDB, SQLite and PostgreSQL, COPY of
 * PostgreSQL, the columns from CREATE TABLE where the rows do not name them. The dump may be of any
 * size; one value has a bound.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "readers/reader.h"

/* Strings are borrowed for the call. */
typedef struct {
    /* `columns` may be shorter than `values` (nobody named them); a value is NULL for NULL. Values
     * are UTF-8. `table` is without its schema. */
    void (*row)(void *user, const char *table, uint64_t row, const GPtrArray *columns,
                const GPtrArray *values);
    /* Strings of other statements, and comments. */
    void (*other)(void *user, const char *what, const char *text);
} SqlHandler;

/* The value of a row in the column of that name, without regard to case; NULL: there is none, or it
 * is empty. */
const char *sql_value(const GPtrArray *columns, const GPtrArray *values, const char *column);

/* REASON_NONE, REASON_TRUNCATED (it ends inside a statement) or REASON_LIMIT_MEMORY (a value was
 * cut). */
Reason sql_scan(Input *input, const SqlHandler *handler, void *user);
