/*
 * Reading HTML: turns the events of worker/xml.h into flows of text, media and metadata. Knows
 * elements and attributes; setting text, media and metadata have files of their own.
 */
#include "readers/html/html_text.h"

#include <stdlib.h>
#include <string.h>

#include "readers/html/html_beside.h"
#include "readers/html/html_byline.h"
#include "readers/html/html_elements.h"
#include "readers/html/html_figures.h"
#include "readers/html/html_flow.h"
#include "readers/html/html_state.h"
#include "readers/html/html_targets.h"
#include "worker/xml.h"

struct HtmlText {
    Flow body, hidden, title;
    GString *code, *labels, *urls;
    GString *script;        /* text of the present script or style element */
    HtmlElement collecting; /* HTML_SCRIPT, HTML_STYLE or HTML_TITLE while inside one */
    bool linked_data;       /* the script is JSON-LD */
    size_t mapped;          /* the picture that the next map is of, + 1; 0: none */
    GHashTable *seen;       /* addresses and labels that were given already */
    HtmlMedia *media;
    HtmlMeta meta;
    HtmlByline *byline;
    size_t depth, hidden_at, preserve_at, drawing_at; /* 0: not inside one */
    unsigned comments;                                /* inside markup that is commented out */
    unsigned nested;
    bool keep_lines;
    HtmlFigures *figures;
    HtmlBeside *beside;
};

#define NESTED_MAX 3U

HtmlText *html_text_new(void)
{
    HtmlText *text = g_new0(HtmlText, 1);
    flow_init(&text->body);
    flow_init(&text->hidden);
    flow_init(&text->title);
    text->code = g_string_new(NULL);
    text->labels = g_string_new(NULL);
    text->urls = g_string_new(NULL);
    text->script = g_string_new(NULL);
    text->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    text->media = html_media_new();
    html_meta_init(&text->meta);
    text->byline = html_byline_new();
    text->figures = html_figures_new(text->media);
    text->beside = html_beside_new(text->media);
    return text;
}

void html_text_free(HtmlText *text)
{
    flow_clear(&text->body);
    flow_clear(&text->hidden);
    flow_clear(&text->title);
    g_string_free(text->code, TRUE);
    g_string_free(text->labels, TRUE);
    g_string_free(text->urls, TRUE);
    g_string_free(text->script, TRUE);
    g_hash_table_unref(text->seen);
    html_figures_free(text->figures);
    html_beside_free(text->beside);
    html_media_free(text->media);
    html_meta_clear(&text->meta);
    html_byline_free(text->byline);
    g_free(text);
}

void html_text_keep_lines(HtmlText *text)
{
    text->keep_lines = true;
}

static Flow *present_flow(HtmlText *text)
{
    return text->hidden_at > 0 || text->comments > 0 ? &text->hidden : &text->body;
}

/* Each address or label counts once a page. */
static bool is_new(HtmlText *text, const char *value)
{
    return g_hash_table_add(text->seen, g_strdup(value));
}

/* ---- attributes ---- */

static void add_label(HtmlText *text, const char *value)
{
    if (value[strspn(value, " \t\r\n")] == '\0' || !is_new(text, value)) {
        return;
    }
    Flow flow;
    flow_init(&flow);
    flow_add(&flow, value, strlen(value), false);
    g_string_append_printf(text->labels, "%s\n", flow.text->str);
    flow_clear(&flow);
}

static void add_url(HtmlText *text, const char *value)
{
    bool dull = *value == '\0' || strcmp(value, "#") == 0 || strncmp(value, "data:", 5) == 0 ||
                strcmp(value, "javascript:void(0)") == 0;
    if (!dull && is_new(text, value)) {
        g_autofree char *decoded = uri_decode(value, strlen(value));
        g_string_append_printf(text->urls, "%s\n", decoded);
    }
}

static void add_veiled(HtmlText *text, const char *value)
{
    g_autofree char *address = html_unveil(value);
    if (address != NULL) {
        add_url(text, address);
    }
}

static void add_code(HtmlText *text, const char *name, const char *value)
{
    if (*value == '\0' || strncmp(value, "data:", 5) == 0) {
        return;
    }
    if (strcmp(name, "data-cfemail") == 0) {
        add_veiled(text, value);
    }
    g_autofree char *plain = code_unescape(value, strlen(value));
    g_string_append_printf(text->code, "%s: %s\n", name, plain);
}

static void add_style(HtmlText *text, const char *value)
{
    if (strpbrk(value, "\"'") != NULL && is_new(text, value)) {
        g_autofree char *plain = css_unescape(value, strlen(value));
        code_append_readable(text->code, plain);
        g_string_append_c(text->code, '\n');
    }
}

static void describe(HtmlText *text, const HtmlTargets *targets, Place place, const char *value)
{
    if (targets->count == 0) {
        add_label(text, value);
    }
    for (size_t i = 0; i < targets->count; i++) {
        html_media_describe(text->media, targets->index[i], place, value);
    }
}

static void add_srcset_urls(HtmlText *text, const char *srcset)
{
    g_auto(GStrv) words = g_strsplit_set(srcset, " \t\r\n", -1);
    for (char **word = words; *word != NULL; word++) {
        if (strchr(*word, '/') != NULL || strchr(*word, '.') != NULL) {
            add_url(text, *word);
        }
    }
}

/* Words, perhaps marked up: no address, state or name of an element. */
static bool is_wording(const char *value)
{
    value += strspn(value, " \t\r\n");
    return strchr("{[#.", *value) == NULL && html_has_letters(value) && !uri_is_address(value);
}

static void add_caption(HtmlText *text, const HtmlTargets *targets, const XmlAttribute *a)
{
    if (targets->count == 0 || text->nested > NESTED_MAX || !is_wording(a->value)) {
        add_code(text, a->name, a->value);
        return;
    }
    g_autoptr(HtmlText) words = html_text_new();
    words->nested = text->nested;
    html_text_read(words, a->value, strlen(a->value));
    describe(text, targets, PLACE_CAPTION, words->body.text->str);
}

static void read_attribute(HtmlText *text, const HtmlTargets *targets, const char *element,
                           const XmlAttribute *a)
{
    switch (html_attribute(element, a->name)) {
    case HTML_ATTRIBUTE_URL: {
        const char *veiled = strstr(a->value, "email-protection#");
        add_url(text, a->value);
        if (veiled != NULL) {
            add_veiled(text, strchr(veiled, '#') + 1);
        }
        break;
    }
    case HTML_ATTRIBUTE_SRCSET:
        add_srcset_urls(text, a->value);
        break;
    case HTML_ATTRIBUTE_LABEL:
        describe(text, targets, PLACE_ALT, a->value);
        break;
    case HTML_ATTRIBUTE_CAPTION:
        add_caption(text, targets, a);
        break;
    case HTML_ATTRIBUTE_FILE_NAME:
        describe(text, targets, PLACE_FILENAME, a->value);
        break;
    case HTML_ATTRIBUTE_CODE:
        if (uri_is_address(a->value)) {
            add_url(text, a->value);
        } else {
            add_code(text, a->name, a->value);
        }
        break;
    case HTML_ATTRIBUTE_WORDS:
        if (html_has_letters(a->value) && is_new(text, a->value)) {
            add_code(text, a->name, a->value);
        }
        break;
    case HTML_ATTRIBUTE_STYLE:
        add_style(text, a->value);
        break;
    case HTML_ATTRIBUTE_OTHER:
        break;
    }
}

/* ---- elements ---- */

static void read_meta(HtmlText *text, const XmlAttribute *attributes, size_t count)
{
    static const char *const names[] = {"property", "name", "itemprop", "http-equiv"};
    const char *content = xml_value(attributes, count, "content");
    const char *name = NULL;
    for (size_t i = 0; i < G_N_ELEMENTS(names) && name == NULL; i++) {
        name = xml_value(attributes, count, names[i]);
    }
    if (name == NULL || content == NULL) {
        return;
    }
    html_meta_add(&text->meta, name, content);
    bool address = strstr(content, "://") != NULL || *content == '/';
    if (address) {
        add_url(text, content);
    }
    bool picture = g_str_has_prefix(name, "og:image") || g_str_has_prefix(name, "twitter:image") ||
                   strcmp(name, "image") == 0 || strcmp(name, "thumbnail") == 0;
    if (g_str_has_suffix(name, ":alt") && html_media_count(text->media) > 0) {
        html_media_describe(text->media, html_media_count(text->media) - 1, PLACE_ALT, content);
    } else if (picture && (address || uri_role(content) != NULL)) {
        html_media_add(text->media, content, "image");
    } else if (g_str_has_prefix(name, "og:video") && address) {
        html_media_add(text->media, content, "video");
    }
}

static void read_input(HtmlText *text, HtmlElement element, const XmlAttribute *attributes,
                       size_t count)
{
    const char *type = xml_value(attributes, count, "type");
    const char *value = xml_value(attributes, count, "value");
    if (value != NULL) {
        bool unseen = element == HTML_PARAMETER || (type != NULL && strcmp(type, "hidden") == 0);
        Flow *flow = unseen ? &text->hidden : present_flow(text);
        flow_break(flow, ' ');
        flow_add(flow, value, strlen(value), false);
        flow_break(flow, ' ');
    }
}

static void read_nested(HtmlText *text, const char *markup, size_t length)
{
    if (text->nested < NESTED_MAX) {
        html_text_read(text, markup, length);
    }
}

/* A script or style sheet that stands in its own address. */
static void read_data(HtmlText *text, const char *uri)
{
    g_autofree char *words = uri != NULL ? html_data_text(uri) : NULL;
    if (words != NULL && g_utf8_validate(words, -1, NULL)) {
        g_autofree char *plain = code_unescape(words, strlen(words));
        code_append_readable(text->code, plain);
        g_string_append_c(text->code, '\n');
    }
}

static void start_special(HtmlText *text, HtmlElement element, const XmlAttribute *attributes,
                          size_t count)
{
    const char *value;
    switch (element) {
    case HTML_META:
        read_meta(text, attributes, count);
        break;
    case HTML_LINK_ELEMENT:
        value = xml_value(attributes, count, "href");
        if (value != NULL && html_has_word(xml_value(attributes, count, "rel"), "canonical") &&
            text->meta.canonical == NULL) {
            text->meta.canonical = g_strdup(value);
        }
        read_data(text, value);
        break;
    case HTML_TIME:
        value = xml_value(attributes, count, "datetime");
        if (value != NULL &&
            html_has_word(xml_value(attributes, count, "itemprop"), "datePublished")) {
            html_meta_add(&text->meta, "datePublished", value);
        }
        break;
    case HTML_INPUT:
    case HTML_PARAMETER:
        read_input(text, element, attributes, count);
        break;
    case HTML_FRAME:
        value = xml_value(attributes, count, "srcdoc");
        if (value != NULL) {
            read_nested(text, value, strlen(value));
        }
        break;
    case HTML_SCRIPT:
        text->linked_data = html_has_word(xml_value(attributes, count, "type"), "ld+json");
        read_data(text, xml_value(attributes, count, "src"));
        break;
    default:
        break;
    }
}

static void end_collecting(HtmlText *text)
{
    if (text->collecting == HTML_TITLE) {
        flow_break(&text->title, ' ');
        flow_add(&text->title, text->script->str, text->script->len, false);
    } else {
        if (text->linked_data) {
            html_meta_add_json(&text->meta, text->script->str);
            text->linked_data = false;
        }
        if (text->collecting == HTML_SCRIPT && text->comments == 0) {
            html_state_take_text(text->media, text->script->str, text->script->len);
        }
        if (text->collecting == HTML_STYLE && text->comments == 0) {
            html_media_add_css(text->media, text->script->str, text->script->len);
        }
        g_autofree char *plain = text->collecting == HTML_STYLE
                                     ? css_unescape(text->script->str, text->script->len)
                                     : code_unescape(text->script->str, text->script->len);
        code_append_readable(text->code, plain);
        g_string_append_c(text->code, '\n');
    }
    text->collecting = HTML_INLINE;
}

/* <img usemap> shows what the areas of the map behind it name: who stands where in a class photo.
 */
static void take_map(HtmlText *text, HtmlTargets *targets, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    if (targets->count > 0 && xml_value(attributes, count, "usemap") != NULL) {
        text->mapped = targets->index[0] + 1;
    } else if (targets->count == 0 && text->mapped > 0 && strcmp(name, "area") == 0) {
        targets->index[targets->count++] = text->mapped - 1;
    }
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    HtmlText *text = user;
    HtmlElement element = html_element(name);
    text->depth++;
    HtmlTargets targets = {.count = 0};
    size_t mark = html_media_mark(text->media);
    if (count > 0) {
        if (text->comments == 0) { /* commented out: its addresses count, but it shows nothing */
            html_targets_find(text->media, &targets, element, attributes, count);
            take_map(text, &targets, name, attributes, count);
        }
        for (size_t i = 0; i < count; i++) {
            read_attribute(text, &targets, name, &attributes[i]);
        }
    }
    if (text->hidden_at == 0 && html_is_hidden(element, attributes, count)) {
        text->hidden_at = text->depth;
        flow_break(&text->hidden, '\n');
    }
    flow_break(present_flow(text), html_element_break(element));
    if (text->preserve_at == 0 && element == HTML_PREFORMATTED) {
        text->preserve_at = text->depth;
    }
    if (text->drawing_at == 0 && element == HTML_DRAWING) {
        text->drawing_at = text->depth;
    }
    if (element == HTML_SCRIPT || element == HTML_STYLE ||
        (element == HTML_TITLE && text->drawing_at == 0 && text->comments == 0)) {
        if (text->collecting != HTML_INLINE) {
            end_collecting(text); /* never closed: what it held counts */
        }
        text->collecting = element;
        g_string_truncate(text->script, 0);
    }
    html_byline_open(text->byline, name, attributes, count, text->depth);
    html_figures_open(text->figures, element, xml_value(attributes, count, "class"), &targets, mark,
                      text->depth, present_flow(text));
    html_beside_open(
        text->beside,
        &(HtmlBesideElement){element, name, attributes, count, text->depth, &targets, mark},
        present_flow(text));
    start_special(text, element, attributes, count);
}

static void on_end(void *user, const char *space, const char *name)
{
    (void)space;
    HtmlText *text = user;
    HtmlElement element = html_element(name);
    if (text->collecting != HTML_INLINE && element == text->collecting) {
        end_collecting(text);
    }
    char kind = html_element_break(element);
    flow_break(present_flow(text), kind == '\t' ? 0 : kind);
    html_figures_close(text->figures, text->depth, present_flow(text));
    html_beside_close(text->beside, text->depth);
    html_byline_close(text->byline, text->depth);
    if (text->preserve_at == text->depth) {
        text->preserve_at = 0;
    }
    if (text->drawing_at == text->depth) {
        text->drawing_at = 0;
    }
    if (text->hidden_at == text->depth) {
        text->hidden_at = 0;
    }
    text->depth -= text->depth > 0;
}

static void on_text(void *user, const char *characters, size_t length)
{
    HtmlText *text = user;
    if (text->collecting != HTML_INLINE) {
        g_string_append_len(text->script, characters, (gssize)length);
        return;
    }
    html_byline_text(text->byline, characters, length);
    flow_add(present_flow(text), characters, length, text->keep_lines || text->preserve_at > 0);
}

/* A comment may hold markup: its text is read like any other, as hidden. */
static void on_comment(void *user, const char *comment, size_t length)
{
    HtmlText *text = user;
    if (text->collecting != HTML_INLINE) {
        g_string_append_len(text->script, comment, (gssize)length);
        return;
    }
    g_autofree char *copy = g_strndup(comment, length);
    if (text->nested <= 1) {
        html_meta_add_comment(&text->meta, copy);
    }
    flow_break(&text->hidden, '\n');
    if (strstr(copy, "</") != NULL && text->nested < NESTED_MAX) {
        text->comments++;
        read_nested(text, copy, length);
        text->comments--;
    } else if (strncmp(copy, " wp:", 4) == 0 || strncmp(copy, " /wp:", 5) == 0) {
        g_autofree char *plain = code_unescape(copy, length);
        g_string_append_printf(text->code, "%s\n", plain);
    } else {
        flow_add(&text->hidden, copy, length, false);
    }
    flow_break(&text->hidden, '\n');
}

const XmlHandler *html_text_events(void)
{
    static const XmlHandler handler = {on_start, on_end, on_text, on_comment};
    return &handler;
}

void html_text_open(HtmlText *text)
{
    text->nested = 1;
    text->collecting = HTML_INLINE;
}

void html_text_close(HtmlText *text)
{
    if (text->collecting != HTML_INLINE) {
        end_collecting(text);
    }
    text->nested = 0;
    text->collecting = HTML_INLINE;
}

void html_text_read(HtmlText *text, const char *utf8, size_t length)
{
    const HtmlText outer = *text; /* what a piece leaves open ends with it */
    const HtmlFiguresOpen open = html_figures_keep(text->figures);
    text->nested++;
    text->collecting = HTML_INLINE;
    html_beside_begin(text->beside, present_flow(text));
    html_parse(utf8, length, html_text_events(), text);
    if (text->collecting != HTML_INLINE) {
        end_collecting(text);
    }
    html_beside_end(text->beside);
    text->nested = outer.nested;
    text->collecting = outer.collecting;
    text->depth = outer.depth;
    html_figures_return(text->figures, &open);
    text->hidden_at = outer.hidden_at;
    text->preserve_at = outer.preserve_at;
    text->drawing_at = outer.drawing_at;
    flow_break(present_flow(text), '\n');
}

const char *html_text_title(const HtmlText *text)
{
    return text->title.text->str;
}

const char *html_text_body(const HtmlText *text)
{
    return text->body.text->str;
}

HtmlMeta *html_text_meta(HtmlText *text)
{
    html_byline_settle(text->byline, &text->meta, text->body.text->str);
    return &text->meta;
}

HtmlMedia *html_text_media(HtmlText *text)
{
    html_beside_settle(text->beside);
    return text->media;
}

void html_text_put(HtmlText *text, Sink *sink, uint32_t publication, const char *label)
{
    const struct {
        Place place;
        const char *label;
        const GString *string;
    } parts[] = {{PLACE_TITLE, NULL, text->title.text},
                 {PLACE_BODY, label, text->body.text},
                 {PLACE_ALT, "title, aria-label", text->labels},
                 {PLACE_METADATA, "meta", text->meta.lines},
                 {PLACE_HIDDEN, label, text->hidden.text},
                 {PLACE_URL, label, text->urls},
                 {PLACE_CODE, label, text->code}};
    html_beside_settle(text->beside);
    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
        sink_text(sink, publication, 0, parts[i].place, parts[i].label, parts[i].string->str,
                  parts[i].string->len);
    }
    html_media_put(text->media, sink, publication);
}
