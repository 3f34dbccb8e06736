/*
 * The tables of a Word document of 6.0 to 2003 (MS-DOC): where its text stands in the stream, which
 * stories it consists of, and which runs of it are hidden or deleted.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/office/legacy.h"

typedef enum {
    STORY_BODY,
    STORY_FOOTNOTES,
    STORY_HEADERS,
    STORY_MACROS,
    STORY_COMMENTS,
    STORY_ENDNOTES,
    STORY_BOXES,
    STORY_HEADER_BOXES,
    WORD_STORIES
} WordStory;

typedef struct {
    uint32_t characters; /* in it */
    size_t offset;       /* of the first one in the main stream */
    bool wide;           /* UTF-16, else one byte each */
} WordPiece;

/* Bytes of the main stream that are not shown. */
typedef struct {
    size_t from, to;
} WordVeil;

typedef struct {
    GByteArray *main, *table;
    unsigned codepage;
    uint32_t stories[WORD_STORIES]; /* characters of each, in this order */
    GArray *pieces;                 /* WordPiece */
    GArray *veils;                  /* WordVeil, in order of `from` */
    GPtrArray *authors, *names;     /* char: who changed or commented; bookmarks, earlier paths */
    bool encrypted, unknown;        /* unknown: no table could be believed, text is to be guessed */
} WordFile;

WordFile *word_file_open(const Legacy *legacy);
void word_file_free(WordFile *file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(WordFile, word_file_free)
