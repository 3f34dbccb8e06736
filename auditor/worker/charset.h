/*
 * Which charset a text is in, and turning it into UTF-8. The decision is a browser's (BOM, zeros of
 * UTF-16, label, valid UTF-8, windows-1252); windows-1252, UTF-8 and UTF-16 are decoded here, the
 * rest by iconv, whose converters charset_warm_up() opens before the sandbox closes.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* One row of a static table; never freed. */
typedef struct Charset Charset;

/* "utf-8", "windows-1252", ... */
const char *charset_name(const Charset *charset);

/* The charset of a label ("ISO-8859-1", or a content type "text/html; charset=x"); NULL when there
 * is none or nobody knows it. iso-8859-1 means windows-1252. */
const Charset *charset_named(const char *label);

/* The decisions. `label` is the transport's and may be NULL. */
const Charset *charset_of_text(const char *data, size_t length, const char *label);
const Charset *charset_of_html(const char *data, size_t length, const char *label);
const Charset *charset_of_xml(const char *data, size_t length);

/* Opens every converter once and keeps it: inside the sandbox nothing can be opened any more. */
void charset_warm_up(void);

typedef struct Decoder Decoder;

Decoder *decoder_new(const Charset *charset);
void decoder_free(Decoder *decoder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Decoder, decoder_free)

/* Appends the UTF-8 of `data` to `out` and returns how many bytes it took: fewer than `length` only
 * when a character is cut at the end and `last` is false. Bytes invalid in UTF-8 are read as
 * windows-1252, other invalid bytes become U+FFFD. A BOM at the very start is dropped. */
size_t decoder_feed(Decoder *decoder, const char *data, size_t length, bool last, GString *out);

/* Appends a string that its format says is UTF-16, low byte first: no stretch of it is taken for
 * another width, as in files that two programs wrote (some Chinese is made of letters' bytes). */
void charset_append_utf16(GString *out, const char *data, size_t length);

/* The character of windows-1252 for 0x80..0x9f, else the byte itself. */
gunichar windows_1252_character(unsigned char byte);

/* Bytes of the UTF-8 sequence at `data`, 0 when it is invalid or cut (then *cut tells which). */
size_t utf8_sequence(const char *data, size_t length, bool *cut);
