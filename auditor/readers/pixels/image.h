/*
 * A picture in memory, 8 bits each of red, green and blue, and what is done with it as a whole:
 * turning it upright and taking a window of it in another size. Downwards by averaging areas,
 * upwards by interpolating between neighbours.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

/* A part of a picture in pixels; it may reach over the edges, where all is black. */
typedef struct {
    double x, y, width, height;
} Window;

typedef struct {
    unsigned width, height;
    uint8_t *rgb; /* rows without gaps between them */
    Window shown; /* what the picture fills: of one that was decoded smaller not all of the last */
} Image;

/* NULL where a side is 0. The pixels are black. */
Image *image_new(unsigned width, unsigned height);
void image_free(Image *image);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Image, image_free)

/* Turns and mirrors by the Exif orientation 1 to 8, others leave it as it is. Takes the picture and
 * gives the upright one. */
Image *image_upright(Image *image, unsigned orientation);

/* The window as `width` x `height` pixels, three floats from 0 to 255 each; the rows of `out` begin
 * `row` floats apart. */
void image_sample(const Image *image, const Window *window, unsigned width, unsigned height,
                  float *out, size_t row);

/* All that is shown, in another size. */
Image *image_scaled(const Image *image, unsigned width, unsigned height);
/* The same in its own shape, with no side longer than `side`, and never larger than it is. */
Image *image_fitted(const Image *image, unsigned side);
