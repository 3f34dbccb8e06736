/*
 * Shortcodes of WordPress: only [caption] changes what a text belongs to, and only the raw markup
 * of a page builder is not to be read as it stands.
 */
#include "readers/exports/wordpress_markup.h"

#include <glib.h>
#include <string.h>

#include "readers/html/html_media.h"

/* caption="..." of the oldest form; NULL when it has none. g_free. */
static char *caption_attribute(const char *open, const char *close)
{
    const char *found = g_strstr_len(open, close - open, "caption=\"");
    if (found == NULL) {
        return NULL;
    }
    found += strlen("caption=\"");
    const char *end = memchr(found, '"', (size_t)(close - found));
    return g_strndup(found, (size_t)((end != NULL ? end : close) - found));
}

/* Where the picture ends and the words begin: behind "</a>", else behind the img. */
static const char *words_begin(const char *inside, const char *end)
{
    const char *link = g_strstr_len(inside, end - inside, "</a>");
    if (link != NULL) {
        return link + strlen("</a>");
    }
    const char *picture = g_strstr_len(inside, end - inside, "<img");
    const char *close = picture != NULL ? memchr(picture, '>', (size_t)(end - picture)) : NULL;
    return close != NULL ? close + 1 : inside;
}

/* What stands from `markup` on and the [caption ...]...[/caption] at `open`; returns what follows
 * it, NULL and nothing put out when it is never closed. */
static const char *take_caption(const char *markup, const char *open, GString *out)
{
    const char *close = strchr(open, ']');
    const char *end = close != NULL ? strstr(close, "[/caption]") : NULL;
    if (end == NULL) {
        return NULL;
    }
    g_string_append_len(out, markup, open - markup);
    const char *words = words_begin(close + 1, end);
    g_autofree char *attribute = caption_attribute(open, close);
    g_string_append(out, "<figure class=\"wp-caption\">");
    g_string_append_len(out, close + 1, words - close - 1);
    g_string_append(out, "<figcaption>");
    if (attribute != NULL) {
        g_string_append_printf(out, "%s ", attribute);
    }
    g_string_append_len(out, words, end - words);
    g_string_append(out, "</figcaption></figure>");
    return end + strlen("[/caption]");
}

/* [vc_raw_html]...[/vc_raw_html] holds markup, percent-encoded and then in base64. */
static char *open_raw_markup(const char *markup)
{
    static const char begin[] = "[vc_raw_html]", end[] = "[/vc_raw_html]";
    GString *out = g_string_new(NULL);
    for (const char *open; (open = strstr(markup, begin)) != NULL;) {
        const char *inside = open + strlen(begin), *close = strstr(inside, end);
        if (close == NULL) {
            break;
        }
        gsize length = 0;
        g_autofree char *coded = g_strndup(inside, (gsize)(close - inside));
        g_autofree char *bytes = (char *)g_base64_decode(coded, &length);
        g_autofree char *plain = uri_decode(bytes, length);
        g_string_append_len(out, markup, open - markup);
        g_string_append(out, plain);
        markup = close + strlen(end);
    }
    g_string_append(out, markup);
    return g_string_free(out, FALSE);
}

char *wordpress_shortcodes(const char *text)
{
    g_autofree char *opened = open_raw_markup(text);
    const char *markup = opened;
    GString *out = g_string_new(NULL);
    for (const char *open; (open = strstr(markup, "[caption")) != NULL;) {
        const char *rest = take_caption(markup, open, out);
        if (rest == NULL) {
            break; /* none of those that follow is closed either */
        }
        markup = rest;
    }
    g_string_append(out, markup);
    return g_string_free(out, FALSE);
}
