/*
 * The small picture inside the Exif block, held against the picture round it. Where the shapes
 * differ something was cut off that the small one still shows. What was blurred, or cut without
 * changing the shape, only the comparison of pixels tells (readers/pixels/small.h); it gets the
 * small one from here by sink_small().
 *
 * Property "ThumbnailShape" of block "image": "same 160x120 of 4000x3000", "differs 160x107 of
 * 800x800", or "unknown 160x120 of ...": cameras pad to 160 by 120 with black bars whatever the
 * picture's shape is.
 */
#pragma once

#include "readers/media/metadata.h"

/* Notes the size of the JPEG at `start`; the first that has one counts. */
void thumbnail_note(Metadata *metadata, const Bytes *bytes, uint64_t start, uint64_t size);

/* To be called when the size of the picture is known. */
void thumbnail_compare(Metadata *metadata);
