/*
 * A shelf: what a scan found, item by item, in a file that another run can take over. It is the one
 * way by which facts outlive their scan: shards are shelves that are merged, an interrupted run
 * leaves one that the next run goes on from, a finished run one that tells the next run what need
 * not be read again. Nothing is judged here; whether an item is still the same is for the
 * coordinator to say (earlier.c).
 *
 * Texts that hold names lie in it as in audit.db: 0600, and never longer than a run is kept.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"
#include "wire/pixels.h"

/* An item with all that the ledger says of it. Strings are borrowed. */
typedef struct {
    uint32_t id, parent; /* of the scan that wrote it; a parent's is smaller; 0: none */
    uint32_t source, ordinal;
    uint64_t key; /* what its facts depend on beside its bytes (earlier.h) */
    const char *path, *place, *modified;
    const char *type, *reader, *hash, *detail;
    uint64_t bytes;
    ItemState state;
    Reason reason;
    bool is_container;
    bool is_share; /* of a container that several shards walk: not the one that read it */
    int64_t entries, entries_directory, members, embedded; /* as in coordinator/task.h */
    bool is_picture;
    uint32_t width, height, orientation;
    bool has_small; /* its metadata has a small one */
    /* What the store has of its facts; filled here. */
    uint32_t texts;
    Reason gap;
    const char *platform;
    uint8_t accesses;
} ShelfItem;

typedef struct {
    int64_t counted;
    uint64_t bytes;
    const char *digest; /* or NULL */
    bool changed;       /* while it was being scanned */
} ShelfSource;

typedef struct ShelfWriter ShelfWriter;

ShelfWriter *shelf_writer_new(const char *path, GError **error);
void shelf_writer_free(ShelfWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ShelfWriter, shelf_writer_free)
/* What the scan was made with; any time, the last word counts. Values may be NULL. */
void shelf_writer_say(ShelfWriter *writer, const char *key, const char *value);
/* An item that is about to be closed, with the records that the store has of it. */
void shelf_writer_item(ShelfWriter *writer, Store *store, int64_t item, ShelfItem *said);
void shelf_writer_source(ShelfWriter *writer, uint32_t source, const ShelfSource *said);
/* What was seen in a picture, and how looking into it ended. */
void shelf_writer_pixels(ShelfWriter *writer, const char *hash, const FactPixels *pixels);
void shelf_writer_look(ShelfWriter *writer, const char *hash, Reason reason, const char *detail);
void shelf_writer_tick(ShelfWriter *writer);
/* Marks it whole and has the disk take it. */
bool shelf_writer_finish(ShelfWriter *writer, GError **error);

typedef struct Shelf Shelf;

/* NULL where there is none that this program (`engine`) wrote. What was not written whole is left
 * out. */
Shelf *shelf_open(const char *path, const char *engine);
void shelf_free(Shelf *shelf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Shelf, shelf_free)

/* What the file at `path` says under a key before anything else, whoever wrote it (g_free); NULL.
 */
char *shelf_peek(const char *path, const char *key);

bool shelf_is_whole(const Shelf *shelf);
/* What the scan said; NULL where it did not. Borrowed. */
const char *shelf_said(const Shelf *shelf, const char *key);
bool shelf_source(const Shelf *shelf, uint32_t source, ShelfSource *said);

/* Ids are below this; those of items that were not closed are missing. */
uint32_t shelf_end(const Shelf *shelf);
/* Strings until the next call on this shelf. */
bool shelf_item(Shelf *shelf, uint32_t id, ShelfItem *item);
/* Of an item that will be asked for with its records: both are read at once. */
void shelf_expect(Shelf *shelf, uint32_t id);
/* Items with this key, the first, then the next after one; 0 at the end. */
uint32_t shelf_find(const Shelf *shelf, uint64_t key, uint32_t after);
/* Hash of its content, "" for none; without a look at the file. */
#define SHELF_HASH 33
const char *shelf_hash(const Shelf *shelf, uint32_t id);
/* Children that were closed, the last first; 0: none. */
uint32_t shelf_child(const Shelf *shelf, uint32_t id);
uint32_t shelf_sibling(const Shelf *shelf, uint32_t id);

/* The row of an item in a store, still open; its id there. */
int64_t shelf_add_item(const ShelfItem *said, Store *store, uint32_t source, int64_t parent);
/* The item itself, closed, with its records; its id in the store. */
int64_t shelf_put_item(Shelf *shelf, const ShelfItem *said, Store *store, uint32_t source,
                       int64_t parent);
/* Gives the item of a store the records that are kept here, in place of what it has. */
void shelf_take_records(Shelf *shelf, uint32_t id, Store *store, int64_t item);

/* How looking into a content ended, and what was seen, where anything was (*seen). Strings and
 * bytes until the next call. */
bool shelf_look(Shelf *shelf, const char *hash, Reason *reason, const char **detail, bool *seen,
                FactPixels *pixels);
/* Hands all that was seen, and all that could not be, to a store. */
void shelf_take_looks(Shelf *shelf, Store *store);
