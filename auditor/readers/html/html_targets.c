/*
 * Which media an element shows or links: src, srcset, posters, lazy-loading attributes, styles,
 * links to pictures and documents.
 */
#include "readers/html/html_targets.h"

#include <string.h>

bool html_has_word(const char *list, const char *word)
{
    return list != NULL && strstr(list, word) != NULL;
}

static void target(HtmlTargets *targets, size_t index)
{
    if (index != HTML_MEDIA_NONE && targets->count < G_N_ELEMENTS(targets->index)) {
        targets->index[targets->count++] = index;
    }
}

/* data-src, data-lazy-src, data-full: anything in a data attribute that names a picture. */
static void data_targets(HtmlMedia *media, HtmlTargets *targets, const XmlAttribute *attributes,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *value = attributes[i].value;
        if (strncmp(attributes[i].name, "data-", 5) != 0 || strlen(value) > 4096) {
            continue;
        }
        if (g_str_has_suffix(attributes[i].name, "srcset")) {
            target(targets, html_media_add_srcset(media, value));
        } else if (value[strcspn(value, " \n\"<{")] == '\0' && uri_role(value) != NULL) {
            target(targets, html_media_add(media, value, uri_role(value)));
        } else if (strstr(value, "url(") != NULL) {
            target(targets, html_media_add_css(media, value, strlen(value)));
        }
    }
}

static const char *media_role(HtmlElement element, const char *uri)
{
    const char *role = uri_role(uri);
    switch (element) {
    case HTML_IMAGE:
        return "image";
    case HTML_VIDEO:
        return "video";
    case HTML_AUDIO:
        return "audio";
    case HTML_SOURCE:
        return role != NULL ? role : "video";
    default:
        return role;
    }
}

static void linked_targets(HtmlMedia *media, HtmlTargets *targets, HtmlElement element,
                           const XmlAttribute *attributes, size_t count)
{
    const char *href = xml_value(attributes, count, "href");
    const char *relation = xml_value(attributes, count, "rel");
    const char *download = xml_value(attributes, count, "download");
    if (href == NULL) {
        return;
    }
    const char *role = uri_role(href);
    if (role == NULL && g_ascii_strncasecmp(href, "data:", 5) == 0) {
        role = "attachment";
    }
    if (element == HTML_LINK_ELEMENT) {
        bool picture = html_has_word(relation, "icon") || html_has_word(relation, "image_src") ||
                       (html_has_word(relation, "preload") && role != NULL);
        role = picture ? "image" : NULL;
    } else if (role == NULL && download != NULL) {
        role = "attachment";
    }
    if (role != NULL) {
        target(targets, html_media_add(media, href, role));
    }
}

void html_targets_find(HtmlMedia *media, HtmlTargets *targets, HtmlElement element,
                       const XmlAttribute *attributes, size_t count)
{
    static const char *const carriers[] = {"src",        "data",   "poster",
                                           "xlink:href", "lowsrc", "background"};
    for (size_t i = 0; i < G_N_ELEMENTS(carriers); i++) {
        const char *uri = xml_value(attributes, count, carriers[i]);
        bool picture = i >= 2;
        const char *role = uri == NULL ? NULL : picture ? "image" : media_role(element, uri);
        if (uri != NULL && role == NULL && g_ascii_strncasecmp(uri, "data:", 5) == 0) {
            role = "attachment"; /* a page in the address of a frame */
        }
        if (role != NULL && element != HTML_SCRIPT && strncmp(uri, "#", 1) != 0) {
            target(targets, html_media_add(media, uri, role));
        }
    }
    const char *srcset = xml_value(attributes, count, "srcset");
    if (srcset != NULL) {
        target(targets, html_media_add_srcset(media, srcset));
    }
    const char *style = xml_value(attributes, count, "style");
    if (style != NULL && strstr(style, "url(") != NULL) {
        target(targets, html_media_add_css(media, style, strlen(style)));
    }
    linked_targets(media, targets, element, attributes, count);
    data_targets(media, targets, attributes, count);
}

bool html_is_hidden(HtmlElement element, const XmlAttribute *attributes, size_t count)
{
    const char *style = xml_value(attributes, count, "style");
    if (style != NULL) {
        g_autofree char *lower = g_ascii_strdown(style, 2048);
        const char *display = strstr(lower, "display");
        const char *visibility = strstr(lower, "visibility");
        if ((display != NULL &&
             strncmp(display + 7 + strspn(display + 7, ": \t"), "none", 4) == 0) ||
            (visibility != NULL &&
             strncmp(visibility + 10 + strspn(visibility + 10, ": \t"), "hidden", 6) == 0)) {
            return true;
        }
    }
    return xml_value(attributes, count, "hidden") != NULL || element == HTML_NOSCRIPT ||
           (element == HTML_DIALOG && xml_value(attributes, count, "open") == NULL) ||
           (element == HTML_TEMPLATE && xml_value(attributes, count, "shadowrootmode") == NULL);
}
