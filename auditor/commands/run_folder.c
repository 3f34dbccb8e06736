/* Folders and lock of a run; see run_folder.h. Reports are published by the report writers, not
 * here. */
#include "commands/run_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/command.h"

static bool make_folder(const char *path, GError **error)
{
    if (g_mkdir_with_parents(path, 0700) == 0)
        return true;
    exit_error_system(error, EXIT_CANNOT_CREATE, "cli-folder-not-made", path);
    return false;
}

static bool lies_within(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    return !strncmp(path, folder, length) && (path[length] == '/' || path[length] == '\0');
}

/* The next audit would read this one's reports as if the school had published them. */
static bool check_inputs(const char *out, char **inputs, GError **error)
{
    for (size_t i = 0; inputs && inputs[i]; i++) {
        g_autofree char *input = realpath(inputs[i], NULL);

        if (input && g_file_test(input, G_FILE_TEST_IS_DIR) && lies_within(out, input)) {
            exit_error_set(error, EXIT_USAGE, "cli-out-in-input",
                           TEXT_VALUES(TEXT_TEXT("path", out), TEXT_TEXT("input", inputs[i])));
            return false;
        }
    }
    return true;
}

int run_lock_take(const char *state, GError **error)
{
    g_autofree char *path = g_build_filename(state, ".schoolaudit.lock", NULL);
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);

    if (lock < 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-lock-not-made", path);
        return -1;
    }
    if (flock(lock, LOCK_EX | LOCK_NB) < 0) {
        exit_error_system(error, EXIT_LOCKED, "cli-locked", state);
        close(lock);
        return -1;
    }
    return lock;
}

static void empty_folder(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *full = g_build_filename(path, name, NULL);

        unlink(full);
    }
    if (dir)
        g_dir_close(dir);
}

char *run_folder_absolute(const char *path)
{
    g_autofree char *canonical = g_canonicalize_filename(path, NULL);
    g_autofree char *parent = g_path_get_dirname(canonical);
    g_autofree char *base = g_path_get_basename(canonical);
    g_autofree char *real = realpath(canonical, NULL);

    if (real)
        return g_strdup(real);
    if (!strcmp(parent, canonical))
        return g_steal_pointer(&canonical);
    g_autofree char *above = run_folder_absolute(parent);

    return g_build_filename(above, base, NULL);
}

bool run_path_is_apart(const char *path, const char *read)
{
    g_autofree char *there = realpath(read, NULL);
    g_autofree char *written = run_folder_absolute(path);

    return !there || !lies_within(written, there);
}

bool run_folder_make(const char *path, char **inputs, GError **error)
{
    g_autofree char *full = run_folder_absolute(path);

    return check_inputs(full, inputs, error) && make_folder(full, error);
}

RunFolder *run_folder_open(const char *out, const char *state, char **inputs, GError **error)
{
    g_autoptr(RunFolder) folder = g_new0(RunFolder, 1);

    folder->lock = -1;
    folder->out = run_folder_absolute(out);
    folder->state = state ? run_folder_absolute(state) : g_path_get_dirname(folder->out);
    if (!check_inputs(folder->out, inputs, error) || !make_folder(folder->state, error) ||
        (folder->lock = run_lock_take(folder->state, error)) < 0 ||
        !make_folder(folder->out, error))
        return NULL;
    folder->part = g_build_filename(folder->out, ".part", NULL);
    if (!make_folder(folder->part, error))
        return NULL;
    if (chmod(folder->out, 0700) < 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-folder-of-other", folder->out);
        return NULL;
    }
    empty_folder(folder->part);
    return g_steal_pointer(&folder);
}

void run_folder_free(RunFolder *folder)
{
    if (!folder)
        return;
    if (folder->part) {
        empty_folder(folder->part);
        rmdir(folder->part);
        rmdir(folder->out); /* only goes when nothing was ever published in it */
    }
    if (folder->lock >= 0)
        close(folder->lock);
    g_free(folder->out);
    g_free(folder->part);
    g_free(folder->state);
    g_free(folder);
}
