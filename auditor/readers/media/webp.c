/*
 * WebP: the chunks of a RIFF file. The size comes from the extended header or the first bytes of
 * the picture; Exif and XMP have chunks of their own. Nothing is decoded.
 */
#include <string.h>

#include "readers/media/containers.h"
#include "readers/media/credentials.h"

#define CHUNKS_MAX 10000U

static uint32_t number_24(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16;
}

static void set_size(Metadata *metadata, uint32_t width, uint32_t height)
{
    if (metadata->width != 0)
        return;
    metadata->width = width;
    metadata->height = height;
}

static void read_size(Metadata *metadata, const char *kind, const uint8_t *head, size_t length)
{
    if (memcmp(kind, "VP8X", 4) == 0 && length >= 10) {
        set_size(metadata, number_24(head + 4) + 1, number_24(head + 7) + 1);
    } else if (memcmp(kind, "VP8 ", 4) == 0 && length >= 10) {
        set_size(metadata, number_16(head + 6, true) & 0x3fff, number_16(head + 8, true) & 0x3fff);
    } else if (memcmp(kind, "VP8L", 4) == 0 && length >= 5 && head[0] == 0x2f) {
        uint32_t bits = number_32(head + 1, true);

        set_size(metadata, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }
}

static void read_chunk(Metadata *metadata, const Bytes *bytes, const char *kind, uint64_t body,
                       uint64_t size)
{
    g_autofree uint8_t *block = NULL;
    size_t length = 0;

    if (memcmp(kind, "VP8", 3) == 0) {
        uint8_t head[10];

        length = bytes_read(bytes, body, head, (size_t)MIN(size, (uint64_t)sizeof head));
        read_size(metadata, kind, head, length);
        return;
    }
    if (g_ascii_strncasecmp(kind, "EXIF", 4) != 0 && g_ascii_strncasecmp(kind, "XMP", 3) != 0 &&
        memcmp(kind, "C2PA", 4) != 0)
        return;
    block = container_block(metadata, bytes, body, size, &length);
    if (block && kind[0] == 'C')
        credentials_emit(metadata, block, length);
    else if (block && (kind[0] | 0x20) == 'e')
        container_exif(metadata, block, length);
    else if (block)
        metadata_xmp(metadata, block, length);
}

static int webp_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= 12 && memcmp(head.data, "RIFF", 4) == 0 &&
                   memcmp(head.data + 8, "WEBP", 4) == 0
               ? 60
               : 0;
}

static void webp_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "webp");
    Bytes bytes = bytes_of_input(input);
    uint64_t at = 12, end = bytes.size;
    uint8_t head[8];

    if (bytes_exact(&bytes, 4, head, 4)) {
        end = number_32(head, true) + UINT64_C(8);
        if (end > bytes.size + 1) /* some count a byte of padding that is not there */
            metadata_lost(&metadata, REASON_TRUNCATED, "WebP file is cut");
        end = MIN(bytes.size, end);
    }
    for (unsigned i = 0; i < CHUNKS_MAX && at < end && bytes_exact(&bytes, at, head, 8); i++) {
        uint64_t size = number_32(head + 4, true);

        if (size > bytes.size - at - 8)
            metadata_lost(&metadata, REASON_TRUNCATED, "WebP chunk is cut");
        read_chunk(&metadata, &bytes, (const char *)head, at + 8, size);
        at += 8 + size + (size & 1);
    }
    if (metadata.lost)
        metadata_search_xmp(&metadata, &bytes);
    metadata_trailing(&metadata, &bytes, MIN(MAX(at, end), bytes.size));
    metadata_finish(&metadata);
}

const Reader reader_webp = {.name = "webp", .bid = webp_bid, .read = webp_read};
