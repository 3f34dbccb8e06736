/* Reads the mapping file. Whether its headers stand in the list is checked in columns.c. */
#include "register/mapping.h"

#include <string.h>

#include "commands/command.h"
#include "register/values.h"
#include "register/wordbook.h"
#include "yaml/yaml.h"

static const char *const subjects[] = {"image", "film", "sound", "name", NULL};
static const char *const scopes[] = {"individual", "group", "any", NULL};
static const char *const answers[] = {"yes", "no", "unknown", "review", NULL};

static void value_free(gpointer data)
{
    MappedValue *value = data;

    g_free(value->scope);
    g_free(value);
}

static Mapping *mapping_new(const char *file_name)
{
    Mapping *mapping = g_new0(Mapping, 1);

    mapping->file_name = g_strdup(file_name);
    mapping->columns = g_ptr_array_new_with_free_func((GDestroyNotify)column_free);
    mapping->values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, value_free);
    return mapping;
}

Mapping *mapping_none(const char *list_name)
{
    const char *dot = strrchr(list_name, '.');
    g_autofree char *stem = dot && dot > list_name ? g_strndup(list_name, (gsize)(dot - list_name))
                                                   : g_strdup(list_name);
    g_autofree char *file_name = g_strconcat(stem, ".map.yaml", NULL);

    return mapping_new(file_name);
}

void mapping_free(Mapping *mapping)
{
    if (!mapping)
        return;
    g_free(mapping->file_name);
    g_free(mapping->digest);
    g_ptr_array_unref(mapping->columns);
    g_hash_table_unref(mapping->values);
    g_strfreev(mapping->ignored_sheets);
    g_free(mapping);
}

const Column *mapping_column(const Mapping *mapping, const char *header)
{
    g_autofree char *folded = text_fold(header);

    for (guint i = 0; i < mapping->columns->len; i++) {
        const Column *column = g_ptr_array_index(mapping->columns, i);
        g_autofree char *other = text_fold(column->header);
        if (!strcmp(folded, other))
            return column;
    }
    return NULL;
}

/* A text, or a list of texts. */
static GStrv texts_read(const YamlNode *node, GError **error)
{
    if (yaml_node_kind(node) == YAML_KIND_LIST)
        return yaml_node_read_texts(node, error);
    if (!yaml_node_check_type(node, YAML_TYPE_TEXT, error))
        return NULL;
    return g_strsplit(yaml_node_text(node), "\n", 1);
}

/* As texts_read(), each one of the words. */
static GStrv words_read(const YamlNode *node, const char *const *words, GError **error)
{
    g_auto(GStrv) texts = texts_read(node, error);
    guint place;

    if (!texts)
        return NULL;
    if (yaml_node_kind(node) != YAML_KIND_LIST)
        return yaml_node_read_choice(node, words, &place, error) ? g_steal_pointer(&texts) : NULL;
    for (guint i = 0; i < yaml_node_length(node); i++)
        if (!yaml_node_read_choice(yaml_node_item(node, i), words, &place, error))
            return NULL;
    if (!*texts) {
        yaml_fail(node, error, "register-ask-at-least", NULL);
        return NULL;
    }
    return g_steal_pointer(&texts);
}

/* The channels a column names are an open list; an empty or upper-case word is a slip. */
static bool channels_check(const YamlNode *node, GStrv channels, GError **error)
{
    for (guint i = 0; channels[i]; i++) {
        if (!*channels[i] ||
            strspn(channels[i], "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(channels[i]))
            return yaml_fail(node, error, "register-ask-channel-case",
                             TEXT_VALUES(TEXT_TEXT("have", channels[i])));
    }
    return *channels || yaml_fail(node, error, "register-ask-one-channel", NULL);
}

static bool consent_read(const YamlNode *node, Column *column, GError **error)
{
    static const YamlKey keys[] = {{"consent", YAML_TYPE_ANY, true, NULL},
                                   {"channel", YAML_TYPE_ANY, true, NULL},
                                   {"scope", YAML_TYPE_TEXT, false, scopes},
                                   {"inverted", YAML_TYPE_BOOLEAN, false, NULL},
                                   {0}};
    const YamlNode *inverted = yaml_node_get(node, "inverted");
    const char *scope = yaml_node_text(yaml_node_get(node, "scope"));

    if (!yaml_node_check(node, keys, error))
        return false;
    column->kind = COLUMN_CONSENT;
    column->subjects = words_read(yaml_node_get(node, "consent"), subjects, error);
    if (!column->subjects)
        return false;
    column->channels = texts_read(yaml_node_get(node, "channel"), error);
    if (!column->channels || !channels_check(node, column->channels, error))
        return false;
    column->scope = g_strdup(scope ? scope : "any");
    return !inverted || yaml_node_read_boolean(inverted, &column->inverted, error);
}

static bool beside_read(const YamlNode *value, ColumnKind kind, Column *column, GError **error)
{
    g_auto(GStrv) targets = texts_read(value, error);

    if (!targets)
        return false;
    column->kind = kind;
    if (!g_strv_contains((const char *const *)targets, "all"))
        column->targets = g_steal_pointer(&targets);
    return true;
}

static bool order_read(const YamlNode *value, Column *column, GError **error)
{
    static const char *const orders[] = {"first-last", "last-first", NULL};
    guint place;

    if (!yaml_node_read_choice(value, orders, &place, error))
        return false;
    column->kind = COLUMN_FULL;
    column->order = place == 0 ? NAME_ORDER_FIRST_LAST : NAME_ORDER_LAST_FIRST;
    return true;
}

/* {consent: ...}, {given-on: all}, {full: first-last}. */
static bool column_read_map(const YamlNode *node, Column *column, GError **error)
{
    if (yaml_node_get(node, "consent"))
        return consent_read(node, column, error);
    if (yaml_node_length(node) == 1) {
        const char *key = yaml_node_key(node, 0);
        const YamlNode *value = yaml_node_item(node, 0);
        if (!strcmp(key, "full"))
            return order_read(value, column, error);
        for (ColumnKind kind = COLUMN_GIVEN_ON; kind <= COLUMN_EVIDENCE; kind++)
            if (!strcmp(key, column_kind_name(kind)))
                return beside_read(value, kind, column, error);
    }
    return yaml_fail(node, error, "register-ask-keys", NULL);
}

static bool column_read(const YamlNode *node, Column *column, GError **error)
{
    const char *words[COLUMN_KINDS + 1] = {0};
    guint count = 0, place;

    if (yaml_node_kind(node) == YAML_KIND_MAP)
        return column_read_map(node, column, error);
    for (ColumnKind kind = COLUMN_IGNORE; kind < COLUMN_CONSENT; kind++)
        words[count++] = column_kind_name(kind);
    if (!yaml_node_read_choice(node, words, &place, error))
        return false;
    column->kind = COLUMN_IGNORE + place;
    return true;
}

static bool columns_read(const YamlNode *node, Mapping *mapping, GError **error)
{
    for (guint i = 0; i < yaml_node_length(node); i++) {
        Column *column = g_new0(Column, 1);
        const YamlNode *value = yaml_node_item(node, i);
        bool twice = mapping_column(mapping, yaml_node_key(node, i)) != NULL;
        g_ptr_array_add(mapping->columns, column);
        column->header = g_strdup(yaml_node_key(node, i));
        column->mapped = true;
        if (twice)
            return yaml_fail(value, error, "register-ask-column-once", NULL);
        if (!column_read(value, column, error))
            return false;
    }
    return true;
}

static bool value_read_map(const YamlNode *node, MappedValue *value, GError **error)
{
    static const YamlKey keys[] = {
        {"answer", YAML_TYPE_TEXT, true, answers}, {"scope", YAML_TYPE_TEXT, false, scopes}, {0}};
    const char *scope = yaml_node_text(yaml_node_get(node, "scope"));
    guint place;

    if (!yaml_node_check(node, keys, error) ||
        !yaml_node_read_choice(yaml_node_get(node, "answer"), answers, &place, error))
        return false;
    value->answer = (ConsentAnswer)place;
    value->scope = g_strcmp0(scope, "any") ? g_strdup(scope) : NULL;
    return true;
}

static bool values_read(const YamlNode *node, Mapping *mapping, GError **error)
{
    for (guint i = 0; i < yaml_node_length(node); i++) {
        const YamlNode *item = yaml_node_item(node, i);
        MappedValue *value = g_new0(MappedValue, 1);
        char *folded = text_fold(yaml_node_key(node, i));
        guint place = 0;
        bool twice = g_hash_table_contains(mapping->values, folded);
        g_hash_table_replace(mapping->values, folded, value);
        if (twice)
            return yaml_fail(item, error, "register-ask-value-once", NULL);
        if (yaml_node_kind(item) == YAML_KIND_MAP) {
            if (!value_read_map(item, value, error))
                return false;
            continue;
        }
        if (!yaml_node_read_choice(item, answers, &place, error))
            return false;
        value->answer = (ConsentAnswer)place;
    }
    return true;
}

static bool mapping_fill(const YamlNode *root, Mapping *mapping, GError **error)
{
    static const char *const lists[] = {"everyone", "refusers", NULL};
    static const char *const ids[] = {"column", "row", NULL};
    static const YamlKey keys[] = {
        {"list", YAML_TYPE_TEXT, false, lists},          {"columns", YAML_TYPE_MAP, false, NULL},
        {"values", YAML_TYPE_MAP, false, NULL},          {"id", YAML_TYPE_TEXT, false, ids},
        {"ignore-sheets", YAML_TYPE_TEXTS, false, NULL}, {0}};
    const YamlNode *sheets = yaml_node_get(root, "ignore-sheets");

    if (!yaml_node_check(root, keys, error))
        return false;
    const char *list = yaml_node_text(yaml_node_get(root, "list"));
    mapping->list_said = list != NULL;
    mapping->refusers = !g_strcmp0(list, "refusers");
    mapping->id_row = !g_strcmp0(yaml_node_text(yaml_node_get(root, "id")), "row");
    if (sheets && !(mapping->ignored_sheets = yaml_node_read_texts(sheets, error)))
        return false;
    return columns_read(yaml_node_get(root, "columns"), mapping, error) &&
           values_read(yaml_node_get(root, "values"), mapping, error);
}

Mapping *mapping_parse(const char *data, gsize length, const char *file_name, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autoptr(YamlNode) root = yaml_load(data, length, file_name, &cause);
    g_autoptr(Mapping) mapping = mapping_new(file_name);

    mapping->given = true;
    mapping->digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, (const guchar *)data, length);
    if (root && mapping_fill(root, mapping, &cause))
        return g_steal_pointer(&mapping);
    g_set_error_literal(error, EXIT_ERROR, EXIT_LIST_INVALID, cause->message);
    return NULL;
}

Mapping *mapping_load(const char *path, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *data = NULL;
    g_autofree char *name = g_path_get_basename(path);
    gsize length;

    if (!g_file_get_contents(path, &data, &length, &cause)) {
        bool exists = g_file_test(path, G_FILE_TEST_EXISTS);
        const char *why = exists ? "cli-errno-permission" : "cli-errno-missing";

        exit_error_set(error, EXIT_INPUT_MISSING, "cli-mapping-missing",
                       TEXT_VALUES(TEXT_TEXT("path", path), TEXT_ID("cause", why)));
        return NULL;
    }
    return mapping_parse(data, length, name, error);
}
