/* The people from files: has the lists read by the list worker, reads the mappings, builds. */
#pragma once

#include <glib.h>

#include "register/load.h"
#include "register/people.h"

typedef struct {
    const char *path;    /* NULL: there is no such list */
    const char *mapping; /* NULL: none given */
} PeopleFile;

typedef struct {
    PeopleFile pupils;
    const PeopleFile *consents;
    guint consent_count;
    PeopleFile staff;
    PeopleFile parents;
} PeopleFiles;

/* How the lists were understood, for whoever explains it to the operator. */
typedef struct {
    GPtrArray *tables;   /* Table * */
    GPtrArray *mappings; /* Mapping * */
    GPtrArray *layouts;  /* ListLayout *, in the order pupils, consents, staff, parents */
} ReadLists;

void read_lists_free(ReadLists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadLists, read_lists_free)

/* NULL with EXIT_INPUT_MISSING (a file is not there), EXIT_LIST_INVALID, or what the list worker
 * says. `lists` may be NULL; it is set on success only and freed by the caller. */
People *people_load(const PeopleFiles *files, ReadLists **lists, GError **error);
