/*
 * What the readers of Office documents before 2007 share. Each document is one storage of a
 * compound file; those that are embedded in it are storages below and are read with it, as texts of
 * the same publication under labels of their own.
 */
#pragma once

#include "readers/reader.h"
#include "readers/text/texts.h"
#include "worker/compound.h"

#define LEGACY_STREAM_BYTES_MAX (160U << 20)

typedef struct {
    Compound *compound;
    unsigned storage; /* where the document's streams are */
    Sink *sink;
    Texts *texts;
    uint32_t publication;
    const char *label;            /* of the document's own text: NULL, "embedded object 2" */
    unsigned *pictures, *objects; /* handed on so far, in the whole file */
} Legacy;

/* Reads a whole compound file: what it says of itself, the document by `read`, what is embedded,
 * and what is left (leftovers.h), which is told as being at `left`. `read` tells its gaps itself.
 */
void legacy_read(Input *input, Sink *sink, void (*read)(const Legacy *legacy), Place left);

/* A stream of the document's storage; empty when it has none. g_byte_array_unref. */
GByteArray *legacy_stream(const Legacy *legacy, const char *name);

/* Hands on each stream of the storage that is a file in itself, put there by another program. */
void legacy_files(const Legacy *legacy);

/* Sets the label for a part of the document ("slide 3"), with the document's own before it. */
void legacy_label(const Legacy *legacy, const char *part);

/* Numbers with the low byte first, 0 behind the end. */
uint32_t legacy_u32(Slice bytes, size_t at);
unsigned legacy_u16(Slice bytes, size_t at);

/* Part of a slice, as much of it as there is. */
Slice legacy_part(Slice bytes, size_t at, size_t length);
Slice legacy_slice(const GByteArray *bytes);

/* Whatever document or file the storage is. */
void legacy_object(const Legacy *legacy);

/* The three kinds of document. */
void legacy_word(const Legacy *legacy);
void legacy_excel(const Legacy *legacy);
void legacy_powerpoint(const Legacy *legacy);
