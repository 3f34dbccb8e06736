/*
 * Leaves on disk: appended, read back one by one, and given back to the file system as holes. The
 * file starts anew when nothing is left in it.
 */
#include "coordinator/spool.h"

#include <fcntl.h>
#include <glib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "worker/limits.h"

#define COPY_BYTES 262144U

struct Spool {
    char *folder;
    int fd;
    uint64_t end, held;
};

Spool *spool_new(const char *folder)
{
    Spool *spool = g_new0(Spool, 1);

    spool->folder = g_strdup(folder);
    spool->fd = -1;
    return spool;
}

void spool_free(Spool *spool)
{
    if (!spool)
        return;
    if (spool->fd >= 0)
        close(spool->fd);
    g_free(spool->folder);
    g_free(spool);
}

static bool write_at(int fd, const char *data, size_t length, uint64_t at)
{
    while (length > 0) {
        ssize_t done = pwrite(fd, data, length, (off_t)at);

        if (done <= 0)
            return false;
        data += done;
        length -= (size_t)done;
        at += (uint64_t)done;
    }
    return true;
}

static bool copy(int from, uint64_t from_at, int to, uint64_t to_at, uint64_t length)
{
    g_autofree char *buffer = g_malloc(COPY_BYTES);

    while (length > 0) {
        ssize_t got = pread(from, buffer, MIN(length, COPY_BYTES), (off_t)from_at);

        if (got <= 0 || !write_at(to, buffer, (size_t)got, to_at))
            return false;
        from_at += (uint64_t)got;
        to_at += (uint64_t)got;
        length -= (uint64_t)got;
    }
    return true;
}

bool spool_put(Spool *spool, Task *task)
{
    bool moved;

    if (spool->fd < 0 && spool->folder)
        spool->fd = open(spool->folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (spool->fd < 0 || task->size > LIMIT_CONTAINER_BYTES - spool->held)
        return false;
    moved = task->bytes ? write_at(spool->fd, g_bytes_get_data(task->bytes, NULL),
                                   g_bytes_get_size(task->bytes), spool->end)
                        : task->fd >= 0 && copy(task->fd, 0, spool->fd, spool->end, task->size);
    if (!moved)
        return false;
    task->is_spooled = true;
    task->spooled_at = spool->end;
    spool->end += task->size;
    spool->held += task->size;
    g_clear_pointer(&task->bytes, g_bytes_unref);
    if (task->fd >= 0)
        close(task->fd);
    task->fd = -1;
    return true;
}

bool spool_fetch(Spool *spool, Task *task)
{
    int fd;

    if (!task->is_spooled || task->fd >= 0)
        return true;
    fd = memfd_create("leaf", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (fd < 0)
        return false;
    if (!copy(spool->fd, task->spooled_at, fd, 0, task->size) || !task_make_unchangeable(&fd)) {
        close(fd);
        return false;
    }
    task->fd = fd;
    return true;
}

void spool_rest(Task *task)
{
    if (!task->is_spooled || task->is_container || task->fd < 0)
        return;
    close(task->fd);
    task->fd = -1;
}

void spool_drop(Spool *spool, const Task *task)
{
    if (!task->is_spooled)
        return;
    spool->held -= task->size;
    if (spool->held == 0) {
        spool->end = 0;
        if (ftruncate(spool->fd, 0) < 0)
            return; /* it only takes room until the end */
    } else if (task->size > 0 && fallocate(spool->fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
                                           (off_t)task->spooled_at, (off_t)task->size) < 0) {
        return; /* a file system without holes */
    }
}
