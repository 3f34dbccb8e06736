/*
 * What is changed in a PDF before its library sees it. Names of entries that stand as plain text
 * are made ones that nobody knows, of the same length, so that every offset stays true (ISO
 * 32000-1, 7.3.5 and 7.5.4). Entries in compressed object streams are not reached.
 */
#pragma once

#include <glib.h>

#include "readers/reader.h"

/* /CropBox, so that what was cropped away is read too; /Order of layers where the library would
 * break on the list. Caller frees; it may point into `whole`, which has to outlive it. */
GBytes *pdf_bytes_new(Slice whole);
