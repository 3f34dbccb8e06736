/*
 * Duplicates by hash and place. Roots differ from export to export, so that one place may be the
 * end of the other; but a bare file name proves nothing: it counts only between two exports that
 * have half of their files in common. Within one archive or folder nothing is a duplicate: a page
 * that a website has twice was published twice.
 */
#include "store/duplicates.h"

#include <string.h>

#include "store/places.h"

typedef struct {
    uint32_t item, original;
    uint64_t pair; /* of exports */
    bool sure;     /* more than a file name agrees */
} Candidate;

typedef struct {
    uint32_t item, order;
    uint64_t export; /* the source, or the outermost archive in it */
    char *place;     /* folded */
    bool whole;      /* an archive: it has no place of its own */
    bool is_read;
} File;

typedef struct {
    Store *store;
    const uint32_t *canonical;
    GHashTable *archives; /* items that are archives and nothing else */
    GArray *candidates;
    GHashTable *totals;   /* export -> files that have a double somewhere */
    GHashTable *common;   /* pair -> files in common */
    GHashTable *channels; /* source -> what the user said of it */
} Duplicates;

static void file_clear(gpointer data)
{
    g_free(((File *)data)->place);
}

static void read_archives(Duplicates *duplicates)
{
    sqlite3_stmt *get =
        rows_prepare(&duplicates->store->rows, "SELECT id FROM raw_item WHERE container = 1 AND"
                                               " coalesce(reader, '') = ''");

    while (rows_next(&duplicates->store->rows, get))
        g_hash_table_add(duplicates->archives,
                         GUINT_TO_POINTER((guint)sqlite3_column_int64(get, 0)));
    sqlite3_finalize(get);
}

static void read_channels(Duplicates *duplicates)
{
    sqlite3_stmt *get =
        rows_prepare(&duplicates->store->rows,
                     "SELECT id, coalesce(channel, '') || '|' || coalesce(access, '') || '|' ||"
                     " coalesce(owner, '') FROM source");

    while (rows_next(&duplicates->store->rows, get))
        g_hash_table_insert(duplicates->channels,
                            GUINT_TO_POINTER((guint)sqlite3_column_int64(get, 0)),
                            g_strdup(rows_text(get, 1)));
    sqlite3_finalize(get);
}

/* The outermost archive that holds the item (or that it is), else its source. */
static uint64_t export_of(const Duplicates *duplicates, uint32_t item)
{
    uint64_t archive = 0;
    uint32_t at = item;

    for (; at; at = store_entry(duplicates->store, at)->parent) {
        if (g_hash_table_contains(duplicates->archives, GUINT_TO_POINTER(at)))
            archive = at;
    }
    return archive ? archive : UINT64_C(1) << 32 | store_entry(duplicates->store, item)->source;
}

/* Bytes that agree at the ends of both, from a '/' on or all of one; 0 when neither ends like the
 * other. */
static size_t same_end(const char *one, const char *other)
{
    size_t a = strlen(one), b = strlen(other);
    const char *longer = a > b ? one : other;
    size_t least = MIN(a, b), most = MAX(a, b);

    if (strcmp(longer + most - least, a > b ? other : one) != 0)
        return 0;
    return most == least || longer[most - least - 1] == '/' ? least : 0;
}

static bool is_same_channel(const Duplicates *duplicates, uint32_t one, uint32_t other)
{
    const char *first = g_hash_table_lookup(
        duplicates->channels, GUINT_TO_POINTER(store_entry(duplicates->store, one)->source));
    const char *second = g_hash_table_lookup(
        duplicates->channels, GUINT_TO_POINTER(store_entry(duplicates->store, other)->source));

    return g_strcmp0(first, second) == 0;
}

static void count_up(GHashTable *counts, uint64_t key)
{
    guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, &key));
    uint64_t *copy = g_new(uint64_t, 1);

    *copy = key;
    g_hash_table_replace(counts, copy, GUINT_TO_POINTER(count + 1));
}

static guint count_of(GHashTable *counts, uint64_t key)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(counts, &key));
}

/* What makes `file` a repetition of `earlier`, if anything. What was cut off of one of them nobody
 * has seen, so that only two whole or two partial ones can be the same. */
static bool repeats(const Duplicates *duplicates, const File *file, const File *earlier, bool *sure)
{
    size_t same = same_end(file->place, earlier->place);

    if (file->export == earlier->export || file->whole != earlier->whole ||
        earlier->is_read != file->is_read ||
        !is_same_channel(duplicates, file->item, earlier->item))
        return false;
    *sure = file->whole || memchr(file->place + strlen(file->place) - same, '/', same) != NULL;
    return file->whole || same > 0;
}

static gint compare_files(gconstpointer left, gconstpointer right)
{
    const File *a = left, *b = right;

    return (a->order > b->order) - (a->order < b->order);
}

#define EARLIER_MAX 64U /* files with the same bytes that one is compared with */

/* All files of the same bytes. */
static void take_group(Duplicates *duplicates, GArray *group)
{
    g_array_sort(group, compare_files);
    for (guint i = 1; i < group->len; i++) {
        const File *file = &g_array_index(group, File, i);

        for (guint k = 0; k < MIN(i, EARLIER_MAX); k++) {
            const File *earlier = &g_array_index(group, File, k);
            Candidate candidate = {.item = file->item, .original = earlier->item};

            if (!repeats(duplicates, file, earlier, &candidate.sure))
                continue;
            candidate.pair = (file->export * UINT64_C(0x9E3779B97F4A7C15)) ^ earlier->export;
            count_up(duplicates->common, candidate.pair);
            g_array_append_val(duplicates->candidates, candidate);
            break;
        }
    }
    g_array_set_size(group, 0);
}

static void add_file(Duplicates *duplicates, GArray *group, sqlite3_stmt *row)
{
    uint32_t item = (uint32_t)sqlite3_column_int64(row, 0);
    const char *state = rows_text(row, 2);
    File file = {.item = item,
                 .order = duplicates->canonical[item - 1],
                 .export = export_of(duplicates, item),
                 .place = place_fold(rows_text(row, 1)),
                 .whole = g_hash_table_contains(duplicates->archives, GUINT_TO_POINTER(item)),
                 .is_read = g_strcmp0(state, "read") == 0};

    g_array_append_val(group, file);
}

static void find_candidates(Duplicates *duplicates)
{
    sqlite3_stmt *get =
        rows_prepare(&duplicates->store->rows,
                     "SELECT id, coalesce(place, ''), state, hash FROM raw_item WHERE hash IN"
                     " (SELECT hash FROM raw_item WHERE bytes > 0 AND state IN ('read', 'partial')"
                     " GROUP BY hash HAVING count(*) > 1) AND state IN ('read', 'partial')"
                     " ORDER BY hash");
    g_autoptr(GArray) group = g_array_new(FALSE, TRUE, sizeof(File));
    g_autofree char *hash = NULL;

    g_array_set_clear_func(group, file_clear);
    while (rows_next(&duplicates->store->rows, get)) {
        if (g_strcmp0(hash, rows_text(get, 3)) != 0) {
            take_group(duplicates, group);
            g_free(hash);
            hash = g_strdup(rows_text(get, 3));
        }
        add_file(duplicates, group, get);
    }
    take_group(duplicates, group);
    sqlite3_finalize(get);
}

/* Files of each export that has candidates. */
static void count_totals(Duplicates *duplicates)
{
    sqlite3_stmt *get;

    if (duplicates->candidates->len == 0)
        return;
    get = rows_prepare(&duplicates->store->rows,
                       "SELECT id FROM raw_item WHERE hash IS NOT NULL AND bytes > 0");
    while (rows_next(&duplicates->store->rows, get))
        count_up(duplicates->totals, export_of(duplicates, (uint32_t)sqlite3_column_int64(get, 0)));
    sqlite3_finalize(get);
}

static void store_candidates(Duplicates *duplicates)
{
    for (guint i = 0; i < duplicates->candidates->len; i++) {
        const Candidate *candidate = &g_array_index(duplicates->candidates, Candidate, i);
        guint all = count_of(duplicates->totals, export_of(duplicates, candidate->item));

        if (candidate->sure || 2 * count_of(duplicates->common, candidate->pair) >= all)
            store_set_duplicate(duplicates->store, candidate->item, candidate->original);
    }
}

void duplicates_find(Store *store, const uint32_t *canonical)
{
    Duplicates duplicates = {.store = store, .canonical = canonical};

    duplicates.archives = g_hash_table_new(NULL, NULL);
    duplicates.channels = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    duplicates.totals = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    duplicates.common = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    duplicates.candidates = g_array_new(FALSE, TRUE, sizeof(Candidate));
    read_archives(&duplicates);
    read_channels(&duplicates);
    find_candidates(&duplicates);
    count_totals(&duplicates);
    store_candidates(&duplicates);
    g_array_free(duplicates.candidates, TRUE);
    g_hash_table_destroy(duplicates.common);
    g_hash_table_destroy(duplicates.totals);
    g_hash_table_destroy(duplicates.channels);
    g_hash_table_destroy(duplicates.archives);
}
