/* Pictures in the drawings of Office documents before 2007 (MS-ODRAW 2.2.23). */
#pragma once

#include <glib.h>

#include "readers/reader.h"
#include "readers/text/texts.h"

/* Hands on each picture in the bytes as a leaf and a medium; `number` counts them. */
void office_art_put(Slice bytes, Sink *sink, uint32_t publication, unsigned *number);

/* Names and descriptions of shapes, file names of pictures (hidden), words drawn as a picture. */
void office_art_words(Slice bytes, Texts *texts);

/* Unpacks what zlib packed, at most `max` bytes; empty when nothing comes out.
 * g_byte_array_unref. */
GByteArray *zlib_unpack(Slice packed, size_t max);
