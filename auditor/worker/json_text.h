/*
 * Text out of JSON values: the repair of Meta's broken UTF-8, and a collector that turns whatever
 * stands in a value into few, readable text facts. What the values mean is the readers' business.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"
#include "worker/json.h"

/* Meta's dumps write each byte of UTF-8 as a character of its own (`\u00c3\u00ab` for e with two
 * dots). Each maximal run of U+0080..U+00FF that is strictly valid UTF-8 when taken as bytes
 * becomes what it was; so does such a run that only lacks its end (a cut emoji), up to the cut.
 * Everything else stays. A copy, NUL-terminated (g_free). `length` -1: up to the NUL. */
char *json_text_repair(const char *text, gssize length);

/* Whether the repair would change anything. */
bool json_text_is_broken(const char *text, size_t length);

typedef enum {
    JSON_TEXT_AS_IS,
    JSON_TEXT_REPAIRED, /* Meta: only the repaired text counts */
    JSON_TEXT_BOTH      /* nobody knows: the text, and the repaired text where that differs */
} JsonTextRepair;

/* Gathers strings and numbers as lines "key: value", about 32 KiB a fact; a fact holds more than
 * one value of a stream only while they are small. */
typedef struct JsonCollector JsonCollector;

JsonCollector *json_collector_new(Sink *sink, uint32_t publication, Place place,
                                  JsonTextRepair repair);
/* The label of the fact is the path of its first string. */
void json_collector_add(JsonCollector *collector, const char *path, const JsonValue *value);
void json_collector_add_text(JsonCollector *collector, const char *path, const char *text,
                             size_t length);
/* Puts what is left, and frees. */
void json_collector_finish(JsonCollector *collector);
