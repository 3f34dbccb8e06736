/* Where the headers of a sheet stand, and what the header of one column is as a text. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/mapping.h"
#include "register/table.h"
#include "register/wordbook.h"

/* Title rows, school address and remarks stand above the headers in at most so many rows. */
#define HEADER_ROWS_TRIED 20

/* The row whose cells are headers; of headers in two rows (merged cells: "Beeldmateriaal" over
 * "Website" and "Facebook") the lower. False when no row says whom the list is about. */
bool headers_find(const WordBook *headers, const WordBook *values, const Mapping *mapping,
                  const TableSheet *sheet, guint *header_row);

/* The row of most cells, in quotation marks, for a question where headers_find() found nothing;
 * g_free. */
char *headers_fullest(const TableSheet *sheet);

/* The header of a column with what stands above it; "column 5" where there is nothing. g_free. */
char *headers_text(const WordBook *headers, const TableSheet *sheet, guint header_row, guint index);

/* The cell of the header row, else the one that stands just above it in headers of two rows; ""
 * for none. g_free. */
char *headers_own(const WordBook *headers, const TableSheet *sheet, guint header_row, guint index);
