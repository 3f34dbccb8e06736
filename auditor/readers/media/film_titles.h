/*
 * Words of a film's track in ISO boxes: subtitles (tx3g, text, wvtt, stpp) and the titles of
 * chapters, which are texts of the same kind.
 */
#pragma once

#include "readers/media/metadata.h"

typedef enum {
    FILM_TITLES_NONE, /* a track of something else */
    FILM_TITLES_READ,
    FILM_TITLES_LEFT, /* words are in it that were not read */
} FilmTitles;

/* `track`: what is in a box "trak" of the item being read. */
FilmTitles film_titles(Metadata *metadata, const Bytes *track);
