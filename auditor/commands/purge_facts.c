/* See purge_facts.h. A file that says no day is no shelf of ours, or not even its head was written:
 * it is left alone. */
#include "commands/purge_facts.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "commands/shards.h"
#include "store/shelf.h"

#define FACTS ".schoolaudit-facts"

static bool is_over(const char *path, const char *today)
{
    g_autofree char *until = shelf_peek(path, "keep-until");

    return until && strcmp(until, today) < 0;
}

/* All that lies there may go: the last day of any of them has passed, and there is one. */
static bool are_over(const char *folder, const char *today)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    bool any = false, all = true;
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (!g_str_has_prefix(name, "shard-"))
            continue;
        any = true;
        all = all && is_over(path, today);
    }
    return any && all;
}

void purge_facts_find(const char *folder, const char *today, GPtrArray *found)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_autofree char *shards = shards_folder(path);

        if (g_str_has_prefix(name, FACTS) && is_over(path, today))
            g_ptr_array_add(found, g_steal_pointer(&path));
        else if (are_over(shards, today))
            g_ptr_array_add(found, g_steal_pointer(&shards));
    }
}

void purge_facts_delete(const char *path)
{
    struct stat status;
    g_autofree char *above = g_path_get_dirname(path);

    if (lstat(path, &status) < 0)
        return;
    if (!S_ISDIR(status.st_mode)) {
        unlink(path);
        return;
    }
    shards_remove(path);
    rmdir(above); /* only where no run was made of them */
}
