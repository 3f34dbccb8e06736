/* Runs one reader over bytes in memory and writes its facts down as text, a line each, to compare
 * with. */
#pragma once

#include <stddef.h>

#include "readers/reader.h"

/* "publication 1 page published known=...", "text p1 m0 body [label] ...", ... g_free. */
char *facts_of(const Reader *reader, const char *path, const char *type, const void *data,
               size_t length);

/* The bid alone. */
int bid_of(const Reader *reader, const char *path, const char *type, const void *data,
           size_t length);

/* Fails the test, with the whole log, when `wanted` is not (is) a part of it. */
void assert_has(const char *facts, const char *wanted);
void assert_has_not(const char *facts, const char *unwanted);
