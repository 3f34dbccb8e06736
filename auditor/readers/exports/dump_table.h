/*
 * Tables (CSV) of dumps whose header is in any language: cells by the names that a column may have,
 * and what no reader asked for as text. A preamble before the header is text too.
 */
#pragma once

#include "readers/exports/dump.h"
#include "readers/text/delimited.h"

typedef struct DumpTable DumpTable;

struct DumpTable {
    Dump *dump;
    /* Whether this row is the header; NULL: the first one is. */
    bool (*is_header)(const DumpTable *table, const Slice *cells, size_t count);
    void (*row)(DumpTable *table);
    void *user;
    /* The present row, and the header once it came. */
    unsigned line;
    const Slice *cells;
    size_t count;
    GPtrArray *names;  /* of the columns, as written */
    GPtrArray *folded; /* the same in lower case */
    GArray *taken;     /* bool for each cell of the row */
};

/* Reads decoded text; `table` needs dump, row, and may have is_header and user. */
void dump_table_read(DumpTable *table, const char *utf8, size_t length, char delimiter);

/* The first column whose name holds one of `names` (lower case, NULL-terminated, the best first)
 * and that was not taken; -1 when there is none. */
int dump_table_find(const DumpTable *table, const char *const *names);
/* Its cell, not empty, kept until the row ends; else NULL. Counts as given. */
const char *dump_table_take(DumpTable *table, const char *const *names);
const char *dump_table_cell(DumpTable *table, int column);

/* All cells that were not taken, as lines "column: value"; addresses apart. */
void dump_table_rest(DumpTable *table, uint32_t publication);
