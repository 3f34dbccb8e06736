/* What the head of a record in a web archive says: WARC (ISO 28500) and ARC version 1 and 2. */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    char *type;    /* "response", "resource", ...; of an ARC always "response" */
    char *uri;     /* without angle brackets; NULL */
    char *content; /* Content-Type of the block; NULL */
    char *digest;  /* of the payload, NULL */
    char *refers_to;
    bool has_time, truncated, is_continued;
    int64_t time;        /* Unix seconds */
    int64_t refers_time; /* of the record a revisit refers to; 0 unknown */
    uint64_t length;     /* of the block, as told */
} WarcRecord;

/* Parses the head at `data`; returns its length, or 0 when there is none. `record` is to be
 * cleared. */
size_t warc_record_parse(const char *data, size_t length, WarcRecord *record);

/* One line of an ARC; the same. */
size_t warc_record_parse_arc(const char *data, size_t length, WarcRecord *record);

void warc_record_clear(WarcRecord *record);
