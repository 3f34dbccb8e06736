/* Guesses one column from its header and cells: the half of columns.c that knows the vocabulary. */
#pragma once

#include "register/columns.h"

/* What the cells of a column look like. */
typedef struct {
    guint filled;
    guint answers; /* cells that can be answers */
    guint telling; /* of these: a yes, a no, a condition or an x, not "unknown" */
    guint numbers; /* cells with the check digit of a citizen number */
} CellCounts;

CellCounts cells_count(const Lexicon *lexicon, const TableSheet *sheet, guint from, guint index);

/* Nearly all cells are answers, and one at least says something. */
bool cells_are_answers(const CellCounts *counts);

/* Every cell is a citizen number (three at least): not to be used, whatever the header says. */
bool cells_are_citizen_numbers(const CellCounts *counts);

/* Sets kind and what belongs to it. A question for the operator (g_free), or NULL. */
char *column_guess(const Lexicon *lexicon, ListKind list, const CellCounts *counts,
                   const char *mapping_name, Column *column);

/* The kind a header has as a whole ("Roepnaam"), COLUMN_UNUSED for none; weak may be NULL. */
ColumnKind header_identity(const WordBook *headers, const char *header, bool *weak);

/* Whether the header speaks of consent, channels or subjects. */
bool header_speaks_of_consent(const WordBook *headers, const char *header);
