/*
 * Messages and saved pages as MIME cuts them (RFC 2045 to 2047, 2231, 5322): headers, parts, and
 * the bytes behind a transfer encoding. Forgiving: nothing is dropped because something is broken.
 * What the parts mean is mail.c's and mhtml.c's business.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "readers/reader.h"

typedef struct {
    char *name;  /* lower case */
    char *value; /* unfolded bytes, in whatever charset */
} MimeHeader;

/* One entity. Slices point into the bytes that were parsed. */
typedef struct {
    GPtrArray *headers; /* MimeHeader, in order */
    char *type;         /* lower case, without parameters; "text/plain" where none is given */
    Slice body;         /* still encoded; of a multipart all of it */
    GPtrArray *parts;   /* MimePart; NULL unless it is a multipart that could be cut */
    Slice preamble, epilogue;
} MimePart;

/* What was wrong, for sink_gap; REASON_NONE when nothing was. `detail` is a constant. */
typedef struct {
    Reason reason;
    const char *detail;
} MimeFlaw;

/* Parses one message; `data` must outlive the result. Depth and number of parts are bounded: what
 * is beyond stays one part, and the flaw says so. */
MimePart *mime_parse(const char *data, size_t length, MimeFlaw *flaw);
void mime_part_free(MimePart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(MimePart, mime_part_free)

/* Bytes of the line at `data`, its line end included; *text gets those without it. */
size_t mime_line(const char *data, size_t length, size_t *text);

/* Whether the line is "Name: value". */
bool mime_is_header_line(const char *data, size_t length);

/* The first header of that (lower case) name as its bytes stand; NULL when there is none. */
const char *mime_header_raw(const MimePart *part, const char *name);

/* The same as UTF-8, encoded words resolved, raw 8-bit bytes guessed. g_free; NULL when none. */
char *mime_header(const MimePart *part, const char *name);

/* Any header value as UTF-8. g_free. */
char *mime_decode_words(const char *raw);

/* A parameter of a header value: name="x", name*=utf-8''x, name*0=...; as UTF-8. g_free; NULL. */
char *mime_parameter(const char *value, const char *name);

/* The file name an entity carries, without folders; g_free; NULL when it carries none. */
char *mime_file_name(const MimePart *part);

/* The bytes behind the transfer encoding; g_string_free. */
GString *mime_part_bytes(const MimePart *part);

/* Appends what quoted-printable encodes; what is invalid stays as it is. */
void mime_quoted_append(GString *out, const char *data, size_t length);

/* One uuencoded file: `data` begins with "begin 644 name". Appends its bytes to `out` and returns
 * how many bytes the block took, 0 when it is none. *name (g_free) is set then. */
size_t mime_uudecode(const char *data, size_t length, GString *out, char **name);
