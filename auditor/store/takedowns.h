/*
 * Table takedown_hit: what is still there of each request to take something down. An address, path
 * or file name is looked for among items, publications and references, then every place that shows
 * the same photo, copies too.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* Fills takedown_hit and takedown.state anew, in a database after store_link(). */
bool takedowns_match(sqlite3 *db, GError **error);
