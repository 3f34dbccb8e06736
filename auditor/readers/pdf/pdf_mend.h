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
