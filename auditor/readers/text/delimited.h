/*
 * Delimited text (CSV) as Dutch Excel, Magister and platforms write it: one parser for the table
 * reader and the list worker.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"

/* The delimiter of decoded text: ';', ',', tab or '|', whichever gives the most even columns; 0
 * when it is no table. A first line "sep=;" decides. */
char delimited_guess(const char *utf8, size_t length);

/* One row: cells borrowed for the call; `line` counts from 1 and is that of the row's first line.
 */
typedef void (*DelimitedRow)(void *user, unsigned line, const Slice *cells, size_t count);

/* RFC 4180 with what is found in the wild: bare quotes inside cells, CR, LF or CRLF, a quote never
 * closed (ends at the end of the text; then false is returned). A leading BOM and "sep=" line are
 * no row. */
bool delimited_parse(const char *utf8, size_t length, char delimiter, DelimitedRow row, void *user);
