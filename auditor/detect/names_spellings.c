/*
 * Other spellings under which a word of a name is known, beside what folding makes equal.
 */
#include "detect/names_build.h"

/* "Meijer" is looked for under "meyer" as well: the word is known, and leads back to "meijer". */
void word_with_y(NameIndex *index, const char *letters, size_t length, uint16_t kinds)
{
    char other[256];
    size_t count = 0;

    for (size_t i = 0; i < length; i++) {
        bool both = letters[i] == 'i' && i + 1 < length && letters[i + 1] == 'j';
        other[count++] = both ? 'y' : letters[i];
        i += both;
    }
    if (count < length)
        vocabulary_intern(&index->vocabulary, other, count, kinds);
}

/* "Bensaïd" is looked for as "Bensad" too, which is what exports leave of it, where that is no
 * other name or word. */
void word_with_loss(NameIndex *index, const char *name, size_t length, uint32_t word)
{
    enum { LEFT_MIN = 4 };
    char left[256];
    size_t count = 0;

    for (size_t at = 0; at < length && count < sizeof left; at++)
        if ((unsigned char)name[at] < 0x80 && g_ascii_isalpha(name[at]))
            left[count++] = g_ascii_tolower(name[at]);
    if (count < LEFT_MIN || count == sizeof left || length == count)
        return;
    uint64_t hash = fold_hash(left, count);
    if (known_word(&index->known, KNOWN_GIVEN, hash) ||
        known_word(&index->known, KNOWN_SURNAME, hash) ||
        known_word(&index->known, KNOWN_ORDINARY, hash) ||
        id_map_get(&index->vocabulary.map, hash) != 0)
        return;
    uint32_t canon = vocabulary_word(&index->vocabulary, word)->canon;
    uint32_t loss = vocabulary_intern(&index->vocabulary, left, count, WORD_NAME);
    vocabulary_word(&index->vocabulary, loss)->canon = canon;
}
