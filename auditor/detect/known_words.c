/* Reads and probes the word filters; their layout is described in words/make_words.py. */
#include "detect/known_words.h"

#include "detect/fold.h"

#include <gio/gio.h>
#include <string.h>

enum { PROBES = 6, LOG_MAX = 26 };
#define RESOURCE "/schoolaudit/words.bin"
#define CHECK_WORD "schoolfotografenvergunning"

bool known_words_load(KnownWords *words, GError **error)
{
    gsize size = 0, at = 4;
    uint64_t check;

    memset(words, 0, sizeof *words);
    words->bytes = g_resources_lookup_data(RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
    if (words->bytes == NULL)
        return false;
    const uint8_t *data = g_bytes_get_data(words->bytes, &size);
    g_assert(size > at + sizeof check && memcmp(data, "SAW2", 4) == 0); /* we made it ourselves */
    memcpy(&check, data + at, sizeof check);
    g_assert(GUINT64_FROM_LE(check) == fold_hash(CHECK_WORD, strlen(CHECK_WORD)));
    at += sizeof check;
    for (unsigned list = 0; list < KNOWN_LISTS; list++) {
        uint32_t log;
        g_assert(at + sizeof log <= size);
        memcpy(&log, data + at, sizeof log);
        log = GUINT32_FROM_LE(log);
        at += sizeof log;
        g_assert(log >= 3 && log <= LOG_MAX && at + ((size_t)1 << log >> 3) <= size);
        words->bits[list] = data + at;
        words->masks[list] = (UINT32_C(1) << log) - 1;
        at += (size_t)1 << log >> 3;
    }
    return true;
}

void known_words_clear(KnownWords *words)
{
    g_clear_pointer(&words->bytes, g_bytes_unref);
}

bool known_word(const KnownWords *words, KnownList list, uint64_t hash)
{
    uint64_t first = hash & UINT32_MAX, step = hash >> 32 | 1;

    for (unsigned probe = 0; probe < PROBES; probe++) {
        uint32_t bit = (uint32_t)(first + probe * step) & words->masks[list];
        if (!(words->bits[list][bit >> 3] & 1 << (bit & 7)))
            return false;
    }
    return true;
}
