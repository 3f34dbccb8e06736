/*
 * Named characters of markup ("euml", "gbreve") by name. Numeric references are not here.
 */
#pragma once

#include <glib.h>
#include <stddef.h>

#define ENTITY_NAME_MAX 31U

/* The character of a name without & and ;, 0 when unknown. */
gunichar entity_character(const char *name, size_t length);

/* The longest beginning of `name` that HTML accepts without a semicolon ("eumln" gives U+00EB and
 * *used 4); 0 when none. */
gunichar entity_prefix_character(const char *name, size_t length, size_t *used);
