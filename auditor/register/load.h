/* The people from files: has the lists read by the list worker, reads the mappings, builds. */
#pragma once

#include <glib.h>

#include "register/build.h"
#include "register/people.h"

/* Answers in a list of their own, one of several. */
typedef struct {
    char *file, *mapping; /* mapping may be NULL */
    GStrv key;            /* joined by these only: id, name; NULL: by number, else by name */
} ConsentList;

ConsentList *consent_list_new(void);
void consent_list_free(ConsentList *list);

/* Paths; NULL where there is no such file. Borrowed. A list whose mapping is not named takes the
 * one that stands beside it: leerlingen.map.yaml beside leerlingen.csv. */
typedef struct {
    const char *list; /* the pupils */
    const char *mapping;
    const char *consents; /* answers in a list of their own, joined to the pupils */
    const char *consents_mapping;
    const GPtrArray *consent_lists; /* ConsentList *, beside `consents`; may be NULL */
    const char *staff;
    const char *parents;
} PeopleFiles;

/* The mapping that stands beside a list and belongs to it by its name; NULL where there is none.
 * g_free. */
char *mapping_beside(const char *list);

/* How the lists were understood, for whoever explains it to the operator. */
typedef struct {
    GPtrArray *tables;   /* Table * */
    GPtrArray *mappings; /* Mapping * */
    GPtrArray *layouts;  /* ListLayout *, in the order pupils, consents, staff, parents */
} ReadLists;

void read_lists_free(ReadLists *lists);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReadLists, read_lists_free)

/* NULL with EXIT_INPUT_MISSING (a file is not there), EXIT_LIST_INVALID, or what the list worker
 * says. Freed with people_free(). */
People *people_load(const PeopleFiles *files, GError **error);

/* The same; *lists is set on success only and freed by the caller. */
People *people_load_explained(const PeopleFiles *files, ReadLists **lists, GError **error);
