/*
 * What the places of characters on a page tell beyond their order: rows of tables whose columns the
 * library gives one behind the other, words whose letters stand apart, letters of a font that does
 * not say what they are. Calls no library.
 */
#pragma once

#include <glib.h>

typedef struct {
    double x1, y1, x2, y2; /* from the upper left corner, in points */
} PdfBox;

/* The characters of a page and their boxes, one for each. Borrowed. */
typedef struct {
    const char *text;
    const PdfBox *boxes;
    guint count;
} PdfCharacters;

/* Takes the marks of direction away that the library puts round Arabic and Hebrew: they have no box
 * on the page, and every box behind them would be another character's. */
void pdf_drop_marks(char *text);

/* The text as it comes. The library puts neighbouring cells of a table together as one word
 * ("KlasSanne"): characters that stand apart on the page are parted by a tab. g_free. */
char *pdf_cells(const PdfCharacters *page);

/* Cells that stand side by side, a row a line, parted by tabs; "" where the text has them so, or
 * where there is no table. g_free. */
char *pdf_rows(const PdfCharacters *page);

/* "S a n n e" as "Sanne"; "" where there is no such word. g_free. */
char *pdf_spaced(const PdfCharacters *page);

/* Text of a TrueType font without a map comes as the numbers of its shapes, which in most fonts are
 * those of the letters less 29: "7KLV" is "This". NULL where the text is no such thing. g_free. */
char *pdf_shifted(const PdfCharacters *page);
