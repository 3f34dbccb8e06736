/* See shelf_store.h. */
#include "store/shelf_store.h"

#include <string.h>

#include "store/store_private.h"

#define WAITING_BYTES 16384U
#define FLUSH_BYTES 4194304U
#define FLUSH_ITEMS 4096U

void store_each_block(Store *store, int64_t item, StoreBlock put, void *user)
{
    const StoreEntry *entry = store_entry(store, item);
    GByteArray *block = g_hash_table_lookup(store->blocks, &item);
    int64_t first = item << STORE_BLOCK_BITS;

    if (entry->blocks > 0) {
        rows_bind(store->get_blocks, "ii", first, first + entry->blocks - 1);
        while (rows_next(&store->rows, store->get_blocks))
            put(sqlite3_column_blob(store->get_blocks, 0),
                (size_t)sqlite3_column_bytes(store->get_blocks, 0), user);
    }
    if (block && block->len > 0)
        put(block->data, block->len, user);
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

static void forget(Store *store, int64_t item)
{
    GByteArray *block = g_hash_table_lookup(store->blocks, &item);

    if (store_entry(store, item)->blocks > 0) {
        store_forget_facts(store, item);
    } else if (block) {
        store->buffered -= block->len;
        g_hash_table_remove(store->blocks, &item);
    }
}

void store_take_summary(Store *store, int64_t item, const StoreSummary *summary)
{
    StoreEntry *entry;

    forget(store, item);
    entry = store_entry(store, item);
    entry->texts = summary->texts;
    entry->gap = (uint8_t)summary->gap;
    entry->platform = store_platform(store, summary->platform);
    entry->accesses = summary->accesses;
}

static void put_block(Store *store, int64_t item, const guint8 *bytes, size_t length)
{
    StoreEntry *entry = store_entry(store, item);

    g_assert(entry->blocks < 1U << STORE_BLOCK_BITS);
    sqlite3_bind_int64(store->put_block, 1, (item << STORE_BLOCK_BITS) + entry->blocks++);
    sqlite3_bind_blob(store->put_block, 2, bytes, (int)length, SQLITE_STATIC);
    if (sqlite3_step(store->put_block) != SQLITE_DONE)
        rows_fail(&store->rows);
    sqlite3_reset(store->put_block);
}

void store_take_block(Store *store, int64_t item, const guint8 *bytes, size_t length)
{
    StoreEntry *entry = store_entry(store, item);
    GByteArray *block = g_hash_table_lookup(store->blocks, &item);

    if (length <= WAITING_BYTES && entry->blocks == 0 && !block) { /* written with its item */
        block = g_byte_array_new();
        g_byte_array_append(block, bytes, (guint)length);
        g_hash_table_insert(store->blocks, g_memdup2(&item, sizeof item), block);
        store->buffered += length;
        if (store->buffered >= FLUSH_BYTES || g_hash_table_size(store->blocks) >= FLUSH_ITEMS)
            store_flush(store);
        return;
    }
    if (store->rows.error || !store->put_block)
        return;
    if (block) {
        g_autoptr(GByteArray) waiting = g_byte_array_ref(block);

        g_hash_table_remove(store->blocks, &item);
        store->buffered -= waiting->len;
        put_block(store, item, waiting->data, waiting->len);
    }
    put_block(store, item, bytes, length);
}
