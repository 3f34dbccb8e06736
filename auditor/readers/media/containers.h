/*
 * What several containers share: taking blocks out of a picture file and handing them over. The
 * walk through each container stands in the file named after it.
 */
#pragma once

#include "readers/media/metadata.h"

/* Copies a part of the container that is a block of metadata (g_free); NULL, with a gap, when it
 * is beyond the bounds. A part cut short gives what is there, and a gap. */
uint8_t *container_block(Metadata *metadata, const Bytes *bytes, uint64_t offset, uint64_t length,
                         size_t *copied);

/* An Exif block with or without the six bytes "Exif\0\0" before it. */
void container_exif(Metadata *metadata, const uint8_t *block, size_t length);
