/* PNG by libpng's simplified interface: the size first, then all rows; what is transparent lies on
 * white, as on a page. */
#include <png.h>
#include <string.h>

#include "readers/pixels/decode.h"

static Image *read_rows(Decode *decode, png_image *png)
{
    static const png_color white = {255, 255, 255};
    /* Interlaced files and such with transparency are put together in a second picture. */
    bool fits = decode_charge(decode, (uint64_t)png->width * png->height * 3) &&
                decode_charge(decode, (uint64_t)png->width * 64);
    Image *image = fits ? image_new(png->width, png->height) : NULL;

    if (!image)
        return NULL;
    png->format = PNG_FORMAT_RGB;
    if (!png_image_finish_read(png, &white, image->rgb, 0, NULL))
        decode_fail(decode, REASON_CORRUPT, "the picture breaks off");
    return image;
}

Image *decode_png(Decode *decode)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    uint64_t size = input_size(decode->input);
    Image *image = NULL;
    Slice whole;

    if (!decode_charge(decode, size))
        return NULL;
    whole = input_whole(decode->input, size);
    if (!png_image_begin_read_from_memory(&png, whole.data, whole.length))
        return decode_fail(decode, REASON_CORRUPT, "the picture cannot be decoded");
    image = read_rows(decode, &png);
    png_image_free(&png);
    return image;
}
