/*
 * Characters written as something else: percent escapes, entities, "\u00eb", tags inside a word,
 * and UTF-8 that somebody read as Windows-1252. Only fold.c asks.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/*
 * What stands at `offset`, at one of the bytes % & \ <. Returns the offset behind it, 0 where the
 * byte means itself. A tag inside a word (<b>, <wbr>) is U+200B, a <br> is a line feed.
 */
size_t fold_escape(const char *text, size_t length, size_t offset, gunichar *character);

/*
 * "Ã«" and "ÃƒÂ«" for "ë": `lead` is the character that ends at `offset`. Accepted only where the
 * result is valid UTF-8 and a letter, an accent, a blank, a hyphen or a quotation mark. Returns the
 * offset behind it, 0 for none.
 */
size_t fold_mojibake(const char *text, size_t length, size_t offset, gunichar lead,
                     gunichar *character);

/* May the character be the first of such a sequence? */
static inline bool fold_mojibake_lead(gunichar c)
{
    return c >= 0xc2 && c <= 0xe2 && (c <= 0xc5 || c == 0xcc || c == 0xcd || c >= 0xe1);
}
