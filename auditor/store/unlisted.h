/*
 * People named in texts who are in no register: a row of table person each, role "unlisted",
 * numbered u-1, u-2, ... in order of first sight.
 */
#pragma once

#include "store/rows.h"

typedef struct Unlisted Unlisted;

/* The people of the register must be in the database already. */
Unlisted *unlisted_new(Rows *audit);
void unlisted_free(Unlisted *unlisted);

/* The id of the person so called; the same for all spellings that differ in case and accents only.
 */
int64_t unlisted_person(Unlisted *unlisted, const char *name);
