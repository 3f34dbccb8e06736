/*
 * Data about a pupil in a text, beside the name: numbers with a check digit, birth dates,
 * addresses, telephone numbers, accounts, marks, words of care and belief. Whose they are follows
 * from the nearest mention alone. The check digits and labels keep false alarms down; what a school
 * publishes about itself is told apart by the rule, which sees every page.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "detect/names.h"

typedef enum {
    DATUM_BSN,
    DATUM_EDUCATION_NUMBER,
    DATUM_BIRTH_DATE,
    DATUM_ADDRESS,
    DATUM_POSTCODE,
    DATUM_PHONE,
    DATUM_EMAIL,
    DATUM_IBAN,
    DATUM_ACCOUNT,
    DATUM_PARENT,
    DATUM_MARK,
    DATUM_CARE,
    DATUM_BELIEF,
    DATUM_KINDS
} DatumKind;

const char *datum_kind_id(DatumKind kind); /* "bsn", "education-number", ... */

#define DATUM_NOBODY UINT32_MAX

typedef struct {
    DatumKind kind;
    Tier tier;
    uint32_t person; /* index of the pupil it stands beside, or DATUM_NOBODY */
    size_t start, end;
    const char *value; /* normalised; of a BSN the last two digits; borrowed during the call */
} Datum;

/* What is known of the people: one entry each, in the order of the name index. */
typedef struct {
    PersonRole role;
    const char *birth; /* "2014-03-12" or NULL */
} DataPerson;

typedef struct DataFinder DataFinder;

/* Borrows `people` during the call only. Fails only where a built-in list is missing. */
DataFinder *data_new(const DataPerson *people, size_t count, GError **error);
void data_free(DataFinder *finder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(DataFinder, data_free)

/*
 * `matches` are those of the same text, in order of start. `prose`: not an address or a file name,
 * where any digits may stand. Data come in order of kind, not of place.
 */
typedef void (*DataFound)(const Datum *datum, void *user);
void data_find(const DataFinder *finder, const char *text, size_t length, bool prose,
               const NameMatch *matches, size_t match_count, DataFound found, void *user);
