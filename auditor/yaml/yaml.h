/*
 * The operator's YAML files (audit file, mapping, policy) as a tree of nodes that know where they
 * stand. Only a plain subset is taken: maps, lists and scalars, one document, no anchors, aliases
 * or tags. What the keys mean is left to whoever asked for the tree.
 *
 *   g_autoptr(YamlNode) root = yaml_load(data, length, "audit.yaml", error);
 *   static const YamlKey keys[] = {{"id", YAML_TYPE_TEXT, true, NULL},
 *                                  {"rules", YAML_TYPE_LIST, false, NULL},
 *                                  {0}};
 *   if (!root || !yaml_node_check(root, keys, error))
 *       return false;
 *   const char *id = yaml_node_text(yaml_node_get(root, "id"));
 *
 * All text is UTF-8 without NUL. Lines and columns count from 1, columns in characters. Every
 * message reads "file:line:column: key 'a.b[2]': wanted ..., have ..."; list places count from 1.
 * Nodes are immutable and belong to the root: free the root only, and keep it while any node or
 * text of it is in use.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "texts.h"

/* A file above these bounds is refused (YAML_ERROR_LIMIT). Such files are written by hand. */
#define YAML_MAXIMUM_BYTES (4 * 1024 * 1024)
#define YAML_MAXIMUM_DEPTH 32
#define YAML_MAXIMUM_NODES 200000

typedef struct YamlNode YamlNode;

typedef enum {
    YAML_KIND_SCALAR,
    YAML_KIND_LIST,
    YAML_KIND_MAP,
} YamlKind;

/* What a key may hold. A key without a value (empty, ~, null) counts as absent everywhere. */
typedef enum {
    YAML_TYPE_ANY,
    YAML_TYPE_TEXT,    /* any scalar, also 12 or true */
    YAML_TYPE_INTEGER, /* -?[0-9]+ */
    YAML_TYPE_BOOLEAN, /* true | false, not quoted; yes and no are texts */
    YAML_TYPE_DATE,    /* 2026-11-01, a day that exists */
    YAML_TYPE_TEXTS,   /* a list of scalars */
    YAML_TYPE_LIST,
    YAML_TYPE_MAP,
} YamlType;

typedef struct {
    const char *name; /* NULL ends the table */
    YamlType type;
    bool required;
    const char *const *choices; /* NULL, or the allowed words of TEXT and TEXTS, NULL at the end */
} YamlKey;

#define YAML_ERROR (yaml_error_quark())
GQuark yaml_error_quark(void);

typedef enum {
    YAML_ERROR_SYNTAX,  /* not YAML, or outside the subset; a key given twice */
    YAML_ERROR_LIMIT,   /* above one of the bounds */
    YAML_ERROR_CONTENT, /* unknown key, wrong type, unknown word: everything yaml_fail() says */
} YamlError;

/* Builds the tree. file_name is used in messages only. NULL with error set when refused. */
YamlNode *yaml_load(const char *data, gsize length, const char *file_name, GError **error);
void yaml_node_free(YamlNode *root);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(YamlNode, yaml_node_free)

/* Getters. They take NULL and then answer as for an empty scalar, so that lookups can be chained:
 * yaml_node_text(yaml_node_get(map, "id")). What they return is borrowed. */
YamlKind yaml_node_kind(const YamlNode *node);
bool yaml_node_is_null(const YamlNode *node); /* NULL, or an unquoted empty, ~ or null */
bool yaml_node_is_quoted(const YamlNode *node);
guint yaml_node_line(const YamlNode *node);
guint yaml_node_column(const YamlNode *node);

/* The text of a scalar; NULL for null, lists and maps. */
const char *yaml_node_text(const YamlNode *node);

/* Items of a list or pairs of a map, in file order; 0 for scalars. */
guint yaml_node_length(const YamlNode *node);

/* The item of a list or the value of a map at index, which must be below the length. */
const YamlNode *yaml_node_item(const YamlNode *node, guint index);

/* The key of a map's pair at index. Keys are always texts. */
const char *yaml_node_key(const YamlNode *map, guint index);

/* The value of a key; NULL when the key is missing, its value is null, or this is no map. */
const YamlNode *yaml_node_get(const YamlNode *map, const char *key);

/* "clauses[3].rules[1].severity"; empty for the root. Owned by the caller. */
char *yaml_node_path(const YamlNode *node);

/* Sets error to "file:line:column: key 'path': <text>" and returns false. `id` and `values` as for
 * text_fill(), in the operator's language. */
bool yaml_fail(const YamlNode *node, GError **error, const char *id, const TextValue *values);

/* What a node holds, for "have ...": "'Ja'", "nothing", "a list", "a map". Long texts are cut and
 * control characters escaped. Owned by the caller. */
char *yaml_node_describe(const YamlNode *node);

/* True when the node is a map whose keys all stand in the table, with values of the wanted type,
 * and no required one is missing. Stops at the first thing wrong. */
bool yaml_node_check(const YamlNode *map, const YamlKey *keys, GError **error);

/* True when the node holds a value of the type (a null never does). */
bool yaml_node_check_type(const YamlNode *node, YamlType type, GError **error);

/* Typed reading, each with the same message as the checker. *value is set on success only. */
bool yaml_node_read_integer(const YamlNode *node, gint64 minimum, gint64 maximum, gint64 *value,
                            GError **error);
bool yaml_node_read_boolean(const YamlNode *node, bool *value, GError **error);

/* The place of the scalar in a NULL-terminated list of words. */
bool yaml_node_read_choice(const YamlNode *node, const char *const *words, guint *value,
                           GError **error);

/* A list of scalars as strings, owned by the caller; NULL with error set when it is none. */
GStrv yaml_node_read_texts(const YamlNode *node, GError **error);

/* The word of a NULL-terminated list that was probably meant, or NULL when none is near. Letter
 * case, '_' and '-' are no difference. Borrowed from the list. */
const char *yaml_nearest_word(const char *word, const char *const *words);
