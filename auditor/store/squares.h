/*
 * Small squares that could be cut out of the middle of another photo, as galleries and platforms
 * make them, as a lead: too small to have the marks that parts.h goes by.
 */
#pragma once

#include "store/rows.h"

/* Adds to photo_part those that parts_find() gave no whole. */
void squares_find(Rows *rows);
