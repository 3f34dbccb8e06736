/*
 * Words in a font that does not say which letters its shapes are: the library draws them, and its
 * text of the page has nothing of them.
 */
#pragma once

#include <stdbool.h>

#include "readers/reader.h"

struct _PopplerPage;

typedef struct {
    bool doubtful;  /* a font may be such a one: only then a page is worth printing */
    bool elsewhere; /* a font's letters stand in a file of the library, not in the document */
    size_t printed; /* bytes, to see which pages lack letters */
} PdfLetters;

/* What the fonts of the document are. */
PdfLetters pdf_letters_of(Slice file);

/* Whether the page shows shapes of letters, enough for a word, that are not in `text`, its own. */
bool pdf_letters_missing(PdfLetters *letters, struct _PopplerPage *page, const char *text);

/* Tells what could not be seen to have its letters. */
void pdf_letters_put(const PdfLetters *letters, Sink *sink);
