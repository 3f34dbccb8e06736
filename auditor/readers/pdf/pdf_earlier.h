/* Earlier versions of a PDF, which lie in it before what was appended when it was saved again. */
#pragma once

#include "readers/text/texts.h"

struct _PopplerDocument;

/* Puts what their pages said and those of `shown` do not say, as hidden text. False: there are more
 * versions or pages than are looked at. */
bool pdf_earlier_put(Slice whole, struct _PopplerDocument *shown, Texts *texts);
