/*
 * What the columns of a list mean: the mapping's word first, else a guess from header and cells.
 * What can be read in more than one way becomes a question to the operator, never a guess; a list
 * with questions is not used. Rows are read in rows.c.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/column.h"
#include "register/mapping.h"
#include "register/notes.h"
#include "register/particles.h"
#include "register/table.h"
#include "register/wordbook.h"

typedef enum { LIST_PUPILS, LIST_CONSENTS, LIST_STAFF, LIST_PARENTS } ListKind;

/* What all lists are read with. */
typedef struct {
    WordBook *headers;
    WordBook *values;
    Particles *particles;
    NoteBook *notes;
} Lexicon;

Lexicon *lexicon_new(void);
void lexicon_free(Lexicon *lexicon);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Lexicon, lexicon_free)

typedef struct {
    const TableSheet *sheet; /* borrowed */
    guint header_row;        /* index into its rows */
    GPtrArray *columns;      /* Column *, in order of the list; questions behind them */
    int asked, answered;     /* columns of a list with a row for each answer, else -1 */
} SheetLayout;

/* Borrows table and mapping. */
typedef struct {
    ListKind kind;
    const Table *table;
    const Mapping *mapping;
    const char *const *key; /* as in PeopleList */
    GPtrArray *sheets;      /* SheetLayout * */
    GPtrArray *questions;   /* char *, each once: what the operator has to say */
} ListLayout;

ListLayout *list_layout_new(const Lexicon *lexicon, ListKind kind, const Table *table,
                            const Mapping *mapping);
void list_layout_free(ListLayout *layout);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ListLayout, list_layout_free)

/* Takes the question over; a second one of the same words is dropped. */
void list_layout_ask(ListLayout *layout, char *question);

/* Sets the one error (EXIT_LIST_INVALID) with all questions; true when there are none. */
bool list_layout_check(const ListLayout *layout, GError **error);

/* The first column of the kind in the sheet, or NULL. */
const Column *sheet_column(const SheetLayout *sheet, ColumnKind kind);

/* The stripped cell of a row; "" where the row is shorter. g_free. */
char *row_cell(const TableRow *row, guint index);
