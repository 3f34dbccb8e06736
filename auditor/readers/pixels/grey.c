/* Lightness of pictures, and the correlation of two; see grey.h. */
#include "readers/pixels/grey.h"

#include <math.h>

#define EVEN 1.0 /* variance below which a picture is one colour */

Grey *grey_new(const Image *image, const Window *window, unsigned width, unsigned height)
{
    size_t count = (size_t)width * height;
    g_autofree float *rgb = g_new(float, count * 3);
    Grey *grey = g_new(Grey, 1);

    *grey = (Grey){width, height, g_new(float, count)};
    image_sample(image, window, width, height, rgb, (size_t)width * 3);
    for (size_t i = 0; i < count; i++)
        grey->light[i] = 0.299F * rgb[3 * i] + 0.587F * rgb[3 * i + 1] + 0.114F * rgb[3 * i + 2];
    return grey;
}

void grey_free(Grey *grey)
{
    if (!grey)
        return;
    g_free(grey->light);
    g_free(grey);
}

static float mean_around(const Grey *grey, unsigned x, unsigned y)
{
    float sum = 0, count = 0;

    for (unsigned v = y > 0 ? y - 1 : 0; v <= y + 1 && v < grey->height; v++)
        for (unsigned u = x > 0 ? x - 1 : 0; u <= x + 1 && u < grey->width; u++, count++)
            sum += grey->light[(size_t)v * grey->width + u];
    return sum / count;
}

void grey_smooth(Grey *grey)
{
    float *smooth = g_new(float, (size_t)grey->width * grey->height);

    for (unsigned y = 0; y < grey->height; y++)
        for (unsigned x = 0; x < grey->width; x++)
            smooth[(size_t)y * grey->width + x] = mean_around(grey, x, y);
    g_free(grey->light);
    grey->light = smooth;
}

double grey_contrast(const Grey *grey)
{
    size_t count = (size_t)grey->width * grey->height;
    double sum = 0, squares = 0;

    for (size_t i = 0; i < count; i++) {
        sum += grey->light[i];
        squares += (double)grey->light[i] * grey->light[i];
    }
    return sqrt(MAX(squares / (double)count - sum * sum / (double)count / (double)count, 0));
}

double grey_likeness(const Grey *inner, const Grey *outer, unsigned x, unsigned y)
{
    double count = (double)inner->width * inner->height;
    double a = 0, b = 0, aa = 0, bb = 0, ab = 0;

    for (unsigned v = 0; v < inner->height; v++) {
        const float *one = inner->light + (size_t)v * inner->width;
        const float *two = outer->light + (size_t)(y + v) * outer->width + x;
        float row[5] = {0};

        for (unsigned u = 0; u < inner->width; u++) {
            row[0] += one[u];
            row[1] += two[u];
            row[2] += one[u] * one[u];
            row[3] += two[u] * two[u];
            row[4] += one[u] * two[u];
        }
        a += (double)row[0];
        b += (double)row[1];
        aa += (double)row[2];
        bb += (double)row[3];
        ab += (double)row[4];
    }
    aa = aa / count - a * a / count / count;
    bb = bb / count - b * b / count / count;
    if (aa < EVEN || bb < EVEN)
        return 0;
    return (ab / count - a * b / count / count) / sqrt(aa * bb);
}
