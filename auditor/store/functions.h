/*
 * SQL functions that rules may use beside SQLite's own:
 *
 *   squeeze(text)      folded letters and digits with nothing between them: "De Vlinderhof!" gives
 *                      "devlinderhof"; NULL for NULL
 *   serial_key(text)   the number of a camera without zeros before it, in capitals, so that "0512"
 *                      is "512" and "190A-19762" is "420105522"; NULL for NULL
 *   local_time(time)   RFC 3339 in UTC, or local without zone, as local time of the Netherlands
 *                      ("2024-05-01 12:00:00"); NULL where there is no time of day
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

/* The clock of the Netherlands; where the machine has no table of time zones, by the rule that has
 * held since 1996. Owned by the caller. */
GTimeZone *functions_zone(void);

/* Adds them to a connection; again is no harm. */
void functions_add(sqlite3 *db);
