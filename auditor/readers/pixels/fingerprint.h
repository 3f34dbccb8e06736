/*
 * What makes copies of a picture findable, and how it looks in small: difference hash, lightness in
 * cells, 16 x 16 colours, a thumbnail.
 */
#pragma once

#include "readers/pixels/image.h"
#include "wire/marks.h"
#include "wire/pixels.h"

/* The bytes that a FactPixels borrows. */
typedef struct {
    uint8_t light[LIGHT_BYTES];
    uint8_t pixelated[PIXELATED_BYTES];
    uint8_t marks[MARKS_MAX * MARK_BYTES];
    uint8_t *clear; /* g_free */
} Likeness;

/* Fills in all but the faces; `likeness` must live as long as `pixels` is used. */
void fingerprint_take(const Image *image, Likeness *likeness, FactPixels *pixels);
