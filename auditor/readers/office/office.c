/*
 * Word, PowerPoint and Excel documents of 2007 and later (ECMA-376): one publication with all text
 * of all parts. Pictures, films, embedded documents and custom XML become items of their own; this
 * file decides which part is read how, and in what order.
 */
#include <string.h>

#include "readers/office/office_sheet.h"
#include "readers/office/package.h"
#include "readers/office/properties.h"
#include "readers/office/relations.h"
#include "readers/office/story.h"
#include "readers/reader.h"
#include "readers/text/texts.h"
#include "worker/xml.h"

#define OFFICE "application/vnd.openxmlformats-officedocument."

#define GUID_LENGTH 38U /* with its braces */

typedef enum {
    READ_STORY,  /* running text */
    READ_HIDDEN, /* running text that is not shown: comments, notes */
    READ_LOOSE,  /* words in attributes and texts, not shown */
    READ_PEOPLE, /* lists of authors */
    READ_FIELDS, /* settings, of which only variables and mail merge hold words */
    READ_NOTHING /* looks and settings: no words of anybody */
} How;

typedef struct {
    const char *pattern, *label;
    How how;
} Rule;

/* In this order; what matches none becomes an item. */
static const Rule rules[] = {
    {"word/document*.xml", NULL, READ_STORY},
    {"word/header*.xml", "header", READ_STORY},
    {"word/footer*.xml", "footer", READ_STORY},
    {"word/footnotes*.xml", "footnotes", READ_STORY},
    {"word/endnotes*.xml", "endnotes", READ_STORY},
    {"word/comments*.xml", "comments", READ_HIDDEN},
    {"word/glossary/document*.xml", "building blocks", READ_HIDDEN},
    {"word/settings*.xml", "settings", READ_FIELDS},
    {"word/people*.xml", "people", READ_PEOPLE},
    {"ppt/commentauthors*.xml", "people", READ_PEOPLE},
    {"ppt/authors*.xml", "people", READ_PEOPLE},
    {"xl/persons/*.xml", "people", READ_PEOPLE},
    {"ppt/slides/*.xml", "slide outside the presentation", READ_HIDDEN},
    {"ppt/notesslides/*.xml", "notes", READ_HIDDEN},
    {"ppt/comments/*.xml", "comments", READ_HIDDEN},
    {"ppt/slidemasters/*.xml", "master", READ_STORY},
    {"ppt/slidelayouts/*.xml", "layout", READ_HIDDEN},
    {"ppt/notesmasters/*.xml", "notes", READ_HIDDEN},
    {"ppt/handoutmasters/*.xml", "handout", READ_HIDDEN},
    {"ppt/tags/*.xml", "tags", READ_LOOSE},
    {"xl/comments*.xml", "comments", READ_HIDDEN},
    {"xl/threadedcomments/*.xml", "comments", READ_HIDDEN},
    {"xl/chartsheets/*.xml", "chart", READ_STORY},
    {"xl/pivotcache/*.xml", "pivot table's data", READ_LOOSE},
    {"xl/pivottables/*.xml", "pivot table", READ_LOOSE},
    {"xl/externallinks/*.xml", "copy of another workbook", READ_LOOSE},
    {"xl/tables/*.xml", "table", READ_LOOSE},
    {"xl/querytables/*.xml", "query", READ_LOOSE},
    {"xl/connections.xml", "connections", READ_LOOSE},
    {"xl/revisions/*.xml", "changes", READ_LOOSE},
    {"*/charts/style*.xml", NULL, READ_NOTHING},
    {"*/charts/colors*.xml", NULL, READ_NOTHING},
    {"*/charts/*.xml", "chart", READ_STORY},
    {"*/diagrams/data*.xml", "diagram", READ_STORY},
    {"*/diagrams/*.xml", NULL, READ_NOTHING},
    {"*/drawings/*.xml", "drawing", READ_STORY},
    {"*/drawings/*.vml", "drawing", READ_STORY},
    {"ppt/presentation.xml", NULL, READ_NOTHING},
    {"ppt/presprops.xml", NULL, READ_NOTHING},
    {"ppt/viewprops.xml", NULL, READ_NOTHING},
    {"ppt/tablestyles.xml", NULL, READ_NOTHING},
    {"ppt/revisioninfo.xml", NULL, READ_NOTHING},
    {"xl/calcchain.xml", NULL, READ_NOTHING},
    {"word/styles*.xml", NULL, READ_NOTHING},
    {"word/numbering*.xml", NULL, READ_NOTHING},
    {"*/fonttable*.xml", NULL, READ_NOTHING},
    {"*/websettings*.xml", NULL, READ_NOTHING},
    {"word/glossary/*.xml", NULL, READ_NOTHING},
    {"*/theme/theme*.xml", NULL, READ_NOTHING},
    {"*/theme/themeoverride*.xml", NULL, READ_NOTHING},
    {"[content_types].xml", NULL, READ_NOTHING},
};

static int office_bid(const Input *input)
{
    return g_str_has_prefix(input_type(input), OFFICE) ? 70 : 0;
}

static PartFate fate_of(const char *name)
{
    g_autofree char *lower = g_ascii_strdown(name, -1);
    if (strstr(lower, "printersettings") != NULL && g_str_has_suffix(lower, ".bin")) {
        return PART_DROP;
    }
    return g_str_has_suffix(lower, ".xml") || g_str_has_suffix(lower, ".rels") ||
                   g_str_has_suffix(lower, ".vml")
               ? PART_KEEP
               : PART_LEAF;
}

/* ---- loose words ---- */

typedef struct {
    Texts *texts;
    How how;
    GString *text; /* since the last tag: letters may come one by one */
} Loose;

static void loose_word(Loose *loose, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (g_ascii_isalpha(*at) || (unsigned char)*at >= 0x80) {
            texts_line(loose->texts, PLACE_HIDDEN, text);
            return;
        }
    }
}

static void put_loose(Loose *loose)
{
    loose_word(loose, loose->text->str);
    g_string_truncate(loose->text, 0);
}

static void loose_start(void *user, const char *space, const char *name,
                        const XmlAttribute *attributes, size_t count)
{
    (void)space;
    static const char *const persons[] = {"author", "name", "displayName", NULL};
    static const char *const fields[] = {"docVar",     "connectString", "query",
                                         "dataSource", "mailSubject",   "addressFieldName",
                                         "name",       "mappedName",    NULL};
    Loose *loose = user;
    put_loose(loose);
    if (loose->how == READ_FIELDS && !g_strv_contains(fields, name)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        if (loose->how == READ_PEOPLE && g_strv_contains(persons, attributes[i].name)) {
            texts_author(loose->texts, attributes[i].value);
        } else if (attributes[i].value[0] != '{' || strlen(attributes[i].value) != GUID_LENGTH) {
            loose_word(loose, attributes[i].value);
        }
    }
}

static void loose_end(void *user, const char *space, const char *name)
{
    (void)space, (void)name;
    put_loose(user);
}

static void loose_text(void *user, const char *text, size_t length)
{
    Loose *loose = user;
    g_string_append_len(loose->text, text, (gssize)length);
}

/* ---- parts ---- */

static bool read_part(Package *package, PackagePart *part, const Rule *rule, Texts *texts)
{
    static const XmlHandler handler = {.start = loose_start, .end = loose_end, .text = loose_text};
    part->used = true;
    if (rule->how == READ_NOTHING) {
        return true;
    }
    g_autoptr(Relations) relations = relations_of(package, part);
    if (rule->how == READ_STORY || rule->how == READ_HIDDEN) {
        return story_read(part, relations, texts, rule->how == READ_HIDDEN);
    }
    Loose loose = {texts, rule->how, g_string_new(NULL)};
    bool whole = xml_parse(part->data, part->length, &handler, &loose);
    put_loose(&loose);
    g_string_free(loose.text, TRUE);
    relations_put(relations, texts);
    return whole;
}

static bool read_parts(Package *package, Texts *texts)
{
    bool whole = true;
    for (size_t i = 0; i < G_N_ELEMENTS(rules); i++) {
        g_autoptr(GPtrArray) parts = package_match(package, rules[i].pattern);
        for (guint j = 0; j < parts->len; j++) {
            texts_label(texts, rules[i].label);
            whole = read_part(package, g_ptr_array_index(parts, j), &rules[i], texts) && whole;
        }
    }
    return whole;
}

/* Relationships of parts that nobody read: addresses and templates stand there. */
static void read_relations(Package *package, Texts *texts)
{
    g_autoptr(GPtrArray) parts = package_match(package, "*.rels");
    texts_label(texts, "links");
    for (guint i = 0; i < parts->len; i++) {
        PackagePart *part = g_ptr_array_index(parts, i);
        const char *at = g_strrstr(part->name, "_rels/");
        g_autofree char *owner =
            at != NULL ? g_strdup_printf("%.*s%s", (int)(at - part->name), part->name, at + 6)
                       : NULL;
        if (owner != NULL) {
            owner[strlen(owner) - strlen(".rels")] = '\0';
            PackagePart of = {.name = owner};
            g_autoptr(Relations) relations = relations_of(package, &of);
            relations_put(relations, texts);
        }
    }
}

/* ---- slides ---- */

typedef struct {
    GPtrArray *ids;
    Texts *texts;
} Show;

static void slide_start(void *user, const char *space, const char *name,
                        const XmlAttribute *attributes, size_t count)
{
    (void)space;
    Show *show = user;
    if (strcmp(name, "sldId") == 0) {
        for (size_t i = 0; i < count; i++) {
            if (strstr(attributes[i].space, "elationships") != NULL) {
                g_ptr_array_add(show->ids, g_strdup(attributes[i].value));
            }
        }
    } else if (strcmp(name, "section") == 0 || strcmp(name, "custShow") == 0) {
        texts_line(show->texts, PLACE_HIDDEN, xml_value(attributes, count, "name"));
    }
}

/* In the order in which they are shown. */
static bool read_slides(Package *package, Texts *texts)
{
    static const XmlHandler handler = {.start = slide_start};
    static const Rule rule = {NULL, NULL, READ_STORY};
    PackagePart *presentation = package_find(package, "ppt/presentation.xml");
    if (presentation == NULL) {
        return false;
    }
    g_autoptr(Relations) relations = relations_of(package, presentation);
    g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
    texts_label(texts, "presentation");
    bool whole = xml_parse(presentation->data, presentation->length, &handler, &(Show){ids, texts});
    for (guint i = 0; i < ids->len; i++) {
        const Relation *relation = relations_find(relations, g_ptr_array_index(ids, i));
        PackagePart *part = relation != NULL ? package_find(package, relation->target) : NULL;
        if (part == NULL || part->used) {
            whole = whole && part != NULL;
            continue;
        }
        g_autofree char *label = g_strdup_printf("slide %u", i + 1);
        texts_label(texts, label);
        whole = read_part(package, part, &rule, texts) && whole;
    }
    return whole;
}

/* The binary parts of an .xlsb are items of their own, with a reader of their own. */
static bool has_leaf(const Package *package, const char *name)
{
    const GPtrArray *leaves = package_leaves(package);
    for (guint i = 0; i < leaves->len; i++) {
        if (g_ascii_strcasecmp(g_ptr_array_index(leaves, i), name) == 0) {
            return true;
        }
    }
    return false;
}

static bool read_main(Package *package, const char *type, Texts *texts)
{
    if (strcmp(type, OFFICE "spreadsheetml.sheet") == 0) {
        return has_leaf(package, "xl/workbook.bin") || office_sheets(package, texts);
    }
    if (strcmp(type, OFFICE "presentationml.presentation") == 0) {
        return read_slides(package, texts);
    }
    g_autoptr(GPtrArray) documents = package_match(package, "word/document*.xml");
    return documents->len > 0;
}

static void office_read(Input *input, Sink *sink)
{
    g_autoptr(Package) package = package_open(input, sink, fate_of);
    g_autoptr(Properties) properties = properties_new();
    properties_read(properties, package_find(package, "docProps/core.xml"));
    properties_read(properties, package_find(package, "docProps/app.xml"));
    properties_read(properties, package_find(package, "docProps/custom.xml"));
    uint32_t publication = properties_put(properties, sink);
    g_autoptr(Texts) texts = texts_new(sink, publication);
    bool whole = read_main(package, input_type(input), texts);
    whole = read_parts(package, texts) && whole;
    read_relations(package, texts);
    package_put_rest(package, sink);
    if (!whole) {
        sink_gap(sink, REASON_CORRUPT, "a part of the document is missing or not well-formed");
    }
}

const Reader reader_office = {.name = "office", .bid = office_bid, .read = office_read};
