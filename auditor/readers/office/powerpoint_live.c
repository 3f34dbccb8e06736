/*
 * The chain of edits runs from the end of the file to its beginning; the newest directory wins.
 * Bounded by the number of records there can be.
 */
#include "readers/office/powerpoint_live.h"

#define HEADER_BYTES 8U
#define EDITS_MAX 10000U
#define USER_EDIT 0x0FF5
#define DIRECTORY 0x1772
#define SLIDE_PERSIST 0x03F3
#define SLIDE_LIST 0x0FF0
#define DOCUMENT 0x03E8
#define ENCRYPTED_MARK 0xF3D1C4DFU

bool powerpoint_record(Slice bytes, size_t at, PowerpointRecord *record)
{
    if (bytes.length < HEADER_BYTES || at > bytes.length - HEADER_BYTES) {
        return false;
    }
    unsigned head = legacy_u16(bytes, at);
    record->instance = head >> 4;
    record->is_container = (head & 0x0F) == 0x0F;
    record->kind = legacy_u16(bytes, at + 2);
    record->offset = at;
    record->body = legacy_part(bytes, at + HEADER_BYTES, legacy_u32(bytes, at + 4));
    return true;
}

/* One directory: runs of numbers with their offsets. */
static void read_directory(GHashTable *offsets, Slice body)
{
    for (size_t at = 0; at + 4 <= body.length;) {
        uint32_t head = legacy_u32(body, at);
        unsigned number = head & 0xFFFFF, count = head >> 20;
        at += 4;
        for (unsigned i = 0; i < count && at + 4 <= body.length; i++, at += 4) {
            gpointer key = GUINT_TO_POINTER(number + i);
            if (!g_hash_table_contains(offsets, key)) {
                g_hash_table_insert(offsets, key, GUINT_TO_POINTER(legacy_u32(body, at)));
            }
        }
    }
}

static bool read_edits(PowerpointLive *live, GHashTable *offsets, Slice document, Slice current)
{
    size_t at = legacy_u32(current, 16);
    live->encrypted = legacy_u32(current, 12) == ENCRYPTED_MARK;
    bool any = false;
    for (unsigned i = 0; i < EDITS_MAX && at != 0; i++) {
        PowerpointRecord edit, directory;
        if (!powerpoint_record(document, at, &edit) || edit.kind != USER_EDIT ||
            !powerpoint_record(document, legacy_u32(edit.body, 12), &directory) ||
            directory.kind != DIRECTORY) {
            return any;
        }
        live->encrypted = live->encrypted || edit.body.length >= 32;
        read_directory(offsets, directory.body);
        any = true;
        size_t before = legacy_u32(edit.body, 8);
        at = before < at ? before : 0;
    }
    return any;
}

/* The lists of slides in the document say which record is which slide. */
static void read_slide_list(PowerpointLive *live, Slice list)
{
    PowerpointRecord record;
    unsigned number = 0;
    for (size_t at = 0; powerpoint_record(list, at, &record);
         at += HEADER_BYTES + record.body.length) {
        if (record.kind == SLIDE_PERSIST) {
            g_hash_table_insert(live->slides, GUINT_TO_POINTER(legacy_u32(record.body, 0)),
                                GUINT_TO_POINTER(++number));
        }
    }
}

static gint by_offset(gconstpointer one, gconstpointer other)
{
    guint a = *(const guint *)one, b = *(const guint *)other;
    return (a > b) - (a < b);
}

/* One behind the other, and those of the directory that do not come that way: a save may leave
 * zeros between two. */
static void find_records(PowerpointLive *live, Slice document)
{
    PowerpointRecord record;
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    for (size_t at = 0; powerpoint_record(document, at, &record);
         at += HEADER_BYTES + record.body.length) {
        guint offset = (guint)at;
        if (record.kind != 0) {
            g_hash_table_add(seen, GUINT_TO_POINTER(offset));
            g_array_append_val(live->records, offset);
        }
    }
    GHashTableIter iter;
    gpointer key;
    g_hash_table_iter_init(&iter, live->live);
    while (g_hash_table_iter_next(&iter, &key, NULL)) {
        guint offset = GPOINTER_TO_UINT(key);
        if (!g_hash_table_contains(seen, key) && powerpoint_record(document, offset, &record)) {
            g_array_append_val(live->records, offset);
        }
    }
    g_array_sort(live->records, by_offset);
}

bool powerpoint_live_record(const PowerpointLive *live, Slice document, guint index,
                            PowerpointRecord *record)
{
    return index < live->records->len &&
           powerpoint_record(document, g_array_index(live->records, guint, index), record);
}

static void read_slides(PowerpointLive *live, Slice document)
{
    PowerpointRecord record, list;
    for (guint i = 0; powerpoint_live_record(live, document, i, &record); i++) {
        bool counts = !live->known ||
                      g_hash_table_contains(live->live, GUINT_TO_POINTER((guint)record.offset));
        for (size_t in = 0;
             record.kind == DOCUMENT && counts && powerpoint_record(record.body, in, &list);
             in += HEADER_BYTES + list.body.length) {
            if (list.kind == SLIDE_LIST && list.instance == 0) {
                read_slide_list(live, list.body);
            }
        }
    }
}

PowerpointLive *powerpoint_live_new(Slice document, Slice current)
{
    PowerpointLive *live = g_new0(PowerpointLive, 1);
    g_autoptr(GHashTable) offsets = g_hash_table_new(NULL, NULL);
    live->live = g_hash_table_new(NULL, NULL);
    live->slides = g_hash_table_new(NULL, NULL);
    live->records = g_array_new(FALSE, FALSE, sizeof(guint));
    live->known = read_edits(live, offsets, document, current);
    GHashTableIter iter;
    gpointer number, offset;
    g_hash_table_iter_init(&iter, offsets);
    while (g_hash_table_iter_next(&iter, &number, &offset)) {
        g_hash_table_insert(live->live, offset, number);
    }
    find_records(live, document);
    read_slides(live, document);
    return live;
}

void powerpoint_live_free(PowerpointLive *live)
{
    g_hash_table_unref(live->live);
    g_hash_table_unref(live->slides);
    g_array_unref(live->records);
    g_free(live);
}
