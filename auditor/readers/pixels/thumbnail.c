/* The thumbnail of a picture, by libjpeg-turbo; see thumbnail.h. */
#include <setjmp.h>
#include <stdio.h> /* jpeglib.h needs it before */

#include <jpeglib.h>
#include <string.h>

#include "readers/pixels/thumbnail.h"
#include "wire/pixels.h"

#define QUALITY 70

typedef struct {
    struct jpeg_compress_struct base;
    struct jpeg_error_mgr errors;
    jmp_buf escape;
    unsigned char *bytes;
    unsigned long length;
} Encoder;

static void fail(j_common_ptr common)
{
    longjmp(((Encoder *)(void *)common)->escape, 1);
}

static void encode(Encoder *encoder, const Image *image)
{
    struct jpeg_compress_struct *base = &encoder->base;

    base->err = jpeg_std_error(&encoder->errors);
    encoder->errors.error_exit = fail;
    jpeg_create_compress(base);
    jpeg_mem_dest(base, &encoder->bytes, &encoder->length);
    base->image_width = image->width;
    base->image_height = image->height;
    base->input_components = 3;
    base->in_color_space = JCS_RGB;
    jpeg_set_defaults(base);
    jpeg_set_quality(base, QUALITY, TRUE);
    jpeg_start_compress(base, TRUE);
    while (base->next_scanline < base->image_height) {
        JSAMPROW row = image->rgb + (size_t)base->next_scanline * image->width * 3;

        jpeg_write_scanlines(base, &row, 1);
    }
    jpeg_finish_compress(base);
}

uint8_t *thumbnail_encode(const Image *image, size_t *length)
{
    Encoder *encoder = g_new0(Encoder, 1);
    uint8_t *bytes = NULL;

    *length = 0;
    if (setjmp(encoder->escape) == 0) {
        encode(encoder, image);
        if (encoder->length <= CLEAR_BYTES) {
            bytes = g_memdup2(encoder->bytes, encoder->length);
            *length = encoder->length;
        }
    }
    jpeg_destroy_compress(&encoder->base);
    free(encoder->bytes);
    g_free(encoder);
    return bytes;
}
