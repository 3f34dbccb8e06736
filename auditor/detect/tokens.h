/*
 * Cuts text into tokens: runs of letters and runs of digits, each with the hash of its folded
 * letters, where it stands, how it is written, and what stood before it. Runs that mix cases
 * ("SanneDeVries") come in parts unless the caller knows them whole. No allocation; the text is
 * borrowed.
 */
#pragma once

#include "detect/fold.h"

enum {
    TOKEN_CAPITAL = 1 << 0,  /* the first letter is a capital */
    TOKEN_ALL_CAPS = 1 << 1, /* all of them are */
    TOKEN_DIGITS = 1 << 2,
    TOKEN_MARKED = 1 << 3, /* something was folded away: `exact` is not `hash` */
    TOKEN_PART = 1 << 4,   /* cut out of a run that mixes cases */
    TOKEN_STEM = 1 << 5,   /* found without its last "s" (set by the finder) */
};

typedef struct {
    size_t start, end; /* bytes in the text */
    uint64_t hash;     /* of the folded letters (digits: of the digits) */
    uint32_t word;     /* number in the vocabulary, 0 for none (set by the finder) */
    uint32_t exact;    /* hash that keeps diacritics, not case */
    uint16_t before;   /* SEPARATOR_* between the token before and this one; 0: glued to it */
    uint16_t kinds;    /* WORD_* (set by the finder) */
    uint8_t shape;     /* TOKEN_* */
    uint8_t letters;   /* characters, 255 for more */
} Token;

/* Does the caller know this run of letters as a whole? */
typedef bool (*TokenKnown)(const void *user, uint64_t hash);

typedef struct {
    const FoldTable *table;
    const char *text;
    size_t length, offset;
    size_t parts_end; /* up to here a run that mixes cases is being cut */
    TokenKnown known; /* may be NULL */
    const void *user;
} Tokenizer;

void tokens_start(Tokenizer *tokenizer, const FoldTable *table, const char *text, size_t length);

/* False at the end of the text. */
bool tokens_next(Tokenizer *tokenizer, Token *token);

/* As many as there are, at most max; fewer only at the end. */
size_t tokens_fill(Tokenizer *tokenizer, Token *tokens, size_t max);

/* The hash of a word without its last letter. */
uint64_t token_stem(const Tokenizer *tokenizer, const Token *token);
