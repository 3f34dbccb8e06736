/*
 * Boxes, one behind the other and one within the other: the shape of films (ISO/IEC 14496-12, 4.2),
 * of HEIF, JPEG 2000 and JPEG XL, and of content credentials. A box is a size, a kind of four
 * bytes and a body.
 */
#pragma once

#include "readers/media/bytes.h"

typedef struct {
    char kind[5]; /* the bytes as they stand, with a NUL */
    Bytes body;   /* of a box that is cut: what there is of it */
} Box;

typedef enum {
    BOX_NONE, /* the end, or less than the head of a box */
    BOX_WHOLE,
    BOX_CUT,    /* it should reach beyond the end */
    BOX_BROKEN, /* shorter than its head: nobody knows where the next one begins */
} BoxState;

/* The box at `at`, and the place of the next. Callers count what they step over. */
BoxState box_next(const Bytes *bytes, uint64_t *at, Box *box);
bool box_is(const Box *box, const char *kind);
/* The first of that kind that is whole, among not too many; `body` is empty where there is none. */
bool box_find(const Bytes *bytes, const char *kind, Bytes *body);
