/* Words of workbooks before 2007 that stand in no cell. */
#pragma once

#include "readers/office/excel_book.h"

/* Tells the words of a record that is neither a cell nor part of the workbook's tables; others are
 * passed over. `hidden`: whether the sheet is. */
void excel_words_take(const ExcelBook *book, const ExcelRecord *record, bool hidden);
