/*
 * Worker processes: starting them, bounding their processor time, and telling afterwards why one
 * ended. What is said over their channels is scan.c's business (items) and lists.c's (lists of the
 * operator).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <sys/types.h>

#include "wire/channel.h"
#include "wire/state.h"

/* Readers of films look into their frames and do nothing else: what that takes costs too much to
 * load for everybody. */
typedef enum { WORKER_READER, WORKER_WALKER, WORKER_FILMS, WORKER_LISTS } WorkerKind;

typedef struct {
    WorkerKind kind;
    pid_t pid;
    Channel *channel;
    bool greeted;         /* its HELLO came */
    gint64 cpu_moved_at;  /* monotonic microseconds of the last move of its processor limit */
    unsigned cpu_seconds; /* how far it was moved */
} Worker;

/* Path of schoolaudit-worker: beside this program, else in libexec of the same prefix (g_free). */
char *worker_program(void);

/* What the worker is made of beside its own program, as a digest; "" where it does not say
 * (g_free). */
char *worker_libraries(const char *program);

/* Starts one. NULL with an EXIT_ERROR when it cannot be started. */
Worker *worker_start(const char *program, WorkerKind kind, GError **error);

/* Lets it use `seconds` of processor time from now on; cheap when called often. */
void worker_allow_cpu(Worker *worker, unsigned seconds);

/* Ends it, by force if it still runs, and frees it; says why it had ended: REASON_CRASHED,
 * REASON_TIMEOUT (processor time), REASON_LIMIT_MEMORY, or REASON_NONE when it ended in order or
 * was still running. `wait`: its channel has closed, so it is about to end. */
Reason worker_stop(Worker *worker, bool wait);
/* As if its processor time were over: it hands over what it has and ends, unless it is past that.
 */
void worker_ask_to_end(const Worker *worker);
