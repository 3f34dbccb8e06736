/* Pictures in a PDF, cut out of the file's bytes as they are, with their metadata. */
#pragma once

#include "readers/reader.h"

/* Hands on every JPEG as a leaf and a medium of `publication`; those in other coats are a gap, all
 * of them where the file is encrypted. */
void pdf_pictures_put(Slice file, Sink *sink, uint32_t publication);
