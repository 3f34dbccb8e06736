/*
 * What a document says of itself: title, authors, dates, keywords. The same for Office and
 * OpenDocument, which write it as small XML parts.
 */
#pragma once

#include <glib.h>

#include "readers/office/package.h"

typedef struct Properties Properties;

Properties *properties_new(void);
void properties_free(Properties *properties);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Properties, properties_free)

/* Reads a part of values, each the text of an element; marks it used. NULL is no part. */
void properties_read(Properties *properties, PackagePart *part);

/* One value, under a name as Office has it ("creator", "lastModifiedBy"). */
void properties_add(Properties *properties, const char *name, const char *value);

/* Declares the document as a publication, with all values as properties and texts; its number. */
uint32_t properties_put(const Properties *properties, Sink *sink);

/* Their values only, as those of something within that publication. */
void properties_tell(const Properties *properties, Sink *sink, uint32_t publication);
