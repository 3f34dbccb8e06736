/*
 * Lists of the operator whose columns are fixed: timetable, holidays, exceptions. Headers are
 * looked up in a group of the word book; what a cell means is for the list's own file to say. A
 * line that is not clear becomes a question, and the questions together are the error: nothing is
 * guessed.
 */
#pragma once

#include <glib.h>

#include "language.h"
#include "register/table.h"
#include "register/wordbook.h"

#define LIST_FIELDS 4

typedef struct {
    const char *group;               /* of the word book */
    const char *fields[LIST_FIELDS]; /* keys of the group; NULL beyond the last */
    unsigned needed;                 /* so many of the first must be there */
    const char *headers_id;          /* the question when they are not */
} ListShape;

typedef struct {
    const ListShape *shape;
    const WordBook *book;
    int columns[LIST_FIELDS]; /* -1: there is none */
    GPtrArray *rows;          /* what is being made */
    GString *questions;
} ListReading;

/* One row that is not empty; cells in the order of the fields, NULL where there is no column. */
typedef void (*ListReadRow)(ListReading *reading, const TableRow *row, char *const *cells);

/* A question on this row; the text may say {line} and {text}. */
void list_reading_ask(ListReading *reading, const TableRow *row, const char *id);
void list_reading_ask_text(ListReading *reading, const TableRow *row, const char *id,
                           const char *text);

/* All that `read` made; NULL with an EXIT_LIST_INVALID that holds every question. */
GPtrArray *fixed_list_read(const Table *table, const ListShape *shape, ListReadRow read,
                           GDestroyNotify row_free, GError **error);
