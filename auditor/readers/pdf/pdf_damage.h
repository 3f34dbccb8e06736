/* Streams of a PDF that were damaged: what is behind the damage is lost, or other words. */
#pragma once

#include "readers/reader.h"

/* How many there are among the packed ones that may hold words: not pictures, not fonts, nothing
 * where the file is encrypted. `looked_at` gets the number of those. */
unsigned pdf_damaged_streams(Slice file, unsigned *looked_at);
