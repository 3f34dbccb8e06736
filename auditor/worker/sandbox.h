/*
 * Locking a worker in: after this call it can compute, use the descriptors it is handed, and
 * nothing else. Layers that the kernel or a container denies are named, not fatal: the coordinator
 * decides.
 */
#pragma once

#include <glib.h>

typedef struct {
    char *active;  /* comma separated: "rlimits,no-new-privs,landlock-7,seccomp" */
    char *missing; /* comma separated, "" when all hold */
} SandboxLayers;

/* Call once, after every library is warm. `memory` bytes of address space may be added from here
 * on; under a sanitizer that bound is left out and named as missing. SCHOOLAUDIT_SANDBOX_WITHOUT (a
 * list of layers) and SCHOOLAUDIT_LANDLOCK_ABI_MAX in the environment leave layers out; both are
 * for tests and show as missing. */
SandboxLayers sandbox_enter(unsigned long long memory);
