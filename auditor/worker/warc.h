/*
 * Web archives, record by record: WARC (ISO 28500) and its forerunner ARC, packed record by record,
 * as a whole or not at all; and a single HTTP answer in a file, as wget saves it. Answers come as
 * the pages and pictures they carried, with their address; other records come as they are. Unlike
 * libarchive's reader it goes on after broken records, wrong lengths and half members.
 */
#pragma once

#include <glib.h>

#include "worker/members.h"

typedef struct Warc Warc;

/* NULL when `fd` (borrowed) holds none of these. `path` names the member of a lone answer. */
Warc *warc_open(int fd, uint64_t size, const char *path);
void warc_free(Warc *warc);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Warc, warc_free)

/* The next member; strings are valid until the next call. */
Step warc_next(Warc *warc, Member *member);

/* The next run of the member's bytes; borrowed until the next call. */
Step warc_data(Warc *warc, const void **data, size_t *length);

/* Why the last STEP_MEMBER or STEP_BROKEN; static. */
Reason warc_failure(const Warc *warc, const char **detail);

uint64_t warc_consumed(const Warc *warc);

/* Whether bytes were passed over that belong to no record; whether the last record was cut off. */
bool warc_is_damaged(const Warc *warc);
bool warc_is_truncated(const Warc *warc);
