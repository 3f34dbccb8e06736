/*
 * What store.c (while scanning) and finalise.c (afterwards) share: the store's inside. Nobody else
 * includes this.
 */
#pragma once

#include "store/blocks.h"
#include "store/rows.h"
#include "store/seen.h"
#include "store/store.h"

/* Provisional id of a text: (item << STORE_TEXT_BITS) + its number in the item. */
#define STORE_TEXT_BITS 28

/* What has to be at hand for every item, kept small: there may be a million. */
typedef struct {
    uint32_t source, parent, ordinal;
    uint32_t texts; /* added so far */
    BlockList blocks;
    uint8_t state;    /* ItemState */
    uint8_t gap;      /* Reason: the first gap a reader told of */
    uint8_t platform; /* of its first publication that has one: index + 1 in platforms; 0 none */
    uint8_t accesses; /* bit 1 << Access for each access its publications tell */
} StoreEntry;

struct Store {
    Rows rows;  /* the scratch database */
    char *path; /* its file, owned */
    Seen seen;  /* beside it */
    char *seen_path;
    GArray *entries; /* StoreEntry; provisional id is the index + 1 */
    Blocks *blocks;
    GHashTable *waiting; /* item id -> GByteArray: records not yet in blocks */
    size_t buffered;     /* bytes in them */
    int64_t sources;
    GPtrArray *platforms; /* char *: names met so far; at most 255 count */
    sqlite3_stmt *put_item, *set_item;
};

/* The number by which an entry names a platform; 0 for none. */
uint8_t store_platform(Store *store, const char *platform);
StoreEntry *store_entry(const Store *store, int64_t item);
/* Lets go of the records of the item that are not yet in blocks. */
void store_drop_waiting(Store *store, int64_t item);
/* Writes all records that are still in memory. */
void store_flush(Store *store);
