/*
 * Inside of the name index, shared by names_build.c, which fills it, and the files that search.
 */
#pragma once

#include "detect/known_words.h"
#include "detect/names.h"
#include "detect/tokens.h"
#include "detect/vocabulary.h"

/* A bearer of a name is a person's number with how much the name is theirs in the top bits. */
enum { BEARER_SHIFT = 30 };
#define BEARER_PERSON(bearer) ((bearer) & ((UINT32_C(1) << BEARER_SHIFT) - 1))
#define BEARER_QUALITY(bearer) ((bearer) >> BEARER_SHIFT)
enum {
    BEARER_OWN = 0,      /* first name in use; whole surname */
    BEARER_OFFICIAL = 1, /* first of the official first names; half of a double surname */
    BEARER_PART = 2,     /* a later first name, a part of one */
};

/* What a word anchors: the kind in the top bits, the number of the Name below. */
enum { ITEM_SHIFT = 30 };
typedef enum { ITEM_FIRST, ITEM_SURNAME, ITEM_FIRST_GLUED, ITEM_SURNAME_GLUED } ItemKind;
#define ITEM_NAME(item) ((item) & ((UINT32_C(1) << ITEM_SHIFT) - 1))
#define ITEM_KIND(item) ((ItemKind)((item) >> ITEM_SHIFT))

/* One word of a name, or (`particle`) a particle inside a double surname. */
typedef struct {
    uint32_t word; /* number of the word; of the particle */
    uint32_t exact;
} NameToken;
#define NAME_TOKEN_PARTICLE (UINT32_C(1) << 31)

enum { NAME_TOKENS_MAX = 12, PARTICLE_WORDS_MAX = 6 };

typedef struct {
    uint8_t count;
    uint32_t words[PARTICLE_WORDS_MAX];
} Particle;

/* A written first name or surname, with those who bear it. */
typedef struct {
    uint32_t tokens; /* into NameIndex.tokens; without the leading particle */
    uint32_t bearers, bearer_count;
    uint16_t particle; /* 0: none */
    uint8_t count;     /* of tokens */
    bool has_staff;
} Name;

typedef struct {
    uint32_t group_number, group_word; /* hashes of tokens, 0 for none */
    uint32_t first_word;               /* first name in use, its first word */
    char group_letter;
    uint8_t role : 4, famous : 1; /* famous: called like somebody everybody knows */
    char initials[6];             /* folded, not terminated when full */
    char prefixes[2][3];          /* of the first name in use and the first official one */
    char base_letter, particle_letter;
} PersonEntry;

/* Spellings at one deletion from a surname, in buckets by hash. */
typedef struct {
    uint32_t *buckets; /* bucket_mask + 2 */
    uint32_t *hashes, *words;
    uint32_t bucket_mask;
} TypoTable;

struct NameIndex {
    FoldTable *fold;
    Vocabulary vocabulary;
    GArray *items;     /* uint32_t */
    GArray *names;     /* Name */
    GArray *tokens;    /* NameToken */
    GArray *particles; /* Particle; number 0 is none */
    uint32_t *bearers;
    PersonEntry *people;
    size_t people_count;
    TypoTable typos;
    bool first_names, unlisted;
    KnownWords known;
};

static inline const Name *index_name(const NameIndex *index, uint32_t name)
{
    return &g_array_index(index->names, Name, name);
}

static inline const NameToken *index_tokens(const NameIndex *index, const Name *name)
{
    return &g_array_index(index->tokens, NameToken, name->tokens);
}

static inline const uint32_t *index_bearers(const NameIndex *index, const Name *name)
{
    return index->bearers + name->bearers;
}

/* The word of these folded letters, where it is one of the kinds (WORD_*); else NULL. */
static inline const Word *index_word(const NameIndex *index, const char *letters, size_t length,
                                     uint16_t kinds)
{
    const Vocabulary *vocabulary = &index->vocabulary;
    uint32_t id = vocabulary_probe(vocabulary, fold_hash(letters, length));

    if (id == 0 || !(vocabulary_word(vocabulary, id)->kinds & kinds))
        return NULL;
    return vocabulary_word(vocabulary, vocabulary_word(vocabulary, id)->canon);
}

/* names_typo.c: surnames at one typing error from the letters. */
enum { TYPO_LETTERS_MIN = 5, TYPO_LETTERS_MAX = 40 };
void typo_table_build(NameIndex *index);
/* One letter more, less, other, or two neighbours swapped (not: equal). */
bool letters_near(const char *a, size_t a_length, const char *b, size_t b_length);
void typo_table_clear(TypoTable *table);
void typo_table_find(const NameIndex *index, const char *letters, size_t length,
                     void (*found)(uint32_t name, void *user), void *user);
