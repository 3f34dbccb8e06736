/*
 * Whether two pictures are the same photo, from what a worker told of each: resized, compressed
 * anew or a little cropped, yes; the next one of a burst, no.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "wire/pixels.h"

typedef struct {
    uint64_t fingerprint;
    uint32_t width, height;
    const uint8_t *light; /* LIGHT_BYTES, borrowed */
} Likeness;

/* A place in a picture: upper left and size, in fractions. */
typedef struct {
    double x, y, width, height;
} LikenessPlace;

/* Correlation of the light of a picture with that of a place in another, in cells no finer than
 * those of the other there; LIGHT_BYTES each. */
double likeness_correlation(const uint8_t *part, const uint8_t *whole, const LikenessPlace *place);

/* Fingerprints with at most so many different bits may be of one photo. */
#define LIKENESS_BITS 11U
/* The same of a picture and one that a little was cut from, the fingerprint taken of the rest. */
#define LIKENESS_BITS_CROPPED 9U
/* Ways of cutting a little that fingerprints are taken for. */
#define LIKENESS_CROPS 10U

/* Too even to tell it from another: a plain colour, a line of text on white. Only the same bytes
 * make such pictures copies. */
bool likeness_is_plain(const Likeness *likeness);

/* The fingerprint of what is left when a little is cut off, in one of LIKENESS_CROPS ways. */
uint64_t likeness_cropped(const Likeness *likeness, unsigned way);

/* The largest square in the middle of a picture: where it lies, and its fingerprint. */
LikenessPlace likeness_square(const Likeness *likeness);
uint64_t likeness_of_square(const Likeness *likeness);

/* How far apart two pictures are when they are laid over each other, in steps of lightness; above
 * LIKENESS_SAME they are two photos. Infinite where their shapes differ. */
double likeness_distance(const Likeness *a, const Likeness *b);
/* The same where the first may be a part of the second, at the best place for it. Slow. */
double likeness_distance_cropped(const Likeness *part, const Likeness *whole);
#define LIKENESS_SAME 1.0
/* Two pictures of one size that are farther apart than this are two photos, whatever is between. */
#define LIKENESS_APART 2.0
