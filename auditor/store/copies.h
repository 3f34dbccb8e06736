/*
 * Copies of one photo by what is seen in them: which keys of pictures.sql are one photo. Fills
 * temp.picture_same from temp.picture_look and what was seen.
 */
#pragma once

#include "store/rows.h"

void copies_join(Rows *rows);
