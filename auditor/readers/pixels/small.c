/* Finding the small picture, by the readers of metadata, and showing what it shows; see small.h. */
#include "readers/pixels/small.h"

#include <string.h>

#include "readers/media/thumbnail.h"
#include "readers/pixels/decode.h"
#include "readers/pixels/differ.h"
#include "readers/pixels/thumbnail.h"
#include "worker/input.h"
#include "worker/sink.h"

#define MODERATE 256U   /* longer side of what is compared */
#define SHOWN_SIDE 160U /* of what a report shows of it */
#define PIXELS_MAX 4000000U

/* Which readers know pictures with metadata of this kind. */
extern const Reader reader_jpeg, reader_png, reader_webp, reader_heif, reader_photoshop;

static void keep(void *user, const void *data, size_t length)
{
    GBytes **small = user;

    if (!*small)
        *small = g_bytes_new(data, length);
}

static GBytes *find(Input *input)
{
    static const SinkCallbacks callbacks = {NULL, NULL, keep};
    static const Reader *const readers[] = {&reader_jpeg, &reader_png, &reader_webp, &reader_heif,
                                            &reader_photoshop};
    GBytes *small = NULL;
    g_autoptr(Sink) sink = sink_new(&callbacks, &small);
    const Reader *best = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(readers); i++)
        if (readers[i]->bid(input) > (best ? best->bid(input) : 0))
            best = readers[i];
    if (best)
        best->read(input, sink);
    return small;
}

static Image *take_rgb(const uint8_t *data, size_t length)
{
    unsigned width = number_16(data + 4, false), height = number_16(data + 6, false);
    Image *image = NULL;

    if (length - SMALL_HEAD == (size_t)width * height * 3)
        image = image_new(width, height);
    if (image)
        memcpy(image->rgb, data + SMALL_HEAD, length - SMALL_HEAD);
    return image;
}

static void exchange(Image *image)
{
    for (uint8_t *at = image->rgb; at < image->rgb + (size_t)image->width * image->height * 3;
         at += 3) {
        uint8_t red = at[0];

        at[0] = at[2];
        at[2] = red;
    }
}

static Image *decode_small(GBytes *bytes)
{
    gsize length;
    const uint8_t *data = g_bytes_get_data(bytes, &length);
    bool own = length > SMALL_HEAD && memcmp(data, SMALL_RGB, 4) == 0;
    bool swapped = length > SMALL_HEAD && memcmp(data, SMALL_BGR, 4) == 0;

    if (own) {
        g_autoptr(Image) raw = take_rgb(data, length);

        return raw ? image_fitted(raw, MODERATE) : NULL;
    }
    if (swapped) {
        data += SMALL_HEAD;
        length -= SMALL_HEAD;
    }
    g_autoptr(Input) input = input_new_memory("small", NULL, data, length);
    Decode decode = {.input = input};
    g_autoptr(Image) image = decode_picture(&decode, 0);

    if (!image || decode.reason != REASON_NONE ||
        (uint64_t)decode.side[0] * decode.side[1] > PIXELS_MAX)
        return NULL;
    if (swapped)
        exchange(image);
    return image_fitted(image, MODERATE);
}

uint8_t *small_look(Input *input, const Image *picture, unsigned orientation, FactSmall *result)
{
    g_autoptr(GBytes) bytes = find(input);
    g_autoptr(Image) small = bytes ? decode_small(bytes) : NULL;
    uint8_t *clear = NULL;

    *result = (FactSmall){.kind = SMALL_UNSURE};
    if (!small)
        return NULL;
    g_autoptr(Image) moderate = image_fitted(picture, MODERATE);
    g_autoptr(Image) upright = differ(moderate, small, orientation, result);

    if (upright && result->kind > SMALL_SAME) {
        g_autoptr(Image) shown = image_fitted(upright, SHOWN_SIDE);

        clear = thumbnail_encode(shown, &result->clear_length);
        result->clear = clear;
    }
    return clear;
}
