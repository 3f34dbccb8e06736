/* Dates as people and spreadsheets write them. */
#pragma once

#include <stdbool.h>

/*
 * Reads 1-9-2025, 01/09/25, 1.9.2025, 2025-09-01, 20250901, "1 sep. 2025", "September 1, 2025" and
 * day numbers of a spreadsheet (45901); a time behind the date is left out. Day before month, as
 * Dutch lists have it: 9/13/2025 is no date. Two-digit years are 1970 to 2069.
 * Returns "2025-09-01" (g_free), NULL when it is no date that exists.
 */
char *date_read(const char *text);

/* The same; with `month_first` 9/13/2025 is 13 September, and 13/9/2025 is no date. */
char *date_read_order(const char *text, bool month_first);
