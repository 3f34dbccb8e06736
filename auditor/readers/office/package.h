/*
 * A document that is a zip of parts (Office, OpenDocument, EPUB): the XML parts in memory, by
 * name; all others become leaves at once. Broken, locked and oversized parts become gaps here.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"

typedef struct Package Package;

typedef struct {
    char *name; /* as in the archive, "/" separated, without a leading "/" */
    char *data;
    size_t length;
    bool used; /* a reader took what it holds; what nobody used becomes a leaf */
} PackagePart;

typedef enum { PART_KEEP, PART_LEAF, PART_DROP } PartFate;

/* Reads all parts; `fate` decides by name. Dropped parts are those in which nobody can be named. */
Package *package_open(Input *input, Sink *sink, PartFate (*fate)(const char *name));
/* Without parts. */
Package *package_new(void);
void package_free(Package *package);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Package, package_free)

/* Kept parts, in the order of the archive. */
size_t package_count(const Package *package);
PackagePart *package_part(Package *package, size_t index);

/* The first kept part of that name, without regard to case; NULL when there is none. */
PackagePart *package_find(Package *package, const char *name);

/* Unused kept parts that match `pattern` ("word/header*.xml", lower case), ordered by name with
 * numbers as numbers. g_ptr_array_unref; parts are borrowed. */
GPtrArray *package_match(Package *package, const char *pattern);

/* Names of parts that became leaves; borrowed strings. */
const GPtrArray *package_leaves(const Package *package);

/* Hands on every kept part that nobody used. */
void package_put_rest(Package *package, Sink *sink);

/* "../media/a.png" as written in part `from` ("ppt/slides/slide1.xml"), from the top of the
 * package. g_free. */
char *package_resolve(const char *from, const char *target);
