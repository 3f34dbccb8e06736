/*
 * The seam of the readers. A reader is one file and one line in readers.def: it bids on an item by
 * path and first bytes, and when it wins it turns the item into facts. It knows nothing of
 * processes, files or names of people; everything it may use is here, in wire/fact.h and in the
 * worker's xml.h and json.h. It may crash, hang or eat memory: that costs one item, never the run.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "wire/fact.h"
#include "wire/state.h"

/* Borrowed bytes. */
typedef struct {
    const char *data;
    size_t length;
} Slice;

/* The item being read: random access, all of it reachable, nothing of it trusted. */
typedef struct Input Input;

/* Chain path as given, UTF-8, "site.zip!/fotos/kamp.jpg". Wrapper folders and archive names are in
 * it: match on suffixes. */
const char *input_path(const Input *input);

/* Content type found by sniffing, "text/html"; never NULL, "application/octet-stream" when unknown.
 */
const char *input_type(const Input *input);

/* Content type the container claims, with parameters (HTTP header of a WARC record, MIME part);
 * NULL when none. */
const char *input_declared_type(const Input *input);

/* Bytes in all. */
uint64_t input_size(const Input *input);

/* The first bytes, at most INPUT_HEAD_BYTES, or all of a shorter item. Borrowed from the input. */
#define INPUT_HEAD_BYTES 65536U
Slice input_head(const Input *input);
/* The same as UTF-8 without mark and zeros, whatever it was: for what looks for words. */
Slice input_text_head(const Input *input);

/* Reads up to `length` bytes at `offset`; 0 at the end, never negative: a failing read counts as
 * the end and marks the item partial (unreadable). */
size_t input_read_at(Input *input, uint64_t offset, void *buffer, size_t length);

/* The whole item in memory, NUL-terminated for convenience; borrowed from the input, valid until
 * the read ends. When the item is larger than `max` only the first `max` bytes come, and the item
 * is marked partial (limit-bytes). */
Slice input_whole(Input *input, size_t max);

/* Where facts go. Each call checks UTF-8 (invalid bytes become U+FFFD) and cuts long texts at white
 * space. */
typedef struct Sink Sink;

void sink_put(Sink *sink, const Fact *fact);

/* Shorthands. sink_publication and sink_medium give the number when `number` is 0 and return it. */
uint32_t sink_publication(Sink *sink, const FactPublication *publication);
uint32_t sink_medium(Sink *sink, const FactMedium *medium);
void sink_text(Sink *sink, uint32_t publication, uint32_t medium, Place place, const char *label,
               const char *text, size_t length);
void sink_property(Sink *sink, uint32_t publication, uint32_t medium, const char *block,
                   const char *key, const char *value);
void sink_gap(Sink *sink, Reason reason, const char *detail);

/* The item has told more text than one may have, and no more is taken: a reader that shows one
 * thing many times may stop. */
bool sink_is_full(const Sink *sink);

/* What was told so far stays told whatever comes: before a library goes on that may break. */
void sink_flush(Sink *sink);

/* The small picture in the metadata of this one, as it is stored: only who looks into pixels wants
 * it. Bytes are copied. */
void sink_small(Sink *sink, const void *data, size_t length);

/* A leaf inside this item that is no archive member (a picture in a data: URI, an attachment, an
 * embedded file): it becomes an item of its own, one level deeper, with `name` as its last path
 * part. The bytes are copied. */
void sink_leaf(Sink *sink, const char *name, const char *declared_type, const void *data,
               size_t length);

/* The same with the address where the leaf once stood; NULL when nobody tells. */
void sink_leaf_from(Sink *sink, const char *name, const char *declared_type, const char *location,
                    const void *data, size_t length);

typedef struct {
    const char *name; /* short, stable, in `list readers` and the ledger: "html", "facebook" */
    /* Bits of evidence that this reader understands the item: 0 not at all; 1 to 7 by name alone; 8
     * to 63 by type or signature; from 64 on by structure known to be this format's. The highest
     * bid wins, the earlier line at a tie. */
    int (*bid)(const Input *input);
    /* What it leaves out of an item that is too large for it, it says as a gap. */
    void (*read)(Input *input, Sink *sink);
} Reader;
