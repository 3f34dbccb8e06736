/*
 * Whether a store that lies there already is one that this version can judge and report: it may be
 * another version's, damaged, or no store at all.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* False with a sentence where a table or column of schema.sql is missing; `path` is for the
 * message. */
bool store_fits(sqlite3 *db, const char *path, GError **error);
