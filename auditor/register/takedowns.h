/*
 * The operator's list of requests to take something down: on what day, of which pupil, which
 * address, file or picture. Whether it is still there is found in store/takedowns.c.
 */
#pragma once

#include <glib.h>
#include <stdint.h>

#include "register/people.h"

typedef struct {
    char *requested; /* ISO date; NULL where the list has none */
    int64_t person;  /* index into People.persons; -1 nobody in particular */
    char *target;    /* an address, a path or a file name; NULL: everything of the person */
    char *note;      /* or NULL */
} Takedown;

/* Takedown *, in order of the list. `people` may be NULL: numbers cannot be looked up then. Errors
 * are EXIT_ERRORs: everything that is not clear, line by line. g_ptr_array_unref. */
GPtrArray *takedowns_load(const char *path, const People *people, GError **error);
