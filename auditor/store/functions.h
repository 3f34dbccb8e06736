/*
 * SQL functions that rules may use beside SQLite's own:
 *
 *   squeeze(text)      folded letters and digits with nothing between them: "De Vlinderhof!" gives
 *                      "devlinderhof"; NULL for NULL
 *   local_time(time)   RFC 3339 in UTC, or local without zone, as local time of the Netherlands
 *                      ("2024-05-01 12:00:00"); NULL where there is no time of day
 */
#pragma once

#include <sqlite3.h>

/* Adds them to a connection; again is no harm. */
void functions_add(sqlite3 *db);
