/*
 * The texts of one document on their way to the sink: collected by place, passed on in pieces
 * under the label of where they stand ("slide 3", "footnotes"). A piece never ends inside a name:
 * the next one begins with the last words.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"

typedef struct Texts Texts;

Texts *texts_new(Sink *sink, uint32_t publication);

/* Passes on what is left. */
void texts_free(Texts *texts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Texts, texts_free)

/* As they were given to texts_new(); the sink is borrowed. */
Sink *texts_sink(Texts *texts);
uint32_t texts_publication(const Texts *texts);

/* From here on texts stand under `label`; NULL for none. */
void texts_label(Texts *texts, const char *label);

/* Behind what this place has already, with nothing between. */
void texts_add(Texts *texts, Place place, const char *text, size_t length);

/* A line of its own; blank ones are left out. */
void texts_line(Texts *texts, Place place, const char *text);

/* The end of what was collected: replaces a last `from` by `to`. Nothing when it ends otherwise. */
void texts_replace_end(Texts *texts, Place place, char from, char to);

/* An author, each name once in a document. */
void texts_author(Texts *texts, const char *name);

/* A link's target, percent-decoded, each once in a document; a "mailto:" or a path as well. */
void texts_url(Texts *texts, const char *target);
