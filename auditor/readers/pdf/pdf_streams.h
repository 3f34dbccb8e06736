/* The streams of a PDF, as they stand in its bytes. All slices are borrowed from the file's. */
#pragma once

#include "readers/reader.h"

typedef struct {
    Slice dictionary; /* from "obj" to "stream" */
    unsigned long object;
    Slice data;
} PdfStream;

/* The next stream from `at` on; moves `at` behind it. False: there is none left. */
bool pdf_stream_next(Slice file, const char **at, PdfStream *stream);
/* Whether the word stands in its dictionary. */
bool pdf_stream_has(const PdfStream *stream, const char *word);
/* The number behind a key of the dictionary; 0 when it is not a direct one. */
unsigned long pdf_number_of(Slice dictionary, const char *key);
