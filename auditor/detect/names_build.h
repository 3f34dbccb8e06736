/* Filling a name index from the register; only names.c calls it. */
#pragma once

#include "detect/name_index.h"

/* Fills an index whose tables are empty. Fails where a built-in list is missing. */
bool name_index_fill(NameIndex *index, const NamePerson *people, size_t count, GError **error);

/* For the tokeniser on the register's own fields: every run of letters is a whole one. */
bool name_token_known(const void *user, uint64_t hash);

/* names_lay.c: links are uint64_t, name << 32 | person << 2 | quality; both arrays get sorted. */
void bearers_lay(NameIndex *index, GArray *links);
/* Items are uint64_t, canonical word << 32 | item. */
void items_lay(NameIndex *index, GArray *items);
/* Gives back what the arrays hold too much. */
void index_trim(NameIndex *index);

/* names_famous.c: marks the people of famous names. Fails where the list is missing. */
bool famous_mark(NameIndex *index, const NamePerson *people, GError **error);

/* names_spellings.c */
void word_with_y(NameIndex *index, const char *letters, size_t length, uint16_t kinds);
void word_with_loss(NameIndex *index, const char *name, size_t length, uint32_t word);
void word_with_umlauts(NameIndex *index, const char *name, size_t length, uint32_t word);
