/*
 * The sandbox's layers, weakest first: resource limits, no_new_privs, Landlock without a single
 * rule, seccomp that answers ENOSYS to everything that is not needed to read a descriptor and
 * compute. ENOSYS and not a kill: libraries that try a file and fail gracefully go on. The Landlock
 * constants stand here because headers are often older than kernels (landlock(7)).
 */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_RESTRICT_SELF 446
#define LANDLOCK_VERSION 1U

typedef struct {
    uint64_t handled_access_fs;
    uint64_t handled_access_net;
    uint64_t scoped;
} LandlockRuleset;

static bool is_left_out(const char *layer)
{
    const char *list = getenv("SCHOOLAUDIT_SANDBOX_WITHOUT");
    g_auto(GStrv) names = g_strsplit(list ? list : "", ",", -1);

    return g_strv_contains((const char *const *)names, layer);
}

static bool set_limit(int resource, rlim_t value)
{
    struct rlimit limit = {value, value};

    return setrlimit(resource, &limit) == 0;
}

#if defined(__SANITIZE_ADDRESS__)
#define BOUND_ADDRESS_SPACE 0
#else
#define BOUND_ADDRESS_SPACE 1
#endif

/* Pages of address space in use; read before the file system closes. */
static unsigned long long address_space(void)
{
    unsigned long long pages = 0;
    FILE *file = fopen("/proc/self/statm", "re");

    if (file) {
        if (fscanf(file, "%llu", &pages) != 1)
            pages = 0;
        fclose(file);
    }
    return pages * (unsigned long long)sysconf(_SC_PAGESIZE);
}

/* The processor limit is the coordinator's to move, so only its hard end is left open here. */
static bool enter_limits(unsigned long long memory)
{
    bool done = set_limit(RLIMIT_CORE, 0) && set_limit(RLIMIT_NOFILE, 32) &&
                set_limit(RLIMIT_FSIZE, 1ULL << 37);

    if (BOUND_ADDRESS_SPACE)
        done = set_limit(RLIMIT_AS, address_space() + memory) && done;
    return done;
}

static uint64_t file_rights(long abi)
{
    uint64_t rights = (1ULL << 13) - 1;

    if (abi >= 2)
        rights |= 1ULL << 13; /* refer */
    if (abi >= 3)
        rights |= 1ULL << 14; /* truncate */
    if (abi >= 5)
        rights |= 1ULL << 15; /* ioctl on devices */
    return rights;
}

/* The ABI in force, 0 when there is none. */
static long enter_landlock(void)
{
    const char *cap = getenv("SCHOOLAUDIT_LANDLOCK_ABI_MAX");
    long abi = syscall(LANDLOCK_CREATE_RULESET, NULL, 0, LANDLOCK_VERSION);
    LandlockRuleset ruleset = {0};
    size_t size = sizeof ruleset.handled_access_fs;

    if (cap)
        abi = MIN(abi, atol(cap));
    if (abi <= 0)
        return 0;
    ruleset.handled_access_fs = file_rights(abi);
    if (abi >= 4) {
        ruleset.handled_access_net = 3; /* bind, connect */
        size = 2 * sizeof(uint64_t);
    }
    if (abi >= 6) {
        ruleset.scoped = 3; /* abstract sockets, signals */
        size = sizeof ruleset;
    }
    long fd = syscall(LANDLOCK_CREATE_RULESET, &ruleset, size, 0);

    if (fd < 0)
        return 0;
    bool done = syscall(LANDLOCK_RESTRICT_SELF, (int)fd, 0) == 0;

    close((int)fd);
    return done ? abi : 0;
}

static bool allow_plain(scmp_filter_ctx filter)
{
    static const char *const names[] = {
        "read",
        "write",
        "pread64",
        "readv",
        "writev",
        "recvmsg",
        "sendmsg",
        "poll",
        "ppoll",
        "close",
        "lseek",
        "fstat",
        "ftruncate",
        "memfd_create",
        "mmap",
        "munmap",
        "mremap",
        "brk",
        "madvise",
        "futex",
        "getrandom",
        "clock_gettime",
        "gettimeofday",
        "time",
        "rt_sigaction",
        "rt_sigprocmask",
        "rt_sigreturn",
        "sigaltstack",
        "exit",
        "exit_group",
        "getpid",
        "gettid",
        "tgkill",
        "sched_yield",
        "sched_getaffinity",
        "set_robust_list",
        "rseq",
        "restart_syscall",
        "nanosleep",
        "clock_nanosleep",
        "getrusage",
        "sysinfo",
    };
    bool done = true;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        int number = seccomp_syscall_resolve_name(names[i]);

        if (number >= 0)
            done = seccomp_rule_add(filter, SCMP_ACT_ALLOW, number, 0) == 0 && done;
    }
    return done;
}

/* Calls that are harmless with some arguments only. */
static bool allow_conditional(scmp_filter_ctx filter)
{
    bool done = true;

    /* fstat of the C library; a path would tell what files exist */
    done = !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
                             SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH, 0)) &&
           done;
    /* sealing memfds, and what stdio asks */
    done = !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                             SCMP_A1(SCMP_CMP_EQ, F_ADD_SEALS, 0)) &&
           done;
    done = !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                             SCMP_A1(SCMP_CMP_EQ, F_GETFL, 0)) &&
           done;
    /* memory never becomes executable after the libraries are loaded */
    done = !seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
                             SCMP_A2(SCMP_CMP_MASKED_EQ, 4, 0)) &&
           done;
    /* threads (a picture decoder starts one), never processes */
    done = !seccomp_rule_add(
               filter, SCMP_ACT_ALLOW, SCMP_SYS(clone), 1,
               SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_VM | CLONE_THREAD, CLONE_VM | CLONE_THREAD)) &&
           done;
    return done;
}

static bool enter_seccomp(void)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(ENOSYS));
    bool done =
        filter && allow_plain(filter) && allow_conditional(filter) && seccomp_load(filter) == 0;

    if (filter)
        seccomp_release(filter);
    return done;
}

static void note(GString *active, GString *missing, const char *layer, bool holds)
{
    GString *list = holds ? active : missing;

    if (list->len > 0)
        g_string_append_c(list, ',');
    g_string_append(list, layer);
}

SandboxLayers sandbox_enter(unsigned long long memory)
{
    GString *active = g_string_new(NULL), *missing = g_string_new(NULL);
    bool privileges = false;

    note(active, missing, "rlimits", !is_left_out("rlimits") && enter_limits(memory));
    if (!BOUND_ADDRESS_SPACE)
        note(active, missing, "address-space", false);
    if (!is_left_out("no-new-privs"))
        privileges = prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
    note(active, missing, "no-new-privs", privileges);
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);

    long abi = is_left_out("landlock") ? 0 : enter_landlock();
    g_autofree char *landlock = abi > 0 ? g_strdup_printf("landlock-%ld", abi) : NULL;

    note(active, missing, landlock ? landlock : "landlock", abi > 0);
    note(active, missing, "seccomp", !is_left_out("seccomp") && enter_seccomp());
    return (SandboxLayers){g_string_free(active, FALSE), g_string_free(missing, FALSE)};
}
