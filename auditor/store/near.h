/*
 * Difference hashes of pictures, and which of them differ in few bits from another one.
 */
#pragma once

#include <stdint.h>

typedef struct Near Near;

/* Of `count` hashes, which have to outlive it. */
Near *near_new(const uint64_t *hashes, uint32_t count);
void near_free(Near *near);

/* `index`: of the hash, in the order given; it can come more than once. */
typedef void NearVisit(uint32_t index, unsigned bits, void *user);

/* All that differ in at most `most` bits, fewer than 12. */
void near_find(const Near *near, uint64_t hash, unsigned most, NearVisit *visit, void *user);
