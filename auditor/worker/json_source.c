/*
 * Walks over JSON bytes in blocks and copies values out of them, cleaned. It counts brackets and
 * knows strings, nothing more: whether a value is well-formed is json-c's judgement, what to do
 * when it is not, json_split.c's.
 */
#include "worker/json_source.h"

#include <string.h>

#include "worker/charset.h"

#define BLOCK_BYTES 262144U

struct JsonSource {
    Input *input;
    char *buffer;
    uint64_t start; /* position of buffer[0] in the input */
    size_t at;
    size_t length;
    GString *comments;
};

static const char replacement[] = "\xEF\xBF\xBD";

JsonSource *json_source_new(Input *input)
{
    JsonSource *source = g_new0(JsonSource, 1);

    source->input = input;
    source->buffer = g_malloc(BLOCK_BYTES);
    source->comments = g_string_new(NULL);
    return source;
}

void json_source_free(JsonSource *source)
{
    if (!source)
        return;
    g_string_free(source->comments, TRUE);
    g_free(source->buffer);
    g_free(source);
}

GString *json_source_comments(JsonSource *source)
{
    return source->comments;
}

/* Makes `wanted` bytes stand in the buffer from the position on, or as many as are left. */
static size_t source_ensure(JsonSource *source, size_t wanted)
{
    size_t left = source->length - source->at;

    if (left >= wanted)
        return left;
    memmove(source->buffer, source->buffer + source->at, left);
    source->start += source->at;
    source->at = 0;
    source->length = left + input_read_at(source->input, source->start + left,
                                          source->buffer + left, BLOCK_BYTES - left);
    return source->length;
}

int json_source_peek(JsonSource *source)
{
    if (source->at == source->length && source_ensure(source, 1) == 0)
        return -1;
    return (unsigned char)source->buffer[source->at];
}

void json_source_next(JsonSource *source)
{
    if (source->at < source->length || source_ensure(source, 1) > 0)
        source->at++;
}

uint64_t json_source_tell(const JsonSource *source)
{
    return source->start + source->at;
}

void json_source_seek(JsonSource *source, uint64_t position)
{
    if (position >= source->start && position <= source->start + source->length) {
        source->at = (size_t)(position - source->start);
        return;
    }
    source->start = position;
    source->at = 0;
    source->length = 0;
}

static void append(GString *out, const char *data, size_t length)
{
    if (out)
        g_string_append_len(out, data, (gssize)length);
}

/* Bytes from 0x80 on: as they are when they are UTF-8, else as windows-1252. */
static void copy_character(JsonSource *source, GString *out)
{
    size_t left = source_ensure(source, 4);
    const char *data = source->buffer + source->at;
    bool cut = false;
    size_t length = utf8_sequence(data, left, &cut);

    if (length > 0) {
        append(out, data, length);
        source->at += length;
        return;
    }
    if (out)
        g_string_append_unichar(out, windows_1252_character((unsigned char)*data));
    source->at++;
}

static bool is_hex4(const char *data)
{
    return g_ascii_isxdigit(data[0]) && g_ascii_isxdigit(data[1]) && g_ascii_isxdigit(data[2]) &&
           g_ascii_isxdigit(data[3]);
}

/* A backslash that begins no escape of JSON stands for itself; so does the C0 character NUL for
 * U+FFFD, since it would end a name in the middle. */
static void copy_escape(JsonSource *source, GString *out)
{
    size_t left = source_ensure(source, 6);
    const char *data = source->buffer + source->at;

    if (left >= 2 && data[1] && strchr("\"\\/bfnrt", data[1])) {
        append(out, data, 2);
        source->at += 2;
    } else if (left >= 6 && data[1] == 'u' && is_hex4(data + 2)) {
        append(out, memcmp(data + 2, "0000", 4) == 0 ? "\\ufffd" : data, 6);
        source->at += 6;
    } else if (left >= 2 && data[1] == '\'') {
        append(out, "'", 1);
        source->at += 2;
    } else {
        append(out, "\\\\", 2);
        source->at++;
    }
}

static JsonExtent copy_string(JsonSource *source, GString *out, size_t max)
{
    append(out, "\"", 1);
    source->at++;
    for (;;) {
        const unsigned char *data, *end, *run;

        if (source_ensure(source, 1) == 0)
            return JSON_EXTENT_CUT;
        data = (const unsigned char *)source->buffer + source->at;
        end = (const unsigned char *)source->buffer + source->length;
        for (run = data; run < end && *run != '"' && *run != '\\' && *run != 0 && *run < 0x80;)
            run++;
        append(out, (const char *)data, (size_t)(run - data));
        source->at += (size_t)(run - data);
        if (out && out->len > max)
            return JSON_EXTENT_LARGE;
        if (run == end)
            continue;
        if (*run == '"')
            break;
        if (*run == '\\') {
            copy_escape(source, out);
        } else if (*run == 0) {
            append(out, replacement, 3);
            source->at++;
        } else {
            copy_character(source, out);
        }
    }
    append(out, "\"", 1);
    source->at++;
    return JSON_EXTENT_WHOLE;
}

/* json-c would skip comments in silence; here they are kept aside. False: it is no comment. */
static bool skip_comment(JsonSource *source, bool keep)
{
    GString *comments = source->comments;
    char second;

    if (source_ensure(source, 2) < 2)
        return false;
    second = source->buffer[source->at + 1];
    if (second != '*' && second != '/')
        return false;
    source->at += 2;
    while (source_ensure(source, 2) > 0) {
        char byte = source->buffer[source->at];
        bool ends =
            source->at + 1 < source->length && byte == '*' && source->buffer[source->at + 1] == '/';

        if (second == '*' ? ends : byte == '\n') {
            source->at += second == '*' ? 2 : 1;
            break;
        }
        source->at++;
        if (keep)
            g_string_append_c(comments, byte ? byte : ' ');
    }
    if (keep)
        g_string_append_c(comments, '\n');
    return true;
}

static bool is_structure(int byte)
{
    return byte == '"' || byte == '[' || byte == ']' || byte == '{' || byte == '}' || byte == ',' ||
           byte == ':';
}

void json_source_word(JsonSource *source, GString *out)
{
    bool first = true;
    int byte;

    while ((byte = json_source_peek(source)) >= 0) {
        if (!first && (is_structure(byte) || byte == '\n' || byte == '\r'))
            return;
        first = false;
        if (byte >= 0x80) {
            copy_character(source, out);
            continue;
        }
        if (out)
            g_string_append_c(out, byte ? (char)byte : ' ');
        source->at++;
    }
}

/* One byte outside strings that is not plain. */
static JsonExtent copy_special(JsonSource *source, GString *out, size_t max, size_t *depth,
                               size_t *members)
{
    char byte = source->buffer[source->at];

    if (byte == '"')
        return copy_string(source, out, max);
    if (byte == '/' && skip_comment(source, out != NULL)) {
        append(out, " ", 1);
        return JSON_EXTENT_WHOLE;
    }
    if (byte == '[' || byte == '{')
        (*depth)++;
    else if (byte == ']' || byte == '}')
        (*depth)--;
    else if (byte == ':')
        (*members)++;
    append(out, byte ? &byte : " ", 1);
    source->at++;
    return JSON_EXTENT_WHOLE;
}

static bool is_special(unsigned char byte)
{
    return byte == '"' || byte == '[' || byte == ']' || byte == '{' || byte == '}' || byte == ':' ||
           byte == '/' || byte == 0;
}

static JsonExtent copy_container(JsonSource *source, GString *out, size_t max, size_t *members)
{
    size_t depth = 0;

    do {
        const unsigned char *data, *end, *run;
        JsonExtent extent;

        if (source_ensure(source, 1) == 0)
            return JSON_EXTENT_CUT;
        data = (const unsigned char *)source->buffer + source->at;
        end = (const unsigned char *)source->buffer + source->length;
        for (run = data; run < end && !is_special(*run);)
            run++;
        append(out, (const char *)data, (size_t)(run - data));
        source->at += (size_t)(run - data);
        if (out && out->len > max)
            return JSON_EXTENT_LARGE;
        if (run == end)
            continue;
        extent = copy_special(source, out, max, &depth, members);
        if (extent != JSON_EXTENT_WHOLE)
            return extent;
    } while (depth > 0);
    return JSON_EXTENT_WHOLE;
}

JsonExtent json_source_value(JsonSource *source, GString *out, size_t max, size_t *members)
{
    int first = json_source_peek(source);
    size_t before = out ? out->len : 0;

    if (first == '"')
        return copy_string(source, out, max);
    if (first == '[' || first == '{')
        return copy_container(source, out, max, members);
    json_source_word(source, out);
    return out && out->len - before > max ? JSON_EXTENT_LARGE : JSON_EXTENT_WHOLE;
}
