/* See shelf_store.h. */
#include "store/shelf_store.h"

#include <string.h>

#include "store/store_private.h"

typedef struct {
    StoreBlock put;
    void *user;
} Putting;

static void put_written(const uint8_t *bytes, size_t length, void *user)
{
    const Putting *putting = user;

    putting->put(bytes, length, putting->user);
}

void store_move_blocks(Store *store, int64_t item, OpenFile *file, StoreBlock put, void *user)
{
    StoreEntry *entry = store_entry(store, item);
    GByteArray *waiting = g_hash_table_lookup(store->waiting, &item);
    Putting putting = {put, user};

    blocks_each(store->blocks, &entry->blocks, put_written, &putting);
    if (waiting && waiting->len > 0) {
        uint64_t offset = put(waiting->data, waiting->len, user);

        blocks_refer(store->blocks, &entry->blocks, file, offset, waiting->len);
        store_drop_waiting(store, item);
    }
}

StoreSummary store_summary(const Store *store, int64_t item)
{
    const StoreEntry *entry = store_entry(store, item);

    return (StoreSummary){.texts = entry->texts,
                          .gap = (Reason)entry->gap,
                          .platform =
                              entry->platform ? store->platforms->pdata[entry->platform - 1] : NULL,
                          .accesses = entry->accesses};
}

void store_take_summary(Store *store, int64_t item, const StoreSummary *summary)
{
    StoreEntry *entry;

    store_forget_facts(store, item);
    entry = store_entry(store, item);
    entry->texts = summary->texts;
    entry->gap = (uint8_t)summary->gap;
    entry->platform = store_platform(store, summary->platform);
    entry->accesses = summary->accesses;
}

void store_take_block(Store *store, int64_t item, OpenFile *file, uint64_t offset, size_t length)
{
    blocks_refer(store->blocks, &store_entry(store, item)->blocks, file, offset, length);
}
