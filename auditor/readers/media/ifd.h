/*
 * The structure of TIFF: directories of entries, as in TIFF files, raw files and Exif blocks, both
 * byte orders, classic and BigTIFF. Walks without looking at values; what a tag means is left to
 * exif.c and tiff.c.
 */
#pragma once

#include <glib.h>

#include "readers/media/bytes.h"

typedef enum { IFD_MAIN, IFD_EXIF, IFD_GPS, IFD_INTEROP } IfdKind;

typedef struct {
    uint32_t page; /* 0 the first picture, 1 the next (in an Exif block: the thumbnail), ... */
    IfdKind kind;
    uint16_t tag;
    uint16_t type;   /* 1 byte, 2 ASCII, 3 short, 4 long, 5 rational, 7 undefined, ... */
    uint64_t count;  /* of values, already cut to what lies in the file */
    uint64_t length; /* bytes of all values */
    uint64_t offset; /* of the first value */
} IfdEntry;

typedef struct {
    bool little;
    bool cut;         /* text, bytes or a position of page 0 did not fit in the bytes */
    bool broken;      /* a directory of page 0 off the bytes, or too many of something */
    bool many;        /* more pages than are looked at */
    bool more_broken; /* the same of later pages; in an Exif block that is a thumbnail at most */
    GArray *entries;  /* of IfdEntry, in the order of the file */
} Ifd;

/* NULL when the bytes do not begin like TIFF. */
Ifd *ifd_walk(const Bytes *tiff);

/* One directory at a known place, as in maker notes: no pointers are followed. Never NULL. */
Ifd *ifd_walk_at(const Bytes *tiff, uint64_t offset, bool little);

void ifd_free(Ifd *ifd);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Ifd, ifd_free)

/* The first entry of that place, or NULL. */
const IfdEntry *ifd_find(const Ifd *ifd, uint32_t page, IfdKind kind, uint16_t tag);

/* Value `index` of a byte, short or long entry; `otherwise` when there is none. */
uint64_t ifd_number(const Ifd *ifd, const Bytes *tiff, const IfdEntry *entry, uint64_t index,
                    uint64_t otherwise);
