/* Spreadsheets as lists. What stands in them, hidden rows too; looks and formulas do not count. */
#pragma once

#include "readers/office/package.h"
#include "worker/list_sheet.h"

/* A package that holds xl/workbook.xml. */
ListFile *list_workbook_read(Package *package);

/* A workbook before 2007, in a compound file. */
ListFile *list_legacy_read(Input *input);

/* content.xml of an OpenDocument spreadsheet, or a flat one whole. */
ListFile *list_opendocument_read(const char *xml, size_t length);
