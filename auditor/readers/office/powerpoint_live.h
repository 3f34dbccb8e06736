/*
 * Which records of a presentation before 2007 count (MS-PPT 2.1.2): each save appends, and a chain
 * of directories says what the last one kept. All others are earlier versions.
 */
#pragma once

#include <glib.h>

#include "readers/office/legacy.h"

typedef struct {
    GHashTable *live;   /* offset of a record → its number */
    GHashTable *slides; /* number of a record → slide 1, 2, ... as shown */
    GArray *records;    /* guint: offsets of all records of the first level, in order */
    bool known;         /* false: the chain is broken, everything counts */
    bool encrypted;
} PowerpointLive;

/* `document` is the stream "PowerPoint Document", `current` "Current User". */
PowerpointLive *powerpoint_live_new(Slice document, Slice current);
void powerpoint_live_free(PowerpointLive *live);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PowerpointLive, powerpoint_live_free)

typedef struct {
    unsigned kind, instance;
    bool is_container;
    size_t offset; /* in the slice it was read from */
    Slice body;
} PowerpointRecord;

/* The record at `at`; false at the end. */
bool powerpoint_record(Slice bytes, size_t at, PowerpointRecord *record);

/* The record with that index among those of the first level; false behind the last one. */
bool powerpoint_live_record(const PowerpointLive *live, Slice document, guint index,
                            PowerpointRecord *record);
