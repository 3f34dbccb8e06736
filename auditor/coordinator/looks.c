/* Which pictures are looked into; see looks.h. */
#include "coordinator/looks.h"

#include <string.h>

#include "coordinator/earlier.h"
#include "store/places.h"

#define HELD_BYTES (32ULL << 20)
#define HELD_TASKS 256U
#define HELD_ROOTS 32U /* entries of a folder; less than may be under way */

/* One content: whether there is a result, and the copies that wait for it. */
typedef struct {
    bool is_done;
    GPtrArray *waiting; /* Task * */
} Look;

/* The best members of a size family so far; NULL `held` once an original was there. */
typedef struct {
    unsigned derived;
    uint64_t pixels;
    GPtrArray *held; /* Task *, borrowed */
} Family;

struct Looks {
    GHashTable *by_hash;  /* char * -> Look * */
    GHashTable *families; /* char * -> Family * */
    GQueue held;          /* Task *, oldest first */
    uint64_t held_bytes;
    unsigned held_roots;
};

static void look_free(gpointer data)
{
    Look *look = data;

    g_ptr_array_unref(look->waiting);
    g_free(look);
}

static void family_free(gpointer data)
{
    Family *family = data;

    g_ptr_array_unref(family->held);
    g_free(family);
}

Looks *looks_new(void)
{
    Looks *looks = g_new0(Looks, 1);

    looks->by_hash = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, look_free);
    looks->families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, family_free);
    g_queue_init(&looks->held);
    return looks;
}

void looks_free(Looks *looks)
{
    if (!looks)
        return;
    g_hash_table_unref(looks->by_hash);
    g_hash_table_unref(looks->families);
    g_queue_clear(&looks->held);
    g_free(looks);
}

uint64_t looks_held(const Looks *looks)
{
    return looks->held.length;
}

void looks_pixels(Scan *scan, const char *hash, const FactPixels *pixels)
{
    store_add_pixels(scan->store, hash, pixels);
    if (scan->options->shelf)
        shelf_writer_pixels(scan->options->shelf, hash, pixels);
}

/* Whose gap it is follows when all are known (store/pictures.sql). */
void looks_tell(Scan *scan, const char *hash, Reason reason, const char *detail)
{
    if (reason_is_gap(reason))
        store_add_look_gap(scan->store, hash, reason, detail);
    if (scan->options->shelf)
        shelf_writer_look(scan->options->shelf, hash, reason, detail);
}

static void schedule(Scan *scan, Task *task)
{
    task->look = true;
    task->starts = 0;
    task->pending++;
    if (task_is_film(task))
        g_queue_push_tail(scan->to_film, task);
    else
        g_queue_push_head(scan->to_read, task); /* its bytes are at hand */
}

static Look *look_new(Looks *looks, const char *hash)
{
    Look *look = g_new0(Look, 1);

    look->waiting = g_ptr_array_new();
    g_hash_table_insert(looks->by_hash, g_strdup(hash), look);
    return look;
}

/* It shall be looked into, unless its content was. */
static void want(Scan *scan, Task *task)
{
    Looks *looks = scan->looks;
    Look *look = g_hash_table_lookup(looks->by_hash, task->hash);

    if (!look) {
        look = look_new(looks, task->hash);
        look->is_done = earlier_look(scan, task->hash);
        if (!look->is_done && scan->no_films && task_is_film(task)) {
            looks_tell(scan, task->hash, scan->films_reason, NULL);
            look->is_done = true;
        }
        if (!look->is_done)
            schedule(scan, task);
    } else if (!look->is_done) {
        task->pending++;
        g_ptr_array_add(look->waiting, task);
    }
}

static void let_go(Scan *scan, Task *task)
{
    Looks *looks = scan->looks;

    task->is_held = false;
    g_queue_remove(&looks->held, task);
    looks->held_bytes -= task->size;
    if (task->parent)
        task->parent->held--;
    else
        looks->held_roots--;
}

/* No longer held back, but looked into. */
static void release(Scan *scan, Task *task)
{
    Family *family = task->family;

    g_ptr_array_remove(family->held, task);
    let_go(scan, task);
    want(scan, task);
    scan_step_done(scan, task);
}

/* Something better has come: the held ones of this family are not needed. */
static void drop_held(Scan *scan, Family *family)
{
    while (family->held->len > 0) {
        Task *task = g_ptr_array_steal_index(family->held, family->held->len - 1);

        let_go(scan, task);
        scan_step_done(scan, task);
    }
}

/* Gives back the room it takes of its walker, who could not go on otherwise. */
static void give_back(Task *task)
{
    if (!task->origin)
        return;
    dispatch_give_back(task->origin, task->room);
    walk_unref(task->origin);
    task->origin = NULL;
}

static void hold(Scan *scan, Task *task, Family *family)
{
    Looks *looks = scan->looks;

    task->pending++;
    task->is_held = true;
    task->family = family;
    g_ptr_array_add(family->held, task);
    g_queue_push_tail(&looks->held, task);
    looks->held_bytes += task->size;
    if (task->parent)
        task->parent->held++;
    else
        looks->held_roots++;
    give_back(task);
    while (looks->held.length > HELD_TASKS || looks->held_bytes > HELD_BYTES ||
           looks->held_roots > HELD_ROOTS)
        release(scan, g_queue_peek_head(&looks->held));
    if (task->is_held && task->parent && task->parent->pending == task->parent->held)
        looks_flush(scan, task->parent);
}

static Family *family_of(Scan *scan, int64_t source, const char *place, uint32_t width,
                         uint32_t height, unsigned *derived)
{
    int distance = 0;
    g_autofree char *path = place_family_of(place, width, height, &distance);
    g_autofree char *key = g_strdup_printf("%" G_GINT64_FORMAT ":%s", source, path);
    Family *family = g_hash_table_lookup(scan->looks->families, key);

    *derived = (unsigned)distance;
    if (!family) {
        family = g_new0(Family, 1);
        family->derived = G_MAXUINT;
        family->held = g_ptr_array_new();
        g_hash_table_insert(scan->looks->families, g_steal_pointer(&key), family);
    }
    return family;
}

/* Whether the family is not judged by something better already. */
static bool is_best(Scan *scan, Family *family, unsigned derived, uint64_t pixels)
{
    if (derived > family->derived ||
        (derived == family->derived && pixels < family->pixels && derived > 0))
        return false;
    if (derived < family->derived || pixels > family->pixels) {
        family->derived = derived;
        family->pixels = pixels;
        drop_held(scan, family);
    }
    return true;
}

static bool is_seen(const char *type, const char *hash)
{
    return hash && type && g_str_has_prefix(type, "image/");
}

void looks_take(Scan *scan, Task *task)
{
    unsigned derived;
    Family *family;

    if (scan->options->look && task->hash && task->is_picture && task_is_film(task) &&
        scan->counts_faces)
        want(scan, task);
    if (!scan->options->look || !task->is_picture || !is_seen(task->type, task->hash))
        return;
    family = family_of(scan, task->source, task->place, task->width, task->height, &derived);
    if (!is_best(scan, family, derived, (uint64_t)task->width * task->height) && !task->has_small)
        return;
    if (derived == 0 || task->has_small) /* its small one is a question of its own */
        want(scan, task);
    else
        hold(scan, task, family);
}

static void know(Scan *scan, const char *hash)
{
    if (!g_hash_table_contains(scan->looks->by_hash, hash) && earlier_look(scan, hash))
        look_new(scan->looks, hash)->is_done = true;
}

void looks_known(Scan *scan, int64_t source, const ShelfItem *item)
{
    g_autofree char *hash = g_strdup(item->hash);
    unsigned derived;
    Family *family;

    if (item->is_picture && hash && item->type && g_str_has_prefix(item->type, "video/"))
        know(scan, hash);
    if (!item->is_picture || !is_seen(item->type, hash))
        return;
    family = family_of(scan, source, item->place, item->width, item->height, &derived);
    if (is_best(scan, family, derived, (uint64_t)item->width * item->height) || item->has_small)
        know(scan, hash);
}

void looks_done(Scan *scan, Task *task, Reason reason, const char *detail)
{
    Look *look = g_hash_table_lookup(scan->looks->by_hash, task->hash);
    g_autoptr(GPtrArray) waiting = look->waiting;

    look->waiting = g_ptr_array_new();
    look->is_done = true;
    looks_tell(scan, task->hash, reason, detail);
    for (guint i = 0; i < waiting->len; i++)
        scan_step_done(scan, waiting->pdata[i]);
}

void looks_end_films(Scan *scan, Reason reason)
{
    Task *task;

    scan->no_films = true;
    scan->films_reason = reason;
    while ((task = g_queue_pop_head(scan->to_film))) {
        looks_done(scan, task, reason, NULL);
        scan_step_done(scan, task);
    }
}

void looks_flush(Scan *scan, Task *parent)
{
    g_autoptr(GPtrArray) tasks = g_ptr_array_new();

    for (GList *link = scan->looks->held.head; link; link = link->next) {
        Task *task = link->data;

        if (!parent || task->parent == parent)
            g_ptr_array_add(tasks, task);
    }
    for (guint i = 0; i < tasks->len; i++)
        release(scan, tasks->pdata[i]);
}
