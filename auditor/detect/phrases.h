/*
 * Finds the phrases of word lists in text: all lists together in one pass, folded (case, accents,
 * ligatures say nothing) and bounded by words. What a phrase means is for the rules to say.
 *
 * A phrase is one word or several, with anything between them that does not end a clause: "getty
 * images" is found in "Getty-Images", "GettyImages" and across a line break, not in "Getty,
 * images". A star behind the last letter of a word stands for any ending: "sukkel*" finds
 * "sukkels".
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Phrases Phrases;

Phrases *phrases_new(void);
void phrases_free(Phrases *phrases);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Phrases, phrases_free)

/* Adds the built-in list lists/<name>.txt; fails where there is none. Twice is as good as once. */
bool phrases_add_list(Phrases *phrases, const char *name, GError **error);

/* Marks a list's matches as context: words that say nothing where they stand alone. */
void phrases_set_context(Phrases *phrases, const char *list);

/* Adds one phrase. False when there is no word in it, or more than PHRASE_WORDS, or a star where
 * fewer than three letters stand before it: then it would never be found. */
#define PHRASE_WORDS 12U
bool phrases_add(Phrases *phrases, const char *list, const char *phrase);

/* SHA-256 in hex of all that was added, in order (g_free). */
char *phrases_digest(const Phrases *phrases);

/* Borrowed during the call. `phrase` is as it stands in the list. */
typedef struct {
    const char *list, *phrase;
    size_t start, end; /* bytes in the text */
    bool context;
} PhraseMatch;

/*
 * Matches in order of their start. Of matches of one list that begin at the same word the longest,
 * and none inside an earlier one. The text is UTF-8 and need not be NUL-terminated.
 */
typedef void (*PhraseFound)(const PhraseMatch *match, void *user);
void phrases_find(const Phrases *phrases, const char *text, size_t length, PhraseFound found,
                  void *user);
