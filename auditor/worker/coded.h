/*
 * Texts within texts: what stands in base64 (in scripts, JSON, address books), as it is or packed
 * first (drawings, requests that were recorded). What decodes to anything but text is left aside.
 */
#pragma once

#include <stddef.h>

typedef void (*CodedText)(void *user, const char *text, size_t length);

/* Calls back for each text found in `text`; UTF-8 without zeros, borrowed for the call. */
void coded_each(const char *text, size_t length, CodedText give, void *user);
