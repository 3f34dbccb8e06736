/* Dates in workbooks are numbers that a style shows as dates: a birth date is seen only so. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/office/package.h"

typedef struct SheetDates SheetDates;

/* The styles of a workbook; NULL is no part, no style is a date then. */
SheetDates *sheet_dates_read(PackagePart *styles);
void sheet_dates_free(SheetDates *dates);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SheetDates, sheet_dates_free)

/* "38718" in a date style is "01-01-2006"; NULL where the style shows no date or the number is
 * none. g_free. */
char *sheet_date(const SheetDates *dates, unsigned style, const char *number);

/* The code of the style's number format; NULL where numbers are shown as they are. */
const char *sheet_format(const SheetDates *dates, unsigned style);
