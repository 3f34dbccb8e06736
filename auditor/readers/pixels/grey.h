/*
 * A picture as lightness alone, in floats, and how like two of them are: what comparing a picture
 * with the small one in its metadata works on.
 */
#pragma once

#include "readers/pixels/image.h"

typedef struct {
    unsigned width, height;
    float *light; /* rows without gaps, 0 to 255 */
} Grey;

/* The window of the image in that size; what lies over its edges is black. */
Grey *grey_new(const Image *image, const Window *window, unsigned width, unsigned height);
void grey_free(Grey *grey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Grey, grey_free)

/* Each pixel the mean of itself and its neighbours: noise of compression goes, shapes stay. */
void grey_smooth(Grey *grey);

/* Standard deviation of the lightness: near 0 where nothing is to be seen. */
double grey_contrast(const Grey *grey);

/* Correlation of `inner` with the part of `outer` at (x, y), -1 to 1; 0 where either is even. */
double grey_likeness(const Grey *inner, const Grey *outer, unsigned x, unsigned y);
