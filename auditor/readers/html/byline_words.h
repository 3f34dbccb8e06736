/*
 * The words of a byline: "Geplaatst op vrijdag 21 juni 2024 door Juf Anja", "By Anja | Jun 21,
 * 2024". Knows no markup.
 */
#pragma once

#include <stdbool.h>

/* Whether a line begins as one that tells when something was published, or by whom. */
bool byline_begins(const char *line);

/* The date in it, as facts have dates; NULL when there is none or it could be read in two ways.
 * g_free. */
char *byline_date(const char *words);

/* The name in it, without "door" and what follows; `must_say`: NULL where no such word stands
 * before it. NULL for what is no name. g_free. */
char *byline_author(const char *words, bool must_say);
