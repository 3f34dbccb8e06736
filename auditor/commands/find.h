/*
 * The parts of `schoolaudit find`: who is sought, where (a stored run, or inputs that are scanned
 * for it), and what is printed. Names of others never leave it unmasked.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "register/load.h"

typedef struct {
    gint64 item;
    char *id; /* number in the register */
    char *language, *policy, *today;
    char *register_file, *mapping, *consents, *staff;
    char **places; /* the folder of a run, or inputs */
    int jobs;
    gboolean quiet;
} FindOptions;

/* The name asked for: one line of standard input, after a question where that is a terminal. NULL
 * with an EXIT_ERROR when there is none. g_free. */
char *find_ask_name(GError **error);

/* Fills first, infix and last of a person from a name as people write it. */
void find_split_name(const char *name, Person *person);

/* The people of a store that a name or number means: array of their ids (int64_t). g_array_unref.
 */
GArray *find_persons(sqlite3 *db, const char *name, const char *id);

/* Scans the inputs into a store in `folder` and judges it, with the lists the options name; with
 * `name`, that person is sought too when no list holds him. The store's path, NULL on error. */
char *find_scan(const FindOptions *options, const char *name, const char *folder, GError **error);

/* Prints everything the store holds on one person. */
bool find_print_person(sqlite3 *db, int64_t person, GError **error);

/* Prints where a name that is in no list stands, as far as the store kept texts. */
bool find_print_name(sqlite3 *db, const char *name, GError **error);
