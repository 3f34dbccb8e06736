/*
 * A reader for tests only: it does on demand what a broken or taken-over reader would do. An item
 * that begins with "MISBEHAVE <what>" is its own. It is linked into build/test-program and never
 * into the program that is installed. "MISBEHAVE <what> late" tells the item's words before it
 * does.
 *
 * Calls that the sandbox must refuse end as a gap: `unreadable` when refused, `sandbox-violation`
 * when it went through, so that the ledger tells which.
 */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <glib.h>

#include "readers/reader.h"
#include "wire/messages.h"

#define MARK "MISBEHAVE "
#define COORDINATOR_SOCKET 3

extern const Reader reader_misbehave;

static volatile int never_set;

static void hang(Sink *sink)
{
    (void)sink;
    while (!never_set)
        usleep(200000);
}

static void spin(Sink *sink)
{
    (void)sink;
    while (!never_set)
        ;
}

static void crash(Sink *sink)
{
    (void)sink;
    *(volatile char *)(uintptr_t)never_set = 1;
}

static void overflow_stack(Sink *sink)
{
    volatile char frame[65536];

    frame[0] = (char)never_set;
    if (!never_set)
        overflow_stack(sink);
    frame[1] = frame[0];
}

static void give_up(Sink *sink)
{
    (void)sink;
    abort();
}

static void leave(Sink *sink)
{
    (void)sink;
    _exit(0);
}

static void eat_memory(Sink *sink)
{
    (void)sink;
    for (;;)
        memset(g_malloc(16U << 20), 1, 16U << 20);
}

/* Small blocks, so that the failing allocation is an arbitrary one. */
static void eat_crumbs(Sink *sink)
{
    (void)sink;
    for (;;)
        memset(g_malloc(4000), 1, 4000);
}

static void flood(Sink *sink)
{
    for (;;)
        sink_text(sink, 0, 0, PLACE_BODY, NULL, "flood", 5);
}

static void flood_leaves(Sink *sink)
{
    for (;;)
        sink_leaf(sink, "leaf.txt", NULL, "x", 1);
}

/* A leaf that holds a leaf that holds a leaf: the depth must end it. */
static void dig(Sink *sink)
{
    sink_leaf(sink, "deeper.txt", NULL, MARK "dig\n", strlen(MARK "dig\n"));
}

static void name_badly(Sink *sink)
{
    sink_leaf(sink, "../../../etc/cron.d/x", NULL, "fine", 4);
    sink_leaf(sink, "/absolute", NULL, "fine", 4);
    sink_leaf(sink, "line\nbreak\x1b[2J\xff", NULL, "fine", 4);
    sink_leaf(sink, "", NULL, "fine", 4);
}

static void say(const void *bytes, size_t length)
{
    if (write(COORDINATOR_SOCKET, bytes, length) < 0)
        _exit(1);
}

static void say_frame(uint32_t kind, const void *body, uint32_t length)
{
    uint32_t header[4] = {length, kind}; /* as in wire/channel.c */
    static const char padding[8];

    say(header, sizeof header);
    say(body, length);
    say(padding, -length & 7U);
}

static void garbage(Sink *sink)
{
    unsigned char noise[4096];
    uint32_t state = 2463534242U;

    (void)sink;
    for (size_t i = 0; i < sizeof noise; i++) {
        state = state * 1664525U + 1013904223U;
        noise[i] = (unsigned char)(state >> 24);
    }
    say(noise, sizeof noise);
    hang(sink);
}

static void lie_about_length(Sink *sink)
{
    static const uint32_t header[4] = {UINT32_MAX, MESSAGE_TYPE};

    say(header, sizeof header);
    hang(sink);
}

static void lie_about_kind(Sink *sink)
{
    say_frame(77777, "x", 1);
    hang(sink);
}

static void lie_about_descriptor(Sink *sink)
{
    say_frame(MESSAGE_END | 0x80000000U, "x", 1);
    hang(sink);
}

static void lie_about_body(Sink *sink)
{
    static const char body[64] = "not what an END looks like";

    say_frame(MESSAGE_END, body, sizeof body);
    hang(sink);
}

/* A frame that never ends: the coordinator must not wait for it. */
static void stop_midway(Sink *sink)
{
    static const uint32_t header[4] = {4096, MESSAGE_TYPE};

    (void)sink;
    say(header, sizeof header);
    _exit(0);
}

static long call_open(void)
{
    return open("/etc/passwd", O_RDONLY | O_CLOEXEC);
}

static long call_create(void)
{
    return open("/tmp/schoolaudit-was-here", O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
}

static long call_stat(void)
{
    struct stat status;

    return stat("/etc/passwd", &status);
}

static long call_unlink(void)
{
    return unlink("/tmp/schoolaudit-was-here");
}

static long call_socket(void)
{
    return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static long call_unix_socket(void)
{
    return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

static long call_fork(void)
{
    long child = fork();

    if (child == 0)
        _exit(0);
    return child;
}

static long call_clone3(void)
{
    return syscall(SYS_clone3, NULL, (size_t)0);
}

static long call_exec(void)
{
    static char *const nothing[] = {NULL};

    return execve("/bin/true", nothing, nothing);
}

static long call_kill(void)
{
    return kill(getppid(), 0);
}

static long call_ptrace(void)
{
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL);
}

static long call_executable_memory(void)
{
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static long call_raise_limit(void)
{
    return syscall(SYS_prlimit64, 0, 7, NULL, NULL);
}

static long call_io_uring(void)
{
    return syscall(SYS_io_uring_setup, 1, NULL);
}

typedef struct {
    const char *what;
    void (*act)(Sink *sink); /* or */
    long (*call)(void);      /* -1 with errno: refused */
} Misdeed;

static const Misdeed misdeeds[] = {
    {"hang", hang, NULL},
    {"spin", spin, NULL},
    {"crash", crash, NULL},
    {"stack", overflow_stack, NULL},
    {"abort", give_up, NULL},
    {"exit", leave, NULL},
    {"memory", eat_memory, NULL},
    {"crumbs", eat_crumbs, NULL},
    {"flood", flood, NULL},
    {"leaves", flood_leaves, NULL},
    {"dig", dig, NULL},
    {"names", name_badly, NULL},
    {"garbage", garbage, NULL},
    {"length", lie_about_length, NULL},
    {"kind", lie_about_kind, NULL},
    {"descriptor", lie_about_descriptor, NULL},
    {"body", lie_about_body, NULL},
    {"midway", stop_midway, NULL},
    {"open", NULL, call_open},
    {"create", NULL, call_create},
    {"stat", NULL, call_stat},
    {"unlink", NULL, call_unlink},
    {"socket", NULL, call_socket},
    {"unix-socket", NULL, call_unix_socket},
    {"fork", NULL, call_fork},
    {"clone3", NULL, call_clone3},
    {"exec", NULL, call_exec},
    {"kill", NULL, call_kill},
    {"ptrace", NULL, call_ptrace},
    {"mprotect", NULL, call_executable_memory},
    {"prlimit", NULL, call_raise_limit},
    {"io-uring", NULL, call_io_uring},
};

static int misbehave_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length > strlen(MARK) && !memcmp(head.data, MARK, strlen(MARK)) ? 1000 : 0;
}

static void try_call(const Misdeed *misdeed, Sink *sink)
{
    bool refused = misdeed->call() < 0;
    g_autofree char *detail =
        g_strdup_printf("%s: %s", misdeed->what, refused ? g_strerror(errno) : "went through");

    sink_gap(sink, refused ? REASON_UNREADABLE : REASON_SANDBOX_VIOLATION, detail);
}

static void misbehave_read(Input *input, Sink *sink)
{
    Slice head = input_head(input);
    g_autofree char *line = g_strndup(head.data, MIN(head.length, 80));
    g_auto(GStrv) words = g_strsplit_set(line, " \r\n", 3);

    if (words[1] && words[2] && g_str_has_prefix(words[2], "late"))
        sink_text(sink, 0, 0, PLACE_BODY, NULL, head.data, MIN(head.length, 4096));
    for (size_t i = 0; i < G_N_ELEMENTS(misdeeds); i++) {
        if (g_strcmp0(words[1], misdeeds[i].what))
            continue;
        if (misdeeds[i].act)
            misdeeds[i].act(sink);
        else
            try_call(&misdeeds[i], sink);
    }
    sink_text(sink, 0, 0, PLACE_BODY, NULL, head.data, MIN(head.length, 4096));
}

const Reader reader_misbehave = {.name = "misbehave", .bid = misbehave_bid, .read = misbehave_read};
