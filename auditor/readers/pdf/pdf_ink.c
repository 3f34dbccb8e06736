/*
 * A page is drawn small, in grey, and its dark part counted: a rule or a page number is little, a
 * page of letters that are shapes is much.
 */
#include "readers/pdf/pdf_ink.h"

#include <poppler.h>

#define STAMP 96            /* pixels a side */
#define DARK 200            /* of 255; white is 255 */
#define INK_PER_THOUSAND 20 /* of the stamp, from where on something may be said there */

static bool surface_has_ink(cairo_surface_t *surface)
{
    const unsigned char *pixels = cairo_image_surface_get_data(surface);
    int stride = cairo_image_surface_get_stride(surface);
    unsigned dark = 0;

    cairo_surface_flush(surface);
    for (int y = 0; pixels && y < STAMP; y++) {
        for (int x = 0; x < STAMP; x++) {
            const unsigned char *pixel = pixels + y * stride + x * 4;

            dark += (pixel[0] + pixel[1] + pixel[2]) / 3 < DARK;
        }
    }
    return dark * 1000U > INK_PER_THOUSAND * STAMP * STAMP;
}

bool pdf_page_has_ink(PopplerPage *page)
{
    double width = 0, height = 0;

    poppler_page_get_size(page, &width, &height);
    if (width < 1 || height < 1)
        return false;
    cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, STAMP, STAMP);
    cairo_t *cairo = cairo_create(surface);

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    cairo_scale(cairo, STAMP / width, STAMP / height);
    /* Without notes: the library may never end making up how one looks. */
    poppler_page_render_for_printing_with_options(page, cairo, POPPLER_PRINT_DOCUMENT);
    bool good = cairo_status(cairo) == CAIRO_STATUS_SUCCESS;

    cairo_destroy(cairo);
    bool ink = good && surface_has_ink(surface);

    cairo_surface_destroy(surface);
    return ink;
}
