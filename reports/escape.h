/*
 * The escapers: one per context, and the only way for text from outside to get into a report.
 * Control characters and characters that turn the reading direction never pass as they are: they
 * are shown as visible marks, so that a text cannot dress up as another. All input is UTF-8;
 * invalid bytes come out as U+FFFD. NULL counts as empty.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* Longest text of a stranger that one field shows, in characters; cut with "…". */
#define ESCAPE_FIELD_CHARACTERS 600

/* Text between tags. */
void escape_html_text(GString *out, const char *text);

/* Value of an attribute, to stand between double quotes. */
void escape_html_attribute(GString *out, const char *text);

/* An address for href. Only "#fragment" of the report itself passes; anything else is a text to be
 * shown, never a link: the report makes no request to anywhere. Returns false when refused. */
bool escape_html_fragment(GString *out, const char *target);

/* A picture for src that the report carries in itself: a bitmap or JPEG as a data address. Anything
 * else is refused with false. */
bool escape_html_picture(GString *out, const char *address);

/* A JSON string with its quotes, or null for NULL. Bidi controls and U+2028/9 come as \u escapes.
 */
void escape_json(GString *out, const char *text);

/* A cell of a semicolon separated file, always in quotes. A cell that a spreadsheet would run as a
 * formula (first character = + - @ tab or carriage return, blanks before it included) gets an
 * apostrophe in front. Line ends become spaces. */
void escape_csv(GString *out, const char *text);

/* What such a file begins with, so that a spreadsheet knows it for UTF-8; and a line of it. */
#define ESCAPE_CSV_START "\xEF\xBB\xBF"
void escape_csv_row(GString *out, const char *const *cells, size_t count);

/* The same for a spreadsheet's own file: no quotes, at most `characters` long (0: no bound). Owned
 * by the caller. */
char *escape_cell(const char *text, size_t characters);

/* Readable copy of a text: what the HTML escaper shows, before the entities. At most `characters`
 * long, cut with "…"; 0: no bound. Owned by the caller. */
char *escape_visible(const char *text, size_t characters);
