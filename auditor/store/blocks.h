/*
 * The records of items while a scan runs: blocks of bytes in a file that has no name, or where they
 * stand anyhow, in a file that is being written or was read (a shelf), so that nothing is written
 * that need not be.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "store/open_file.h"

/* The blocks of one item, in the order they came: numbers from 1, all zero for none. */
typedef struct {
    uint32_t first, last;
} BlockList;

typedef struct Blocks Blocks;

/* With a file in `directory` (0600, gone with the program). NULL with an EXIT_ERROR. */
Blocks *blocks_new(const char *directory, GError **error);
void blocks_free(Blocks *blocks);

/* Errors are sticky and told by blocks_good(). */
void blocks_add(Blocks *blocks, BlockList *list, const void *bytes, size_t length);
/* The same for bytes that stand in a file, from `offset` on, and stay there. */
void blocks_refer(Blocks *blocks, BlockList *list, OpenFile *file, uint64_t offset, size_t length);

/* Hands over each block; bytes until `visit` returns. */
typedef void (*BlockVisit)(const uint8_t *bytes, size_t length, void *user);
void blocks_each(Blocks *blocks, const BlockList *list, BlockVisit visit, void *user);

bool blocks_good(const Blocks *blocks, GError **error);
