/*
 * What form fields and stamps show: the look of a signature ("digitally signed by ..."), the words
 * on a button, a stamp. It is a drawing of its own, not the value of the field, and the library's
 * text of a page has none of it.
 */
#pragma once

#include <stdbool.h>

#include "readers/text/texts.h"

struct _PopplerDocument;
struct _PopplerPage;

/* Puts the lines that are drawn there and stand nowhere else on their page. False: more pages have
 * such fields than are looked at, or one could not be printed. */
bool pdf_drawn_put(struct _PopplerDocument *document, Texts *texts);

/* The text of the page as it is printed with `what` (PopplerPrintFlags); shapes without a letter
 * are U+FFFD. g_free; NULL when it cannot be printed. Adds to `bytes` what was printed. */
char *pdf_drawn_text(struct _PopplerPage *page, int what, size_t *bytes);
