/*
 * What stands in headers and behind transfer encodings: encoded words, parameters,
 * quoted-printable, base64, uuencode. Invalid input is kept as it is, never dropped.
 */
#include <string.h>

#include "readers/mail/mime.h"
#include "worker/xml.h"

static void append_base64(GString *out, const char *data, size_t length)
{
    guint state_bits = 0, count = 0;
    for (size_t i = 0; i < length; i++) {
        char c = data[i];
        int value = c >= 'A' && c <= 'Z'   ? c - 'A'
                    : c >= 'a' && c <= 'z' ? c - 'a' + 26
                    : c >= '0' && c <= '9' ? c - '0' + 52
                    : c == '+' || c == '-' ? 62
                    : c == '/' || c == '_' ? 63
                                           : -1;
        if (value < 0) {
            count = c == '=' ? 0 : count; /* another piece may follow */
            continue;
        }
        state_bits = (state_bits << 6 | (guint)value) & 0xffffff;
        count++;
        if (count % 4 != 1) {
            g_string_append_c(out, (char)(state_bits >> (count % 4 == 2   ? 4
                                                         : count % 4 == 3 ? 2
                                                                          : 0)));
        }
    }
}

/* Lines of base64 have no blanks and no other letters in them; a rule of dashes is none. */
static bool is_base64_line(const char *line, size_t length)
{
    bool letters = false;
    for (size_t i = 0; i < length; i++) {
        bool letter = g_ascii_isalnum(line[i]) || line[i] == '+' || line[i] == '/';
        if (!letter && line[i] != '=' && line[i] != '-' && line[i] != '_') {
            return false;
        }
        letters = letters || letter;
    }
    return letters;
}

/* The next line without blanks round it. */
static Slice next_line(const char *data, size_t length, size_t *at)
{
    size_t text;
    const char *line = data + *at;
    *at += mime_line(line, length - *at, &text);
    while (text > 0 && g_ascii_isspace(line[text - 1])) {
        text--;
    }
    while (text > 0 && g_ascii_isspace(*line)) {
        line++;
        text--;
    }
    return (Slice){line, text};
}

/* A body said to be base64. Some are not: what is plain for the most part stays as it is, and so do
 * the lines that a list's server put behind an encoded text. */
static void append_base64_body(GString *out, const char *data, size_t length, bool text)
{
    size_t coded = 0, plain = 0, from = 0, at = 0;
    while (at < length) {
        Slice line = next_line(data, length, &at);
        *(is_base64_line(line.data, line.length) ? &coded : &plain) += line.length;
    }
    if (plain > coded) {
        g_string_append_len(out, data, (gssize)length);
        return;
    }
    if (plain == 0 || !text) {
        append_base64(out, data, length);
        return;
    }
    for (at = 0; at < length;) {
        size_t start = at;
        Slice line = next_line(data, length, &at);
        if (line.length > 0 && !is_base64_line(line.data, line.length)) {
            append_base64(out, data + from, start - from);
            g_string_append_len(out, data + start, (gssize)(at - start));
            from = at;
        }
    }
    append_base64(out, data + from, length - from);
}

/* `word`: the Q encoding of headers, where "_" is a blank. */
static void append_quoted(GString *out, const char *data, size_t length, bool word)
{
    for (size_t i = 0; i < length; i++) {
        if (data[i] == '_' && word) {
            g_string_append_c(out, ' ');
        } else if (data[i] != '=') {
            g_string_append_c(out, data[i]);
        } else {
            int high = i + 2 < length ? g_ascii_xdigit_value(data[i + 1]) : -1;
            int low = high >= 0 ? g_ascii_xdigit_value(data[i + 2]) : -1;
            size_t blank = i + 1;
            while (blank < length && (data[blank] == ' ' || data[blank] == '\t')) {
                blank++;
            }
            bool soft = blank == length || data[blank] == '\n' ||
                        (data[blank] == '\r' && blank + 1 < length && data[blank + 1] == '\n');
            if (low >= 0) {
                g_string_append_c(out, (char)(high << 4 | low));
                i += 2;
            } else if (soft && !word) {
                i = blank + (blank < length && data[blank] == '\r');
            } else {
                g_string_append_c(out, '=');
            }
        }
    }
}

void mime_quoted_append(GString *out, const char *data, size_t length)
{
    append_quoted(out, data, length, false);
}

size_t mime_uudecode(const char *data, size_t length, GString *out, char **name)
{
    size_t text, at = mime_line(data, length, &text);
    if (text < 11 || memcmp(data, "begin ", 6) != 0 || strspn(data + 6, "01234567") < 3 ||
        data[6 + strspn(data + 6, "01234567")] != ' ') {
        return 0;
    }
    size_t name_at = 7 + strspn(data + 6, "01234567");
    GString *bytes = g_string_new(NULL);
    bool ended = false;
    while (at < length && !ended) {
        const unsigned char *line = (const unsigned char *)data + at;
        at += mime_line(data + at, length - at, &text);
        size_t count = text > 0 ? (line[0] - 32U) & 63U : 0;
        ended = text >= 3 && memcmp(line, "end", 3) == 0;
        if (!ended && text > 0 && (line[0] < ' ' || line[0] > '`')) {
            break;
        }
        for (size_t i = 0; i < count && !ended; i++) {
            size_t from = 1 + i / 3 * 4 + i % 3;
            guint first = from < text ? (line[from] - 32U) & 63U : 0;
            guint second = from + 1 < text ? (line[from + 1] - 32U) & 63U : 0;
            g_string_append_c(bytes,
                              (char)(first << (2 + 2 * (i % 3)) | second >> (4 - 2 * (i % 3))));
        }
    }
    if (ended) {
        g_string_append_len(out, bytes->str, (gssize)bytes->len);
        g_autofree char *raw = g_strndup(data + name_at, strcspn(data + name_at, "\r\n"));
        *name = mime_decode_words(raw);
    }
    g_string_free(bytes, TRUE);
    return ended ? at : 0;
}

GString *mime_part_bytes(const MimePart *part)
{
    GString *out = g_string_sized_new(part->body.length + 1);
    const char *value = mime_header_raw(part, "content-transfer-encoding");
    g_autofree char *way = g_ascii_strdown(value != NULL ? value : "", -1);
    if (g_str_has_prefix(way, "quoted")) {
        append_quoted(out, part->body.data, part->body.length, false);
    } else if (g_str_has_prefix(way, "base64")) {
        append_base64_body(out, part->body.data, part->body.length,
                           g_str_has_prefix(part->type, "text/"));
    } else if (strstr(way, "uu") != NULL && !g_str_has_prefix(part->type, "text/")) {
        const char *begin = memmem(part->body.data, part->body.length, "begin ", 6);
        size_t skip = begin != NULL ? (size_t)(begin - part->body.data) : 0;
        g_autofree char *name = NULL;
        if (mime_uudecode(part->body.data + skip, part->body.length - skip, out, &name) == 0) {
            g_string_append_len(out, part->body.data, (gssize)part->body.length);
        }
    } else {
        g_string_append_len(out, part->body.data, (gssize)part->body.length);
    }
    return out;
}

/* ---- encoded words ---- */

typedef struct {
    const char *charset, *text; /* borrowed */
    size_t charset_length, text_length, length;
    bool base64;
} Word;

/* "=?charset*language?B?text?=" at the beginning of `raw`. */
static bool read_word(const char *raw, Word *word)
{
    if (raw[0] != '=' || raw[1] != '?') {
        return false;
    }
    word->charset = raw + 2;
    word->charset_length = strcspn(word->charset, "?* \t");
    const char *way = word->charset + strcspn(word->charset, "? \t");
    if (word->charset_length == 0 || word->charset_length > 60 || way[0] != '?' ||
        strchr("bBqQ", way[1]) == NULL || way[1] == '\0' || way[2] != '?') {
        return false;
    }
    word->base64 = way[1] == 'b' || way[1] == 'B';
    word->text = way + 3;
    const char *end = strstr(word->text, "?=");
    if (end == NULL) {
        return false;
    }
    word->text_length = (size_t)(end - word->text);
    word->length = (size_t)(end + 2 - raw);
    return true;
}

static void append_decoded(GString *out, GString *bytes, const char *charset)
{
    if (bytes->len > 0) {
        size_t length;
        g_autofree char *text = text_decode(bytes->str, bytes->len, charset, &length, NULL);
        g_string_append_len(out, text, (gssize)length);
        g_string_truncate(bytes, 0);
    }
}

/* Words that follow each other are one run of bytes: a character may be cut between them. */
char *mime_decode_words(const char *raw)
{
    GString *out = g_string_new(NULL), *bytes = g_string_new(NULL);
    g_autofree char *charset = NULL;
    while (*raw != '\0') {
        Word word;
        size_t blank = strspn(raw, " \t\r\n");
        size_t skip = charset != NULL ? blank : 0; /* blanks between two words do not count */
        if (read_word(raw + skip, &word)) {
            g_autofree char *next = g_strndup(word.charset, word.charset_length);
            if (charset == NULL || g_ascii_strcasecmp(charset, next) != 0) {
                append_decoded(out, bytes, charset);
                g_free(charset);
                charset = g_steal_pointer(&next);
            }
            if (word.base64) {
                append_base64(bytes, word.text, word.text_length);
            } else {
                append_quoted(bytes, word.text, word.text_length, true);
            }
            raw += skip + word.length;
            continue;
        }
        if (charset != NULL) {
            append_decoded(out, bytes, charset);
            g_clear_pointer(&charset, g_free);
        }
        g_string_append_c(bytes, *raw++);
    }
    append_decoded(out, bytes, charset);
    g_string_free(bytes, TRUE);
    for (size_t i = 0; i < out->len; i++) { /* values are one line, whatever was encoded */
        out->str[i] =
            out->str[i] == '\0' || out->str[i] == '\n' || out->str[i] == '\r' ? ' ' : out->str[i];
    }
    return g_string_free(out, FALSE);
}

char *mime_header(const MimePart *part, const char *name)
{
    const char *raw = mime_header_raw(part, name);
    return raw != NULL ? mime_decode_words(raw) : NULL;
}

/* ---- parameters ---- */

typedef struct {
    GString *bytes;
    char *charset; /* of RFC 2231 */
    bool extended;
} Parameter;

static size_t read_value(const char *at, GString *value)
{
    size_t i = 0;
    if (at[0] != '"') {
        i = strcspn(at, ";");
        size_t end = i;
        while (end > 0 && g_ascii_isspace(at[end - 1])) {
            end--;
        }
        g_string_append_len(value, at, (gssize)end);
        return i;
    }
    for (i = 1; at[i] != '\0' && at[i] != '"'; i++) {
        if (at[i] == '\\' && at[i + 1] != '\0' && strchr("\"\\", at[i + 1]) != NULL) {
            i++;
        }
        g_string_append_c(value, at[i]);
    }
    return i + strcspn(at + i, ";");
}

static void append_percent(GString *out, const char *text)
{
    for (; *text != '\0'; text++) {
        int high = *text == '%' ? g_ascii_xdigit_value(text[1]) : -1;
        int low = high >= 0 ? g_ascii_xdigit_value(text[2]) : -1;
        g_string_append_c(out, low >= 0 ? (char)(high << 4 | low) : *text);
        text += low >= 0 ? 2 : 0;
    }
}

/* One "name*0*=value" of RFC 2231, or a plain one. */
static void take_value(Parameter *parameter, const char *stars, const char *value)
{
    bool extended = *stars != '\0' && stars[strlen(stars) - 1] == '*';
    const char *quote = extended ? strchr(value, '\'') : NULL;
    const char *second = quote != NULL ? strchr(quote + 1, '\'') : NULL;
    if (second != NULL && parameter->charset == NULL) {
        parameter->charset = g_strndup(value, (gsize)(quote - value));
        value = second + 1;
    }
    if (extended) {
        parameter->extended = true;
        append_percent(parameter->bytes, value);
    } else {
        g_string_append(parameter->bytes, value);
    }
}

static void find_values(Parameter *parameter, const char *value, const char *name)
{
    size_t size = strlen(name);
    value += strcspn(value, ";");
    while (*value == ';') {
        value += 1 + strspn(value + 1, "; \t\r\n");
        size_t key = strcspn(value, "=;");
        size_t end = key;
        while (end > 0 && g_ascii_isspace(value[end - 1])) {
            end--;
        }
        bool wanted = end >= size && g_ascii_strncasecmp(value, name, size) == 0 &&
                      (end == size || value[size] == '*');
        g_autofree char *stars = wanted ? g_strndup(value + size, end - size) : NULL;
        if (value[key] != '=') {
            value += key;
            continue;
        }
        value += key + 1;
        value += strspn(value, " \t\r\n");
        GString *text = g_string_new(NULL);
        value += read_value(value, text);
        if (wanted && (*stars != '\0' || parameter->bytes->len == 0)) {
            if (*stars != '\0' && !parameter->extended && strchr(stars, '0') == NULL &&
                stars[1] == '\0') {
                g_string_truncate(parameter->bytes, 0); /* name*= is better than name= */
            }
            take_value(parameter, stars, text->str);
        }
        g_string_free(text, TRUE);
    }
}

char *mime_parameter(const char *value, const char *name)
{
    Parameter parameter = {.bytes = g_string_new(NULL)};
    char *result = NULL;
    if (value != NULL) {
        find_values(&parameter, value, name);
    }
    if (parameter.bytes->len > 0 && parameter.extended) {
        size_t length;
        result = text_decode(parameter.bytes->str, parameter.bytes->len, parameter.charset, &length,
                             NULL);
    } else if (parameter.bytes->len > 0) {
        result = mime_decode_words(parameter.bytes->str);
    }
    g_string_free(parameter.bytes, TRUE);
    g_free(parameter.charset);
    return result;
}

char *mime_file_name(const MimePart *part)
{
    static const char *const places[][2] = {{"content-disposition", "filename"},
                                            {"content-type", "name"}};
    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        g_autofree char *name = mime_parameter(mime_header_raw(part, places[i][0]), places[i][1]);
        if (name == NULL) {
            continue;
        }
        for (char *at = name; *at != '\0'; at++) {
            *at = *at == '\\' ? '/' : *at;
        }
        const char *slash = strrchr(name, '/');
        const char *last = slash != NULL ? slash + 1 : name;
        if (*last != '\0') {
            return g_strdup(last);
        }
    }
    return NULL;
}
