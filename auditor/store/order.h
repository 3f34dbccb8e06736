/* Canonical order of the items: depth first by source and ordinal, whatever order they came in. */
#pragma once

#include <stdint.h>

#include "store/store_private.h"

/* Provisional ids in canonical order, one for each entry; g_free. Among items that claim the same
 * place the earlier one comes first. */
uint32_t *order_items(const GArray *entries);

/* Source and ordinals from the top down to the item, big-endian, into `position` (emptied). */
void order_position(const GArray *entries, uint32_t item, GByteArray *position);
