/* See coding.h. */
#include "store/coding.h"

#include <string.h>

void coding_put_number(GByteArray *block, uint64_t number)
{
    guint8 bytes[10];
    guint count = 0;

    while (number >= 0x80) {
        bytes[count++] = (guint8)(number | 0x80);
        number >>= 7;
    }
    bytes[count++] = (guint8)number;
    g_byte_array_append(block, bytes, count);
}

uint64_t coding_get_number(CodingReader *reader)
{
    uint64_t number = 0;

    for (unsigned shift = 0; shift < 64; shift += 7) {
        g_assert(reader->at < reader->end);
        number |= (uint64_t)(*reader->at & 0x7f) << shift;
        if (!(*reader->at++ & 0x80))
            break;
    }
    return number;
}

void coding_put_bytes(GByteArray *block, const char *text, size_t length)
{
    coding_put_number(block, text ? length + 1 : 0);
    if (!text)
        return;
    g_byte_array_append(block, (const guint8 *)text, (guint)length);
    g_byte_array_append(block, (const guint8 *)"", 1);
}

void coding_put_text(GByteArray *block, const char *text)
{
    coding_put_bytes(block, text, text ? strlen(text) : 0);
}

const char *coding_get_text(CodingReader *reader)
{
    uint64_t length = coding_get_number(reader);
    const char *text = (const char *)reader->at;

    g_assert(length <= (uint64_t)(reader->end - reader->at));
    reader->at += length;
    return length ? text : NULL;
}

void coding_put_real(GByteArray *block, double real)
{
    g_byte_array_append(block, (const guint8 *)&real, sizeof real);
}

double coding_get_real(CodingReader *reader)
{
    double real;

    g_assert((size_t)(reader->end - reader->at) >= sizeof real);
    memcpy(&real, reader->at, sizeof real);
    reader->at += sizeof real;
    return real;
}
