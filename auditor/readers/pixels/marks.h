/* Finding the marks of a picture; see wire/marks.h. */
#pragma once

#include "readers/pixels/image.h"
#include "wire/marks.h"

/* Finds at most MARKS_MAX, as MARK_BYTES each in `bytes`; returns how many. */
unsigned marks_find(const Image *image, uint8_t bytes[MARKS_MAX * MARK_BYTES]);
