/*
 * Item states and reasons: the closed lists of the ledger. Shared by both programs, because a
 * worker names a reason and the coordinator writes it down. The texts a reader of the report sees
 * are in po/ledger.*.po under "reason-<id>".
 */
#pragma once

#include <stdbool.h>

typedef enum {
    ITEM_PENDING, /* enumerated, no verdict yet; never left in a finished run */
    ITEM_READ,
    ITEM_PARTIAL,
    ITEM_SKIPPED,
    ITEM_FAILED,
    ITEM_STATES
} ItemState;

/* REASON(constant, id in ledger.csv, is a gap: something may stand there that nobody looked at) */
#define REASON_LIST(REASON)                                                                        \
    REASON(REASON_NONE, "", false)                                                                 \
    REASON(REASON_LIMIT_BYTES, "limit-bytes", true)                                                \
    REASON(REASON_LIMIT_ENTRIES, "limit-entries", true)                                            \
    REASON(REASON_LIMIT_DEPTH, "limit-depth", true)                                                \
    REASON(REASON_LIMIT_RATIO, "limit-ratio", true)                                                \
    REASON(REASON_LIMIT_TIME, "limit-time", true)                                                  \
    REASON(REASON_LIMIT_MEMORY, "limit-memory", true)                                              \
    REASON(REASON_ENCRYPTED, "encrypted", true)                                                    \
    REASON(REASON_CORRUPT, "corrupt", true)                                                        \
    REASON(REASON_TRUNCATED, "truncated", true)                                                    \
    REASON(REASON_CHECKSUM, "checksum", true)                                                      \
    REASON(REASON_UNSUPPORTED_TYPE, "unsupported-type", true)                                      \
    REASON(REASON_HARMLESS_TYPE, "harmless-type", false)                                           \
    REASON(REASON_NO_READER, "no-reader", true)                                                    \
    REASON(REASON_UNREADABLE, "unreadable", true)                                                  \
    REASON(REASON_CRASHED, "crashed", true)                                                        \
    REASON(REASON_TIMEOUT, "timeout", true)                                                        \
    REASON(REASON_SANDBOX_VIOLATION, "sandbox-violation", true)                                    \
    REASON(REASON_CHANGED_DURING_SCAN, "changed-during-scan", true)                                \
    REASON(REASON_NOT_SCANNED, "not-scanned", true)                                                \
    REASON(REASON_SPECIAL_FILE, "special-file", true)                                              \
    REASON(REASON_LINK_OUTSIDE, "link-outside", true)                                              \
    REASON(REASON_LOOP, "loop", false)                                                             \
    REASON(REASON_EXCLUDED, "excluded", false)                                                     \
    REASON(REASON_DUPLICATE_OF, "duplicate-of", false)                                             \
    REASON(REASON_EMPTY, "empty", false)                                                           \
    REASON(REASON_NAME_UNREADABLE, "name-unreadable", true)                                        \
    REASON(REASON_MEDIA_OMITTED, "media-omitted", true)                                            \
    REASON(REASON_NO_TEXT_LAYER, "no-text-layer", true)

typedef enum {
#define REASON(constant, id, gap) constant,
    REASON_LIST(REASON)
#undef REASON
        REASONS
} Reason;

/* "read", "partial", ... ; "pending" only inside a run. */
const char *item_state_id(ItemState state);

/* The id in ledger.csv, "" for REASON_NONE. `reason` must be below REASONS. */
const char *reason_id(Reason reason);

/* Whether the reason leaves a gap in what was audited. */
bool reason_is_gap(Reason reason);
