/*
 * Corners after Shi and Tomasi, the strongest of each size that keep apart from each other; their
 * patterns are pairs of places round them, compared (BRIEF, Calonder and others), always the same
 * pairs. Nothing is turned: who cuts a part out of a photo leaves it upright.
 */
#include "readers/pixels/marks.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/grey.h"

#define SIDE 320U /* pixels of the longer side of the largest size */
#define LEAST 40U /* of the shorter side of the smallest */
#define RADIUS 11 /* of a pattern */
#define EDGE (RADIUS + 2U)
#define TESTS 64U
#define WEAK 12.0F /* response below which it is no corner */

static const unsigned wanted[MARK_LEVELS] = {40, 24, 20, 16, 14, 12, 10};

typedef struct {
    float response;
    uint32_t at;
} Corner;

typedef struct {
    signed char x[2], y[2];
} Test;

/* Pairs of places, near the middle more than at the edge: means of two throws of a simple dice. */
static const Test *pattern_tests(void)
{
    static Test tests[TESTS];
    uint32_t dice = 12345;

    if (tests[0].x[0] != tests[0].x[1] || tests[0].y[0] != tests[0].y[1])
        return tests;
    for (unsigned i = 0; i < TESTS; i++)
        for (unsigned k = 0; k < 4; k++) {
            int sum = 0;

            for (unsigned throws = 0; throws < 2; throws++) {
                dice = dice * 1664525U + 1013904223U;
                sum += (int)((dice >> 16) % (2 * RADIUS + 1)) - RADIUS;
            }
            (k < 2 ? tests[i].x : tests[i].y)[k % 2] = (signed char)(sum / 2);
        }
    return tests;
}

/* Sums along a row of 5 of each product of the slopes: across, down, both. */
static void sum_row(const Grey *grey, unsigned y, float *products, float *sums)
{
    unsigned width = grey->width;
    const float *row = grey->light + (size_t)y * width;

    for (unsigned x = 1; x + 1 < width; x++) {
        float across = row[x + 1] - row[x - 1];
        float down = row[(long)x + (long)width] - row[(long)x - (long)width];

        products[x] = across * across;
        products[width + x] = down * down;
        products[2 * width + x] = across * down;
    }
    for (unsigned i = 0; i < 3; i++)
        for (unsigned x = 3; x + 3 < width; x++) {
            const float *at = products + (size_t)i * width + x;

            sums[(size_t)i * width + x] = at[-2] + at[-1] + at[0] + at[1] + at[2];
        }
}

/* How much each place is a corner: the smaller of how much it changes in two directions. Five rows
 * of sums are kept at a time. */
static void respond(const Grey *grey, float *rows, float *out)
{
    unsigned width = grey->width, height = grey->height;
    size_t size = (size_t)width * 3;
    float *products = rows + 5 * size;

    for (unsigned y = 1; y + 1 < height; y++) {
        sum_row(grey, y, products, rows + y % 5 * size);
        if (y < 5)
            continue;
        for (unsigned x = 3; x + 3 < width; x++) {
            float a = 0, b = 0, c = 0;

            for (unsigned k = 0; k < 5; k++) {
                a += rows[k * size + x];
                b += rows[k * size + width + x];
                c += rows[k * size + 2 * width + x];
            }
            out[(size_t)(y - 2) * width + x] =
                sqrtf(MAX((a + b) / 2 - sqrtf((a - b) * (a - b) / 4 + c * c), 0.0F));
        }
    }
}

/* Each place the mean of 3 x 3, in place; what lies at the edge is left as it is. */
static void smooth(Grey *grey, float *rows)
{
    unsigned width = grey->width;

    for (unsigned y = 0; y < grey->height; y++) {
        const float *row = grey->light + (size_t)y * width;
        float *sums = rows + (size_t)(y % 3) * width;

        for (unsigned x = 1; x + 1 < width; x++)
            sums[x] = row[x - 1] + row[x] + row[x + 1];
        for (unsigned x = 1; y >= 2 && x + 1 < width; x++)
            grey->light[(size_t)(y - 1) * width + x] =
                (rows[x] + rows[width + x] + rows[2 * width + x]) / 9;
    }
}

static bool is_peak(const float *responses, unsigned width, size_t at)
{
    float own = responses[at];

    for (long y = -2; y <= 2; y++)
        for (long x = -2; x <= 2; x++) {
            float other = responses[(long)at + y * (long)width + x];

            if (other > own || (other >= own && (y < 0 || (y == 0 && x < 0))))
                return false;
        }
    return own > WEAK;
}

static int by_response(const void *left, const void *right)
{
    const Corner *one = left, *two = right;

    if (one->response > two->response || one->response < two->response)
        return one->response > two->response ? -1 : 1;
    return (one->at > two->at) - (one->at < two->at);
}

static GArray *corners_of(const Grey *grey, const float *responses)
{
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(Corner));

    for (unsigned y = EDGE; y + EDGE < grey->height; y++)
        for (unsigned x = EDGE; x + EDGE < grey->width; x++) {
            Corner corner = {0, (uint32_t)((size_t)y * grey->width + x)};

            corner.response = responses[corner.at];
            if (corner.response > WEAK && is_peak(responses, grey->width, corner.at))
                g_array_append_val(corners, corner);
        }
    g_array_sort(corners, by_response);
    return corners;
}

static uint64_t pattern_at(const Grey *grey, uint32_t at)
{
    const Test *tests = pattern_tests();
    const float *middle = grey->light + at;
    uint64_t pattern = 0;

    for (unsigned i = 0; i < TESTS; i++) {
        float one = middle[tests[i].y[0] * (long)grey->width + tests[i].x[0]];
        float two = middle[tests[i].y[1] * (long)grey->width + tests[i].x[1]];

        pattern = pattern << 1 | (one > two);
    }
    return pattern;
}

static bool is_apart(const Mark *marks, unsigned count, const Mark *mark, double least)
{
    for (unsigned i = 0; i < count; i++) {
        double x = (double)marks[i].x - mark->x, y = (double)marks[i].y - mark->y;

        if (x * x + y * y < least * least)
            return false;
    }
    return true;
}

/* The marks of one size, behind each other; how many. */
static unsigned find_in(const Grey *grey, const float *responses, unsigned level, Mark *marks)
{
    g_autoptr(GArray) corners = corners_of(grey, responses);
    double unit = 65535.0 / MAX(grey->width, grey->height);
    double least = unit * sqrt((double)grey->width * grey->height / wanted[level]) * 0.4;
    unsigned count = 0;

    for (guint i = 0; i < corners->len && count < wanted[level]; i++) {
        uint32_t at = g_array_index(corners, Corner, i).at;
        Mark mark = {.x = (uint16_t)((at % grey->width + 0.5) * unit),
                     .y = (uint16_t)((at / grey->width + 0.5) * unit),
                     .level = (uint8_t)level};

        if (!is_apart(marks, count, &mark, least))
            continue;
        mark.pattern = pattern_at(grey, at);
        marks[count++] = mark;
    }
    return count;
}

unsigned marks_find(const Image *image, uint8_t bytes[MARKS_MAX * MARK_BYTES])
{
    g_autoptr(Image) base = image_fitted(image, SIDE);
    Window whole = {0, 0, base->width, base->height};
    g_autofree float *responses = g_new0(float, (size_t)base->width * base->height);
    g_autofree float *rows = g_new0(float, (size_t)base->width * 18);
    Mark marks[MARKS_MAX];
    unsigned count = 0;

    for (unsigned level = 0; level < MARK_LEVELS; level++) {
        double size = exp2(-(double)level / 3);
        unsigned width = (unsigned)lround(base->width * size);
        unsigned height = (unsigned)lround(base->height * size);

        if (MIN(width, height) < LEAST)
            break;
        g_autoptr(Grey) grey = grey_new(base, &whole, width, height);

        smooth(grey, rows);
        respond(grey, rows, responses);
        count += find_in(grey, responses, level, marks + count);
    }
    for (unsigned i = 0; i < count; i++)
        mark_put(&marks[i], bytes + (size_t)i * MARK_BYTES);
    return count;
}
