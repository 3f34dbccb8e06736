/* Shapes of small pictures; the size stands in the frame segment of a JPEG. */
#include "readers/media/thumbnail.h"

#include <string.h>

#define SEGMENTS_MAX 64U
#define BYTES_MAX (1U << 20) /* of a small picture */
#define ROUNDING 2.0         /* pixels */
#define TOLERANCE 0.02

static void give(Metadata *metadata, const Bytes *bytes, uint64_t start, uint64_t size,
                 bool swapped)
{
    size_t length = (size_t)MIN(size, BYTES_MAX), head = swapped ? SMALL_HEAD : 0;
    g_autofree uint8_t *copy = g_malloc0(head + length);

    if (swapped)
        memcpy(copy, SMALL_BGR, 4);
    length = bytes_read(bytes, start, copy + head, length);
    if (metadata->thumbnail_width > 0 && metadata->thumbnail_height > 0)
        sink_small(metadata->sink, copy, head + length);
}

void thumbnail_note(Metadata *metadata, const Bytes *bytes, uint64_t start, uint64_t size)
{
    thumbnail_note_colours(metadata, bytes, start, size, false);
}

void thumbnail_note_colours(Metadata *metadata, const Bytes *bytes, uint64_t start, uint64_t size,
                            bool swapped)
{
    uint64_t at = start + 2, end = start + size;
    uint8_t head[9];

    if (metadata->thumbnail_width > 0 || start > bytes->size || size > bytes->size - start ||
        !bytes_exact(bytes, start, head, 2) || head[0] != 0xff || head[1] != 0xd8)
        return;
    for (unsigned i = 0; i < SEGMENTS_MAX && at + sizeof head <= end; i++) {
        if (!bytes_exact(bytes, at, head, sizeof head) || head[0] != 0xff)
            return;
        if (head[1] >= 0xc0 && head[1] <= 0xcf && head[1] != 0xc4 && head[1] != 0xc8 &&
            head[1] != 0xcc) {
            metadata->thumbnail_height = number_16(head + 5, false);
            metadata->thumbnail_width = number_16(head + 7, false);
            give(metadata, bytes, start, size, swapped);
            return;
        }
        at += 2 + number_16(head + 2, false);
    }
}

/* Whether a picture of width by height becomes small by small when it is made smaller. */
static bool is_shape(double width, double height, double small_width, double small_height)
{
    double wanted_height = small_width * height / width;
    double wanted_width = small_height * width / height;
    double across = wanted_width - small_width, down = wanted_height - small_height;

    return MIN(ABS(across) / MAX(small_width, 1), ABS(down) / MAX(small_height, 1)) <= TOLERANCE ||
           MIN(ABS(across), ABS(down)) <= ROUNDING;
}

void thumbnail_compare(Metadata *metadata)
{
    uint32_t width = metadata->thumbnail_width, height = metadata->thumbnail_height;
    const char *shape = "differs";
    g_autofree char *value = NULL;

    if (width == 0 || height == 0 || metadata->width == 0 || metadata->height == 0)
        return;
    if (is_shape(metadata->width, metadata->height, width, height) ||
        is_shape(metadata->height, metadata->width, width, height)) /* turned, the small one not */
        shape = "same";
    else if (MAX(width, height) == 160 && MIN(width, height) == 120)
        shape = "unknown";
    value = g_strdup_printf("%s %ux%u of %ux%u", shape, width, height, metadata->width,
                            metadata->height);
    metadata_property(metadata, "image", "ThumbnailShape", value);
}
