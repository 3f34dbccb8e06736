/*
 * Facts on their way into the store: the one place where texts meet names, data about pupils and
 * word lists. Keeps what was found, with an excerpt, and throws the text away where nothing was. A
 * citizen service number is masked before anything is kept.
 */
#pragma once

#include "detect/data.h"
#include "detect/names.h"
#include "detect/phrases.h"
#include "register/people.h"
#include "store/store.h"
#include "wire/fact.h"

typedef struct Intake Intake;

/* All borrowed. `names` may be NULL: no register was given; so may `data` and `phrases`. */
Intake *intake_new(Store *store, const NameIndex *names, const DataFinder *data,
                   const Phrases *phrases);
void intake_free(Intake *intake);

/* Words that are nobody's name (borrowed): a mention that lies within one becomes a trace, for the
 * reason "allowed". */
void intake_allow(Intake *intake, const Phrases *allowed);

/* In this item words of context lists count by themselves: it is of a member of staff's own
 * account, where a word for the school is what is looked for. */
void intake_watch(Intake *intake, int64_t item);

/* The item's own path below the export's root: whoever sees its address sees the names in it. */
void intake_item(Intake *intake, int64_t item, const char *place);

/* Returns what did not all fit ("names", "phrases", "data"; static), NULL when everything did; the
 * store has the gap already. */
const char *intake_fact(Intake *intake, int64_t item, const Fact *fact);

/* Mentions with a surname at tier review or better so far; for the progress line. */
uint64_t intake_mentions(const Intake *intake);
