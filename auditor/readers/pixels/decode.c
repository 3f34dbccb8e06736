/* Which format decodes a file, and the account of its memory; see decode.h. */
#include "readers/pixels/decode.h"

#include <string.h>

#include "worker/limits.h"

typedef struct {
    size_t offset, length;
    const char *mark;
    Image *(*decode)(Decode *decode);
} Format;

static const Format formats[] = {
    {0, 3, "\xff\xd8\xff", decode_jpeg}, {0, 8, "\x89PNG\r\n\x1a\n", decode_png},
    {0, 4, "GIF8", decode_gif},          {8, 4, "WEBP", decode_webp},
    {4, 4, "ftyp", decode_heif},         {0, 4, "II*\0", decode_tiff},
    {0, 4, "MM\0*", decode_tiff},        {0, 4, "II+\0", decode_tiff},
    {0, 4, "MM\0+", decode_tiff},
};

bool decode_charge(Decode *decode, uint64_t bytes)
{
    if (bytes <= LIMIT_PICTURE_MEMORY && decode->charged <= LIMIT_PICTURE_MEMORY - bytes) {
        decode->charged += bytes;
        return true;
    }
    decode_fail(decode, REASON_LIMIT_MEMORY, "the picture would take too much memory to look into");
    return false;
}

Image *decode_fail(Decode *decode, Reason reason, const char *detail)
{
    if (decode->reason == REASON_NONE) {
        decode->reason = reason;
        decode->detail = detail;
    }
    return NULL;
}

Image *decode_picture(Decode *decode, unsigned orientation)
{
    Slice head = input_head(decode->input);
    Image *image = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(formats); i++) {
        const Format *format = &formats[i];

        if (head.length < format->offset + format->length ||
            memcmp(head.data + format->offset, format->mark, format->length) != 0)
            continue;
        image = format->decode(decode);
        if (!image)
            return decode_fail(decode, REASON_CORRUPT, "the picture cannot be decoded");
        if (decode->side[0] == 0) {
            decode->side[0] = image->width;
            decode->side[1] = image->height;
        }
        if (decode->is_upright || orientation < 2 || orientation > 8)
            return image;
        if (!decode_charge(decode, (uint64_t)image->width * image->height * 3)) {
            image_free(image);
            return NULL;
        }
        if (orientation > 4) {
            unsigned width = decode->side[0];

            decode->side[0] = decode->side[1];
            decode->side[1] = width;
        }
        return image_upright(image, orientation);
    }
    return decode_fail(decode, REASON_UNSUPPORTED_TYPE, "no decoder for this kind of picture");
}
