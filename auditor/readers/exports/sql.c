/*
 * Dumps of the databases behind websites. Rows of WordPress, Joomla and Drupal that were published
 * (posts, pages, comments) become publications with title, author, time and status; every other row
 * is a text of the dump, under its table and number. Taking the dump apart is sql_scan.h's, which
 * rows of Drupal belong together sql_nodes.h's.
 */
#include <glib.h>
#include <string.h>

#include "readers/exports/sql_nodes.h"
#include "readers/exports/sql_scan.h"
#include "readers/exports/wordpress_markup.h"
#include "readers/html/html_text.h"
#include "readers/reader.h"
#include "readers/text/dates.h"
#include "worker/json.h"

#define LOOK_BYTES 16384U
#define COLUMNS_MAX 3

/* Which table holds what. A table is known by the end of its name and two columns. */
typedef struct {
    const char *table, *needs, *needs_too;
    PublicationKind kind;
    const char *title, *author, *writer, *status, *public_status, *url, *id; /* writer: a number */
    const char *bodies[COLUMNS_MAX], *published[COLUMNS_MAX];
    const char *updated;
} Kind;

static const Kind kinds[] = {
    {.table = "posts", /* WordPress */
     .needs = "post_content",
     .needs_too = "post_title",
     .kind = KIND_POST,
     .title = "post_title",
     .writer = "post_author",
     .status = "post_status",
     .public_status = "publish",
     .url = "guid",
     .id = "ID",
     .bodies = {"post_content", "post_excerpt"},
     .published = {"post_date_gmt", "post_date"},
     .updated = "post_modified_gmt"},
    {.table = "comments",
     .needs = "comment_content",
     .needs_too = "comment_author",
     .kind = KIND_COMMENT,
     .author = "comment_author",
     .status = "comment_approved",
     .public_status = "1",
     .id = "comment_ID",
     .bodies = {"comment_content"},
     .published = {"comment_date_gmt", "comment_date"}},
    {.table = "content", /* Joomla */
     .needs = "introtext",
     .needs_too = "fulltext",
     .kind = KIND_POST,
     .title = "title",
     .author = "created_by_alias",
     .writer = "created_by",
     .status = "state",
     .public_status = "1",
     .id = "id",
     .bodies = {"introtext", "fulltext"},
     .published = {"publish_up", "created"},
     .updated = "modified"},
    {.table = "_news", /* TYPO3 */
     .needs = "bodytext",
     .needs_too = "teaser",
     .kind = KIND_POST,
     .title = "title",
     .author = "author",
     .status = "hidden",
     .public_status = "0",
     .id = "uid",
     .bodies = {"teaser", "bodytext"},
     .published = {"datetime", "crdate"},
     .updated = "tstamp"},
    {.table = "tt_content",
     .needs = "bodytext",
     .needs_too = "header",
     .kind = KIND_PAGE,
     .title = "header",
     .status = "hidden",
     .public_status = "0",
     .id = "uid",
     .bodies = {"subheader", "bodytext"},
     .published = {"crdate"},
     .updated = "tstamp"},
    {.table = "node", /* Drupal 6 and 7 */
     .needs = "nid",
     .needs_too = "title",
     .kind = KIND_POST,
     .title = "title",
     .writer = "uid",
     .status = "status",
     .public_status = "1",
     .id = "nid",
     .published = {"created"},
     .updated = "changed"},
    {.table = "node_field_data", /* Drupal 8 and later */
     .needs = "nid",
     .needs_too = "title",
     .kind = KIND_POST,
     .title = "title",
     .writer = "uid",
     .status = "status",
     .public_status = "1",
     .id = "nid",
     .published = {"created"},
     .updated = "changed"},
    {.table = "_body",
     .needs = "body_value",
     .needs_too = "entity_id",
     .kind = KIND_POST,
     .id = "entity_id",
     .bodies = {"body_value", "body_summary"}},
    {.table = "comment",
     .needs = "cid",
     .needs_too = "subject",
     .kind = KIND_COMMENT,
     .title = "subject",
     .author = "name",
     .status = "status",
     .public_status = "1",
     .id = "cid",
     .bodies = {"comment"},
     .published = {"created", "timestamp"}},
    {.table = "comment_field_data",
     .needs = "cid",
     .needs_too = "subject",
     .kind = KIND_COMMENT,
     .title = "subject",
     .author = "name",
     .status = "status",
     .public_status = "1",
     .id = "cid",
     .published = {"created"}},
    {.table = "_comment_body",
     .needs = "comment_body_value",
     .needs_too = "entity_id",
     .kind = KIND_COMMENT,
     .id = "entity_id",
     .bodies = {"comment_body_value"}},
};

/* Columns of which the place is known; the rest of a row is metadata. `when`: only in rows that
 * have `is` in that column. */
static const struct {
    const char *table, *column, *when, *is;
    Place place;
} places[] = {{"posts", "post_name", NULL, NULL, PLACE_URL},
              {"postmeta", "meta_value", "meta_key", "_wp_attachment_image_alt", PLACE_ALT},
              {"postmeta", "meta_value", "meta_key", "_wp_attached_file", PLACE_FILENAME},
              {"users", "display_name", NULL, NULL, PLACE_AUTHOR},
              {"users", "name", NULL, NULL, PLACE_AUTHOR},
              {"terms", "name", NULL, NULL, PLACE_TAG},
              {"content", "alias", NULL, NULL, PLACE_URL},
              {"categories", "title", NULL, NULL, PLACE_TITLE},
              {"modules", "title", NULL, NULL, PLACE_TITLE},
              {"menu", "title", NULL, NULL, PLACE_TITLE},
              {"tags", "title", NULL, NULL, PLACE_TAG},
              {"term_field_data", "name", NULL, NULL, PLACE_TAG},
              {"term_data", "name", NULL, NULL, PLACE_TAG},
              {"file_managed", "filename", NULL, NULL, PLACE_FILENAME},
              {"path_alias", "alias", NULL, NULL, PLACE_URL},
              {"url_alias", "alias", NULL, NULL, PLACE_URL},
              {"redirect", "redirect_source__path", NULL, NULL, PLACE_URL}};

/* The same for tables of Drupal's nodes and comments, by the end of the column's name. */
static const struct {
    const char *ending;
    Place place;
} field_places[] = {
    {"_alt", PLACE_ALT},      {"_title", PLACE_TITLE}, {"_value", PLACE_BODY},
    {"_summary", PLACE_BODY}, {"_uri", PLACE_URL},     {"title", PLACE_TITLE},
    {"subject", PLACE_TITLE}, {"name", PLACE_AUTHOR},  {"body", PLACE_BODY},
    {"teaser", PLACE_BODY},   {"comment", PLACE_BODY}, {"_description", PLACE_CAPTION}};

typedef struct {
    Sink *sink;
    SqlNodes *nodes;
    char *user, *first; /* of WordPress: whose first name was the last one */
} Dump;

typedef struct {
    const char *table;
    const GPtrArray *columns, *values;
    bool *used;   /* per value */
    bool of_node; /* of Drupal */
} Row;

static int sql_bid(const Input *input)
{
    Slice head = input_head(input);
    g_autofree char *start = g_strndup(head.data, MIN(head.length, LOOK_BYTES));
    g_autofree char *path = g_ascii_strdown(input_path(input), -1);
    bool named = g_str_has_suffix(path, ".sql") || strstr(path, ".sql!/") != NULL ||
                 strstr(path, ".sql.gz!/") != NULL;

    if (strstr(input_type(input), "html") != NULL && start[strspn(start, " \t\r\n")] == '<')
        return 0;
    bool signed_dump = strstr(start, "-- MySQL dump") || strstr(start, "-- MariaDB dump") ||
                       strstr(start, "-- PostgreSQL database dump") ||
                       strstr(start, "-- phpMyAdmin SQL Dump") ||
                       g_str_has_prefix(start, "PRAGMA foreign_keys");
    bool statements = strstr(start, "INSERT INTO ") || strstr(start, "CREATE TABLE ") ||
                      strstr(start, "insert into ") || strstr(start, "create table ");

    return signed_dump ? 80 : named && statements ? 70 : named ? 9 : 0;
}

/* ---- columns of a row ---- */

static guint index_of(const Row *row, const char *column)
{
    for (guint i = 0; column && i < row->columns->len && i < row->values->len; i++) {
        if (g_ascii_strcasecmp(g_ptr_array_index(row->columns, i), column) == 0)
            return i;
    }
    return G_MAXUINT;
}

/* The value in a column, NULL when there is none or it is empty. It counts as told from now on. */
static const char *get(Row *row, const char *column)
{
    guint index = index_of(row, column);
    const char *value = index == G_MAXUINT ? NULL : g_ptr_array_index(row->values, index);

    if (index != G_MAXUINT)
        row->used[index] = true;
    return value && *value ? value : NULL;
}

static char *get_time(Row *row, const char *column)
{
    const char *value = get(row, column);
    bool seconds = value && strspn(value, "0123456789") == strlen(value);
    bool utc = column && g_str_has_suffix(column, "_gmt");

    if (!value)
        return NULL;
    return seconds ? date_from_seconds(g_ascii_strtoll(value, NULL, 10))
                   : date_from_iso(value, utc);
}

static bool has_letters(const char *value)
{
    for (; *value; value++) {
        if (g_ascii_isalpha(*value) || (unsigned char)*value >= 0x80)
            return true;
    }
    return false;
}

static bool holds_markup(const char *value)
{
    const char *tag = strchr(value, '<');

    return (tag && strchr(tag, '>')) || (strchr(value, '&') && strchr(value, ';'));
}

static Place place_of(const Row *row, const char *column)
{
    g_autofree char *table = g_ascii_strdown(row->table, -1);

    for (size_t i = 0; i < G_N_ELEMENTS(places); i++) {
        const char *is =
            places[i].when ? sql_value(row->columns, row->values, places[i].when) : NULL;

        if (g_ascii_strcasecmp(column, places[i].column) == 0 &&
            g_str_has_suffix(table, places[i].table) && g_strcmp0(is, places[i].is) == 0)
            return places[i].place;
    }
    for (size_t i = 0; row->of_node && i < G_N_ELEMENTS(field_places); i++) {
        if (g_str_has_suffix(column, field_places[i].ending))
            return field_places[i].place;
    }
    return PLACE_METADATA;
}

/* Joomla keeps an article's pictures as JSON: image_intro, image_intro_alt, image_intro_caption. */
static bool take_pictures(HtmlText *html, const char *value)
{
    static const char *const keys[] = {"image_intro", "image_fulltext"};
    bool ok = false, deep = false, any = false;
    JsonValue *json = *value == '{' ? json_parse(value, strlen(value), &ok, &deep) : NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(keys) && json_string(json_member(json, keys[i])); i++) {
        g_autofree char *alt = g_strconcat(keys[i], "_alt", NULL);
        g_autofree char *caption = g_strconcat(keys[i], "_caption", NULL);
        g_autofree char *uri = g_strdup(json_string(json_member(json, keys[i])));
        HtmlMedia *media = html_text_media(html);
        size_t index;

        uri[strcspn(uri, "#")] = '\0'; /* Joomla 4 tells its size behind it */
        index = html_media_add(media, uri, "image");
        html_media_describe(media, index, PLACE_ALT, json_string(json_member(json, alt)));
        html_media_describe(media, index, PLACE_CAPTION, json_string(json_member(json, caption)));
        any = true;
    }
    json_free(json);
    return any;
}

/* What no field of a publication is, one column a line; markup and JSON are read as such. */
static void put_rest(Dump *dump, Row *row, uint32_t number, const char *label)
{
    g_autoptr(GString) lines = g_string_new(NULL);
    g_autoptr(HtmlText) html = html_text_new();

    if (row->of_node)
        html_text_keep_lines(html);
    for (guint i = 0; i < row->values->len; i++) {
        const char *value = g_ptr_array_index(row->values, i);
        const char *column = i < row->columns->len ? g_ptr_array_index(row->columns, i) : NULL;
        Place place = column ? place_of(row, column) : PLACE_METADATA;

        if (row->used[i] || !value || !has_letters(value))
            continue;
        take_pictures(html, value);
        if (place != PLACE_METADATA && !holds_markup(value)) {
            sink_text(dump->sink, number, 0, place, label, value, strlen(value));
            continue;
        }
        if (column)
            g_string_append_printf(lines, "%s: ", column);
        if (holds_markup(value)) {
            html_text_read(html, value, strlen(value));
            g_string_append(lines, "(markup)\n");
        } else if ((*value == '{' || *value == '[') && strchr(value, '\\')) {
            g_autofree char *plain = code_unescape(value, strlen(value));

            g_string_append_printf(lines, "%s\n", plain);
        } else {
            g_string_append_printf(lines, "%s\n", value);
        }
    }
    sink_text(dump->sink, number, 0, PLACE_METADATA, label, lines->str, lines->len);
    html_text_put(html, dump->sink, number, label);
}

/* ---- publications ---- */

static const Kind *kind_of(const char *table, const Row *row)
{
    g_autofree char *lower = g_ascii_strdown(table, -1);

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        if (g_str_has_suffix(lower, kinds[i].table) && index_of(row, kinds[i].needs) != G_MAXUINT &&
            index_of(row, kinds[i].needs_too) != G_MAXUINT)
            return &kinds[i];
    }
    return NULL;
}

/* Titles and names may hold references ("&amp;"). g_free; NULL. */
static char *plain_text(const char *value)
{
    g_autoptr(HtmlText) html = html_text_new();

    if (!value || !holds_markup(value))
        return g_strdup(value);
    html_text_read(html, value, strlen(value));
    return g_strstrip(g_strdup(html_text_body(html)));
}

/* What TYPO3 deleted stays in the table. */
static PublicationStatus status_of(const Kind *kind, const Row *row, const char *status,
                                   const char *type)
{
    const char *deleted = sql_value(row->columns, row->values, "deleted");
    bool is_public =
        !kind->status || (status && strcmp(status, kind->public_status) == 0) ||
        (status && strcmp(status, "inherit") == 0 && type && strcmp(type, "attachment") == 0);

    return is_public && g_strcmp0(deleted, "1") != 0 ? STATUS_PUBLISHED : STATUS_UNPUBLISHED;
}

/* A password, a group of users, a level of access above "public": not everybody sees it. */
static Access access_of(const Row *row, const char *status)
{
    const char *password = sql_value(row->columns, row->values, "post_password");
    const char *group = sql_value(row->columns, row->values, "fe_group");
    const char *level = sql_value(row->columns, row->values, "access");
    bool closed = (password && *password) || (group && *group && strcmp(group, "0") != 0) ||
                  (level && g_ascii_strtoll(level, NULL, 10) > 1 &&
                   sql_value(row->columns, row->values, "introtext")) ||
                  g_strcmp0(status, "private") == 0;

    return closed ? ACCESS_CLOSED : ACCESS_UNKNOWN;
}

static uint32_t put_publication(Dump *dump, const Kind *kind, Row *row, const char *title,
                                const char *author)
{
    const char *type = kind->url ? get(row, "post_type") : NULL;
    g_autofree char *first = get_time(row, kind->published[0]);
    g_autofree char *second = get_time(row, kind->published[1]);
    g_autofree char *updated = get_time(row, kind->updated);
    const char *published = first ? first : second;
    const char *status = get(row, kind->status);
    bool page = type && strcmp(type, "page") == 0;

    return sink_publication(
        dump->sink, &(FactPublication){.kind = page ? KIND_PAGE : kind->kind,
                                       .access = access_of(row, status),
                                       .status = status_of(kind, row, status, type),
                                       .platform = "website",
                                       .author = author,
                                       .title = title,
                                       .url = get(row, kind->url),
                                       .native_id = get(row, kind->id),
                                       .published = published,
                                       .published_known = published ? KNOWN_EXPORT : KNOWN_NOT,
                                       .updated = updated});
}

static void put_known(Dump *dump, const Kind *kind, Row *row, const char *label)
{
    g_autofree char *title = plain_text(get(row, kind->title));
    g_autofree char *author = plain_text(get(row, kind->author));
    g_autoptr(HtmlText) html = html_text_new();
    uint32_t number = put_publication(dump, kind, row, title, author);
    const char *url = get(row, kind->url), *writer = get(row, kind->writer);

    if (title)
        sink_text(dump->sink, number, 0, PLACE_TITLE, label, title, strlen(title));
    if (author)
        sink_text(dump->sink, number, 0, PLACE_AUTHOR, label, author, strlen(author));
    if (writer && !author)
        sink_property(dump->sink, number, 0, "author", "number", writer);
    if (url) {
        g_autofree char *decoded = uri_decode(url, strlen(url));

        sink_text(dump->sink, number, 0, PLACE_URL, label, decoded, strlen(decoded));
        if (uri_role(url))
            html_media_add(html_text_media(html), url, uri_role(url));
    }
    html_text_keep_lines(html);
    for (size_t i = 0; i < COLUMNS_MAX; i++) {
        const char *body = get(row, kind->bodies[i]);

        g_autofree char *plain = body ? wordpress_shortcodes(body) : NULL;

        if (plain)
            html_text_read(html, plain, strlen(plain));
    }
    html_text_put(html, dump->sink, number, label);
    put_rest(dump, row, number, label);
}

/* ---- nodes and comments of Drupal ---- */

static uint32_t put_node(Dump *dump, SqlNode *node, bool earlier)
{
    SqlNode *answered = sql_nodes_find(dump->nodes, SQL_NODE, node->answers);
    uint32_t number;

    if (node->number && !earlier)
        return node->number;
    number = sink_publication(
        dump->sink,
        &(FactPublication){.kind = node->kind == SQL_COMMENT ? KIND_COMMENT : KIND_POST,
                           .in_reply_to = answered ? put_node(dump, answered, false) : 0,
                           .status =
                               node->is_public && !earlier ? STATUS_PUBLISHED : STATUS_UNPUBLISHED,
                           .platform = "website",
                           .author = node->author,
                           .title = node->title,
                           .native_id = node->id,
                           .published = node->published,
                           .published_known = node->published ? KNOWN_EXPORT : KNOWN_NOT,
                           .updated = node->updated});
    if (!earlier)
        node->number = number;
    return number;
}

/* The number by which posts name their writer, and his name: of WordPress, Joomla and Drupal. */
static void put_user(Dump *dump, const char *table, const Row *row)
{
    static const char *const numbers[] = {"ID", "id", "uid"};
    static const char *const names[] = {"display_name", "name"};
    const char *number = NULL, *name = NULL;

    if (!g_str_has_suffix(table, "users") && !g_str_has_suffix(table, "users_field_data"))
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(numbers) && !number; i++)
        number = sql_value(row->columns, row->values, numbers[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(names) && !(name && *name); i++)
        name = sql_value(row->columns, row->values, names[i]);
    if (number && name && *name)
        sink_property(dump->sink, 0, 0, "user", number, name);
}

/* WordPress has first and last name in rows of their own, one behind the other. */
static void put_user_name(Dump *dump, const Row *row, const char *label)
{
    const char *key = sql_value(row->columns, row->values, "meta_key");
    const char *value = sql_value(row->columns, row->values, "meta_value");
    const char *user = sql_value(row->columns, row->values, "user_id");

    if (!user || !value || g_strcmp0(key, "first_name") == 0) {
        g_free(dump->user);
        g_free(dump->first);
        dump->user = g_strdup(user);
        dump->first = g_strdup(value);
    } else if (g_strcmp0(key, "last_name") == 0 && dump->first &&
               g_strcmp0(dump->user, user) == 0) {
        g_autofree char *name = g_strdup_printf("%s %s", dump->first, value);

        sink_text(dump->sink, 0, 0, PLACE_AUTHOR, label, name, strlen(name));
    }
}

static void on_row(void *user, const char *table, uint64_t number, const GPtrArray *columns,
                   const GPtrArray *values)
{
    Dump *dump = user;
    g_autofree bool *used = g_new0(bool, values->len + 1);
    Row row = {table, columns, values, used, false};
    const Kind *kind = kind_of(table, &row);
    SqlNode *node = sql_nodes_of_row(dump->nodes, table, columns, values);
    g_autofree char *label = g_strdup_printf("table %s, row %" G_GUINT64_FORMAT, table, number);

    row.of_node = node != NULL;
    if (node)
        put_rest(dump, &row,
                 put_node(dump, node, sql_node_is_earlier(node, table, columns, values)), label);
    else if (kind)
        put_known(dump, kind, &row, label);
    else
        put_rest(dump, &row, 0, label);
    put_user(dump, table, &row);
    if (g_str_has_suffix(table, "usermeta"))
        put_user_name(dump, &row, label);
}

static void on_other(void *user, const char *what, const char *text)
{
    Dump *dump = user;

    if (has_letters(text))
        sink_text(dump->sink, 0, 0, PLACE_HIDDEN, what, text, strlen(text));
}

/* mysqldump signs what it has finished. */
static bool is_cut(Input *input)
{
    Slice head = input_head(input);
    g_autofree char *start = g_strndup(head.data, MIN(head.length, 200));
    char end[400] = "";
    uint64_t size = input_size(input);

    input_read_at(input, size > 399 ? size - 399 : 0, end, 399);
    return (strstr(start, "-- MySQL dump") || strstr(start, "-- MariaDB dump")) &&
           !strstr(end, "Dump completed");
}

static void sql_read(Input *input, Sink *sink)
{
    static const SqlHandler handler = {on_row, on_other};
    g_autoptr(SqlNodes) nodes = sql_nodes_new(input);
    Dump dump = {.sink = sink, .nodes = nodes};
    Reason reason = sql_scan(input, &handler, &dump);

    if (reason == REASON_TRUNCATED || (reason == REASON_NONE && is_cut(input)))
        sink_gap(sink, REASON_TRUNCATED, "a dump that is cut off");
    else if (reason != REASON_NONE)
        sink_gap(sink, reason, "a value larger than any text of a page");
    g_free(dump.user);
    g_free(dump.first);
}

const Reader reader_sql = {.name = "sql", .bid = sql_bid, .read = sql_read};
