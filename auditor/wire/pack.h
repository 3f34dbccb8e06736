/*
 * Bodies of the commonest shape, numbers and then strings ("(uuusss)"), laid out as GVariant does
 * but without building one: a page has dozens of facts, and GVariant asks for several allocations a
 * member. Checking what comes in stays GVariant's business (message_parse).
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef struct {
    uint32_t numbers[7];
    const char *strings[8]; /* NULL counts as "" */
    unsigned number_count, string_count;
} Pack;

/* Bytes of the serialised body. There must be one string at least. */
size_t pack_size(const Pack *pack);

/* Writes pack_size() bytes. */
void pack_store(const Pack *pack, void *to);

/* Reads a body of that shape; `pack` says how many of each. Strings are borrowed from `body`, which
 * must be in normal form. */
void pack_load(GVariant *body, Pack *pack);
