/* posix_spawn with what every process of ours needs; see process.h. */
#include "coordinator/process.h"

#include <signal.h>
#include <stddef.h>

int process_spawn(const char *program, char *const *arguments, char *const *environment,
                  const posix_spawn_file_actions_t *actions, pid_t *pid)
{
    posix_spawnattr_t attributes;
    sigset_t none, all;
    int result;

    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
                                              POSIX_SPAWN_SETSIGDEF);
    posix_spawnattr_setpgroup(&attributes, 0);
    posix_spawnattr_setsigmask(&attributes, &none);
    posix_spawnattr_setsigdefault(&attributes, &all);
    result = posix_spawnp(pid, program, actions, &attributes, arguments, environment);
    posix_spawnattr_destroy(&attributes);
    return result;
}
