/* Workbooks: names of sheets, cells as rows, what is hidden in them. */
#pragma once

#include <stdbool.h>

#include "readers/office/package.h"
#include "readers/text/texts.h"

/* Reads workbook, shared strings and worksheets. False when one of them is broken. */
bool office_sheets(Package *package, Texts *texts);
