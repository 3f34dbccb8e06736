/*
 * Lays the name index out for the search: what was gathered person by person becomes one array of
 * bearers, name by name, and one of names, word by word.
 */
#include "detect/names_build.h"

static int link_compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Lays the bearers of each name side by side, ordered by person, the best quality of each. */
void bearers_lay(NameIndex *index, GArray *links)
{
    size_t count = 0;

    g_array_sort(links, link_compare);
    index->bearers = g_new(uint32_t, MAX(links->len, 1u));
    for (guint i = 0; i < links->len; i++) {
        uint64_t link = g_array_index(links, uint64_t, i);
        uint64_t before = i > 0 ? g_array_index(links, uint64_t, i - 1) : UINT64_MAX;
        if (link >> 2 == before >> 2)
            continue;
        Name *name = &g_array_index(index->names, Name, (guint)(link >> 32));
        uint32_t person = (uint32_t)link >> 2;
        if (name->bearer_count == 0)
            name->bearers = (uint32_t)count;
        name->bearer_count++;
        name->has_staff |= index->people[person].role == ROLE_STAFF;
        index->bearers[count++] = person | (uint32_t)(link & 3) << BEARER_SHIFT;
    }
}

/* Lays the items of each word side by side; the words that share them get the same kinds. */
void items_lay(NameIndex *index, GArray *items)
{
    g_array_sort(items, link_compare);
    g_array_set_size(index->items, items->len);
    for (guint i = 0; i < items->len; i++) {
        uint64_t item = g_array_index(items, uint64_t, i);
        Word *word = vocabulary_word(&index->vocabulary, (uint32_t)(item >> 32));
        if (word->item_count++ == 0)
            word->items = i;
        g_array_index(index->items, uint32_t, i) = (uint32_t)item;
    }
    for (guint i = 1; i < index->vocabulary.words->len; i++) {
        Word *word = vocabulary_word(&index->vocabulary, i);
        word->kinds |=
            vocabulary_word(&index->vocabulary, word->canon)->kinds & (WORD_FIRST | WORD_SURNAME);
    }
}

/* Arrays grow by doubling: what they hold too much is given back. */
static void array_trim(GArray **array)
{
    guint size = g_array_get_element_size(*array);
    GArray *exact = g_array_sized_new(FALSE, FALSE, size, (*array)->len);

    g_array_append_vals(exact, (*array)->data, (*array)->len);
    g_array_free(*array, TRUE);
    *array = exact;
}

void index_trim(NameIndex *index)
{
    GArray **arrays[] = {&index->items, &index->names, &index->tokens, &index->particles,
                         &index->vocabulary.words};

    for (size_t i = 0; i < G_N_ELEMENTS(arrays); i++)
        if ((*arrays[i])->len > 0)
            array_trim(arrays[i]);
    GString *texts = index->vocabulary.texts, *exact = g_string_sized_new(texts->len);
    g_string_append_len(exact, texts->str, (gssize)texts->len);
    g_string_free(texts, TRUE);
    index->vocabulary.texts = exact;
}
