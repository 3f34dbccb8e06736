/*
 * Sampling is separable: first the rows of the source that make one row of the result are summed,
 * then along that row. Each target pixel has a run of source pixels with a weight each (taps);
 * what would lie outside has none, which makes it black.
 */
#include "readers/pixels/image.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

typedef struct {
    unsigned first, count;
    const float *weights;
} Taps;

Image *image_new(unsigned width, unsigned height)
{
    Image *image;

    if (width == 0 || height == 0)
        return NULL;
    image = g_new(Image, 1);
    *image = (Image){width, height, g_malloc0_n(height, (gsize)width * 3), {0, 0, width, height}};
    return image;
}

void image_free(Image *image)
{
    if (!image)
        return;
    g_free(image->rgb);
    g_free(image);
}

/* Where the pixel (x, y) of the upright picture lies in the stored one. */
static size_t source_of(const Image *image, unsigned orientation, unsigned x, unsigned y)
{
    unsigned right = image->width - 1, bottom = image->height - 1;
    unsigned from_x = orientation > 4 ? y : x, from_y = orientation > 4 ? x : y;

    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        from_x = right - from_x;
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        from_y = bottom - from_y;
    return ((size_t)from_y * image->width + from_x) * 3;
}

/* What is shown, when the picture is turned like its pixels (source_of). */
static Window shown_upright(const Image *image, unsigned orientation)
{
    Window shown = image->shown;

    if (orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8)
        shown.x = image->width - shown.x - shown.width;
    if (orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7)
        shown.y = image->height - shown.y - shown.height;
    return orientation > 4 ? (Window){shown.y, shown.x, shown.height, shown.width} : shown;
}

Image *image_upright(Image *image, unsigned orientation)
{
    bool turned = orientation > 4;
    Image *upright;
    uint8_t *to;

    if (orientation < 2 || orientation > 8)
        return image;
    upright =
        image_new(turned ? image->height : image->width, turned ? image->width : image->height);
    upright->shown = shown_upright(image, orientation);
    to = upright->rgb;
    for (unsigned y = 0; y < upright->height; y++)
        for (unsigned x = 0; x < upright->width; x++, to += 3)
            memcpy(to, image->rgb + source_of(image, orientation, x, y), 3);
    image_free(image);
    return upright;
}

/* The run of source pixels under [start, start + step), each with its share of the average. */
static void area(double start, double step, int size, Taps *taps, float *weights)
{
    int first = (int)floor(MAX(start, 0)), last = (int)ceil(MIN(start + step, size));

    *taps = (Taps){.weights = weights};
    if (first >= last)
        return;
    taps->first = (unsigned)first;
    for (int i = first; i < last; i++) {
        double covered = MIN(start + step, i + 1) - MAX(start, i);

        weights[taps->count++] = (float)(covered / step);
    }
}

/* The two source pixels round a place, the outer ones going on beyond the edges of the picture. */
static void neighbours(double place, int size, Taps *taps, float *weights)
{
    double left = floor(place - 0.5), share = place - 0.5 - left;
    int first = CLAMP((int)left, 0, size - 1), second = CLAMP((int)left + 1, 0, size - 1);

    *taps = (Taps){(unsigned)first, 2, weights};
    if (place < 0 || place >= size) {
        taps->count = 0;
    } else if (first == second) {
        weights[0] = 1;
        taps->count = 1;
    } else {
        weights[0] = (float)(1 - share);
        weights[1] = (float)share;
    }
}

/* The taps of all target pixels of one direction (g_free); they and their weights lie together. */
static Taps *make_taps(double start, double length, unsigned size, unsigned targets)
{
    double step = length / targets;
    size_t most = (size_t)ceil(step) + 2;
    Taps *taps = g_malloc0_n(targets, sizeof(Taps) + most * sizeof(float));
    float *weights = (float *)(void *)(taps + targets);

    for (unsigned i = 0; i < targets; i++, weights += most) {
        if (step > 1)
            area(start + i * step, step, (int)size, &taps[i], weights);
        else
            neighbours(start + (i + 0.5) * step, (int)size, &taps[i], weights);
    }
    return taps;
}

/* Sums the source rows of one target row, from column `from` to `until`. */
static void sum_rows(const Image *image, const Taps *rows, unsigned from, unsigned until,
                     float *sums)
{
    size_t count = (size_t)(until - from) * 3;

    memset(sums, 0, count * sizeof *sums);
    for (unsigned i = 0; i < rows->count; i++) {
        const uint8_t *source = image->rgb + ((size_t)(rows->first + i) * image->width + from) * 3;
        float weight = rows->weights[i];

        for (size_t k = 0; k < count; k++)
            sums[k] += weight * (float)source[k];
    }
}

static void sum_columns(const float *sums, const Taps *columns, unsigned from, unsigned width,
                        float *out)
{
    for (unsigned x = 0; x < width; x++, out += 3) {
        const Taps *taps = &columns[x];
        const float *at = sums + (size_t)(taps->count ? taps->first - from : 0) * 3;
        float red = 0, green = 0, blue = 0;

        for (unsigned i = 0; i < taps->count; i++, at += 3) {
            red += taps->weights[i] * at[0];
            green += taps->weights[i] * at[1];
            blue += taps->weights[i] * at[2];
        }
        out[0] = red;
        out[1] = green;
        out[2] = blue;
    }
}

void image_sample(const Image *image, const Window *window, unsigned width, unsigned height,
                  float *out, size_t row)
{
    g_autofree Taps *columns = make_taps(window->x, window->width, image->width, width);
    g_autofree Taps *rows = make_taps(window->y, window->height, image->height, height);
    unsigned from = image->width, until = 0;

    for (unsigned x = 0; x < width; x++) {
        if (columns[x].count == 0)
            continue;
        from = MIN(from, columns[x].first);
        until = MAX(until, columns[x].first + columns[x].count);
    }
    until = MAX(from, until);
    g_autofree float *sums = g_new(float, ((size_t)(until - from) + 1) * 3);

    for (unsigned y = 0; y < height; y++) {
        sum_rows(image, &rows[y], from, until, sums);
        sum_columns(sums, columns, from, width, out + y * row);
    }
}

Image *image_scaled(const Image *image, unsigned width, unsigned height)
{
    Image *scaled = image_new(width, height);
    size_t count = (size_t)width * height * 3;
    g_autofree float *values = g_new(float, count);

    image_sample(image, &image->shown, width, height, values, (size_t)width * 3);
    for (size_t i = 0; i < count; i++)
        scaled->rgb[i] = (uint8_t)(CLAMP(values[i], 0.0F, 255.0F) + 0.5F);
    return scaled;
}

Image *image_fitted(const Image *image, unsigned side)
{
    const Window *shown = &image->shown;
    double scale = MIN(side / MAX(shown->width, shown->height), 1);

    return image_scaled(image, (unsigned)MAX(lround(shown->width * scale), 1),
                        (unsigned)MAX(lround(shown->height * scale), 1));
}
