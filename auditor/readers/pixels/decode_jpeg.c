/*
 * JPEG by libjpeg-turbo, at the smallest of its eight scales whose sides are still enough. A
 * file that ends early gives what there is and says so. Progressive files are held whole as
 * coefficients, so that is what is charged, and their scans are counted: each costs a pass.
 */
#include <setjmp.h>
#include <stdio.h> /* jpeglib.h needs it before */

#include <jerror.h>
#include <jpeglib.h>
#include <string.h>

#include "readers/pixels/decode.h"

#define SCANS_MAX 64
#define BUFFER 65536U
#define EIGHTHS 8U

typedef struct {
    struct jpeg_decompress_struct base;
    struct jpeg_error_mgr errors;
    struct jpeg_source_mgr source;
    struct jpeg_progress_mgr progress;
    jmp_buf escape;
    Decode *decode;
    Image *image; /* here, since what longjmp() skips is lost */
    JSAMPLE *inks;
    uint64_t offset;
    bool ended;
    JOCTET buffer[BUFFER];
} Jpeg;

static void fail(j_common_ptr common)
{
    longjmp(((Jpeg *)(void *)common)->escape, 1);
}

static void say_nothing(j_common_ptr common)
{
    (void)common;
}

static void start_source(j_decompress_ptr base)
{
    (void)base;
}

static boolean fill(j_decompress_ptr base)
{
    Jpeg *jpeg = (Jpeg *)(void *)base;
    size_t got = input_read_at(jpeg->decode->input, jpeg->offset, jpeg->buffer, BUFFER);

    if (got == 0) { /* an end of our own, as the library wants it */
        jpeg->ended = true;
        jpeg->buffer[0] = 0xff;
        jpeg->buffer[1] = JPEG_EOI;
        got = 2;
    }
    jpeg->offset += got;
    jpeg->source.next_input_byte = jpeg->buffer;
    jpeg->source.bytes_in_buffer = got;
    return TRUE;
}

static void skip(j_decompress_ptr base, long count)
{
    Jpeg *jpeg = (Jpeg *)(void *)base;

    if (count <= 0)
        return;
    if ((size_t)count <= jpeg->source.bytes_in_buffer) {
        jpeg->source.next_input_byte += count;
        jpeg->source.bytes_in_buffer -= (size_t)count;
    } else {
        jpeg->offset += (uint64_t)count - jpeg->source.bytes_in_buffer;
        jpeg->source.bytes_in_buffer = 0;
    }
}

static void count_scans(j_common_ptr common)
{
    Jpeg *jpeg = (Jpeg *)(void *)common;

    if (jpeg->base.input_scan_number > SCANS_MAX) {
        decode_fail(jpeg->decode, REASON_LIMIT_ENTRIES, "more scans than a picture needs");
        longjmp(jpeg->escape, 1);
    }
}

static void set_up(Jpeg *jpeg)
{
    jpeg->base.err = jpeg_std_error(&jpeg->errors);
    jpeg->errors.error_exit = fail;
    jpeg->errors.output_message = say_nothing;
    jpeg_create_decompress(&jpeg->base);
    jpeg->source = (struct jpeg_source_mgr){.init_source = start_source,
                                            .fill_input_buffer = fill,
                                            .skip_input_data = skip,
                                            .resync_to_restart = jpeg_resync_to_restart,
                                            .term_source = start_source};
    jpeg->base.src = &jpeg->source;
    jpeg->progress.progress_monitor = count_scans;
    jpeg->base.progress = &jpeg->progress;
}

/* What a file of several scans is held as: 64 coefficients of two bytes for each block. */
static uint64_t coefficients(const struct jpeg_decompress_struct *base)
{
    uint64_t bytes = 0;

    for (int i = 0; i < base->num_components; i++)
        bytes += (uint64_t)base->comp_info[i].width_in_blocks *
                 base->comp_info[i].height_in_blocks * 64 * sizeof(JCOEF);
    return bytes;
}

static bool choose_output(Jpeg *jpeg)
{
    struct jpeg_decompress_struct *base = &jpeg->base;
    unsigned longer = MAX(base->image_width, base->image_height), scale = 1;
    unsigned shorter = MIN(base->image_width, base->image_height);
    bool has_inks = base->jpeg_color_space == JCS_CMYK || base->jpeg_color_space == JCS_YCCK;

    while (scale < EIGHTHS && ((uint64_t)longer * scale / EIGHTHS < DECODE_SIDE ||
                               (uint64_t)shorter * scale / EIGHTHS < DECODE_SHORTER))
        scale++;
    base->scale_num = scale;
    base->scale_denom = EIGHTHS;
    base->dct_method = JDCT_ISLOW;
    base->out_color_space = has_inks ? JCS_CMYK : JCS_RGB;
    jpeg->decode->side[0] = base->image_width;
    jpeg->decode->side[1] = base->image_height;
    jpeg_calc_output_dimensions(base);
    /* Rows under way: the library holds a few of full width for each component. */
    return decode_charge(jpeg->decode, (uint64_t)base->output_width * base->output_height * 3) &&
           decode_charge(jpeg->decode, (uint64_t)base->image_width * 64) &&
           (!jpeg_has_multiple_scans(base) || decode_charge(jpeg->decode, coefficients(base)));
}

/* Adobe writes inks inverted. */
static void mix(const JSAMPLE *inks, unsigned width, bool inverted, uint8_t *rgb)
{
    for (unsigned x = 0; x < width; x++, inks += 4, rgb += 3)
        for (unsigned c = 0; c < 3; c++) {
            unsigned ink = inverted ? inks[c] : 255U - inks[c];
            unsigned black = inverted ? inks[3] : 255U - inks[3];

            rgb[c] = (uint8_t)((ink * black + 127) / 255);
        }
}

static void read_rows(Jpeg *jpeg)
{
    struct jpeg_decompress_struct *base = &jpeg->base;
    bool has_inks = base->out_color_space == JCS_CMYK;

    jpeg->image = image_new(base->output_width, base->output_height);
    if (has_inks)
        jpeg->inks = g_malloc((gsize)base->output_width * 4);
    if (jpeg->image) { /* sides are rounded upwards */
        jpeg->image->shown.width = (double)base->image_width * base->scale_num / base->scale_denom;
        jpeg->image->shown.height =
            (double)base->image_height * base->scale_num / base->scale_denom;
    }
    while (jpeg->image && base->output_scanline < base->output_height) {
        uint8_t *row = jpeg->image->rgb + (size_t)base->output_scanline * jpeg->image->width * 3;
        JSAMPROW to = has_inks ? jpeg->inks : row;

        jpeg_read_scanlines(base, &to, 1);
        if (has_inks)
            mix(jpeg->inks, jpeg->image->width, base->saw_Adobe_marker, row);
    }
}

Image *decode_jpeg(Decode *decode)
{
    Jpeg *jpeg = g_new0(Jpeg, 1);
    Image *image;

    jpeg->decode = decode;
    if (setjmp(jpeg->escape) == 0) {
        set_up(jpeg);
        jpeg_read_header(&jpeg->base, TRUE);
        if (choose_output(jpeg)) {
            jpeg_start_decompress(&jpeg->base);
            read_rows(jpeg);
        }
    } else if (jpeg->image) {
        decode_fail(decode, REASON_CORRUPT, "the picture breaks off");
    }
    if (jpeg->image && jpeg->ended)
        decode_fail(decode, REASON_TRUNCATED, "the picture breaks off");
    image = jpeg->image;
    jpeg_destroy_decompress(&jpeg->base);
    g_free(jpeg->inks);
    g_free(jpeg);
    return image;
}
