/*
 * Names of items for archived addresses. Relative references between them keep working, since host
 * and folders stay; nothing is opened under such a name.
 */
#include "worker/url_name.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

#define NAME_BYTES_MAX 1000U

static char *decode(const char *text, size_t length)
{
    g_autofree char *raw = g_strndup(text, length);
    char *decoded = g_uri_unescape_string(raw, "/");

    if (decoded && g_utf8_validate(decoded, -1, NULL))
        return decoded;
    g_free(decoded);
    return g_utf8_make_valid(raw, -1);
}

/* Behind "scheme:" and slashes; the whole of it where there is no scheme. */
static const char *behind_scheme(const char *url)
{
    size_t scheme =
        strspn(url, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");

    if (scheme > 1 && url[scheme] == ':' && !g_ascii_isdigit(url[scheme + 1]))
        url += scheme + 1;
    return url + strspn(url, "/");
}

char *url_name(const char *url, const char *type)
{
    const char *start = behind_scheme(url);
    size_t length = strcspn(start, "?#");
    g_autofree char *path = decode(start, length);
    const char *query = start + length;
    g_autofree char *more = *query == '?' ? decode(query, strcspn(query, "#")) : g_strdup("");
    bool is_folder = !*path || path[strlen(path) - 1] == '/' || !strchr(path, '/');
    bool is_page = !type || g_ascii_strncasecmp(type, "text/html", 9) == 0;
    GString *name = g_string_new(path);

    if (is_folder && strchr(url, ':') && g_ascii_strncasecmp(url, "http", 4) == 0) {
        if (name->len > 0 && name->str[name->len - 1] != '/')
            g_string_append_c(name, '/');
        g_string_append(name, is_page ? "index.html" : "index");
    }
    g_string_append(name, more);
    if (name->len > NAME_BYTES_MAX)
        g_string_truncate(
            name,
            (size_t)(g_utf8_find_prev_char(name->str, name->str + NAME_BYTES_MAX) - name->str));
    if (name->len == 0 || name->str[name->len - 1] == '/')
        g_string_append(name, "data");
    return g_string_free(name, FALSE);
}
