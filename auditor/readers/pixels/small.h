/*
 * The small picture in a picture's metadata: whether it shows something that the picture does not,
 * because it was cropped, blurred or painted over after the camera had made the small one.
 */
#pragma once

#include "readers/pixels/image.h"
#include "readers/reader.h"

/* Reads the item's metadata again for the small picture and compares. `picture` is upright. The
 * bytes that `result` borrows are returned (g_free); NULL where there are none. */
uint8_t *small_look(Input *input, const Image *picture, unsigned orientation, FactSmall *result);
