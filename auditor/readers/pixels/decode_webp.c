/*
 * WebP by libwebp, scaled while it is decoded. Of an animation the first frame, as large as it is.
 * Lossless pictures (and lossless transparency) are held whole inside the library.
 */
#include <math.h>
#include <string.h>
#include <webp/decode.h>
#include <webp/demux.h>

#include "readers/pixels/decode.h"

static void choose_size(WebPDecoderConfig *config, unsigned *width, unsigned *height)
{
    double scale = fmax((double)DECODE_SIDE / MAX(*width, *height),
                        (double)DECODE_SHORTER / MIN(*width, *height));

    if (scale >= 0.5)
        return;
    *width = MAX((unsigned)lround(*width * scale), 1U);
    *height = MAX((unsigned)lround(*height * scale), 1U);
    config->options.use_scaling = 1;
    config->options.scaled_width = (int)*width;
    config->options.scaled_height = (int)*height;
}

/* Transparent pictures come premultiplied: on white they only want the rest of it. */
static void lay_on_white(Image *image, const uint8_t *rgba)
{
    size_t count = (size_t)image->width * image->height;

    for (size_t i = 0; i < count; i++)
        for (unsigned c = 0; c < 3; c++)
            image->rgb[i * 3 + c] = (uint8_t)MIN(rgba[i * 4 + c] + 255 - rgba[i * 4 + 3], 255);
}

static Image *decode_frame(Decode *decode, const uint8_t *bytes, size_t length)
{
    WebPDecoderConfig config;
    unsigned width, height;
    uint64_t pixels;
    Image *image;

    if (!WebPInitDecoderConfig(&config) ||
        WebPGetFeatures(bytes, length, &config.input) != VP8_STATUS_OK)
        return NULL;
    width = (unsigned)config.input.width;
    height = (unsigned)config.input.height;
    pixels = (uint64_t)width * height;
    decode->side[0] = width;
    decode->side[1] = height;
    if (config.input.format != 1 && !decode_charge(decode, pixels * 4))
        return NULL;
    if (config.input.has_alpha && !decode_charge(decode, pixels))
        return NULL;
    choose_size(&config, &width, &height);
    if (!decode_charge(decode, (uint64_t)width * height * 7 + (uint64_t)config.input.width * 256))
        return NULL;
    g_autofree uint8_t *rgba = g_malloc0((gsize)width * height * 4);

    config.output.colorspace = MODE_rgbA;
    config.output.is_external_memory = 1;
    config.output.u.RGBA = (WebPRGBABuffer){rgba, (int)width * 4, (size_t)width * height * 4};
    if (WebPDecode(bytes, length, &config) != VP8_STATUS_OK)
        decode_fail(decode, REASON_CORRUPT, "the picture breaks off");
    image = image_new(width, height);
    lay_on_white(image, rgba);
    WebPFreeDecBuffer(&config.output);
    return image;
}

Image *decode_webp(Decode *decode)
{
    uint64_t size = input_size(decode->input);
    Image *image = NULL;
    Slice whole;

    if (!decode_charge(decode, size))
        return NULL;
    whole = input_whole(decode->input, size);
    WebPData data = {(const uint8_t *)whole.data, whole.length};
    WebPDemuxState state;
    WebPDemuxer *demuxer = WebPDemuxPartial(&data, &state);
    WebPIterator frame;

    if (demuxer && (WebPDemuxGetI(demuxer, WEBP_FF_FORMAT_FLAGS) & ANIMATION_FLAG) &&
        WebPDemuxGetFrame(demuxer, 1, &frame)) {
        image = decode_frame(decode, frame.fragment.bytes, frame.fragment.size);
        WebPDemuxReleaseIterator(&frame);
    } else {
        image = decode_frame(decode, data.bytes, data.size);
    }
    WebPDemuxDelete(demuxer);
    return image;
}
