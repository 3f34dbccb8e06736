/* A PDF that lost its end (a download that broke off) gets another one. */
#pragma once

#include <glib.h>

#include "readers/reader.h"

/* A copy with a list of its pages, a catalogue and a trailer behind it, made of the objects that
 * are left in it; NULL when there is no page among them. Caller frees. */
GBytes *pdf_mend(Slice whole);

/* Whether it ends as one should. Some can be opened without, by the list of objects at their
 * beginning. */
bool pdf_has_end(Slice whole);

/* What stands behind the last end of the document and is no part of it (an error page of the
 * program that sent it, an archive) becomes an item. Not objects of a change that was cut off, nor
 * a zip, which is found from its end. */
void pdf_behind_put(Slice whole, Sink *sink);
