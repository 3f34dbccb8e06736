/*
 * The sheets of a list while it is read: cells by line and column, merged areas, what is hidden.
 * The list readers (workbooks, OpenDocument, EDEXML, delimited text) fill it; list.c sends it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/reader.h"
#include "wire/state.h"

typedef struct {
    unsigned line; /* from 1 */
    bool hidden;
    GPtrArray *cells; /* char *, NULL where there is nothing */
} ListRow;

typedef struct {
    unsigned top, left, bottom, right; /* lines from 1, columns from 0 */
} ListArea;

typedef struct {
    char *name;
    bool hidden;
    GPtrArray *rows; /* ListRow *, by line once list_sheet_finish() ran */
    GHashTable *by_line;
    GArray *merged; /* ListArea */
    guint64 cells;
} ListSheet;

typedef struct {
    const char *format; /* static: "xlsx", "ods", "EDEXML", a charset */
    GPtrArray *sheets;  /* ListSheet * */
    Reason reason;      /* REASON_NONE: read whole */
    const char *why;    /* static: the sentence "cli-list-why-<why>" says what to do; or NULL */
    char delimiter;     /* delimited text; else 0 */
} ListFile;

ListFile *list_file_new(const char *format);
void list_file_free(ListFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ListFile, list_file_free)

/* The first reason and sentence stand. */
void list_file_fail(ListFile *file, Reason reason, const char *why);

/* Owned by the file. */
ListSheet *list_file_sheet(ListFile *file, const char *name, bool hidden);

/* The row of a line, made when it is new. */
ListRow *list_sheet_row(ListSheet *sheet, unsigned line);

#define LIST_COLUMNS_MAX 2048U

/* Puts a copy of the text; columns and cells beyond the bounds make the file fail. */
void list_sheet_put(ListFile *file, ListSheet *sheet, unsigned line, unsigned column,
                    const char *text);

void list_sheet_merge(ListSheet *sheet, ListArea area);

/* Copies the text of merged areas into their cells: a header over three columns heads all three.
 * Areas that begin in the first column and run over several are titles, and stay one cell. */
void list_sheet_finish(ListFile *file, ListSheet *sheet);
