/*
 * Workers at work: giving them tasks, taking in what they say, and what follows when one dies,
 * stalls or lies. Everything that comes in is checked against what the worker was asked; one word
 * out of place and it is replaced.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"
#include "coordinator/earlier.h"
#include "coordinator/looks.h"
#include "coordinator/scan_internal.h"

#define MAX_FAILED_STARTS 4U
#define MAX_STARTS 3U /* of a task whose worker died before it began */
#define FRAMES_AT_ONCE 512U
#define END_MICROSECONDS G_USEC_PER_SEC /* to end in order */
#define MAX_OPEN_ROOTS 4U

static gint64 in_seconds(gint64 seconds)
{
    return g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
}

static Slot *start_slot(Scan *scan, WorkerKind kind)
{
    Worker *worker;
    Slot *slot;

    if (scan->error)
        return NULL;
    worker = worker_start(scan->program, kind, &scan->error);
    if (!worker)
        return NULL;
    slot = g_new0(Slot, 1);
    slot->worker = worker;
    slot->deadline = in_seconds((gint64)LIMIT_READ_SECONDS);
    g_ptr_array_add(scan->slots, slot);
    return slot;
}

/* Processor time goes with the wall clock, where that was set otherwise. */
static unsigned reading_cpu_seconds(void)
{
    return (unsigned)MAX(1, bounds()->read_seconds * LIMIT_READ_CPU_SECONDS / LIMIT_READ_SECONDS);
}

static gint64 reading_deadline(const Task *task)
{
    return in_seconds((gint64)bounds()->read_seconds + task_more_seconds(task));
}

/* Whether the walker has no room left, as far as it knows. */
static bool is_full(const Walk *walk)
{
    return walk->outstanding + walk->owed >= LIMIT_LEAVES_IN_FLIGHT ||
           walk->outstanding_bytes + (int64_t)walk->owed_bytes >= (int64_t)LIMIT_BYTES_IN_FLIGHT;
}

/* Room is given back by the quarter: a message for each leaf would wake the walker for one leaf. */
void dispatch_give_back(Walk *walk, uint64_t bytes)
{
    Slot *slot = walk->slot;
    bool was_full = is_full(walk);

    walk->outstanding--;
    walk->outstanding_bytes -= (int64_t)bytes;
    walk->owed++;
    walk->owed_bytes += bytes;
    if (!slot || slot->broken ||
        (walk->outstanding > 0 && walk->owed < LIMIT_LEAVES_IN_FLIGHT / 4 &&
         walk->owed_bytes < LIMIT_BYTES_IN_FLIGHT / 4))
        return;
    if (was_full)
        slot->deadline = in_seconds((gint64)LIMIT_WALK_STALL_SECONDS); /* it was waiting for us */
    message_put_take(slot->worker->channel, &(MessageTake){(uint32_t)walk->owed, walk->owed_bytes});
    walk->owed = walk->owed_bytes = 0;
    channel_flush(slot->worker->channel);
}

static bool send_read(Scan *scan, Slot *slot, Task *task)
{
    gsize length = 0;
    unsigned more = 0;
    g_autofree char *expected = earlier_expected(scan, task);
    MessageRead read = {.request = ++scan->next_request,
                        .path = task->path,
                        .declared_type = task->declared_type,
                        .expected = expected,
                        .size = task->size,
                        .digest = task->is_source,
                        .look = task->look,
                        .small = task->has_small,
                        .orientation = task->orientation,
                        .extent = task->extent};

    if (task->bytes) {
        read.inlined = g_bytes_get_data(task->bytes, &length);
        read.inlined_length = length;
    }
    slot->tasks[slot->count] = task;
    slot->requests[slot->count++] = read.request;
    task->starts++;
    for (unsigned i = 0; i < slot->count; i++)
        more += task_more_seconds(slot->tasks[i]);
    worker_allow_cpu(slot->worker, reading_cpu_seconds() + more);
    if (slot->count == 1)
        slot->deadline = reading_deadline(task);
    return message_put_read(slot->worker->channel, &read, task_source(task)) &&
           channel_flush(slot->worker->channel);
}

static void mark_broken(Slot *slot, Reason reason)
{
    slot->broken = true;
    if (slot->broken_reason == REASON_NONE)
        slot->broken_reason = reason;
}

/* One that is free; readers are started as long as more wait than will be there soon. */
static Slot *find_reader(Scan *scan, WorkerKind kind, const GQueue *waiting)
{
    const Task *task = waiting->head->data;
    Slot *second = NULL;
    unsigned readers = 0, starting = 0;

    for (guint i = 0; i < scan->slots->len; i++) {
        Slot *slot = scan->slots->pdata[i];

        if (slot->worker->kind != kind || slot->broken)
            continue;
        readers++;
        starting += !slot->worker->greeted;
        if (!slot->worker->greeted)
            continue;
        if (slot->count == 0)
            return slot;
        if (slot->count < TASKS_PER_READER && task_is_small(task) && task_is_small(slot->tasks[0]))
            second = slot;
    }
    if (readers < scan->readers_wanted) {
        if (starting < waiting->length)
            start_slot(scan, kind);
        return NULL;
    }
    return second;
}

static GQueue *queue_of(const Scan *scan, WorkerKind kind)
{
    return kind == WORKER_FILMS ? scan->to_film : scan->to_read;
}

static void dispatch_reads(Scan *scan, WorkerKind kind)
{
    GQueue *waiting = queue_of(scan, kind);

    while (!scan->error && !g_queue_is_empty(waiting)) {
        Slot *slot = find_reader(scan, kind, waiting);

        if (!slot)
            return;
        Task *task = g_queue_pop_head(waiting);

        if (scan_fetch(scan, task) && !send_read(scan, slot, task))
            mark_broken(slot, REASON_CRASHED);
    }
}

static Slot *find_walker(Scan *scan)
{
    bool starting = false;

    for (guint i = 0; i < scan->slots->len; i++) {
        Slot *slot = scan->slots->pdata[i];

        if (slot->worker->kind != WORKER_WALKER || slot->broken || slot->walk)
            continue;
        if (slot->worker->greeted)
            return slot;
        starting = true;
    }
    if (!starting)
        start_slot(scan, WORKER_WALKER);
    return NULL;
}

static void send_walk(Scan *scan, Slot *slot, Task *task, uint32_t part, uint32_t parts)
{
    MessageWalk request = {.request = ++scan->next_request,
                           .path = task->path,
                           .size = task->size,
                           .part = part,
                           .parts = parts};

    slot->walk = walk_new(task, part, parts);
    slot->walk->slot = slot;
    slot->walk_request = request.request;
    slot->deadline = in_seconds((gint64)LIMIT_WALK_STALL_SECONDS);
    worker_allow_cpu(slot->worker, (unsigned)LIMIT_READ_CPU_SECONDS);
    if (!message_put_walk(slot->worker->channel, MESSAGE_WALK, &request, task->fd) ||
        !channel_flush(slot->worker->channel))
        mark_broken(slot, REASON_CRASHED);
}

/* One container at a time on each level: so a walker waits only for readers and for walks one level
 * deeper. */
static void dispatch_walks(Scan *scan)
{
    for (unsigned depth = LEVELS; depth-- > 0;) {
        Task *task = g_queue_peek_head(scan->to_walk[depth]);

        if (!task ||
            (task->parts_sent == 0 && scan->walking[depth] >= (depth == 0 ? MAX_OPEN_ROOTS : 1)))
            continue;
        while (task->parts_sent < task->parts_wanted) {
            Slot *slot = find_walker(scan);

            if (!slot)
                break;
            scan->walking[depth] += task->parts_sent == 0;
            uint32_t part = task->parts_sent++;

            if (task->shares)
                part = g_array_index(task->shares, uint32_t, part);
            send_walk(scan, slot, task, part, task->parts_total);
        }
        if (task->parts_sent == task->parts_wanted)
            g_queue_pop_head(scan->to_walk[depth]);
    }
}

void dispatch_work(Scan *scan)
{
    dispatch_walks(scan);
    dispatch_reads(scan, WORKER_READER);
    dispatch_reads(scan, WORKER_FILMS);
}

/* A reading is over, for better or worse. */
static void end_reading(Scan *scan, Slot *slot)
{
    Task *task = slot->tasks[0];

    slot->count--;
    slot->tasks[0] = slot->tasks[1];
    slot->requests[0] = slot->requests[1];
    slot->begun = false;
    slot->facts = 0;
    slot->leaves = 0;
    slot->deadline = slot->count > 0 ? reading_deadline(slot->tasks[0]) : 0;
    spool_rest(task);
    scan_step_done(scan, task);
}

static void end_walk(Scan *scan, Slot *slot)
{
    Walk *walk = slot->walk;
    Task *task = walk->task;

    walk->task = NULL;
    walk->slot = NULL;
    slot->walk = NULL;
    slot->deadline = 0;
    walk_unref(walk);
    scan_step_done(scan, task);
}

static bool take_read_end(Scan *scan, Slot *slot, const MessageEnd *end)
{
    Task *task = slot->tasks[0];

    if (!slot->begun || end->request != slot->requests[0] || end->entries != (int64_t)slot->leaves)
        return false;
    /* what looking gives is told apart (looks.h); of a container without a reader of its own the
     * walk decides, whichever ends first */
    if (!task->look && (!task->is_container || end->reader || end->state != ITEM_READ))
        task_worsen(task, end->state, end->reason, end->detail);
    if (task->extent.kind != EXTENT_NONE && !task_set_size(task, end->bytes))
        return false;
    if (task->cut)
        task_worsen(task, ITEM_PARTIAL, REASON_LIMIT_ENTRIES, task->cut);
    if (task_has_changed(task))
        task_worsen(task, ITEM_PARTIAL, REASON_CHANGED_DURING_SCAN, NULL);
    if (task->look) {
        looks_done(scan, task, end->reason, end->detail);
        end_reading(scan, slot);
        return true;
    }
    task->reader = g_strdup(end->reader);
    task->hash = g_strdup(end->hash);
    if (task->is_source)
        scan_note_digest(scan, task, end->digest);
    looks_take(scan, task);
    end_reading(scan, slot);
    return true;
}

/* Its content is one that an earlier scan found there. */
static bool take_same(Scan *scan, Slot *slot, const MessageEnd *end)
{
    Task *task = slot->tasks[0];

    if (!slot->begun || end->request != slot->requests[0] || task->look || task->reread ||
        task->type || slot->facts > 0 || slot->leaves > 0)
        return false;
    if (!earlier_same(scan, task, end))
        return false;
    end_reading(scan, slot);
    return true;
}

static bool take_walk_end(Scan *scan, Slot *slot, const MessageEnd *end)
{
    Task *task = slot->walk->task;
    int64_t own = (int64_t)slot->walk->leaves;

    if (end->request != slot->walk_request)
        return false;
    /* Of several walkers each sees all members and delivers its share. */
    int64_t share = end->entries / slot->walk->parts +
                    (slot->walk->part < (uint32_t)(end->entries % slot->walk->parts) ? 1 : 0);

    if (end->entries < 0 || own != share)
        return false;
    task->entries = (task->entries < 0 ? 0 : task->entries) + own;
    if (end->entries_directory >= 0)
        task->entries_directory = end->entries_directory;
    task_worsen(task, end->state, end->reason, end->detail);
    end_walk(scan, slot);
    return true;
}

static bool take_leaf(Scan *scan, Slot *slot, const MessageLeaf *leaf, int *fd)
{
    Task *parent = slot->walk ? slot->walk->task : slot->tasks[0];
    struct stat status;

    if (leaf->extent.kind != EXTENT_NONE &&
        (*fd >= 0 || leaf->inlined || leaf->state != ITEM_PENDING || !slot->walk ||
         !task_holds(parent, &leaf->extent, leaf->size)))
        return false;
    if (leaf->state == ITEM_PENDING && leaf->extent.kind == EXTENT_NONE && *fd < 0 &&
        leaf->inlined_length != leaf->size)
        return false;
    if (*fd >= 0 && (fstat(*fd, &status) < 0 || !S_ISREG(status.st_mode) ||
                     (uint64_t)status.st_size != leaf->size || leaf->state != ITEM_PENDING ||
                     !task_make_unchangeable(fd)))
        return false;
    if (slot->walk) {
        if (leaf->request != slot->walk_request || leaf->ordinal >= EMBEDDED_ORDINALS)
            return false;
        if (parent->depth == 0 && parent->is_source)
            scan->done_bytes = MAX(scan->done_bytes, leaf->consumed);
        slot->deadline = in_seconds((gint64)LIMIT_WALK_STALL_SECONDS);
        worker_allow_cpu(slot->worker, (unsigned)LIMIT_READ_CPU_SECONDS);
        scan_leaf(scan, parent, slot->walk, leaf, *fd, 0);
    } else {
        if (!slot->begun || leaf->request != slot->requests[0] || leaf->ordinal != slot->leaves ||
            parent->look || slot->leaves >= LIMIT_ITEM_LEAVES)
            return false;
        slot->leaves++;
        scan_leaf(scan, parent, NULL, leaf, *fd, EMBEDDED_ORDINALS);
    }
    *fd = -1;
    return true;
}

static bool take_type(Scan *scan, Slot *slot, const MessageType *type, int *fd)
{
    Task *task = slot->tasks[0];

    if (!slot->begun || type->request != slot->requests[0] || task->type || task->look ||
        !task_set_bytes(task, fd))
        return false;
    task->type = g_strdup(type->type);
    if (type->is_container)
        scan_plan_walk(scan, task);
    return true;
}

static bool take_fact(Scan *scan, Slot *slot, GVariant *body, const Frame *frame)
{
    const char *cut;
    uint32_t request;
    Fact fact;

    if (!message_get_fact(body, frame, &request, &fact) || !slot->begun ||
        request != slot->requests[0] || ++slot->facts > LIMIT_FACTS ||
        !task_expects(slot->tasks[0], fact.kind))
        return false;
    if (slot->tasks[0]->look) { /* its gaps come with the end */
        if (fact.kind == FACT_PIXELS)
            looks_pixels(scan, slot->tasks[0]->hash, &fact.pixels);
        return true;
    }
    if (fact.kind == FACT_PICTURE)
        task_note_picture(slot->tasks[0], &fact.picture);
    if ((cut = intake_fact(scan->intake, slot->tasks[0]->item, &fact)))
        slot->tasks[0]->cut = cut;
    return true;
}

static bool take_begin(Scan *scan, Slot *slot, GVariant *body)
{
    uint32_t request;

    (void)scan;
    message_get_request(body, &request);
    if (slot->walk && request == slot->walk_request) { /* still at it */
        slot->deadline = in_seconds((gint64)LIMIT_WALK_STALL_SECONDS);
        worker_allow_cpu(slot->worker, (unsigned)LIMIT_READ_CPU_SECONDS);
        return true;
    }
    if (slot->count == 0 || slot->begun || request != slot->requests[0])
        return false;
    slot->begun = true;
    slot->deadline = reading_deadline(slot->tasks[0]);
    return true;
}

static bool take_hello(Scan *scan, Slot *slot, const MessageHello *hello)
{
    ScanResult *result = scan->result;

    if (slot->worker->greeted)
        return false;
    slot->worker->greeted = true;
    slot->deadline = 0;
    scan->failed_starts = 0;
    if (!result->sandbox_active) {
        result->sandbox_active = g_strdup(hello->active);
        result->sandbox_missing = g_strdup(hello->missing);
        scan->counts_faces = result->counted_faces = hello->counts_faces;
    }
    if (slot->worker->kind == WORKER_FILMS && !hello->sees_films)
        looks_end_films(scan, REASON_NONE);
    if (*hello->missing && scan->options->require_sandbox)
        scan_fail(scan, EXIT_NO_SANDBOX, "cli-no-sandbox",
                  TEXT_VALUES(TEXT_TEXT("layers", hello->missing)));
    return true;
}

/* A member too large for memory goes to a file without a name in the output folder. */
static bool lend_spool(Scan *scan, Slot *slot)
{
    int fd = open(scan->options->spool_folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    bool sent;

    if (!slot->walk)
        return false;
    sent = message_put_request(slot->worker->channel, MESSAGE_SPOOL, slot->walk_request, fd) &&
           channel_flush(slot->worker->channel);
    if (fd >= 0)
        close(fd);
    return sent;
}

static bool take_message(Scan *scan, Slot *slot, Frame *frame)
{
    g_autoptr(GVariant) body = message_parse(frame);
    MessageHello hello;
    MessageType type;
    MessageLeaf leaf;
    MessageEnd end;

    if (!body)
        return false;
    if (frame->kind == MESSAGE_HELLO)
        return message_get_hello(body, &hello) && take_hello(scan, slot, &hello);
    if (!slot->worker->greeted || (slot->count == 0 && !slot->walk))
        return false;
    if (frame->kind >= MESSAGE_FACT)
        return slot->count > 0 && take_fact(scan, slot, body, frame);
    switch (frame->kind) {
    case MESSAGE_BEGIN:
        return take_begin(scan, slot, body);
    case MESSAGE_TYPE:
        return slot->count > 0 && message_get_type(body, &type) &&
               take_type(scan, slot, &type, &frame->fd);
    case MESSAGE_LEAF:
        return message_get_leaf(body, frame, &leaf) && take_leaf(scan, slot, &leaf, &frame->fd);
    case MESSAGE_NEED_SPOOL:
        return lend_spool(scan, slot);
    case MESSAGE_SAME:
        return slot->count > 0 && message_get_end(body, &end) && take_same(scan, slot, &end);
    case MESSAGE_END:
        return message_get_end(body, &end) &&
               (slot->walk ? take_walk_end(scan, slot, &end) : take_read_end(scan, slot, &end));
    default:
        return false;
    }
}

/* What becomes of a dead worker's tasks: what it had begun is lost, what it had not goes to
 * another. */
static void settle(Scan *scan, Slot *slot, GQueue *waiting, Reason reason)
{
    if (slot->walk) {
        Task *task = slot->walk->task;

        task->parts_lost++;
        task_worsen(task, task->members > 0 ? ITEM_PARTIAL : ITEM_FAILED, reason,
                    "the walk broke off; there may be more members than these");
        end_walk(scan, slot);
    }
    if (slot->count > 0 && (slot->begun || slot->tasks[0]->starts >= MAX_STARTS)) {
        if (slot->tasks[0]->look)
            looks_done(scan, slot->tasks[0], reason, NULL);
        else
            task_worsen(slot->tasks[0], ITEM_FAILED, reason, NULL);
        end_reading(scan, slot);
    }
    while (slot->count > 0)
        g_queue_push_head(waiting, slot->tasks[--slot->count]);
}

static void replace(Scan *scan, Slot *slot, bool closed)
{
    bool greeted = slot->worker->greeted;
    WorkerKind kind = slot->worker->kind;
    Reason reason = worker_stop(slot->worker, closed);

    slot->worker = NULL;
    if (slot->broken_reason != REASON_NONE)
        reason = slot->broken_reason;
    if (reason == REASON_NONE)
        reason = REASON_CRASHED;
    settle(scan, slot, queue_of(scan, kind), reason);
    g_ptr_array_remove(scan->slots, slot);
    g_free(slot);
    if (!greeted && ++scan->failed_starts >= MAX_FAILED_STARTS && kind == WORKER_FILMS)
        looks_end_films(scan, REASON_CRASHED);
    else if (!greeted && scan->failed_starts >= MAX_FAILED_STARTS)
        scan_fail(scan, EXIT_CANNOT_CREATE, "cli-worker-ends",
                  TEXT_VALUES(TEXT_TEXT("path", scan->program)));
}

void dispatch_receive(Scan *scan, Slot *slot)
{
    slot->more = true;
    for (unsigned i = 0; i < FRAMES_AT_ONCE && !slot->broken; i++) {
        Frame frame;
        ChannelResult result = channel_receive(slot->worker->channel, false, &frame);

        if (result == CHANNEL_AGAIN) {
            slot->more = false;
            return;
        }
        if (result == CHANNEL_CLOSED) {
            replace(scan, slot, true);
            return;
        }
        bool taken = result == CHANNEL_FRAME && take_message(scan, slot, &frame);

        if (result == CHANNEL_FRAME && frame.fd >= 0)
            close(frame.fd);
        if (!taken)
            mark_broken(slot, REASON_CRASHED);
    }
    if (slot->broken)
        replace(scan, slot, false);
}

/* A walker that waits for room is not stalled. */
static bool waits_for_us(const Slot *slot)
{
    return slot->walk && is_full(slot->walk);
}

static bool is_late(const Slot *slot, gint64 now)
{
    if (slot->broken || slot->end_by)
        return slot->broken || now >= slot->end_by;
    return slot->deadline && now >= slot->deadline && !waits_for_us(slot);
}

/* Who is late is asked to end first, since what it has read so far goes with it otherwise. */
void dispatch_check_deadlines(Scan *scan)
{
    gint64 now = g_get_monotonic_time();

    for (guint i = scan->slots->len; i-- > 0;) {
        Slot *slot = scan->slots->pdata[i];

        if (!is_late(slot, now))
            continue;
        if (!slot->broken && !slot->end_by) {
            slot->end_by = now + END_MICROSECONDS;
            worker_ask_to_end(slot->worker);
            continue;
        }
        mark_broken(slot, REASON_TIMEOUT);
        replace(scan, slot, false);
    }
}
