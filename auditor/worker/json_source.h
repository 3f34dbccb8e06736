/*
 * The bytes of an input as a tolerant JSON tokeniser sees them: finds where values end without
 * building anything, and copies them in a form that json-c can swallow. For json_split.c only.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "readers/reader.h"

typedef struct JsonSource JsonSource;

JsonSource *json_source_new(Input *input);
void json_source_free(JsonSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(JsonSource, json_source_free)

/* The byte at the position, -1 at the end of the input. */
int json_source_peek(JsonSource *source);
void json_source_next(JsonSource *source);
uint64_t json_source_tell(const JsonSource *source);
void json_source_seek(JsonSource *source, uint64_t position);

typedef enum {
    JSON_EXTENT_WHOLE,
    JSON_EXTENT_CUT,  /* the input ended within */
    JSON_EXTENT_LARGE /* more than `max` bytes */
} JsonExtent;

/* Appends the value at the position (its first byte is no white space) to `out`, cleaned: UTF-8
 * valid, unknown escapes doubled, no NUL, no comments; and moves behind it unless it is cut or too
 * large. *members grows by its object members. With `out` NULL it only moves, whatever the size. */
JsonExtent json_source_value(JsonSource *source, GString *out, size_t max, size_t *members);

/* The same for what is not JSON at all: at least one byte, up to the next bracket, quote, comma,
 * colon or line end. */
void json_source_word(JsonSource *source, GString *out);

/* Comments met so far, to be emptied by the caller. */
GString *json_source_comments(JsonSource *source);
