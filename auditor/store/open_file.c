/* See open_file.h. */
#include "store/open_file.h"

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

static void close_file(void *file)
{
    close(((OpenFile *)file)->descriptor);
}

void open_file_drop(OpenFile *file)
{
    if (file)
        g_rc_box_release_full(file, close_file);
}
