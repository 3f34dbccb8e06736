/*
 * Every sentence a reader of the report sees, in Dutch and in English, by id. The texts stand in
 * po/<module>.<language>.po: msgid holds the id, msgstr the text. Placeholders are written {name};
 * a text that depends on a number n exists twice, as <id>-one and <id>-many. What the texts are
 * wrapped in (HTML, CSV) is left to the writers.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

typedef enum {
    TEXT_VALUE_END,
    TEXT_VALUE_TEXT,   /* as it is */
    TEXT_VALUE_NUMBER, /* grouped: 41.208 or 41,208 */
    TEXT_VALUE_DATE,   /* an ISO date or time: 22-11-2026 or 22 Nov 2026 */
    TEXT_VALUE_BYTES,  /* 14,2 GB or 14.2 GB */
    TEXT_VALUE_ID,     /* another text, by its id */
    TEXT_VALUE_COUNT,  /* another text, by its id, with this number as {n}: "3 plekken" */
} TextValueKind;

/* One placeholder's value. Strings are borrowed for the length of the call. */
typedef struct {
    TextValueKind kind; /* TEXT_VALUE_END closes an array of values */
    const char *name;
    const char *text;
    uint64_t number;
} TextValue;

#define TEXT_TEXT(name, value)                                                                     \
    {                                                                                              \
        TEXT_VALUE_TEXT, (name), (value), 0                                                        \
    }
#define TEXT_NUMBER(name, value)                                                                   \
    {                                                                                              \
        TEXT_VALUE_NUMBER, (name), NULL, (uint64_t)(value)                                         \
    }
#define TEXT_DATE(name, value)                                                                     \
    {                                                                                              \
        TEXT_VALUE_DATE, (name), (value), 0                                                        \
    }
#define TEXT_BYTES(name, value)                                                                    \
    {                                                                                              \
        TEXT_VALUE_BYTES, (name), NULL, (uint64_t)(value)                                          \
    }
#define TEXT_ID(name, id)                                                                          \
    {                                                                                              \
        TEXT_VALUE_ID, (name), (id), 0                                                             \
    }
#define TEXT_COUNT(name, id, value)                                                                \
    {                                                                                              \
        TEXT_VALUE_COUNT, (name), (id), (uint64_t)(value)                                          \
    }

/* An array of values with its end, for the length of the block it stands in. */
#define TEXT_VALUES(...)                                                                           \
    (const TextValue[])                                                                            \
    {                                                                                              \
        __VA_ARGS__,                                                                               \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }

/* The text of an id in "nl" or "en" (any other language counts as "nl"); the id itself when there
 * is none. Valid as long as the program runs, or for as long as `id` is. */
const char *text_get(const char *language, const char *id);

/* Whether a language has a text for the id. */
bool text_has(const char *language, const char *id);

/* The text with its placeholders filled; `values` ends with TEXT_VALUE_END or is NULL. A value
 * named "n" that is a number chooses between <id>-one and <id>-many. Owned by the caller. */
char *text_fill(const char *language, const char *id, const TextValue *values);

/* The two halves of text_fill(), for writers that parse emphasis between them: the template that
 * `values` choose (as text_get()), and a template filled (owned by the caller). */
const char *text_template(const char *language, const char *id, const TextValue *values);
char *text_fill_template(const char *language, const char *text, const TextValue *values);

/* A single value as it stands in a text. Owned by the caller. */
char *text_value(const char *language, const TextValue *value);

char *text_number(const char *language, uint64_t number);
char *text_date(const char *language, const char *date); /* what is no date comes back as it is */
char *text_bytes(const char *language, uint64_t bytes);

/* All ids of a language, sorted; owned by the caller (g_ptr_array_unref), strings borrowed. */
GPtrArray *text_ids(const char *language);
