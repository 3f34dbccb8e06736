/* Making a Sink, for the worker's main loop and for tests. What readers may do with it stands in
 * readers/reader.h. */
#pragma once

#include <glib.h>

#include "readers/reader.h"

typedef struct {
    void (*put)(void *user,
                const Fact *fact); /* strings valid UTF-8, texts at most TEXT_PIECE_BYTES */
    void (*leaf)(void *user, const char *name, const char *declared_type, const char *location,
                 const void *data, size_t length);
    void (*small)(void *user, const void *data, size_t length);
} SinkCallbacks;

/* `callbacks` is copied; a NULL member drops what it would get. */
Sink *sink_new(const SinkCallbacks *callbacks, void *user);
/* Bounds the text by the size of what it comes from: a string that a document shows a million times
 * is a bomb. */
void sink_bound_text(Sink *sink, uint64_t bytes);
void sink_free(Sink *sink);
/* What sink_flush() does; nothing without it. */
void sink_on_flush(Sink *sink, void (*flush)(void *user));
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Sink, sink_free)

/* The first gap that was reported, REASON_NONE when the item was read whole; its detail, or NULL.
 */
Reason sink_first_gap(const Sink *sink, const char **detail);
