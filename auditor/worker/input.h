/* Making an Input, for the worker's main loop and for tests. What readers may do with it stands in
 * readers/reader.h. */
#pragma once

#include <glib.h>

#include "readers/reader.h"

/* Over bytes in memory, borrowed until input_free. `type` may be NULL: octet-stream. Strings are
 * copied. */
Input *input_new_memory(const char *path, const char *type, const void *data, size_t length);

/* Over a seekable file descriptor of `size` bytes, borrowed. */
Input *input_new_fd(const char *path, int fd, uint64_t size);

/* What the bytes look like, and what the transport or archive calls them; copied, NULL for neither.
 */
void input_set_type(Input *input, const char *type);
void input_set_declared_type(Input *input, const char *type);

/* The same, where data[length] is a NUL that stays: input_whole needs no copy then. */
Input *input_new_terminated(const char *path, const char *data, size_t length);

/* Bytes never looked at by the reader are still part of the item: XXH3-128 over all of it, in hex
 * (g_free). With `sha256` not NULL also that digest, in the same pass. */
char *input_hash(Input *input, char **sha256);

/* What cut this input short, REASON_NONE when nothing did. */
Reason input_gap(const Input *input);

void input_free(Input *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Input, input_free)
