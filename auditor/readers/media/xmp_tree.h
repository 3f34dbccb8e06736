/*
 * An XMP packet as a small tree of elements, bounded in nodes, depth and text. What RDF makes of
 * the elements is left to xmp.c.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

typedef struct XmpNode XmpNode;
struct XmpNode {
    const char *space; /* namespace URI, "" when none */
    const char *name;  /* local name */
    const char *text;  /* own text without that of children; attributes: the value; never NULL */
    bool attribute;    /* attributes come before child elements */
    XmpNode *parent, *child, *next;
};

typedef struct XmpTree XmpTree;

/* Never NULL. `complete` tells whether the whole packet could be parsed. */
XmpTree *xmp_tree_parse(const char *packet, size_t length, bool *complete);
void xmp_tree_free(XmpTree *tree);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(XmpTree, xmp_tree_free)

/* A node above all others; its children are the document's. Owned by the tree. */
const XmpNode *xmp_tree_root(const XmpTree *tree);

/* All text of elements and attributes, a line each (g_free): for packets RDF makes nothing of. */
char *xmp_tree_words(const XmpTree *tree);

#define XMP_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
bool xmp_is_rdf(const XmpNode *node, const char *name);

/* Whether the node belongs to RDF or XML itself and is no value. */
bool xmp_is_syntax(const XmpNode *node);

/* Local name, also where an undeclared prefix is still part of it. */
const char *xmp_local(const XmpNode *node);
