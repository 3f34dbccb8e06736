/* The frames of a shelf: what shelf.c writes and shelf_read.c reads. */
#pragma once

#include "store/coding.h"
#include "store/shelf.h"

typedef enum {
    SHELF_SAID = 1, /* key, value */
    SHELF_SOURCE,
    SHELF_RECORDS, /* of the next item */
    SHELF_ITEM,
    SHELF_PIXELS,
    SHELF_LOOK,
    SHELF_END, /* how many items there are */
} ShelfFrame;

void shelf_item_encode(GByteArray *body, const ShelfItem *item);
void shelf_item_decode(CodingReader *reader, ShelfItem *item);
