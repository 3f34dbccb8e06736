/* Zips put together in memory, for the tests of readers that open them. */
#pragma once

#include <glib.h>

typedef struct {
    const char *name, *text;
} ZipPart;

/* A zip of `count` parts, the first stored, the others deflated. g_byte_array_unref. */
GByteArray *zip_new(const ZipPart *parts, size_t count);

#define ZIP(parts) zip_new(parts, G_N_ELEMENTS(parts))
