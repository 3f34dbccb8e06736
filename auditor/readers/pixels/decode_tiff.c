/* TIFF by libtiff, over memory; the first picture of the file. Cameras' raw files are TIFF too: of
 * those it is the preview. */
#include <string.h>
#include <tiffio.h>

#include "readers/pixels/decode.h"

typedef struct {
    Slice whole;
    uint64_t offset;
} Source;

static tmsize_t read_source(thandle_t handle, void *buffer, tmsize_t length)
{
    Source *source = handle;
    size_t rest =
        source->offset < source->whole.length ? source->whole.length - (size_t)source->offset : 0;
    size_t got = length > 0 ? MIN((size_t)length, rest) : 0;

    if (got > 0)
        memcpy(buffer, source->whole.data + source->offset, got);
    source->offset += got;
    return (tmsize_t)got;
}

static tmsize_t write_nothing(thandle_t handle, void *buffer, tmsize_t length)
{
    (void)handle;
    (void)buffer;
    (void)length;
    return 0;
}

static toff_t seek_source(thandle_t handle, toff_t offset, int from)
{
    Source *source = handle;
    uint64_t base = from == SEEK_SET   ? 0
                    : from == SEEK_CUR ? source->offset
                                       : (uint64_t)source->whole.length;

    source->offset = base + offset;
    return source->offset;
}

static int close_source(thandle_t handle)
{
    (void)handle;
    return 0;
}

static toff_t size_source(thandle_t handle)
{
    return ((Source *)handle)->whole.length;
}

/* Rasters of red, green, blue and transparency, which lie on white. */
static void take_raster(Image *image, const uint32_t *raster)
{
    size_t count = (size_t)image->width * image->height;

    for (size_t i = 0; i < count; i++) {
        unsigned rest = 255U - TIFFGetA(raster[i]);
        unsigned colours[] = {TIFFGetR(raster[i]), TIFFGetG(raster[i]), TIFFGetB(raster[i])};

        for (unsigned c = 0; c < 3; c++)
            image->rgb[i * 3 + c] = (uint8_t)MIN(colours[c] + rest, 255U);
    }
}

static Image *read_raster(Decode *decode, TIFFRGBAImage *tiff)
{
    uint64_t pixels = (uint64_t)tiff->width * tiff->height;
    Image *image;

    if (!decode_charge(decode, pixels * 7))
        return NULL;
    g_autofree uint32_t *raster = g_malloc0((gsize)pixels * sizeof *raster + 1);

    tiff->req_orientation = tiff->orientation; /* as stored; turning it is not its business */
    if (!TIFFRGBAImageGet(tiff, raster, tiff->width, tiff->height))
        decode_fail(decode, REASON_CORRUPT, "the picture breaks off");
    image = image_new(tiff->width, tiff->height);
    if (image)
        take_raster(image, raster);
    return image;
}

static Image *read_first(Decode *decode, TIFF *file)
{
    char message[1024] = "";
    TIFFRGBAImage tiff;
    Image *image;
    uint64_t piece = TIFFIsTiled(file) ? TIFFTileSize64(file) : TIFFStripSize64(file);

    if (!TIFFRGBAImageOK(file, message))
        return decode_fail(decode, REASON_UNSUPPORTED_TYPE, "no decoder for this kind of picture");
    if (!decode_charge(decode, piece) || !TIFFRGBAImageBegin(&tiff, file, 0, message))
        return NULL;
    image = read_raster(decode, &tiff);
    TIFFRGBAImageEnd(&tiff);
    return image;
}

Image *decode_tiff(Decode *decode)
{
    uint64_t size = input_size(decode->input);
    Source source = {0};
    Image *image = NULL;
    TIFF *file;

    if (!decode_charge(decode, size))
        return NULL;
    source.whole = input_whole(decode->input, size);
    TIFFSetErrorHandler(NULL);
    TIFFSetWarningHandler(NULL);
    file = TIFFClientOpen("picture", "rm", &source, read_source, write_nothing, seek_source,
                          close_source, size_source, NULL, NULL);
    if (!file)
        return NULL;
    image = read_first(decode, file);
    TIFFClose(file);
    return image;
}
