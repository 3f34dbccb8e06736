/*
 * Builds the blocks that libexif gets to see: header, values, then three flat directories. At most
 * 64 KiB each, because libexif reads no more. Which entries are wanted is the caller's choice.
 */
#include "readers/media/exif_block.h"

#include <string.h>

#define BLOCK_MAX 65000U
#define VALUE_MAX 60000U
#define HEAD 6U /* "Exif\0\0"; offsets count from behind it */

typedef struct {
    GByteArray *bytes;
    GByteArray *records[3]; /* 12-byte entries by IfdKind */
    bool little;
} Block;

static void put_number(GByteArray *bytes, uint64_t number, unsigned size, bool little)
{
    uint8_t raw[4];

    for (unsigned i = 0; i < size; i++)
        raw[little ? i : size - 1 - i] = (uint8_t)(number >> (8 * i));
    g_byte_array_append(bytes, raw, size);
}

static bool has_tag(const GByteArray *records, uint16_t tag, bool little)
{
    for (guint at = 0; at + 12 <= records->len; at += 12)
        if (number_16(records->data + at, little) == tag)
            return true;
    return false;
}

static uint32_t used(const Block *block)
{
    return block->bytes->len + block->records[0]->len + block->records[1]->len +
           block->records[2]->len + 3 * 12 + 3 * 6;
}

static void put_record(Block *block, const IfdEntry *entry, uint32_t length, uint32_t offset)
{
    GByteArray *records = block->records[entry->kind];
    unsigned size = (unsigned)(entry->length / entry->count);
    uint16_t type = entry->type == 129 ? 2 : entry->type; /* libexif knows no UTF-8 type */

    put_number(records, entry->tag, 2, block->little);
    put_number(records, type, 2, block->little);
    put_number(records, length / size, 4, block->little);
    if (length > 4) {
        put_number(records, offset, 4, block->little);
        return;
    }
    g_byte_array_append(records, block->bytes->data + HEAD + offset, length);
    for (uint32_t i = length; i < 4; i++)
        put_number(records, 0, 1, block->little);
}

/* False when it does not fit any more. */
static bool put_entry(Block *block, const Bytes *tiff, const IfdEntry *entry)
{
    uint32_t length = (uint32_t)MIN(entry->length, (uint64_t)VALUE_MAX);
    uint32_t offset = block->bytes->len - HEAD;

    if (used(block) + length + 12 > BLOCK_MAX)
        return false;
    g_byte_array_set_size(block->bytes, HEAD + offset + length);
    length = (uint32_t)bytes_read(tiff, entry->offset, block->bytes->data + HEAD + offset, length);
    g_byte_array_set_size(block->bytes, HEAD + offset + length);
    if (length > 0)
        put_record(block, entry, length, offset);
    return true;
}

static void start_block(Block *block)
{
    static const uint8_t head[HEAD] = {'E', 'x', 'i', 'f', 0, 0};

    g_byte_array_append(block->bytes, head, HEAD);
    g_byte_array_set_size(block->bytes, HEAD + 8);
    memcpy(block->bytes->data + HEAD, block->little ? "II*\0" : "MM\0*", 4);
}

/* Writes a directory and returns where. */
static uint32_t put_directory(Block *block, IfdKind kind)
{
    uint32_t offset = block->bytes->len - HEAD;

    put_number(block->bytes, block->records[kind]->len / 12, 2, block->little);
    g_byte_array_append(block->bytes, block->records[kind]->data, block->records[kind]->len);
    put_number(block->bytes, 0, 4, block->little);
    return offset;
}

static void put_pointer(Block *block, uint16_t tag, uint32_t offset)
{
    put_number(block->records[IFD_MAIN], tag, 2, block->little);
    put_number(block->records[IFD_MAIN], 4, 2, block->little);
    put_number(block->records[IFD_MAIN], 1, 4, block->little);
    put_number(block->records[IFD_MAIN], offset, 4, block->little);
}

static void finish_block(Block *block)
{
    uint32_t first;

    if (block->records[IFD_EXIF]->len > 0)
        put_pointer(block, 0x8769, put_directory(block, IFD_EXIF));
    if (block->records[IFD_GPS]->len > 0)
        put_pointer(block, 0x8825, put_directory(block, IFD_GPS));
    first = put_directory(block, IFD_MAIN);
    for (unsigned i = 0; i < 4; i++)
        block->bytes->data[HEAD + 4 + i] = (uint8_t)(first >> (8 * (block->little ? i : 3 - i)));
}

GByteArray *exif_block_build(Metadata *metadata, const Bytes *tiff, const Ifd *ifd, uint32_t page,
                             bool *done)
{
    Block block = {.bytes = g_byte_array_new(), .little = ifd->little};
    guint total = ifd->entries->len;

    for (unsigned kind = 0; kind < 3; kind++)
        block.records[kind] = g_byte_array_new();
    start_block(&block);
    for (guint i = 0; i < total; i++) {
        const IfdEntry *entry = &g_array_index(ifd->entries, IfdEntry, i);

        if (done[i] || entry->page != page ||
            has_tag(block.records[entry->kind], entry->tag, ifd->little))
            continue;
        done[i] = put_entry(&block, tiff, entry);
        if (done[i] && entry->length > VALUE_MAX)
            metadata_lost(metadata, REASON_LIMIT_BYTES, "Exif value above 60000 bytes");
    }
    finish_block(&block);
    for (unsigned kind = 0; kind < 3; kind++)
        g_byte_array_unref(block.records[kind]);
    if (!metadata_charge(metadata, block.bytes->len))
        g_clear_pointer(&block.bytes, g_byte_array_unref);
    return block.bytes;
}
