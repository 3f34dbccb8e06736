/*
 * Letters that look like Latin ones and are not: of other scripts (a name typed with one Cyrillic
 * letter in it), small capitals, and letters in circles and boxes, as accounts adorn their names
 * with. Both cases of a letter become the same one where that can be.
 */
#include "detect/fold_looks.h"

enum { CIRCLED = 0x24b6, CIRCLED_SMALL = 0x24d0, BOXED = 0x1f130, LETTERS = 26, BOXED_GAP = 32 };

/* Small letters, and the ones they are read as. */
static const struct {
    gunichar character;
    char letter;
} small[] = {
    {0x430, 'a'}, {0x432, 'b'}, {0x435, 'e'}, {0x43a, 'k'}, {0x43c, 'm'}, {0x43d, 'h'},
    {0x43e, 'o'}, {0x440, 'p'}, {0x441, 'c'}, {0x442, 't'}, {0x443, 'y'}, {0x445, 'x'},
    {0x455, 's'}, {0x456, 'i'}, {0x458, 'j'}, {0x475, 'v'}, {0x4af, 'y'}, {0x4bb, 'h'},
    {0x501, 'd'}, {0x51b, 'q'}, {0x51d, 'w'}, {0x3b1, 'a'}, {0x3b2, 'b'}, {0x3b5, 'e'},
    {0x3b6, 'z'}, {0x3b7, 'n'}, {0x3b9, 'i'}, {0x3ba, 'k'}, {0x3bc, 'u'}, {0x3bd, 'v'},
    {0x3bf, 'o'}, {0x3c1, 'p'}, {0x3c4, 't'}, {0x3c5, 'u'}, {0x3c7, 'x'}, {0x251, 'a'},
    {0x261, 'g'}, {0x237, 'j'},
};

/* Capitals that look otherwise than their small letters, and small capitals. */
static const struct {
    gunichar character;
    char letter;
} capitals[] = {
    {0x397, 'h'},  {0x39c, 'm'},  {0x39d, 'n'},  {0x3a5, 'y'},  {0x1d00, 'a'}, {0x299, 'b'},
    {0x1d04, 'c'}, {0x1d05, 'd'}, {0x1d07, 'e'}, {0xa730, 'f'}, {0x262, 'g'},  {0x29c, 'h'},
    {0x26a, 'i'},  {0x1d0a, 'j'}, {0x1d0b, 'k'}, {0x29f, 'l'},  {0x1d0d, 'm'}, {0x274, 'n'},
    {0x1d0f, 'o'}, {0x1d18, 'p'}, {0xa7af, 'q'}, {0x280, 'r'},  {0xa731, 's'}, {0x1d1b, 't'},
    {0x1d1c, 'u'}, {0x1d20, 'v'}, {0x1d21, 'w'}, {0x28f, 'y'},  {0x1d22, 'z'},
};

/* "Ⓢ", "ⓢ", "🅂" and the dark ones behind it. */
static char letter_in_frame(gunichar character, bool *upper)
{
    *upper = true;
    if (character >= CIRCLED && character < CIRCLED + LETTERS)
        return (char)('a' + (character - CIRCLED));
    if (character >= BOXED && character < BOXED + 3 * BOXED_GAP &&
        (character - BOXED) % BOXED_GAP < LETTERS)
        return (char)('a' + (character - BOXED) % BOXED_GAP);
    if (character >= CIRCLED_SMALL && character < CIRCLED_SMALL + LETTERS) {
        *upper = false;
        return (char)('a' + (character - CIRCLED_SMALL));
    }
    return 0;
}

/* Nearly all that is asked about lies in none of the blocks. */
static bool block_has_any(gunichar c)
{
    return (c >= 0x237 && c <= 0x2a0) || (c >= 0x370 && c <= 0x52f) ||
           (c >= 0x1d00 && c <= 0x1d22) || (c >= CIRCLED && c < CIRCLED_SMALL + LETTERS) ||
           (c >= 0xa730 && c <= 0xa7af) || (c >= BOXED && c < BOXED + 3 * BOXED_GAP);
}

char fold_looks_like(gunichar character, bool *upper)
{
    if (!block_has_any(character))
        return 0;
    char framed = letter_in_frame(character, upper);

    if (framed != 0)
        return framed;
    for (size_t i = 0; i < G_N_ELEMENTS(capitals); i++)
        if (capitals[i].character == character)
            return capitals[i].letter;
    gunichar lower = g_unichar_tolower(character);
    *upper = lower != character;
    for (size_t i = 0; i < G_N_ELEMENTS(small); i++)
        if (small[i].character == lower)
            return small[i].letter;
    return 0;
}
