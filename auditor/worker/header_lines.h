/*
 * Header lines as HTTP answers and WARC records have them: "Name: value", continued by lines that
 * begin with white space. Lines may end in LF alone. Values are repaired to valid UTF-8.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* A header block is no longer than this. */
#define HEADER_BYTES_MAX 65536U

/* The length of the header block at `data` with its empty line; 0 when there is none within
 * `length` or HEADER_BYTES_MAX. */
size_t header_length(const char *data, size_t length);

/* The value of the first line `name` in the block behind its first line, without white space around
 * it; NULL when there is none. g_free. */
char *header_value(const char *block, size_t length, const char *name);

/* Whether bytes begin an HTTP answer: a status line and at least one header line, all in place.
 * `status` may be NULL. */
bool header_is_answer(const char *data, size_t length, unsigned *status);
