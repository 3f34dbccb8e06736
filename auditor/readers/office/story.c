/*
 * Paragraphs are put together from their runs without anything between, so that a name written in
 * three runs is one word; text boxes inside a paragraph come as lines of their own. Tracked
 * deletions, field codes and vanished runs are hidden text (ECMA-376 part 1, 17.3.2.41, 17.13.5,
 * 17.16). Texts of elements nobody here knows are hidden text too, never nothing.
 */
#include "readers/office/story.h"

#include <string.h>

#include "worker/xml.h"

#define SPILL_BYTES (1U << 20)

typedef enum {
    ELEMENT_OTHER,
    ELEMENT_PARAGRAPH,
    ELEMENT_NOTE, /* a paragraph that may hold its text without runs */
    ELEMENT_RUN,
    ELEMENT_TEXT,
    ELEMENT_DELETED_TEXT,
    ELEMENT_VALUE,
    ELEMENT_TAB,
    ELEMENT_BREAK,
    ELEMENT_HYPHEN,
    ELEMENT_NOTHING, /* holds numbers and settings only */
    ELEMENT_VANISH,
    ELEMENT_DELETION,
    ELEMENT_AUTHORED,
    ELEMENT_CELL,
    ELEMENT_ROW,
    ELEMENT_SHAPE_NAME,
    ELEMENT_AUTHOR, /* of comments in a workbook */
    ELEMENT_WORDART,
    ELEMENT_DESCRIPTION,
    ELEMENT_PICTURE,
    ELEMENT_DRAWING,
    ELEMENT_LINK,
    ELEMENT_FALLBACK,
    ELEMENT_CHOICE,
    ELEMENT_SLIDE,
    ELEMENT_ATTRIBUTES, /* its attributes may be words */
} Element;

typedef struct {
    GString *body, *hidden;
    bool vanished;    /* the present run */
    bool last_hidden; /* the last words went to `hidden` */
} Paragraph;

typedef struct {
    Texts *texts;
    Relations *relations;
    bool hidden;           /* the whole part */
    GArray *open;          /* Element, as nested */
    GPtrArray *paragraphs; /* Paragraph, as nested */
    unsigned deletions, properties, fallbacks, drawings;
    unsigned unseen; /* the drawing, counted from outside, that is not shown; 0: none */
    bool chosen;     /* an AlternateContent whose first form was read */
    GString *alt, *stray;
    uint32_t medium;
} Story;

static Element element_of(const char *name)
{
    static const struct {
        const char *name;
        Element element;
    } names[] = {
        {"p", ELEMENT_PARAGRAPH},
        {"r", ELEMENT_RUN},
        {"fld", ELEMENT_RUN},
        {"t", ELEMENT_TEXT},
        {"text", ELEMENT_NOTE},
        {"delText", ELEMENT_DELETED_TEXT},
        {"instrText", ELEMENT_DELETED_TEXT},
        {"delInstrText", ELEMENT_DELETED_TEXT},
        {"v", ELEMENT_VALUE},
        {"tab", ELEMENT_TAB},
        {"ptab", ELEMENT_TAB},
        {"br", ELEMENT_BREAK},
        {"cr", ELEMENT_BREAK},
        {"noBreakHyphen", ELEMENT_HYPHEN},
        {"pPr", ELEMENT_NOTHING},
        {"tabs", ELEMENT_NOTHING},
        {"tblPr", ELEMENT_NOTHING},
        {"sectPr", ELEMENT_NOTHING},
        {"lstStyle", ELEMENT_NOTHING},
        {"positionH", ELEMENT_NOTHING},
        {"positionV", ELEMENT_NOTHING},
        {"sizeRelH", ELEMENT_NOTHING},
        {"sizeRelV", ELEMENT_NOTHING},
        {"tableStyleId", ELEMENT_NOTHING},
        {"vanish", ELEMENT_VANISH},
        {"specVanish", ELEMENT_VANISH},
        {"del", ELEMENT_DELETION},
        {"moveFrom", ELEMENT_DELETION},
        {"ins", ELEMENT_AUTHORED},
        {"moveTo", ELEMENT_AUTHORED},
        {"comment", ELEMENT_AUTHORED},
        {"tc", ELEMENT_CELL},
        {"tr", ELEMENT_ROW},
        {"docPr", ELEMENT_SHAPE_NAME},
        {"cNvPr", ELEMENT_SHAPE_NAME},
        {"shape", ELEMENT_SHAPE_NAME},
        {"rect", ELEMENT_SHAPE_NAME},
        {"roundrect", ELEMENT_SHAPE_NAME},
        {"oval", ELEMENT_SHAPE_NAME},
        {"group", ELEMENT_SHAPE_NAME},
        {"tblCaption", ELEMENT_DESCRIPTION},
        {"tblDescription", ELEMENT_DESCRIPTION},
        {"imagedata", ELEMENT_PICTURE},
        {"blip", ELEMENT_PICTURE},
        {"drawing", ELEMENT_DRAWING},
        {"pict", ELEMENT_DRAWING},
        {"object", ELEMENT_DRAWING},
        {"pic", ELEMENT_DRAWING},
        {"sp", ELEMENT_DRAWING},
        {"graphicFrame", ELEMENT_DRAWING},
        {"hyperlink", ELEMENT_LINK},
        {"hlinkClick", ELEMENT_LINK},
        {"hlinkHover", ELEMENT_LINK},
        {"Fallback", ELEMENT_FALLBACK},
        {"Choice", ELEMENT_CHOICE},
        {"sld", ELEMENT_SLIDE},
        {"author", ELEMENT_AUTHOR},
        {"textpath", ELEMENT_WORDART},
        {"fldSimple", ELEMENT_ATTRIBUTES},
        {"alias", ELEMENT_ATTRIBUTES},
        {"tag", ELEMENT_ATTRIBUTES},
        {"listItem", ELEMENT_ATTRIBUTES},
        {"listEntry", ELEMENT_ATTRIBUTES},
        {"default", ELEMENT_ATTRIBUTES},
        {"helpText", ELEMENT_ATTRIBUTES},
        {"statusText", ELEMENT_ATTRIBUTES},
        {"bookmarkStart", ELEMENT_ATTRIBUTES},
        {"OLEObject", ELEMENT_ATTRIBUTES},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(name, names[i].name) == 0) {
            return names[i].element;
        }
    }
    return ELEMENT_OTHER;
}

static void paragraph_free(gpointer data)
{
    Paragraph *paragraph = data;
    g_string_free(paragraph->body, TRUE);
    g_string_free(paragraph->hidden, TRUE);
    g_free(paragraph);
}

static Paragraph *present(Story *story)
{
    guint count = story->paragraphs->len;
    return count > 0 ? g_ptr_array_index(story->paragraphs, count - 1) : NULL;
}

static Element top(const Story *story)
{
    guint count = story->open->len;
    return count > 0 ? g_array_index(story->open, Element, count - 1) : ELEMENT_OTHER;
}

/* ---- text ---- */

static Place place_of(const Story *story, bool hidden)
{
    return hidden || story->hidden ? PLACE_HIDDEN : PLACE_BODY;
}

static void add(Story *story, const char *text, size_t length, bool hidden)
{
    Paragraph *paragraph = present(story);
    bool unseen = hidden || story->deletions > 0 || story->unseen > 0 ||
                  (paragraph != NULL && paragraph->vanished);
    if (paragraph == NULL) {
        texts_add(story->texts, place_of(story, unseen), text, length);
        return;
    }
    GString *into = unseen ? paragraph->hidden : paragraph->body;
    if (unseen && !paragraph->last_hidden && into->len > 0) {
        g_string_append_c(into, ' '); /* what stood apart stays apart */
    }
    paragraph->last_hidden = unseen;
    g_string_append_len(into, text, (gssize)length);
    if (into->len > SPILL_BYTES) {
        texts_add(story->texts, place_of(story, unseen), into->str, into->len);
        g_string_truncate(into, 0);
    }
}

static void end_paragraph(Story *story)
{
    Paragraph *paragraph = present(story);
    if (paragraph != NULL) {
        texts_line(story->texts, place_of(story, false), paragraph->body->str);
        texts_line(story->texts, PLACE_HIDDEN, paragraph->hidden->str);
        g_ptr_array_set_size(story->paragraphs, (gint)story->paragraphs->len - 1);
    }
}

static void begin_paragraph(Story *story)
{
    Paragraph *paragraph = g_new0(Paragraph, 1);
    paragraph->body = g_string_new(NULL);
    paragraph->hidden = g_string_new(NULL);
    g_ptr_array_add(story->paragraphs, paragraph);
}

static bool has_letter(const char *text)
{
    for (; *text != '\0'; text = g_utf8_next_char(text)) {
        if (g_unichar_isalpha(g_utf8_get_char(text))) {
            return true;
        }
    }
    return false;
}

static void hidden_line(Story *story, const char *text)
{
    if (text != NULL && g_utf8_validate(text, -1, NULL) && has_letter(text)) {
        texts_line(story->texts, PLACE_HIDDEN, text);
    }
}

static void put_stray(Story *story)
{
    hidden_line(story, story->stray->str);
    g_string_truncate(story->stray, 0);
}

/* ---- pictures ---- */

static void describe(Story *story, const char *text)
{
    if (text != NULL && *text != '\0' && strstr(story->alt->str, text) == NULL) {
        g_string_append_printf(story->alt, "%s%s", story->alt->len > 0 ? "\n" : "", text);
    }
}

static bool is_off(const XmlAttribute *attributes, size_t count, const char *name)
{
    const char *value = xml_value(attributes, count, name);
    return value != NULL &&
           (strcmp(value, "0") == 0 || strcmp(value, "false") == 0 || strcmp(value, "off") == 0);
}

static bool is_on(const XmlAttribute *attributes, size_t count, const char *name)
{
    return xml_value(attributes, count, name) != NULL && !is_off(attributes, count, name);
}

static void take_shape(Story *story, const XmlAttribute *attributes, size_t count)
{
    describe(story, xml_value(attributes, count, "descr"));
    describe(story, xml_value(attributes, count, "title"));
    describe(story, xml_value(attributes, count, "alt"));
    hidden_line(story, xml_value(attributes, count, "name"));
    if (is_on(attributes, count, "hidden") && story->unseen == 0) {
        story->unseen = story->drawings;
    }
    texts_url(story->texts, xml_value(attributes, count, "href"));
}

static const char *related(const XmlAttribute *attributes, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(attributes[i].name, name) == 0 && strstr(attributes[i].space, "elationships")) {
            return attributes[i].value;
        }
    }
    return NULL;
}

static void take_picture(Story *story, const XmlAttribute *attributes, size_t count)
{
    static const char *const names[] = {"embed", "link", "id", "pict"};
    describe(story, xml_value(attributes, count, "title"));
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        uint32_t medium =
            relations_medium(story->relations, related(attributes, count, names[i]), story->texts);
        story->medium = medium != 0 ? medium : story->medium;
    }
}

static void end_drawing(Story *story)
{
    if (story->alt->len > 0) {
        sink_text(texts_sink(story->texts), texts_publication(story->texts), story->medium,
                  PLACE_ALT, NULL, story->alt->str, story->alt->len);
    }
    g_string_truncate(story->alt, 0);
    story->medium = 0;
}

/* ---- events ---- */

static void take_attributes(Story *story, const XmlAttribute *attributes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strncmp(attributes[i].value, "_Toc", 4) != 0) {
            hidden_line(story, attributes[i].value);
        }
    }
}

static void take_link(Story *story, const XmlAttribute *attributes, size_t count)
{
    Relation *relation = relations_find(story->relations, related(attributes, count, "id"));
    if (relation != NULL && relation->external) {
        texts_url(story->texts, relation->target);
    }
    hidden_line(story, xml_value(attributes, count, "tooltip"));
}

static void vanish(Story *story, const XmlAttribute *attributes, size_t count)
{
    Paragraph *paragraph = present(story);
    if (paragraph != NULL && story->properties == 0 && !is_off(attributes, count, "val")) {
        paragraph->vanished = true;
    }
}

static void start_text_element(Story *story, Element element, const XmlAttribute *attributes,
                               size_t count)
{
    Paragraph *paragraph = present(story);
    if (element == ELEMENT_PARAGRAPH || element == ELEMENT_NOTE) {
        begin_paragraph(story);
    } else if (element == ELEMENT_RUN && paragraph != NULL) {
        paragraph->vanished = false;
    } else if (element == ELEMENT_TAB && story->properties == 0) {
        add(story, "\t", 1, false);
    } else if (element == ELEMENT_BREAK) {
        add(story, "\n", 1, false);
    } else if (element == ELEMENT_HYPHEN) {
        add(story, "-", 1, false);
    } else if (element == ELEMENT_VANISH) {
        vanish(story, attributes, count);
    }
}

static void start_element(Story *story, Element element, const XmlAttribute *attributes,
                          size_t count)
{
    switch (element) {
    case ELEMENT_NOTHING:
        story->properties++;
        break;
    case ELEMENT_DELETION:
        story->deletions++;
        texts_author(story->texts, xml_value(attributes, count, "author"));
        break;
    case ELEMENT_AUTHORED:
        texts_author(story->texts, xml_value(attributes, count, "author"));
        break;
    case ELEMENT_SHAPE_NAME:
        take_shape(story, attributes, count);
        break;
    case ELEMENT_WORDART:
        texts_line(story->texts, place_of(story, false), xml_value(attributes, count, "string"));
        break;
    case ELEMENT_DESCRIPTION:
        texts_line(story->texts, PLACE_ALT, xml_value(attributes, count, "val"));
        break;
    case ELEMENT_PICTURE:
        take_picture(story, attributes, count);
        break;
    case ELEMENT_DRAWING:
        story->drawings++;
        break;
    case ELEMENT_LINK:
        take_link(story, attributes, count);
        break;
    case ELEMENT_FALLBACK:
        story->fallbacks += story->chosen;
        break;
    case ELEMENT_SLIDE:
        story->hidden = story->hidden || is_off(attributes, count, "show");
        break;
    case ELEMENT_ATTRIBUTES:
        take_attributes(story, attributes, count);
        break;
    default:
        start_text_element(story, element, attributes, count);
    }
}

static void on_start(void *user, const char *space, const char *name,
                     const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Story *story = user;
    Element element = element_of(name);
    put_stray(story);
    g_array_append_val(story->open, element);
    if (story->fallbacks == 0) {
        if (element == ELEMENT_OTHER) { /* a change of looks has an author too */
            texts_author(story->texts, xml_value(attributes, count, "author"));
        }
        start_element(story, element, attributes, count);
    } else if (element == ELEMENT_FALLBACK) {
        story->fallbacks++;
    }
}

static void end_element(Story *story, Element element)
{
    Place place = place_of(story, false);
    switch (element) {
    case ELEMENT_NOTHING:
        story->properties--;
        break;
    case ELEMENT_DELETION:
        story->deletions--;
        break;
    case ELEMENT_PARAGRAPH:
    case ELEMENT_NOTE:
        end_paragraph(story);
        break;
    case ELEMENT_VALUE:
        add(story, "\n", 1, false);
        break;
    case ELEMENT_TEXT:
        if (present(story) == NULL) {
            add(story, "\n", 1, false);
        }
        break;
    case ELEMENT_CELL:
        texts_replace_end(story->texts, place, '\n', '\t');
        break;
    case ELEMENT_ROW:
        texts_replace_end(story->texts, place, '\t', '\n');
        break;
    case ELEMENT_DRAWING:
        story->unseen = story->unseen == story->drawings ? 0 : story->unseen;
        if (--story->drawings == 0) {
            end_drawing(story);
        }
        break;
    case ELEMENT_CHOICE:
        story->chosen = true;
        break;
    default:
        break;
    }
}

static void on_end(void *user, const char *space, const char *name)
{
    (void)space;
    Story *story = user;
    Element element = top(story);
    if (element == ELEMENT_AUTHOR) {
        texts_author(story->texts, story->stray->str);
        g_string_truncate(story->stray, 0);
    }
    put_stray(story);
    if (story->open->len > 0) {
        g_array_set_size(story->open, story->open->len - 1);
    }
    if (element == ELEMENT_FALLBACK) {
        story->fallbacks -= story->fallbacks > 0;
    } else if (story->fallbacks == 0) {
        end_element(story, element);
        story->chosen = story->chosen && strcmp(name, "AlternateContent") != 0;
    }
}

static void on_text(void *user, const char *text, size_t length)
{
    Story *story = user;
    Element element = top(story);
    if (story->fallbacks > 0) {
        return;
    }
    if (element == ELEMENT_TEXT || element == ELEMENT_VALUE || element == ELEMENT_NOTE) {
        add(story, text, length, false);
    } else if (element == ELEMENT_DELETED_TEXT) {
        add(story, text, length, true);
    } else if (story->properties == 0) {
        g_string_append_len(story->stray, text, (gssize)length);
    }
}

bool story_read(const PackagePart *part, Relations *relations, Texts *texts, bool hidden)
{
    static const XmlHandler handler = {.start = on_start, .end = on_end, .text = on_text};
    Story story = {.texts = texts,
                   .relations = relations,
                   .hidden = hidden,
                   .open = g_array_new(FALSE, FALSE, sizeof(Element)),
                   .paragraphs = g_ptr_array_new_with_free_func(paragraph_free),
                   .alt = g_string_new(NULL),
                   .stray = g_string_new(NULL)};
    bool whole = xml_parse(part->data, part->length, &handler, &story);
    while (story.paragraphs->len > 0) {
        end_paragraph(&story);
    }
    put_stray(&story);
    end_drawing(&story);
    relations_put(relations, texts);
    g_array_unref(story.open);
    g_ptr_array_unref(story.paragraphs);
    g_string_free(story.alt, TRUE);
    g_string_free(story.stray, TRUE);
    return whole;
}
