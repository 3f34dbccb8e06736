/*
 * A list of the operator (register, staff, timetable, ...) as the list worker hands it over: rows
 * of cells, no meaning yet. What the columns mean is decided in columns.c.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    unsigned line; /* in the file, from 1; of the first line where a cell holds line breaks */
    bool hidden;   /* by a filter or by hand; counts like any other */
    GStrv cells;   /* UTF-8, surrounding white space kept; part of the row's own memory */
} TableRow;

typedef struct {
    char *sheet; /* name of the sheet; "" in CSV */
    bool hidden;
    GPtrArray *rows; /* TableRow *, empty lines left out */
} TableSheet;

typedef struct {
    char *file_name; /* base name, for messages */
    char *
        charset; /* "utf-8", "windows-1252", ... as decided; else "xlsx", "ods", "EDEXML", "UWLR" */
    char *delimiter;   /* ";" "," or tab as decided; "" in a spreadsheet */
    char *digest;      /* SHA-256 of the file, hex */
    GPtrArray *sheets; /* TableSheet * */
} Table;

/* A row with copies of the cells, in one piece of memory: lists have a million cells. */
TableRow *table_row_new(unsigned line, const char *const *cells);

/* EDEXML or UWLR: pupils and teachers in one file. */
bool table_is_exchange(const Table *table);

void table_free(Table *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Table, table_free)
