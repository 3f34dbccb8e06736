/* The folders of a run: where the reports go, where they are written until they are whole, and the
 * lock beside them. */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct {
    char *out;   /* absolute */
    char *part;  /* out/.part: what is not whole yet */
    char *state; /* lock, key, decisions */
    int lock;
} RunFolder;

/* Creates the folders (0700), takes the lock, empties .part. `state` may be NULL: the parent of
 * `out`. Refuses to write into or below one of `inputs`. Errors are EXIT_ERRORs:
 * EXIT_CANNOT_CREATE, EXIT_LOCKED, EXIT_USAGE. */
RunFolder *run_folder_open(const char *out, const char *state, char **inputs, GError **error);

/* Whether what is written at `path` stays out of `read`, an input or a list: is not that file, and
 * does not lie in or below that folder. Links are followed; what is not there yet is meant too. */
bool run_path_is_apart(const char *path, const char *read);

/* The absolute path without links in it, also where the last parts do not exist yet (g_free). */
char *run_folder_absolute(const char *path);
/* Makes a folder (0700) with those above it; refuses one that lies in one of `inputs`, whose next
 * audit would read it as published. As run_folder_open(), without a lock. */
bool run_folder_make(const char *path, char **inputs, GError **error);

/* The lock of a state folder; closing the descriptor lets it go. -1 on failure (EXIT_CANNOT_CREATE,
 * EXIT_LOCKED). */
int run_lock_take(const char *state, GError **error);

/* Removes what is left in .part, lets the lock go. */
void run_folder_free(RunFolder *folder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(RunFolder, run_folder_free)
