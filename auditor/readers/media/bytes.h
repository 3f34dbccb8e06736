/*
 * A range of bytes that may lie in the item being read or in memory, with bounded access: reading
 * beyond the end gives less, never an error. Every container and block of picture metadata is
 * walked through this. A Bytes is a value; it borrows what it points at.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "readers/reader.h"

typedef struct {
    Input *input;        /* NULL when the range is in memory */
    const uint8_t *data; /* used without input */
    uint64_t start;      /* of this range within the input */
    uint64_t size;
} Bytes;

/* All of it. */
Bytes bytes_of_input(Input *input);
Bytes bytes_of_memory(const void *data, size_t length);

/* The part from `offset` on, at most `size` bytes; empty beyond the end. */
Bytes bytes_part(const Bytes *bytes, uint64_t offset, uint64_t size);

/* Copies up to `length` bytes and returns how many there were. */
size_t bytes_read(const Bytes *bytes, uint64_t offset, void *buffer, size_t length);

/* All or nothing. */
bool bytes_exact(const Bytes *bytes, uint64_t offset, void *buffer, size_t length);

/* A copy of up to `length` bytes with a NUL behind them (g_free); `length` must be bounded by the
 * caller. */
uint8_t *bytes_copy(const Bytes *bytes, uint64_t offset, size_t length, size_t *copied);

/* First place of `needle` in [from, until), or UINT64_MAX. */
uint64_t bytes_find(const Bytes *bytes, uint64_t from, uint64_t until, const char *needle,
                    size_t needle_length);

/* Numbers of so many bits, the lowest byte first or last; `at` must have the bytes. */
static inline uint16_t number_16(const uint8_t *at, bool little)
{
    return (uint16_t)(little ? at[0] | at[1] << 8 : at[0] << 8 | at[1]);
}

static inline uint32_t number_32(const uint8_t *at, bool little)
{
    uint32_t first = number_16(at, little), second = number_16(at + 2, little);

    return little ? second << 16 | first : first << 16 | second;
}

static inline uint64_t number_64(const uint8_t *at, bool little)
{
    uint64_t first = number_32(at, little), second = number_32(at + 4, little);

    return little ? second << 32 | first : first << 32 | second;
}
