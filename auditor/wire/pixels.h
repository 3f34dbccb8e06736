/*
 * What looking at a picture's pixels gives: how it looks in small, a fingerprint to know its copies
 * by, and how many faces there are. No face is described: where it is and how sure that is, no
 * more. See fact.h.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A face counts from FACE_COUNTS on; between FACE_DOUBTFUL and FACE_SURE nobody should rely on it.
 */
#define FACE_DOUBTFUL 0.60F
#define FACE_COUNTS 0.675F
#define FACE_SURE 0.75F
#define FACES_MAX 8U

/* Goes up with every change in what is seen: results of an earlier run count no more then. */
#define PIXELS_VERSION 5

#define PIXELATED_SIDE 16U
#define PIXELATED_BYTES (PIXELATED_SIDE * PIXELATED_SIDE * 3)
#define LIGHT_SIDE 32U
#define LIGHT_BYTES (LIGHT_SIDE * LIGHT_SIDE)
#define CLEAR_SIDE 128U
#define CLEAR_BYTES 32768U

/* Fractions of the upright picture: centre and size. */
typedef struct {
    double x, y, width, height, score; /* 0 to 1 */
} FactFace;

/* What a picture lacks that the small one in its metadata still shows. */
typedef enum {
    SMALL_NONE,    /* there is no small one, or nobody compared */
    SMALL_UNSURE,  /* there is one, but it cannot be told */
    SMALL_SAME,    /* nothing: they show the same, or the small one less */
    SMALL_COVERED, /* a place that was blurred, painted over or exchanged: x, y, width, height */
    SMALL_CROPPED, /* what lies outside of x, y, width, height */
    SMALL_OTHER,   /* all: it is another picture */
    SMALL_KINDS
} SmallKind;

typedef struct {
    SmallKind kind;
    double x, y, width, height; /* fractions of the small one, upright: centre and size; or 0 */
    const uint8_t *clear;       /* the small one upright, a JPEG, at most CLEAR_BYTES; of the three
                                   last kinds, or NULL */
    size_t clear_length;
} FactSmall;

/* The pixels of an image item, decoded and upright; of a film the frame that shows most. */
typedef struct {
    uint32_t width, height; /* upright, not 0 */
    uint64_t fingerprint;   /* difference hash: 8 x 8 bits, "the right neighbour is lighter" */
    bool is_counted;        /* faces were looked for */
    uint32_t face_count; /* faces from FACE_DOUBTFUL on, best first; two sure ones end the search */
    FactFace faces[FACES_MAX];
    const uint8_t *light;     /* LIGHT_BYTES: lightness in 32 x 32 cells */
    const uint8_t *pixelated; /* PIXELATED_BYTES: red, green, blue in 16 x 16 cells */
    const uint8_t *clear;     /* a small JPEG, at most CLEAR_BYTES */
    size_t clear_length;
    FactSmall small;
    const uint8_t *marks; /* what parts of it are known by (wire/marks.h), MARK_BYTES each */
    size_t marks_length;  /* bytes */
    uint32_t frames;      /* of a film: how many were looked into; 0: it is a picture */
    uint32_t moment;      /* and when the one that stands here is shown, milliseconds */
} FactPixels;
