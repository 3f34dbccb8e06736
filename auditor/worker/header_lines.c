/* Header lines; see header_lines.h. */
#include "worker/header_lines.h"

#include <string.h>

size_t header_length(const char *data, size_t length)
{
    const char *end = data + MIN(length, HEADER_BYTES_MAX);

    for (const char *at = data; (at = memchr(at, '\n', (size_t)(end - at))); at++) {
        if (end - at >= 2 && at[1] == '\n')
            return (size_t)(at - data) + 2;
        if (end - at >= 3 && at[1] == '\r' && at[2] == '\n')
            return (size_t)(at - data) + 3;
    }
    return 0;
}

static size_t line_length(const char *at, const char *end)
{
    const char *stop = memchr(at, '\n', (size_t)(end - at));

    return stop ? (size_t)(stop - at) + 1 : (size_t)(end - at);
}

static char *to_utf8(GString *value)
{
    char *text = g_string_free(value, FALSE);

    if (!g_utf8_validate(text, -1, NULL)) {
        char *valid = g_utf8_make_valid(text, -1);

        g_free(text);
        text = valid;
    }
    return g_strstrip(text);
}

char *header_value(const char *block, size_t length, const char *name)
{
    const char *end = block + length;
    size_t name_length = strlen(name);
    GString *value = NULL;

    for (const char *at = block + line_length(block, end); at < end; at += line_length(at, end)) {
        size_t line = line_length(at, end);

        if (value && (*at == ' ' || *at == '\t'))
            g_string_append_len(value, at, (gssize)line);
        else if (value)
            break;
        else if (line > name_length && at[name_length] == ':' &&
                 g_ascii_strncasecmp(at, name, name_length) == 0)
            value = g_string_new_len(at + name_length + 1, (gssize)(line - name_length - 1));
    }
    if (!value)
        return NULL;
    for (size_t i = 0; i < value->len; i++) {
        if ((unsigned char)value->str[i] < 0x20)
            value->str[i] = ' ';
    }
    return to_utf8(value);
}

static bool is_header_line(const char *line, size_t length)
{
    const char *colon = memchr(line, ':', length);

    if (*line == ' ' || *line == '\t')
        return true;
    for (const char *at = line; colon && at < colon; at++) {
        if (!g_ascii_isalnum(*at) && !strchr("!#$%&'*+-.^_`|~", *at))
            return false;
    }
    return colon && colon > line;
}

bool header_is_answer(const char *data, size_t length, unsigned *status)
{
    size_t header = header_length(data, length), first;
    const char *end = data + header;
    unsigned lines = 0;

    if (header < 16 || strncmp(data, "HTTP/", 5) != 0 || !g_ascii_isdigit(data[5]))
        return false;
    first = line_length(data, end);
    const char *code = memchr(data, ' ', first);

    if (!code || code - data > 10 || code + 4 > data + first || !g_ascii_isdigit(code[1]) ||
        !g_ascii_isdigit(code[2]) || !g_ascii_isdigit(code[3]))
        return false;
    for (const char *at = data + first; at < end; at += line_length(at, end)) {
        size_t line = line_length(at, end);

        if (*at == '\n' || *at == '\r')
            break;
        if (!is_header_line(at, line))
            return false;
        lines++;
    }
    if (status)
        *status = (unsigned)((code[1] - '0') * 100 + (code[2] - '0') * 10 + code[3] - '0');
    return lines > 0;
}
