/*
 * The work of a scan in units, divided over shards: a unit is an entry of an input (a file of a
 * folder, an archive), or a share of the members of a large zip. Every shard makes the same plan of
 * the same inputs, without a word to the others: units by size, the largest first, each to the
 * shard that has least. The plan lies beside the shards, so that whoever merges them knows what is
 * missing.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Units Units;

/* One entry of an input. `place` is borrowed. */
typedef struct {
    uint32_t source, ordinal; /* from 1, from 0 */
    uint64_t bytes;
    int64_t modified;         /* nanoseconds; 0 unknown */
    uint32_t shares;          /* 1, or so many as its members are divided over */
    const char *place, *when; /* when: as the ledger has it, or NULL */
} UnitEntry;

/* An input: its name without the folder it lies in, borrowed. */
typedef struct {
    const char *name;
    bool is_folder;
} UnitInput;

/* Looks at all inputs and divides them over `shards`. NULL with an EXIT_ERROR. */
Units *units_plan(const char *const *inputs, size_t count, unsigned shards, GError **error);
/* The plan that lies there; NULL where there is none, or none that is whole. */
Units *units_read(const char *path);
/* Puts it there, whole or not at all. What lies there already is left if it is the same plan. */
bool units_write(const Units *units, const char *path, GError **error);
void units_free(Units *units);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Units, units_free)

unsigned units_shards(const Units *units);
const char *units_digest(const Units *units); /* of inputs and division, hex; borrowed */

/* How many inputs and entries there are, and each of them in the order of the plan. */
guint units_inputs(const Units *units);
UnitInput units_input(const Units *units, guint index);
guint units_count(const Units *units);
UnitEntry units_entry(const Units *units, guint index);
/* The shard, from 1, that has the entry's share, from 0. */
unsigned units_shard(const Units *units, guint index, uint32_t share);

/* From now on units_mine() speaks of this shard, from 1. */
void units_choose(Units *units, unsigned shard);
/* Whether the chosen shard has to do with the entry; with shares of it, *shares is set to them
 * (uint32_t, ascending; borrowed), else to NULL. */
bool units_mine(const Units *units, uint32_t source, uint32_t ordinal, const GArray **shares);
/* Into how many shares the entry is divided over all shards; 1: it is not. */
uint32_t units_shares_total(const Units *units, uint32_t source, uint32_t ordinal);
