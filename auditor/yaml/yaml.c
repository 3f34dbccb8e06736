/*
 * Builds the node tree from libyaml's events, and is the only file that calls libyaml. It refuses
 * what the operator's files never need and what attackers do: anchors, aliases, tags, several
 * documents, keys given twice, endless nesting. Types and known keys are yaml_check.c's business.
 */
#include "yaml/yaml.h"

#include <string.h>
#include <yaml.h>

#include "language.h"

struct YamlNode {
    YamlKind kind;
    bool quoted; /* a quoted null is a text */
    guint line;
    guint column;
    const YamlNode *parent;
    const char *file_name; /* the root's own copy, shared by all nodes */
    char *key;             /* in the parent map; NULL in a list and at the root */
    guint place;           /* in the parent list, from 1; 0 elsewhere */
    char *text;            /* scalars */
    GPtrArray *children;   /* lists and maps */
    GHashTable *by_key;    /* maps; borrows key and child */
};

typedef struct {
    yaml_parser_t parser;
    const char *file_name;
    YamlNode *root;
    YamlNode *open; /* the list or map being filled */
    char *key;      /* read, its value is still to come */
    guint depth;
    guint nodes;
} Loader;

G_DEFINE_QUARK(schoolaudit - yaml - error, yaml_error)

static void node_free(gpointer data)
{
    YamlNode *node = data;

    g_clear_pointer(&node->by_key, g_hash_table_unref);
    g_clear_pointer(&node->children, g_ptr_array_unref);
    g_free(node->key);
    g_free(node->text);
    g_free(node);
}

void yaml_node_free(YamlNode *root)
{
    if (!root)
        return;
    g_assert(!root->parent);
    char *file_name = (char *)root->file_name;
    node_free(root);
    g_free(file_name);
}

/* For messages: cut at 60 characters, control characters replaced. */
static char *text_show(const char *text)
{
    GString *shown = g_string_new(NULL);
    guint length = 0;

    for (const char *at = text; *at && length < 60; at = g_utf8_next_char(at), length++) {
        gunichar character = g_utf8_get_char(at);
        g_string_append_unichar(shown, g_unichar_iscntrl(character) ? '?' : character);
    }
    if (length == 60)
        g_string_append(shown, "...");
    return g_string_free(shown, FALSE);
}

/* libyaml counts lines and columns from 0. */
static bool loader_fail(const Loader *loader, yaml_mark_t mark, YamlError code, GError **error,
                        const char *id, const TextValue *values)
{
    g_autofree char *message = language_fill(id, values);

    g_set_error(error, YAML_ERROR, (gint)code, "%s:%zu:%zu: %s", loader->file_name, mark.line + 1,
                mark.column + 1, message);
    return false;
}

static bool loader_fail_parser(const Loader *loader, GError **error)
{
    const yaml_parser_t *parser = &loader->parser;
    const char *problem = parser->problem ? parser->problem : "?";
    bool unreadable = parser->error == YAML_READER_ERROR;
    const yaml_mark_t start = {0};
    g_autofree char *technical =
        unreadable ? g_strdup_printf("%s, byte %zu", problem, parser->problem_offset)
                   : g_strdup_printf("%s%s%s", parser->context ? parser->context : "",
                                     parser->context ? ", " : "", problem);

    return loader_fail(loader, unreadable ? start : parser->problem_mark, YAML_ERROR_SYNTAX, error,
                       "yaml-no-yaml", TEXT_VALUES(TEXT_TEXT("technical", technical)));
}

static YamlNode *node_new(Loader *loader, YamlKind kind, yaml_mark_t mark)
{
    YamlNode *node = g_new0(YamlNode, 1);

    node->kind = kind;
    node->line = (guint)mark.line + 1;
    node->column = (guint)mark.column + 1;
    node->parent = loader->open;
    node->file_name = loader->file_name;
    node->key = g_steal_pointer(&loader->key);
    if (kind != YAML_KIND_SCALAR)
        node->children = g_ptr_array_new_with_free_func(node_free);
    if (kind == YAML_KIND_MAP)
        node->by_key = g_hash_table_new(g_str_hash, g_str_equal);
    return node;
}

/* Hangs the node into the open list or map, or makes it the root. */
static void loader_attach(Loader *loader, YamlNode *node)
{
    YamlNode *open = loader->open;

    loader->nodes++;
    if (!open) {
        loader->root = node;
        return;
    }
    g_ptr_array_add(open->children, node);
    if (open->kind == YAML_KIND_MAP)
        g_hash_table_insert(open->by_key, node->key, node);
    else
        node->place = open->children->len;
}

static bool loader_awaits_key(const Loader *loader)
{
    return loader->open && loader->open->kind == YAML_KIND_MAP && !loader->key;
}

static bool loader_take_key(Loader *loader, const char *text, yaml_mark_t mark, GError **error)
{
    const YamlNode *earlier = g_hash_table_lookup(loader->open->by_key, text);

    if (earlier) {
        g_autofree char *shown = text_show(text);
        g_autofree char *line = g_strdup_printf("%u", earlier->line);
        return loader_fail(loader, mark, YAML_ERROR_SYNTAX, error, "yaml-key-twice",
                           TEXT_VALUES(TEXT_TEXT("key", shown), TEXT_TEXT("line", line)));
    }
    loader->key = g_strdup(text);
    return true;
}

static bool loader_scalar(Loader *loader, const yaml_event_t *event, GError **error)
{
    const char *text = (const char *)event->data.scalar.value;
    bool quoted = event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;

    if (strlen(text) != event->data.scalar.length)
        return loader_fail(loader, event->start_mark, YAML_ERROR_SYNTAX, error, "yaml-nul", NULL);
    if (loader_awaits_key(loader)) {
        if (!quoted && !*text)
            return loader_fail(loader, event->start_mark, YAML_ERROR_SYNTAX, error, "yaml-no-key",
                               NULL);
        return loader_take_key(loader, text, event->start_mark, error);
    }
    YamlNode *node = node_new(loader, YAML_KIND_SCALAR, event->start_mark);
    node->quoted = quoted;
    node->text = g_strdup(text);
    loader_attach(loader, node);
    return true;
}

static bool loader_open(Loader *loader, YamlKind kind, const yaml_event_t *event, GError **error)
{
    if (loader_awaits_key(loader))
        return loader_fail(loader, event->start_mark, YAML_ERROR_SYNTAX, error, "yaml-key-no-text",
                           NULL);
    if (++loader->depth > YAML_MAXIMUM_DEPTH)
        return loader_fail(loader, event->start_mark, YAML_ERROR_LIMIT, error, "yaml-deep",
                           TEXT_VALUES(TEXT_TEXT("most", G_STRINGIFY(YAML_MAXIMUM_DEPTH))));
    YamlNode *node = node_new(loader, kind, event->start_mark);
    loader_attach(loader, node);
    loader->open = node;
    return true;
}

static void loader_close(Loader *loader)
{
    loader->depth--;
    loader->open = (YamlNode *)loader->open->parent;
}

/* Anchors and tags could stand on scalars, lists and maps alike. */
static bool loader_check_plain(const Loader *loader, const yaml_event_t *event, GError **error)
{
    const yaml_char_t *anchor = NULL;
    const yaml_char_t *tag = NULL;

    if (event->type == YAML_SCALAR_EVENT) {
        anchor = event->data.scalar.anchor;
        tag = event->data.scalar.tag;
    } else if (event->type == YAML_SEQUENCE_START_EVENT) {
        anchor = event->data.sequence_start.anchor;
        tag = event->data.sequence_start.tag;
    } else if (event->type == YAML_MAPPING_START_EVENT) {
        anchor = event->data.mapping_start.anchor;
        tag = event->data.mapping_start.tag;
    }
    if (anchor || event->type == YAML_ALIAS_EVENT)
        return loader_fail(loader, event->start_mark, YAML_ERROR_SYNTAX, error, "yaml-anchor",
                           NULL);
    if (tag)
        return loader_fail(loader, event->start_mark, YAML_ERROR_SYNTAX, error, "yaml-tag", NULL);
    return true;
}

static bool loader_take_event(Loader *loader, const yaml_event_t *event, GError **error)
{
    if (!loader_check_plain(loader, event, error))
        return false;
    if (loader->nodes >= YAML_MAXIMUM_NODES)
        return loader_fail(loader, event->start_mark, YAML_ERROR_LIMIT, error, "yaml-many",
                           TEXT_VALUES(TEXT_TEXT("most", G_STRINGIFY(YAML_MAXIMUM_NODES))));
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return loader_scalar(loader, event, error);
    case YAML_SEQUENCE_START_EVENT:
        return loader_open(loader, YAML_KIND_LIST, event, error);
    case YAML_MAPPING_START_EVENT:
        return loader_open(loader, YAML_KIND_MAP, event, error);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        loader_close(loader);
        return true;
    case YAML_DOCUMENT_START_EVENT:
        if (loader->root)
            return loader_fail(loader, event->start_mark, YAML_ERROR_SYNTAX, error,
                               "yaml-second-document", NULL);
        return true;
    default:
        return true;
    }
}

static bool loader_run(Loader *loader, GError **error)
{
    bool more = true;

    while (more) {
        yaml_event_t event;
        if (!yaml_parser_parse(&loader->parser, &event))
            return loader_fail_parser(loader, error);
        bool taken = loader_take_event(loader, &event, error);
        more = event.type != YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (!taken)
            return false;
    }
    if (loader->root)
        return true;
    return loader_fail(loader, (yaml_mark_t){0}, YAML_ERROR_SYNTAX, error, "yaml-empty", NULL);
}

YamlNode *yaml_load(const char *data, gsize length, const char *file_name, GError **error)
{
    if (length > YAML_MAXIMUM_BYTES) {
        const Loader none = {.file_name = file_name};

        loader_fail(
            &none, (yaml_mark_t){0}, YAML_ERROR_LIMIT, error, "yaml-large",
            TEXT_VALUES(TEXT_NUMBER("most", YAML_MAXIMUM_BYTES), TEXT_NUMBER("have", length)));
        return NULL;
    }
    Loader loader = {.file_name = g_strdup(file_name)};
    if (!yaml_parser_initialize(&loader.parser))
        g_error("out of memory");
    yaml_parser_set_input_string(&loader.parser, (const unsigned char *)data, length);
    bool loaded = loader_run(&loader, error);
    yaml_parser_delete(&loader.parser);
    g_free(loader.key);
    if (loaded)
        return loader.root;
    if (loader.root)
        node_free(loader.root);
    g_free((char *)loader.file_name);
    return NULL;
}

YamlKind yaml_node_kind(const YamlNode *node)
{
    return node ? node->kind : YAML_KIND_SCALAR;
}

bool yaml_node_is_null(const YamlNode *node)
{
    if (!node)
        return true;
    if (node->kind != YAML_KIND_SCALAR || node->quoted)
        return false;
    return !*node->text || g_str_equal(node->text, "~") || g_str_equal(node->text, "null");
}

bool yaml_node_is_quoted(const YamlNode *node)
{
    return node && node->quoted;
}

guint yaml_node_line(const YamlNode *node)
{
    return node ? node->line : 0;
}

guint yaml_node_column(const YamlNode *node)
{
    return node ? node->column : 0;
}

const char *yaml_node_text(const YamlNode *node)
{
    return yaml_node_is_null(node) || node->kind != YAML_KIND_SCALAR ? NULL : node->text;
}

guint yaml_node_length(const YamlNode *node)
{
    return node && node->children ? node->children->len : 0;
}

const YamlNode *yaml_node_item(const YamlNode *node, guint index)
{
    g_assert(index < yaml_node_length(node));
    return g_ptr_array_index(node->children, index);
}

const char *yaml_node_key(const YamlNode *map, guint index)
{
    return yaml_node_item(map, index)->key;
}

const YamlNode *yaml_node_get(const YamlNode *map, const char *key)
{
    if (!map || !map->by_key)
        return NULL;
    const YamlNode *value = g_hash_table_lookup(map->by_key, key);
    return yaml_node_is_null(value) ? NULL : value;
}

char *yaml_node_path(const YamlNode *node)
{
    GString *path = g_string_new(NULL);

    for (; node && node->parent; node = node->parent) {
        g_autofree char *key = node->key ? text_show(node->key) : NULL;
        const char *dot = node->parent->parent ? "." : "";
        g_autofree char *step =
            key ? g_strconcat(dot, key, NULL) : g_strdup_printf("[%u]", node->place);
        g_string_prepend(path, step);
    }
    return g_string_free(path, FALSE);
}

char *yaml_node_describe(const YamlNode *node)
{
    if (yaml_node_is_null(node))
        return g_strdup(language_text("yaml-have-nothing"));
    if (node->kind == YAML_KIND_LIST)
        return g_strdup(language_text("yaml-have-list"));
    if (node->kind == YAML_KIND_MAP)
        return g_strdup(language_text("yaml-have-map"));
    g_autofree char *shown = text_show(node->text);
    return g_strdup_printf("'%s'", shown);
}

bool yaml_fail(const YamlNode *node, GError **error, const char *id, const TextValue *values)
{
    g_autofree char *problem = language_fill(id, values);

    if (!node) {
        g_set_error_literal(error, YAML_ERROR, YAML_ERROR_CONTENT, problem);
        return false;
    }
    g_autofree char *path = yaml_node_path(node);
    g_autofree char *keyed = language_fill(
        "yaml-key", TEXT_VALUES(TEXT_TEXT("key", path), TEXT_TEXT("problem", problem)));
    g_set_error(error, YAML_ERROR, YAML_ERROR_CONTENT, "%s:%u:%u: %s", node->file_name, node->line,
                node->column, *path ? keyed : problem);
    return false;
}
