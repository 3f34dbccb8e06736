/*
 * Photos that could be cut out of another one, as a lead: more of it than what copies.h joins.
 * Their marks (wire/marks.h) lie as those of a part of the other do, and so does their light.
 */
#pragma once

#include "store/rows.h"

/* Fills photo_part from what was seen of the photos; after photos.sql. */
void parts_find(Rows *rows);
