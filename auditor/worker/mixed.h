/*
 * Texts glued from two widths: a log or list in UTF-8 to which a program wrote on in UTF-16, or the
 * other way round. Tells where the one ends and the other begins; charset.c decodes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* Bytes up to where the other width begins (`found`), else those of which it is certain that it
 * does not: all of them when `last`. */
typedef struct {
    size_t bytes;
    bool found;
} Stretch;

/* How far bytes of one width each reach, before text in UTF-16 (of that order) begins. */
Stretch mixed_narrow(const char *data, size_t length, bool big, bool last);

/* How far UTF-16 reaches, before bytes begin that are UTF-8. */
Stretch mixed_wide(const char *data, size_t length, bool last);
