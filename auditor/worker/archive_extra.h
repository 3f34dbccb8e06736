/*
 * Zips of HTTrack's cache. It keeps the head of each answer as it is in the extra field of the
 * local header, where APPNOTE 4.5.1 wants blocks with an id and a length, and names members by
 * their address, so that pages may end in "/" as folders do. libarchive gives up on the first and
 * loses the second; both are made good in the bytes that it reads.
 */
#pragma once

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ArchiveExtra ArchiveExtra;

/* Stands for the "/" at the end of a page's name. */
#define ARCHIVE_EXTRA_SLASH '\1'

/* Looks through the directory of `length` bytes at `offset`; NULL when the zip is no such cache. */
ArchiveExtra *archive_extra_find(int fd, uint64_t offset, uint64_t length);
void archive_extra_free(ArchiveExtra *extra);

/* Mends what falls into the `length` bytes that were read from `offset` on. */
void archive_extra_mend(const ArchiveExtra *extra, uint64_t offset, char *bytes, size_t length);
