/* An open file that several hold: the last one to let it go closes it. */
#pragma once

#include <glib.h>

typedef struct {
    int descriptor;
} OpenFile;

/* Takes the descriptor. */
OpenFile *open_file_new(int descriptor);
OpenFile *open_file_share(OpenFile *file);
/* NULL is fine. */
void open_file_drop(OpenFile *file);
