/* See units.h. Nothing is read here but folders: that a file is a zip, its name has to say; where
 * it is none after all, whoever has the first share reads all of it. */
#include "coordinator/units.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "commands/command.h"
#include "coordinator/sources.h"
#include "store/coding.h"
#include "store/frames.h"

#define SHARE_BYTES (16ULL << 20) /* a zip is divided into shares of about this */
#define ENTRY_BYTES 16384U        /* what an entry costs beside its bytes */

enum { FRAME_HEAD = 1, FRAME_INPUT, FRAME_ENTRY, FRAME_END };

typedef struct {
    UnitEntry entry; /* place and when owned */
    GArray *shards;  /* uint32_t by share: from 1 */
} Entry;

struct Units {
    unsigned shards;
    GPtrArray *inputs;  /* UnitInput * */
    GPtrArray *entries; /* Entry *, by source and ordinal */
    char *digest;
    GHashTable *mine; /* Entry * by number -> GArray *: shares of the chosen shard */
    GArray *first;    /* guint by source: index of its first entry */
};

typedef struct {
    uint64_t bytes;
    guint entry;
    uint32_t share;
} Unit;

static void entry_free(gpointer data)
{
    Entry *entry = data;

    g_free((char *)entry->entry.place);
    g_free((char *)entry->entry.when);
    g_array_unref(entry->shards);
    g_free(entry);
}

static void input_free(gpointer data)
{
    UnitInput *input = data;

    g_free((char *)input->name);
    g_free(input);
}

static Units *units_new(unsigned shards)
{
    Units *units = g_new0(Units, 1);

    units->shards = shards;
    units->inputs = g_ptr_array_new_with_free_func(input_free);
    units->entries = g_ptr_array_new_with_free_func(entry_free);
    units->first = g_array_new(FALSE, TRUE, sizeof(guint));
    return units;
}

void units_free(Units *units)
{
    if (!units)
        return;
    g_ptr_array_unref(units->inputs);
    g_ptr_array_unref(units->entries);
    g_array_unref(units->first);
    g_clear_pointer(&units->mine, g_hash_table_unref);
    g_free(units->digest);
    g_free(units);
}

static void add_input(Units *units, const char *name, bool is_folder)
{
    UnitInput *input = g_new0(UnitInput, 1);

    input->name = g_strdup(name);
    input->is_folder = is_folder;
    g_ptr_array_add(units->inputs, input);
}

static void add_entry(Units *units, const UnitEntry *given)
{
    Entry *entry = g_new0(Entry, 1);

    entry->entry = *given;
    entry->entry.place = g_strdup(given->place);
    entry->entry.when = g_strdup(given->when);
    entry->shards = g_array_new(FALSE, TRUE, sizeof(uint32_t));
    g_array_set_size(entry->shards, given->shares);
    while (units->first->len <= given->source)
        g_array_append_val(units->first, units->entries->len);
    g_ptr_array_add(units->entries, entry);
}

static uint32_t shares_of(const char *place, uint64_t bytes, unsigned shards)
{
    const char *dot = strrchr(place, '.');

    if (bytes < SHARE_BYTES || !dot || g_ascii_strcasecmp(dot, ".zip") != 0)
        return 1;
    return (uint32_t)MIN(bytes / SHARE_BYTES + 1, shards);
}

static bool list_input(Units *units, const char *path, uint32_t number, GError **error)
{
    g_autoptr(Source) source = source_open(path, error);
    g_autofree char *name = g_path_get_basename(path);
    SourceEntry entry;

    if (source)
        add_input(units, name, source_is_folder(source));
    while (source && source_next(source, &entry)) {
        UnitEntry unit = {.source = number,
                          .ordinal = entry.ordinal,
                          .bytes = entry.size,
                          .modified = entry.modified_nanoseconds,
                          .place = entry.place,
                          .when = entry.modified};

        unit.shares = entry.fd < 0 ? 1 : shares_of(entry.place, entry.size, units->shards);
        add_entry(units, &unit);
        if (entry.fd >= 0)
            close(entry.fd);
        g_free(entry.modified);
    }
    return source != NULL;
}

/* ---- dividing ---- */

static int compare_units(const void *left, const void *right)
{
    const Unit *a = left, *b = right;

    if (a->bytes != b->bytes)
        return a->bytes < b->bytes ? 1 : -1;
    if (a->entry != b->entry)
        return a->entry > b->entry ? 1 : -1;
    return (a->share > b->share) - (a->share < b->share);
}

typedef struct {
    uint64_t bytes;
    uint32_t shard;
} Load;

static bool is_lighter(const Load *one, const Load *other)
{
    return one->bytes != other->bytes ? one->bytes < other->bytes : one->shard < other->shard;
}

/* The lightest stands on top of a heap; it got heavier and sinks to where it belongs. */
static void sink(Load *loads, unsigned count)
{
    unsigned at = 0, child;

    while ((child = 2 * at + 1) < count) {
        if (child + 1 < count && is_lighter(&loads[child + 1], &loads[child]))
            child++;
        if (!is_lighter(&loads[child], &loads[at]))
            return;
        Load other = loads[at];

        loads[at] = loads[child];
        loads[child] = other;
        at = child;
    }
}

static void divide(Units *units)
{
    g_autoptr(GArray) all = g_array_new(FALSE, FALSE, sizeof(Unit));
    g_autofree Load *loads = g_new0(Load, units->shards);

    for (guint i = 0; i < units->entries->len; i++) {
        const UnitEntry *entry = &((Entry *)units->entries->pdata[i])->entry;

        for (uint32_t share = 0; share < entry->shares; share++) {
            Unit unit = {entry->bytes / entry->shares + ENTRY_BYTES, i, share};

            g_array_append_val(all, unit);
        }
    }
    g_array_sort(all, compare_units);
    for (unsigned i = 0; i < units->shards; i++)
        loads[i].shard = i + 1;
    for (guint i = 0; i < all->len; i++) {
        const Unit *unit = &g_array_index(all, Unit, i);
        Entry *entry = units->entries->pdata[unit->entry];

        g_array_index(entry->shards, uint32_t, unit->share) = loads[0].shard;
        loads[0].bytes += unit->bytes;
        sink(loads, units->shards);
    }
}

static void encode_entry(GByteArray *body, const UnitEntry *entry)
{
    const uint64_t numbers[] = {entry->source, entry->ordinal, entry->bytes,
                                (uint64_t)entry->modified, entry->shares};

    g_byte_array_set_size(body, 0);
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++)
        coding_put_number(body, numbers[i]);
    coding_put_text(body, entry->place);
    coding_put_text(body, entry->when);
}

static void encode_input(GByteArray *body, const UnitInput *input)
{
    g_byte_array_set_size(body, 0);
    coding_put_text(body, input->name);
    coding_put_number(body, input->is_folder);
}

static void make_digest(Units *units)
{
    XXH3_state_t *state = XXH3_createState();
    g_autoptr(GByteArray) body = g_byte_array_new();
    uint64_t shards = units->shards;
    XXH128_hash_t hash;

    XXH3_128bits_reset(state);
    XXH3_128bits_update(state, &shards, sizeof shards);
    for (guint i = 0; i < units->inputs->len; i++) {
        encode_input(body, units->inputs->pdata[i]);
        XXH3_128bits_update(state, body->data, body->len);
    }
    for (guint i = 0; i < units->entries->len; i++) {
        encode_entry(body, &((Entry *)units->entries->pdata[i])->entry);
        XXH3_128bits_update(state, body->data, body->len);
    }
    hash = XXH3_128bits_digest(state);
    XXH3_freeState(state);
    units->digest = g_strdup_printf("%016" G_GINT64_MODIFIER "x%016" G_GINT64_MODIFIER "x",
                                    (guint64)hash.high64, (guint64)hash.low64);
}

Units *units_plan(const char *const *inputs, size_t count, unsigned shards, GError **error)
{
    g_autoptr(Units) units = units_new(shards);

    for (size_t i = 0; i < count; i++)
        if (!list_input(units, inputs[i], (uint32_t)i + 1, error))
            return NULL;
    divide(units);
    make_digest(units);
    return g_steal_pointer(&units);
}

/* ---- the file ---- */

bool units_write(const Units *units, const char *path, GError **error)
{
    g_autoptr(Units) there = units_read(path);
    g_autofree char *beside = g_strdup_printf("%s.%d-%08x", path, (int)getpid(), g_random_int());
    g_autoptr(FrameWriter) writer = NULL;
    g_autoptr(GByteArray) body = g_byte_array_new();

    if (there && !strcmp(units_digest(there), units_digest(units)))
        return true;
    writer = frame_writer_new(beside, error);
    if (!writer)
        return false;
    coding_put_number(body, units->shards);
    coding_put_text(body, units->digest);
    frame_writer_put(writer, FRAME_HEAD, body->data, body->len);
    for (guint i = 0; i < units->inputs->len; i++) {
        encode_input(body, units->inputs->pdata[i]);
        frame_writer_put(writer, FRAME_INPUT, body->data, body->len);
    }
    for (guint i = 0; i < units->entries->len; i++) {
        encode_entry(body, &((Entry *)units->entries->pdata[i])->entry);
        frame_writer_put(writer, FRAME_ENTRY, body->data, body->len);
    }
    frame_writer_put(writer, FRAME_END, "", 0);
    if (frame_writer_finish(writer, error) && rename(beside, path) == 0)
        return true;
    if (!*error)
        exit_error_set(error, EXIT_CANNOT_WRITE, "cli-store-fails",
                       TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", "rename")));
    unlink(beside);
    return false;
}

static void read_entry(Units *units, CodingReader *reader)
{
    UnitEntry entry = {0};

    entry.source = (uint32_t)coding_get_number(reader);
    entry.ordinal = (uint32_t)coding_get_number(reader);
    entry.bytes = coding_get_number(reader);
    entry.modified = (int64_t)coding_get_number(reader);
    entry.shares = (uint32_t)coding_get_number(reader);
    entry.place = coding_get_text(reader);
    entry.when = coding_get_text(reader);
    add_entry(units, &entry);
}

Units *units_read(const char *path)
{
    g_autoptr(FrameReader) frames = frame_reader_new(path);
    g_autoptr(Units) units = NULL;
    StoredFrame frame = {0};

    while (frames && frame_reader_next(frames, &frame)) {
        CodingReader reader = {frame.body, frame.body + frame.length};

        if (frame.kind == FRAME_HEAD && !units) {
            units = units_new((unsigned)coding_get_number(&reader));
            units->digest = g_strdup(coding_get_text(&reader));
        } else if (frame.kind == FRAME_INPUT && units) {
            const char *name = coding_get_text(&reader);

            add_input(units, name, coding_get_number(&reader) != 0);
        } else if (frame.kind == FRAME_ENTRY && units) {
            read_entry(units, &reader);
        }
    }
    if (!units || frame.kind != FRAME_END)
        return NULL;
    divide(units);
    return g_steal_pointer(&units);
}

/* ---- asking ---- */

unsigned units_shards(const Units *units)
{
    return units->shards;
}

const char *units_digest(const Units *units)
{
    return units->digest;
}

guint units_inputs(const Units *units)
{
    return units->inputs->len;
}

UnitInput units_input(const Units *units, guint index)
{
    return *(UnitInput *)units->inputs->pdata[index];
}

guint units_count(const Units *units)
{
    return units->entries->len;
}

UnitEntry units_entry(const Units *units, guint index)
{
    return ((Entry *)units->entries->pdata[index])->entry;
}

unsigned units_shard(const Units *units, guint index, uint32_t share)
{
    return g_array_index(((Entry *)units->entries->pdata[index])->shards, uint32_t, share);
}

void units_choose(Units *units, unsigned shard)
{
    g_clear_pointer(&units->mine, g_hash_table_unref);
    units->mine = g_hash_table_new_full(NULL, NULL, NULL, (GDestroyNotify)g_array_unref);
    for (guint i = 0; i < units->entries->len; i++) {
        const Entry *entry = units->entries->pdata[i];
        GArray *shares = NULL;

        for (uint32_t share = 0; share < entry->shards->len; share++) {
            if (g_array_index(entry->shards, uint32_t, share) != shard)
                continue;
            if (!shares)
                shares = g_array_new(FALSE, FALSE, sizeof(uint32_t));
            g_array_append_val(shares, share);
        }
        if (shares)
            g_hash_table_insert(units->mine, GUINT_TO_POINTER(i), shares);
    }
}

/* Entries of a source stand in the order of their ordinals, without holes. */
static bool find_entry(const Units *units, uint32_t source, uint32_t ordinal, guint *index)
{
    if (source >= units->first->len)
        return false;
    *index = g_array_index(units->first, guint, source) + ordinal;
    if (*index >= units->entries->len)
        return false;
    UnitEntry entry = units_entry(units, *index);

    return entry.source == source && entry.ordinal == ordinal;
}

bool units_mine(const Units *units, uint32_t source, uint32_t ordinal, const GArray **shares)
{
    const GArray *own;
    guint index;

    *shares = NULL;
    if (!find_entry(units, source, ordinal, &index))
        return false;
    own = g_hash_table_lookup(units->mine, GUINT_TO_POINTER(index));
    if (own && units_entry(units, index).shares > 1)
        *shares = own;
    return own != NULL;
}

uint32_t units_shares_total(const Units *units, uint32_t source, uint32_t ordinal)
{
    guint index;

    return find_entry(units, source, ordinal, &index) ? units_entry(units, index).shares : 1;
}
