/*
 * The scan's course: inputs in, tasks out, every row of the ledger opened and closed here. What
 * workers say is taken in by dispatch.c, what texts mean by intake.c. One poll loop, one thread.
 */
#include "coordinator/scan.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "coordinator/earlier.h"
#include "coordinator/looks.h"
#include "coordinator/scan_internal.h"
#include "coordinator/units.h"

/* Leaves that readings gave wait in memory up to the first, then on disk; where the disk is full in
 * memory again up to the second. */
#define EMBEDDED_MEMORY_BYTES (32ULL << 20)
#define MAX_EMBEDDED_BYTES (128ULL << 20)
#define MAX_ROOTS 64U /* entries of the inputs that are under way: each may hold a descriptor */
#define SHARE_FROM_BYTES (16ULL << 20) /* a zip larger than this is shared out to two walkers */

void scan_fail(Scan *scan, ExitStatus status, const char *id, const TextValue *values)
{
    if (!scan->error)
        exit_error_set(&scan->error, status, id, values);
}

void scan_count(ScanResult *result, ItemState state, Reason reason, uint64_t bytes)
{
    result->items++;
    result->states[state]++;
    result->gaps += reason_is_gap(reason);
    result->bytes += bytes;
}

/* The last word on an item. A container is closed after its members, so that only few are open at a
 * time. */
static void close_task(Scan *scan, Task *task)
{
    StoreItemResult result = task_result(task);

    if (task->is_container && task->parts_lost == 0 && task->entries >= 0 &&
        (uint64_t)task->entries != task_walked(task))
        scan_fail(scan, EXIT_CONSERVATION, "cli-members-lost",
                  TEXT_VALUES(TEXT_NUMBER("item", task->item),
                              TEXT_NUMBER("announced", task->entries),
                              TEXT_NUMBER("found", task_walked(task))));
    earlier_keep(scan, task);
    store_set_item(scan->store, task->item, &result);
    if (task->is_container)
        store_set_container(scan->store, task->item, (int64_t)task_walked(task),
                            task->entries_directory);
    scan_count(scan->result, task->state, task->reason, task->size);
    if (task->depth == 0) {
        scan->roots_alive--;
        scan->done_bytes += task->is_source ? 0 : task->size;
    }
    if (task->is_embedded && !task->is_spooled)
        scan->embedded_waiting -= task->size;
    spool_drop(scan->spool, task);
    if (task->parts_sent > 0)
        scan->walking[task->depth]--;
    if (task->origin) {
        dispatch_give_back(task->origin, task->room);
        walk_unref(task->origin);
    }
    scan->tasks_alive--;
    Task *parent = task->parent;

    task_free(task);
    if (parent)
        scan_step_done(scan, parent);
}

void scan_step_done(Scan *scan, Task *task)
{
    if (--task->pending == 0)
        close_task(scan, task);
    else if (task->held > 0 && task->pending == task->held)
        looks_flush(scan, task);
}

bool scan_fetch(Scan *scan, Task *task)
{
    if (spool_fetch(scan->spool, task))
        return true;
    if (task->look)
        looks_done(scan, task, REASON_LIMIT_MEMORY, NULL);
    else
        task_worsen(task, ITEM_FAILED, REASON_LIMIT_MEMORY, NULL);
    scan_step_done(scan, task);
    return false;
}

void scan_plan_walk(Scan *scan, Task *task)
{
    task->is_container = true;
    if (task->depth >= bounds()->depth) {
        task_worsen(task, ITEM_PARTIAL, REASON_LIMIT_DEPTH, NULL);
        return;
    }
    if (task_descriptor(task) < 0) {
        task_worsen(task, ITEM_FAILED, REASON_LIMIT_MEMORY, NULL);
        return;
    }
    bool shared = task->depth == 0 && task->size >= SHARE_FROM_BYTES && task->type &&
                  !strcmp(task->type, "application/zip") && scan->readers_wanted > 1;

    task->parts_wanted = task->parts_total = shared ? 2 : 1;
    if (task->shares && task->type && !strcmp(task->type, "application/zip")) {
        task->parts_total =
            units_shares_total(scan->options->units, (uint32_t)task->source, task->ordinal);
        task->parts_wanted = task->shares->len;
    } else if (task->is_foreign) { /* it cannot be shared out: whoever has the first share has it */
        return;
    } else {
        task->shares = NULL;
    }
    task->pending += task->parts_wanted;
    g_queue_push_tail(scan->to_walk[task->depth], task);
}

static Task *open_task(Scan *scan, int64_t source, int64_t parent, uint32_t ordinal,
                       const char *path, const char *place, const char *modified, uint64_t size)
{
    Task *task = task_new();
    const char *name = strrchr(place, '/');
    StoreItem item = {.source = source,
                      .parent = parent,
                      .ordinal = ordinal,
                      .path = path,
                      .name = name ? name + 1 : place,
                      .place = place,
                      .modified = modified,
                      .bytes = size};

    task->root = task;
    task->source = source;
    task->path = g_strdup(path);
    task->place = g_strdup(place);
    task->modified = g_strdup(modified);
    task->ordinal = ordinal;
    task->size = size;
    task->item = store_add_item(scan->store, &item);
    if (scan->inputs[source - 1].owner && g_str_has_prefix(scan->inputs[source - 1].owner, "staff"))
        intake_watch(scan->intake, task->item);
    intake_item(scan->intake, task->item, place);
    scan->tasks_alive++;
    return task;
}

/* An item that nobody will read: its row is closed at once. */
static void close_unread(Scan *scan, Task *task, ItemState state, Reason reason, const char *detail)
{
    task->state = state;
    task->reason = reason;
    task->detail = g_strdup(detail);
    close_task(scan, task);
}

/* Where a member stands below the export's root: archives inside it leave only the folder they lie
 * in. */
static char *member_place(const Task *parent, const char *name)
{
    const char *slash = strrchr(parent->place, '/');
    const char *start = name;

    while (*start == '/' || (start[0] == '.' && start[1] == '/'))
        start++;
    if (!*start)
        start = name;
    if (parent->depth == 0 && parent->is_source)
        return g_strdup(start);
    return slash ? g_strdup_printf("%.*s/%s", (int)(slash - parent->place), parent->place, start)
                 : g_strdup(start);
}

/* Archives in archives may each keep to the limits and still unpack without end: what comes out of
 * one input is bounded too. */
static Reason charge_root(const Task *task)
{
    Task *root = task->root;

    root->unpacked += task->size;
    root->unpacked_items++;
    if (root->unpacked > LIMIT_RATIO_FROM && root->unpacked / bounds()->ratio > root->size)
        return REASON_LIMIT_RATIO;
    return root->unpacked_items > bounds()->entries ? REASON_LIMIT_ENTRIES : REASON_NONE;
}

void scan_leaf(Scan *scan, Task *parent, Walk *walk, const MessageLeaf *leaf, int fd, uint32_t base)
{
    g_autofree char *path = g_strdup_printf("%s!/%s", parent->path, leaf->name);
    g_autofree char *place = member_place(parent, leaf->name);
    Task *task = open_task(scan, parent->source, parent->item, base + leaf->ordinal, path, place,
                           leaf->modified, leaf->size);

    parent->members++;
    parent->embedded += base == EMBEDDED_ORDINALS;
    parent->pending++;
    task->parent = parent;
    task->root = parent->root;
    task->depth = parent->depth + 1;
    task->declared_type = g_strdup(leaf->declared_type);
    task->is_foreign = parent->is_foreign && (base == EMBEDDED_ORDINALS || parent->depth > 0);
    earlier_set_key(scan, task, leaf);
    task->fd = fd;
    task->extent = leaf->extent;
    task->room = fd >= 0 ? leaf->size : 0;
    if (walk) {
        task->origin = walk_ref(walk);
        walk->leaves++;
        walk->outstanding++;
        walk->outstanding_bytes += (int64_t)task->room;
    }
    if (leaf->location)
        intake_fact(scan->intake, task->item,
                    &(Fact){.kind = FACT_LOCATION, .location = {leaf->location, "archive"}});
    Reason bomb = charge_root(task);

    if (leaf->state != ITEM_PENDING || bomb != REASON_NONE) {
        close_unread(scan, task, bomb ? ITEM_SKIPPED : leaf->state, bomb ? bomb : leaf->reason,
                     bomb ? NULL : leaf->detail);
        return;
    }
    if (fd < 0 && leaf->extent.kind == EXTENT_NONE)
        task->bytes = g_bytes_new(leaf->inlined, leaf->inlined_length);
    if (base == EMBEDDED_ORDINALS) {
        bool deep = task->depth > bounds()->depth;

        if (!deep && scan->embedded_waiting + leaf->size > EMBEDDED_MEMORY_BYTES)
            spool_put(scan->spool, task);
        if (deep || (!task->is_spooled && scan->embedded_waiting > MAX_EMBEDDED_BYTES)) {
            close_unread(scan, task, ITEM_SKIPPED, deep ? REASON_LIMIT_DEPTH : REASON_LIMIT_MEMORY,
                         NULL);
            return;
        }
        scan->embedded_waiting += task->is_spooled ? 0 : leaf->size;
        task->is_embedded = true;
    }
    if (leaf->reason != REASON_NONE)
        task_worsen(task, ITEM_PARTIAL, leaf->reason, leaf->detail);
    task->pending = 1;
    g_queue_push_tail(scan->to_read, task);
}

void scan_note_digest(Scan *scan, const Task *task, const char *digest)
{
    ShelfSource *told = &g_array_index(scan->told, ShelfSource, task->source - 1);

    store_set_source(scan->store, task->source, 1, task->size, digest);
    g_free((char *)told->digest);
    told->digest = g_strdup(digest);
}

static void open_source(Scan *scan)
{
    const ScanInput *input = &scan->inputs[scan->next_input++];
    g_autofree char *label = input->name ? g_strdup(input->name) : source_given_label(input->path);

    scan->source = source_open(input->path, &scan->error);
    if (!scan->source)
        return;
    StoreSource row = {.label = label,
                       .path = input->path,
                       .kind = source_is_folder(scan->source) ? "folder" : "file",
                       .channel = input->channel,
                       .access = input->access,
                       .owner = input->owner};

    g_free(scan->source_base);
    scan->source_base = g_path_get_basename(input->path);
    scan->source_row = store_add_source(scan->store, &row);
    scan->source_entries = 0;
    g_array_set_size(scan->told, (guint)scan->source_row);
}

static void close_source(Scan *scan)
{
    int64_t counted = source_count(scan->source);

    ShelfSource *told = &g_array_index(scan->told, ShelfSource, scan->source_row - 1);

    told->counted = counted;
    told->bytes = source_bytes(scan->source);
    told->changed = counted != (int64_t)scan->source_entries;
    store_set_source(scan->store, scan->source_row, counted, told->bytes, NULL);
    if (told->changed)
        store_warn(scan->store, "source-changed", scan->source_base);
    g_clear_pointer(&scan->source, source_free);
}

/* Whether this scan has to do with it: all of it, or with shares of it. */
static bool is_ours(Scan *scan, SourceEntry *entry, const GArray **shares)
{
    *shares = NULL;
    if (!scan->options->units ||
        units_mine(scan->options->units, (uint32_t)scan->source_row, entry->ordinal, shares))
        return true;
    if (entry->fd >= 0)
        close(entry->fd);
    scan->source_entries++;
    return false;
}

static void take_entry(Scan *scan, SourceEntry *entry)
{
    const GArray *shares;

    if (!is_ours(scan, entry, &shares))
        return;
    bool folder = source_is_folder(scan->source);
    g_autofree char *path = folder ? g_strdup_printf("%s/%s", scan->source_base, entry->place)
                                   : g_strdup(scan->source_base);
    Task *task = open_task(scan, scan->source_row, 0, entry->ordinal, path, entry->place,
                           entry->modified, entry->size);

    scan->source_entries++;
    scan->roots_alive++;
    task->fd = entry->fd;
    task->is_source = !folder;
    task->modified_nanoseconds = entry->modified_nanoseconds;
    task->shares = shares;
    task->is_foreign = shares && g_array_index(shares, uint32_t, 0) != 0;
    earlier_set_key(scan, task, NULL);
    if (entry->state != ITEM_PENDING) {
        close_unread(scan, task, entry->state, entry->reason, NULL);
        return;
    }
    task->pending = 1;
    g_queue_push_tail(scan->to_read, task);
}

/* Feeds the readers from the inputs, a little ahead of them. */
static void enumerate(Scan *scan)
{
    while (!scan->error && scan->roots_alive < MAX_ROOTS &&
           g_queue_get_length(scan->to_read) < 4 * scan->readers_wanted) {
        SourceEntry entry;

        if (!scan->source) {
            if (scan->next_input == scan->input_count)
                return;
            open_source(scan);
            continue;
        }
        if (source_next(scan->source, &entry)) {
            take_entry(scan, &entry);
            g_free(entry.modified);
        } else {
            close_source(scan);
        }
    }
}

static bool is_over(const Scan *scan)
{
    return scan->tasks_alive == 0 && !scan->source && scan->next_input == scan->input_count;
}

static void wait_for_workers(Scan *scan)
{
    g_autofree struct pollfd *fds = g_new0(struct pollfd, scan->slots->len + 1);
    g_autofree Slot **slots = g_memdup2(scan->slots->pdata, scan->slots->len * sizeof(Slot *));
    guint count = scan->slots->len;
    bool more = false;

    for (guint i = 0; i < count; i++) {
        fds[i] = (struct pollfd){channel_fd(slots[i]->worker->channel), POLLIN, 0};
        more = more || slots[i]->more;
    }
    if (poll(fds, count, more ? 0 : 200) < 0)
        return;
    for (guint i = 0; i < count; i++) { /* one may go meanwhile, so not by the list itself */
        if (fds[i].revents || slots[i]->more)
            dispatch_receive(scan, slots[i]);
    }
}

static void tell_progress(Scan *scan)
{
    ProgressState state = {.items = scan->result->items,
                           .gaps = scan->result->gaps,
                           .bytes = scan->result->bytes,
                           .findings = intake_mentions(scan->intake),
                           .done = scan->known_bytes > 0 ? MIN(1.0, (double)scan->done_bytes /
                                                                        (double)scan->known_bytes)
                                                         : -1};

    progress_tell(scan->progress, &state);
}

bool scan_sums_agree(Store *store, const ScanResult *result, GError **error)
{
    uint64_t counts[ITEM_STATES] = {0}, all = 0;

    if (!store_error(store, error))
        return false;
    store_count_states(store, 0, counts);
    for (int state = ITEM_READ; state < ITEM_STATES; state++)
        all += counts[state];
    if (counts[ITEM_PENDING] == 0 && all == result->items)
        return true;
    exit_error_set(error, EXIT_CONSERVATION, "cli-ledger-broken",
                   TEXT_VALUES(TEXT_NUMBER("closed", result->items), TEXT_NUMBER("stored", all),
                               TEXT_NUMBER("open", counts[ITEM_PENDING])));
    return false;
}

/* How much lies on disk, for the time left; files only tell by being looked at. */
static void measure_inputs(Scan *scan)
{
    for (size_t i = 0; i < scan->input_count; i++) {
        g_autoptr(Source) source = source_open(scan->inputs[i].path, &scan->error);

        if (!source)
            return;
        source_count(source);
        scan->known_bytes += source_bytes(source);
    }
}

static void scan_init(Scan *scan, const ScanOptions *options)
{
    struct rlimit files;

    scan->intake = intake_new(options->store, options->names, options->data, options->phrases);
    intake_allow(scan->intake, options->allowed);
    scan->progress = progress_new(options->quiet, options->language);
    scan->looks = looks_new();
    scan->program = worker_program();
    scan->readers_wanted = options->jobs ? options->jobs : g_get_num_processors();
    scan->slots = g_ptr_array_new();
    scan->told = g_array_new(FALSE, TRUE, sizeof(ShelfSource));
    scan->to_read = g_queue_new();
    scan->to_film = g_queue_new();
    scan->spool = spool_new(scan->options->spool_folder);
    for (unsigned i = 0; i < LEVELS; i++)
        scan->to_walk[i] = g_queue_new();
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
}

static void stop_workers(Scan *scan)
{
    for (guint i = 0; i < scan->slots->len; i++) {
        Slot *slot = scan->slots->pdata[i];

        if (slot->walk) {
            slot->walk->slot = NULL;
            walk_unref(slot->walk);
        }
        worker_stop(slot->worker, false);
        g_free(slot);
    }
    g_ptr_array_set_size(scan->slots, 0);
}

static void scan_clear(Scan *scan)
{
    stop_workers(scan);
    g_queue_free_full(scan->to_read, (GDestroyNotify)task_free);
    g_queue_free_full(scan->to_film, (GDestroyNotify)task_free);
    spool_free(scan->spool);
    for (unsigned i = 0; i < LEVELS; i++)
        g_queue_free(scan->to_walk[i]);
    g_ptr_array_unref(scan->slots);
    scan->result->mentions = intake_mentions(scan->intake);
    intake_free(scan->intake);
    looks_free(scan->looks);
    progress_free(scan->progress);
    source_free(scan->source);
    for (guint i = 0; i < scan->told->len; i++)
        g_free((char *)g_array_index(scan->told, ShelfSource, i).digest);
    g_array_unref(scan->told);
    g_free(scan->program);
    g_free(scan->source_base);
}

bool scan_run(const ScanOptions *options, const ScanInput *inputs, size_t count, ScanResult *result,
              GError **error)
{
    Scan scan = {.options = options,
                 .result = result,
                 .store = options->store,
                 .inputs = inputs,
                 .input_count = count};

    *result = (ScanResult){0};
    scan_init(&scan, options);
    measure_inputs(&scan);
    while (!scan.error && !is_over(&scan)) {
        if (options->interrupted && *options->interrupted) {
            result->was_interrupted = true;
            break;
        }
        enumerate(&scan);
        if (looks_held(scan.looks) == scan.tasks_alive && scan.tasks_alive > 0 && !scan.source &&
            scan.next_input == scan.input_count)
            looks_flush(&scan, NULL);
        dispatch_work(&scan);
        if (scan.error || is_over(&scan))
            continue;
        wait_for_workers(&scan);
        dispatch_check_deadlines(&scan);
        tell_progress(&scan);
        if (options->shelf)
            shelf_writer_tick(options->shelf);
    }
    if (!scan.error && !result->was_interrupted)
        scan_sums_agree(scan.store, result, &scan.error);
    for (guint i = 0; options->shelf && i < scan.told->len; i++)
        shelf_writer_source(options->shelf, i + 1, &g_array_index(scan.told, ShelfSource, i));
    scan_clear(&scan);
    if (scan.error) {
        g_propagate_error(error, scan.error);
        return false;
    }
    return true;
}
