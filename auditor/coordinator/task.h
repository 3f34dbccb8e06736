/*
 * One item on its way through the scan: from the leaf that announced it until its last word is in
 * the ledger. A container is a task too; its members are tasks of their own. Also what a walk of a
 * container is, and how both are counted.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/store.h"
#include "wire/extent.h"
#include "wire/fact.h"
#include "wire/state.h"

typedef struct Task Task;

/* One walker's share of a container; kept alive by the leaves that still have to give their room
 * back. */
typedef struct {
    unsigned references;
    Task *task; /* the container; NULL once the walk is over */
    uint32_t part, parts;
    uint64_t leaves;      /* leaves that came */
    uint64_t outstanding; /* of those, not yet done */
    int64_t outstanding_bytes;
    uint64_t owed, owed_bytes; /* room that is free again, but the walker was not told yet */
    gpointer slot;             /* where room is given back; NULL once the walk is over */
} Walk;

struct Task {
    int64_t item, source; /* ids of the store */
    unsigned depth;       /* containers above it */
    char *path;           /* chain path */
    char *place; /* path below the export's root; of a container: what its members' places begin
                    with */
    char *declared_type;
    GBytes *bytes; /* small items; NULL: by descriptor */
    int fd;
    Extent extent; /* where it lies in its parent; then neither of these, unless it is walked */
    uint64_t size;
    uint32_t ordinal;
    char *modified;                    /* NULL */
    uint64_t room;                     /* bytes that it takes of its walker's */
    bool is_source;                    /* the user named this very file: its SHA-256 is wanted */
    bool is_embedded;                  /* given by a reading, not by a walk */
    bool is_spooled;                   /* its bytes lie on disk (spool.h), */
    uint64_t spooled_at;               /* from here on */
    int64_t modified_nanoseconds;      /* of a file on disk, 0 */
    Walk *origin;                      /* whose room it takes; NULL */
    Task *parent;                      /* the container, which is closed after its members; NULL */
    Task *root;                        /* the entry of the inputs it lies in; itself at depth 0 */
    uint64_t unpacked, unpacked_items; /* of a root: all that came out of it, at any depth */
    unsigned pending;                  /* readings, walks and members that are still out */
    unsigned starts;                   /* how often it was handed to a worker */
    uint64_t key;                      /* what its facts depend on beside its bytes (earlier.h) */
    bool reread;                       /* what an earlier scan found in it is of no use */
    bool is_foreign;                   /* another shard tells of it */

    ItemState state;
    Reason reason;
    const char *cut; /* what was found in it and did not all fit (intake.h); NULL */
    char *detail, *type, *reader, *hash;
    bool is_container;
    bool is_picture;                     /* and if so, as its header says: */
    uint32_t width, height, orientation; /* pixels; Exif */
    bool has_small;                      /* its metadata has a small one to hold it against */
    bool look;                           /* its next request, or the one out: to be looked into */
    bool is_held;                        /* kept back for a better one of its family, */
    gpointer family;                     /* which looks.c knows */
    unsigned held;                       /* of a container: members that are held */
    int64_t entries, entries_directory;  /* as walkers say; -1 */
    uint64_t members;                    /* rows that were added below it, */
    uint64_t embedded;                   /* of those: by its reading, not by its walk */
    uint32_t parts_wanted, parts_sent;   /* walkers it is shared out to */
    uint32_t parts_total; /* into so many shares; more where shards have the others */
    const GArray *shares; /* uint32_t: which of them are ours; NULL: all. Borrowed */
    uint32_t parts_lost;  /* of those, how many died */
};

Task *task_new(void);
void task_free(Task *task);

/* What a large item gets beside the time that every item gets. */
unsigned task_more_seconds(const Task *task);

/* Whether it is soon done, so that another may wait behind it. */
bool task_is_small(const Task *task);

/* Whether it is a film: it has frames, and other workers look into them. */
bool task_is_film(const Task *task);

/* Of a container: the members that walks gave. A PDF may be an archive too, and its reading gives
 * rows of its own. */
uint64_t task_walked(const Task *task);

/* What the ledger is told of it. Strings are the task's own. */
StoreItemResult task_result(const Task *task);

/* Takes a worse state over: failed and skipped only where nothing was read, a gap makes read
 * partial. */
void task_worsen(Task *task, ItemState state, Reason reason, const char *detail);

/* What a reader gets beside the bytes: the task's own descriptor, or that of the container it lies
 * in; -1 when there are bytes. */
int task_source(const Task *task);

/* Whether a file on disk, of a member its archive, is no longer the one that was opened. */
bool task_has_changed(const Task *task);

/* Whether a member of this size may lie there in the container. */
bool task_holds(const Task *container, const Extent *extent, uint64_t size);

/* What a header says of a picture, which decides whether and how it is looked into. */
void task_note_picture(Task *task, const FactPicture *picture);

/* Reading and looking each give facts of their own. */
bool task_expects(const Task *task, FactKind kind);

/* What came out of the archive, where that is not what it had announced; false when it is more than
 * a reader may take out. */
bool task_set_size(Task *task, uint64_t size);

/* The bytes of a container that was an extent, in a file of its own that it takes over; -1: there
 * was no room for them. False when they are not what they should be. */
bool task_set_bytes(Task *task, int *fd);

/* Makes of a file that a worker gave one that nobody who gets it next can change: a reader that a
 * hostile member took over could else alter what others still have to read. False when it cannot be
 * had so; *fd may be another one afterwards. */
bool task_make_unchangeable(int *fd);

/* A descriptor for a walk: the task's own, or its bytes in a memfd. -1 when there is no room. */
int task_descriptor(Task *task);

Walk *walk_new(Task *task, uint32_t part, uint32_t parts);
Walk *walk_ref(Walk *walk);
void walk_unref(Walk *walk);
