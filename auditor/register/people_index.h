/* The finder of names over the people of the lists. */
#pragma once

#include "detect/names.h"
#include "register/people.h"

/* Person i of the finder is people->persons[i]; what it needs is copied. */
NameIndex *people_index(const People *people, GError **error);
