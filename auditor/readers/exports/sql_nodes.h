/*
 * Drupal keeps the title of a page, each of its fields and its address in tables of their own, and
 * dumps have them in any order. A pass over the dump before it is read gathers what a publication
 * says of itself, so that every field can be put where it belongs.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "readers/reader.h"

typedef enum { SQL_NODE, SQL_COMMENT, SQL_NODE_KINDS } SqlNodeKind;

typedef struct {
    SqlNodeKind kind;
    char *id;                            /* "21" */
    char *title, *author;                /* NULL where it has none, as below */
    char *published, *updated, *answers; /* answers: the node that a comment belongs to */
    char *revision;                      /* that which is shown */
    bool is_public;
    uint32_t number; /* its publication; 0 until the reader has put it */
} SqlNode;

typedef struct SqlNodes SqlNodes;

/* NULL where the dump holds no pages of Drupal. */
SqlNodes *sql_nodes_new(Input *input);
void sql_nodes_free(SqlNodes *nodes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(SqlNodes, sql_nodes_free)

/* Which page or comment a row is about, a field or an address of it included; NULL: none. */
SqlNode *sql_nodes_of_row(SqlNodes *nodes, const char *table, const GPtrArray *columns,
                          const GPtrArray *values);
SqlNode *sql_nodes_find(SqlNodes *nodes, SqlNodeKind kind, const char *id);

/* Whether the row is an earlier version, which nobody sees. */
bool sql_node_is_earlier(const SqlNode *node, const char *table, const GPtrArray *columns,
                         const GPtrArray *values);
