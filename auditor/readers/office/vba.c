/*
 * The source stands behind what the compiler left, at an offset that another stream tells. It
 * always begins with the same words, so that it is found without: a mark, the length of a chunk,
 * and eight letters as they are.
 */
#include "readers/office/vba.h"

#include <string.h>

#define CHUNK_BYTES 4096U
#define SOURCE_BYTES_MAX (16U << 20)

static unsigned u16_at(Slice bytes, size_t at)
{
    return (guint8)bytes.data[at] | (unsigned)(guint8)bytes.data[at + 1] << 8;
}

/* Bytes again that came before in the same chunk; how many bits tell the distance depends on how
 * many there are. */
static bool copy_back(GByteArray *out, guint start, unsigned token)
{
    guint before = out->len - start;
    unsigned bits = 4;
    while (bits < 12 && (1U << bits) < before) {
        bits++;
    }
    unsigned length = (token & (0xFFFFU >> bits)) + 3, distance = (token >> (16 - bits)) + 1;
    if (distance > before || before + length > CHUNK_BYTES) {
        return false;
    }
    for (unsigned i = 0; i < length; i++) {
        guint8 byte = out->data[out->len - distance];
        g_byte_array_append(out, &byte, 1);
    }
    return true;
}

/* Groups of a byte of eight marks and what these tell. */
static bool unpack_chunk(Slice chunk, GByteArray *out)
{
    guint start = out->len;
    size_t at = 0;
    while (at < chunk.length) {
        unsigned marks = (guint8)chunk.data[at++];
        for (unsigned i = 0; i < 8 && at < chunk.length; i++) {
            if ((marks >> i & 1U) == 0) {
                g_byte_array_append(out, (const guint8 *)chunk.data + at++, 1);
            } else if (at + 2 > chunk.length || !copy_back(out, start, u16_at(chunk, at))) {
                return false;
            } else {
                at += 2;
            }
        }
    }
    return out->len - start <= CHUNK_BYTES;
}

static bool unpack(Slice packed, GByteArray *out)
{
    size_t at = 1;
    while (at + 2 <= packed.length && out->len < SOURCE_BYTES_MAX) {
        unsigned head = u16_at(packed, at);
        size_t length = (head & 0xFFFU) + 1;
        if ((head & 0x7000U) != 0x3000U || length > packed.length - at - 2) {
            return false;
        }
        Slice chunk = {packed.data + at + 2, length};
        if ((head & 0x8000U) == 0) {
            g_byte_array_append(out, (const guint8 *)chunk.data, (guint)length);
        } else if (!unpack_chunk(chunk, out)) {
            return false;
        }
        at += 2 + length;
    }
    return true;
}

GByteArray *vba_source(Slice stream)
{
    static const char begin[] = "\0Attribut";
    const char *at = stream.length > 3
                         ? memmem(stream.data + 3, stream.length - 3, begin, sizeof begin - 1)
                         : NULL;
    if (at == NULL || at[-3] != 1) {
        return NULL;
    }
    size_t offset = (size_t)(at - 3 - stream.data);
    g_autoptr(GByteArray) source = g_byte_array_new();
    bool whole = unpack((Slice){at - 3, stream.length - offset}, source);
    return whole ? g_steal_pointer(&source) : NULL;
}
