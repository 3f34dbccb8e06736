/*
 * The one gate between the store and every output: what is shown of people. At the masked level a
 * person is "0417 S. d. V.": every name, handle and e-mail address of the register that stands in
 * a text, a path or an address is replaced by it, people who are known by a tag only become "u-1",
 * "u-2", ... At the named level texts pass as they are. At both levels a national number keeps its
 * last two digits only. Better one word too many masked than one too few.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct Mask Mask;

/* Where a text comes from: addresses (paths, URLs, file names, handles) may be percent-encoded. */
typedef enum { MASK_PROSE, MASK_ADDRESS } MaskCarrier;

/* Round what was replaced or found in mask_marked(): characters no text keeps through the gate. */
#define MASK_OPEN '\002'
#define MASK_CLOSE '\003'

/* Reads the people of the store, which must stay open. */
Mask *mask_new(sqlite3 *store, bool with_names, GError **error);
void mask_free(Mask *mask);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mask, mask_free)

bool mask_with_names(const Mask *mask);

/* The text as it may be shown; NULL for NULL. Owned by the caller. */
char *mask_text(const Mask *mask, const char *text, MaskCarrier carrier);

/* The same of a finding's reason (because.h): the strangers' words in it are masked, the rest is
 * ours. */
char *mask_reason(const Mask *mask, const char *reason);

/* The same, with MASK_OPEN and MASK_CLOSE round each person, and round the `length` bytes from
 * `start` (a hit, length 0: none), which at the masked level become the label of `person` (store
 * id, 0: nobody known). */
char *mask_marked(const Mask *mask, const char *text, MaskCarrier carrier, size_t start,
                  size_t length, int64_t person);

/* "0417 S. d. V." or "0417 Sanne de Vries"; "" when the id is unknown. Borrowed from the mask. */
const char *mask_person(const Mask *mask, int64_t person);
