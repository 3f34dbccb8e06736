/*
 * Inside of the tokeniser: words of ASCII letters, many at a time.
 */
#pragma once

#include "detect/tokens.h"

#include <glib.h>
#include <string.h>

/* Folded letters of a plain word are hashed from two blocks of eight. */
enum { PLAIN_LETTERS_MAX = 16 };

static inline uint64_t plain_eight(const char *letters, const char *keep)
{
    uint64_t block, mask;

    memcpy(&block, letters, sizeof block);
    memcpy(&mask, keep, sizeof mask);
    return GUINT64_FROM_LE((block | UINT64_C(0x2020202020202020)) & mask);
}

/*
 * The hash of the first `count` of sixteen readable bytes, all of them ASCII letters. Without a
 * branch: a processor cannot guess how long the next word is.
 */
static inline uint64_t plain_hash(const char *letters, size_t count)
{
    static const char keeps[2 * PLAIN_LETTERS_MAX + 1] =
        "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff";
    const char *keep = keeps + PLAIN_LETTERS_MAX - count;

    return fold_hash_sixteen(FOLD_HASH_START, plain_eight(letters, keep),
                             plain_eight(letters + 8, keep + 8));
}

/*
 * Reads plain words from the tokeniser's offset on, until one comes that only the slow path can
 * read: with a letter beyond ASCII, an escape, a digit, mixed case, a hyphen where it may be
 * broken. At most max; 0: the next token is none, or far off.
 */
size_t tokens_plain(Tokenizer *tokenizer, Token *tokens, size_t max);
