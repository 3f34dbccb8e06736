/* Reading a shelf: an index of all that is whole, made in one pass; the rest is read when it is
 * wanted. See shelf.h. */
#include <string.h>

#include "store/frames.h"
#include "store/shelf_frames.h"
#include "store/shelf_store.h"

#define ITEM_BYTES 1024U /* most items take less, without their records */

typedef struct {
    uint64_t begin, at;            /* of its records, and of itself; 0: not closed */
    uint32_t child, sibling, same; /* same: the next with this key */
    char hash[SHELF_HASH];         /* "" for none */
} Entry;

typedef struct {
    uint64_t look, pixels; /* 0: none */
} Look;

struct Shelf {
    FrameReader *frames;
    GHashTable *said;   /* char * -> char * */
    GArray *sources;    /* ShelfSource; digest owned */
    GArray *entries;    /* Entry by id */
    GHashTable *by_key; /* key, as a pointer -> id of the first */
    GHashTable *looks;  /* char * -> Look * */
    uint64_t items;
    bool is_whole;
};

static void source_clear(gpointer data)
{
    g_free((char *)((ShelfSource *)data)->digest);
}

static Entry *entry_of(const Shelf *shelf, uint32_t id)
{
    return id < shelf->entries->len ? &g_array_index(shelf->entries, Entry, id) : NULL;
}

static Entry *entry_made(Shelf *shelf, uint32_t id)
{
    if (id >= shelf->entries->len)
        g_array_set_size(shelf->entries, id + 1);
    return &g_array_index(shelf->entries, Entry, id);
}

static void take_said(Shelf *shelf, CodingReader *reader)
{
    const char *key = coding_get_text(reader), *value = coding_get_text(reader);

    g_hash_table_replace(shelf->said, g_strdup(key), g_strdup(value));
}

static void take_source(Shelf *shelf, CodingReader *reader)
{
    uint32_t number = (uint32_t)coding_get_number(reader);
    ShelfSource *source;

    if (number >= shelf->sources->len)
        g_array_set_size(shelf->sources, number + 1);
    source = &g_array_index(shelf->sources, ShelfSource, number);
    source_clear(source);
    source->counted = (int64_t)coding_get_number(reader) - 1;
    source->bytes = coding_get_number(reader);
    source->digest = g_strdup(coding_get_text(reader));
    source->changed = coding_get_number(reader) != 0;
}

static void take_item(Shelf *shelf, CodingReader *reader, uint64_t begin, uint64_t at)
{
    ShelfItem item = {0};
    uint32_t parent;
    Entry *entry;

    shelf_item_decode(reader, &item);
    parent = item.parent;
    entry_made(shelf, MAX(parent, item.id));
    entry = entry_of(shelf, item.id);
    if (entry->at) /* twice: ours never are */
        return;
    entry->begin = begin;
    entry->at = at;
    if (item.hash)
        g_strlcpy(entry->hash, item.hash, sizeof entry->hash);
    entry->sibling = entry_of(shelf, parent)->child;
    entry_of(shelf, parent)->child = item.id;
    gpointer key = (gpointer)(uintptr_t)item.key;

    entry->same = GPOINTER_TO_UINT(g_hash_table_lookup(shelf->by_key, key));
    g_hash_table_insert(shelf->by_key, key, GUINT_TO_POINTER(item.id));
    shelf->items++;
}

static Look *look_made(Shelf *shelf, const char *hash)
{
    Look *look = g_hash_table_lookup(shelf->looks, hash);

    if (!look) {
        look = g_new0(Look, 1);
        g_hash_table_insert(shelf->looks, g_strdup(hash), look);
    }
    return look;
}

static bool take_frames(Shelf *shelf, const char *engine)
{
    uint64_t begin = 0, at = frame_reader_tell(shelf->frames);
    bool known = false;
    StoredFrame frame;

    for (; !shelf->is_whole && frame_reader_next(shelf->frames, &frame);
         at = frame_reader_tell(shelf->frames)) {
        CodingReader reader = {frame.body, frame.body + frame.length};

        if (!known && frame.kind != SHELF_SAID)
            return false;
        if (frame.kind == SHELF_SAID) {
            take_said(shelf, &reader);
            known = known || !g_strcmp0(shelf_said(shelf, "engine"), engine);
        } else if (frame.kind == SHELF_RECORDS) {
            begin = begin ? begin : at;
        } else if (frame.kind == SHELF_ITEM) {
            take_item(shelf, &reader, begin ? begin : at, at);
            begin = 0;
        } else if (frame.kind == SHELF_SOURCE) {
            take_source(shelf, &reader);
        } else if (frame.kind == SHELF_PIXELS) {
            look_made(shelf, coding_get_text(&reader))->pixels = at;
        } else if (frame.kind == SHELF_LOOK) {
            look_made(shelf, coding_get_text(&reader))->look = at;
        } else if (frame.kind == SHELF_END) {
            shelf->is_whole = coding_get_number(&reader) == shelf->items;
        }
    }
    return known;
}

Shelf *shelf_open(const char *path, const char *engine)
{
    FrameReader *frames = frame_reader_new(path);
    g_autoptr(Shelf) shelf = NULL;

    if (!frames)
        return NULL;
    shelf = g_new0(Shelf, 1);
    shelf->frames = frames;
    shelf->said = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    shelf->sources = g_array_new(FALSE, TRUE, sizeof(ShelfSource));
    g_array_set_clear_func(shelf->sources, source_clear);
    shelf->entries = g_array_new(FALSE, TRUE, sizeof(Entry));
    shelf->by_key = g_hash_table_new(NULL, NULL);
    shelf->looks = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return take_frames(shelf, engine) ? g_steal_pointer(&shelf) : NULL;
}

void shelf_free(Shelf *shelf)
{
    if (!shelf)
        return;
    frame_reader_free(shelf->frames);
    g_hash_table_unref(shelf->said);
    g_array_unref(shelf->sources);
    g_array_unref(shelf->entries);
    g_hash_table_unref(shelf->by_key);
    g_hash_table_unref(shelf->looks);
    g_free(shelf);
}

char *shelf_peek(const char *path, const char *key)
{
    g_autoptr(FrameReader) frames = frame_reader_new(path);
    StoredFrame frame;

    while (frames && frame_reader_next(frames, &frame) && frame.kind == SHELF_SAID) {
        CodingReader reader = {frame.body, frame.body + frame.length};

        if (!g_strcmp0(coding_get_text(&reader), key))
            return g_strdup(coding_get_text(&reader));
    }
    return NULL;
}

bool shelf_is_whole(const Shelf *shelf)
{
    return shelf->is_whole;
}

const char *shelf_said(const Shelf *shelf, const char *key)
{
    return g_hash_table_lookup(shelf->said, key);
}

bool shelf_source(const Shelf *shelf, uint32_t source, ShelfSource *said)
{
    if (source >= shelf->sources->len)
        return false;
    *said = g_array_index(shelf->sources, ShelfSource, source);
    return true;
}

uint32_t shelf_end(const Shelf *shelf)
{
    return shelf->entries->len;
}

/* The frame at a place; one that was read once is still there. */
static bool frame_at(Shelf *shelf, uint64_t at, CodingReader *reader)
{
    StoredFrame frame;

    frame_reader_seek(shelf->frames, at);
    if (!frame_reader_next(shelf->frames, &frame))
        return false;
    *reader = (CodingReader){frame.body, frame.body + frame.length};
    return true;
}

bool shelf_item(Shelf *shelf, uint32_t id, ShelfItem *item)
{
    const Entry *entry = entry_of(shelf, id);
    CodingReader reader;

    if (!entry || !entry->at || !frame_at(shelf, entry->at, &reader))
        return false;
    *item = (ShelfItem){0};
    shelf_item_decode(&reader, item);
    return true;
}

void shelf_expect(Shelf *shelf, uint32_t id)
{
    const Entry *entry = entry_of(shelf, id);

    if (entry && entry->at)
        frame_reader_hold(shelf->frames, entry->begin, entry->at + ITEM_BYTES);
}

uint32_t shelf_find(const Shelf *shelf, uint64_t key, uint32_t after)
{
    if (after)
        return entry_of(shelf, after)->same;
    return GPOINTER_TO_UINT(g_hash_table_lookup(shelf->by_key, (gpointer)(uintptr_t)key));
}

const char *shelf_hash(const Shelf *shelf, uint32_t id)
{
    return entry_of(shelf, id)->hash;
}

uint32_t shelf_child(const Shelf *shelf, uint32_t id)
{
    const Entry *entry = entry_of(shelf, id);

    return entry ? entry->child : 0;
}

uint32_t shelf_sibling(const Shelf *shelf, uint32_t id)
{
    return entry_of(shelf, id)->sibling;
}

void shelf_take_records(Shelf *shelf, uint32_t id, Store *store, int64_t item)
{
    const Entry *entry = entry_of(shelf, id);
    StoreSummary summary;
    StoredFrame frame;
    ShelfItem said;

    if (!shelf_item(shelf, id, &said))
        return;
    summary = (StoreSummary){said.texts, said.gap, said.platform, said.accesses};
    store_take_summary(store, item, &summary);
    frame_reader_seek(shelf->frames, entry->begin);
    while (frame_reader_tell(shelf->frames) < entry->at && frame_reader_next(shelf->frames, &frame))
        if (frame.kind == SHELF_RECORDS)
            store_take_block(store, item, frame_reader_file(shelf->frames), frame.offset,
                             frame.length);
}

int64_t shelf_add_item(const ShelfItem *said, Store *store, uint32_t source, int64_t parent)
{
    const char *name = strrchr(said->place, '/');
    StoreItem item = {.source = source,
                      .parent = parent,
                      .ordinal = said->ordinal,
                      .path = said->path,
                      .name = name ? name + 1 : said->place,
                      .place = said->place,
                      .modified = said->modified,
                      .bytes = said->bytes};

    return store_add_item(store, &item);
}

int64_t shelf_put_item(Shelf *shelf, const ShelfItem *said, Store *store, uint32_t source,
                       int64_t parent)
{
    StoreItemResult result = {.state = said->state,
                              .reason = said->reason,
                              .detail = said->detail,
                              .type = said->type,
                              .reader = said->reader,
                              .hash = said->hash,
                              .bytes = said->bytes};
    int64_t id = shelf_add_item(said, store, source, parent);

    store_set_item(store, id, &result);
    if (said->is_container)
        store_set_container(store, id, said->members - said->embedded, said->entries_directory);
    shelf_take_records(shelf, said->id, store, id);
    return id;
}

static void decode_pixels(CodingReader *reader, FactPixels *pixels)
{
    FactSmall *small = &pixels->small;

    *pixels = (FactPixels){0};
    coding_get_text(reader); /* the hash */
    pixels->width = (uint32_t)coding_get_number(reader);
    pixels->height = (uint32_t)coding_get_number(reader);
    pixels->fingerprint = coding_get_number(reader);
    pixels->is_counted = coding_get_number(reader) != 0;
    pixels->face_count = (uint32_t)coding_get_number(reader);
    g_assert(pixels->face_count <= FACES_MAX);
    for (uint32_t i = 0; i < pixels->face_count; i++) {
        FactFace *face = &pixels->faces[i];

        face->x = coding_get_real(reader);
        face->y = coding_get_real(reader);
        face->width = coding_get_real(reader);
        face->height = coding_get_real(reader);
        face->score = coding_get_real(reader);
    }
    pixels->light = (const uint8_t *)coding_get_text(reader);
    pixels->pixelated = (const uint8_t *)coding_get_text(reader);
    pixels->clear_length = coding_get_number(reader);
    pixels->clear = (const uint8_t *)coding_get_text(reader);
    small->kind = (SmallKind)coding_get_number(reader);
    small->x = coding_get_real(reader);
    small->y = coding_get_real(reader);
    small->width = coding_get_real(reader);
    small->height = coding_get_real(reader);
    small->clear_length = coding_get_number(reader);
    small->clear = (const uint8_t *)coding_get_text(reader);
    pixels->marks_length = coding_get_number(reader);
    pixels->marks = (const uint8_t *)coding_get_text(reader);
    pixels->frames = (uint32_t)coding_get_number(reader);
    pixels->moment = (uint32_t)coding_get_number(reader);
}

bool shelf_look(Shelf *shelf, const char *hash, Reason *reason, const char **detail, bool *seen,
                FactPixels *pixels)
{
    const Look *look = g_hash_table_lookup(shelf->looks, hash);
    CodingReader reader;

    *seen = false;
    if (!look || !look->look || !frame_at(shelf, look->look, &reader))
        return false;
    coding_get_text(&reader);
    *reason = (Reason)coding_get_number(&reader);
    *detail = g_intern_string(coding_get_text(&reader)); /* our own sentences: there are few */
    if (look->pixels && frame_at(shelf, look->pixels, &reader)) {
        decode_pixels(&reader, pixels);
        *seen = true;
    }
    return true;
}

void shelf_take_looks(Shelf *shelf, Store *store)
{
    GHashTableIter iterator;
    gpointer hash;

    g_hash_table_iter_init(&iterator, shelf->looks);
    while (g_hash_table_iter_next(&iterator, &hash, NULL)) {
        FactPixels pixels;
        const char *detail;
        Reason reason;
        bool seen;

        if (!shelf_look(shelf, hash, &reason, &detail, &seen, &pixels))
            continue;
        if (seen)
            store_add_pixels(store, hash, &pixels);
        if (reason_is_gap(reason))
            store_add_look_gap(store, hash, reason, detail);
    }
}
