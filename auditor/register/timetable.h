/*
 * The hours of lessons and the days without any, from the operator's lists: timetable
 * "dag;van;tot;groep" and holidays "van;tot;naam", headers in Dutch or English.
 */
#pragma once

#include <glib.h>

#include "register/table.h"

typedef struct {
    int day;           /* 1 Monday to 7 Sunday */
    char *start, *end; /* "08:30" */
    char *group;       /* or NULL: everybody */
} Lesson;

typedef struct {
    char *start, *end; /* ISO dates, both counted in */
    char *name;        /* or NULL */
} Holiday;

/* Lesson * and Holiday *, in order of the list. Errors are EXIT_ERRORs: everything that is not
 * clear, line by line; nothing is guessed. g_ptr_array_unref. */
GPtrArray *timetable_load(const char *path, GError **error);
GPtrArray *holidays_load(const char *path, GError **error);

/* The same from tables that were read. */
GPtrArray *timetable_read(const Table *table, GError **error);
GPtrArray *holidays_read(const Table *table, GError **error);
