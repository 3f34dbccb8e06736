/*
 * Photoshop documents: the size from the head, and the image resources, which hold Exif, XMP and
 * IPTC; photoshop_layers.c reads what is said in the layers.
 */
#include <string.h>

#include "readers/media/containers.h"
#include "readers/media/photoshop_layers.h"

#define HEAD_BYTES 30U

static int photoshop_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= HEAD_BYTES && memcmp(head.data, "8BPS\0", 5) == 0 ? 40 : 0;
}

/* The section of layers begins with its own length. */
static void read_layers(Metadata *metadata, const Bytes *bytes, uint64_t at, bool large)
{
    uint8_t raw[8];
    unsigned size = large ? 8 : 4;
    uint64_t length;
    Bytes section;

    if (!bytes_exact(bytes, at, raw, size)) {
        metadata_lost(metadata, REASON_TRUNCATED, "layers of a Photoshop document are cut");
        return;
    }
    length = large ? number_64(raw, false) : number_32(raw, false);
    if (length > bytes->size - at - size)
        metadata_lost(metadata, REASON_TRUNCATED, "layers of a Photoshop document are cut");
    section = bytes_part(bytes, at + size, length);
    photoshop_layers(metadata, &section, large);
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
    if (bytes_exact(&bytes, at, raw, sizeof raw)) {
        resources = container_block(&metadata, &bytes, at + 4, number_32(raw, false), &length);
        read_layers(&metadata, &bytes, at + 4 + number_32(raw, false),
                    number_16(head + 4, false) == 2);
    } else
        metadata_lost(&metadata, REASON_TRUNCATED, "Photoshop document without resources");
    if (resources)
        metadata_photoshop(&metadata, resources, length);
    if (metadata.lost)
        metadata_search_xmp(&metadata, &bytes);
    metadata_finish(&metadata);
}

const Reader reader_photoshop = {.name = "photoshop", .bid = photoshop_bid, .read = photoshop_read};
