/* A table of findings, as it stands with a pupil and with a page. */
#pragma once

#include "reports/html/markup.h"
#include "reports/writer.h"

typedef enum { FINDINGS_OF_PUPIL, FINDINGS_OF_PAGE } FindingsTable;

/* Rows until the cursor ends or RECORD_ROWS are shown; says how many were left out, and returns how
 * many there are. `id` is the table's. */
uint64_t findings_table(Markup *markup, FindingsTable kind, const char *id, FindingCursor *cursor);
