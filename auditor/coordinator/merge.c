/* See merge.h. */
#include "coordinator/merge.h"

#include <string.h>

#include "commands/command.h"
#include "coordinator/sources.h"
#include "coordinator/task.h"

#define ZIP "application/zip"

/* An entry whose members are divided over shards, as far as it is put together. */
typedef struct {
    Task *task; /* how it ends: counts, state, reason */
    bool has_base;
} Shared;

typedef struct {
    const Merge *merge;
    ScanResult *result;
    Shared *shared; /* by entry of the plan */
    bool *seen;     /* the same: somebody told of it */
    GArray *first;  /* guint by source: its first entry */
} Merging;

static void shared_clear(Shared *shared)
{
    g_clear_pointer(&shared->task, task_free);
}

static void add_sources(Merging *merging)
{
    const Merge *merge = merging->merge;

    for (guint i = 0; i < units_inputs(merge->units); i++) {
        const ScanInput *input = &merge->inputs[i];
        g_autofree char *label =
            input->name ? g_strdup(input->name) : source_given_label(input->path);
        StoreSource row = {.label = label,
                           .path = input->path,
                           .kind = units_input(merge->units, i).is_folder ? "folder" : "file",
                           .channel = input->channel,
                           .access = input->access,
                           .owner = input->owner};

        store_add_source(merge->store, &row);
    }
}

/* What any shard says of the inputs themselves. */
static void set_sources(Merging *merging)
{
    const Merge *merge = merging->merge;

    for (uint32_t source = 1; source <= units_inputs(merge->units); source++) {
        bool changed = false;

        for (unsigned i = 0; i < units_shards(merge->units); i++) {
            ShelfSource said;

            if (!merge->shards[i] || !shelf_source(merge->shards[i], source, &said))
                continue;
            store_set_source(merge->store, source, said.counted, said.bytes, said.digest);
            changed = changed || said.changed;
        }
        if (changed)
            store_warn(merge->store, "source-changed", units_input(merge->units, source - 1).name);
    }
}

static int64_t put_item(Merging *merging, Shelf *shelf, const ShelfItem *said, int64_t parent)
{
    scan_count(merging->result, said->state, said->reason, said->bytes);
    return shelf_put_item(shelf, said, merging->merge->store, said->source, parent);
}

/* One shard's word on an entry that several have a share of. */
static int64_t put_share(Merging *merging, Shelf *shelf, const ShelfItem *said, Shared *shared)
{
    Task *task = shared->task;

    if (!task) {
        task = shared->task = task_new();
        task->item = shelf_add_item(said, merging->merge->store, said->source, 0);
        task->size = said->bytes;
        task->entries = 0;
        task->is_container = true;
    }
    task_worsen(task, said->state, said->reason, said->detail);
    task->entries += MAX(said->entries, 0);
    task->members += (uint64_t)said->members;
    task->embedded += (uint64_t)said->embedded;
    if (said->entries_directory >= 0)
        task->entries_directory = said->entries_directory;
    if (!task->type) {
        task->type = g_strdup(said->type);
        task->hash = g_strdup(said->hash);
    }
    if (!said->is_share) {
        shared->has_base = true;
        task->reader = g_strdup(said->reader);
    }
    if (!said->is_share || !shared->has_base)
        shelf_take_records(shelf, said->id, merging->merge->store, task->item);
    return task->item;
}

static bool find_entry(const Merging *merging, const ShelfItem *said, guint *entry)
{
    if (said->source >= merging->first->len)
        return false;
    *entry = g_array_index(merging->first, guint, said->source) + said->ordinal;
    return *entry < units_count(merging->merge->units);
}

static int64_t put_root(Merging *merging, Shelf *shelf, const ShelfItem *said)
{
    guint entry;

    if (!find_entry(merging, said, &entry))
        return 0;
    merging->seen[entry] = true;
    if (units_entry(merging->merge->units, entry).shares > 1 && said->is_container &&
        !g_strcmp0(said->type, ZIP))
        return put_share(merging, shelf, said, &merging->shared[entry]);
    return put_item(merging, shelf, said, 0);
}

static void put_shard(Merging *merging, Shelf *shelf)
{
    uint32_t end = shelf_end(shelf);
    g_autofree uint32_t *items = g_new0(uint32_t, end + 1);

    for (uint32_t id = 1; id < end; id++) {
        ShelfItem said;

        if (!shelf_item(shelf, id, &said))
            continue;
        if (said.parent == 0)
            items[id] = (uint32_t)put_root(merging, shelf, &said);
        else if (items[said.parent])
            items[id] = (uint32_t)put_item(merging, shelf, &said, items[said.parent]);
    }
    shelf_take_looks(shelf, merging->merge->store);
}

static bool is_missing(const Merge *merge, guint entry, uint32_t share)
{
    return !merge->shards[units_shard(merge->units, entry, share) - 1];
}

/* The last word on a divided entry: complete, or without the shares of those who are missing. */
static void close_shared(Merging *merging, guint entry)
{
    const Merge *merge = merging->merge;
    Task *task = merging->shared[entry].task;

    for (uint32_t share = 0; share < units_entry(merge->units, entry).shares; share++)
        if (is_missing(merge, entry, share))
            task_worsen(task, ITEM_PARTIAL, REASON_NOT_SCANNED, NULL);
    StoreItemResult result = task_result(task);

    store_set_item(merge->store, task->item, &result);
    store_set_container(merge->store, task->item, (int64_t)task_walked(task),
                        task->entries_directory);
    scan_count(merging->result, task->state, task->reason, task->size);
}

static void add_missing(Merging *merging, guint entry)
{
    const UnitEntry unit = units_entry(merging->merge->units, entry);
    const UnitInput input = units_input(merging->merge->units, unit.source - 1);
    g_autofree char *path =
        input.is_folder ? g_strdup_printf("%s/%s", input.name, unit.place) : g_strdup(input.name);
    ShelfItem said = {.source = unit.source,
                      .ordinal = unit.ordinal,
                      .path = path,
                      .place = unit.place,
                      .modified = unit.when,
                      .bytes = unit.bytes};
    StoreItemResult result = {
        .state = ITEM_FAILED, .reason = REASON_NOT_SCANNED, .bytes = unit.bytes};

    Store *store = merging->merge->store;

    store_set_item(store, shelf_add_item(&said, store, unit.source, 0), &result);
    scan_count(merging->result, ITEM_FAILED, REASON_NOT_SCANNED, unit.bytes);
}

/* Every entry of the plan must be told of by somebody, or belong to somebody who is missing. */
static void close_entries(Merging *merging, GError **error)
{
    const Merge *merge = merging->merge;

    for (guint i = 0; i < units_count(merge->units) && !*error; i++) {
        bool missing = is_missing(merge, i, 0);

        if (merging->shared[i].task)
            close_shared(merging, i);
        else if (!merging->seen[i] && missing)
            add_missing(merging, i);
        else if (!merging->seen[i])
            exit_error_set(error, EXIT_CONSERVATION, "cli-unit-lost",
                           TEXT_VALUES(TEXT_NUMBER("unit", i + 1),
                                       TEXT_NUMBER("shard", units_shard(merge->units, i, 0))));
    }
}

/* Layers of the sandbox that all had, and that any lacked; in most runs all say the same. */
static void join_layers(const Merge *merge, ScanResult *result)
{
    bool counted = true;

    for (unsigned i = 0; i < units_shards(merge->units); i++) {
        const char *active, *missing;

        if (!merge->shards[i] || !(active = shelf_said(merge->shards[i], "sandbox")))
            continue; /* a shard without work started no worker */
        missing = shelf_said(merge->shards[i], "sandbox-missing");
        if (!result->sandbox_active || strlen(active) < strlen(result->sandbox_active)) {
            g_free(result->sandbox_active);
            result->sandbox_active = g_strdup(active);
        }
        if (!result->sandbox_missing ||
            (missing && strlen(missing) > strlen(result->sandbox_missing))) {
            g_free(result->sandbox_missing);
            result->sandbox_missing = g_strdup(missing ? missing : "");
        }
        counted = counted && shelf_said(merge->shards[i], "counts-faces");
    }
    result->counted_faces = counted && result->sandbox_active;
}

bool merge_run(const Merge *merge, ScanResult *result, GError **error)
{
    guint entries = units_count(merge->units);
    Merging merging = {.merge = merge, .result = result};
    g_autofree char *missing = merge_missing(merge);
    GError *cause = NULL;

    *result = (ScanResult){0};
    merging.shared = g_new0(Shared, entries + 1);
    merging.seen = g_new0(bool, entries + 1);
    merging.first = g_array_new(FALSE, TRUE, sizeof(guint));
    for (guint i = 0; i < entries; i++)
        while (merging.first->len <= units_entry(merge->units, i).source)
            g_array_append_val(merging.first, i);
    add_sources(&merging);
    for (unsigned i = 0; i < units_shards(merge->units); i++)
        if (merge->shards[i])
            put_shard(&merging, merge->shards[i]);
    close_entries(&merging, &cause);
    set_sources(&merging);
    if (missing)
        store_warn(merge->store, "shards-missing", missing);
    if (!cause)
        scan_sums_agree(merge->store, result, &cause);
    join_layers(merge, result);
    for (guint i = 0; i < entries; i++)
        shared_clear(&merging.shared[i]);
    g_free(merging.shared);
    g_free(merging.seen);
    g_array_unref(merging.first);
    if (cause)
        g_propagate_error(error, cause);
    return cause == NULL;
}

char *merge_missing(const Merge *merge)
{
    unsigned shards = units_shards(merge->units);
    GString *text = g_string_new(NULL);

    for (unsigned i = 0; i < shards; i++) {
        unsigned last = i;

        if (merge->shards[i])
            continue;
        while (last + 1 < shards && !merge->shards[last + 1])
            last++;
        g_string_append_printf(text, text->len ? ",%u" : "%u", i + 1);
        if (last > i)
            g_string_append_printf(text, "-%u", last + 1);
        i = last;
    }
    if (text->len > 0)
        return g_string_free(text, FALSE);
    g_string_free(text, TRUE);
    return NULL;
}
