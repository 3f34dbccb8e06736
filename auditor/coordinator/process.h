/* Starting another program beside this one. What its descriptors are is the caller's to say. */
#pragma once

#include <spawn.h>
#include <sys/types.h>

/* In a process group of its own, so that Ctrl-C is ours to handle and its children can be ended
 * with it, and with no signal blocked or ignored. A name without a slash is looked for in PATH.
 * An errno, 0 when it runs. */
int process_spawn(const char *program, char *const *arguments, char *const *environment,
                  const posix_spawn_file_actions_t *actions, pid_t *pid);
