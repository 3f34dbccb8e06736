/*
 * What object embedding (OLE 1) wraps round a file: the old form in RTF, and the "Package" of a
 * dropped file, which carries its name and path.
 */
#pragma once

#include "readers/reader.h"

/* The bytes of RTF's \objdata: hands on what is embedded, as a leaf named after `name` where it has
 * no name of its own. False when nothing is in it (a link, or cut off). */
bool ole_object_put(Slice object, const char *name, Sink *sink, uint32_t publication);

/* The stream "\1Ole10Native" or the data of a Package: the file, under its own name; where the
 * wrapping is none, the bytes as they are. */
void ole_package_put(Slice package, const char *name, Sink *sink, uint32_t publication);
