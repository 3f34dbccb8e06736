/* Tasks and walks; see task.h. */
#include "coordinator/task.h"

#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "worker/limits.h"

Task *task_new(void)
{
    Task *task = g_new0(Task, 1);

    task->fd = -1;
    task->entries = task->entries_directory = -1;
    return task;
}

void task_free(Task *task)
{
    if (!task)
        return;
    if (task->fd >= 0)
        close(task->fd);
    g_clear_pointer(&task->bytes, g_bytes_unref);
    g_free(task->path);
    g_free(task->place);
    g_free(task->declared_type);
    g_free(task->modified);
    g_free(task->detail);
    g_free(task->type);
    g_free(task->reader);
    g_free(task->hash);
    g_free(task);
}

#define SMALL_BYTES (1U << 20)

unsigned task_more_seconds(const Task *task)
{
    return (unsigned)MIN(task->size / LIMIT_READ_RATE, LIMIT_READ_MORE_SECONDS);
}

bool task_is_small(const Task *task)
{
    return task->size <= SMALL_BYTES;
}

bool task_is_film(const Task *task)
{
    return task->is_picture && task->type && g_str_has_prefix(task->type, "video/");
}

uint64_t task_walked(const Task *task)
{
    return task->members - task->embedded;
}

StoreItemResult task_result(const Task *task)
{
    return (StoreItemResult){.state = task->state,
                             .reason = task->reason,
                             .detail = task->detail,
                             .type = task->type,
                             .reader = task->reader,
                             .hash = task->hash,
                             .bytes = task->size};
}

static bool has_content(ItemState state)
{
    return state == ITEM_READ || state == ITEM_PARTIAL;
}

/* Of an item that was dealt with in two ways: what was read in one of them was not all. */
static ItemState state_of_both(ItemState one, ItemState other)
{
    if (one == ITEM_PENDING || other == ITEM_PENDING || has_content(one) == has_content(other))
        return MAX(one, other);
    return ITEM_PARTIAL;
}

/* Gaps first; else as reasons are listed, and by the letters of their details. */
static bool weighs_more(Reason reason, const char *detail, Reason than, const char *its_detail)
{
    bool gap = reason_is_gap(reason);

    if (reason == REASON_NONE || than == REASON_NONE)
        return reason != REASON_NONE;
    if (gap != reason_is_gap(than))
        return gap;
    return reason != than ? reason < than
                          : detail && (!its_detail || strcmp(detail, its_detail) < 0);
}

void task_worsen(Task *task, ItemState state, Reason reason, const char *detail)
{
    task->state = state_of_both(task->state, state);
    if (weighs_more(reason, detail, task->reason, task->detail)) {
        task->reason = reason;
        g_free(task->detail);
        task->detail = g_strdup(detail);
    }
}

int task_source(const Task *task)
{
    if (task->bytes)
        return -1;
    return task->extent.kind == EXTENT_NONE ? task->fd : task->parent->fd;
}

bool task_has_changed(const Task *task)
{
    struct stat status;

    if (task->extent.kind != EXTENT_NONE)
        return task_has_changed(task->parent);
    if (task->modified_nanoseconds == 0 || task->fd < 0 || fstat(task->fd, &status) < 0)
        return false;
    return (uint64_t)status.st_size != task->size ||
           status.st_mtim.tv_sec * 1000000000LL + status.st_mtim.tv_nsec !=
               task->modified_nanoseconds;
}

bool task_holds(const Task *container, const Extent *extent, uint64_t size)
{
    return size <= LIMIT_MEMORY_LEAF_BYTES && extent->length <= LIMIT_MEMORY_LEAF_BYTES &&
           extent->offset <= container->size && extent->length <= container->size - extent->offset;
}

void task_note_picture(Task *task, const FactPicture *picture)
{
    if (task->is_picture)
        return;
    task->is_picture = true;
    task->width = picture->width;
    task->height = picture->height;
    task->orientation = picture->orientation;
    task->has_small = picture->has_small;
}

bool task_expects(const Task *task, FactKind kind)
{
    return task->look ? kind == FACT_PIXELS || kind == FACT_GAP : kind != FACT_PIXELS;
}

bool task_set_size(Task *task, uint64_t size)
{
    if (size > LIMIT_MEMORY_LEAF_BYTES)
        return false;
    task->root->unpacked += size > task->size ? size - task->size : 0;
    task->size = size;
    return true;
}

#define SEALS (F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL)

bool task_make_unchangeable(int *fd)
{
    int seals = fcntl(*fd, F_GET_SEALS);

    if (seals >= 0) {
        fcntl(*fd, F_ADD_SEALS, SEALS);
        return (fcntl(*fd, F_GET_SEALS) & F_SEAL_WRITE) != 0;
    }
    g_autofree char *path = g_strdup_printf("/proc/self/fd/%d", *fd);
    int reading = open(path, O_RDONLY | O_CLOEXEC);

    if (reading < 0)
        return false;
    close(*fd);
    *fd = reading;
    return true;
}

bool task_set_bytes(Task *task, int *fd)
{
    struct stat status;

    if (*fd < 0)
        return true;
    if (task->extent.kind == EXTENT_NONE || task->fd >= 0 || fstat(*fd, &status) < 0 ||
        !S_ISREG(status.st_mode) || !task_set_size(task, (uint64_t)status.st_size) ||
        !task_make_unchangeable(fd))
        return false;
    task->fd = *fd;
    *fd = -1;
    return true;
}

int task_descriptor(Task *task)
{
    gsize length;
    const char *data;

    if (task->fd >= 0 || !task->bytes)
        return task->fd;
    data = g_bytes_get_data(task->bytes, &length);
    task->fd = memfd_create("container", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (task->fd >= 0 &&
        (write(task->fd, data, length) != (ssize_t)length || !task_make_unchangeable(&task->fd))) {
        close(task->fd);
        task->fd = -1;
    }
    return task->fd;
}

Walk *walk_new(Task *task, uint32_t part, uint32_t parts)
{
    Walk *walk = g_new0(Walk, 1);

    walk->references = 1;
    walk->task = task;
    walk->part = part;
    walk->parts = parts;
    return walk;
}

Walk *walk_ref(Walk *walk)
{
    walk->references++;
    return walk;
}

void walk_unref(Walk *walk)
{
    if (--walk->references == 0)
        g_free(walk);
}
