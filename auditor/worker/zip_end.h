/*
 * The end record of a zip (APPNOTE 4.3.14 to 4.3.16), found as libarchive finds it, and what
 * programs write wrong in it where there are very many files or very many bytes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    uint64_t offset, length; /* of the directory; the offset without what stands before the zip */
    uint64_t count;          /* entries, as it says */
    uint64_t prefix, suffix; /* bytes before the zip, behind it */
    bool is_wide;            /* zip64 says it */
    /* More than 4 GiB and no zip64, as macOS packs: offsets are what four bytes hold of them, so
     * members are to be read one behind the other. */
    bool is_wrapped;
    uint64_t mended_at; /* where libarchive is to read the directory's true length; else 0 */
    uint8_t mended[4];
} ZipEnd;

/* False where there is none. */
bool zip_end_read(int fd, uint64_t size, ZipEnd *end);

/* Mends what falls into the `length` bytes that were read from `offset` on. */
void zip_end_mend(const ZipEnd *end, uint64_t offset, char *bytes, size_t length);

/* More entries than two bytes can count: old programs write what is left of the number, Windows the
 * largest one. `found`: entries of the directory that were read. */
uint64_t zip_end_count(const ZipEnd *end, uint64_t found);
