/*
 * Bounded access to a range of bytes in the item or in memory. It knows no format; what the bytes
 * mean is left to the walkers.
 */
#include "readers/media/bytes.h"

#include <glib.h>
#include <string.h>

#define FIND_WINDOW 65536U

Bytes bytes_of_input(Input *input)
{
    return (Bytes){.input = input, .size = input_size(input)};
}

Bytes bytes_of_memory(const void *data, size_t length)
{
    return (Bytes){.data = data, .size = length};
}

Bytes bytes_part(const Bytes *bytes, uint64_t offset, uint64_t size)
{
    Bytes part = *bytes;

    if (offset > bytes->size)
        offset = bytes->size;
    part.size = MIN(size, bytes->size - offset);
    part.start += offset;
    if (part.data)
        part.data += offset;
    return part;
}

size_t bytes_read(const Bytes *bytes, uint64_t offset, void *buffer, size_t length)
{
    if (offset >= bytes->size)
        return 0;
    if (length > bytes->size - offset)
        length = (size_t)(bytes->size - offset);
    if (bytes->input)
        return input_read_at(bytes->input, bytes->start + offset, buffer, length);
    if (length > 0)
        memcpy(buffer, bytes->data + offset, length);
    return length;
}

bool bytes_exact(const Bytes *bytes, uint64_t offset, void *buffer, size_t length)
{
    return bytes_read(bytes, offset, buffer, length) == length;
}

uint8_t *bytes_copy(const Bytes *bytes, uint64_t offset, size_t length, size_t *copied)
{
    uint64_t there = offset < bytes->size ? bytes->size - offset : 0;
    size_t wanted = (size_t)MIN(there, length);
    uint8_t *copy = g_malloc(wanted + 1);

    *copied = bytes_read(bytes, offset, copy, wanted);
    copy[*copied] = 0;
    return copy;
}

uint64_t bytes_find(const Bytes *bytes, uint64_t from, uint64_t until, const char *needle,
                    size_t needle_length)
{
    g_autofree uint8_t *window = g_malloc(FIND_WINDOW);

    until = MIN(until, bytes->size);
    while (from < until) {
        size_t wanted = (size_t)MIN((uint64_t)FIND_WINDOW, until - from);
        size_t got = bytes_read(bytes, from, window, wanted);
        const uint8_t *hit = memmem(window, got, needle, needle_length);

        if (hit)
            return from + (uint64_t)(hit - window);
        if (got < FIND_WINDOW || got < needle_length)
            return UINT64_MAX;
        from += got - (needle_length - 1);
    }
    return UINT64_MAX;
}
