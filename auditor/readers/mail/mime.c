/*
 * Cutting a message into its entities: headers, nested multiparts, boundaries that are missing. The
 * values of headers and transfer encodings are mime_values.c's.
 */
#include "readers/mail/mime.h"

#include <string.h>

#define DEPTH_MAX 20U
#define PARTS_MAX 10000U
#define HEADERS_MAX 2000U

typedef struct {
    MimeFlaw *flaw;
    unsigned parts;
} Parsing;

static void flaw_set(Parsing *parsing, Reason reason, const char *detail)
{
    if (parsing->flaw->reason == REASON_NONE) {
        *parsing->flaw = (MimeFlaw){reason, detail};
    }
}

static void header_free(gpointer data)
{
    MimeHeader *header = data;
    g_free(header->name);
    g_free(header->value);
    g_free(header);
}

void mime_part_free(MimePart *part)
{
    if (part == NULL) {
        return;
    }
    g_ptr_array_unref(part->headers);
    if (part->parts != NULL) {
        g_ptr_array_unref(part->parts);
    }
    g_free(part->type);
    g_free(part);
}

size_t mime_line(const char *data, size_t length, size_t *text)
{
    const char *end = memchr(data, '\n', length);
    size_t line = end != NULL ? (size_t)(end - data) : length;
    *text = line > 0 && data[line - 1] == '\r' ? line - 1 : line;
    return end != NULL ? line + 1 : length;
}

bool mime_is_header_line(const char *data, size_t length)
{
    size_t i = 0;
    while (i < length && data[i] > ' ' && data[i] < 0x7f && data[i] != ':') {
        i++;
    }
    return i > 0 && i < 100 && i < length && data[i] == ':';
}

/* A line that is no header: does another header follow soon, so that it only is a broken one? */
static bool header_follows(const char *data, size_t length)
{
    for (int lines = 0; lines < 3 && length > 0; lines++) {
        size_t text, line = mime_line(data, length, &text);
        if (text == 0) {
            return lines > 0;
        }
        if (mime_is_header_line(data, text)) {
            return true;
        }
        data += line;
        length -= line;
    }
    return false;
}

static void header_add(MimePart *part, const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);
    MimeHeader *header = g_new0(MimeHeader, 1);
    header->name = g_ascii_strdown(line, colon - line);
    header->value = g_strstrip(g_strndup(colon + 1, length - (size_t)(colon + 1 - line)));
    g_ptr_array_add(part->headers, header);
}

/* Lines that go on a header are gathered first: values may have many. */
static void header_end(MimePart *part, GString *present)
{
    for (size_t i = 0; i < present->len; i++) {
        present->str[i] = present->str[i] == '\0' ? ' ' : present->str[i];
    }
    if (present->len > 0 && part->headers->len < HEADERS_MAX) {
        header_add(part, present->str, present->len);
    }
    g_string_truncate(present, 0);
}

/* Reads the headers and returns where the body begins. */
static size_t read_headers(MimePart *part, const char *data, size_t length)
{
    GString *present = g_string_new(NULL);
    size_t at = 0;
    while (at < length) {
        size_t text, line = mime_line(data + at, length - at, &text);
        const char *start = data + at;
        if (text == 0) {
            at += line;
            break;
        }
        if (present->len > 0 && (*start == ' ' || *start == '\t')) {
            g_string_append_c(present, ' ');
            g_string_append_len(present, start + 1, (gssize)text - 1);
        } else if (mime_is_header_line(start, text)) {
            header_end(part, present);
            g_string_append_len(present, start, (gssize)text);
        } else if (present->len > 0 && header_follows(start, length - at)) {
            g_string_append_c(present, ' ');
            g_string_append_len(present, start, (gssize)text);
        } else {
            break; /* the blank line is missing: the body begins here */
        }
        at += line;
    }
    header_end(part, present);
    g_string_free(present, TRUE);
    return at;
}

const char *mime_header_raw(const MimePart *part, const char *name)
{
    for (guint i = 0; i < part->headers->len; i++) {
        const MimeHeader *header = g_ptr_array_index(part->headers, i);
        if (strcmp(header->name, name) == 0) {
            return header->value;
        }
    }
    return NULL;
}

static char *type_of(const MimePart *part, const char *otherwise)
{
    const char *value = mime_header_raw(part, "content-type");
    size_t length = value != NULL ? strcspn(value, "; \t,") : 0;
    g_autofree char *type = length > 0 ? g_ascii_strdown(value, (gssize)length) : NULL;
    if (type == NULL || strcmp(type, "text") == 0) {
        return g_strdup(otherwise);
    }
    return strchr(type, '/') != NULL ? g_steal_pointer(&type)
                                     : g_strdup("application/octet-stream");
}

/* Whether a line is "--boundary", and whether "--boundary--", with nothing but blanks behind. */
static bool is_delimiter(const char *line, size_t length, const char *boundary, bool *last)
{
    size_t size = strlen(boundary);
    if (length < size + 2 || memcmp(line, "--", 2) != 0 || memcmp(line + 2, boundary, size) != 0) {
        return false;
    }
    const char *rest = line + 2 + size;
    length -= 2 + size;
    *last = length >= 2 && memcmp(rest, "--", 2) == 0;
    for (size_t i = *last ? 2 : 0; i < length; i++) {
        if (rest[i] != ' ' && rest[i] != '\t' && rest[i] != '\r') {
            return false;
        }
    }
    return true;
}

/* Without a boundary in the header: the first line that looks like one. */
static char *boundary_guess(Slice body)
{
    size_t at = 0;
    for (int lines = 0; lines < 50 && at < body.length; lines++) {
        size_t text, line = mime_line(body.data + at, body.length - at, &text);
        const char *start = body.data + at;
        at += line;
        if (text > 6 && text < 200 && memcmp(start, "--", 2) == 0 &&
            memchr(start, ' ', text) == NULL && at < body.length &&
            header_follows(start + line, body.length - at)) {
            return g_strndup(start + 2, text - 2);
        }
    }
    return NULL;
}

static MimePart *parse_entity(Parsing *parsing, const char *data, size_t length,
                              const char *default_type, unsigned depth);

static void add_part(Parsing *parsing, MimePart *multipart, Slice bytes, unsigned depth)
{
    /* the line end before a delimiter belongs to the delimiter */
    if (bytes.length > 0 && bytes.data[bytes.length - 1] == '\n') {
        bytes.length--;
        bytes.length -= bytes.length > 0 && bytes.data[bytes.length - 1] == '\r';
    }
    const char *type =
        strcmp(multipart->type, "multipart/digest") == 0 ? "message/rfc822" : "text/plain";
    parsing->parts++;
    g_ptr_array_add(multipart->parts,
                    parse_entity(parsing, bytes.data, bytes.length, type, depth + 1));
}

/* Cuts the body at the boundary; false when it is not there. */
static bool cut_body(Parsing *parsing, MimePart *part, const char *boundary, unsigned depth)
{
    Slice body = part->body;
    size_t at = 0, from = 0;
    bool inside = false, last = false;
    part->parts = g_ptr_array_new_with_free_func((GDestroyNotify)mime_part_free);
    while (at < body.length && !last) {
        size_t text, line = mime_line(body.data + at, body.length - at, &text);
        if (is_delimiter(body.data + at, text, boundary, &last) && parsing->parts < PARTS_MAX) {
            Slice bytes = {body.data + from, at - from};
            if (inside) {
                add_part(parsing, part, bytes, depth);
            } else {
                part->preamble = bytes;
            }
            inside = true;
            from = at + line;
        }
        at += line;
    }
    if (last) {
        part->epilogue = (Slice){body.data + from, body.length - from};
    } else if (inside) {
        add_part(parsing, part, (Slice){body.data + from, body.length - from}, depth);
        flaw_set(parsing, REASON_TRUNCATED, "a message of several parts has no end");
    }
    if (!inside) {
        g_clear_pointer(&part->parts, g_ptr_array_unref);
    }
    return inside;
}

static void cut_multipart(Parsing *parsing, MimePart *part, unsigned depth)
{
    if (depth >= DEPTH_MAX || parsing->parts >= PARTS_MAX) {
        flaw_set(parsing, depth >= DEPTH_MAX ? REASON_LIMIT_DEPTH : REASON_LIMIT_ENTRIES,
                 "parts within parts of a message");
        return;
    }
    const char *value = mime_header_raw(part, "content-type");
    g_autofree char *boundary = mime_parameter(value, "boundary");
    if (boundary != NULL && *boundary != '\0' && cut_body(parsing, part, boundary, depth)) {
        return;
    }
    flaw_set(parsing, REASON_CORRUPT, "a message of several parts without its boundary");
    g_autofree char *guess = boundary_guess(part->body);
    if (guess != NULL && cut_body(parsing, part, guess, depth)) {
        return;
    }
    size_t blank = 0;
    while (blank < part->body.length && strchr("\r\n", part->body.data[blank]) != NULL) {
        blank++;
    }
    if (header_follows(part->body.data + blank, part->body.length - blank)) {
        part->parts = g_ptr_array_new_with_free_func((GDestroyNotify)mime_part_free);
        add_part(parsing, part, (Slice){part->body.data + blank, part->body.length - blank}, depth);
    }
}

static MimePart *parse_entity(Parsing *parsing, const char *data, size_t length,
                              const char *default_type, unsigned depth)
{
    MimePart *part = g_new0(MimePart, 1);
    part->headers = g_ptr_array_new_with_free_func(header_free);
    size_t from = read_headers(part, data, length);
    part->body = (Slice){data + from, length - from};
    part->type = type_of(part, default_type);
    if (g_str_has_prefix(part->type, "multipart/")) {
        cut_multipart(parsing, part, depth);
    }
    return part;
}

MimePart *mime_parse(const char *data, size_t length, MimeFlaw *flaw)
{
    Parsing parsing = {.flaw = flaw};
    *flaw = (MimeFlaw){REASON_NONE, NULL};
    while (length > 0 && (g_ascii_isspace(*data) || memchr("\xef\xbb\xbf", *data, 3) != NULL)) {
        data++;
        length--;
    }
    return parse_entity(&parsing, data, length, "text/plain", 0);
}
