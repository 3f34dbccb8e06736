/*
 * Surnames at one typing error: every surname is filed under each of its spellings with one letter
 * left out, so that a look-up costs one probe a letter. Where it may be asked (behind the own first
 * name only) is decided in names_first.c.
 */
#include "detect/name_index.h"

#include <string.h>

typedef struct {
    uint32_t hash, word;
} Spelling;

/* The hash with letter `skip` left out; skip == length leaves none out. */
static uint32_t spelling_hash(const char *letters, size_t length, size_t skip)
{
    FoldHash state = FOLD_HASH_INIT;

    for (size_t i = 0; i < length; i++)
        if (i != skip)
            fold_hash_add(&state, (unsigned char)letters[i]);
    return (uint32_t)(fold_hash_end(&state) >> 16);
}

static bool item_is_surname(const NameIndex *index, uint32_t item)
{
    return ITEM_KIND(item) == ITEM_SURNAME && index_name(index, ITEM_NAME(item))->count == 1;
}

/* Is the word a whole surname, with whatever particle? */
static bool word_is_surname(const NameIndex *index, const Word *word)
{
    for (uint32_t i = 0; i < word->item_count; i++)
        if (item_is_surname(index, g_array_index(index->items, uint32_t, word->items + i)))
            return true;
    return false;
}

static void spellings_add(const NameIndex *index, GArray *spellings, uint32_t id)
{
    const Word *word = vocabulary_word(&index->vocabulary, id);
    const char *letters = vocabulary_text(&index->vocabulary, id);

    if (word->length < TYPO_LETTERS_MIN || word->length > TYPO_LETTERS_MAX)
        return;
    for (size_t skip = 0; skip <= word->length; skip++) {
        Spelling spelling = {spelling_hash(letters, word->length, skip), id};
        g_array_append_val(spellings, spelling);
    }
}

void typo_table_build(NameIndex *index)
{
    TypoTable *table = &index->typos;
    g_autoptr(GArray) spellings = g_array_new(FALSE, FALSE, sizeof(Spelling));

    for (guint i = 1; i < index->vocabulary.words->len; i++)
        if (word_is_surname(index, vocabulary_word(&index->vocabulary, i)))
            spellings_add(index, spellings, i);
    table->bucket_mask = 63;
    while (table->bucket_mask < spellings->len / 8)
        table->bucket_mask = table->bucket_mask * 2 + 1;
    table->buckets = g_new0(uint32_t, (size_t)table->bucket_mask + 2);
    table->hashes = g_new(uint32_t, MAX(spellings->len, 1u));
    table->words = g_new(uint32_t, MAX(spellings->len, 1u));
    for (guint i = 0; i < spellings->len; i++)
        table->buckets[(g_array_index(spellings, Spelling, i).hash & table->bucket_mask) + 1]++;
    for (uint32_t i = 0; i <= table->bucket_mask; i++)
        table->buckets[i + 1] += table->buckets[i];
    g_autofree uint32_t *next = g_memdup2(table->buckets, ((size_t)table->bucket_mask + 1) * 4);
    for (guint i = 0; i < spellings->len; i++) {
        Spelling spelling = g_array_index(spellings, Spelling, i);
        uint32_t at = next[spelling.hash & table->bucket_mask]++;
        table->hashes[at] = spelling.hash;
        table->words[at] = spelling.word;
    }
}

void typo_table_clear(TypoTable *table)
{
    g_clear_pointer(&table->buckets, g_free);
    g_clear_pointer(&table->hashes, g_free);
    g_clear_pointer(&table->words, g_free);
}

bool letters_near(const char *a, size_t a_length, const char *b, size_t b_length)
{
    size_t head = 0, tail = 0;

    if (a_length > b_length)
        return letters_near(b, b_length, a, a_length);
    while (head < a_length && a[head] == b[head])
        head++;
    while (tail < a_length - head && a[a_length - 1 - tail] == b[b_length - 1 - tail])
        tail++;
    size_t a_rest = a_length - head - tail, b_rest = b_length - head - tail;
    if (a_length != b_length)
        return a_rest == 0 && b_rest == 1;
    return a_rest == 1 || (a_rest == 2 && a[head] == b[head + 1] && a[head + 1] == b[head]);
}

/* The surnames of one word, if it is near. */
static void word_try(const NameIndex *index, uint32_t id, const char *letters, size_t length,
                     void (*found)(uint32_t name, void *user), void *user)
{
    const Word *word = vocabulary_word(&index->vocabulary, id);

    if (!letters_near(letters, length, vocabulary_text(&index->vocabulary, id), word->length))
        return;
    for (uint32_t i = 0; i < word->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        if (item_is_surname(index, item))
            found(ITEM_NAME(item), user);
    }
}

void typo_table_find(const NameIndex *index, const char *letters, size_t length,
                     void (*found)(uint32_t name, void *user), void *user)
{
    const TypoTable *table = &index->typos;

    if (length + 1 < TYPO_LETTERS_MIN || length > TYPO_LETTERS_MAX + 1)
        return;
    for (size_t skip = 0; skip <= length; skip++) {
        uint32_t hash = spelling_hash(letters, length, skip);
        uint32_t bucket = hash & table->bucket_mask;
        for (uint32_t i = table->buckets[bucket]; i < table->buckets[bucket + 1]; i++)
            if (table->hashes[i] == hash)
                word_try(index, table->words[i], letters, length, found, user);
    }
}
