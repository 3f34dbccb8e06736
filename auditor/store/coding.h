/*
 * How our own files and scratch blocks hold numbers and texts: varints, reals as they are, strings
 * with their length and a NUL, so that reading borrows instead of copying. What is read here was
 * written by this program and has passed a checksum, or never left it: anything else is a bug.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

void coding_put_number(GByteArray *block, uint64_t number);
void coding_put_bytes(GByteArray *block, const char *text, size_t length); /* NULL stays NULL */
void coding_put_text(GByteArray *block, const char *text);
void coding_put_real(GByteArray *block, double real);

typedef struct {
    const uint8_t *at, *end;
} CodingReader;

uint64_t coding_get_number(CodingReader *reader);
const char *coding_get_text(CodingReader *reader); /* borrowed from the block; NULL stays NULL */
double coding_get_real(CodingReader *reader);
