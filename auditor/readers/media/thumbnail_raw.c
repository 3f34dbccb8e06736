/*
 * Small pictures that are no JPEG: uncompressed strips of an Exif block, red, green and blue or
 * YCbCr in its usual units, and the bitmaps and swapped JPEGs of old Photoshops. They are handed on
 * as plain pixels behind a mark of our own; readers/pixels/small.c takes both.
 */
#include <string.h>

#include "readers/media/thumbnail.h"

#define SIDE_MAX 1024U
#define BYTES_MAX (1U << 20)
#define STRIPS_MAX 1024U
#define PHOTOSHOP_HEAD 28U /* format, width, height, bytes a row, two sizes, depth, planes */

typedef struct {
    unsigned width, height;
    unsigned across, down; /* YCbCr: how many of lightness share one of colour */
    uint8_t *rgb;
} Raw;

static void give_raw(Metadata *metadata, const Raw *raw)
{
    size_t length = (size_t)raw->width * raw->height * 3;
    g_autofree uint8_t *bytes = g_malloc(SMALL_HEAD + length);

    memcpy(bytes, SMALL_RGB, 4);
    for (unsigned i = 0; i < 2; i++) {
        bytes[4 + i] = (uint8_t)(raw->width >> (8 - 8 * i));
        bytes[6 + i] = (uint8_t)(raw->height >> (8 - 8 * i));
    }
    memcpy(bytes + SMALL_HEAD, raw->rgb, length);
    sink_small(metadata->sink, bytes, SMALL_HEAD + length);
}

static uint64_t number_of(const Bytes *tiff, const Ifd *ifd, uint32_t page, uint16_t tag,
                          uint64_t otherwise)
{
    return ifd_number(ifd, tiff, ifd_find(ifd, page, IFD_MAIN, tag), 0, otherwise);
}

/* All strips one behind the other, NULL where there are none or too many. */
static GByteArray *strips_of(const Bytes *tiff, const Ifd *ifd, uint32_t page)
{
    const IfdEntry *starts = ifd_find(ifd, page, IFD_MAIN, 0x0111);
    const IfdEntry *sizes = ifd_find(ifd, page, IFD_MAIN, 0x0117);
    g_autoptr(GByteArray) all = g_byte_array_new();

    for (uint64_t i = 0; starts && sizes && i < MIN(starts->count, (uint64_t)STRIPS_MAX); i++) {
        uint64_t size = ifd_number(ifd, tiff, sizes, i, 0);
        uint64_t start = ifd_number(ifd, tiff, starts, i, 0);
        guint at = all->len;

        if (size > BYTES_MAX - at)
            return NULL;
        g_byte_array_set_size(all, at + (guint)size);
        g_byte_array_set_size(all, at + (guint)bytes_read(tiff, start, all->data + at, size));
    }
    return all->len > 0 ? g_steal_pointer(&all) : NULL;
}

static uint8_t level(double value)
{
    return (uint8_t)CLAMP(value + 0.5, 0, 255);
}

static void put_pixel(const Raw *raw, unsigned x, unsigned y, double light, double blue, double red)
{
    uint8_t *at = raw->rgb + ((size_t)y * raw->width + x) * 3;

    if (x >= raw->width || y >= raw->height)
        return;
    at[0] = level(light + 1.402 * (red - 128));
    at[1] = level(light - 0.344136 * (blue - 128) - 0.714136 * (red - 128));
    at[2] = level(light + 1.772 * (blue - 128));
}

/* Units of lightness row by row, then one of each colour. */
static bool take_units(const Raw *raw, const GByteArray *data)
{
    unsigned columns = (raw->width + raw->across - 1) / raw->across;
    unsigned rows = (raw->height + raw->down - 1) / raw->down, lights = raw->across * raw->down;

    if (data->len < (size_t)columns * rows * (lights + 2))
        return false;
    for (unsigned unit = 0; unit < columns * rows; unit++) {
        const uint8_t *at = data->data + (size_t)unit * (lights + 2);

        for (unsigned i = 0; i < lights; i++)
            put_pixel(raw, unit % columns * raw->across + i % raw->across,
                      unit / columns * raw->down + i / raw->across, at[i], at[lights],
                      at[lights + 1]);
    }
    return true;
}

static bool take_strips(Raw *raw, const Bytes *tiff, const Ifd *ifd, uint32_t page)
{
    const IfdEntry *bits = ifd_find(ifd, page, IFD_MAIN, 0x0102);
    const IfdEntry *share = ifd_find(ifd, page, IFD_MAIN, 0x0212);
    uint64_t kind = number_of(tiff, ifd, page, 0x0106, 0);
    g_autoptr(GByteArray) data = NULL;

    if (ifd_number(ifd, tiff, bits, 0, 8) != 8 || number_of(tiff, ifd, page, 0x0115, 3) != 3 ||
        number_of(tiff, ifd, page, 0x011c, 1) != 1 || (kind != 2 && kind != 6) ||
        !(data = strips_of(tiff, ifd, page)))
        return false;
    raw->across = (unsigned)ifd_number(ifd, tiff, share, 0, 2);
    raw->down = (unsigned)ifd_number(ifd, tiff, share, 1, 2);
    if (kind == 6)
        return raw->across >= 1 && raw->across <= 4 && raw->down >= 1 && raw->down <= 4 &&
               take_units(raw, data);
    if (data->len < (size_t)raw->width * raw->height * 3)
        return false;
    memcpy(raw->rgb, data->data, (size_t)raw->width * raw->height * 3);
    return true;
}

/* Whatever cannot be shown is noted all the same: that there is one is known then. */
void thumbnail_strips(Metadata *metadata, const Bytes *tiff, const Ifd *ifd, uint32_t page)
{
    uint64_t width = number_of(tiff, ifd, page, 0x0100, 0);
    uint64_t height = number_of(tiff, ifd, page, 0x0101, 0);
    uint64_t packed = number_of(tiff, ifd, page, 0x0103, 0);

    if (metadata->thumbnail_width > 0 || width == 0 || height == 0 || width > SIDE_MAX ||
        height > SIDE_MAX || !ifd_find(ifd, page, IFD_MAIN, 0x0111))
        return;
    if (packed == 6 || packed == 7) { /* a JPEG where others have strips */
        thumbnail_note(metadata, tiff, number_of(tiff, ifd, page, 0x0111, 0),
                       number_of(tiff, ifd, page, 0x0117, 0));
        return;
    }
    Raw raw = {.width = (unsigned)width, .height = (unsigned)height};

    metadata->thumbnail_width = raw.width;
    metadata->thumbnail_height = raw.height;
    if (packed != 1 || !metadata_charge(metadata, width * height * 3))
        return;
    raw.rgb = g_malloc0((size_t)raw.width * raw.height * 3);
    if (take_strips(&raw, tiff, ifd, page))
        give_raw(metadata, &raw);
    g_free(raw.rgb);
}

/* Rows of a bitmap end on four bytes; in old files blue comes first. */
static void take_bitmap(Metadata *metadata, const uint8_t *data, size_t length, bool swapped)
{
    uint32_t width = number_32(data + 4, false), height = number_32(data + 8, false);
    uint32_t row = number_32(data + 12, false);
    Raw raw = {.width = width, .height = height};

    if (width == 0 || height == 0 || width > SIDE_MAX || height > SIDE_MAX ||
        metadata->thumbnail_width > 0)
        return;
    metadata->thumbnail_width = width;
    metadata->thumbnail_height = height;
    if (number_16(data + 24, false) != 24 || row < width * 3 || row > width * 3 + 3 ||
        length - PHOTOSHOP_HEAD < (size_t)row * height)
        return;
    raw.rgb = g_malloc((size_t)width * height * 3);
    for (size_t i = 0; i < (size_t)width * height * 3; i++) {
        size_t part = i % 3, at = i / (width * 3U) * row + i % (width * 3U);

        raw.rgb[i] = data[PHOTOSHOP_HEAD + at - part + (swapped ? 2 - part : part)];
    }
    give_raw(metadata, &raw);
    g_free(raw.rgb);
}

void thumbnail_photoshop(Metadata *metadata, const uint8_t *data, size_t length, bool swapped)
{
    Bytes small;

    if (length <= PHOTOSHOP_HEAD)
        return;
    if (number_32(data, false) != 1) {
        take_bitmap(metadata, data, length, swapped);
        return;
    }
    small = bytes_of_memory(data + PHOTOSHOP_HEAD, length - PHOTOSHOP_HEAD);
    thumbnail_note_colours(metadata, &small, 0, small.size, swapped);
}
