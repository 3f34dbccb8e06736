/* Cells of workbooks before 2007: what a number shows, and what a workbook keeps in tables. */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/office/excel_strings.h"

typedef struct {
    const Legacy *legacy;
    unsigned version; /* 2 to 5, 8 */
    unsigned codepage;
    bool from_1904, encrypted;
    GPtrArray *strings;  /* char: the shared table */
    GByteArray *shown;   /* 1: a cell shows that one */
    bool missing;        /* a cell asked for one that is not there */
    GHashTable *told;    /* char: words of formulas */
    GPtrArray *sheets;   /* char: names in order */
    GArray *hidden;      /* bool: the same sheets */
    GHashTable *formats; /* number → code */
    GArray *styles;      /* unsigned: number of the style's format */
    GByteArray *drawings;
    size_t text_bytes; /* of the table, bounded */
} ExcelBook;

ExcelBook *excel_book_new(const Legacy *legacy);
void excel_book_free(ExcelBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ExcelBook, excel_book_free)

/* Takes a record that describes the whole workbook; false when it is none of those. */
bool excel_book_take(ExcelBook *book, const ExcelRecord *record);

/* A text of the table, for a cell that shows it; NULL when there is none. */
const char *excel_shared(ExcelBook *book, uint32_t index);

/* Tells the texts that no cell shows: programs leave them when they take rows away. */
void excel_put_unused(const ExcelBook *book);

/* A number as the style shows it; *behind is what it holds beyond that, NULL for nothing. g_free,
 * both. */
char *excel_number(const ExcelBook *book, unsigned style, double number, char **behind);

/* The number in the four bytes of an RK value (MS-XLS 2.5.217). */
double excel_rk(uint32_t rk);

/* Eight bytes as a number. */
double excel_double(Slice body, size_t at);
