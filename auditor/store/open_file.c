/* See open_file.h. */
#include "store/open_file.h"

#include <errno.h>
#include <unistd.h>

OpenFile *open_file_new(int descriptor)
{
    OpenFile *file = g_rc_box_new(OpenFile);

    file->descriptor = descriptor;
    return file;
}

OpenFile *open_file_share(OpenFile *file)
{
    return g_rc_box_acquire(file);
}

bool open_file_write(const OpenFile *file, const void *bytes, size_t length)
{
    for (const char *at = bytes; length > 0;) {
        ssize_t written = write(file->descriptor, at, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        at += written;
        length -= (size_t)written;
    }
    return true;
}

static void close_file(void *file)
{
    close(((OpenFile *)file)->descriptor);
}

void open_file_drop(OpenFile *file)
{
    if (file)
        g_rc_box_release_full(file, close_file);
}
