/*
 * Where a picture differs from the small one in its metadata, beyond what light, colour, sharpness
 * and compression do to all of it alike: something was blurred, painted over or cropped away.
 */
#pragma once

#include "readers/pixels/align.h"
#include "wire/pixels.h"

/* `picture` is upright, `small` as it is stored; `orientation` is that of Exif, 0 unknown. Fills in
 * all but the bytes of `result`; the small one upright is the caller's (image_free), NULL where it
 * could not be told how it lies. */
Image *differ(const Image *picture, const Image *small, unsigned orientation, FactSmall *result);
