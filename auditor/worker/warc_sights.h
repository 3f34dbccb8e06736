/*
 * What came by in a web archive, so that a revisit (which has no content of its own) can be told
 * from a gap: by the digest of the content, else by address and time.
 */
#pragma once

#include <stdbool.h>

#include "worker/warc_record.h"

typedef struct WarcSights WarcSights;

WarcSights *warc_sights_new(void);
void warc_sights_free(WarcSights *sights);

/* A record with content; at most LIMIT_ENTRIES are kept, what comes later counts as never seen. */
void warc_sights_add(WarcSights *sights, const WarcRecord *record);

/* Whether what the revisit refers to was added. */
bool warc_sights_know(const WarcSights *sights, const WarcRecord *revisit);
