/*
 * The directory of a zip as an index by the place of the members' bytes (APPNOTE 4.3.12, 4.5.3):
 * what libarchive does not tell. A member that is in any way unusual is not in it, and is read
 * through libarchive: encrypted ones, methods but stored and deflated, members at one place.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/extent.h"

typedef struct ZipDirectory ZipDirectory;

/* Reads the directory of `length` bytes at `offset` of the file; before the archive's own first
 * byte stand `prefix` others. `fd` is borrowed for as long as the index lives. Never NULL; a
 * directory that breaks off or is longer than LIMIT_ENTRIES gives the members up to there. */
ZipDirectory *zip_directory_read(int fd, uint64_t offset, uint64_t length, uint64_t prefix);
void zip_directory_free(ZipDirectory *directory);

/* Entries that were read. */
uint64_t zip_directory_count(const ZipDirectory *directory);

/* Whether between its members, or behind the last, lie bytes that are none's: members that the
 * directory does not name. */
bool zip_directory_has_gaps(const ZipDirectory *directory);

/* The member whose packed bytes begin at `data`, which its local header must confirm, and its size
 * as declared; false when there is none. What is empty or,
 * packed or not, larger than `max` is left to libarchive. */
bool zip_directory_find(const ZipDirectory *directory, uint64_t data, uint64_t max, Extent *extent,
                        uint64_t *size);
