/* Words within the formulas of workbooks before 2007. */
#pragma once

#include "readers/office/excel_book.h"

/* Tells, as hidden text, each text that a formula holds, once a workbook. `tokens`: the parsed
 * formula (MS-XLS 2.5.198.104, rgce); `behind`: what its arrays and areas keep behind it (rgb). */
void excel_formula_words(const ExcelBook *book, Slice tokens, Slice behind);

/* The same for a record that holds the formula of cells; others, and those of versions 2 to 4, are
 * passed over. */
void excel_formula_take(const ExcelBook *book, const ExcelRecord *record);
