/*
 * What a cell of an answer column says. The vocabulary stands in lists/values.txt, the operator's
 * own words in the mapping; what neither knows is for the eye, never a yes.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/consent.h"
#include "register/wordbook.h"

typedef enum {
    VALUE_CLEAR,       /* answer holds */
    VALUE_CONDITIONAL, /* answer is review: the cell names a condition */
    VALUE_STRANGE,     /* answer is review: not in the vocabulary */
    VALUE_AMBIGUOUS,   /* the mapping has to say: "x" may be ticked or crossed out */
} ValueKind;

typedef struct {
    ValueKind kind;
    ConsentAnswer answer;
    const char *scope; /* individual | group, or NULL: as the column; borrowed from the mapping */
} Value;

/* One of the operator's own words: "alleen groepsfoto": {answer: yes, scope: group}. */
typedef struct {
    ConsentAnswer answer;
    char *scope; /* NULL: as the column */
} MappedValue;

/* `mapped` goes from folded words to MappedValue *, NULL for none. In an inverted column Ja is a
 * no, and an own word that stands for no is left to the eye, since it could mean either; words that
 * speak for themselves ("geen toestemming") are not turned. */
Value value_read(const WordBook *book, GHashTable *mapped, const char *cell, bool inverted);

/* Whether the cell could be an answer at all: "x" and conditions too, an empty one not. */
bool value_is_answer(const WordBook *book, const char *cell);
