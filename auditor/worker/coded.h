/*
 * Texts within texts: what stands in base64 (in scripts, JSON, address books), as it is or packed
 * first (drawings, requests that were recorded). What decodes to anything but text is left aside.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

typedef void (*CodedText)(void *user, const char *text, size_t length);

/* Calls back for each text found in `text`; UTF-8 without zeros, borrowed for the call. */
void coded_each(const char *text, size_t length, CodedText give, void *user);

/* Whether something in `text` is written so that only who has a key can read it (the armour of
 * OpenPGP, RFC 4880, 6.2). */
bool coded_is_sealed(const char *text, size_t length);
