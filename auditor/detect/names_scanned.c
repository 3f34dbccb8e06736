/*
 * Surnames as a program read them from a picture: digits for letters, "m" for "rn". Asked only
 * behind the own first name.
 */
#include "detect/name_scan.h"

#include <string.h>

enum { PIECES_MAX = 5 };

/* The letter that a digit is taken for, 0 for none. */
static char digit_letter(char digit)
{
    static const char digits[] = "01568", letters[] = "olsgb";
    const char *found = strchr(digits, digit);

    return found && *found ? letters[found - digits] : 0;
}

size_t scanned_letters(const NameScan *scan, size_t at, char *letters, size_t max, size_t *to)
{
    size_t next = at, count = 0;
    bool digits = false;

    while (next < scan->count && next - at < PIECES_MAX &&
           (next == at || scan->tokens[next].before == 0)) {
        const Token *token = &scan->tokens[next];
        if (!(token->shape & TOKEN_DIGITS)) {
            count += fold_letters(scan->index->fold, scan->text, token->start, token->end,
                                  letters + count, NULL, max - count);
        } else {
            for (size_t i = token->start; i < token->end && count < max; i++) {
                char letter = digit_letter(scan->text[i]);
                if (letter == 0)
                    return 0;
                letters[count++] = letter;
            }
            digits = true;
        }
        next++;
    }
    *to = next;
    if (!digits && next > at + 1) { /* "VriesBakker" is no matter of reading */
        *to = at + 1;
        return fold_letters(scan->index->fold, scan->text, scan->tokens[at].start,
                            scan->tokens[at].end, letters, NULL, max);
    }
    return count;
}

/* The surnames that are spelled so. */
static void spelled_find(const NameIndex *index, const char *letters, size_t length,
                         void (*found)(uint32_t name, void *user), void *user)
{
    uint32_t id = vocabulary_probe(&index->vocabulary, fold_hash(letters, length));

    if (id == 0)
        return;
    const Word *word = vocabulary_word(&index->vocabulary, id);
    word = vocabulary_word(&index->vocabulary, word->canon);
    for (uint32_t i = 0; i < word->item_count; i++) {
        uint32_t item = g_array_index(index->items, uint32_t, word->items + i);
        if (ITEM_KIND(item) == ITEM_SURNAME && index_name(index, ITEM_NAME(item))->count == 1)
            found(ITEM_NAME(item), user);
    }
}

void scanned_find(const NameIndex *index, const char *letters, size_t length,
                  void (*found)(uint32_t name, void *user), void *user)
{
    static const struct {
        const char *seen, *written;
    } shapes[] = {{"m", "rn"}, {"rn", "m"}, {"w", "vv"}, {"vv", "w"}, {"d", "cl"}, {"cl", "d"}};
    char other[TYPO_LETTERS_MAX + 4];

    spelled_find(index, letters, length, found, user);
    for (size_t i = 0; i < length; i++) {
        for (size_t shape = 0; shape < G_N_ELEMENTS(shapes); shape++) {
            size_t seen = strlen(shapes[shape].seen), written = strlen(shapes[shape].written);
            if (seen > length - i || memcmp(letters + i, shapes[shape].seen, seen) != 0)
                continue;
            memcpy(other, letters, i);
            memcpy(other + i, shapes[shape].written, written);
            memcpy(other + i + written, letters + i + seen, length - i - seen);
            spelled_find(index, other, length - seen + written, found, user);
        }
    }
}
