/*
 * A run against the one before: what is new, what was there already, what is gone. Gone is only
 * what a run could have found again: its source was examined whole, its rule ran as before, and the
 * person is still on the list; anything else is unseen.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

/* The newest complete run of the same school among the siblings of `out` that ended before `db`
 * began; NULL when there is none. Owned by the caller. */
char *history_previous(sqlite3 *db, const char *out);

/* Before judging: what the report has to know of the run in `folder` (table run). A folder that
 * holds no readable run gives a warning, or with `asked_for` an EXIT_ERROR (EXIT_INPUT_MISSING).
 * `usable` tells. */
bool history_open(sqlite3 *db, const char *folder, bool asked_for, bool *usable, GError **error);

/* After judging: states of findings, table vanished. */
bool history_compare(sqlite3 *db, const char *folder, GError **error);

/* After judging: names the run in the table run (run-id), by its findings. */
bool history_name_run(sqlite3 *db, const char *today, GError **error);
