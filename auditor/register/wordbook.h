/*
 * The built-in vocabulary of headers and answers (lists/columns.txt, lists/values.txt): phrases in
 * groups, each standing for a key. It says which phrases a text holds; what follows from that is
 * columns.c's and values.c's business.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct WordBook WordBook;

/* From the program's own resources: "columns" or "values". Never fails: a bad list is our bug. */
WordBook *wordbook_load(const char *name);
void wordbook_free(WordBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordBook, wordbook_free)

/* Lower case, accents and apostrophes taken off, runs of anything but letters and digits as one
 * blank, trimmed; a text without letters and digits stays as it is, trimmed. g_free. */
char *text_fold(const char *text);

/* The key of the group's phrase that is the whole folded text; NULL for none. Borrowed. */
const char *wordbook_whole(const WordBook *book, const char *group, const char *folded);

/* The keys of the group's phrases that stand in the folded text, each once, in order of the text;
 * of phrases that overlap the longest. Empty, never NULL; g_strfreev. */
GStrv wordbook_find(const WordBook *book, const char *group, const char *folded);

/* Whether wordbook_find() finds anything. */
bool wordbook_holds(const WordBook *book, const char *group, const char *folded);
