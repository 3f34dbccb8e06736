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

#include "readers/media/ifd.h"
#include "readers/media/metadata.h"

/* What sink_small() gets is a JPEG, or begins with one of these: SMALL_RGB, width and height in two
 * bytes each, highest first, then the pixels; SMALL_BGR, then a JPEG with red and blue exchanged.
 */
#define SMALL_RGB "\0RGB"
#define SMALL_BGR "\0BGR"
#define SMALL_HEAD 8U

/* Notes the size of the JPEG at `start`; the first that has one counts. */
void thumbnail_note(Metadata *metadata, const Bytes *bytes, uint64_t start, uint64_t size);

/* The same where red and blue may be exchanged. */
void thumbnail_note_colours(Metadata *metadata, const Bytes *bytes, uint64_t start, uint64_t size,
                            bool swapped);

/* The small picture of a page (not 0) of an Exif block that keeps it in strips. */
void thumbnail_strips(Metadata *metadata, const Bytes *tiff, const Ifd *ifd, uint32_t page);

/* Photoshop's resources 1036 and, `swapped`, 1033. */
void thumbnail_photoshop(Metadata *metadata, const uint8_t *data, size_t length, bool swapped);

/* To be called when the size of the picture is known. */
void thumbnail_compare(Metadata *metadata);
