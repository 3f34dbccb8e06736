/* Records of one item, out of a store and into another: what shelves need of the store's inside. */
#pragma once

#include "store/store.h"

/* All records of the item so far, block by block; `put` may not touch the store. */
typedef void (*StoreBlock)(const guint8 *bytes, size_t length, void *user);
void store_each_block(Store *store, int64_t item, StoreBlock put, void *user);

/* Takes records in the place of those that the item has. `texts` and the rest as store_summary()
 * gave them; blocks follow one by one. */
typedef struct {
    uint32_t texts;
    Reason gap;
    const char *platform;
    uint8_t accesses;
} StoreSummary;

StoreSummary store_summary(const Store *store, int64_t item);
void store_take_summary(Store *store, int64_t item, const StoreSummary *summary);
void store_take_block(Store *store, int64_t item, const guint8 *bytes, size_t length);
