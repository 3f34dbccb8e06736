/*
 * The text of the kernels; kernels.h says what each does. Included by kernels_1.c, kernels_4.c and
 * kernels_8.c, which set LANES, KERNELS (the name of the table) and KERNEL (attributes that let the
 * compiler use the wider registers). Sums of one output are held in registers over all inputs.
 */
#pragma once

#include <stddef.h>
#include <string.h>

#include "readers/pixels/kernels.h"

#ifndef LANES
#define LANES 1
#define KERNEL
#endif

#define VECTORS (KERNEL_GROUP / LANES) /* of a group of outputs */
#define PIXELS (LANES == 8 ? 4 : 2)    /* side by side: PIXELS x VECTORS sums fill the registers */
#define INLINE static inline __attribute__((always_inline)) KERNEL

typedef float Lanes __attribute__((vector_size(4 * LANES), aligned(4), may_alias));
typedef int Bits __attribute__((vector_size(4 * LANES), aligned(4), may_alias));

/* A comparison gives all ones or all zeros in each lane. */
INLINE void relu(Lanes *value)
{
    *value = (Lanes)((Bits)*value & (Bits)(*value > 0));
}

/* Adds `count` inputs of each pixel, times their weights. */
INLINE void accumulate(Lanes sums[PIXELS][VECTORS], unsigned pixels, const float *in, size_t apart,
                       unsigned count, const float *weights)
{
    for (unsigned k = 0; k < count; k++, weights += KERNEL_GROUP) {
        const Lanes *w = (const Lanes *)(const void *)weights;

        for (unsigned p = 0; p < pixels; p++)
            for (unsigned v = 0; v < VECTORS; v++)
                sums[p][v] += w[v] * in[p * apart + k];
    }
}

INLINE void stem_tile(const float *in, size_t row, unsigned pixels, const float *weights,
                      const float *bias, float *out)
{
    const Lanes *start = (const Lanes *)(const void *)bias;
    Lanes sums[PIXELS][VECTORS];

    for (unsigned p = 0; p < pixels; p++)
        for (unsigned v = 0; v < VECTORS; v++)
            sums[p][v] = start[v];
    for (unsigned y = 0; y < 5; y++)
        accumulate(sums, pixels, in + y * row, 6, 15, weights + (size_t)y * 15 * KERNEL_GROUP);
    for (unsigned p = 0; p < pixels; p++)
        for (unsigned v = 0; v < VECTORS; v++) {
            relu(&sums[p][v]);
            ((Lanes *)(void *)(out + p * KERNEL_GROUP))[v] = sums[p][v];
        }
}

KERNEL static void stem(const float *in, size_t row, unsigned width, const float *weights,
                        const float *bias, float *out)
{
    unsigned x = 0;

    for (; x + PIXELS <= width; x += PIXELS)
        stem_tile(in + (size_t)x * 6, row, PIXELS, weights, bias, out + (size_t)x * KERNEL_GROUP);
    for (; x < width; x++)
        stem_tile(in + (size_t)x * 6, row, 1, weights, bias, out + (size_t)x * KERNEL_GROUP);
}

INLINE Lanes at(const float *in)
{
    return *(const Lanes *)(const void *)in;
}

/* One vector of channels along a row; the nine weights stay in registers. */
INLINE void depthwise_row(const float *in, size_t row, size_t step, unsigned width, size_t channels,
                          const float *weights, float *out)
{
    Lanes w[9];

    for (unsigned k = 0; k < 9; k++)
        w[k] = at(weights + k * channels);
    for (unsigned x = 0; x < width; x++, in += step * channels, out += channels) {
        const float *second = in + row, *third = second + row;
        Lanes sum = at(in) * w[0];
        Lanes other = at(second) * w[3];

        sum += at(in + channels) * w[1];
        other += at(second + channels) * w[4];
        sum += at(in + 2 * channels) * w[2];
        other += at(second + 2 * channels) * w[5];
        sum += at(third) * w[6];
        other += at(third + channels) * w[7];
        sum += at(third + 2 * channels) * w[8];
        *(Lanes *)(void *)out = sum + other;
    }
}

KERNEL static void depthwise(const float *in, size_t row, unsigned step, unsigned width,
                             unsigned channels, const float *weights, float *out)
{
    for (unsigned c = 0; c < channels; c += LANES)
        depthwise_row(in + c, row, step, width, channels, weights + c, out + c);
}

INLINE void pointwise_tile(const float *in, unsigned pixels, unsigned ins, unsigned outs,
                           const float *weights, const float *bias, const float *residual,
                           float *out)
{
    Lanes sums[PIXELS][VECTORS];

    for (unsigned p = 0; p < pixels; p++)
        for (unsigned v = 0; v < VECTORS; v++)
            sums[p][v] = at(bias + v * LANES);
    accumulate(sums, pixels, in, ins, ins, weights);
    for (unsigned p = 0; p < pixels; p++)
        for (unsigned v = 0; v < VECTORS; v++) {
            if (residual) {
                sums[p][v] += at(residual + (size_t)p * outs + v * LANES);
                relu(&sums[p][v]);
            }
            *(Lanes *)(void *)(out + (size_t)p * outs + v * LANES) = sums[p][v];
        }
}

KERNEL static void pointwise(const float *in, unsigned width, unsigned ins, unsigned outs,
                             const float *weights, const float *bias, const float *residual,
                             float *out)
{
    for (unsigned o = 0; o < outs; o += KERNEL_GROUP, weights += (size_t)ins * KERNEL_GROUP) {
        const float *more = residual ? residual + o : NULL;
        unsigned x = 0;

        for (; x + PIXELS <= width; x += PIXELS)
            pointwise_tile(in + (size_t)x * ins, PIXELS, ins, outs, weights, bias + o,
                           more ? more + (size_t)x * outs : NULL, out + o + (size_t)x * outs);
        for (; x < width; x++)
            pointwise_tile(in + (size_t)x * ins, 1, ins, outs, weights, bias + o,
                           more ? more + (size_t)x * outs : NULL, out + o + (size_t)x * outs);
    }
}

KERNEL static void pool(const float *in, size_t row, unsigned width, unsigned ins, unsigned outs,
                        float *out)
{
    for (unsigned x = 0; x < width; x++, in += 2 * (size_t)ins, out += outs) {
        for (unsigned c = 0; c < ins; c++) {
            const float *one = in + c, *two = one + row;
            float upper = one[0] > one[ins] ? one[0] : one[ins];
            float lower = two[0] > two[ins] ? two[0] : two[ins];

            out[c] = upper > lower ? upper : lower;
        }
        memset(out + ins, 0, (outs - ins) * sizeof *out);
    }
}
