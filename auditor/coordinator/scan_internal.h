/* What the files of the scan share: its state, the slots of the workers. Not for anybody else. */
#pragma once

#include "commands/command.h"
#include "coordinator/intake.h"
#include "coordinator/pool.h"
#include "coordinator/progress.h"
#include "coordinator/scan.h"
#include "coordinator/sources.h"
#include "coordinator/spool.h"
#include "coordinator/task.h"
#include "wire/bounds.h"
#include "wire/messages.h"
#include "worker/limits.h"

#define TASKS_PER_READER 2U
#define LEVELS (BOUND_DEPTH_MAX + 2U)

#define EMBEDDED_ORDINALS 0x40000000U /* leaves of a reading stand behind those of a walk */

/* A worker and what it was given. */
typedef struct {
    Worker *worker;
    Task *tasks[TASKS_PER_READER]; /* readers: the first is being read */
    uint32_t requests[TASKS_PER_READER];
    unsigned count;
    bool begun;
    uint64_t facts;  /* of the first */
    uint32_t leaves; /* of the first */
    Walk *walk;      /* walkers */
    uint32_t walk_request;
    gint64 deadline; /* monotonic; 0: none */
    gint64 end_by;   /* of a worker that was asked to end; 0: it was not */
    bool more;   /* frames may wait in the channel's own buffer, where poll() does not see them */
    bool broken; /* to be replaced */
    Reason broken_reason;
} Slot;

typedef struct Looks Looks;

typedef struct {
    const ScanOptions *options;
    ScanResult *result;
    Store *store;
    Intake *intake;
    Progress *progress;
    Looks *looks;
    bool counts_faces; /* the workers can */
    char *program;
    unsigned readers_wanted;
    GPtrArray *slots;          /* Slot * */
    GQueue *to_read;           /* Task * */
    GQueue *to_film;           /* Task *: films whose frames are to be looked into */
    bool no_films;             /* nobody here can, */
    Reason films_reason;       /* which is a gap or not */
    GQueue *to_walk[LEVELS];   /* Task * by depth */
    unsigned walking[LEVELS];  /* containers being walked, by depth */
    uint64_t embedded_waiting; /* bytes of leaves that readings gave and that wait in memory */
    Spool *spool;              /* where more of them wait */
    uint32_t next_request;
    unsigned failed_starts; /* workers in a row that never said HELLO */
    const ScanInput *inputs;
    size_t input_count, next_input;
    Source *source; /* the one being enumerated */
    int64_t source_row;
    uint64_t source_entries;
    char *source_base;
    GArray *told; /* ShelfSource by source - 1; digest owned */
    uint64_t tasks_alive, roots_alive;
    uint64_t known_bytes, done_bytes; /* of the inputs as they lie on disk */
    GError *error;                    /* sticky */
} Scan;

/* scan.c */
void scan_fail(Scan *scan, ExitStatus status, const char *id, const TextValue *values);
void scan_leaf(Scan *scan, Task *parent, Walk *walk, const MessageLeaf *leaf, int fd,
               uint32_t base);
void scan_step_done(Scan *scan, Task *task); /* a reading or walk of it is over */
/* Its bytes at hand for a worker; false: they do not come back into memory, and it is closed. */
bool scan_fetch(Scan *scan, Task *task);
/* The SHA-256 of an input that is a file. */
void scan_note_digest(Scan *scan, const Task *task, const char *digest);
void scan_plan_walk(Scan *scan, Task *task);

/* dispatch.c */
void dispatch_work(Scan *scan);
void dispatch_receive(Scan *scan, Slot *slot);
void dispatch_check_deadlines(Scan *scan);
void dispatch_give_back(Walk *walk, uint64_t bytes);
