/* See earlier.h. */
#include "coordinator/earlier.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "coordinator/looks.h"
#include "store/places.h"

#define EXPECTED_MAXIMUM 4U /* contents of one place that are asked for */

void earlier_set_key(const Scan *scan, Task *task, const MessageLeaf *leaf)
{
    const char *owner = scan->inputs[task->source - 1].owner;
    const char *const texts[] = {task->path, task->place, task->declared_type,
                                 leaf ? leaf->location : NULL, leaf ? leaf->detail : NULL};
    uint64_t flags[] = {leaf ? leaf->reason : REASON_NONE, task->is_source, task->depth,
                        owner && g_str_has_prefix(owner, "staff")};
    XXH3_state_t *state;

    if (!scan->options->shelf && !scan->options->earlier[0] && !scan->options->earlier[1])
        return;
    state = XXH3_createState();
    XXH3_64bits_reset(state);
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++)
        XXH3_64bits_update(state, texts[i] ? texts[i] : "", texts[i] ? strlen(texts[i]) + 1 : 1);
    XXH3_64bits_update(state, flags, sizeof flags);
    task->key = XXH3_64bits_digest(state);
    XXH3_freeState(state);
}

char *earlier_expected(const Scan *scan, const Task *task)
{
    GString *expected = NULL;
    unsigned count = 0;

    if (task->look || task->reread)
        return NULL;
    for (size_t i = 0; i < EARLIER_SHELVES; i++) {
        const Shelf *shelf = scan->options->earlier[i];
        uint32_t id = shelf ? shelf_find(shelf, task->key, 0) : 0;

        for (; id && count < EXPECTED_MAXIMUM; id = shelf_find(shelf, task->key, id)) {
            if (!*shelf_hash(shelf, id))
                continue;
            if (!expected)
                expected = g_string_new(NULL);
            g_string_append(expected, shelf_hash(shelf, id));
            count++;
        }
    }
    return expected ? g_string_free(expected, FALSE) : NULL;
}

/* What may go otherwise when it is tried again. */
static bool is_chance(Reason reason)
{
    return reason == REASON_CRASHED || reason == REASON_TIMEOUT || reason == REASON_LIMIT_TIME ||
           reason == REASON_LIMIT_MEMORY || reason == REASON_SANDBOX_VIOLATION ||
           reason == REASON_CHANGED_DURING_SCAN || reason == REASON_UNREADABLE;
}

/* ---- pictures ---- */

static bool know_look(const Scan *scan, const char *hash, Shelf *shelf, Reason *reason,
                      const char **detail, bool *seen, FactPixels *pixels)
{
    return shelf && shelf_look(shelf, hash, reason, detail, seen, pixels) && !is_chance(*reason) &&
           (!*seen || pixels->is_counted || !scan->counts_faces);
}

static bool find_look(const Scan *scan, const char *hash, Reason *reason, const char **detail,
                      bool *seen, FactPixels *pixels)
{
    for (size_t i = 0; i < (scan->options->look_anew ? 1 : EARLIER_SHELVES); i++)
        if (know_look(scan, hash, scan->options->earlier[i], reason, detail, seen, pixels))
            return true;
    *reason = REASON_NONE;
    *detail = NULL;
    *seen = scan->options->kept && kept_find(scan->options->kept, hash, scan->counts_faces, pixels);
    return *seen;
}

bool earlier_look(Scan *scan, const char *hash)
{
    const char *detail;
    FactPixels pixels;
    Reason reason;
    bool seen;

    if (!find_look(scan, hash, &reason, &detail, &seen, &pixels))
        return false;
    if (seen)
        looks_pixels(scan, hash, &pixels);
    looks_tell(scan, hash, reason, detail);
    return true;
}

/* ---- what lies below an item ---- */

typedef struct {
    unsigned derived;
    uint64_t pixels;
    bool is_known; /* of all that the family is judged by: how looking into them ended */
} Family;

typedef struct {
    GArray *ids;          /* uint32_t: ascending, a parent before its children */
    GHashTable *families; /* char * -> Family * */
    uint64_t bytes;
} Below;

static Below *below_new(void)
{
    Below *below = g_new0(Below, 1);

    below->ids = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    below->families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return below;
}

static void below_free(Below *below)
{
    g_array_unref(below->ids);
    g_hash_table_unref(below->families);
    g_free(below);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Below, below_free)

static int compare_ids(const void *left, const void *right)
{
    const uint32_t *a = left, *b = right;

    return (*a > *b) - (*a < *b);
}

/* All items below one, whatever the level. */
static void collect_ids(Shelf *shelf, uint32_t top, GArray *ids)
{
    g_array_append_val(ids, top);
    for (guint i = 0; i < ids->len; i++) {
        uint32_t id = shelf_child(shelf, g_array_index(ids, uint32_t, i));

        for (; id; id = shelf_sibling(shelf, id))
            g_array_append_val(ids, id);
    }
    g_array_remove_index(ids, 0);
    g_array_sort(ids, compare_ids);
}

static uint64_t count_children(const Shelf *shelf, uint32_t id)
{
    uint64_t count = 0;

    for (uint32_t child = shelf_child(shelf, id); child; child = shelf_sibling(shelf, child))
        count++;
    return count;
}

/* What is looked into for its own sake, whatever its family: films, pictures with a small one. */
static void note_single(const Scan *scan, const char *hash, Below *below)
{
    g_autofree char *own = g_strconcat("=", hash, NULL);
    const char *detail;
    FactPixels pixels;
    Family *family;
    Reason reason;
    bool seen;

    if (g_hash_table_contains(below->families, own))
        return;
    family = g_new0(Family, 1);
    family->is_known = find_look(scan, own + 1, &reason, &detail, &seen, &pixels);
    g_hash_table_insert(below->families, g_steal_pointer(&own), family);
}

/* Of each size family the ones that it is judged by must be known: nobody can look at them now. */
static void note_family(const Scan *scan, const ShelfItem *item, Below *below)
{
    uint64_t pixels = (uint64_t)item->width * item->height;
    const char *detail;
    FactPixels seen_pixels;
    int distance = 0;
    char *family_path;
    Family *family;
    Reason reason;
    bool seen;

    if (!g_str_has_prefix(item->type, "image/"))
        return;
    family_path = place_family_of(item->place, item->width, item->height, &distance);
    family = g_hash_table_lookup(below->families, family_path);
    if (!family) {
        family = g_new0(Family, 1);
        family->derived = G_MAXUINT;
        g_hash_table_insert(below->families, family_path, family);
    } else {
        g_free(family_path);
    }
    if ((unsigned)distance > family->derived ||
        ((unsigned)distance == family->derived && distance > 0 && pixels < family->pixels))
        return;
    g_autofree char *hash = g_strdup(item->hash); /* the next look at the shelf takes it away */

    bool known = find_look(scan, hash, &reason, &detail, &seen, &seen_pixels);
    if ((unsigned)distance < family->derived || (distance > 0 && pixels > family->pixels))
        family->is_known = known;
    else
        family->is_known = family->is_known && known;
    family->derived = (unsigned)distance;
    family->pixels = MAX(family->pixels, pixels);
}

static void note_picture(const Scan *scan, const ShelfItem *item, Below *below)
{
    bool is_film = g_str_has_prefix(item->type, "video/");
    g_autofree char *single = is_film || item->has_small ? g_strdup(item->hash) : NULL;

    if (!is_film)
        note_family(scan, item, below);
    if (single)
        note_single(scan, single, below);
}

static bool is_usable(Scan *scan, Shelf *shelf, uint32_t id, Below *below)
{
    ShelfItem item;

    if (!shelf_item(shelf, id, &item) || is_chance(item.reason) || is_chance(item.gap) ||
        item.is_share)
        return false;
    below->bytes += item.bytes;
    if (scan->options->look && item.is_picture && item.hash && item.type)
        note_picture(scan, &item, below);
    return true;
}

/* Everything below the item; NULL when it cannot be taken over as it is. */
static Below *look_below(Scan *scan, Shelf *shelf, uint32_t top, const Task *task)
{
    g_autoptr(Below) below = below_new();
    GHashTableIter iterator;
    gpointer family;

    collect_ids(shelf, top, below->ids);
    for (guint i = 0; i < below->ids->len; i++)
        if (!is_usable(scan, shelf, g_array_index(below->ids, uint32_t, i), below))
            return NULL;
    g_hash_table_iter_init(&iterator, below->families);
    while (g_hash_table_iter_next(&iterator, NULL, &family))
        if (!((Family *)family)->is_known)
            return NULL;
    /* Bounds of the whole input: met as they were only where nothing else comes out of it. */
    if (task->depth > 0 && (task->root->unpacked + below->bytes > LIMIT_RATIO_FROM ||
                            task->root->unpacked_items + below->ids->len > LIMIT_ENTRIES))
        return NULL;
    return g_steal_pointer(&below);
}

/* ---- taking over ---- */

static int64_t put_item(Scan *scan, Shelf *shelf, const ShelfItem *said, const Task *top,
                        int64_t parent)
{
    scan_count(scan->result, said->state, said->reason, said->bytes);
    return shelf_put_item(shelf, said, scan->store, (uint32_t)top->source, parent);
}

static void keep_below(Scan *scan, Shelf *shelf, uint32_t id, int64_t item, int64_t parent,
                       const Task *top)
{
    ShelfItem said;

    if (!scan->options->shelf || !shelf_item(shelf, id, &said))
        return;
    said.id = (uint32_t)item;
    said.parent = (uint32_t)parent;
    said.source = (uint32_t)top->source;
    shelf_writer_item(scan->options->shelf, scan->store, item, &said);
}

/* Items below the task, with the pictures among them; parents come first, and into the shelf last.
 */
static void take_below(Scan *scan, Shelf *shelf, uint32_t top, Task *task, const Below *below)
{
    g_autoptr(GHashTable) items = g_hash_table_new(NULL, NULL);
    g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(int64_t));
    g_autoptr(GArray) parents = g_array_new(FALSE, FALSE, sizeof(int64_t));

    g_hash_table_insert(items, GUINT_TO_POINTER(top), GUINT_TO_POINTER((guint)task->item));
    for (guint i = 0; i < below->ids->len; i++) {
        uint32_t id = g_array_index(below->ids, uint32_t, i);
        ShelfItem said;
        int64_t parent, item;

        shelf_expect(shelf, id);
        if (!shelf_item(shelf, id, &said))
            return;
        parent = GPOINTER_TO_UINT(g_hash_table_lookup(items, GUINT_TO_POINTER(said.parent)));
        if (scan->options->look)
            looks_known(scan, task->source, &said);
        if (!shelf_item(shelf, id, &said)) /* looking may have read something else */
            return;
        item = put_item(scan, shelf, &said, task, parent);
        g_hash_table_insert(items, GUINT_TO_POINTER(id), GUINT_TO_POINTER((guint)item));
        g_array_append_val(taken, item);
        g_array_append_val(parents, parent);
    }
    /* leaves first, in the order in which they lie there; then who has any, the innermost first */
    for (guint i = 0; i < taken->len; i++)
        if (!shelf_child(shelf, g_array_index(below->ids, uint32_t, i)))
            keep_below(scan, shelf, g_array_index(below->ids, uint32_t, i),
                       g_array_index(taken, int64_t, i), g_array_index(parents, int64_t, i), task);
    for (guint i = taken->len; i-- > 0;)
        if (shelf_child(shelf, g_array_index(below->ids, uint32_t, i)))
            keep_below(scan, shelf, g_array_index(below->ids, uint32_t, i),
                       g_array_index(taken, int64_t, i), g_array_index(parents, int64_t, i), task);
    task->root->unpacked += below->bytes;
    task->root->unpacked_items += below->ids->len;
}

static void take_top(Task *task, const ShelfItem *said, const char *hash)
{
    task->state = said->state;
    task->reason = said->reason;
    g_free(task->detail);
    task->detail = g_strdup(said->detail);
    task->type = g_strdup(said->type);
    task->reader = g_strdup(said->reader);
    task->hash = g_strdup(hash);
    task->is_container = said->is_container;
    task->entries = said->entries;
    task->entries_directory = said->entries_directory;
    task->members = (uint64_t)said->members;
    task->embedded = (uint64_t)said->embedded;
    task->is_picture = said->is_picture;
    task->width = said->width;
    task->height = said->height;
    task->orientation = said->orientation;
    task->has_small = said->has_small;
}

static bool take_from(Scan *scan, Task *task, Shelf *shelf, uint32_t id, const MessageEnd *end)
{
    g_autoptr(Below) below = NULL;
    ShelfItem said;

    shelf_expect(shelf, id);
    if (!shelf_item(shelf, id, &said) || is_chance(said.reason) || is_chance(said.gap) ||
        said.is_share || said.bytes != task->size)
        return false;
    if ((uint64_t)said.members != count_children(shelf, id) ||
        !(below = look_below(scan, shelf, id, task)) || !shelf_item(shelf, id, &said))
        return false;
    take_top(task, &said, end->hash);
    shelf_take_records(shelf, id, scan->store, task->item);
    take_below(scan, shelf, id, task, below);
    if (task->is_source)
        scan_note_digest(scan, task, end->digest);
    looks_take(scan, task);
    return true;
}

static bool take(Scan *scan, Task *task, const MessageEnd *end)
{
    for (size_t i = 0; i < EARLIER_SHELVES && end->hash; i++) {
        Shelf *shelf = scan->options->earlier[i];
        uint32_t id = shelf ? shelf_find(shelf, task->key, 0) : 0;

        for (; id; id = shelf_find(shelf, task->key, id))
            if (!strcmp(shelf_hash(shelf, id), end->hash) &&
                take_from(scan, task, shelf, id, end)) {
                scan->result->taken++;
                return true;
            }
    }
    return false;
}

bool earlier_same(Scan *scan, Task *task, const MessageEnd *end)
{
    if (task->extent.kind != EXTENT_NONE && !task_set_size(task, end->bytes))
        return false;
    if (!task_has_changed(task) && take(scan, task, end))
        return true;
    task->reread = true;
    task->starts = 0;
    task->pending++;
    g_queue_push_head(scan->to_read, task);
    return true;
}

void earlier_keep(Scan *scan, const Task *task)
{
    ShelfItem said = {.id = (uint32_t)task->item,
                      .parent = task->parent ? (uint32_t)task->parent->item : 0,
                      .source = (uint32_t)task->source,
                      .ordinal = task->ordinal,
                      .key = task->key,
                      .path = task->path,
                      .place = task->place,
                      .modified = task->modified,
                      .type = task->type,
                      .reader = task->reader,
                      .hash = task->hash,
                      .detail = task->detail,
                      .bytes = task->size,
                      .state = task->state,
                      .reason = task->reason,
                      .is_container = task->is_container,
                      .is_share = task->depth == 0 && task->is_foreign,
                      .entries = task->entries,
                      .entries_directory = task->entries_directory,
                      .members = (int64_t)task->members,
                      .embedded = (int64_t)task->embedded,
                      .is_picture = task->is_picture,
                      .width = task->width,
                      .height = task->height,
                      .orientation = task->orientation,
                      .has_small = task->has_small};

    if (!scan->options->shelf)
        return;
    /* What the shard with the first share tells is not told again. */
    if (task->is_foreign && (task->depth > 0 || !task->is_container || task->parts_total < 2))
        return;
    shelf_writer_item(scan->options->shelf, scan->store, task->item, &said);
}
