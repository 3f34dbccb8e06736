/* Writing a shelf; shelf_read.c reads it. The records of an item stand right before the item. */
#include "store/shelf.h"

#include <string.h>

#include "store/coding.h"
#include "store/frames.h"
#include "store/shelf_frames.h"
#include "store/shelf_store.h"

struct ShelfWriter {
    FrameWriter *frames;
    GByteArray *body;
    uint64_t items;
};

ShelfWriter *shelf_writer_new(const char *path, GError **error)
{
    FrameWriter *frames = frame_writer_new(path, error);
    ShelfWriter *writer;

    if (!frames)
        return NULL;
    writer = g_new0(ShelfWriter, 1);
    writer->frames = frames;
    writer->body = g_byte_array_new();
    return writer;
}

void shelf_writer_free(ShelfWriter *writer)
{
    if (!writer)
        return;
    frame_writer_free(writer->frames);
    g_byte_array_unref(writer->body);
    g_free(writer);
}

static GByteArray *begin(ShelfWriter *writer)
{
    g_byte_array_set_size(writer->body, 0);
    return writer->body;
}

static void put(ShelfWriter *writer, ShelfFrame kind)
{
    frame_writer_put(writer->frames, kind, writer->body->data, writer->body->len);
}

void shelf_writer_say(ShelfWriter *writer, const char *key, const char *value)
{
    GByteArray *body = begin(writer);

    coding_put_text(body, key);
    coding_put_text(body, value);
    put(writer, SHELF_SAID);
}

static uint64_t put_block(const uint8_t *bytes, size_t length, void *user)
{
    return frame_writer_put(((ShelfWriter *)user)->frames, SHELF_RECORDS, bytes, length);
}

void shelf_writer_item(ShelfWriter *writer, Store *store, int64_t item, ShelfItem *said)
{
    StoreSummary summary = store_summary(store, item);
    GByteArray *body;

    said->texts = summary.texts;
    said->gap = summary.gap;
    said->platform = summary.platform;
    said->accesses = summary.accesses;
    store_move_blocks(store, item, frame_writer_file(writer->frames), put_block, writer);
    body = begin(writer);
    shelf_item_encode(body, said);
    put(writer, SHELF_ITEM);
    writer->items++;
}

void shelf_writer_source(ShelfWriter *writer, uint32_t source, const ShelfSource *said)
{
    GByteArray *body = begin(writer);

    coding_put_number(body, source);
    coding_put_number(body, (uint64_t)(said->counted + 1));
    coding_put_number(body, said->bytes);
    coding_put_text(body, said->digest);
    coding_put_number(body, said->changed);
    put(writer, SHELF_SOURCE);
}

void shelf_writer_pixels(ShelfWriter *writer, const char *hash, const FactPixels *pixels)
{
    GByteArray *body = begin(writer);

    coding_put_text(body, hash);
    coding_put_number(body, pixels->width);
    coding_put_number(body, pixels->height);
    coding_put_number(body, pixels->fingerprint);
    coding_put_number(body, pixels->is_counted);
    coding_put_number(body, pixels->face_count);
    for (uint32_t i = 0; i < pixels->face_count; i++) {
        const FactFace *face = &pixels->faces[i];

        coding_put_real(body, face->x);
        coding_put_real(body, face->y);
        coding_put_real(body, face->width);
        coding_put_real(body, face->height);
        coding_put_real(body, face->score);
    }
    coding_put_bytes(body, (const char *)pixels->light, LIGHT_BYTES);
    coding_put_bytes(body, (const char *)pixels->pixelated, PIXELATED_BYTES);
    coding_put_number(body, pixels->clear ? pixels->clear_length : 0);
    coding_put_bytes(body, (const char *)pixels->clear, pixels->clear_length);
    coding_put_number(body, pixels->small.kind);
    coding_put_real(body, pixels->small.x);
    coding_put_real(body, pixels->small.y);
    coding_put_real(body, pixels->small.width);
    coding_put_real(body, pixels->small.height);
    coding_put_number(body, pixels->small.clear ? pixels->small.clear_length : 0);
    coding_put_bytes(body, (const char *)pixels->small.clear, pixels->small.clear_length);
    coding_put_number(body, pixels->marks ? pixels->marks_length : 0);
    coding_put_bytes(body, (const char *)pixels->marks, pixels->marks_length);
    coding_put_number(body, pixels->frames);
    coding_put_number(body, pixels->moment);
    put(writer, SHELF_PIXELS);
}

void shelf_writer_look(ShelfWriter *writer, const char *hash, Reason reason, const char *detail)
{
    GByteArray *body = begin(writer);

    coding_put_text(body, hash);
    coding_put_number(body, reason);
    coding_put_text(body, detail);
    put(writer, SHELF_LOOK);
}

void shelf_writer_tick(ShelfWriter *writer)
{
    frame_writer_tick(writer->frames);
}

bool shelf_writer_finish(ShelfWriter *writer, GError **error)
{
    GByteArray *body = begin(writer);

    coding_put_number(body, writer->items);
    put(writer, SHELF_END);
    return frame_writer_finish(writer->frames, error);
}
