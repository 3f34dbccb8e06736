/*
 * Puts the people together: register, consent lists joined to it, staff, parents. The lists come
 * from the list worker; this side gives them meaning.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/columns.h"
#include "register/mapping.h"
#include "register/people.h"
#include "register/table.h"

typedef struct {
    const Table *table;
    const Mapping *mapping; /* mapping_none() where the operator gave none */
    /* Of answers: joined by nothing else than these (id, name). NULL: by number, else by name. */
    const char *const *key;
} PeopleList;

typedef struct {
    PeopleList pupils;
    const PeopleList *consents; /* joined by pupil number, else by name (and birth date) */
    guint consent_count;
    PeopleList staff;   /* table NULL: none */
    PeopleList parents; /* table NULL: none */
} PeopleLists;

/* NULL with EXIT_LIST_INVALID: one message with everything that has to be said or corrected in the
 * first list that is not clear. `layouts` (may be NULL, else an array that frees with
 * list_layout_free) gets how each list was understood, also then; they borrow the lists. */
People *people_build(const PeopleLists *lists, GPtrArray *layouts, GError **error);
