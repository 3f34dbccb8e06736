/*
 * The store while a scan fills it: a scratch database of facts in the order they come, keyed by
 * provisional item ids. When the scan is over store_finalise() writes audit.db (schema.sql) in
 * canonical order. Errors are sticky: calls after the first failure do nothing, store_error() and
 * store_finalise() tell. One thread, one writer.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "register/people.h"
#include "wire/fact.h"
#include "wire/state.h"

typedef struct Store Store;

typedef struct {
    const char *label, *path, *kind, *channel, *access,
        *owner; /* as given by the user; NULL unknown */
} StoreSource;

typedef struct {
    int64_t source, parent; /* ids given by this store; parent 0: none */
    uint32_t ordinal;       /* place among its siblings, from 0: canonical order */
    const char *path, *name, *place;
    const char *modified; /* time or NULL */
    uint64_t bytes;       /* 0 unknown */
} StoreItem;

typedef struct {
    ItemState state;
    Reason reason;
    const char *detail;               /* never text of the item */
    const char *type, *reader, *hash; /* may be NULL: left as it is */
    uint64_t bytes;
} StoreItemResult;

#define STORE_UNLISTED UINT32_MAX
#define STORE_MANY (UINT32_MAX - 1)
#define STORE_TRACE "trace" /* the tier whose mentions stand apart, in table trace */

typedef struct {
    /* Index into People.persons; STORE_UNLISTED: `matched` is all we know; STORE_MANY, of a trace:
     * too many bear the name to count it for each. */
    uint32_t person;
    const char *tier, *form, *reasons;
    bool surname;
    size_t start, end;
    const char *matched, *excerpt;
    size_t excerpt_start;
} StoreMention;

typedef struct {
    const char *list, *phrase, *excerpt;
    size_t start, end; /* bytes in the text */
} StorePhrase;

/* Offsets are bytes in the text. */
typedef struct {
    int64_t person;                            /* index into People.persons, -1: beside nobody */
    const char *kind, *value, *tier, *excerpt; /* kind: bsn, phone, ...; value may be NULL */
    size_t start, end;
} StoreDatum;

/* A scratch database in `directory` (created 0600, unlinked by store_free). */
Store *store_create(const char *directory, GError **error);
void store_free(Store *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Store, store_free)

void store_set(Store *store, const char *key, const char *value); /* table run */
void store_warn(Store *store, const char *code, const char *detail);
void store_add_people(
    Store *store,
    const People *people); /* person ids follow the order of People.persons, 1-based */

/* Its id, from 1. What is only known when it was read follows: `counted` entries (-1: nobody
 * counted them), bytes, SHA-256 in hex (NULL: keep what there is). */
int64_t store_add_source(Store *store, const StoreSource *source);
void store_set_source(Store *store, int64_t source, int64_t counted, uint64_t bytes,
                      const char *digest);
int64_t store_add_item(Store *store, const StoreItem *item); /* state pending */
void store_set_item(Store *store, int64_t item, const StoreItemResult *result);
/* Marks an item as a container (it may be a read item as well) with its two counts; -1: unknown. */
void store_set_container(Store *store, int64_t item, int64_t entries, int64_t entries_directory);
void store_set_duplicate(Store *store, int64_t item, int64_t original);

/* Any fact but texts. Person tags, contacts and author fields that were recognised: see
 * store_add_mention. */
void store_add_fact(Store *store, int64_t item, const Fact *fact);
/* What was seen in a picture, by the hash of its content. */
void store_add_pixels(Store *store, const char *hash, const FactPixels *pixels);
/* What of a content could not be seen, or not wholly. Which items have that gap is decided when
 * they are linked (store/pictures.sql): only those that their size family is judged by. */
void store_add_look_gap(Store *store, const char *hash, Reason reason, const char *detail);
/* Lets an open audit.db see what these two were given, as tables seen, seen_face and seen_gap;
 * after store_finalise(). */
bool store_attach_pixels(Store *store, sqlite3 *db, GError **error);
/* A text that was examined; content and digest are kept only when `keep`. Returns its provisional
 * id. */
int64_t store_add_text(Store *store, int64_t item, const FactText *text, bool keep);
void store_add_mention(Store *store, int64_t text, const StoreMention *mention);
/* Data about a pupil, in a text that need not have been kept, and a phrase of a word list. */
void store_add_datum(Store *store, int64_t text, const StoreDatum *datum);
void store_add_phrase(Store *store, int64_t text, const StorePhrase *phrase);
/* A list or policy the run was made with, for table given. */
void store_add_given(Store *store, const char *kind, const char *path, const char *digest);
/* A request to remove something; person is an index into People.persons or -1. */
void store_add_takedown(Store *store, const char *requested, int64_t person, const char *target,
                        const char *note);
/* What the audit file says of the school (kinds as in table school), its lessons (day 1 to 7,
 * HH:MM) and its holidays (dates). */
void store_add_school(Store *store, const char *kind, const char *platform, const char *value,
                      const char *detail);
void store_add_lesson(Store *store, int64_t day, const char *start, const char *end,
                      const char *group);
void store_add_holiday(Store *store, const char *start, const char *end, const char *name);
/* What the school permits (kinds as in table allow). */
void store_add_allow(Store *store, const char *kind, const char *value, const char *reason,
                     const char *until);
/* Who a person tag, contact or author (the last one added by store_add_fact for this item) was
 * recognised as. */
void store_recognise_last(Store *store, int64_t item, FactKind kind, uint32_t person,
                          const char *tier);

/* Throws away the facts of an item that is read a second time. */
void store_forget_facts(Store *store, int64_t item);

/* How many items of a source (0: of all) stand in each state; for the conservation check. */
void store_count_states(Store *store, int64_t source, uint64_t counts[ITEM_STATES]);

/* True while nothing failed. */
bool store_error(const Store *store, GError **error);

/* Writes audit.db to `path` (0600, replacing what is there), canonical and complete, with linking
 * not yet done. The store takes nothing more after this. */
bool store_finalise(Store *store, const char *path, GError **error);
