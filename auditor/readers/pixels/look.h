/*
 * Looking into a picture: decode, turn upright, fingerprint, thumbnails, count faces. The other
 * half of reading a picture item; the coordinator asks for it once for each picture, not for each
 * copy.
 */
#pragma once

#include "readers/reader.h"

/* Gives one FACT_PIXELS, or a gap that says why not. `orientation` is that of Exif, 0 unknown;
 * `small`: the picture is held against the small one in its metadata. */
void look_into(Input *input, unsigned orientation, bool small, Sink *sink);
