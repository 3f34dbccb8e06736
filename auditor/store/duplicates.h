/*
 * The same file in two exports: an account's dump that was given twice, parts that overlap, an
 * archive beside its unpacked folder. It is looked at once.
 */
#pragma once

#include "store/store_private.h"

/* Finds the items that repeat an earlier one (by `canonical`: provisional id - 1 -> place in the
 * canonical order) and stores what they repeat. An item repeats another when its bytes are the
 * same, it lies at the same place, in another source or archive, and nobody said that the two are
 * of different channels. */
void duplicates_find(Store *store, const uint32_t *canonical);
