/*
 * Words that stand among bytes of blocks whose fields are not read one by one: texts with their
 * length in front of them. Pure; what comes out may hold noise.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

/* Photoshop's Unicode strings: 32 bits of length, then UTF-16 (Adobe Photoshop File Formats,
 * "Unicode string"). One a line, NULL for none; g_free. */
char *packed_words_photoshop(const uint8_t *data, size_t length);

/* Boxes of content credentials (JUMBF, ISO 19566-5) in JSON and CBOR (RFC 8949, major type 3). Runs
 * of text and texts with a length before them, one a line, NULL for none; g_free. */
char *packed_words_credentials(const uint8_t *data, size_t length);
