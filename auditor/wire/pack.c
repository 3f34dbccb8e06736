/*
 * GVariant's serialisation of a tuple of numbers and strings: the members one behind the other,
 * then the ends of all strings but the last, in reverse order, as wide as the whole body asks for.
 */
#include "wire/pack.h"

#include <string.h>

static size_t string_size(const char *string)
{
    return string ? strlen(string) + 1 : 1;
}

static size_t offset_size(size_t members, size_t offsets)
{
    return members + offsets <= G_MAXUINT8 ? 1 : members + 2 * offsets <= G_MAXUINT16 ? 2 : 4;
}

static size_t members_size(const Pack *pack)
{
    size_t size = pack->number_count * sizeof(uint32_t);

    for (unsigned i = 0; i < pack->string_count; i++)
        size += string_size(pack->strings[i]);
    return size;
}

size_t pack_size(const Pack *pack)
{
    size_t members = members_size(pack), offsets = pack->string_count - 1;

    return members + offsets * offset_size(members, offsets);
}

static void store_offset(uint8_t *to, size_t offset, size_t size)
{
    uint8_t narrow = (uint8_t)offset;
    uint16_t middle = GUINT16_TO_LE((uint16_t)offset);
    uint32_t wide = GUINT32_TO_LE((uint32_t)offset);

    memcpy(to, size == 1 ? (void *)&narrow : size == 2 ? (void *)&middle : (void *)&wide, size);
}

void pack_store(const Pack *pack, void *to)
{
    size_t members = members_size(pack), offsets = pack->string_count - 1;
    size_t width = offset_size(members, offsets);
    uint8_t *start = to, *end = start + members + offsets * width;
    uint8_t *at = start + pack->number_count * sizeof(uint32_t);

    memcpy(start, pack->numbers, pack->number_count * sizeof(uint32_t));
    for (unsigned i = 0; i < pack->string_count; i++) {
        size_t size = string_size(pack->strings[i]);

        memcpy(at, pack->strings[i] ? pack->strings[i] : "", size);
        at += size;
        if (i < offsets)
            store_offset(end - (i + 1) * width, (size_t)(at - start), width);
    }
}

void pack_load(GVariant *body, Pack *pack)
{
    const char *at = g_variant_get_data(body);

    memcpy(pack->numbers, at, pack->number_count * sizeof(uint32_t));
    at += pack->number_count * sizeof(uint32_t);
    for (unsigned i = 0; i < pack->string_count; i++) {
        pack->strings[i] = at;
        at += strlen(at) + 1;
    }
}
