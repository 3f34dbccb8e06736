/*
 * OpenDocument 1.2, part 1: paragraphs, spans, notes, annotations, tracked changes, tables, frames.
 * Hidden text is what a section, a style, a row or a sheet hides, deletions, annotations and
 * speaker's notes; notes and text boxes inside a paragraph come as lines of their own.
 */
#include "readers/office/opendocument_story.h"

#include <stdlib.h>
#include <string.h>

#include "worker/xml.h"

#define SPACES_MAX 1000UL

typedef enum {
    ELEMENT_OTHER,
    ELEMENT_PARAGRAPH,
    ELEMENT_NOTE, /* in a paragraph, but not of it */
    ELEMENT_AUTHOR,
    ELEMENT_ALT,
    ELEMENT_SILENT, /* numbers and dates */
    ELEMENT_FRAME,
    ELEMENT_CELL,
    ELEMENT_ROW,
    ELEMENT_BINARY,
    ELEMENT_INLINE, /* its text is the paragraph's */
} Element;

typedef struct {
    Element element;
    bool hides;
} Open;

typedef struct {
    Texts *texts;
    GArray *open;          /* Open */
    GPtrArray *paragraphs; /* GString */
    GString *text, *alt;   /* of an element that is no paragraph */
    GHashTable *hidden_styles;
    char *style; /* the one being defined */
    unsigned hidden, frames, slides, sheets, binaries;
    uint32_t medium;
} Story;

static void paragraph_free(gpointer data)
{
    g_string_free(data, TRUE);
}

static GString *present(const Story *story)
{
    guint count = story->paragraphs->len;
    return count > 0 ? g_ptr_array_index(story->paragraphs, count - 1) : NULL;
}

static Place place_of(const Story *story)
{
    return story->hidden > 0 ? PLACE_HIDDEN : PLACE_BODY;
}

static void add(Story *story, const char *text, size_t length)
{
    GString *paragraph = present(story);
    g_string_append_len(paragraph != NULL ? paragraph : story->text, text, (gssize)length);
}

static bool is(const XmlAttribute *attributes, size_t count, const char *name, const char *wanted)
{
    const char *found = xml_value(attributes, count, name);
    return found != NULL && strcmp(found, wanted) == 0;
}

/* ---- styles that hide ---- */

static void take_style(Story *story, const char *name, const XmlAttribute *attributes, size_t count)
{
    if (strcmp(name, "style") == 0) {
        g_free(story->style);
        story->style = g_strdup(xml_value(attributes, count, "name"));
    } else if (story->style != NULL && (is(attributes, count, "display", "none") ||
                                        is(attributes, count, "display", "false") ||
                                        is(attributes, count, "visibility", "hidden"))) {
        g_hash_table_add(story->hidden_styles, g_strdup(story->style));
    }
}

static bool hides(const Story *story, const char *name, const XmlAttribute *attributes,
                  size_t count)
{
    static const char *const names[] = {"annotation",  "tracked-changes",  "notes",
                                        "hidden-text", "hidden-paragraph", "header-left-hidden",
                                        NULL};
    const char *style = xml_value(attributes, count, "style-name");
    return g_strv_contains(names, name) || is(attributes, count, "visibility", "collapse") ||
           is(attributes, count, "visibility", "filter") ||
           (strcmp(name, "section") == 0 && is(attributes, count, "display", "none")) ||
           (style != NULL && g_hash_table_contains(story->hidden_styles, style));
}

/* ---- elements ---- */

static Element element_of(const char *name)
{
    static const struct {
        const char *name;
        Element element;
    } names[] = {
        {"p", ELEMENT_PARAGRAPH},
        {"h", ELEMENT_PARAGRAPH},
        {"creator", ELEMENT_AUTHOR},
        {"initial-creator", ELEMENT_AUTHOR},
        {"title", ELEMENT_ALT},
        {"desc", ELEMENT_ALT},
        {"note-citation", ELEMENT_SILENT},
        {"annotation", ELEMENT_NOTE},
        {"frame", ELEMENT_FRAME},
        {"table-cell", ELEMENT_CELL},
        {"covered-table-cell", ELEMENT_CELL},
        {"table-row", ELEMENT_ROW},
        {"binary-data", ELEMENT_BINARY},
        {"span", ELEMENT_INLINE},
        {"a", ELEMENT_INLINE},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(name, names[i].name) == 0) {
            return names[i].element;
        }
    }
    return ELEMENT_OTHER;
}

static void take_picture(Story *story, const char *href)
{
    if (href != NULL && *href != '\0' && *href != '#') {
        while (strncmp(href, "./", 2) == 0) {
            href += 2;
        }
        story->medium = sink_medium(texts_sink(story->texts),
                                    &(FactMedium){.publication = texts_publication(story->texts),
                                                  .role = "image",
                                                  .uri = href});
    }
}

static void take_page(Story *story, const XmlAttribute *attributes, size_t count)
{
    g_autofree char *label = g_strdup_printf("slide %u", ++story->slides);
    texts_label(story->texts, label);
    texts_line(story->texts, PLACE_HIDDEN, xml_value(attributes, count, "name"));
}

static void take_table(Story *story, const XmlAttribute *attributes, size_t count)
{
    g_autofree char *label = g_strdup_printf("table %u", ++story->sheets);
    texts_label(story->texts, label);
    texts_line(story->texts, story->hidden > 0 ? PLACE_HIDDEN : PLACE_TITLE,
               xml_value(attributes, count, "name"));
}

static void take_spaces(Story *story, const XmlAttribute *attributes, size_t count)
{
    const char *number = xml_value(attributes, count, "c");
    unsigned long spaces = number != NULL ? strtoul(number, NULL, 10) : 1;
    for (unsigned long i = 0; i < MIN(spaces, SPACES_MAX); i++) {
        add(story, " ", 1);
    }
}

/* Choices of a list in the text; conditions of a format, for what they quote. */
static bool is_quoted(const char *element, const char *text)
{
    return strcmp(element, "label") == 0 ||
           (strcmp(element, "condition") == 0 && strchr(text, '"') != NULL);
}

/* Words in attributes: fields that show nothing now, labels and values of forms, names, and
 * formulas for what they quote. */
static void take_words(Story *story, const char *element, const XmlAttribute *attributes,
                       size_t count)
{
    static const char *const names[] = {
        "string-value", "string-value-if-true", "string-value-if-false",
        "label",        "current-value",        "help-text",
        "title",        "description",          NULL};
    static const char *const named[] = {"bookmark",
                                        "bookmark-start",
                                        "reference-mark",
                                        "named-range",
                                        "database-range",
                                        "user-field-decl",
                                        "named-expression",
                                        "variable-decl",
                                        "frame",
                                        "custom-shape",
                                        "line",
                                        "rect",
                                        "ellipse",
                                        "g",
                                        "section",
                                        NULL};
    for (size_t i = 0; i < count; i++) {
        const char *text = attributes[i].value;
        bool formula = strcmp(attributes[i].name, "formula") == 0 ||
                       strcmp(attributes[i].name, "expression") == 0;
        if (g_strv_contains(names, attributes[i].name) || (formula && strchr(text, '"') != NULL) ||
            (strcmp(attributes[i].name, "name") == 0 && g_strv_contains(named, element)) ||
            (strcmp(attributes[i].name, "value") == 0 && is_quoted(element, text))) {
            texts_line(story->texts, PLACE_HIDDEN, text);
        }
    }
}

static void take_element(Story *story, const char *name, const XmlAttribute *attributes,
                         size_t count)
{
    const char *href = xml_value(attributes, count, "href");
    if (strcmp(name, "s") == 0) {
        take_spaces(story, attributes, count);
    } else if (strcmp(name, "tab") == 0) {
        add(story, "\t", 1);
    } else if (strcmp(name, "line-break") == 0) {
        add(story, "\n", 1);
    } else if (strcmp(name, "image") == 0 || strcmp(name, "fill-image") == 0) {
        take_picture(story, href);
    } else if (strcmp(name, "page") == 0) {
        take_page(story, attributes, count);
    } else if (strcmp(name, "table") == 0) {
        take_table(story, attributes, count);
    } else if (href != NULL && *href != '#' &&
               (strcmp(name, "a") == 0 || strstr(href, ":") != NULL)) {
        texts_url(story->texts, href);
    }
    take_words(story, name, attributes, count);
}

/* Text that stood in no paragraph. */
static void put_loose(Story *story)
{
    const char *text = story->text->str;
    for (; *text != '\0'; text++) {
        if (g_ascii_isalpha(*text) || (unsigned char)*text >= 0x80) {
            texts_line(story->texts, PLACE_HIDDEN, story->text->str);
            break;
        }
    }
    g_string_truncate(story->text, 0);
}

/* Whether the element's text is kept apart from that around it. */
static bool is_collected(const Open *open)
{
    switch (open->element) {
    case ELEMENT_PARAGRAPH:
    case ELEMENT_NOTE:
    case ELEMENT_AUTHOR:
    case ELEMENT_ALT:
    case ELEMENT_SILENT:
    case ELEMENT_BINARY:
        return true;
    case ELEMENT_INLINE:
        return open->hides;
    default:
        return false;
    }
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    Story *story = user;
    Open open = {element_of(name), hides(story, name, attributes, count)};
    if (strstr(space, ":style:") != NULL) {
        take_style(story, name, attributes, count);
    }
    if (present(story) == NULL) {
        put_loose(story);
    }
    story->hidden += open.hides;
    story->frames += open.element == ELEMENT_FRAME;
    g_array_append_val(story->open, open);
    if (is_collected(&open)) {
        g_ptr_array_add(story->paragraphs, g_string_new(NULL));
    }
    take_element(story, name, attributes, count);
}

static void put_binary(Story *story, const char *base64)
{
    gsize length;
    g_autofree guchar *bytes = g_base64_decode(base64, &length);
    g_autofree char *name = g_strdup_printf("picture-%u", ++story->binaries);
    if (length > 0) {
        sink_leaf(texts_sink(story->texts), name, NULL, bytes, length);
        take_picture(story, name);
    }
}

/* What was collected since the element began. */
static void end_collected(Story *story, const Open *open)
{
    g_autofree char *text = g_strdup(present(story)->str);
    g_ptr_array_set_size(story->paragraphs, (gint)story->paragraphs->len - 1);
    if (open->element == ELEMENT_AUTHOR) {
        texts_author(story->texts, text);
    } else if (open->element == ELEMENT_ALT && story->frames > 0) {
        g_string_append_printf(story->alt, "%s%s", story->alt->len > 0 ? "\n" : "", text);
    } else if (open->element == ELEMENT_BINARY) {
        put_binary(story, text);
    } else if (open->element != ELEMENT_SILENT) {
        texts_line(story->texts, place_of(story), text);
    }
}

static void end_frame(Story *story)
{
    if (--story->frames > 0) {
        return;
    }
    if (story->alt->len > 0) {
        sink_text(texts_sink(story->texts), texts_publication(story->texts), story->medium,
                  PLACE_ALT, NULL, story->alt->str, story->alt->len);
    }
    g_string_truncate(story->alt, 0);
    story->medium = 0;
}

static void on_end(void *user, const char *space, const char *name)
{
    (void)space;
    Story *story = user;
    if (story->open->len == 0) {
        return;
    }
    Open open = g_array_index(story->open, Open, story->open->len - 1);
    g_array_set_size(story->open, story->open->len - 1);
    if (is_collected(&open)) {
        end_collected(story, &open);
    } else if (present(story) == NULL) {
        put_loose(story);
    }
    if (open.element == ELEMENT_FRAME) {
        end_frame(story);
    } else if (open.element == ELEMENT_CELL) {
        texts_replace_end(story->texts, place_of(story), '\n', '\t');
    } else if (open.element == ELEMENT_ROW) {
        texts_replace_end(story->texts, place_of(story), '\t', '\n');
    }
    if (strcmp(name, "style") == 0) {
        g_clear_pointer(&story->style, g_free);
    }
    story->hidden -= open.hides;
}

static void on_text(void *user, const char *text, size_t length)
{
    add(user, text, length);
}

bool opendocument_story_read(Slice part, Texts *texts)
{
    static const XmlHandler handler = {.start = on_start, .end = on_end, .text = on_text};
    Story story = {.texts = texts,
                   .open = g_array_new(FALSE, FALSE, sizeof(Open)),
                   .paragraphs = g_ptr_array_new_with_free_func(paragraph_free),
                   .text = g_string_new(NULL),
                   .alt = g_string_new(NULL),
                   .hidden_styles = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    bool whole = xml_parse(part.data, part.length, &handler, &story);
    while (present(&story) != NULL) { /* where the part was cut */
        texts_line(texts, PLACE_BODY, present(&story)->str);
        g_ptr_array_set_size(story.paragraphs, (gint)story.paragraphs->len - 1);
    }
    put_loose(&story);
    g_free(story.style);
    g_array_unref(story.open);
    g_ptr_array_unref(story.paragraphs);
    g_string_free(story.text, TRUE);
    g_string_free(story.alt, TRUE);
    g_hash_table_unref(story.hidden_styles);
    return whole;
}
