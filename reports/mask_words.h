/*
 * The words by which people are masked: every written part of every name, folded, with the person
 * it stands for. What is done with a hit is left to mask.c.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Person ids above zero are the store's; below zero -n is the unlisted person u-n. */
typedef struct MaskWords MaskWords;

MaskWords *mask_words_new(void);
void mask_words_free(MaskWords *words);

/* A name in parts, any of which may be NULL. */
void mask_words_add_name(MaskWords *words, int64_t person, const char *first, const char *infix,
                         const char *last);
/* Every word of a name or of a text recognised as one. */
void mask_words_add_text(MaskWords *words, int64_t person, const char *text);
/* A handle or local part of an address, taken whole. */
void mask_words_add_handle(MaskWords *words, int64_t person, const char *handle);

typedef struct {
    const char *start, *end; /* bytes in the text that was searched */
    int64_t person;
} MaskHit;

/* All hits in a text, in order, never overlapping; owned by the caller (GArray of MaskHit). With
 * `capitals` a word that is written small counts only beside another hit ("een groot feest"). */
GArray *mask_words_find(const MaskWords *words, const char *text, bool capitals);

/* Lower case without accents; owned by the caller. */
char *mask_fold(const char *text, gssize length);
