/*
 * Records of Excel's streams (MS-XLS 2.1.4), and the strings in them, which go on in the next
 * record where one is full.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/office/legacy.h"

typedef struct {
    unsigned kind;
    Slice body;
    Slice rest; /* of the stream, behind this record */
} ExcelRecord;

/* The next record; false at the end. */
bool excel_next(Slice *stream, ExcelRecord *record);

/* Reads on and on through a record and those that continue it. */
typedef struct {
    Slice body; /* what is left of the present record */
    Slice rest; /* of the stream */
} ExcelCursor;

ExcelCursor excel_cursor(const ExcelRecord *record, size_t skip);

/* Moves to the record that continues this one; false when there is none. */
bool excel_continue(ExcelCursor *cursor);

/* One string as the shared table has it: length, flags, perhaps runs and phonetic data. False at
 * the end. */
bool excel_rich_string(ExcelCursor *cursor, GString *out);

/* `count` characters behind a byte of flags; goes on in the next record. */
void excel_characters(ExcelCursor *cursor, size_t count, GString *out);

/* A string within one record: its length in `width` bytes, then (from version 8 on) flags. */
void excel_string(Slice body, size_t at, unsigned width, bool is_8, unsigned codepage,
                  GString *out);
