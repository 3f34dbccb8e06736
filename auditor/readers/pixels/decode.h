/*
 * From a picture file to pixels. What a file is, its first bytes tell, never its name. Each format
 * has a file of its own; what it will hold in memory is charged before it holds it, so that a file
 * of forty bytes that claims a picture of four gigapixels costs nothing.
 */
#pragma once

#include <stdbool.h>

#include "readers/pixels/image.h"
#include "readers/reader.h"

/* Longer and shorter side that JPEG and WebP, which can give less than all, are asked for at least.
 */
#define DECODE_SIDE 512U
#define DECODE_SHORTER 256U

typedef struct {
    Input *input;
    uint64_t charged;
    bool is_upright;    /* the format has turned it already */
    unsigned side[2];   /* width and height as the file has them, where the image is smaller */
    Reason reason;      /* why there is no image, or why it is not whole */
    const char *detail; /* static, ours */
} Decode;

/* The picture upright, NULL with a reason where there is none. Even with a picture a reason may say
 * that it is not whole. `orientation` is that of Exif, 0 unknown. */
Image *decode_picture(Decode *decode, unsigned orientation);

/* For the formats. Charges memory; false, with a reason, where it would be too much. */
bool decode_charge(Decode *decode, uint64_t bytes);
/* Says why; the first reason counts. NULL always. */
Image *decode_fail(Decode *decode, Reason reason, const char *detail);

/* One a format, in decode_<format>.c: the picture as it is stored, NULL with a reason. */
Image *decode_jpeg(Decode *decode);
Image *decode_png(Decode *decode);
Image *decode_gif(Decode *decode);
Image *decode_webp(Decode *decode);
Image *decode_heif(Decode *decode);
Image *decode_tiff(Decode *decode);
