/*
 * The face detector: a picture of any size that is a multiple of 32 goes in, possible faces come
 * out, with where they are and how probable. It finds faces; it knows nobody's. (BlazeFace,
 * "back" model; what its layers are stands in network.c.)
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#define NETWORK_NUMBERS 134704U /* weights and biases */
#define NETWORK_STEP 32U        /* width and height are multiples of it */
#define NETWORK_MAX 512U        /* and at most this */

typedef struct Network Network;

typedef struct {
    float probability;         /* 0 to 1 */
    float x, y, width, height; /* centre and size, in pixels of the picture that went in */
} Detection;

/* Takes the numbers in the order of execution (see network.c); they are copied. With so many lanes
 * (1, 4 or 8), 0 for the best; NULL where the processor has not got them. */
Network *network_new(const float *numbers, unsigned lanes);
void network_free(Network *network);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Network, network_free)

/* Where the picture goes: `height` rows of `width` times red, green and blue from -1 to 1, one row
 * `*row` floats behind the other. Valid until the next call; what was in there is undefined. */
float *network_picture(Network *network, unsigned width, unsigned height, size_t *row);

/* Looks at the picture; writes the detections from probability `floor` on, at most `room`, in the
 * order of the cells. Returns how many. */
unsigned network_run(Network *network, float floor, Detection *detections, unsigned room);
