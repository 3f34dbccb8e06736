/*
 * Reads the rows of one sheet whose columns are understood: a person from each, and the answers in
 * it. Which rows belong to the same person is decided in build.c.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "register/columns.h"
#include "register/people.h"

typedef struct {
    const Lexicon *lexicon;
    ListLayout *layout; /* takes questions about cells */
    const SheetLayout *sheet;
    NameOrder order;        /* of full names, as the mapping or other rows prove it */
    bool film_columns;      /* some list asks for film apart: "beeldmateriaal" answers both */
    GHashTable *dates[2];   /* cell -> ISO date or NULL, as read before */
    GHashTable *answers[2]; /* cell -> Value, as read before; in columns of objections */
    GString *unsplit;       /* places of full names that can be read in two ways */
} RowReader;

RowReader row_reader_new(const Lexicon *lexicon, ListLayout *layout, const SheetLayout *sheet,
                         bool film_columns);

/* After the last row: asks for the names that could not be split, and frees. */
void row_reader_finish(RowReader *reader);

typedef enum {
    ROW_DATA,
    ROW_BLANK,
    ROW_HEADER, /* the header once more */
    ROW_FOOTER, /* "Totaal: 23 leerlingen", "Pagina 1 van 2" */
} RowKind;

RowKind row_kind(const RowReader *reader, const TableRow *row);

/* "12", or "Groep 3:12" where the list has several sheets; g_free. */
char *row_place(const RowReader *reader, const TableRow *row);

/* The person of a row, without number where the list has none; NULL when the row holds no name and
 * no number. Doubts become notes, a name that cannot be split a question. */
Person *row_read_person(const RowReader *reader, const TableRow *row, PersonRole role);

/* Adds the answers of the row, one for each subject and channel; in a list of refusers without
 * columns of answers a No for images everywhere. */
void row_read_consents(const RowReader *reader, const TableRow *row, uint32_t person,
                       GPtrArray *consents);

/* What stands in the first column of the kind, NULL for nothing; g_free. */
char *row_value(const RowReader *reader, const TableRow *row, ColumnKind kind);
