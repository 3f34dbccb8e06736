/*
 * Shortcodes of WordPress: [caption] changes what a text belongs to, those of page builders that
 * name a picture show it, and only the raw markup of one builder is not to be read as it stands.
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

/* ---- pictures of page builders ---- */

/* The value of name="..." or name='...' at *p, which goes behind it; NULL where there is none. */
static char *next_attribute(const char **p, const char *end, char **name)
{
    for (const char *at = *p; at < end; at++) {
        if (*at != '=' || at + 1 >= end || (at[1] != '"' && at[1] != '\'')) {
            continue;
        }
        const char *from = at, *close = memchr(at + 2, at[1], (size_t)(end - at - 2));
        while (from > *p && (g_ascii_isalnum(from[-1]) || from[-1] == '_' || from[-1] == '-')) {
            from--;
        }
        if (close == NULL) {
            break;
        }
        *name = g_strndup(from, (gsize)(at - from));
        *p = close + 1;
        return g_strndup(at + 2, (gsize)(close - at - 2));
    }
    return NULL;
}

static void add_words(GString *img, const char *attribute, const char *value)
{
    g_string_append_printf(img, " %s=\"", attribute);
    for (; *value != '\0'; value++) {
        if (*value == '"') {
            g_string_append(img, "&quot;");
        } else {
            g_string_append_c(img, *value);
        }
    }
    g_string_append_c(img, '"');
}

static bool is_picture(const char *value)
{
    return value[strcspn(value, " \n\"<{[")] == '\0' && g_strcmp0(uri_role(value), "image") == 0;
}

/* What describes the pictures of a shortcode: [et_pb_image src alt title_text], [et_pb_slide
 * background_image heading], [et_pb_team_member image_url name], [av_image src caption]. */
static bool describes(const char *name)
{
    static const char *const names[] = {"caption", "name",  "heading",    "author",
                                        "title",   "label", "title_text", NULL};
    return g_strv_contains(names, name);
}

#define DESCRIBED_MAX 64U /* no words are those of so many pictures */

/* <img> for the pictures that the shortcode from `open` to `close` names, or that stand as an
 * address behind it; "" without any. g_free. */
static char *pictures_of(const char *open, const char *close)
{
    g_autoptr(GString) words = g_string_new(NULL);
    g_autoptr(GPtrArray) pictures = g_ptr_array_new_with_free_func(g_free);
    GString *out = g_string_new(NULL);
    const char *p = open;
    char *name = NULL;
    for (char *value; (value = next_attribute(&p, close, &name)) != NULL;) {
        if (is_picture(value)) {
            g_ptr_array_add(pictures, g_strdup(value));
        } else if (*value != '\0' && g_str_has_suffix(name, "alt")) {
            add_words(words, "alt", value);
        } else if (*value != '\0' && describes(name)) {
            add_words(words, "data-caption", value);
        }
        g_free(value);
        g_clear_pointer(&name, g_free);
    }
    size_t inside = strcspn(close + 1, "[<\n");
    g_autofree char *address = g_strstrip(g_strndup(close + 1, MIN(inside, 4096)));
    if (is_picture(address) && strstr(address, "://") != NULL) {
        g_ptr_array_add(pictures, g_steal_pointer(&address));
    }
    for (guint i = 0; i < pictures->len; i++) {
        g_string_append(out, "<img");
        add_words(out, "src", g_ptr_array_index(pictures, i));
        g_string_append_printf(out, "%s>", i < DESCRIBED_MAX ? words->str : "");
    }
    return g_string_free(out, FALSE);
}

/* The pictures stand behind the shortcodes, which stay as text. g_free. */
static char *show_pictures(const char *markup)
{
    GString *out = g_string_new(NULL);
    for (const char *open = markup; (open = strchr(open, '[')) != NULL;) {
        size_t name = strspn(open + 1, "abcdefghijklmnopqrstuvwxyz0123456789_-");
        const char *close = open + 1 + strcspn(open + 1, "[]"); /* none holds another */
        open++;
        if (name == 0 || *close != ']' || strchr(" ]", open[name]) == NULL) {
            continue;
        }
        g_autofree char *pictures = pictures_of(open + name, close);
        if (*pictures != '\0') {
            g_string_append_len(out, markup, close + 1 - markup);
            g_string_append(out, pictures);
            markup = close + 1;
        }
        open = close;
    }
    g_string_append(out, markup);
    return g_string_free(out, FALSE);
}

char *wordpress_shortcodes(const char *text)
{
    g_autofree char *raw = open_raw_markup(text);
    g_autofree char *opened = show_pictures(raw);
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
