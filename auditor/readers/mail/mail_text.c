/*
 * Addresses and flowed text. Knows nothing of parts.
 */
#include "readers/mail/mail_text.h"

#include <glib.h>
#include <string.h>

#include "readers/mail/mime.h"

static char *clean(GString *raw)
{
    g_autofree char *decoded = mime_decode_words(raw->str);
    g_string_free(raw, TRUE);
    g_strstrip(decoded);
    size_t length = strlen(decoded);
    if (length >= 2 && (*decoded == '\'' || *decoded == '"') && decoded[length - 1] == *decoded) {
        decoded[length - 1] = '\0'; /* quoted twice */
        memmove(decoded, decoded + 1, length - 1);
    }
    return *decoded != '\0' ? g_steal_pointer(&decoded) : NULL;
}

static size_t read_quoted(const char *at, GString *out)
{
    size_t i = 1;
    for (; at[i] != '\0' && at[i] != '"'; i++) {
        i += at[i] == '\\' && at[i + 1] != '\0';
        g_string_append_c(out, at[i]);
    }
    return i + (at[i] == '"');
}

static size_t read_until(const char *at, char end, GString *out)
{
    size_t i = 1;
    while (at[i] != '\0' && at[i] != end) {
        g_string_append_c(out, at[i++]);
    }
    return i + (at[i] == end);
}

bool mail_address_next(const char **rest, MailAddress *address)
{
    const char *at = *rest;
    at += strspn(at, " \t\r\n,;");
    *address = (MailAddress){NULL, NULL};
    if (*at == '\0') {
        *rest = at;
        return false;
    }
    GString *words = g_string_new(NULL), *bare = g_string_new(NULL), *note = g_string_new(NULL);
    bool angled = false;
    while (*at != '\0' && *at != ',' && *at != ';') {
        if (*at == '"') {
            at += read_quoted(at, words);
        } else if (*at == '<') {
            at += read_until(at, '>', bare);
            angled = true;
        } else if (*at == '(') {
            at += read_until(at, ')', note);
        } else if (*at == ':') { /* the name of a group */
            g_string_append_c(words, ' ');
            at++;
        } else {
            g_string_append_c(words, *at++);
        }
    }
    *rest = at;
    if (angled) {
        address->name = clean(words);
        address->address = clean(bare);
    } else if (strchr(words->str, '@') != NULL) {
        address->address = clean(words);
        g_string_free(bare, TRUE);
    } else {
        address->name = clean(words);
        g_string_free(bare, TRUE);
    }
    char *comment = clean(note);
    if (address->name == NULL) {
        address->name = g_steal_pointer(&comment);
    }
    g_free(comment);
    return true;
}

void mail_address_clear(MailAddress *address)
{
    g_free(address->name);
    g_free(address->address);
}

bool mail_text_is_flowed(const char *type)
{
    g_autofree char *format = type != NULL ? mime_parameter(type, "format") : NULL;
    return format != NULL && g_ascii_strcasecmp(format, "flowed") == 0;
}

static size_t quote_depth(const char *line, size_t length)
{
    size_t depth = 0;
    while (depth < length && line[depth] == '>') {
        depth++;
    }
    return depth;
}

size_t mail_text_unflow(char *text, size_t length, const char *type)
{
    g_autofree char *delete_blank = mime_parameter(type, "delsp");
    bool drop = delete_blank != NULL && g_ascii_strcasecmp(delete_blank, "yes") == 0;
    size_t to = 0, open_depth = 0;
    bool open = false;
    for (size_t at = 0; at < length;) {
        size_t size, line = mime_line(text + at, length - at, &size);
        size_t depth = quote_depth(text + at, size);
        size_t skip = depth + (depth < size && text[at + depth] == ' ');
        bool joined = open && depth == open_depth;
        if (open && !joined) {
            text[to++] = '\n';
        }
        size_t from = joined ? skip : depth == 0 ? skip : 0;
        bool signature = size - skip == 3 && memcmp(text + at + skip, "-- ", 3) == 0;
        bool soft = size > skip && text[at + size - 1] == ' ' && !signature;
        size_t keep = size - from - (soft && drop);
        memmove(text + to, text + at + from, keep);
        to += keep;
        if (!soft && line > size) {
            text[to++] = '\n';
        }
        open = soft;
        open_depth = depth;
        at += line;
    }
    text[to] = '\0';
    return to;
}
