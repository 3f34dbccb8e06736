/*
 * Facts on their way into the store: the one place where texts meet names and word
 * lists. Keeps what was
 * found, with an excerpt, and throws the text away where nothing was.
 */
#pragma once

#include "detect/names.h"
#include "detect/phrases.h"
#include "register/people.h"
#include "store/store.h"
#include "wire/fact.h"

typedef struct Intake Intake;

/* All borrowed. `names` may be NULL: no register was given; so may `phrases`. */
Intake *intake_new(Store *store, const NameIndex *names, const Phrases *phrases);
void intake_free(Intake *intake);

/* The item's own path below the export's root: whoever sees its address sees the names in it. */
void intake_item(Intake *intake, int64_t item, const char *place);

void intake_fact(Intake *intake, int64_t item, const Fact *fact);

/* Mentions with a surname at tier review or better so far; for the progress line. */
uint64_t intake_mentions(const Intake *intake);
