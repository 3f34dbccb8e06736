/* GIF by giflib: the first frame, line by line, on its canvas. Nothing is held but the canvas. */
#include <gif_lib.h>
#include <string.h>

#include "readers/pixels/decode.h"

#define WHITE 255

typedef struct {
    Input *input;
    uint64_t offset;
} Source;

static int read_source(GifFileType *gif, GifByteType *bytes, int length)
{
    Source *source = gif->UserData;
    size_t got =
        length > 0 ? input_read_at(source->input, source->offset, bytes, (size_t)length) : 0;

    source->offset += got;
    return (int)got;
}

static void put_line(Image *image, const GifImageDesc *frame, const ColorMapObject *colours,
                     int transparent, int y, const GifPixelType *line)
{
    int row = frame->Top + y;

    for (int x = 0; x < frame->Width; x++) {
        int column = frame->Left + x, index = line[x];

        if (row < 0 || row >= (int)image->height || column < 0 || column >= (int)image->width ||
            index == transparent || index >= colours->ColorCount)
            continue;
        memcpy(image->rgb + ((size_t)row * image->width + (size_t)column) * 3,
               &colours->Colors[index], 3);
    }
}

static bool read_frame(GifFileType *gif, Image *image, int transparent)
{
    static const int starts[] = {0, 4, 2, 1}, steps[] = {8, 8, 4, 2};
    const GifImageDesc *frame = &gif->Image;
    const ColorMapObject *colours = frame->ColorMap ? frame->ColorMap : gif->SColorMap;
    g_autofree GifPixelType *line = g_malloc0((gsize)frame->Width + 1);
    int passes = frame->Interlace ? 4 : 1;

    if (!colours || frame->Width <= 0)
        return false;
    for (int pass = 0; pass < passes; pass++)
        for (int y = frame->Interlace ? starts[pass] : 0; y < frame->Height;
             y += frame->Interlace ? steps[pass] : 1) {
            if (DGifGetLine(gif, line, frame->Width) != GIF_OK)
                return false;
            put_line(image, frame, colours, transparent, y, line);
        }
    return true;
}

/* The transparent colour that a graphics control extension names for the next frame; -1 none. */
static bool read_extension(GifFileType *gif, int *transparent)
{
    GifByteType *block;
    int kind;

    if (DGifGetExtension(gif, &kind, &block) != GIF_OK)
        return false;
    while (block) {
        if (kind == GRAPHICS_EXT_FUNC_CODE && block[0] >= 4)
            *transparent = block[1] & 1 ? block[4] : -1;
        if (DGifGetExtensionNext(gif, &block) != GIF_OK)
            return false;
    }
    return true;
}

static Image *read_first(Decode *decode, GifFileType *gif)
{
    GifRecordType kind;
    int transparent = -1;
    Image *image;

    while (DGifGetRecordType(gif, &kind) == GIF_OK && kind == EXTENSION_RECORD_TYPE)
        if (!read_extension(gif, &transparent))
            return NULL;
    if (kind != IMAGE_DESC_RECORD_TYPE || DGifGetImageDesc(gif) != GIF_OK)
        return NULL;
    if (gif->SWidth <= 0 || gif->SHeight <= 0) { /* as browsers do: the frame is the canvas */
        gif->SWidth = gif->Image.Width;
        gif->SHeight = gif->Image.Height;
    }
    if (!decode_charge(decode, (uint64_t)gif->SWidth * (uint64_t)gif->SHeight * 3) ||
        !(image = image_new((unsigned)gif->SWidth, (unsigned)gif->SHeight)))
        return NULL;
    memset(image->rgb, WHITE, (size_t)image->width * image->height * 3);
    if (!read_frame(gif, image, transparent))
        decode_fail(decode, REASON_CORRUPT, "the picture breaks off");
    return image;
}

Image *decode_gif(Decode *decode)
{
    Source source = {.input = decode->input};
    int error = 0;
    GifFileType *gif = DGifOpen(&source, read_source, &error);
    Image *image;

    if (!gif)
        return NULL;
    image = read_first(decode, gif);
    DGifCloseFile(gif, &error);
    return image;
}
