/*
 * Lines of calendars (RFC 5545) and cards (vCard 2.1 to 4.0): name, parameters, value; unfolded,
 * decoded, in UTF-8. What the names mean is calendar.c's and contacts.c's business.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "readers/reader.h"

typedef struct ContentLines ContentLines;

typedef struct {
    char *name;         /* upper case, without a group before it */
    char *parameters;   /* as written, "" without any */
    char *value;        /* UTF-8, escapes as written; "" for a binary one */
    GByteArray *binary; /* behind base64 or in a data: address; NULL */
} ContentLine;

/* `bytes` is borrowed. */
ContentLines *content_lines_new(Slice bytes);
void content_lines_free(ContentLines *lines);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ContentLines, content_lines_free)

/* The next line; false at the end. Clear it afterwards. */
bool content_lines_next(ContentLines *lines, ContentLine *line);
void content_line_clear(ContentLine *line);

/* A parameter's value without quotes; NULL when there is none. g_free. */
char *content_line_parameter(const ContentLine *line, const char *name);

/* "a\, b\nc" as it reads. g_free. */
char *content_unescape(const char *value);

/* The parts between semicolons, as they read. g_strfreev. */
char **content_parts(const char *value);

/* "20240501T100000Z" or "20240501" as RFC 3339 or a date, forms with hyphens too; NULL. g_free. */
char *content_time(const char *value);
