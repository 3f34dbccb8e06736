/*
 * Drawings (SVG): words as shown, what describes them, what is hidden; pictures within become items
 * and media, links addresses. A name that is written in several pieces stays one.
 */
#include <stdlib.h>
#include <string.h>

#include "readers/html/html_media.h"
#include "readers/reader.h"
#include "readers/text/texts.h"
#include "worker/xml.h"

#define SVG_BYTES_MAX (64U << 20)
#define LOOK_BYTES 4096U

typedef enum { OF_NOTHING, OF_TEXT, OF_TITLE, OF_DESCRIPTION, OF_METADATA, OF_CODE } Of;

typedef struct {
    Of of;
    bool hides, begins; /* begins: the text of this element is one line */
} Open;

typedef struct {
    Sink *sink;
    Texts *texts;
    HtmlMedia *media;
    GArray *open;  /* Open */
    GString *text; /* of the present line */
    unsigned hidden, elements;
    FactPicture picture;
    size_t medium; /* the picture that a title within describes */
} Drawing;

static bool has_root(Slice head)
{
    const char *at = memmem(head.data, MIN(head.length, LOOK_BYTES), "<svg", 4);
    return at != NULL && at + 4 < head.data + head.length && strchr(" \t\r\n>/", at[4]) != NULL;
}

static int svg_bid(const Input *input)
{
    const char *type = input_type(input);
    Slice head = input_head(input);
    bool xml = strcmp(type, "image/svg+xml") == 0 || strcmp(type, "text/xml") == 0 ||
               strcmp(type, "text/plain") == 0;
    bool page = memmem(head.data, MIN(head.length, LOOK_BYTES), "<html", 5) != NULL ||
                memmem(head.data, MIN(head.length, LOOK_BYTES), "<rss", 4) != NULL;
    return xml && !page && has_root(head) ? 40 : 0;
}

/* ---- elements ---- */

static Of of_element(const char *name, Of outer)
{
    static const struct {
        const char *name;
        Of of;
    } names[] = {{"text", OF_TEXT},   {"flowRoot", OF_TEXT},    {"foreignObject", OF_TEXT},
                 {"title", OF_TITLE}, {"desc", OF_DESCRIPTION}, {"metadata", OF_METADATA},
                 {"style", OF_CODE},  {"script", OF_CODE}};
    for (size_t i = 0; i < G_N_ELEMENTS(names) && outer != OF_METADATA; i++) {
        if (strcmp(name, names[i].name) == 0) {
            return names[i].of;
        }
    }
    return outer;
}

/* Whether an element's text is a line of its own, not part of the one it stands in. */
static bool begins_line(const char *name, Of of, Of outer)
{
    static const char *const lines[] = {"p",  "div", "li", "td",       "h1", "h2",
                                        "h3", "br",  "tr", "flowPara", NULL};
    return of != outer || of == OF_METADATA || g_strv_contains(lines, name);
}

static bool hides(const char *name, const XmlAttribute *attributes, size_t count)
{
    static const char *const unseen[] = {"defs", "symbol", "clipPath", "mask", NULL};
    const char *display = xml_value(attributes, count, "display");
    const char *visibility = xml_value(attributes, count, "visibility");
    const char *style = xml_value(attributes, count, "style");
    g_autofree char *plain = g_strdup(style != NULL ? style : "");
    char *to = plain;
    for (const char *from = plain; *from != '\0'; from++) {
        if (*from != ' ') {
            *to++ = *from;
        }
    }
    *to = '\0';
    return g_strv_contains(unseen, name) || (display != NULL && strcmp(display, "none") == 0) ||
           (visibility != NULL && strcmp(visibility, "visible") != 0 &&
            strcmp(visibility, "inherit") != 0) ||
           strstr(plain, "display:none") != NULL || strstr(plain, "visibility:hidden") != NULL;
}

static Open top(const Drawing *drawing)
{
    return drawing->open->len > 0 ? g_array_index(drawing->open, Open, drawing->open->len - 1)
                                  : (Open){OF_NOTHING, false, false};
}

static void put_line(Drawing *drawing, Of of)
{
    static const Place places[] = {PLACE_HIDDEN, PLACE_BODY,     PLACE_TITLE,
                                   PLACE_ALT,    PLACE_METADATA, PLACE_CODE};
    Place place = drawing->hidden > 0 && of == OF_TEXT ? PLACE_HIDDEN : places[of];
    char *text = g_strstrip(drawing->text->str);
    bool describes = of == OF_TITLE || of == OF_DESCRIPTION;
    if (describes && drawing->medium != HTML_MEDIA_NONE) {
        html_media_describe(drawing->media, drawing->medium, PLACE_ALT, text);
    }
    texts_line(drawing->texts, place, text);
    g_string_truncate(drawing->text, 0);
}

static void take_link(Drawing *drawing, const char *name, const char *href)
{
    if (href == NULL || *href == '#') {
        return;
    }
    if (strcmp(name, "image") == 0 || strcmp(name, "feImage") == 0) {
        drawing->medium = html_media_add(drawing->media, href, "image");
    } else if (strncmp(href, "data:", 5) == 0) {
        html_media_add(drawing->media, href, "attachment");
    } else {
        texts_url(drawing->texts, href);
    }
}

static void take_attributes(Drawing *drawing, const char *name, const XmlAttribute *attributes,
                            size_t count)
{
    static const char *const words[] = {"aria-label", "label",           "title", "alt",
                                        "docname",    "export-filename", "about", NULL};
    for (size_t i = 0; i < count; i++) {
        const char *attribute = attributes[i].name;
        if (strcmp(attribute, "href") == 0) {
            take_link(drawing, name, attributes[i].value);
        } else if (strncmp(attribute, "data-", 5) == 0) {
            texts_line(drawing->texts, PLACE_CODE, attributes[i].value);
        } else if ((strcmp(attribute, "id") == 0 || strcmp(attribute, "class") == 0) &&
                   strpbrk(attributes[i].value, "-_. ") != NULL) { /* "path1" is no name */
            texts_line(drawing->texts, PLACE_CODE, attributes[i].value);
        } else if (g_strv_contains(words, attribute)) {
            texts_line(drawing->texts, PLACE_HIDDEN, attributes[i].value);
        }
    }
}

static void take_size(Drawing *drawing, const XmlAttribute *attributes, size_t count)
{
    const char *width = xml_value(attributes, count, "width");
    const char *height = xml_value(attributes, count, "height");
    double w = width != NULL ? g_ascii_strtod(width, NULL) : 0;
    double h = height != NULL ? g_ascii_strtod(height, NULL) : 0;
    drawing->picture = (FactPicture){.width = w > 0 && w < 1e6 ? (uint32_t)w : 0,
                                     .height = h > 0 && h < 1e6 ? (uint32_t)h : 0,
                                     .format = "svg"};
    sink_put(drawing->sink, &(Fact){.kind = FACT_PICTURE, .picture = drawing->picture});
}

/* ---- events ---- */

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Drawing *drawing = user;
    Open outer = top(drawing);
    Open open = {.of = of_element(name, outer.of), .hides = hides(name, attributes, count)};
    open.begins = begins_line(name, open.of, outer.of);
    if (open.begins) {
        put_line(drawing, outer.of);
    }
    if (drawing->elements++ == 0) {
        take_size(drawing, attributes, count);
    }
    drawing->hidden += open.hides;
    g_array_append_val(drawing->open, open);
    take_attributes(drawing, name, attributes, count);
}

static void on_end(void *user, const char *space, const char *name)
{
    (void)space;
    Drawing *drawing = user;
    Open open = top(drawing);
    if (open.begins) {
        put_line(drawing, open.of);
    }
    drawing->hidden -= open.hides;
    if (strcmp(name, "image") == 0) {
        drawing->medium = HTML_MEDIA_NONE;
    }
    if (drawing->open->len > 0) {
        g_array_set_size(drawing->open, drawing->open->len - 1);
    }
}

static void on_text(void *user, const char *text, size_t length)
{
    g_string_append_len(((Drawing *)user)->text, text, (gssize)length);
}

static void on_comment(void *user, const char *text, size_t length)
{
    Drawing *drawing = user;
    g_autofree char *copy = g_strndup(text, length);
    if (!g_str_has_prefix(copy, "xml ")) { /* the declaration */
        texts_line(drawing->texts, PLACE_HIDDEN, copy);
    }
}

static void svg_read(Input *input, Sink *sink)
{
    static const XmlHandler handler = {on_start, on_end, on_text, on_comment};
    Slice whole = input_whole(input, SVG_BYTES_MAX);
    g_autoptr(Texts) texts = texts_new(sink, 0);
    Drawing drawing = {.sink = sink,
                       .texts = texts,
                       .media = html_media_new(),
                       .open = g_array_new(FALSE, FALSE, sizeof(Open)),
                       .text = g_string_new(NULL),
                       .medium = HTML_MEDIA_NONE};
    if (!xml_parse(whole.data, whole.length, &handler, &drawing)) {
        sink_gap(sink, REASON_CORRUPT, "XML that is cut off or not well-formed");
    }
    put_line(&drawing, top(&drawing).of);
    html_media_put(drawing.media, sink, 0);
    html_media_free(drawing.media);
    g_array_unref(drawing.open);
    g_string_free(drawing.text, TRUE);
}

const Reader reader_svg = {.name = "svg", .bid = svg_bid, .read = svg_read};
