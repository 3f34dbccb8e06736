/* An open file that several hold: the last one to let it go closes it. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct {
    int descriptor;
} OpenFile;

/* Takes the descriptor. */
OpenFile *open_file_new(int descriptor);
OpenFile *open_file_share(OpenFile *file);
/* Writes all of it behind what was written before; false with errno. */
bool open_file_write(const OpenFile *file, const void *bytes, size_t length);
/* NULL is fine. */
void open_file_drop(OpenFile *file);
