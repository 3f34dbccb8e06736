/*
 * All JSON of the worker goes through here: json.c is the only file that calls json-c. An input of
 * any size is cut into pieces of at most LIMIT_JSON_VALUE_BYTES, each a value that stands by
 * itself: elements of large arrays, members of large objects, lines of NDJSON. What json-c refuses
 * is cut further, and of what cannot be cut the strings are still handed out as text, with a gap.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "readers/reader.h"

/* One value, borrowed for the call that hands it out. NULL is a missing value as well as null. */
typedef struct json_object JsonValue;

typedef enum {
    JSON_KIND_NULL,
    JSON_KIND_BOOLEAN,
    JSON_KIND_NUMBER,
    JSON_KIND_STRING,
    JSON_KIND_ARRAY,
    JSON_KIND_OBJECT
} JsonKind;

typedef struct {
    const char *path;       /* where it stood: "" (the whole file), "[7]", "comments_v2[7]",
                               "chats.list[2].messages[7]"; "#2" the second value of NDJSON */
    const JsonValue *value; /* of an object that was cut: its members that are small */
    const JsonValue
        *enclosing; /* the innermost object that was cut, as handed out before; or NULL */
} JsonPiece;

typedef struct {
    void (*piece)(void *user, const JsonPiece *piece);
    /* Strings without structure, one a line: broken places, comments, doubled keys. */
    void (*text)(void *user, const char *path, const char *text, size_t length);
} JsonHandler;

/* Whether these first bytes of a file are JSON, NDJSON, or a script that assigns JSON
 * (`window.x = [`, `callback({`); *script tells which, and may be NULL. */
bool json_looks_like(Slice head, bool *script);
/* The same, but no script. */
bool json_is_plain(Slice head);

/* Reads all of the input. A BOM, UTF-16, trailing commas, comments, invalid UTF-8 (read as
 * windows-1252), lone surrogates and NUL (U+FFFD) and unknown escapes (taken literally) are no
 * error; broken places are gaps (corrupt, truncated, limit-depth, limit-memory) told to the sink,
 * once each. */
void json_read(Input *input, Sink *sink, const JsonHandler *handler, void *user);

/* Parses one value in memory, NULL when json-c refuses it or it is null; *deep tells that it was
 * for its depth. Free with json_free. `data` must be NUL-terminated. */
JsonValue *json_parse(const char *data, size_t length, bool *ok, bool *deep);
void json_free(JsonValue *value);

/* An object to put members in; json_add takes over `value`. */
JsonValue *json_new_object(void);
void json_add(JsonValue *object, const char *key, JsonValue *value);

JsonKind json_kind(const JsonValue *value);

/* Members of an object, elements of an array; NULL and 0 for anything else. */
const JsonValue *json_member(const JsonValue *object, const char *key);
const JsonValue *json_path(const JsonValue *value, const char *keys); /* "name.full_name" */
size_t json_count(const JsonValue *container);
size_t json_length(const JsonValue *array); /* the same, 0 for an object */
const JsonValue *json_element(const JsonValue *array, size_t index);

/* Calls back for every member, in the file's order. */
typedef void (*JsonMemberCallback)(void *user, const char *key, const JsonValue *value);
void json_each_member(const JsonValue *object, JsonMemberCallback callback, void *user);

/* Whether it is the boolean true. */
bool json_is_true(const JsonValue *value);

/* The bytes of a string, never with a NUL inside; NULL for anything else. */
const char *json_string(const JsonValue *value);
/* A string or a number as it was written; NULL for anything else. */
const char *json_scalar(const JsonValue *value);
/* A number, or a string that is one; *number is set only on success. */
bool json_number(const JsonValue *value, double *number);
bool json_integer(const JsonValue *value, int64_t *number);

/* Members of all objects within: what a doubled key takes away from. */
size_t json_members_within(const JsonValue *value);
