/*
 * Scanning PHP's serialize() format for strings. No nesting is followed beyond one array.
 */
#include "readers/exports/php_serialized.h"

#include <glib.h>
#include <string.h>

/* What follows the key and its ";", NULL when the key is not there. */
static const char *behind_key(const char *serialized, const char *key)
{
    g_autofree char *quoted = g_strdup_printf(":\"%s\";", key);
    const char *found = strstr(serialized, quoted);
    return found != NULL ? found + strlen(quoted) : NULL;
}

/* The end of a string whose first byte is at `p`: a quote and ";" with a new value or the end
 * behind it. */
static const char *string_end(const char *p)
{
    for (const char *end = strstr(p, "\";"); end != NULL; end = strstr(end + 1, "\";")) {
        char next = end[2];
        if (next == '\0' || next == '}' || (strchr("siabdNO", next) != NULL && end[3] != '\0')) {
            return end;
        }
    }
    return p + strlen(p);
}

/* The string value "s:5:\"...\";" at `p`; *rest behind it. */
static char *take_string(const char *p, const char **rest)
{
    if (p[0] != 's' || p[1] != ':') {
        return NULL;
    }
    const char *quote = strchr(p, '"');
    if (quote == NULL || (size_t)(quote - p) > 14) {
        return NULL;
    }
    const char *end = string_end(quote + 1);
    *rest = *end != '\0' ? end + 2 : end;
    return g_strndup(quote + 1, (size_t)(end - quote - 1));
}

char *php_value(const char *serialized, const char *key)
{
    const char *value = behind_key(serialized, key);
    const char *rest;
    if (value == NULL) {
        return NULL;
    }
    if ((value[0] == 'i' || value[0] == 'd' || value[0] == 'b') && value[1] == ':') {
        return g_strndup(value + 2, strcspn(value + 2, ";"));
    }
    return take_string(value, &rest);
}

char *php_strings(const char *serialized, const char *key)
{
    const char *p = behind_key(serialized, key);
    if (p == NULL || p[0] != 'a') {
        return NULL;
    }
    p += strcspn(p, "{");
    p += *p == '{';
    GString *lines = g_string_new(NULL);
    while (*p != '\0' && *p != '}') {
        p += strcspn(p, ";}"); /* the index */
        if (*p != ';') {
            break;
        }
        g_autofree char *string = take_string(++p, &p);
        if (string == NULL) {
            break;
        }
        g_string_append_printf(lines, "%s%s", lines->len > 0 ? "\n" : "", string);
    }
    return g_string_free(lines, lines->len == 0);
}
