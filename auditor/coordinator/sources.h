/*
 * The inputs the user named, entry by entry: folders are walked in sorted order, links are never
 * followed out of them, loops are seen. A file is one entry. Nothing is opened but to be handed to
 * a worker.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/state.h"

typedef struct Source Source;

typedef struct {
    uint32_t ordinal;  /* canonical order in the source */
    const char *place; /* path below the source, "/" separated, UTF-8 (invalid bytes as U+FFFD) */
    ItemState state;   /* ITEM_PENDING: to be read through `fd`; else what became of it */
    Reason reason;
    int fd; /* owned by the caller, -1 */
    uint64_t size;
    char *modified;               /* RFC 3339, g_free; may be NULL */
    int64_t modified_nanoseconds; /* to see whether it changed while being read */
} SourceEntry;

/* What an input is called where the user gave it no name (g_free). Dates, part numbers and endings
 * are left out, so that decisions survive the next export of the same account. */
char *source_given_label(const char *path);

/* `path` must exist: NULL with an EXIT_ERROR otherwise (missing, unreadable). */
Source *source_open(const char *path, GError **error);
void source_free(Source *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Source, source_free)

bool source_is_folder(const Source *source);
uint64_t
source_bytes(const Source *source); /* of a file; of a folder: of all files counted, see below */

/* The next entry; false at the end. Strings are valid until the next call. */
bool source_next(Source *source, SourceEntry *entry);

/* A count of the entries by a second, independent walk: the left side of the conservation law. */
int64_t source_count(Source *source);
