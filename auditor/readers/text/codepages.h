/*
 * The charset behind the numbers that Microsoft's formats use: code pages and, in fonts, charsets.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#include "worker/charset.h"

/* The charset of a code page (1252, 10000, 65001); windows-1252 for one that nobody knows. */
const Charset *codepage_charset(unsigned codepage);

/* The code page of a font's charset (238 is Central European); 0 where the document decides. */
unsigned codepage_of_font(unsigned charset);

/* The code page of a language (LCID 0x0415, Polish: 1250). */
unsigned codepage_of_language(unsigned language);

/* Bytes of that code page as UTF-8, appended to `out`; U+0000 ends nothing and becomes a blank. */
void codepage_append(GString *out, const char *data, size_t length, unsigned codepage);

/* The same for UTF-16 with the low byte first; half a character at the end is left out. */
void utf16_append(GString *out, const void *data, size_t length);
