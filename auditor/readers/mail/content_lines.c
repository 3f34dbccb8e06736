/*
 * Folded lines are put together as bytes, before the charset is looked at: a fold may part a
 * character. Soft line ends of quoted-printable and unfolded base64, as phones write them, as well.
 */
#include "readers/mail/content_lines.h"

#include <stdio.h>
#include <string.h>

#include "readers/mail/mime.h"
#include "readers/text/dates.h"
#include "worker/charset.h"
#include "worker/xml.h"

#define HEAD_CHARACTERS 256U /* of a line, in which its name and parameters are looked for */

struct ContentLines {
    Slice bytes;
    size_t at;
    const char *charset; /* of what names none */
    char *decoded;       /* what was UTF-16 */
};

static bool is_wide(Slice bytes)
{
    return bytes.length >= 2 &&
           (memcmp(bytes.data, "\xFF\xFE", 2) == 0 || memcmp(bytes.data, "\xFE\xFF", 2) == 0);
}

ContentLines *content_lines_new(Slice bytes)
{
    ContentLines *lines = g_new0(ContentLines, 1);
    if (is_wide(bytes)) { /* Outlook writes it so */
        lines->decoded = text_decode(bytes.data, bytes.length, NULL, &bytes.length, NULL);
        bytes.data = lines->decoded;
    }
    lines->bytes = bytes;
    lines->charset = charset_name(charset_of_text(bytes.data, bytes.length, NULL));
    return lines;
}

void content_lines_free(ContentLines *lines)
{
    g_free(lines->decoded);
    g_free(lines);
}

/* ---- whole lines ---- */

static bool peek(const ContentLines *lines, char *first)
{
    if (lines->at >= lines->bytes.length) {
        return false;
    }
    *first = lines->bytes.data[lines->at];
    return true;
}

static void append_line(ContentLines *lines, GString *out)
{
    size_t text;
    const char *start = lines->bytes.data + lines->at;
    lines->at += mime_line(start, lines->bytes.length - lines->at, &text);
    g_string_append_len(out, start, (gssize)text);
}

static bool head_has(const GString *line, const char *word)
{
    const char *colon = strchr(line->str, ':');
    size_t length = colon != NULL ? (size_t)(colon - line->str) : line->len;
    g_autofree char *head = g_ascii_strup(line->str, (gssize)MIN(length, HEAD_CHARACTERS));
    return strstr(head, word) != NULL;
}

/* A line of base64 and nothing else: the value goes on without being folded. */
static bool goes_on(const ContentLines *lines)
{
    size_t text;
    const char *start = lines->bytes.data + lines->at;
    mime_line(start, lines->bytes.length - lines->at, &text);
    for (size_t i = 0; i < text; i++) {
        if (!g_ascii_isalnum(start[i]) && strchr("+/=", start[i]) == NULL) {
            return false;
        }
    }
    return text > 0;
}

static void append_whole(ContentLines *lines, GString *line)
{
    char first;
    append_line(lines, line);
    while (peek(lines, &first) && (first == ' ' || first == '\t')) {
        lines->at++;
        append_line(lines, line);
    }
    if (head_has(line, "QUOTED-PRINTABLE")) {
        while (line->len > 0 && line->str[line->len - 1] == '=' &&
               lines->at < lines->bytes.length) {
            g_string_truncate(line, line->len - 1);
            append_line(lines, line);
        }
    } else if (head_has(line, "BASE64") || head_has(line, "ENCODING=B")) {
        while (peek(lines, &first) && goes_on(lines)) {
            append_line(lines, line);
        }
    }
}

/* ---- values ---- */

static GByteArray *from_base64(const char *text)
{
    gsize length;
    g_autofree guchar *bytes = g_base64_decode(text, &length);
    GByteArray *array = g_byte_array_new();
    g_byte_array_append(array, bytes, (guint)length);
    return array;
}

static void take_value(const ContentLines *lines, ContentLine *line, const char *value)
{
    g_autofree char *charset = content_line_parameter(line, "CHARSET");
    g_autofree char *parameters = g_ascii_strup(line->parameters, -1);
    const char *data = strstr(value, ";base64,");
    GString *bytes = g_string_new(value);
    if (strstr(parameters, "BASE64") != NULL || strstr(parameters, "ENCODING=B") != NULL) {
        line->binary = from_base64(value);
        g_string_truncate(bytes, 0);
    } else if (g_ascii_strncasecmp(value, "data:", 5) == 0 && data != NULL) {
        line->binary = from_base64(data + 8);
        g_string_truncate(bytes, 0);
    } else if (strstr(parameters, "QUOTED-PRINTABLE") != NULL) {
        g_string_truncate(bytes, 0);
        mime_quoted_append(bytes, value, strlen(value));
    }
    size_t length;
    line->value = text_decode(bytes->str, bytes->len, charset != NULL ? charset : lines->charset,
                              &length, NULL);
    g_string_free(bytes, TRUE);
}

/* The colon that ends the parameters: not one within quotes. */
static char *find_colon(char *line)
{
    bool quoted = false;
    for (; *line != '\0'; line++) {
        quoted = quoted != (*line == '"');
        if (*line == ':' && !quoted) {
            return line;
        }
    }
    return NULL;
}

bool content_lines_next(ContentLines *lines, ContentLine *line)
{
    memset(line, 0, sizeof *line);
    while (lines->at < lines->bytes.length) {
        GString *whole = g_string_new(NULL);
        append_whole(lines, whole);
        g_autofree char *text = g_string_free(whole, FALSE);
        char *colon = find_colon(text);
        if (*text == '\0') {
            continue;
        }
        if (colon == NULL) { /* no line of this form: kept as a comment */
            line->name = g_strdup("");
            line->parameters = g_strdup("");
            take_value(lines, line, text);
            return true;
        }
        *colon = '\0';
        char *parameters = strchr(text, ';');
        line->parameters = g_strdup(parameters != NULL ? parameters : "");
        if (parameters != NULL) {
            *parameters = '\0';
        }
        const char *dot = strrchr(text, '.');
        line->name = g_ascii_strup(g_strstrip(dot != NULL ? (char *)dot + 1 : text), -1);
        take_value(lines, line, colon + 1);
        return true;
    }
    return false;
}

void content_line_clear(ContentLine *line)
{
    g_clear_pointer(&line->name, g_free);
    g_clear_pointer(&line->parameters, g_free);
    g_clear_pointer(&line->value, g_free);
    g_clear_pointer(&line->binary, g_byte_array_unref);
}

char *content_line_parameter(const ContentLine *line, const char *name)
{
    return mime_parameter(line->parameters, name);
}

/* ---- texts ---- */

char *content_unescape(const char *value)
{
    GString *text = g_string_new(NULL);
    for (; *value != '\0'; value++) {
        if (*value == '\\' && value[1] != '\0') {
            value++;
            g_string_append_c(text, *value == 'n' || *value == 'N' ? '\n' : *value);
        } else {
            g_string_append_c(text, *value);
        }
    }
    return g_string_free(text, FALSE);
}

char **content_parts(const char *value)
{
    GPtrArray *parts = g_ptr_array_new();
    const char *start = value;
    for (;; value++) {
        if (*value == '\\' && value[1] != '\0') {
            value++;
        } else if (*value == ';' || *value == '\0') {
            g_autofree char *part = g_strndup(start, (gsize)(value - start));
            g_ptr_array_add(parts, g_strstrip(content_unescape(part)));
            start = value + 1;
            if (*value == '\0') {
                break;
            }
        }
    }
    g_ptr_array_add(parts, NULL);
    return (char **)g_ptr_array_free(parts, FALSE);
}

char *content_time(const char *value)
{
    int year, month, day, hour, minute, second = 0, used = 0;
    if (strchr(value, '-') != NULL) {
        return date_from_iso(value, false);
    }
    if (sscanf(value, "%4d%2d%2d%n", &year, &month, &day, &used) < 3 || used < 8) {
        return NULL;
    }
    g_autofree char *text = NULL;
    if (value[8] == 'T' && sscanf(value + 9, "%2d%2d%2d", &hour, &minute, &second) >= 2) {
        text = g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%s", year, month, day, hour, minute,
                               second, strchr(value + 9, 'Z') != NULL ? "Z" : "");
    } else {
        text = g_strdup_printf("%04d-%02d-%02d", year, month, day);
    }
    return date_from_iso(text, false);
}
