/*
 * Containers, one member after the other: the only file that calls libarchive. Formats zip, tar,
 * 7zip, rar, rar5, cab and bare compressed files, filters gzip, bzip2, xz, lzma, lzip, zstd,
 * lz4 and compress; never mtree, iso, xar, warc or a filter that runs a program. Nothing is written
 * anywhere; holes of sparse members are never filled.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/extent.h"
#include "worker/members.h"

typedef struct Container Container;

/* Opens the converters that names may need; call before the sandbox closes. */
void archive_warm_up(void);

/* `fd` is borrowed and read by position from 0; `fallback_name` names the member of a bare
 * compressed file. */
Container *container_open(int fd, uint64_t size, const char *fallback_name);
void container_free(Container *container);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Container, container_free)

/* The next member; strings are valid until the next call. */
Step container_next(Container *container, Member *member);

/* Where the bytes of the member lie in the container, and its size as declared: then it need not be
 * unpacked here. False for most that is no ordinary member of a zip, and when it is larger than
 * `max`. */
bool container_extent(const Container *container, uint64_t max, Extent *extent, uint64_t *size);

/* The next run of the member's bytes; borrowed until the next call. Not calling it until STEP_END
 * skips the rest. A checksum that does not fit comes as STEP_MEMBER after all bytes. */
Step container_data(Container *container, const void **data, size_t *length);

/* Why the last STEP_MEMBER or STEP_BROKEN; detail is libarchive's sentence, static or borrowed. */
Reason container_reason(const Container *container);
const char *container_detail(const Container *container);

/* Bytes of the container consumed so far; what its own directory counts, folders included, or -1.
 */
uint64_t container_consumed(const Container *container);
int64_t container_directory_count(const Container *container);

/* After STEP_END without any member: whether the archive really holds none. False where a volume, a
 * foreign file or a broken one looks the same. */
bool container_is_empty(const Container *container);

#define CONTAINER_REST_LEAST 8U /* bytes behind an archive; less is no name */

/* Bytes in front of the archive proper (another archive, a page, a program); 0 for most. */
uint64_t container_prefix(const Container *container);
/* Bytes behind the end of a zip and its comment, or of a 7z; 0 where they are mere padding. */
uint64_t container_suffix(const Container *container);
/* Whether bytes were passed over on the way to the next member that could be read. */
bool container_is_damaged(const Container *container);
