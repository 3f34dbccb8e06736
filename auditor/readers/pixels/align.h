/*
 * Which part of a picture a small one shows, and how it lies: cameras do not turn the small picture
 * with the large one, pad it with bars, or cut its edges to another shape; people crop the large
 * one and leave the small one as it was.
 */
#pragma once

#include <stdbool.h>

#include "readers/pixels/grey.h"

typedef struct {
    Image *small;   /* turned as the picture is; the caller's, image_free() */
    Window content; /* of the small picture: without bars */
    Window shown;  /* of the picture: what the content shows; over its edges where it was cropped */
    bool is_usual; /* nothing had to be searched for */
    double likeness; /* correlation where both are, -1 to 1 */
} Alignment;

/* `picture` is upright, `small` as it is stored; `orientation` is that of Exif, 0 unknown. */
void align(const Image *picture, const Image *small, unsigned orientation, Alignment *alignment);

/* The same part in both: of the small picture and of the picture, both within their edges. */
void align_overlap(const Alignment *alignment, const Image *picture, Window *of_small,
                   Window *of_picture);

/* What of the content the picture no longer has: 0 to 1. */
double align_removed(const Alignment *alignment, const Image *picture);
