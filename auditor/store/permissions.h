/*
 * Asks the consent resolver for everyone who is shown or named, before rules run: table permission.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* Replaces all rows. `today` is an ISO date. Pupils only; the subject name only where the lists ask
 * for names. */
bool permissions_fill(sqlite3 *db, const char *today, GError **error);
