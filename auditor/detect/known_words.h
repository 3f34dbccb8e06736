/*
 * Words by which a name is told that is in no register: given names, surnames, ordinary Dutch
 * words, made at build time (words/make_words.py). Of what is not in a list less than one in two
 * hundred is taken for it.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum { KNOWN_GIVEN, KNOWN_SURNAME, KNOWN_ORDINARY, KNOWN_LISTS } KnownList;

typedef struct {
    GBytes *bytes;
    const uint8_t *bits[KNOWN_LISTS];
    uint32_t masks[KNOWN_LISTS];
} KnownWords;

/* False where the program was built without the lists, or with broken ones. */
bool known_words_load(KnownWords *words, GError **error);
void known_words_clear(KnownWords *words);

/* `hash` as of a token. */
bool known_word(const KnownWords *words, KnownList list, uint64_t hash);
