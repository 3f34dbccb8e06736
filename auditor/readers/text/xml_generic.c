/*
 * XML that no other reader knows: feeds, drawings, sitemaps, settings. Every text and attribute
 * value; markup inside texts (feeds carry HTML, escaped) is read as HTML.
 */
#include <glib.h>
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/reader.h"
#include "worker/xml.h"

#define PUT_BYTES (TEXT_PIECE_BYTES / 2)

typedef struct {
    Sink *sink;
    HtmlText *html;
    GString *present; /* text since the last tag */
    GString *body, *hidden, *attributes, *urls;
} XmlReading;

static int xml_bid(const Input *input)
{
    Slice head = input_head(input);
    const char *p = head.data, *end = head.data + head.length;
    while (p < end && ((unsigned char)*p <= ' ' || (unsigned char)*p >= 0x80)) {
        p++; /* blanks and a BOM */
    }
    g_autofree char *start = g_strndup(p, (size_t)MIN(end - p, 64));
    if (g_str_has_prefix(start, "<?xml") || g_str_has_prefix(start, "<rss") ||
        g_str_has_prefix(start, "<svg") || g_str_has_prefix(start, "<feed")) {
        return 32;
    }
    if (g_str_has_prefix(start, "<opml")) { /* looks like a page to others */
        return 52;
    }
    const char *type = input_type(input);
    bool xml = strcmp(type, "text/xml") == 0 || strcmp(type, "application/xml") == 0 ||
               g_str_has_suffix(type, "+xml");
    return xml ? 30 : 0;
}

static void put_part(XmlReading *reading, GString *part, Place place, size_t least)
{
    if (part->len > least) {
        sink_text(reading->sink, 0, 0, place, NULL, part->str, part->len);
        g_string_truncate(part, 0);
    }
}

static bool is_address(const char *value)
{
    return strstr(value, "://") != NULL || *value == '/' || g_str_has_prefix(value, "mailto:") ||
           uri_role(value) != NULL;
}

/* Escaped markup, or a named character that XML does not know. */
static bool holds_markup(const char *text)
{
    const char *less = strchr(text, '<');
    if (less != NULL && strchr(less, '>') != NULL) {
        return true;
    }
    const char *reference = strchr(text, '&');
    return reference != NULL && strchr(reference, ';') != NULL;
}

/* A text that is an address (sitemaps, feeds) is one. */
static bool take_address(XmlReading *reading, const char *text)
{
    if (!is_address(text) || text[strcspn(text, " \t\r\n")] != '\0') {
        return false;
    }
    g_autofree char *decoded = uri_decode(text, strlen(text));
    g_string_append_printf(reading->urls, "%s\n", decoded);
    const char *role = uri_role(text);
    if (role != NULL) {
        html_media_add(html_text_media(reading->html), text, role);
    }
    return true;
}

static void take_present(XmlReading *reading)
{
    char *text = g_strstrip(reading->present->str);
    if (*text != '\0' && holds_markup(text)) {
        html_text_read(reading->html, text, strlen(text));
    } else if (*text != '\0' && !take_address(reading, text)) {
        g_string_append(reading->body, text);
        g_string_append_c(reading->body, '\n');
    }
    g_string_truncate(reading->present, 0);
    put_part(reading, reading->body, PLACE_BODY, PUT_BYTES);
    put_part(reading, reading->urls, PLACE_URL, PUT_BYTES);
}

static void take_attribute(XmlReading *reading, const char *name, const char *value)
{
    static const char *const drawing[] = {"d",     "points", "transform", "style",
                                          "class", "fill",   "viewBox",   NULL};
    if (*value == '\0' || g_strv_contains(drawing, name)) {
        return;
    }
    if (strncmp(value, "data:", 5) == 0) {
        html_media_add(html_text_media(reading->html), value, "image");
    } else if (!take_address(reading, value)) {
        g_string_append_printf(reading->attributes, "%s\n", value);
    }
}

/* Elements that stand inside words. */
static bool is_inline(const char *name)
{
    static const char *const names[] = {"a",    "b",     "i",    "u",     "em",  "strong",
                                        "span", "tspan", "font", "small", "sup", NULL};
    return g_strv_contains(names, name);
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    XmlReading *reading = user;
    if (!is_inline(name)) {
        take_present(reading);
    }
    for (size_t i = 0; i < count; i++) {
        take_attribute(reading, attributes[i].name, attributes[i].value);
    }
    put_part(reading, reading->attributes, PLACE_METADATA, PUT_BYTES);
    put_part(reading, reading->urls, PLACE_URL, PUT_BYTES);
}

static void on_end(void *user, const char *space, const char *name)
{
    (void)space;
    if (!is_inline(name)) {
        take_present(user);
    }
}

static void on_text(void *user, const char *text, size_t length)
{
    XmlReading *reading = user;
    g_string_append_len(reading->present, text, (gssize)length);
}

static void on_comment(void *user, const char *text, size_t length)
{
    XmlReading *reading = user;
    if (length < 4 || strncmp(text, "xml ", 4) != 0) {
        g_string_append_len(reading->hidden, text, (gssize)length);
        g_string_append_c(reading->hidden, '\n');
        put_part(reading, reading->hidden, PLACE_HIDDEN, PUT_BYTES);
    }
}

static void xml_read(Input *input, Sink *sink)
{
    static const XmlHandler handler = {on_start, on_end, on_text, on_comment};
    g_autoptr(HtmlText) html = html_text_new();
    XmlReading reading = {.sink = sink,
                          .html = html,
                          .present = g_string_new(NULL),
                          .body = g_string_new(NULL),
                          .hidden = g_string_new(NULL),
                          .attributes = g_string_new(NULL),
                          .urls = g_string_new(NULL)};
    bool whole = xml_parse_input(input, &handler, &reading);
    take_present(&reading);
    put_part(&reading, reading.body, PLACE_BODY, 0);
    put_part(&reading, reading.hidden, PLACE_HIDDEN, 0);
    put_part(&reading, reading.attributes, PLACE_METADATA, 0);
    put_part(&reading, reading.urls, PLACE_URL, 0);
    html_text_put(html, sink, 0, NULL);
    if (!whole) {
        sink_gap(sink, REASON_CORRUPT, "XML that is cut off or not well-formed");
    }
    g_string_free(reading.present, TRUE);
    g_string_free(reading.body, TRUE);
    g_string_free(reading.hidden, TRUE);
    g_string_free(reading.attributes, TRUE);
    g_string_free(reading.urls, TRUE);
}

const Reader reader_xml = {.name = "xml", .bid = xml_bid, .read = xml_read};
