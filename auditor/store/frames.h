/*
 * A file of frames, each with its length and a checksum: written from front to end, so that what a
 * broken-off run left can be told from what it did not finish writing. Our own files only; what the
 * frames mean is shelf.c's business.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "store/open_file.h"

typedef struct FrameWriter FrameWriter;

/* A new file (0600, replacing what is there). NULL with an EXIT_ERROR. */
FrameWriter *frame_writer_new(const char *path, GError **error);
/* Gives where the body stands in the file. Errors are sticky and told by frame_writer_finish(). */
uint64_t frame_writer_put(FrameWriter *writer, uint32_t kind, const void *body, size_t length);
/* The file, which others may read once what is waiting was written; borrowed. */
OpenFile *frame_writer_file(const FrameWriter *writer);
/* Hands what is waiting to the system; cheap when called often (a tenth of a second apart). */
void frame_writer_tick(FrameWriter *writer);
/* Writes the rest and has the disk take it; false with an EXIT_ERROR when anything failed. */
bool frame_writer_finish(FrameWriter *writer, GError **error);
/* Also without finish: the file stays as far as it is. */
void frame_writer_free(FrameWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FrameWriter, frame_writer_free)

typedef struct FrameReader FrameReader;

typedef struct {
    uint32_t kind;
    const uint8_t *body; /* until the next call */
    size_t length;
    uint64_t offset; /* of the body in the file */
} StoredFrame;

/* NULL where there is no such regular file, or not one of ours. */
FrameReader *frame_reader_new(const char *path);
void frame_reader_free(FrameReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(FrameReader, frame_reader_free)

OpenFile *frame_reader_file(const FrameReader *reader); /* borrowed */
/* Where the next frame begins; and to go there. */
uint64_t frame_reader_tell(const FrameReader *reader);
void frame_reader_seek(FrameReader *reader, uint64_t offset);
/* Has what lies there in memory, in one reading, where it is not more than some: several frames
 * that are wanted back and forth. */
void frame_reader_hold(FrameReader *reader, uint64_t begin, uint64_t end);
/* False at the end of what is whole. */
bool frame_reader_next(FrameReader *reader, StoredFrame *frame);
