/*
 * Dates as web pages and their exports write them, brought to the forms that facts use: RFC 3339 in
 * UTC, local time without zone, or a date. Nothing is guessed: what does not fit gives NULL.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* ISO 8601 and its neighbours ("2024-05-01", "2024-05-01 10:00:00", "2024-05-01T10:00:00+02:00"). A
 * time without zone stays local unless `utc`. g_free; NULL for anything else and for year 0. */
char *date_from_iso(const char *text, bool utc);

/* RFC 822 as RSS has it: "Wed, 01 May 2024 10:00:00 +0200"; with or without seconds, months written
 * out or in Dutch, zones by name. g_free; NULL when it is none. */
char *date_from_rfc822(const char *text);

/* "/2024/05/", "/2024/05/17/" or "/2024-05-17-kamp" in a path or URL; without a day the first of
 * the month. g_free; NULL when there is none. */
char *date_from_path(const char *path);

/* Seconds since 1970 in UTC; NULL for 0 and for what no calendar holds. g_free. */
char *date_from_seconds(long long seconds);
