/*
 * What is said in subtitles, in files of their own and in films: each text stands under the time at
 * which it begins ("at 00:01:02"); a sentence that runs over several subtitles stays one text, so
 * that no name is parted. Tags are taken out.
 */
#pragma once

#include <glib.h>

#include "readers/text/texts.h"

typedef struct {
    Texts *texts;
    GString *spoken;
    char label[32];
    unsigned joined;
    bool hidden; /* notes and styles */
} Titles;

/* Owned by the caller; the sink is borrowed. Freeing passes on what is left. */
Titles *titles_new(Sink *sink, uint32_t publication);
void titles_free(Titles *titles);

/* A subtitle begins so many seconds after the beginning. */
void titles_begin(Titles *titles, unsigned seconds);

/* A line of it without its tags; who speaks ("<v Noa>") is kept. */
void titles_line(Titles *titles, const char *line);

/* Lines of it with `mark` between them. */
void titles_marked(Titles *titles, const char *text, const char *mark);

/* The same of bytes in any charset. */
void titles_bytes(Titles *titles, const void *data, size_t length, const char *mark);

/* The same of bytes that hold no tags; `charset` is a hint, or NULL. */
void titles_plain(Titles *titles, const void *data, size_t length, const char *charset);

/* Bytes that stand with them and are not shown. */
void titles_notes(Titles *titles, const void *data, size_t length);

/* Passes on what was joined so far. */
void titles_end(Titles *titles);

/* "\r\n" and "\r" as "\n", in place. */
void titles_line_ends(char *text);
