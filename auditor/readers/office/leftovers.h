/*
 * What is left in a compound file when its document was read: streams that nobody asked for.
 * Macros, custom XML, logs of changes, formulas and objects of other programs stand there, and no
 * stream may pass in silence.
 */
#pragma once

#include "readers/office/legacy.h"

/* Tells all that is left, at `place`. Streams whose form is not known have their text recovered,
 * and that is a gap. */
void leftovers_read(const Legacy *legacy, Place place);
