/*
 * Photoshop documents: the size from the head, and the image resources, which hold Exif, XMP and
 * IPTC. Layers (and texts in them) are left alone; XMP repeats the texts of most of them.
 */
#include <string.h>

#include "readers/media/containers.h"

#define HEAD_BYTES 30U

static int photoshop_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= HEAD_BYTES && memcmp(head.data, "8BPS\0", 5) == 0 ? 40 : 0;
}

static void photoshop_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "psd");
    Bytes bytes = bytes_of_input(input);
    g_autofree uint8_t *resources = NULL;
    uint8_t head[HEAD_BYTES] = {0}, raw[4];
    uint64_t at;
    size_t length = 0;

    bytes_read(&bytes, 0, head, sizeof head);
    metadata.height = number_32(head + 14, false);
    metadata.width = number_32(head + 18, false);
    at = HEAD_BYTES + (uint64_t)number_32(head + 26, false);
    if (bytes_exact(&bytes, at, raw, sizeof raw))
        resources = container_block(&metadata, &bytes, at + 4, number_32(raw, false), &length);
    else
        metadata_lost(&metadata, REASON_TRUNCATED, "Photoshop document without resources");
    if (resources)
        metadata_photoshop(&metadata, resources, length);
    if (metadata.lost)
        metadata_search_xmp(&metadata, &bytes);
    metadata_finish(&metadata);
}

const Reader reader_photoshop = {.name = "photoshop", .bid = photoshop_bid, .read = photoshop_read};
