/* Dates in workbooks are numbers that a style shows as dates: a birth date is seen only so. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/documents/package.h"

typedef struct SheetDates SheetDates;

/* The styles of a workbook; NULL is no part, no style is a date then. */
SheetDates *sheet_dates_read(PackagePart *styles);
void sheet_dates_free(SheetDates *dates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetDates, sheet_dates_free)

/* "38718" in a date style is "01-01-2006"; NULL where the style shows no date or the number is
 * none. g_free. */
char *sheet_date(const SheetDates *dates, unsigned style, const char *number);

/* The same parts for workbooks before 2007. A day of the 1900 system; NULL where it is none;
 * g_free. */
char *sheet_day(double day);

/* Whether a format shows a day: day or year letters outside of quoted words, colours and escapes;
 * by its number where it is one that every workbook has. */
bool sheet_format_is_date(const char *code);
bool sheet_format_number_is_date(unsigned number);
