/*
 * A file without a name for leaves that a reading gives faster than others read them: the
 * attachments of a mailbox would otherwise all wait in memory. A leaf comes back into memory,
 * sealed, for as long as a worker has it.
 */
#pragma once

#include "coordinator/task.h"

typedef struct Spool Spool;

/* The file is made in `folder` when the first leaf comes. */
Spool *spool_new(const char *folder);
void spool_free(Spool *spool);

/* Moves the task's bytes out of memory; false, and nothing has changed, where there is no room. */
bool spool_put(Spool *spool, Task *task);

/* Has the bytes at hand for a worker; nothing to do for a task that was never moved. False when
 * there is no memory, or the file cannot be read. */
bool spool_fetch(Spool *spool, Task *task);

/* They are not needed for now; those of a container stay, for its walks. */
void spool_rest(Task *task);

/* They are not needed any more. */
void spool_drop(Spool *spool, const Task *task);
