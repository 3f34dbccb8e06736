/* Writing a small, sound Exif block from entries of any TIFF structure, for libexif to read. */
#pragma once

#include <glib.h>

#include "readers/media/ifd.h"
#include "readers/media/metadata.h"

/* A block with those entries of `page` that are not `done` (parallel to ifd->entries) and fit;
 * marks them done. Entries of the same place and tag go into different blocks, since libexif keeps
 * only the first. NULL when the picture has used up its share of bytes. */
GByteArray *exif_block_build(Metadata *metadata, const Bytes *tiff, const Ifd *ifd, uint32_t page,
                             bool *done);
