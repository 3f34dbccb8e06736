/* Lists of words in our sources, ended by NULL. */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Letters of either case. */
static inline bool is_one_of(const char *word, const char *const *words)
{
    while (*words != NULL && g_ascii_strcasecmp(word, *words) != 0) {
        words++;
    }
    return *words != NULL;
}
