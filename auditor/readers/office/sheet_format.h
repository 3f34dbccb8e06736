/*
 * What a number format of a workbook shows (ECMA-376 part 1, 18.8.31): a number of nine digits with
 * its zeros before, a telephone number with its hyphens, a day, an hour.
 */
#pragma once

#include <stdbool.h>

/* The code of a format that every workbook has, by its number; NULL for "General" and others. */
const char *sheet_format_built_in(unsigned number);

/* Whether the code shows a day. */
bool sheet_format_is_date(const char *code);

/* The value as the code shows it; days always as "24-12-2005", hours as "18:05:00", whatever their
 * order in the code, so that they can be found. NULL where it shows the number as it is. g_free. */
char *sheet_format_show(const char *code, double value);

/* The same for a number in text. *behind is what the cell holds, where that does not stand in what
 * is shown: digits that are left out or parted, the day behind an hour. g_free, both; NULL. */
char *sheet_format_show_all(const char *code, const char *number, char **behind);
