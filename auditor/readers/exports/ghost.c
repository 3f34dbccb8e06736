/*
 * Reader of what Ghost (a program for websites and newsletters) exports: the tables of its database
 * as JSON. Posts name their writers and what describes them by numbers in other tables. What is a
 * draft nobody saw; what is for members is closed.
 */
#include <string.h>

#include "readers/exports/dump.h"

typedef struct {
    GHashTable *posts; /* id of a post -> its publication */
} Ghost;

static int bid(const Input *input)
{
    Slice head = input_head(input);

    if (!json_is_plain(head) || !dump_head_has(head, "meta"))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));

    return (dump_head_has(head, "db") || strstr(path, "ghost")) &&
                   dump_head_has(head, "exported_on") && dump_head_has(head, "data")
               ? 86
               : 0;
}

/* Milliseconds in older exports. */
static const char *time_of(Dump *dump, const JsonValue *object, const char *key)
{
    return json_string(json_member(object, key)) ? dump_iso_time(dump, object, key, true)
                                                 : dump_time(dump, object, key);
}

/* What a post is made of where it was not made into HTML: documents of the editors, as JSON in a
 * string. */
static void put_source(Dump *dump, uint32_t publication, const JsonValue *post)
{
    static const char *const keys[] = {"lexical", "mobiledoc", "plaintext", "markdown"};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *text = dump_take(dump, post, keys[i]);
        bool ok = false, deep;
        JsonValue *value = text && i < 2 ? json_parse(text, strlen(text), &ok, &deep) : NULL;
        JsonCollector *collector =
            json_collector_new(dump->sink, publication, PLACE_BODY, JSON_TEXT_AS_IS);

        if (ok && value)
            json_collector_add(collector, keys[i], value);
        else if (text)
            json_collector_add_text(collector, keys[i], text, strlen(text));
        json_collector_finish(collector);
        json_free(value);
    }
}

static Access access_of(const char *visibility, const char *status)
{
    if (g_strcmp0(status, "sent") == 0) /* by mail only */
        return ACCESS_CLOSED;
    return !visibility || strcmp(visibility, "public") == 0 ? ACCESS_PUBLIC : ACCESS_CLOSED;
}

static void put_picture(Dump *dump, uint32_t publication, const JsonValue *post)
{
    static const char *const keys[] = {"feature_image", "image", "og_image", "twitter_image"};

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *uri = dump_take(dump, post, keys[i]);

        if (!uri)
            continue;
        if (g_str_has_prefix(uri, "__GHOST_URL__"))
            uri += strlen("__GHOST_URL__");
        dump_medium(dump, publication, "image", uri, NULL);
    }
}

static void put_post(Dump *dump, const JsonValue *post)
{
    Ghost *state = dump->user;
    const char *status = dump_take(dump, post, "status");
    const char *visibility = dump_take(dump, post, "visibility");
    const char *type = dump_take(dump, post, "type");
    bool page = g_strcmp0(type, "page") == 0 || json_is_true(json_member(post, "page"));
    bool shown = g_strcmp0(status, "published") == 0 || g_strcmp0(status, "sent") == 0;
    const char *markup = dump_take(dump, post, "html");
    const char *writer = dump_take_scalar(dump, post, "author_id");
    FactPublication fact = {.kind = page ? KIND_PAGE : KIND_POST,
                            .access = access_of(visibility, status),
                            .status = shown ? STATUS_PUBLISHED : STATUS_UNPUBLISHED,
                            .title = dump_take(dump, post, "title"),
                            .native_id = dump_take_scalar(dump, post, "id"),
                            .published = time_of(dump, post, "published_at"),
                            .updated = time_of(dump, post, "updated_at")};
    uint32_t publication = dump_publication(dump, &fact);

    if (fact.native_id)
        g_hash_table_insert(state->posts, g_strdup(fact.native_id), GUINT_TO_POINTER(publication));
    if (writer)
        sink_property(dump->sink, publication, 0, "author", "number", writer);
    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, 0, PLACE_URL, "slug", dump_take(dump, post, "slug"));
    put_picture(dump, publication, post);
    if (markup)
        dump_markup(dump, publication, "html", markup);
    else
        put_source(dump, publication, post);
    dump_text(dump, publication, 0, PLACE_BODY, "custom_excerpt",
              dump_take(dump, post, "custom_excerpt"));
    dump_leftovers(dump, publication, 0, post);
}

/* {post_id, ...}: what describes a post beside it. */
static void put_description(Dump *dump, uint32_t publication, const JsonValue *row)
{
    put_picture(dump, publication, row);
    dump_text(dump, publication, 0, PLACE_ALT, "feature_image_alt",
              dump_take(dump, row, "feature_image_alt"));
    dump_markup(dump, publication, "feature_image_caption",
                dump_take(dump, row, "feature_image_caption"));
    dump_leftovers(dump, publication, 0, row);
}

static void put_comment(Dump *dump, uint32_t answered, const JsonValue *row)
{
    const char *writer = dump_take_scalar(dump, row, "member_id");
    const char *status = dump_take(dump, row, "status");
    FactPublication fact = {.kind = KIND_COMMENT,
                            .in_reply_to = answered,
                            .access = ACCESS_PUBLIC,
                            .status = !status || strcmp(status, "published") == 0
                                          ? STATUS_PUBLISHED
                                          : STATUS_UNPUBLISHED,
                            .native_id = dump_take_scalar(dump, row, "id"),
                            .published = time_of(dump, row, "created_at")};
    uint32_t publication = dump_publication(dump, &fact);

    if (writer)
        sink_property(dump->sink, publication, 0, "author", "number", writer);
    dump_markup(dump, publication, "html", dump_take(dump, row, "html"));
    dump_leftovers(dump, publication, 0, row);
}

/* An earlier form of a post: nobody sees it any more. */
static void put_revision(Dump *dump, const JsonValue *row)
{
    const Ghost *state = dump->user;
    const char *id = dump_take_scalar(dump, row, "post_id");
    FactPublication fact = {.kind = KIND_POST,
                            .in_reply_to =
                                id ? GPOINTER_TO_UINT(g_hash_table_lookup(state->posts, id)) : 0,
                            .access = ACCESS_CLOSED,
                            .status = STATUS_UNPUBLISHED,
                            .title = dump_take(dump, row, "title"),
                            .published = time_of(dump, row, "created_at")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    put_source(dump, publication, row);
    dump_leftovers(dump, publication, 0, row);
}

/* A user or a member: who has a number and a name. */
static void put_person(Dump *dump, const char *key, const JsonValue *row)
{
    FactPublication fact = {.kind = KIND_ACCOUNT,
                            .access = strcmp(key, "users") == 0 ? ACCESS_PUBLIC : ACCESS_CLOSED,
                            .native_id = dump_take_scalar(dump, row, "id"),
                            .title = dump_take(dump, row, "name")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_user(dump, fact.native_id, fact.title);
    dump_text(dump, publication, 0, PLACE_AUTHOR, "name", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "bio", dump_take(dump, row, "bio"));
    dump->plain = publication;
    dump_leftovers(dump, publication, 0, row);
}

static void put_tag(Dump *dump, const JsonValue *row)
{
    FactPublication fact = {.kind = KIND_PAGE,
                            .access = ACCESS_PUBLIC,
                            .native_id = dump_take_scalar(dump, row, "id"),
                            .title = dump_take(dump, row, "name")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TAG, "name", fact.title);
    dump_text(dump, publication, 0, PLACE_URL, "slug", dump_take(dump, row, "slug"));
    dump_text(dump, publication, 0, PLACE_BODY, "description", dump_take(dump, row, "description"));
    dump_leftovers(dump, publication, 0, row);
}

/* Rows that belong to a post by its number. */
static bool take_row_of_post(Dump *dump, const char *key, const JsonValue *row)
{
    Ghost *state = dump->user;
    const char *id = json_scalar(json_member(row, "post_id"));
    const char *writer = json_scalar(json_member(row, "author_id"));
    uint32_t publication = id ? GPOINTER_TO_UINT(g_hash_table_lookup(state->posts, id)) : 0;

    if (!id)
        return false;
    if (strcmp(key, "comments") == 0)
        put_comment(dump, publication, row);
    else if (publication && strcmp(key, "posts_meta") == 0)
        put_description(dump, publication, row);
    else if (publication && writer && strcmp(key, "posts_authors") == 0)
        sink_property(dump->sink, publication, 0, "author", "number", writer);
    else
        return false;
    return true;
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    static const char *const revisions[] = {"post_revisions", "mobiledoc_revisions", NULL};

    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (strcmp(key, "posts") == 0 && json_string(json_member(value, "title")))
        put_post(dump, value);
    else if (g_strv_contains(revisions, key) && json_member(value, "post_id"))
        put_revision(dump, value);
    else if ((strcmp(key, "users") == 0 || strcmp(key, "members") == 0) && json_member(value, "id"))
        put_person(dump, key, value);
    else if (strcmp(key, "tags") == 0 && json_string(json_member(value, "name")))
        put_tag(dump, value);
    else
        return take_row_of_post(dump, key, value);
    return true;
}

static void read_ghost(Input *input, Sink *sink)
{
    Ghost state = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    Dump dump;

    dump_init(&dump, input, sink, "website");
    dump.access = ACCESS_CLOSED; /* settings, members, what was mailed */
    dump.user = &state;
    dump_read(&dump, input, take);
    dump_clear(&dump);
    g_hash_table_destroy(state.posts);
}

const Reader reader_ghost = {"ghost", bid, read_ghost};
