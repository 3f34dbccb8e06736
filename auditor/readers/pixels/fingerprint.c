/*
 * Everything here is made from one average of the picture of moderate size, so that the whole
 * costs a fraction of the decoding.
 */
#include "readers/pixels/fingerprint.h"

#include <string.h>

#include "readers/pixels/marks.h"
#include "readers/pixels/thumbnail.h"

#define MODERATE 256U /* pixels of the longer side */

static unsigned lightness(const uint8_t *rgb)
{
    return (299U * rgb[0] + 587U * rgb[1] + 114U * rgb[2] + 500U) / 1000U;
}

/* 9 x 8 cells; a bit for each pair of neighbours in a row, the first one highest. */
static uint64_t difference_hash(const Image *image)
{
    enum { COLUMNS = 9, ROWS = 8 };
    Window whole = {0, 0, image->width, image->height};
    float cells[ROWS][COLUMNS][3];
    uint64_t hash = 0;

    image_sample(image, &whole, COLUMNS, ROWS, &cells[0][0][0], (size_t)COLUMNS * 3);
    for (unsigned y = 0; y < ROWS; y++)
        for (unsigned x = 0; x + 1 < COLUMNS; x++) {
            const float *a = cells[y][x], *b = cells[y][x + 1];
            float left = 0.299F * a[0] + 0.587F * a[1] + 0.114F * a[2];
            float right = 0.299F * b[0] + 0.587F * b[1] + 0.114F * b[2];

            hash = hash << 1 | (right > left + 0.001F);
        }
    return hash;
}

void fingerprint_take(const Image *image, Likeness *likeness, FactPixels *pixels)
{
    g_autoptr(Image) moderate = image_fitted(image, MODERATE);
    g_autoptr(Image) small = image_fitted(moderate, CLEAR_SIDE);
    g_autoptr(Image) light = image_scaled(moderate, LIGHT_SIDE, LIGHT_SIDE);
    g_autoptr(Image) cells = image_scaled(moderate, PIXELATED_SIDE, PIXELATED_SIDE);

    pixels->fingerprint = difference_hash(moderate);
    for (unsigned i = 0; i < LIGHT_BYTES; i++)
        likeness->light[i] = (uint8_t)lightness(light->rgb + (size_t)i * 3);
    memcpy(likeness->pixelated, cells->rgb, PIXELATED_BYTES);
    likeness->clear = thumbnail_encode(small, &pixels->clear_length);
    pixels->marks_length = (size_t)marks_find(image, likeness->marks) * MARK_BYTES;
    pixels->marks = likeness->marks;
    pixels->light = likeness->light;
    pixels->pixelated = likeness->pixelated;
    pixels->clear = likeness->clear;
}
