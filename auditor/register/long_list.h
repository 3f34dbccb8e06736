/*
 * Lists with a row for each answer, as databases write them: one column says what was asked,
 * another what was answered. Each question becomes a column of the layout, over the rows that ask
 * it.
 */
#pragma once

#include "register/columns.h"

/* Finds the two columns, by the mapping or where no other reading is left; else asks. Sets the
 * sheet's `asked` and `answered`. */
void long_list_find(ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet, guint width);

bool sheet_is_long(const SheetLayout *sheet);

/* COLUMN_QUESTION or COLUMN_ANSWER of these two, COLUMN_UNUSED of all others. */
ColumnKind long_list_kind(const SheetLayout *sheet, guint index);

/* Adds a column for each question. */
void long_list_add(ListLayout *layout, const Lexicon *lexicon, SheetLayout *sheet);

/* What the row asks, folded; "" where it asks nothing, or the list is no long one. g_free. */
char *long_list_asked(const SheetLayout *sheet, const TableRow *row);

/* Whether the column holds nothing in this row, since it asks something else. */
bool long_list_skips(const Column *column, const char *asked);
