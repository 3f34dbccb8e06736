/*
 * By what it is known whether facts of an earlier scan still hold: the programs that read and
 * search, and what is searched for. Consents are no part of it: they are held against the facts
 * later.
 */
#pragma once

#include "detect/phrases.h"
#include "register/people.h"

/* Of names, groups and birth dates in their order, of word lists and permitted words. `people` may
 * be NULL. Hex (g_free). */
char *detection_digest(const People *people, const Phrases *phrases, const Phrases *allowed);

/* Of both programs, the libraries that the worker reads with, the numbers of the face detector, and
 * the limits (g_free). */
char *detection_engine(void);
