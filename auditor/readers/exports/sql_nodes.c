/*
 * Which rows of a Drupal dump belong together: node, node_field_data and node__body of 8 and later,
 * node and field_data_body of 7, node_revisions of 6, comments and addresses likewise.
 */
#include "readers/exports/sql_nodes.h"

#include <string.h>

#include "readers/exports/sql_scan.h"
#include "readers/text/dates.h"

#define NODES_MAX 1000000U
#define CHUNK_BYTES (1U << 20)
#define OVERLAP_BYTES 64U

struct SqlNodes {
    GHashTable *known[SQL_NODE_KINDS]; /* id -> SqlNode */
    unsigned count;
};

static void node_free(gpointer data)
{
    SqlNode *node = data;

    g_free(node->id);
    g_free(node->title);
    g_free(node->author);
    g_free(node->published);
    g_free(node->updated);
    g_free(node->answers);
    g_free(node->revision);
    g_free(node);
}

void sql_nodes_free(SqlNodes *nodes)
{
    for (size_t i = 0; i < SQL_NODE_KINDS; i++)
        g_hash_table_unref(nodes->known[i]);
    g_free(nodes);
}

/* Reading a dump twice is for those who need it: their tables have names that no other has. */
static bool is_drupal(Input *input)
{
    static const char *const names[] = {"node_field_data", "field_data_body", "node_revisions",
                                        "comment_field_data"};
    g_autofree char *chunk = g_malloc(CHUNK_BYTES);
    size_t length;

    for (uint64_t at = 0; (length = input_read_at(input, at, chunk, CHUNK_BYTES)) > OVERLAP_BYTES;
         at += length - OVERLAP_BYTES) {
        for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
            if (memmem(chunk, length, names[i], strlen(names[i])))
                return true;
        }
        if (length < CHUNK_BYTES)
            break;
    }
    return false;
}

SqlNode *sql_nodes_find(SqlNodes *nodes, SqlNodeKind kind, const char *id)
{
    return nodes && id ? g_hash_table_lookup(nodes->known[kind], id) : NULL;
}

/* ---- what a row is about ---- */

typedef struct {
    const char *table; /* in lower case */
    const GPtrArray *columns, *values;
} Row;

static const char *value_of(const Row *row, const char *column)
{
    return sql_value(row->columns, row->values, column);
}

/* The tables that say of a page or a comment what it is, not only what is in it. */
static bool is_main(const Row *row, SqlNodeKind kind)
{
    static const char *const tables[SQL_NODE_KINDS][4] = {
        {"node_field_data", "node_field_revision", "node_revision", "node"},
        {"comment_field_data", "comments", "comment", "comment"}};
    static const char *const columns[SQL_NODE_KINDS][2] = {{"nid", "title"}, {"cid", "subject"}};

    for (size_t i = 0; i < G_N_ELEMENTS(tables[kind]); i++) {
        if (g_str_has_suffix(row->table, tables[kind][i]))
            return value_of(row, columns[kind][0]) && value_of(row, columns[kind][1]);
    }
    return kind == SQL_NODE && g_str_has_suffix(row->table, "node_revisions") &&
           value_of(row, "nid");
}

/* "/node/21", "node/21" */
static const char *addressed_node(const Row *row)
{
    const char *path = g_str_has_suffix(row->table, "path_alias")  ? value_of(row, "path")
                       : g_str_has_suffix(row->table, "url_alias") ? value_of(row, "source")
                                                                   : NULL;

    if (!path)
        return NULL;
    path += *path == '/';
    return g_str_has_prefix(path, "node/") ? path + strlen("node/") : NULL;
}

static const char *id_of_row(const Row *row, SqlNodeKind *kind)
{
    const char *type = value_of(row, "entity_type");
    bool field = strstr(row->table, "field_data_") || strstr(row->table, "field_revision_");

    *kind = strstr(row->table, "comment__") || (field && type && strcmp(type, "comment") == 0)
                ? SQL_COMMENT
                : SQL_NODE;
    if (*kind == SQL_COMMENT || strstr(row->table, "node__") ||
        strstr(row->table, "node_revision__") || (field && type && strcmp(type, "node") == 0))
        return value_of(row, "entity_id");
    if (is_main(row, SQL_COMMENT)) {
        *kind = SQL_COMMENT;
        return value_of(row, "cid");
    }
    return is_main(row, SQL_NODE) ? value_of(row, "nid") : addressed_node(row);
}

SqlNode *sql_nodes_of_row(SqlNodes *nodes, const char *table, const GPtrArray *columns,
                          const GPtrArray *values)
{
    g_autofree char *lower = g_ascii_strdown(table, -1);
    Row row = {lower, columns, values};
    SqlNodeKind kind;
    const char *id = nodes ? id_of_row(&row, &kind) : NULL;

    return id ? sql_nodes_find(nodes, kind, id) : NULL;
}

bool sql_node_is_earlier(const SqlNode *node, const char *table, const GPtrArray *columns,
                         const GPtrArray *values)
{
    const char *revision = sql_value(columns, values, "revision_id");
    g_autofree char *lower = g_ascii_strdown(table, -1);

    revision = revision ? revision : sql_value(columns, values, "vid");
    return strstr(lower, "revision") && g_strcmp0(revision, node->revision) != 0;
}

/* ---- the pass before ---- */

static char *time_of(const Row *row, const char *column, const char *other)
{
    const char *seconds = value_of(row, column);

    seconds = seconds ? seconds : value_of(row, other);
    return seconds && strspn(seconds, "0123456789") == strlen(seconds)
               ? date_from_seconds(g_ascii_strtoll(seconds, NULL, 10))
               : NULL;
}

static void take_node(SqlNodes *nodes, const Row *row, SqlNodeKind kind)
{
    bool comment = kind == SQL_COMMENT;
    const char *id = value_of(row, comment ? "cid" : "nid");
    const char *status = value_of(row, "status");
    const char *answers = comment ? value_of(row, "entity_id") : NULL;
    SqlNode *node;

    if (nodes->count >= NODES_MAX || sql_nodes_find(nodes, kind, id))
        return;
    nodes->count++;
    node = g_new0(SqlNode, 1);
    node->kind = kind;
    node->id = g_strdup(id);
    node->title = g_strdup(value_of(row, comment ? "subject" : "title"));
    node->author = comment ? g_strdup(value_of(row, "name")) : NULL;
    node->published = time_of(row, "created", "timestamp");
    node->updated = time_of(row, "changed", "changed");
    node->answers = g_strdup(answers || !comment ? answers : value_of(row, "nid"));
    node->revision = comment ? NULL : g_strdup(value_of(row, "vid"));
    node->is_public = status && strcmp(status, "1") == 0;
    g_hash_table_insert(nodes->known[kind], node->id, node);
}

static void on_row(void *user, const char *table, uint64_t number, const GPtrArray *columns,
                   const GPtrArray *values)
{
    g_autofree char *lower = g_ascii_strdown(table, -1);
    Row row = {lower, columns, values};

    (void)number;
    if (strstr(lower, "revision"))
        return;
    if (is_main(&row, SQL_NODE))
        take_node(user, &row, SQL_NODE);
    else if (is_main(&row, SQL_COMMENT))
        take_node(user, &row, SQL_COMMENT);
}

static void on_other(void *user, const char *what, const char *text)
{
    (void)user;
    (void)what;
    (void)text;
}

SqlNodes *sql_nodes_new(Input *input)
{
    static const SqlHandler handler = {on_row, on_other};
    SqlNodes *nodes;

    if (!is_drupal(input))
        return NULL;
    nodes = g_new0(SqlNodes, 1);
    for (size_t i = 0; i < SQL_NODE_KINDS; i++)
        nodes->known[i] = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, node_free);
    (void)sql_scan(input, &handler, nodes); /* what is wrong with it is told when it is read */
    return nodes;
}
