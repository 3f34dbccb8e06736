/*
 * The table of words, its filter, and the reading of the built-in lists. What the words mean is
 * decided in names_build.c.
 */
#include "detect/vocabulary.h"

#include <gio/gio.h>
#include <string.h>

enum { FILTER_BITS_PER_WORD = 8, FILTER_MIN = 64, MAP_MIN = 64 };

static void id_map_place(IdMap *map, uint64_t key, uint32_t value)
{
    size_t i = (key >> 32) & map->mask;

    while (map->values[i] != 0 && map->keys[i] != key)
        i = (i + 1) & map->mask;
    map->count += map->values[i] == 0;
    map->keys[i] = key;
    map->values[i] = value;
}

void id_map_put(IdMap *map, uint64_t key, uint32_t value)
{
    if (map->keys == NULL || map->count * 3 > map->mask * 2) {
        IdMap grown = {.mask = map->keys ? map->mask * 2 + 1 : MAP_MIN - 1};
        grown.keys = g_new0(uint64_t, grown.mask + 1);
        grown.values = g_new0(uint32_t, grown.mask + 1);
        for (size_t i = 0; map->keys && i <= map->mask; i++)
            if (map->values[i] != 0)
                id_map_place(&grown, map->keys[i], map->values[i]);
        g_free(map->keys);
        g_free(map->values);
        *map = grown;
    }
    id_map_place(map, key, value);
}

void id_map_clear(IdMap *map)
{
    g_clear_pointer(&map->keys, g_free);
    g_clear_pointer(&map->values, g_free);
    map->count = 0;
}

void vocabulary_init(Vocabulary *vocabulary)
{
    Word none = {0};

    memset(vocabulary, 0, sizeof *vocabulary);
    vocabulary->words = g_array_new(FALSE, FALSE, sizeof(Word));
    vocabulary->texts = g_string_new(NULL);
    g_array_append_val(vocabulary->words, none);
}

void vocabulary_clear(Vocabulary *vocabulary)
{
    id_map_clear(&vocabulary->map);
    g_clear_pointer(&vocabulary->filter, g_free);
    if (vocabulary->words)
        g_array_free(vocabulary->words, TRUE);
    if (vocabulary->texts)
        g_string_free(vocabulary->texts, TRUE);
}

/* "meyer" and "meijer" are kept together at "meijer". */
static uint32_t word_canon(Vocabulary *vocabulary, const char *letters, size_t length)
{
    g_autoptr(GString) canon = g_string_sized_new(length + 8);

    for (size_t i = 0; i < length; i++) {
        if (letters[i] == 'y')
            g_string_append(canon, "ij");
        else
            g_string_append_c(canon, letters[i]);
    }
    if (canon->len == length)
        return 0;
    return vocabulary_intern(vocabulary, canon->str, canon->len, 0);
}

uint32_t vocabulary_intern(Vocabulary *vocabulary, const char *letters, size_t length,
                           uint16_t kinds)
{
    uint64_t hash = fold_hash(letters, length);
    uint32_t id = id_map_get(&vocabulary->map, hash);

    if (id == 0) {
        Word word = {.text = (uint32_t)vocabulary->texts->len, .length = (uint8_t)MIN(length, 255)};
        id = vocabulary->words->len;
        word.canon = id;
        g_array_append_val(vocabulary->words, word);
        g_string_append_len(vocabulary->texts, letters, word.length);
        id_map_put(&vocabulary->map, hash, id);
        uint32_t canon = memchr(letters, 'y', length) ? word_canon(vocabulary, letters, length) : 0;
        if (canon != 0)
            vocabulary_word(vocabulary, id)->canon = canon;
    }
    vocabulary_word(vocabulary, id)->kinds |= kinds;
    return id;
}

void vocabulary_seal(Vocabulary *vocabulary)
{
    size_t size = FILTER_MIN;

    while (size * 64 < (size_t)vocabulary->words->len * FILTER_BITS_PER_WORD)
        size *= 2;
    vocabulary->filter = g_new0(uint64_t, size);
    vocabulary->filter_mask = size - 1;
    for (size_t i = 0; i <= vocabulary->map.mask; i++) {
        if (vocabulary->map.keys == NULL || vocabulary->map.values[i] == 0)
            continue;
        uint64_t mixed = vocabulary->map.keys[i];
        vocabulary->filter[(mixed >> 12) & vocabulary->filter_mask] |=
            UINT64_C(1) << (mixed & 63) | UINT64_C(1) << ((mixed >> 6) & 63);
    }
}

bool wordlist_read(const char *name, void (*line)(const char *line, void *user), void *user,
                   GError **error)
{
    g_autofree char *path = g_strdup_printf("/schoolaudit/lists/%s.txt", name);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

    if (bytes == NULL)
        return false;
    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        g_strstrip(lines[i]);
        if (lines[i][0] != '\0' && lines[i][0] != '#')
            line(lines[i], user);
    }
    return true;
}
