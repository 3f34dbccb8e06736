/*
 * Pictures are compared by the lightness of 32 x 32 cells. Compressing and resizing change each
 * cell a little and all alike; another moment of the same scene changes some of them a lot. So what
 * counts is the mean difference and, more, the largest ones.
 */
#include "store/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLAIN 5.0     /* standard deviation of lightness */
#define MEAN_UNIT 1.6 /* a mean difference of so much is a distance of 1 */
#define TOP_UNIT 7.0  /* and so is this, of the mean of the TOP largest */
#define TOP 16U
#define CROPPED_SLACK 1.6 /* cells of a part do not fall on those of the whole */
#define CROP_MOST 0.12    /* of a side, cut off in all */
#define STEPS 6U          /* of a search along each direction */

typedef struct {
    double x, y, width, height; /* fractions */
} Part;

bool likeness_is_plain(const Likeness *likeness)
{
    double sum = 0, squares = 0;

    for (unsigned i = 0; i < LIGHT_BYTES; i++) {
        sum += likeness->light[i];
        squares += (double)likeness->light[i] * likeness->light[i];
    }
    sum /= LIGHT_BYTES;
    return squares / LIGHT_BYTES - sum * sum < PLAIN * PLAIN;
}

/* Lightness at a place, in cells, between the four nearest centres. */
static double light_at(const uint8_t *light, double x, double y)
{
    double most = LIGHT_SIDE - 1.0;

    x = x < 0 ? 0 : x > most ? most : x;
    y = y < 0 ? 0 : y > most ? most : y;

    unsigned left = (unsigned)x, top = (unsigned)y;
    unsigned right = left + (left + 1 < LIGHT_SIDE), bottom = top + (top + 1 < LIGHT_SIDE);
    double across = x - left, down = y - top;
    const uint8_t *upper = light + (size_t)top * LIGHT_SIDE,
                  *lower = light + (size_t)bottom * LIGHT_SIDE;

    return (upper[left] * (1 - across) + upper[right] * across) * (1 - down) +
           (lower[left] * (1 - across) + lower[right] * across) * down;
}

/* A part of a picture as cells. */
static void take_part(const uint8_t *light, const Part *part, double cells[LIGHT_BYTES])
{
    for (unsigned y = 0; y < LIGHT_SIDE; y++)
        for (unsigned x = 0; x < LIGHT_SIDE; x++)
            cells[y * LIGHT_SIDE + x] =
                light_at(light, (part->x * LIGHT_SIDE + (x + 0.5) * part->width) - 0.5,
                         (part->y * LIGHT_SIDE + (y + 0.5) * part->height) - 0.5);
}

static Part crop_way(unsigned way)
{
    static const double cuts[LIKENESS_CROPS][4] = {
        /* left, top, right, bottom */
        {0.03, 0.03, 0.03, 0.03}, {0.06, 0.06, 0.06, 0.06}, {0.06, 0, 0, 0},    {0, 0.06, 0, 0},
        {0, 0, 0.06, 0},          {0, 0, 0, 0.06},          {0.04, 0, 0.04, 0}, {0, 0.04, 0, 0.04},
        {0.05, 0.05, 0, 0},       {0, 0, 0.05, 0.05}};
    const double *cut = cuts[way];

    return (Part){cut[0], cut[1], 1 - cut[0] - cut[2], 1 - cut[1] - cut[3]};
}

uint64_t likeness_cropped(const Likeness *likeness, unsigned way)
{
    Part part = crop_way(way);
    uint64_t hash = 0;

    for (unsigned y = 0; y < 8; y++) {
        double previous = 0;

        for (unsigned x = 0; x < 9; x++) {
            double sum = 0; /* a mean of 4 x 4 places in the cell */

            for (unsigned k = 0; k < 16; k++)
                sum += light_at(
                    likeness->light,
                    (part.x + (x + (k % 4 + 0.5) / 4) / 9 * part.width) * LIGHT_SIDE - 0.5,
                    (part.y + (y + (k / 4 + 0.5) / 4) / 8 * part.height) * LIGHT_SIDE - 0.5);
            if (x > 0)
                hash = hash << 1 | (sum > previous + 0.016);
            previous = sum;
        }
    }
    return hash;
}

/* The distance of two sets of cells, 0 the same; stops early beyond `enough`. */
static double distance(const double *a, const uint8_t *b, double enough)
{
    unsigned counts[256] = {0}, left = TOP;
    double sum = 0, top = 0;

    for (unsigned i = 0; i < LIGHT_BYTES; i++) {
        double apart = fabs(a[i] - b[i]);

        sum += apart;
        counts[(unsigned)(apart + 0.5) & 255]++;
        if (sum > enough * MEAN_UNIT * LIGHT_BYTES)
            return INFINITY;
    }
    for (unsigned value = 255; value > 0 && left > 0; value--) {
        unsigned taken = counts[value] < left ? counts[value] : left;

        top += (double)taken * value;
        left -= taken;
    }
    return fmax(sum / LIGHT_BYTES / MEAN_UNIT, top / TOP / TOP_UNIT);
}

/* Sides are rounded when a picture is made smaller. */
static bool has_same_shape(const Likeness *a, const Likeness *b)
{
    double first = (double)a->width / a->height, second = (double)b->width / b->height;
    double shortest = fmin(fmin(a->width, a->height), fmin(b->width, b->height));

    return fabs(first / second - 1) <= 1.2 / shortest + 0.002;
}

double likeness_distance(const Likeness *a, const Likeness *b)
{
    double cells[LIGHT_BYTES];

    if (!has_same_shape(a, b))
        return INFINITY;
    for (unsigned i = 0; i < LIGHT_BYTES; i++)
        cells[i] = a->light[i];
    return distance(cells, b->light, 4 * LIKENESS_SAME);
}

static double distance_at(const Likeness *whole, const Likeness *part, const Part *place,
                          double enough)
{
    double cells[LIGHT_BYTES];

    take_part(whole->light, place, cells);
    return distance(cells, part->light, enough);
}

/* Slides a part of that width over the whole; its height follows from the shapes. */
static double slide(const Likeness *whole, const Likeness *part, double width, double best)
{
    double shape = (double)whole->width / whole->height * part->height / part->width;
    double height = width * shape, free_x = 1 - width, free_y = 1 - height;

    if (height > 1.002 || height < 1 - CROP_MOST)
        return best;
    free_y = fmax(free_y, 0);
    for (unsigned y = 0; y <= (free_y > 0.004 ? STEPS : 0); y++)
        for (unsigned x = 0; x <= (free_x > 0.004 ? STEPS : 0); x++) {
            Part place = {free_x * x / STEPS, free_y * y / STEPS, width, height};

            best = fmin(best, distance_at(whole, part, &place, best));
        }
    return best;
}

double likeness_distance_cropped(const Likeness *a, const Likeness *b)
{
    double best = 4 * LIKENESS_SAME;

    for (unsigned turn = 0; turn < 2; turn++) {
        const Likeness *whole = turn ? b : a, *part = turn ? a : b;

        for (unsigned i = 0; i <= 2 * STEPS; i++)
            best = slide(whole, part, 1 - CROP_MOST * i / (2 * STEPS), best);
    }
    return best / CROPPED_SLACK;
}
