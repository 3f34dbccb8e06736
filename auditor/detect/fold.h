/*
 * Folding: one spelling for all spellings of a letter. A letter becomes one or more lower-case
 * letters ("É" e, "ß" ss, "ĳ" ij, "ı" i, "ł" l) and, apart from them, a mark that says what was
 * folded away; two texts with equal letters are the same name folded, with equal marks as well
 * they are the same name but for case. NFC and NFD give the same result.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands between two tokens; a set, since several may stand there. */
enum {
    SEPARATOR_SPACE = 1 << 0, /* any blank, no-break ones and "+" included */
    SEPARATOR_NEWLINE = 1 << 1,
    SEPARATOR_PARAGRAPH = 1 << 2, /* two line breaks or more (set by the tokeniser) */
    SEPARATOR_HYPHEN = 1 << 3,
    SEPARATOR_APOSTROPHE = 1 << 4,
    SEPARATOR_DOT = 1 << 5,
    SEPARATOR_COMMA = 1 << 6, /* , ; | */
    SEPARATOR_SLASH = 1 << 7,
    SEPARATOR_UNDERSCORE = 1 << 8, /* _ = %: words of a slug */
    SEPARATOR_HASH = 1 << 9,       /* # */
    SEPARATOR_AT = 1 << 10,        /* @ */
    SEPARATOR_STOP = 1 << 11,      /* ! ? : and the start of the text: a new sentence */
    SEPARATOR_OTHER = 1 << 12,
};

typedef enum {
    FOLD_SEPARATOR,
    FOLD_LETTER,
    FOLD_DIGIT,
    FOLD_MARK,   /* a combining mark: belongs to the letter before it */
    FOLD_NOTHING /* soft hyphen, zero-width characters, direction marks */
} FoldKind;

enum { FOLD_LETTERS = 4 };

typedef struct {
    FoldKind kind;
    uint16_t separator; /* FOLD_SEPARATOR: one of SEPARATOR_* */
    uint8_t count;      /* letters used; FOLD_DIGIT: 1 */
    bool upper;
    char letters[FOLD_LETTERS + 1]; /* a-z, 0-9, or the UTF-8 of one letter of another script */
    uint32_t mark;                  /* what was folded away, 0 for nothing */
    size_t next;                    /* offset behind the character */
} FoldedCharacter;

/* Tables for the fast paths; built once, read only from then on. */
typedef struct FoldTable FoldTable;
FoldTable *fold_table_new(void);
void fold_table_free(FoldTable *table);

/*
 * Class of an ASCII byte: what the fast loops ask. Bytes from 0x80 on and those
 * that may begin an escape (% & \ <) are FOLD_BYTE_SLOW.
 */
enum { FOLD_BYTE_SEPARATOR, FOLD_BYTE_LOWER, FOLD_BYTE_UPPER, FOLD_BYTE_DIGIT, FOLD_BYTE_SLOW };
const uint8_t *fold_byte_classes(const FoldTable *table);     /* 256 */
const uint16_t *fold_byte_separators(const FoldTable *table); /* 256 */

/*
 * Reads the character at `offset` (< length). Escapes ("%C3%AB", "&euml;", "\\u00eb"), tags inside
 * a word and UTF-8 shown as Windows-1252 are read as what they stand for. Bytes that are no UTF-8
 * are a separator of one byte.
 */
void fold_read(const FoldTable *table, const char *text, size_t length, size_t offset,
               FoldedCharacter *out);

/*
 * Folds the letters of text[start, end) into out (not terminated), at most max bytes; everything
 * that is no letter is left out. starts[i] (may be NULL) gets the offset of the character that
 * letter i came from. Returns the count written.
 */
size_t fold_letters(const FoldTable *table, const char *text, size_t start, size_t end, char *out,
                    size_t *starts, size_t max);

/*
 * The hash of folded letters, sixteen at a time, so that the fast loop takes a word in one step.
 * Equal letters give equal hashes however they were added; no terminator, no length.
 */
typedef struct {
    uint64_t hash, eights[2];
    unsigned count; /* letters in eights, less than 16 */
} FoldHash;

#define FOLD_HASH_START UINT64_C(0x6c62272e07bb0142)
#define FOLD_HASH_INIT                                                                             \
    {                                                                                              \
        .hash = FOLD_HASH_START                                                                    \
    }

static inline uint64_t fold_hash_mix(uint64_t hash)
{
    hash = (hash ^ (hash >> 32)) * UINT64_C(0xd6e8feb86659fd93);
    return hash ^ (hash >> 32);
}

/* One to eight letters or any other number. */
static inline uint64_t fold_hash_block(uint64_t hash, uint64_t block)
{
    hash = (hash ^ block) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

/* One to sixteen letters, the first in the lowest byte of `one`, zeros behind the last. */
static inline uint64_t fold_hash_sixteen(uint64_t hash, uint64_t one, uint64_t two)
{
    hash = (fold_hash_block(hash, one) ^ two) * UINT64_C(0xd6e8feb86659fd93);
    return hash ^ (hash >> 32);
}

static inline void fold_hash_add(FoldHash *state, unsigned char letter)
{
    state->eights[state->count / 8] |= (uint64_t)letter << (8 * (state->count % 8));
    if (++state->count == 16) {
        state->hash = fold_hash_sixteen(state->hash, state->eights[0], state->eights[1]);
        state->eights[0] = state->eights[1] = 0;
        state->count = 0;
    }
}

static inline uint64_t fold_hash_end(const FoldHash *state)
{
    return state->count ? fold_hash_sixteen(state->hash, state->eights[0], state->eights[1])
                        : state->hash;
}

uint64_t fold_hash(const char *letters, size_t length);
