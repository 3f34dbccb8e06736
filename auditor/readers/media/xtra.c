/*
 * The box "Xtra" in which Windows keeps what its users enter about a film or a song: entries of a
 * size, a counted name and values, each with its size and a type; of the types only text counts.
 */
#include "readers/media/xtra.h"

#include <string.h>

#include "readers/media/tags.h"
#include "readers/media/words.h"

#define ENTRIES_MAX 1000U
#define VALUES_MAX 1000U
#define NAME_BYTES 256U
#define TYPE_TEXT 8U

static void emit_values(Metadata *metadata, const char *name, const uint8_t *data, size_t length)
{
    uint32_t count = length >= 4 ? number_32(data, false) : 0;
    size_t at = 4;

    for (uint32_t i = 0; i < MIN(count, VALUES_MAX) && at + 6 <= length; i++) {
        size_t size = number_32(data + at, false);

        if (size < 6 || size > length - at)
            return;
        if (number_16(data + at + 4, false) == TYPE_TEXT) {
            g_autofree char *words = words_from_utf16(data + at + 6, size - 6, true);

            tags_value(metadata, "xtra", name, words);
        }
        at += size;
    }
}

void xtra_emit(Metadata *metadata, const uint8_t *data, size_t length)
{
    size_t at = 0;

    for (unsigned i = 0; i < ENTRIES_MAX && at + 12 <= length; i++) {
        size_t size = number_32(data + at, false), name_size = number_32(data + at + 4, false);
        g_autofree char *name = NULL;

        if (size < 12 || size > length - at || name_size > MIN(size - 12, (size_t)NAME_BYTES)) {
            metadata_lost(metadata, REASON_CORRUPT, "entries of Windows in a film");
            return;
        }
        name = g_strndup((const char *)data + at + 8, name_size);
        emit_values(metadata, name, data + at + 8 + name_size, size - 8 - name_size);
        at += size;
    }
}
