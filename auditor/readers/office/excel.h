/* The cells of a workbook before 2007 with their places, for whoever wants no running text. */
#pragma once

#include "readers/office/legacy.h"

typedef struct {
    const char *sheet;    /* NULL where the workbook does not name it */
    const char *text;     /* truths as WAAR and ONWAAR */
    unsigned row, column; /* from 0 */
    bool sheet_hidden, row_hidden;
} ExcelCell;

/* Gives each cell in the order of the stream; what could not be read becomes a gap of the sink. */
void excel_cells(const Legacy *legacy, void (*found)(void *user, const ExcelCell *cell),
                 void *user);
