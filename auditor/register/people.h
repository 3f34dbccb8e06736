/*
 * The people of the register (pupils) and of the lists beside it (staff, parents), with the
 * consents given. What the lists' columns mean is decided in columns.c; this is the result, one for
 * all readers of it: detection, consent, store.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "register/role.h"

/* Strings are UTF-8, owned by the person, NULL when not given; dates are ISO ("2016-03-09"). */
typedef struct {
    PersonRole role;
    char *number; /* the school's own, "s-1", "s-2" for staff without one */
    char *first;
    char *first_names;
    char *initials;
    char *infix;
    char *last;
    char *last_official;
    GStrv aliases;
    char *group;
    char *birth;
    char *left;
    char *function; /* staff: role as written */
    char *email;
    char *account;
    bool is_protected;
    unsigned row; /* line in the list, from 1, header included */
} Person;

/* Strings by consent_set() alone: they repeat themselves, and are shared. */
typedef struct {
    uint32_t person; /* index into People.persons */
    char *subject;   /* image | film | sound | name */
    char *channel;   /* website, facebook, social (every social platform), all, ... */
    char *scope;     /* individual | group | any */
    char *answer;    /* yes | no | unknown | review */
    char *raw;       /* the cell as written */
    char *given_on;
    char *given_by;
    char *giver; /* who that is: parent | pupil; NULL not known */
    char *withdrawn_on;
    char *valid_from;
    char *valid_until;
    char *evidence;
    char *column; /* header of the column */
    unsigned row;
} Consent;

typedef struct {
    GPtrArray *persons;    /* Person * */
    GPtrArray *consents;   /* Consent * */
    bool refusers_only;    /* absence from the list is consent only then */
    bool has_name_consent; /* the list asks for names at all */
    char *digest;          /* SHA-256 of the files, hex */
    GPtrArray *notes;      /* char *: what was understood, dropped or doubtful, without names */
} People;

void people_free(People *people);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(People, people_free)

People *people_new(void);
Person *person_new(PersonRole role);
void person_free(Person *person);
Consent *consent_new(uint32_t person);
Consent *consent_copy(const Consent *consent);
void consent_free(Consent *consent);
/* Gives a field of a consent its value, NULL for none. */
void consent_set(char **field, const char *value);

/* Initials for the masked level: "S. d. V." (g_free). */
char *person_masked(const Person *person);
