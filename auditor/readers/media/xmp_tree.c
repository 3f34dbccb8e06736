/*
 * Builds the element tree of an XMP packet from the events of worker/xml.h. Beyond the bounds
 * events are counted but not kept, and the packet counts as incomplete.
 */
#include "readers/media/xmp_tree.h"

#include <string.h>

#include "worker/xml.h"

#define NODES_MAX 60000U
#define DEPTH_MAX 64U
#define TEXT_MAX (16U * 1024U * 1024U)

struct XmpTree {
    GStringChunk *strings;
    GPtrArray *nodes; /* of XmpNode, owned */
    XmpNode root;
};

typedef struct {
    XmpTree *tree;
    XmpNode *at, *last[DEPTH_MAX + 1]; /* last child at each depth */
    GString *texts[DEPTH_MAX + 1];
    unsigned depth;
    size_t text_bytes;
    bool full;
} Building;

static XmpNode *add_node(Building *building, const char *space, const char *name, bool attribute)
{
    XmpTree *tree = building->tree;
    XmpNode *node = g_new0(XmpNode, 1);

    node->space = g_string_chunk_insert_const(tree->strings, space ? space : "");
    node->name = g_string_chunk_insert_const(tree->strings, name ? name : "");
    node->text = "";
    node->attribute = attribute;
    node->parent = building->at;
    g_ptr_array_add(tree->nodes, node);
    if (building->last[building->depth])
        building->last[building->depth]->next = node;
    else
        building->at->child = node;
    building->last[building->depth] = node;
    return node;
}

static void start_element(void *user, const char *space, const char *name,
                          const XmlAttribute *attributes, size_t count)
{
    Building *building = user;

    if (building->full || building->depth >= DEPTH_MAX ||
        building->tree->nodes->len + count + 1 > NODES_MAX) {
        building->full = true;
        return;
    }
    building->at = add_node(building, space, name, false);
    building->depth++;
    building->last[building->depth] = NULL;
    g_string_truncate(building->texts[building->depth], 0);
    for (size_t i = 0; i < count; i++) {
        XmpNode *node = add_node(building, attributes[i].space, attributes[i].name, true);

        building->text_bytes += strlen(attributes[i].value);
        if (building->text_bytes <= TEXT_MAX)
            node->text = g_string_chunk_insert(building->tree->strings, attributes[i].value);
    }
}

static void end_element(void *user, const char *space, const char *name)
{
    Building *building = user;
    GString *text = building->texts[building->depth];

    (void)space;
    (void)name;
    if (building->full || building->depth == 0)
        return;
    g_strchomp(text->str);
    building->at->text = g_string_chunk_insert(building->tree->strings, g_strchug(text->str));
    building->at = building->at->parent;
    building->depth--;
}

static void add_text(void *user, const char *text, size_t length)
{
    Building *building = user;

    building->text_bytes += length;
    if (!building->full && building->text_bytes <= TEXT_MAX)
        g_string_append_len(building->texts[building->depth], text, (gssize)length);
}

XmpTree *xmp_tree_parse(const char *packet, size_t length, bool *complete)
{
    static const XmlHandler handler = {
        .start = start_element, .end = end_element, .text = add_text};
    XmpTree *tree = g_new0(XmpTree, 1);
    Building building = {.tree = tree, .at = &tree->root};

    tree->strings = g_string_chunk_new(4096);
    tree->nodes = g_ptr_array_new_with_free_func(g_free);
    tree->root.space = tree->root.name = tree->root.text = "";
    for (unsigned i = 0; i <= DEPTH_MAX; i++)
        building.texts[i] = g_string_new(NULL);
    *complete = xml_parse(packet, length, &handler, &building);
    while (!building.full && building.depth > 0)
        end_element(&building, "", ""); /* a packet cut short keeps its last text */
    *complete = *complete && !building.full && building.text_bytes <= TEXT_MAX;
    for (unsigned i = 0; i <= DEPTH_MAX; i++)
        g_string_free(building.texts[i], TRUE);
    return tree;
}

void xmp_tree_free(XmpTree *tree)
{
    if (!tree)
        return;
    g_ptr_array_unref(tree->nodes);
    g_string_chunk_free(tree->strings);
    g_free(tree);
}

const XmpNode *xmp_tree_root(const XmpTree *tree)
{
    return &tree->root;
}

char *xmp_tree_words(const XmpTree *tree)
{
    GString *words = g_string_new(NULL);

    for (guint i = 0; i < tree->nodes->len; i++) {
        const XmpNode *node = g_ptr_array_index(tree->nodes, i);

        if (*node->text && !xmp_is_syntax(node))
            g_string_append_printf(words, "%s\n", node->text);
    }
    return g_strchomp(g_string_free(words, FALSE));
}

const char *xmp_local(const XmpNode *node)
{
    const char *colon = strrchr(node->name, ':');

    return colon ? colon + 1 : node->name;
}

bool xmp_is_rdf(const XmpNode *node, const char *name)
{
    return (strcmp(node->space, XMP_RDF) == 0 || g_str_has_prefix(node->name, "rdf:")) &&
           strcmp(xmp_local(node), name) == 0;
}

bool xmp_is_syntax(const XmpNode *node)
{
    return strcmp(node->space, XMP_RDF) == 0 || g_str_has_prefix(node->name, "rdf:") ||
           strcmp(node->space, "http://www.w3.org/XML/1998/namespace") == 0 ||
           g_str_has_prefix(node->name, "xml:") || g_str_has_prefix(node->name, "xmlns") ||
           strcmp(node->space, "adobe:ns:meta/") == 0;
}
