/*
 * Least squares in a few rounds, in which what misses by much weighs less; see mix.h. Of each pixel
 * a few terms are not 0: two neighbouring knots of each channel's curve, and the shades.
 */
#include "readers/pixels/mix.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define KNOTS 8U
#define KNOT_STEP (255.0 / (KNOTS - 1))
#define SHADES 5U
#define PARTS (3 * KNOTS + SHADES)
#define TERMS (6U + SHADES)
#define ROUNDS 5U
#define USUAL 8.0   /* a miss that weighs in full */
#define STEADY 2e-3 /* share of all that holds each part where it was */

typedef struct {
    unsigned part[TERMS];
    double value[TERMS];
} Terms;

/* Gauss; the matrix is positive by STEADY, so no pivot is 0. */
static void solve(double rows[PARTS][PARTS + 1], double *out)
{
    for (unsigned i = 0; i < PARTS; i++)
        for (unsigned k = i + 1; k < PARTS; k++) {
            double share = rows[k][i] / rows[i][i];

            for (unsigned c = i; share != 0 && c <= PARTS; c++)
                rows[k][c] -= share * rows[i][c];
        }
    for (unsigned i = PARTS; i-- > 0;) {
        double rest = rows[i][PARTS];

        for (unsigned c = i + 1; c < PARTS; c++)
            rest -= rows[i][c] * out[c];
        out[i] = rest / rows[i][i];
    }
}

/* `x` and `y` from -1 to 1. */
static void terms_of(const float *rgb, double x, double y, Terms *terms)
{
    double light = 0.299 * (double)rgb[0] + 0.587 * (double)rgb[1] + 0.114 * (double)rgb[2];
    const double shades[SHADES] = {x, y, x * x, x * y, y * y};
    unsigned at = 0;

    for (unsigned c = 0; c < 3; c++) {
        double place = CLAMP((double)rgb[c], 0, 255) / KNOT_STEP;
        unsigned low = MIN((unsigned)place, KNOTS - 2);

        terms->part[at] = c * KNOTS + low;
        terms->value[at++] = 1 - (place - low);
        terms->part[at] = c * KNOTS + low + 1;
        terms->value[at++] = place - low;
    }
    for (unsigned i = 0; i < SHADES; i++, at++) {
        terms->part[at] = 3 * KNOTS + i;
        terms->value[at] = shades[i] * light;
    }
}

static double mixed(const Terms *terms, const double *mix)
{
    double sum = 0;

    for (unsigned i = 0; i < TERMS; i++)
        sum += terms->value[i] * mix[terms->part[i]];
    return sum;
}

static void add(const Terms *terms, double wanted, double weight, double rows[PARTS][PARTS + 1])
{
    for (unsigned i = 0; i < TERMS; i++) {
        double *row = rows[terms->part[i]], value = weight * terms->value[i];

        for (unsigned k = i; k < TERMS; k++) /* parts go up: this side of the matrix is enough */
            row[terms->part[k]] += value * terms->value[k];
        row[PARTS] += value * wanted;
    }
}

static void pixel_terms(const float *rgb, const Grey *like, size_t i, Terms *terms)
{
    double x = (double)(i % like->width) / like->width * 2 - 1;
    double y = (double)(i / like->width) / like->height * 2 - 1;

    terms_of(rgb + 3 * i, x, y, terms);
}

/* The first round takes all as it is; later ones know what is usual. */
static void fit(const float *rgb, const Grey *like, unsigned round, double *mix)
{
    size_t count = (size_t)like->width * like->height;
    double(*rows)[PARTS + 1] = g_malloc0(PARTS * sizeof *rows);

    for (size_t i = 0; i < count; i++) {
        double wanted = (double)like->light[i], weight = 1;
        Terms terms;

        pixel_terms(rgb, like, i, &terms);
        if (round > 0) {
            double miss = fabs(wanted - mixed(&terms, mix));

            weight = miss > USUAL ? USUAL * USUAL / miss / miss : 1;
        }
        add(&terms, wanted, weight, rows);
    }
    for (unsigned r = 0; r < PARTS; r++)
        for (unsigned c = 0; c < r; c++)
            rows[r][c] = rows[c][r];
    for (unsigned r = 0; r < PARTS; r++) {
        double steady = STEADY * (double)count / KNOTS;

        rows[r][r] += r < 3 * KNOTS ? steady : steady * 1000;
        rows[r][PARTS] += r < 3 * KNOTS ? steady * mix[r] : 0;
    }
    solve(rows, mix);
    g_free(rows);
}

Grey *mix_new(const Image *image, const Window *window, const Grey *like)
{
    static const double usual[3] = {0.299, 0.587, 0.114};
    size_t count = (size_t)like->width * like->height;
    g_autofree float *rgb = g_new(float, count * 3);
    Grey *grey = g_new(Grey, 1);
    double mix[PARTS] = {0};
    Terms terms;

    for (unsigned k = 0; k < 3 * KNOTS; k++)
        mix[k] = usual[k / KNOTS] * (k % KNOTS) * KNOT_STEP;
    *grey = (Grey){like->width, like->height, g_new(float, count)};
    image_sample(image, window, like->width, like->height, rgb, (size_t)like->width * 3);
    for (unsigned round = 0; round < ROUNDS; round++)
        fit(rgb, like, round, mix);
    for (size_t i = 0; i < count; i++) {
        pixel_terms(rgb, like, i, &terms);
        grey->light[i] = (float)CLAMP(mixed(&terms, mix), 0, 255);
    }
    return grey;
}
