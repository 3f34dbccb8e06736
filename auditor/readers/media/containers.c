/*
 * Parts that picture containers have in common: bounded copies of metadata blocks, Photoshop's
 * image resources, and the search for XMP packets where all structure is gone. The containers
 * themselves are walked in jpeg.c, png.c, webp.c, tiff.c and gif.c.
 */
#include "readers/media/containers.h"

#include <string.h>

#include "readers/media/packed_words.h"
#include "readers/media/thumbnail.h"
#include "readers/media/words.h"

#define BLOCK_BYTES (16U * 1024U * 1024U)
#define SEARCH_BYTES (64U * 1024U * 1024U)
#define RESOURCES_MAX 2000U
#define RESOURCE_WORDS 65536U
#define PACKETS_MAX 8U

uint8_t *container_block(Metadata *metadata, const Bytes *bytes, uint64_t offset, uint64_t length,
                         size_t *copied)
{
    uint8_t *block;

    if (length > BLOCK_BYTES || !metadata_charge(metadata, length)) {
        metadata_lost(metadata, REASON_LIMIT_BYTES, "block of metadata");
        return NULL;
    }
    block = bytes_copy(bytes, offset, (size_t)length, copied);
    if (*copied < length)
        metadata_lost(metadata, REASON_TRUNCATED, "block of metadata is cut");
    return block;
}

void container_exif(Metadata *metadata, const uint8_t *block, size_t length)
{
    Bytes tiff;

    while (length >= 6 && memcmp(block, "Exif\0", 5) == 0) { /* some tools write it twice */
        block += 6;
        length -= 6;
    }
    tiff = bytes_of_memory(block, length);
    metadata_exif(metadata, &tiff);
}

static void read_resource(Metadata *metadata, unsigned id, const uint8_t *data, size_t length)
{
    g_autofree char *words = NULL;

    switch (id) {
    case 0x0404:
        metadata_iptc(metadata, data, length);
        break;
    case 0x0422:
    case 0x0423:
        container_exif(metadata, data, length);
        break;
    case 0x0424:
        metadata_xmp(metadata, data, length);
        break;
    case 0x03f0: /* caption, a Pascal string */
        if (length > 1)
            words = words_from_bytes(data + 1, MIN((size_t)data[0], length - 1));
        metadata_text(metadata, "photoshop", "Caption", PLACE_CAPTION, words);
        break;
    case 0x040b:
        words = words_from_bytes(data, length);
        metadata_text(metadata, "photoshop", "URL", PLACE_METADATA, words);
        break;
    case 0x0409:
    case 0x040c:
        words = g_strdup_printf("%zu", length);
        metadata_property(metadata, "photoshop", "ThumbnailSize", words);
        thumbnail_photoshop(metadata, data, length, id == 0x0409);
        break;
    default:
        if (length <= RESOURCE_WORDS)
            words = words_from_printable(data, length);
        if (!words && length <= METADATA_BYTES)
            words = packed_words_photoshop(data, length);
        metadata_aside(metadata, "Photoshop", words);
        break;
    }
}

static bool is_resource_mark(const uint8_t *at)
{
    static const char marks[][5] = {"8BIM", "PHUT", "DCSR", "AgHg", "MeSa"};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        if (memcmp(at, marks[i], 4) == 0)
            return true;
    return false;
}

void metadata_photoshop(Metadata *metadata, const void *resources, size_t length)
{
    const uint8_t *data = resources;
    size_t at = 0;

    if (metadata->block_depth > 3)
        return;
    metadata->block_depth++;
    for (unsigned i = 0; i < RESOURCES_MAX && at + 12 <= length && is_resource_mark(data + at);
         i++) {
        unsigned id = number_16(data + at + 4, false);
        size_t name = (1U + data[at + 6] + 1U) & ~(size_t)1;
        size_t body = at + 6 + name + 4;
        size_t size;

        if (body > length)
            break;
        size = number_32(data + body - 4, false);
        if (size > length - body) {
            metadata_lost(metadata, REASON_TRUNCATED, "Photoshop resource is cut");
            size = length - body;
        }
        if (data[at + 6] > 0) { /* paths have names */
            g_autofree char *words = words_from_bytes(data + at + 7, data[at + 6]);

            metadata_aside(metadata, "Photoshop", words);
        }
        read_resource(metadata, id, data + body, size);
        at = body + size + (size & 1);
    }
    metadata->block_depth--;
}

/* From the packet's opening to its end, or up to the bound when the end is missing. */
static uint64_t read_packet(Metadata *metadata, const Bytes *bytes, uint64_t start)
{
    static const char close[] = "</x:xmpmeta>", close_rdf[] = "</rdf:RDF>";
    uint64_t limit = MIN(bytes->size, start + BLOCK_BYTES);
    uint64_t end = bytes_find(bytes, start, limit, close, sizeof close - 1);
    g_autofree uint8_t *packet = NULL;
    size_t length = 0;

    if (end != UINT64_MAX)
        end += sizeof close - 1;
    else if ((end = bytes_find(bytes, start, limit, close_rdf, sizeof close_rdf - 1)) != UINT64_MAX)
        end += sizeof close_rdf - 1;
    else
        end = MIN(limit, start + 65536);
    packet = container_block(metadata, bytes, start, end - start, &length);
    if (packet)
        metadata_xmp(metadata, packet, length);
    return end;
}

void metadata_search_xmp(Metadata *metadata, const Bytes *bytes)
{
    static const char *const opens[] = {"<x:xmpmeta", "<x:xapmeta", "<rdf:RDF"};
    uint64_t until = MIN(bytes->size, (uint64_t)SEARCH_BYTES);

    if (metadata->xmp_seen)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(opens) && !metadata->xmp_seen; i++) {
        uint64_t at = 0;

        for (unsigned packets = 0; packets < PACKETS_MAX; packets++) {
            at = bytes_find(bytes, at, until, opens[i], strlen(opens[i]));
            if (at == UINT64_MAX)
                break;
            at = read_packet(metadata, bytes, at);
        }
    }
}
