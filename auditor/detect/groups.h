/*
 * The school's groups as texts name them: "groep 7", "groep 7/8", "klas 3b". They are found as
 * phrases of a list of their own, and tell whose pupils a photo may show.
 */
#pragma once

#include <stdbool.h>

#include "detect/phrases.h"

#define GROUPS_LIST "group"

/* Adds how a group of the register ("7a", "Groep 7", "3/4") may be named. */
void groups_add(Phrases *phrases, const char *group);

/* Whether a phrase found means that group of the register: "groep 7" means 7, 7a and 7/8; "groep
 * 7a" does not mean 7b. */
bool groups_covers(const char *phrase, const char *group);
