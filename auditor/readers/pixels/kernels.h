/*
 * The inner loops of the face detector, three times from one text (kernels_body.h): one lane as the
 * plainest form, four for the baseline of every 64-bit processor, eight where the processor has
 * AVX2 and FMA. All three give the same within rounding. Pictures lie with their channels side by
 * side: [row][column][channel].
 */
#pragma once

#include <stddef.h>

#define KERNEL_GROUP 24U /* outputs of a pointwise convolution come in groups of so many */

typedef struct {
    unsigned lanes;
    /* One output row of the 5 x 5 convolution with stride 2, 3 channels in, 24 out, with ReLU. `in`
     * is the first of five input rows, `row` floats apart, from the column of the first tap. */
    void (*stem)(const float *in, size_t row, unsigned width, const float *weights,
                 const float *bias, float *out);
    /* One output row of a 3 x 3 convolution of each channel by itself; `in` as above, three rows;
     * weights [3][3][channels]; channels a multiple of 24. */
    void (*depthwise)(const float *in, size_t row, unsigned step, unsigned width, unsigned channels,
                      const float *weights, float *out);
    /* out = bias + weights · in (+ residual, then ReLU, where that is not NULL), for `width`
     * pixels. Weights [outs / 24][ins][24]; outs a multiple of 24; residual and out [width][outs].
     */
    void (*pointwise)(const float *in, unsigned width, unsigned ins, unsigned outs,
                      const float *weights, const float *bias, const float *residual, float *out);
    /* out[column] = the largest of the four input pixels of that column, in each channel, the
     * further ones up to `outs` zero. */
    void (*pool)(const float *in, size_t row, unsigned width, unsigned ins, unsigned outs,
                 float *out);
} Kernels;

extern const Kernels kernels_1, kernels_4;
#if defined(__x86_64__)
extern const Kernels kernels_8;
#endif

/* The widest that this processor can do; or with so many lanes, NULL where it cannot. */
const Kernels *kernels_best(void);
const Kernels *kernels_with(unsigned lanes);
