/*
 * Pictures are compared by the lightness of 32 x 32 cells. Compressing and resizing change each
 * cell a little and all alike; another moment of the same scene changes some of them a lot. So what
 * counts is the mean difference and, more, the largest ones. The units below were measured on
 * photos, compressed and resized, against frames of one scene (make copies).
 */
#include "store/likeness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PLAIN 5.0       /* standard deviation of lightness */
#define TOP 4U          /* cells that differ most */
#define EDGE 0.05       /* of the step to a neighbour: so much another decoder changes a cell */
#define ROUNDED 0.5     /* lightness comes in whole steps */
#define EDITED_MOST 1.4 /* times the contrast: more is no edit of a photo */
#define TOP_STILL 2U    /* cells that differ most, of two pictures of one size */
#define CROP_MOST 0.12  /* of a side, cut off in all */
#define WIDTHS 7U       /* tried between that and nothing */
#define GRID 0.012      /* first steps of the search, in parts of a side */
#define FINEST 0.001
#define CELLS_LEAST 4U /* each way, of a part at a known place */
/* What has the shape of the whole and lacks a little is seldom a part, and often the next frame: a
 * camera in a hand moves by so much. */
#define SHAKEN 0.96     /* of a side: smaller is cut on purpose */
#define SEARCH_FROM 5.0 /* units of mean: what is worse at every step of the grid is no part */

/* Differences that make a distance of 1: of all cells, and of the TOP. */
typedef struct {
    double mean, top;
} Units;

static const Units same_size = {0.8, 1.6}, resized = {1.3, 9.0}, cropped = {2.8, 16.0},
                   cropped_evenly = {1.6, 9.0};

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

/* The difference hash of a part. */
static uint64_t hash_of_part(const uint8_t *light, const Part *part)
{
    uint64_t hash = 0;

    for (unsigned y = 0; y < 8; y++) {
        double previous = 0;

        for (unsigned x = 0; x < 9; x++) {
            double sum = 0; /* a mean of 4 x 4 places in the cell */

            for (unsigned k = 0; k < 16; k++)
                sum += light_at(
                    light, (part->x + (x + (k % 4 + 0.5) / 4) / 9 * part->width) * LIGHT_SIDE - 0.5,
                    (part->y + (y + (k / 4 + 0.5) / 4) / 8 * part->height) * LIGHT_SIDE - 0.5);
            if (x > 0)
                hash = hash << 1 | (sum > previous + 0.016);
            previous = sum;
        }
    }
    return hash;
}

uint64_t likeness_cropped(const Likeness *likeness, unsigned way)
{
    Part part = crop_way(way);

    return hash_of_part(likeness->light, &part);
}

LikenessPlace likeness_square(const Likeness *likeness)
{
    double side = fmin(likeness->width, likeness->height);
    double width = side / likeness->width, height = side / likeness->height;

    return (LikenessPlace){(1 - width) / 2, (1 - height) / 2, width, height};
}

uint64_t likeness_of_square(const Likeness *likeness)
{
    LikenessPlace square = likeness_square(likeness);
    Part part = {square.x, square.y, square.width, square.height};

    return hash_of_part(likeness->light, &part);
}

/* The distance of two sets of cells in those units; stops early beyond `enough`. */
static double distance(const double *a, const double *b, const Units *units, double enough)
{
    double top[TOP] = {0}, sum = 0, most = 0;

    for (unsigned i = 0; i < LIGHT_BYTES; i++) {
        double apart = fabs(a[i] - b[i]);

        sum += apart;
        for (unsigned k = 0; k < TOP && apart > 0; k++) {
            if (apart > top[k]) {
                double smaller = top[k];

                top[k] = apart;
                apart = smaller;
            }
        }
        if (sum > enough * units->mean * LIGHT_BYTES)
            return INFINITY;
    }
    for (unsigned k = 0; k < TOP; k++)
        most += top[k];
    return fmax(sum / LIGHT_BYTES / units->mean, most / TOP / units->top);
}

static void take_cells(const uint8_t *light, double cells[LIGHT_BYTES])
{
    for (unsigned i = 0; i < LIGHT_BYTES; i++)
        cells[i] = light[i];
}

/* Sides are rounded when a picture is made smaller. */
static bool has_same_shape(const Likeness *a, const Likeness *b)
{
    double first = (double)a->width / a->height, second = (double)b->width / b->height;
    double shortest = fmin(fmin(a->width, a->height), fmin(b->width, b->height));

    return fabs(first / second - 1) <= 1.2 / shortest + 0.002;
}

/* The largest step from a cell to one beside it. */
static double edge_at(const double cells[LIGHT_BYTES], unsigned i)
{
    double edge = 0;

    if (i % LIGHT_SIDE > 0)
        edge = fmax(edge, fabs(cells[i] - cells[i - 1]));
    if (i % LIGHT_SIDE < LIGHT_SIDE - 1)
        edge = fmax(edge, fabs(cells[i] - cells[i + 1]));
    if (i >= LIGHT_SIDE)
        edge = fmax(edge, fabs(cells[i] - cells[i - LIGHT_SIDE]));
    if (i < LIGHT_BYTES - LIGHT_SIDE)
        edge = fmax(edge, fabs(cells[i] - cells[i + LIGHT_SIDE]));
    return edge;
}

/* Brings the cells of `b` to the level and contrast of `a`: who edits a photo changes both all over
 * it. Gives whether that was little enough to be an edit. */
static bool even_out(const double *a, double *b)
{
    double sums[2] = {0}, squares[2] = {0}, gain;

    for (unsigned i = 0; i < LIGHT_BYTES; i++) {
        sums[0] += a[i];
        sums[1] += b[i];
        squares[0] += a[i] * a[i];
        squares[1] += b[i] * b[i];
    }
    for (unsigned k = 0; k < 2; k++) {
        sums[k] /= LIGHT_BYTES;
        squares[k] = squares[k] / LIGHT_BYTES - sums[k] * sums[k];
    }
    gain = sqrt(squares[0] / fmax(squares[1], 1));
    for (unsigned i = 0; i < LIGHT_BYTES; i++)
        b[i] = (b[i] - sums[1]) * gain + sums[0];
    return gain > 1 / EDITED_MOST && gain < EDITED_MOST;
}

/* Distance of pictures of one size. Another format or decoder moves edges by a hair, and changes
 * cells there by a part of the step; who moves in front of a camera that stands still changes a few
 * cells by more than that. */
static double distance_still(const double *a, const double *b)
{
    double top[TOP_STILL] = {0}, sum = 0;

    for (unsigned i = 0; i < LIGHT_BYTES; i++) {
        double apart =
            fmax(fabs(a[i] - b[i]) - ROUNDED, 0) / (1 + EDGE * fmin(edge_at(a, i), edge_at(b, i)));

        sum += apart;
        if (apart > top[0]) {
            top[1] = top[0];
            top[0] = apart;
        } else if (apart > top[1]) {
            top[1] = apart;
        }
    }
    return fmax(sum / LIGHT_BYTES / same_size.mean, (top[0] + top[1]) / TOP_STILL / same_size.top);
}

double likeness_distance(const Likeness *a, const Likeness *b)
{
    double first[LIGHT_BYTES], second[LIGHT_BYTES];

    if (!has_same_shape(a, b))
        return INFINITY;
    take_cells(a->light, first);
    take_cells(b->light, second);
    if (a->width == b->width && a->height == b->height) {
        double apart = distance_still(first, second);

        return apart > LIKENESS_SAME && even_out(first, second)
                   ? fmin(apart, distance_still(first, second))
                   : apart;
    }
    return distance(first, second, &resized, 4 * LIKENESS_SAME);
}

/* Smooths with weights 1 2 1 both ways: what is smaller than a cell cannot be laid over another. */
static void smooth(double cells[LIGHT_BYTES])
{
    for (unsigned way = 0; way < 2; way++) {
        unsigned step = way ? LIGHT_SIDE : 1, across = way ? 1 : LIGHT_SIDE;

        for (unsigned line = 0; line < LIGHT_SIDE; line++) {
            double *at = cells + (size_t)line * across, before = *at;

            for (unsigned i = 0; i < LIGHT_SIDE; i++, at += step) {
                double own = *at, after = i + 1 < LIGHT_SIDE ? at[step] : own;

                *at = (before + 2 * own + after) / 4;
                before = own;
            }
        }
    }
}

/* The mean difference alone: it falls evenly towards the right place. Beyond `enough` it is cut. */
static double mean_distance(const double *a, const double *b, double enough)
{
    double sum = 0;

    for (unsigned y = 0; y < LIGHT_SIDE; y++) {
        for (unsigned i = y * LIGHT_SIDE; i < (y + 1) * LIGHT_SIDE; i++)
            sum += fabs(a[i] - b[i]);
        if (sum > enough * LIGHT_BYTES)
            return INFINITY;
    }
    return sum / LIGHT_BYTES;
}

/* A search for the place in `whole` that looks most like `part`. */
typedef struct {
    const Likeness *whole;
    double part[LIGHT_BYTES]; /* smoothed */
    double shape;             /* height of a place for each width, in fractions */
    Part best;
    double mean; /* difference there */
} Search;

static void try_place(Search *search, double width, double x, double y)
{
    Part place = {x, y, width, width * search->shape};
    double cells[LIGHT_BYTES], apart;

    if (x < -0.001 || y < -0.001 || x + place.width > 1.001 || y + place.height > 1.001 ||
        place.width < 1 - CROP_MOST || place.height < 1 - CROP_MOST)
        return;
    take_part(search->whole->light, &place, cells);
    smooth(cells);
    apart = mean_distance(cells, search->part, search->mean);
    if (apart < search->mean) {
        search->mean = apart;
        search->best = place;
    }
}

static void search_grid(Search *search)
{
    for (unsigned i = 0; i <= WIDTHS; i++) {
        double width = 1 - CROP_MOST * i / WIDTHS;

        for (double y = 0; y <= 1 - width * search->shape + 0.001; y += GRID)
            for (double x = 0; x <= 1 - width + 0.001; x += GRID)
                try_place(search, width, x, y);
    }
}

/* Walks from the best place so far to better ones, in ever smaller steps. */
static void search_near(Search *search)
{
    for (double step = GRID / 2; step > FINEST; step /= 2)
        for (unsigned round = 0; round < 3; round++) {
            Part start = search->best;

            for (int w = -1; w <= 1; w++)
                for (int y = -1; y <= 1; y++)
                    for (int x = -1; x <= 1; x++)
                        try_place(search, start.width + w * step, start.x + x * step,
                                  start.y + y * step);
            if (memcmp(&start, &search->best, sizeof start) == 0)
                break;
        }
}

static double distance_at(const Search *search, const Units *units)
{
    double cells[LIGHT_BYTES];

    take_part(search->whole->light, &search->best, cells);
    smooth(cells);
    return distance(cells, search->part, units, 4 * LIKENESS_SAME);
}

double likeness_distance_cropped(const Likeness *part, const Likeness *whole)
{
    Search search = {.whole = whole, .mean = SEARCH_FROM * cropped.mean};

    search.shape = (double)whole->width / whole->height * part->height / part->width;
    take_cells(part->light, search.part);
    smooth(search.part);
    search_grid(&search);
    if (search.best.width <= 0)
        return INFINITY;
    search_near(&search);
    return distance_at(&search, has_same_shape(part, whole) && search.best.width > SHAKEN
                                    ? &cropped_evenly
                                    : &cropped);
}

/* ---- parts at a known place ---- */

/* Mean of 4 x 4 places in the window (fractions). */
static double mean_in(const uint8_t *light, double x, double y, double width, double height)
{
    double sum = 0;

    for (unsigned i = 0; i < 16; i++) {
        double across = (x + (i % 4 + 0.5) / 4 * width) * LIGHT_SIDE;
        double down = (y + (i / 4 + 0.5) / 4 * height) * LIGHT_SIDE;
        unsigned column = (unsigned)fmax(0, fmin(across, LIGHT_SIDE - 1.0));
        unsigned row = (unsigned)fmax(0, fmin(down, LIGHT_SIDE - 1.0));

        sum += light[row * LIGHT_SIDE + column];
    }
    return sum / 16;
}

/* As many as the whole has there. */
static unsigned cells_of(double share)
{
    return (unsigned)fmax(CELLS_LEAST, fmin(share * LIGHT_SIDE, LIGHT_SIDE));
}

double likeness_correlation(const uint8_t *part, const uint8_t *whole, const LikenessPlace *place)
{
    unsigned columns = cells_of(place->width);
    unsigned rows = cells_of(place->height);
    double a = 0, b = 0, aa = 0, bb = 0, ab = 0, count = (double)columns * rows;

    for (unsigned y = 0; y < rows; y++)
        for (unsigned x = 0; x < columns; x++) {
            double u = (double)x / columns, v = (double)y / rows;
            double one = mean_in(part, u, v, 1.0 / columns, 1.0 / rows);
            double two = mean_in(whole, place->x + u * place->width, place->y + v * place->height,
                                 place->width / columns, place->height / rows);

            a += one;
            b += two;
            aa += one * one;
            bb += two * two;
            ab += one * two;
        }
    aa -= a * a / count;
    bb -= b * b / count;
    return aa < count || bb < count ? 0 : (ab - a * b / count) / sqrt(aa * bb);
}
