/*
 * GIF: the size of the canvas, comments, plain text and the XMP application block. Picture data is
 * stepped over block by block.
 */
#include <string.h>

#include "readers/media/containers.h"
#include "readers/media/credentials.h"
#include "readers/media/words.h"

#define BLOCKS_MAX 200000U
#define COMMENT_MAX (1024U * 1024U)

typedef struct {
    Metadata *metadata;
    Bytes bytes;
    uint64_t at;
    unsigned blocks;
} Gif;

/* Steps over sub-blocks and, with `into`, gathers them. False when the file ends before them. */
static bool read_blocks(Gif *gif, GByteArray *into)
{
    uint8_t block[256];
    bool full = false;

    while (gif->blocks++ < BLOCKS_MAX && bytes_exact(&gif->bytes, gif->at, block, 1)) {
        uint8_t size = block[0];

        gif->at += 1U + size;
        if (size == 0)
            return true;
        if (into && into->len < COMMENT_MAX) {
            size_t got = bytes_read(&gif->bytes, gif->at - size, block, size);

            g_byte_array_append(into, block, (guint)got);
        } else if (into && !full) {
            full = true;
            metadata_lost(gif->metadata, REASON_LIMIT_BYTES, "comment in a GIF");
        }
    }
    return false;
}

/* XMP stands there as it is, without sub-blocks, and ends in a ramp that leads any reader out. */
static bool read_xmp(Gif *gif)
{
    uint64_t end = bytes_find(&gif->bytes, gif->at, gif->bytes.size, "\x01\xff\xfe\xfd", 4);
    g_autofree uint8_t *packet = NULL;
    size_t length = 0;

    if (end == UINT64_MAX)
        end = gif->bytes.size;
    packet = container_block(gif->metadata, &gif->bytes, gif->at, end - gif->at, &length);
    if (packet)
        metadata_xmp(gif->metadata, packet, length);
    return read_blocks(gif, NULL);
}

static bool read_extension(Gif *gif)
{
    uint8_t head[13] = {0};
    g_autoptr(GByteArray) text = NULL;
    g_autofree char *words = NULL;
    bool whole;

    if (bytes_read(&gif->bytes, gif->at, head, sizeof head) < 2)
        return false;
    gif->at += 1;
    if (head[0] == 0xff && memcmp(head + 2, "XMP DataXMP", 11) == 0) {
        gif->at += 12;
        return read_xmp(gif);
    }
    if (head[0] == 0xff && head[1] == 11 && memcmp(head + 2, "C2PA_GIF", 8) == 0) {
        gif->at += 12;
        text = g_byte_array_new();
        whole = read_blocks(gif, text);
        credentials_emit(gif->metadata, text->data, text->len);
        return whole;
    }
    if (head[0] == 0x01 && head[1] < 250)
        gif->at += 1U + head[1]; /* plain text: its grid comes first */
    else if (head[0] != 0xfe)
        return read_blocks(gif, NULL);
    text = g_byte_array_new();
    whole = read_blocks(gif, text);
    words = words_from_bytes(text->data, text->len);
    metadata_text(gif->metadata, "gif-comment", head[0] == 0xfe ? "Comment" : "PlainText",
                  PLACE_CAPTION, words);
    return whole;
}

static bool read_image(Gif *gif)
{
    uint8_t head[9];

    if (!bytes_exact(&gif->bytes, gif->at, head, sizeof head))
        return false;
    gif->at += sizeof head + 1; /* and the code size */
    if (head[8] & 0x80)
        gif->at += 3U << ((head[8] & 7) + 1);
    return read_blocks(gif, NULL);
}

/* False where the file ends before its trailer. */
static bool walk(Gif *gif)
{
    uint8_t kind;

    while (bytes_exact(&gif->bytes, gif->at, &kind, 1)) {
        gif->at++;
        if (kind == 0x3b)
            return true;
        if (kind == 0x21 ? !read_extension(gif) : kind == 0x2c ? !read_image(gif) : kind != 0)
            return false;
        if (gif->blocks++ > BLOCKS_MAX)
            return false;
    }
    return false;
}

static int gif_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= 10 &&
                   (memcmp(head.data, "GIF87a", 6) == 0 || memcmp(head.data, "GIF89a", 6) == 0)
               ? 48
               : 0;
}

static void gif_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "gif");
    Gif gif = {.metadata = &metadata, .bytes = bytes_of_input(input), .at = 13};
    uint8_t head[13] = {0};

    bytes_read(&gif.bytes, 0, head, sizeof head);
    metadata.width = number_16(head + 6, true);
    metadata.height = number_16(head + 8, true);
    if (head[10] & 0x80)
        gif.at += 3U << ((head[10] & 7) + 1);
    if (walk(&gif)) {
        metadata_trailing(&metadata, &gif.bytes, gif.at);
    } else {
        metadata_lost(&metadata, gif.at >= gif.bytes.size ? REASON_TRUNCATED : REASON_CORRUPT,
                      "GIF without its end");
        metadata_search_xmp(&metadata, &gif.bytes);
    }
    metadata_finish(&metadata);
}

const Reader reader_gif = {.name = "gif", .bid = gif_bid, .read = gif_read};
