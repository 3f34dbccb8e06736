/*
 * Where the shards of a run lie until they are merged: a folder below the run's, with the plan and
 * one shelf a shard, each written beside and renamed when it is whole.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* Which shard of how many: "I/N" from 1, or "/N", where the number comes from the scheduler:
 * SLURM_ARRAY_TASK_ID as it is (arrays go from 1 to N), else JOB_COMPLETION_INDEX and one. NULL:
 * 1/1. False with an EXIT_ERROR (EXIT_USAGE). */
bool shards_choose(const char *said, unsigned *shard, unsigned *shards, GError **error);

char *shards_folder(const char *out); /* g_free, as all these */
char *shards_plan_path(const char *folder);
char *shards_path(const char *folder, unsigned shard, unsigned shards);

/* Removes all that scans left there, also what was broken off, and the folder. */
void shards_remove(const char *folder);
