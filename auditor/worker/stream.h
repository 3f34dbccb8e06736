/*
 * A file that is read once from front to end through a window, as it is or unpacked from gzip.
 * Members of a gzip are told apart, and a broken one costs no more than itself: reading goes on
 * with the next that begins like one.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What can be looked at ahead, at most. */
#define STREAM_WINDOW 262144U

typedef struct Stream Stream;

/* `fd` is borrowed and read by position; gzip is seen by its signature. */
Stream *stream_new(int fd, uint64_t size);
void stream_free(Stream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Stream, stream_free)

/* The next bytes, up to `want` (at most STREAM_WINDOW), borrowed until the next call. Fewer than
 * wanted at the end of the file and at a seam: the end of a gzip member, or of what could be
 * unpacked of it. Called once more where a seam stands, it looks behind it. */
size_t stream_peek(Stream *stream, size_t want, const char **data);

/* The same behind a seam, where one stands right here; 0 at the end of the file only. */
size_t stream_peek_on(Stream *stream, size_t want, const char **data);

/* Takes bytes that were looked at. */
void stream_skip(Stream *stream, size_t length);

/* Whether the bytes that stream_peek gives end at a seam; `damaged`: bytes are missing there. */
bool stream_at_seam(const Stream *stream, bool *damaged);

/* Makes the seam that was met invisible: what follows belongs together. */
void stream_join(Stream *stream);

/* Bytes of the file behind us; for files that are not packed, the place of the next byte. */
uint64_t stream_consumed(const Stream *stream);
bool stream_is_packed(const Stream *stream);

/* Whether bytes were passed over or are missing: between gzip members, or in one that is broken. */
bool stream_is_damaged(const Stream *stream);
/* Whether a gzip member was cut off by the end of the file. */
bool stream_is_truncated(const Stream *stream);
