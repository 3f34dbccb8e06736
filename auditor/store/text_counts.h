/*
 * How many texts were published, by what rules ask of them. Most rules count all texts in their
 * scope to tell what they checked; of a large site that would be a walk through millions of rows
 * for each of them.
 */
#pragma once

#include "store/rows.h"

/* Fills the temporary table text_counts with what the view of that name says. */
void text_counts_fill(Rows *rows);
