/*
 * Columns of which each cell names channels: "Website, Nieuwsbrief", as forms with boxes to tick
 * give them. Taken only where the mapping says `channel: listed`.
 */
#pragma once

#include "register/columns.h"
#include "register/consent.h"

/* The word of the mapping. */
#define CHANNEL_LISTED "listed"

/* All channels that cells of the column name, each once; g_strfreev. */
GStrv listed_channels(const Lexicon *lexicon, const TableSheet *sheet, guint from, guint index);

/* Whether nearly all filled cells name channels, and nothing is an answer. */
bool cells_are_channels(const Lexicon *lexicon, const TableSheet *sheet, guint from, guint index);

/* One cell. */
typedef struct {
    GStrv named;  /* channels; g_strfreev */
    bool none;    /* nothing was answered */
    bool refused; /* "Geen van bovenstaande" */
    bool strange; /* some part names no channel, or a condition */
} Listed;

Listed listed_read(const Lexicon *lexicon, const char *cell);

/* What the cell says of one channel. What is not ticked is not allowed: a No, but in a column of
 * objections, where it is nothing. */
ConsentAnswer listed_answer(const Listed *listed, const char *channel, bool inverted);
