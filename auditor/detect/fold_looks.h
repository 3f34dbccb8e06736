/*
 * Letters that are read as Latin ones though they are others.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* The small ASCII letter that the character is read as, 0 for none; `upper` as it looks. */
char fold_looks_like(gunichar character, bool *upper);
