/*
 * The words the finder knows: every token of every name, the particles, and the words round a name
 * that say something about it. A word is its 64-bit hash; a bit filter that stays in the cache
 * turns nearly every other token away before the table is touched.
 */
#pragma once

#include <glib.h>

#include "detect/fold.h"

enum {
    WORD_FIRST = 1 << 0,        /* a first name begins with it */
    WORD_SURNAME = 1 << 1,      /* a surname's base begins with it */
    WORD_PARTICLE = 1 << 2,     /* part of a particle, or short for one */
    WORD_TITLE = 1 << 3,        /* stands before somebody who is no pupil */
    WORD_STREET = 1 << 4,       /* stands behind a name that became a street */
    WORD_ORGANISATION = 1 << 5, /* stands beside a name that became a shop, a museum */
    WORD_LIFT = 1 << 6,         /* says that pupils are spoken of */
    WORD_CLASS = 1 << 7,        /* "groep", "klas": a group's number follows */
    WORD_GROUP = 1 << 8,        /* a group's own name */
    WORD_NAME = 1 << 9,         /* some word of a name */
    WORD_LABEL = 1 << 10,       /* "Achternaam": stands before a name, or a piece of one */
    WORD_JOINING = 1 << 11,     /* "en": between two who share a surname */
};

typedef struct {
    uint32_t items, item_count; /* names anchored on it; kept at its canonical word */
    uint32_t canon;             /* the word with every "y" as "ij", itself if it has none */
    uint32_t text;              /* offset of its letters */
    uint16_t kinds;             /* WORD_* */
    uint8_t length;             /* letters kept, at most 255 */
} Word;

/* Open addressing from a 64-bit key, whose bits must be well mixed, to a number from 1 on; 0 means
 * "not there". */
typedef struct {
    uint64_t *keys;
    uint32_t *values;
    size_t mask, count;
} IdMap;

static inline uint32_t id_map_get(const IdMap *map, uint64_t key)
{
    if (map->count == 0)
        return 0;
    for (size_t i = (key >> 32) & map->mask;; i = (i + 1) & map->mask) {
        if (map->values[i] == 0)
            return 0;
        if (map->keys[i] == key)
            return map->values[i];
    }
}

void id_map_put(IdMap *map, uint64_t key, uint32_t value);
void id_map_clear(IdMap *map);

typedef struct {
    IdMap map;
    GArray *words;  /* Word; number 0 is no word */
    GString *texts; /* letters of all words */
    uint64_t *filter;
    size_t filter_mask;
} Vocabulary;

void vocabulary_init(Vocabulary *vocabulary);
void vocabulary_clear(Vocabulary *vocabulary);
uint32_t vocabulary_intern(Vocabulary *vocabulary, const char *letters, size_t length,
                           uint16_t kinds);
/* To be called when all words are in, before the first probe. */
void vocabulary_seal(Vocabulary *vocabulary);

static inline Word *vocabulary_word(const Vocabulary *vocabulary, uint32_t word)
{
    return &g_array_index(vocabulary->words, Word, word);
}

static inline const char *vocabulary_text(const Vocabulary *vocabulary, uint32_t word)
{
    return vocabulary->texts->str + vocabulary_word(vocabulary, word)->text;
}

/* False: no word has this hash. */
static inline bool vocabulary_may_know(const Vocabulary *vocabulary, uint64_t hash)
{
    uint64_t bits = vocabulary->filter[(hash >> 12) & vocabulary->filter_mask];

    return (bits >> (hash & 63)) & (bits >> ((hash >> 6) & 63)) & 1;
}

/* The number of the word with this hash, 0 for none. */
static inline uint32_t vocabulary_probe(const Vocabulary *vocabulary, uint64_t hash)
{
    return vocabulary_may_know(vocabulary, hash) ? id_map_get(&vocabulary->map, hash) : 0;
}

/* Calls `line` for each line of the built-in list "<name>.txt" that is no remark. False: no list.
 */
bool wordlist_read(const char *name, void (*line)(const char *line, void *user), void *user,
                   GError **error);
