/*
 * Writes HTML, and is the only place that does: elements, attributes and texts go through the
 * escapers, what is opened must be closed, and every sentence of ours stands there in both
 * languages, of which the page shows one.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "reports/output.h"
#include "texts.h"

typedef struct Markup Markup;

/* Values for the placeholders of one text. */
#define WITH(...) ((const TextValue[]){__VA_ARGS__, {0}})

Markup *markup_new(Output *output, const char *language);
/* Everything must be closed. */
void markup_free(Markup *markup);

/* Attributes are pairs of name and value, NULL at the end; a pair whose value is NULL is left out,
 * an empty value gives the bare name. href takes "#fragment" only, src a picture as data only. */
void markup_open(Markup *markup, const char *tag, ...) G_GNUC_NULL_TERMINATED;
void markup_close(Markup *markup, const char *tag);
/* An element that has no content and no closing tag. */
void markup_void(Markup *markup, const char *tag, ...) G_GNUC_NULL_TERMINATED;

/* Text of a stranger; in the marked form MASK_OPEN and MASK_CLOSE become a mark element. */
void markup_text(Markup *markup, const char *text);
void markup_marked(Markup *markup, const char *text);
void markup_element(Markup *markup, const char *tag, const char *class, const char *text);

/* A text of ours. In it **words** are strong and [words](#fragment) a link. */
void markup_say(Markup *markup, const char *id, const TextValue *values);
void markup_say_in(Markup *markup, const char *tag, const char *class, const char *id,
                   const TextValue *values);
/* The text "<kind>-<word>" where there is one, else the word as a stranger's text. */
void markup_word(Markup *markup, const char *kind, const char *word);
/* Both languages of a text that is not in the catalogue; either may be NULL. */
void markup_both(Markup *markup, const char *dutch, const char *english);

void markup_number(Markup *markup, uint64_t number);
void markup_date(Markup *markup, const char *date);
void markup_bytes(Markup *markup, uint64_t bytes);

/* One of the symbols in parts.html. */
void markup_icon(Markup *markup, const char *symbol);

/* A file of ours from the folder of this writer, as it is. */
void markup_part(Markup *markup, const char *name);
/* The content of style and script: ours, never escaped. */
void markup_raw_text(Markup *markup, const char *text);

/* For what no element holds: bytes that need no escaping, such as base64. */
GString *markup_buffer(Markup *markup);

const char *markup_language(const Markup *markup);
