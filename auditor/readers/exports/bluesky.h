/*
 * Shared by the files of the Bluesky reader: where a record stands in its repository, and what the
 * records mean.
 */
#pragma once

#include <glib.h>

#include "readers/exports/dump.h"

typedef struct {
    const char *did;     /* of the account whose repository this is; NULL when nobody tells */
    const char *address; /* "at://did/collection/key" of the present record; NULL unknown */
    bool removed;        /* a newer state of the account does not have the record any more */
    bool told;           /* the account was given, with its profile */
    GHashTable *numbers; /* address -> publication, of the posts that came */
} Bluesky;

/* Gives a record, an object with "$type"; dump->user is the Bluesky. */
bool bluesky_record(Dump *dump, const char *key, const JsonValue *value);
