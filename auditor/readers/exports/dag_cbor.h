/*
 * DAG-CBOR, the bytes that Bluesky keeps its records in, as JSON: so that the records are read by
 * what reads every other dump. Links become {"$link": "b..."}, bytes become a string where they are
 * text and null where not.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Appends one value to `json` and tells how many bytes it took; 0 when it is broken, deeper than
 * LIMIT_JSON_DEPTH or would become larger than `most` bytes (`json` is then of no use). */
size_t dag_cbor_to_json(const uint8_t *data, size_t length, size_t most, GString *json);

/* Bytes of the CID at the start of `data`; 0 when there is none. */
size_t cid_length(const uint8_t *data, size_t length);

/* The bytes of a CID in base32; 0 when `text` is none. `cid` takes CID_BYTES_MAX. */
#define CID_BYTES_MAX 96U
size_t cid_parse(const char *text, uint8_t *cid);

/* A variable-length integer of multiformats (LEB128); bytes taken, 0 when broken. */
size_t varint_read(const uint8_t *data, size_t length, uint64_t *value);
