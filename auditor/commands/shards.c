/* See shards.h. */
#include "commands/shards.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"

#define SHARDS_MAXIMUM 10000U

/* A number and nothing behind it but `end`; 0 where there is none. */
static unsigned number_of(const char *text, char end)
{
    char *stop = NULL;
    guint64 number = text && g_ascii_isdigit(*text) ? g_ascii_strtoull(text, &stop, 10) : 0;

    return stop && *stop == end && number <= SHARDS_MAXIMUM ? (unsigned)number : 0;
}

static bool fail(const char *id, const char *value, GError **error)
{
    exit_error_set(error, EXIT_USAGE, id, TEXT_VALUES(TEXT_TEXT("value", value)));
    return false;
}

/* What the scheduler calls this task. */
static bool from_scheduler(unsigned *shard, GError **error)
{
    const char *slurm = g_getenv("SLURM_ARRAY_TASK_ID");
    const char *index = g_getenv("JOB_COMPLETION_INDEX");

    if (slurm)
        *shard = number_of(slurm, '\0');
    else if (index && g_ascii_isdigit(*index))
        *shard = number_of(index, '\0') + 1;
    else
        return fail("cli-shard-no-index", "", error);
    return true;
}

bool shards_choose(const char *said, unsigned *shard, unsigned *shards, GError **error)
{
    const char *slash = said ? strchr(said, '/') : NULL;

    *shard = *shards = 1;
    if (!said)
        return true;
    *shards = slash ? number_of(slash + 1, '\0') : 0;
    if (*shards == 0)
        return fail("cli-bad-shard", said, error);
    if (slash == said ? !from_scheduler(shard, error) : !(*shard = number_of(said, '/')))
        return slash == said ? false : fail("cli-bad-shard", said, error);
    if (*shard < 1 || *shard > *shards) {
        g_autofree char *have = g_strdup_printf("%u/%u", *shard, *shards);

        return fail("cli-shard-beyond", have, error);
    }
    return true;
}

char *shards_folder(const char *out)
{
    return g_build_filename(out, ".shards", NULL);
}

char *shards_plan_path(const char *folder)
{
    return g_build_filename(folder, "plan", NULL);
}

char *shards_path(const char *folder, unsigned shard, unsigned shards)
{
    g_autofree char *name = g_strdup_printf("shard-%u-of-%u", shard, shards);

    return g_build_filename(folder, name, NULL);
}

static bool is_ours(const char *name)
{
    return g_str_has_prefix(name, "plan") || g_str_has_prefix(name, "shard-") ||
           g_str_has_prefix(name, "schoolaudit-scratch-");
}

void shards_remove(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);

        if (is_ours(name))
            unlink(path);
    }
    rmdir(folder);
}
