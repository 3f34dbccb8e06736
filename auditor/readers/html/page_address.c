/*
 * Addresses from paths. wget and HTTrack name a folder after the host, with the port behind ":",
 * "+" or "_"; wget writes "@" for "?" where a file system asks for it and adds ".html" to a query.
 */
#include "readers/html/page_address.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* A host by its looks: "www." in front, a top-level domain of websites here, or an IPv4 address. */
static bool is_host(const char *name, size_t length)
{
    static const char *const ends[] = {".nl",   ".com",    ".org",    ".net",       ".eu",
                                       ".be",   ".frl",    ".school", ".amsterdam", ".info",
                                       ".site", ".online", ".blog",   ".example",   NULL};
    g_autofree char *host = g_ascii_strdown(name, (gssize)length);
    bool digits = true;
    unsigned dots = 0;

    for (const char *at = host; *at; at++) {
        if (!g_ascii_isalnum(*at) && *at != '.' && *at != '-')
            return false;
        digits = digits && !g_ascii_isalpha(*at) && *at != '-';
        dots += *at == '.';
    }
    if (dots == 0 || *host == '.')
        return false;
    if (digits)
        return dots == 3;
    bool known = g_str_has_prefix(host, "www.");

    for (size_t i = 0; ends[i]; i++)
        known = known || g_str_has_suffix(host, ends[i]);
    return known;
}

/* The length of a host at the front of a folder's name, and of the name's port behind it. */
static size_t host_length(const char *folder, size_t length, const char **port, size_t *port_length)
{
    size_t host = length;

    while (host > 0 && g_ascii_isdigit(folder[host - 1]))
        host--;
    *port_length = 0;
    if (host > 1 && host < length && length - host <= 5 && strchr(":+_", folder[host - 1]) &&
        is_host(folder, host - 1)) {
        *port = folder + host;
        *port_length = length - host;
        return host - 1;
    }
    return is_host(folder, length) ? length : 0;
}

static void append_rest(GString *address, const char *rest)
{
    const char *query = strpbrk(rest, "?@");
    bool has_query = query && strchr(query, '=');
    size_t length = strlen(rest);

    if (has_query && g_str_has_suffix(rest, ".html"))
        length -= strlen(".html");
    for (size_t i = 0; i < length; i++)
        g_string_append_c(address, has_query && rest + i == query ? '?' : rest[i]);
}

/* The 14 digits by which the Wayback Machine dates a copy; 0 where there are none. */
static size_t stamp_length(const char *part)
{
    size_t digits = strspn(part, "0123456789");

    return digits == 14 && (g_str_has_prefix(part, "19") || g_str_has_prefix(part, "20")) ? digits
                                                                                          : 0;
}

/* "/web/20240621101530id_/https:/www.school.nl/a" behind web.archive.org: the page that was copied.
 * Tools that mirror make one slash of two. NULL for anything else; g_free. */
static char *copied_address(const char *rest)
{
    const char *stamp = g_str_has_prefix(rest, "/web/") ? rest + 5 : NULL;

    if (!stamp || stamp_length(stamp) == 0)
        return NULL;
    const char *address = strchr(stamp, '/');
    const char *colon = address ? strchr(address, ':') : NULL;

    if (!address || !colon || colon[1] != '/' ||
        (strncmp(address, "/http:", 6) != 0 && strncmp(address, "/https:", 7) != 0))
        return NULL;
    GString *original = g_string_new_len(address + 1, colon - address);

    g_string_append(original, "//");
    append_rest(original, colon + 1 + strspn(colon + 1, "/"));
    return g_string_free(original, FALSE);
}

char *address_from_path(const char *path)
{
    for (const char *folder = path; *folder; folder++) {
        size_t length = strcspn(folder, "/"), port_length, host;
        const char *port = NULL;

        if (folder[length] == '\0')
            return NULL;
        host = host_length(folder, length, &port, &port_length);
        if (host > 0 && !strstr(folder + length, "!/")) {
            const char *rest = folder + length;
            char *copied = copied_address(rest);

            if (copied)
                return copied;
            if (stamp_length(rest + 1) > 0 && rest[15] == '/')
                rest += 15; /* every copy of a page has a folder of its own */
            GString *address = g_string_new("http://");

            g_string_append_len(address, folder, (gssize)host);
            if (port_length > 0)
                g_string_append_printf(address, ":%.*s", (int)port_length, port);
            append_rest(address, rest);
            return g_string_free(address, FALSE);
        }
        folder += length;
    }
    return NULL;
}
