/*
 * Every bound of the program in one place: value, unit, why, and what the ledger says when it is
 * hit. `schoolaudit list limits` prints this table.
 */
#pragma once

/* LIMIT(constant, value, unit, ledger reason, why) */
#define LIMIT_LIST(LIMIT)                                                                          \
    LIMIT(LIMIT_ITEM_BYTES, 268435456ULL, "bytes", "limit-bytes",                                  \
          "largest item that is read; larger ones are no publication but a bomb or a backup")      \
    LIMIT(LIMIT_DEPTH, 12ULL, "levels", "limit-depth", "containers in containers")                 \
    LIMIT(LIMIT_ENTRIES, 2000000ULL, "entries", "limit-entries", "members of one container")       \
    LIMIT(LIMIT_CONTAINER_BYTES, 68719476736ULL, "bytes", "limit-bytes",                           \
          "unpacked bytes of one container")                                                       \
    LIMIT(LIMIT_NAME_BYTES, 16384ULL, "bytes", "name-unreadable",                                  \
          "a member's name; four times what a file system takes")                                  \
    LIMIT(LIMIT_RATIO, 300ULL, "times", "limit-ratio",                                             \
          "unpacked to packed bytes of a container, looked at from LIMIT_RATIO_FROM on")           \
    LIMIT(LIMIT_RATIO_FROM, 268435456ULL, "bytes", "limit-ratio",                                  \
          "below this a high ratio is harmless")                                                   \
    LIMIT(LIMIT_INLINE_BYTES, 65536ULL, "bytes", "",                                               \
          "leaves up to this size travel inside the message")                                      \
    LIMIT(LIMIT_MEMORY_LEAF_BYTES, 33554432ULL, "bytes", "",                                       \
          "members up to this size are taken out of a zip by their reader, or travel as a sealed " \
          "memfd; larger ones in a spool file")                                                    \
    LIMIT(LIMIT_LEAVES_IN_FLIGHT, 32ULL, "leaves", "",                                             \
          "leaves of one walker that wait to be read")                                             \
    LIMIT(LIMIT_BYTES_IN_FLIGHT, 67108864ULL, "bytes", "",                                         \
          "the same in bytes, of leaves by descriptor")                                            \
    LIMIT(LIMIT_READ_SECONDS, 60ULL, "seconds", "timeout", "wall clock for one item")              \
    LIMIT(LIMIT_READ_CPU_SECONDS, 40ULL, "seconds", "timeout", "processor time for one item")      \
    LIMIT(LIMIT_READ_RATE, 1048576ULL, "bytes", "timeout",                                         \
          "of a large item each so many give a second more, of both")                              \
    LIMIT(LIMIT_READ_MORE_SECONDS, 3600ULL, "seconds", "timeout", "what size may add to them")     \
    LIMIT(LIMIT_WALK_STALL_SECONDS, 60ULL, "seconds", "timeout", "a walker that sends nothing")    \
    LIMIT(LIMIT_WORKER_MEMORY, 805306368ULL, "bytes", "limit-memory",                              \
          "address space a worker may add")                                                        \
    LIMIT(LIMIT_PICTURE_MEMORY, 167772160ULL, "bytes", "limit-memory",                             \
          "what decoding a picture may hold, its file included")                                   \
    LIMIT(LIMIT_FILM_MEMORY, 201326592ULL, "bytes", "limit-memory",                                \
          "address space a worker that looks into films may add")                                  \
    LIMIT(LIMIT_JSON_VALUE_BYTES, 4194304ULL, "bytes", "",                                         \
          "a JSON value up to this size is parsed whole, at up to fifteen times the memory")       \
    LIMIT(LIMIT_JSON_STRING_BYTES, 16777216ULL, "bytes", "limit-memory",                           \
          "a single string in JSON; arrays and objects are cut and have no such bound")            \
    LIMIT(LIMIT_JSON_DEPTH, 64ULL, "levels", "limit-depth", "nesting within one JSON value")       \
    LIMIT(LIMIT_JSON_CUTS, 16ULL, "levels", "limit-depth",                                         \
          "how often a JSON value is cut into its parts; each level reads its bytes anew")         \
    LIMIT(LIMIT_FACTS, 8000000ULL, "facts", "limit-entries", "facts of one item")                  \
    LIMIT(LIMIT_ITEM_LEAVES, 20000ULL, "leaves", "limit-entries",                                  \
          "attachments and embedded files of one item")                                            \
    LIMIT(LIMIT_TEXT_BYTES, 1073741824ULL, "bytes", "limit-bytes", "text of one item")             \
    LIMIT(LIMIT_TEXT_RATIO, 300ULL, "times", "limit-ratio",                                        \
          "text to the bytes of an item, looked at from LIMIT_TEXT_FROM on")                       \
    LIMIT(LIMIT_TEXT_FROM, 134217728ULL, "bytes", "limit-ratio", "less text than this is no bomb")

#define LIMIT(constant, value, unit, reason, why) static const unsigned long long constant = value;
LIMIT_LIST(LIMIT)
#undef LIMIT
