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

#define SIDE 320.0 /* pixels of the longer side of the largest size */
#define LEAST 40U  /* of the shorter side of the smallest */
#define RADIUS 11  /* of a pattern */
#define EDGE (RADIUS + 2U)
#define TESTS 64U
#define WEAK 6.0F /* response below which it is no corner */

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

/* Sums of 5 x 5 of one product of the slopes. */
static void sum_around(const float *values, unsigned width, unsigned height, float *sums)
{
    g_autofree float *rows = g_new0(float, (size_t)width *height);

    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 2; x + 2 < width; x++) {
            const float *at = values + (size_t)y * width + x;

            rows[(size_t)y * width + x] = at[-2] + at[-1] + at[0] + at[1] + at[2];
        }
    for (unsigned y = 2; y + 2 < height; y++)
        for (unsigned x = 0; x < width; x++) {
            const float *at = rows + (size_t)y * width + x;
            long row = width;

            sums[(size_t)y * width + x] = at[-2 * row] + at[-row] + at[0] + at[row] + at[2 * row];
        }
}

/* How much each place is a corner: the smaller of how much it changes in two directions. */
static float *responses_of(const Grey *grey)
{
    unsigned width = grey->width, height = grey->height;
    size_t count = (size_t)width * height;
    g_autofree float *products = g_new0(float, 3 * count), *sums = g_new0(float, 3 * count);
    float *out = g_new0(float, count);

    for (unsigned y = 1; y + 1 < height; y++)
        for (unsigned x = 1; x + 1 < width; x++) {
            size_t at = (size_t)y * width + x;
            float across = grey->light[at + 1] - grey->light[at - 1];
            float down = grey->light[at + width] - grey->light[at - width];

            products[at] = across * across;
            products[count + at] = down * down;
            products[2 * count + at] = across * down;
        }
    for (unsigned i = 0; i < 3; i++)
        sum_around(products + i * count, width, height, sums + i * count);
    for (size_t i = 0; i < count; i++) {
        float a = sums[i], b = sums[count + i], c = sums[2 * count + i];

        out[i] = sqrtf(MAX((a + b) / 2 - sqrtf((a - b) * (a - b) / 4 + c * c), 0.0F));
    }
    return out;
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

static GArray *corners_of(const Grey *grey)
{
    g_autofree float *responses = responses_of(grey);
    GArray *corners = g_array_new(FALSE, FALSE, sizeof(Corner));

    for (unsigned y = EDGE; y + EDGE < grey->height; y++)
        for (unsigned x = EDGE; x + EDGE < grey->width; x++) {
            Corner corner = {0, (uint32_t)((size_t)y * grey->width + x)};

            corner.response = responses[corner.at];
            if (corner.response > WEAK && is_peak(responses, grey->width, corner.at))
                g_array_append_val(corners, corner);
        }
    qsort(corners->data, corners->len, sizeof(Corner), by_response);
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
static unsigned find_in(const Grey *grey, unsigned level, Mark *marks)
{
    g_autoptr(GArray) corners = corners_of(grey);
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
    Window whole = {0, 0, image->width, image->height};
    double scale = MIN(SIDE / MAX(image->width, image->height), 1);
    Mark marks[MARKS_MAX];
    unsigned count = 0;

    for (unsigned level = 0; level < MARK_LEVELS; level++) {
        double size = scale * exp2(-(double)level / 3);
        unsigned width = (unsigned)lround(image->width * size);
        unsigned height = (unsigned)lround(image->height * size);

        if (MIN(width, height) < LEAST)
            break;
        g_autoptr(Grey) grey = grey_new(image, &whole, width, height);

        grey_smooth(grey);
        count += find_in(grey, level, marks + count);
    }
    for (unsigned i = 0; i < count; i++)
        mark_put(&marks[i], bytes + (size_t)i * MARK_BYTES);
    return count;
}
