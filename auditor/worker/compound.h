/*
 * Compound files (MS-CFB), the container of Office before 2007 and of Outlook's messages: a tree of
 * storages and streams in chained sectors. Every chain is bounded by the number of sectors there
 * are, every index is checked; what is broken is told once, what can be read is read.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "readers/reader.h"

typedef struct Compound Compound;

#define COMPOUND_ROOT 0U
#define COMPOUND_NONE ((unsigned)-1)

typedef struct {
    char *name; /* UTF-8; control characters as they are ("\5SummaryInformation") */
    bool is_storage;
    bool is_asked;   /* somebody read it */
    unsigned parent; /* COMPOUND_NONE for the root, and for what no storage holds */
    uint32_t start;
    uint64_t size;
} CompoundEntry;

/* NULL when the item is none. */
Compound *compound_open(Input *input);
void compound_free(Compound *compound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Compound, compound_free)

/* Entries in the order of the directory; unused ones have an empty name. */
unsigned compound_count(const Compound *compound);
const CompoundEntry *compound_entry(const Compound *compound, unsigned index);

/* The entry of that name in a storage, without regard to case; COMPOUND_NONE. */
unsigned compound_find(const Compound *compound, unsigned storage, const char *name);

/* The bytes of a stream, at most `max`; empty for a storage and COMPOUND_NONE. What is cut by `max`
 * or by a broken chain is told by compound_gap. g_byte_array_unref. */
GByteArray *compound_read(Compound *compound, unsigned index, size_t max);

/* What went wrong so far; REASON_NONE. */
Reason compound_gap(const Compound *compound);
