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

/* Has these letters lead to the word, where they are no other name or word. */
static void word_also(NameIndex *index, const char *letters, size_t length, uint32_t word)
{
    uint64_t hash = fold_hash(letters, length);

    if (known_word(&index->known, KNOWN_GIVEN, hash) ||
        known_word(&index->known, KNOWN_SURNAME, hash) ||
        known_word(&index->known, KNOWN_ORDINARY, hash) ||
        id_map_get(&index->vocabulary.map, hash) != 0)
        return;
    uint32_t canon = vocabulary_word(&index->vocabulary, word)->canon;
    uint32_t other = vocabulary_intern(&index->vocabulary, letters, length, WORD_NAME);
    vocabulary_word(&index->vocabulary, other)->canon = canon;
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
    word_also(index, left, count, word);
}

/* The two letters that an umlaut is written as where there is none on the keyboard; else NULL. */
static const char *umlaut_letters(gunichar c)
{
    switch (g_unichar_tolower(c)) {
    case 0xe4: /* ä */
        return "ae";
    case 0xe5: /* å */
        return "aa";
    case 0xf6: /* ö */
    case 0xf8: /* ø */
        return "oe";
    case 0xfc: /* ü */
        return "ue";
    default:
        return NULL;
    }
}

/* "Björn" is looked for as "Bjoern" too, which is how addresses and older programs have it, where
 * that is no other name or word. */
void word_with_umlauts(NameIndex *index, const char *name, size_t length, uint32_t word)
{
    enum { WRITTEN_MAX = 128, ONE_MAX = 8 };
    char written[WRITTEN_MAX];
    size_t count = 0;
    bool any = false;

    for (size_t at = 0; at < length && count + ONE_MAX < WRITTEN_MAX;) {
        const char *next = g_utf8_next_char(name + at);
        const char *two = umlaut_letters(g_utf8_get_char(name + at));

        if (two) {
            written[count++] = two[0];
            written[count++] = two[1];
            any = true;
        } else {
            count += fold_letters(index->fold, name, at, (size_t)(next - name), written + count,
                                  NULL, ONE_MAX);
        }
        at = (size_t)(next - name);
    }
    if (any)
        word_also(index, written, count, word);
}
