/*
 * Text and dates as metadata blocks write them, into UTF-8 and RFC 3339. Pure functions without
 * iconv; the caller frees results with g_free.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Valid UTF-8 as it is, else windows-1252; control characters become spaces, an inner NUL a line
 * end when words follow it; trimmed. NULL when blank. */
char *words_from_bytes(const uint8_t *bytes, size_t length);

/* The same of bytes that may be no text at all: NULL where they do not look like it. */
char *words_from_printable(const uint8_t *bytes, size_t length);

/* ISO 8859-1 without guessing (PNG says so). */
char *words_from_latin(const uint8_t *bytes, size_t length);

/* UTF-16; a byte order mark wins over `little`. */
char *words_from_utf16(const uint8_t *bytes, size_t length, bool little);

/* Exif UserComment and its kin: eight bytes of charset, then the text. */
char *words_from_comment(const uint8_t *bytes, size_t length, bool little);

/* Exif, IPTC ("20240501", "20240501T101500") and ISO dates into "2024-05-01T10:00:00",
 * with "Z" only when written as UTC; other zones and fractions are dropped (local time is what a
 * timetable wants). A year or a month alone stays so. NULL when no date can be seen. */
char *words_date(const char *written);

/* One coordinate in degrees, minutes and seconds with a direction: "52,5.1N", "52,5,6N", "52.085",
 * "55/1 54/1 4074/100"; "52,00000,50,00000,34,01180" where commas are decimal points too. */
bool words_coordinate(const char *written, double *degrees);

/* Whether there is anything but blanks. */
bool words_any(const char *text);

/* Whether two words stand side by side, as given name and surname do. */
bool words_pair(const char *text);
