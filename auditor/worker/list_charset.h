/*
 * The charset of a list in delimited text. Programs of a school write UTF-8, windows-1252, the
 * CP850 of "CSV (MS-DOS)", Macintosh, and UTF-16; none of them but the last says which. The eight
 * bits above ASCII are tried in each, and the reading that makes words wins.
 */
#pragma once

#include <stddef.h>

/* A UTF-8 copy (g_free); `name` gets the charset's name (static). */
char *list_decode(const char *data, size_t length, size_t *decoded_length, const char **name);
