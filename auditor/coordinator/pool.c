/* Starting and ending worker processes; see pool.h. A worker is exec'ed, never just forked: it
 * shares no memory with us. */
#include "coordinator/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "commands/command.h"
#include "coordinator/process.h"
#include "language.h"
#include "wire/bounds.h"

#define WORKER_SOCKET_FD 3
#define WORKER_OUT_OF_MEMORY 99 /* exit status, see worker/main.c */
#define SEND_SECONDS 20         /* a worker that does not take its request is no worker */

char *worker_program(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self ? self : ".");
    char *beside = g_build_filename(folder, "schoolaudit-worker", NULL);

    if (g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
        return beside;
    g_free(beside);
    return g_build_filename(folder, "..", "libexec", "schoolaudit", "schoolaudit-worker", NULL);
}

/* All that comes until the other end closes; short. */
static char *read_line(int fd)
{
    char text[256];
    size_t length = 0;
    ssize_t got;

    while (length < sizeof text - 1 &&
           ((got = read(fd, text + length, sizeof text - 1 - length)) > 0 ||
            (got < 0 && errno == EINTR)))
        length += got > 0 ? (size_t)got : 0;
    return g_strndup(text, length);
}

char *worker_libraries(const char *program)
{
    char *arguments[] = {(char *)"schoolaudit-worker", (char *)"--libraries", NULL};
    extern char **environ;
    posix_spawn_file_actions_t actions;
    g_autofree char *said = NULL;
    int ends[2], status = 1;
    pid_t pid;

    if (pipe2(ends, O_CLOEXEC) < 0)
        return g_strdup("");
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    int failure = process_spawn(program, arguments, environ, &actions, &pid);

    posix_spawn_file_actions_destroy(&actions);
    close(ends[1]);
    if (failure == 0) {
        said = read_line(ends[0]);
        waitpid(pid, &status, 0);
    }
    close(ends[0]);
    return status == 0 ? g_steal_pointer(&said) : g_strdup("");
}

/* What makes it another kind of worker; NULL nothing. */
static const char *argument_of(WorkerKind kind)
{
    if (kind == WORKER_LISTS)
        return "--lists";
    return kind == WORKER_FILMS ? "--films" : NULL;
}

static int spawn(const char *program, WorkerKind kind, int socket, pid_t *pid)
{
    g_autofree char *bounds = bounds_text();
    g_autofree char *limits = g_strconcat("--limits=", bounds, NULL);
    char *arguments[] = {(char *)"schoolaudit-worker", limits, (char *)argument_of(kind), NULL};
    extern char **environ;
    posix_spawn_file_actions_t actions;
    int result;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY,
                                     0); /* it could name names */
    posix_spawn_file_actions_adddup2(&actions, socket, WORKER_SOCKET_FD);
    result = process_spawn(program, arguments, environ, &actions, pid);
    posix_spawn_file_actions_destroy(&actions);
    return result;
}

Worker *worker_start(const char *program, WorkerKind kind, GError **error)
{
    struct timeval patience = {SEND_SECONDS, 0};
    int pair[2], high, failure;
    Worker *worker;
    pid_t pid;

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-worker-not-started", program);
        return NULL;
    }
    /* dup2 onto itself would keep close-on-exec, so the child's end moves out of the way. */
    high = fcntl(pair[1], F_DUPFD_CLOEXEC, WORKER_SOCKET_FD + 1);
    close(pair[1]);
    failure = high < 0 ? errno : spawn(program, kind, high, &pid);
    if (high >= 0)
        close(high);
    if (failure) {
        close(pair[0]);
        exit_error_set(
            error, EXIT_CANNOT_CREATE, "cli-worker-not-started",
            TEXT_VALUES(TEXT_TEXT("path", program), TEXT_TEXT("cause", language_errno(failure))));
        return NULL;
    }
    setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    worker = g_new0(Worker, 1);
    worker->kind = kind;
    worker->pid = pid;
    worker->channel = channel_new(pair[0]);
    return worker;
}

void worker_allow_cpu(Worker *worker, unsigned seconds)
{
    gint64 now = g_get_monotonic_time();
    struct timespec used = {0};
    struct rlimit limit;
    clockid_t clock;

    if (worker->cpu_moved_at && now - worker->cpu_moved_at < G_USEC_PER_SEC &&
        seconds <= worker->cpu_seconds)
        return;
    worker->cpu_moved_at = now;
    worker->cpu_seconds = seconds;
    if (clock_getcpuclockid(worker->pid, &clock) != 0 || clock_gettime(clock, &used) != 0)
        return;
    limit.rlim_cur = (rlim_t)used.tv_sec + seconds + 2;
    limit.rlim_max = RLIM_INFINITY;
    prlimit(worker->pid, RLIMIT_CPU, &limit, NULL);
}

static Reason reason_of(int status)
{
    if (WIFSIGNALED(status)) {
        int number = WTERMSIG(status);

        return number == SIGXCPU ? REASON_TIMEOUT : REASON_CRASHED;
    }
    if (WEXITSTATUS(status) == WORKER_OUT_OF_MEMORY)
        return REASON_LIMIT_MEMORY;
    return REASON_NONE;
}

/* Whether it ended by itself; a worker whose channel just closed may need a moment to be a zombie.
 */
static bool ended(pid_t pid, unsigned milliseconds, int *status)
{
    for (unsigned waited = 0;; waited++) {
        if (waitpid(pid, status, WNOHANG) == pid)
            return true;
        if (waited >= milliseconds)
            return false;
        g_usleep(1000);
    }
}

void worker_ask_to_end(const Worker *worker)
{
    kill(worker->pid, SIGXCPU);
}

Reason worker_stop(Worker *worker, bool wait)
{
    int status = 0;
    bool by_itself = ended(worker->pid, wait ? 200 : 0, &status);

    if (!by_itself) {
        kill(worker->pid, SIGKILL);
        waitpid(worker->pid, &status, 0);
    }
    channel_free(worker->channel);
    g_free(worker);
    return by_itself ? reason_of(status) : REASON_NONE;
}
