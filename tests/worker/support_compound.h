/* Compound files put together in memory, for the tests of readers that open them. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    const char *name; /* "Stream", or "Storage/Stream" */
    const void *data;
    size_t length;
} CompoundPart;

/* A compound file of `count` streams. Where `small` is true, those below 4096 bytes lie in the
 * stream of small ones. g_byte_array_unref. */
GByteArray *compound_new(const CompoundPart *parts, size_t count, bool small);

/* Appends numbers with the low byte first, and text as UTF-16. */
void put_u16(GByteArray *bytes, unsigned value);
void put_u32(GByteArray *bytes, guint32 value);
void put_wide(GByteArray *bytes, const char *utf8);
void put_bytes(GByteArray *bytes, const void *data, size_t length);

/* Writes a number over what is there; the array grows with zeros where it must. */
void set_u16(GByteArray *bytes, size_t at, unsigned value);
void set_u32(GByteArray *bytes, size_t at, guint32 value);
