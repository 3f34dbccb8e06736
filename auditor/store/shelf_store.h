/* Records of one item, out of a store and into another: what shelves need of the store's inside. */
#pragma once

#include "store/open_file.h"
#include "store/store.h"

/* All records of the item so far, block by block, into a file where they stay; `put` may not touch
 * the store, and says where in the file it put them. */
typedef uint64_t (*StoreBlock)(const uint8_t *bytes, size_t length, void *user);
void store_move_blocks(Store *store, int64_t item, OpenFile *file, StoreBlock put, void *user);

/* Takes records in the place of those that the item has. `texts` and the rest as store_summary()
 * gave them; blocks follow one by one, where they stand in a file that stays as it is. */
typedef struct {
    uint32_t texts;
    Reason gap;
    const char *platform;
    uint8_t accesses;
} StoreSummary;

StoreSummary store_summary(const Store *store, int64_t item);
void store_take_summary(Store *store, int64_t item, const StoreSummary *summary);
void store_take_block(Store *store, int64_t item, OpenFile *file, uint64_t offset, size_t length);
