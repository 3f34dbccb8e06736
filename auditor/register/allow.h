/*
 * What the school permits, from the operator's list "soort;waarde;reden;tot" (kind, value, reason,
 * until): words that are nobody's name, account names, contacts from outside school, places where
 * something may stay. What follows from an entry is for the detector and the rules to say.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/table.h"

typedef struct {
    const char *kind; /* name | account | contact | url | file; not owned */
    char *value;
    char *reason; /* or NULL */
    char *until;  /* ISO date, counted in; NULL: until further notice */
} AllowEntry;

/* AllowEntry *, in order of the list. Errors are EXIT_ERRORs: everything that is not clear, line by
 * line; a kind nobody knows is named together with those there are. g_ptr_array_unref. */
GPtrArray *allow_load(const char *path, GError **error);

/* The same from a table that was read. */
GPtrArray *allow_read(const Table *table, GError **error);

/* Whether it still counts on that day (ISO date). */
bool allow_holds(const AllowEntry *entry, const char *today);
