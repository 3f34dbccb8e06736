/*
 * One packing of HTTP, taken off run by run: gzip, deflate with or without its header, Brotli,
 * Zstandard. Bytes that are not packed as announced come out as they are.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/state.h"

typedef struct Unpack Unpack;

/* Where the packed bytes come from: the next run, borrowed until the next call; 0 at the end. */
typedef size_t (*UnpackPull)(void *user, const char **data);

/* NULL for a packing that nobody knows. `name` as in Content-Encoding. */
Unpack *unpack_new(const char *name, UnpackPull pull, void *user);
void unpack_free(Unpack *unpack);

/* The next run, borrowed until the next call; 0 at the end. */
size_t unpack_next(Unpack *unpack, const char **data);

/* REASON_CORRUPT or REASON_TRUNCATED when the packed bytes did not come to their end. */
Reason unpack_reason(const Unpack *unpack);

/* Whether they were packed as announced, once the first run was asked for. */
bool unpack_was_packed(const Unpack *unpack);
