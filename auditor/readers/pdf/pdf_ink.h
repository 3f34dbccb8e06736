/*
 * Whether something is drawn on a page: what has no text and no picture may still be words, drawn
 * as shapes. Calls cairo and poppler.
 */
#pragma once

#include <stdbool.h>

struct _PopplerPage;

/* Looks at the page as large as a stamp; false when it cannot be drawn. */
bool pdf_page_has_ink(struct _PopplerPage *page);
