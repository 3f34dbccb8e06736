/*
 * HEIC and AVIF by libheif, which turns the picture upright by its own boxes. A decoder behind it
 * may start threads; the sandbox lets it. The sizes in the boxes are what is charged; a stream that
 * holds more runs into the worker's bound on memory.
 */
#include <libheif/heif.h>
#include <string.h>

#include "readers/pixels/decode.h"

/* Planes of the decoder, of its output and the interleaved picture; tiles come one by one. */
#define BYTES_A_PIXEL 9U

static bool is_film(Slice head)
{
    static const char brands[][5] = {"qt  ", "isom", "iso2", "mp41",
                                     "mp42", "M4V ", "M4A ", "3gp4"};

    for (size_t i = 0; head.length >= 12 && i < G_N_ELEMENTS(brands); i++)
        if (memcmp(head.data + 8, brands[i], 4) == 0)
            return true;
    return false;
}

static Image *copy_pixels(const struct heif_image *from)
{
    int width = heif_image_get_width(from, heif_channel_interleaved);
    int height = heif_image_get_height(from, heif_channel_interleaved), row = 0;
    const uint8_t *pixels = heif_image_get_plane_readonly(from, heif_channel_interleaved, &row);
    Image *image = pixels && width > 0 && height > 0 && row >= width * 3
                       ? image_new((unsigned)width, (unsigned)height)
                       : NULL;

    for (int y = 0; image && y < height; y++)
        memcpy(image->rgb + (size_t)y * image->width * 3, pixels + (size_t)y * (size_t)row,
               (size_t)width * 3);
    return image;
}

static Image *decode_primary(Decode *decode, struct heif_context *context)
{
    struct heif_image_handle *handle = NULL;
    struct heif_image *decoded = NULL;
    struct heif_error error = heif_context_get_primary_image_handle(context, &handle);
    Image *image = NULL;

    if (error.code != heif_error_Ok || !handle)
        return NULL;
    uint64_t width = (uint64_t)MAX(heif_image_handle_get_width(handle), 0);
    uint64_t height = (uint64_t)MAX(heif_image_handle_get_height(handle), 0);

    if (width > 0 && height > 0 && decode_charge(decode, width * height * BYTES_A_PIXEL)) {
        error = heif_decode_image(handle, &decoded, heif_colorspace_RGB,
                                  heif_chroma_interleaved_RGB, NULL);
        if (error.code == heif_error_Ok && decoded)
            image = copy_pixels(decoded);
        else if (error.code == heif_error_Unsupported_feature ||
                 error.code == heif_error_Unsupported_filetype)
            decode_fail(decode, REASON_UNSUPPORTED_TYPE, "no decoder for this kind of picture");
    }
    if (decoded)
        heif_image_release(decoded);
    heif_image_handle_release(handle);
    return image;
}

Image *decode_heif(Decode *decode)
{
    uint64_t size = input_size(decode->input);
    struct heif_context *context;
    Image *image = NULL;
    Slice whole;

    if (is_film(input_head(decode->input)))
        return decode_fail(decode, REASON_UNSUPPORTED_TYPE, "no decoder for this kind of picture");
    if (!decode_charge(decode, size))
        return NULL;
    whole = input_whole(decode->input, size);
    context = heif_context_alloc();
    heif_context_set_max_decoding_threads(context, 0);
    if (heif_context_read_from_memory_without_copy(context, whole.data, whole.length, NULL).code ==
        heif_error_Ok)
        image = decode_primary(decode, context);
    heif_context_free(context);
    decode->is_upright = true;
    return image;
}
