/*
 * The records of Bluesky: posts with pictures, alt texts, mentions and quotes; re-posts, likes,
 * follows, the profile. Everything in a repository is public. A record of another kind becomes text
 * of its own, so that nothing is lost. Old records say `image: {cid}` and `entities` where new ones
 * say `image: {ref}` and `facets`.
 */
#include <string.h>

#include "readers/exports/bluesky.h"

#define EMBED_DEPTH 3U

static const char *type_of(const JsonValue *value)
{
    const char *type = json_string(json_member(value, "$type"));

    return type ? type : "";
}

static uint32_t put_publication(Dump *dump, FactPublication *fact, const JsonValue *record)
{
    const Bluesky *state = dump->user;

    fact->access = ACCESS_PUBLIC;
    fact->native_id = state->address;
    fact->status = state->removed ? STATUS_UNPUBLISHED : STATUS_PUBLISHED;
    fact->published = dump_iso_time(dump, record, "createdAt", true);
    return dump_publication(dump, fact);
}

/* What the platform's own words say, and nobody wrote. */
static void skip_own(Dump *dump, const JsonValue *value)
{
    dump_skip(dump, json_member(value, "$type"));
    dump_skip(dump, json_member(value, "langs"));
}

/* A picture lies in the account's blobs, as a file named by its digest. */
static const char *blob_name(Dump *dump, const JsonValue *blob)
{
    const char *name = dump_take(dump, json_member(blob, "ref"), "$link");

    if (!name)
        name = dump_take(dump, blob, "cid");
    if (name)
        dump_skip(dump, blob);
    return name ? name : dump_take_value(dump, blob);
}

static uint32_t put_blob(Dump *dump, uint32_t publication, const char *role, const JsonValue *blob,
                         const char *alt)
{
    const char *name = blob_name(dump, blob);
    uint32_t medium = name ? dump_medium(dump, publication, role, name, NULL) : 0;

    dump_text(dump, publication, medium, PLACE_ALT, "alt", alt);
    return medium;
}

static void put_images(Dump *dump, uint32_t publication, const JsonValue *images)
{
    for (size_t i = 0; i < json_length(images); i++) {
        const JsonValue *one = json_element(images, i);

        put_blob(dump, publication, "image", json_member(one, "image"),
                 dump_take(dump, one, "alt"));
    }
}

static void put_external(Dump *dump, uint32_t publication, const JsonValue *external)
{
    uint32_t thumb = json_member(external, "thumb") ? put_blob(dump, publication, "thumbnail",
                                                               json_member(external, "thumb"), NULL)
                                                    : 0;

    dump_text(dump, publication, 0, PLACE_URL, "link", dump_take(dump, external, "uri"));
    dump_text(dump, publication, thumb, PLACE_CAPTION, "title of the link",
              dump_take(dump, external, "title"));
    dump_text(dump, publication, thumb, PLACE_CAPTION, "description of the link",
              dump_take(dump, external, "description"));
}

/* Pictures, a film, a link card; `media` of a quote holds the same once more. */
static void put_embed(Dump *dump, uint32_t publication, const JsonValue *embed, unsigned depth)
{
    if (json_kind(embed) != JSON_KIND_OBJECT || depth == EMBED_DEPTH)
        return;
    skip_own(dump, embed);
    put_images(dump, publication, json_member(embed, "images"));
    if (json_member(embed, "video"))
        put_blob(dump, publication, "video", json_member(embed, "video"),
                 dump_take(dump, embed, "alt"));
    if (json_member(embed, "external"))
        put_external(dump, publication, json_member(embed, "external"));
    put_embed(dump, publication, json_member(embed, "media"), depth + 1);
}

/* The address of the post that is quoted. */
static const char *quoted(Dump *dump, const JsonValue *record)
{
    const JsonValue *embed = json_member(record, "embed");
    const JsonValue *inner = json_member(embed, "record");

    if (json_member(inner, "record"))
        inner = json_member(inner, "record");
    dump_skip(dump, json_member(inner, "cid"));
    return dump_take(dump, inner, "uri");
}

/* Bytes `start` to `end` of the text, which count UTF-8; NULL where they are none. */
static const char *slice(Dump *dump, const char *text, const JsonValue *index, const char *start,
                         const char *end)
{
    int64_t from = 0, to = 0;

    if (!text || !json_integer(json_member(index, start), &from) ||
        !json_integer(json_member(index, end), &to) || from < 0 || to <= from ||
        (uint64_t)to > strlen(text) || !g_utf8_validate(text + from, (gssize)(to - from), NULL))
        return NULL;
    return dump_own(dump, g_strndup(text + from, (size_t)(to - from)));
}

static void put_mention(Dump *dump, uint32_t publication, const char *name, const char *did)
{
    dump_tag(dump, publication, 0, name ? name : did);
    if (name)
        dump_text(dump, publication, 0, PLACE_TAG, "mention", did);
}

static void put_facet(Dump *dump, uint32_t publication, const char *text, const JsonValue *facet)
{
    const JsonValue *features = json_member(facet, "features");
    const char *name = slice(dump, text, json_member(facet, "index"), "byteStart", "byteEnd");

    dump_skip(dump, json_member(facet, "$type"));
    dump_skip(dump, json_member(facet, "index"));
    for (size_t i = 0; i < json_length(features); i++) {
        const JsonValue *feature = json_element(features, i);
        const char *did = dump_take(dump, feature, "did");

        dump_skip(dump, json_member(feature, "$type"));
        dump_skip(dump, json_member(feature, "tag")); /* the text has it */
        if (did)
            put_mention(dump, publication, name, did);
        dump_text(dump, publication, 0, PLACE_URL, "link", dump_take(dump, feature, "uri"));
    }
}

/* Positions of the old form counted what a script counts: only where all is ASCII they are sure. */
static void put_entity(Dump *dump, uint32_t publication, const char *text, const JsonValue *entity)
{
    const char *type = dump_take(dump, entity, "type");
    const char *value = dump_take(dump, entity, "value");
    const char *name = text && g_str_is_ascii(text)
                           ? slice(dump, text, json_member(entity, "index"), "start", "end")
                           : NULL;

    dump_skip(dump, json_member(entity, "index"));
    if (type && strcmp(type, "mention") == 0 && value)
        put_mention(dump, publication, name, value);
    else
        dump_text(dump, publication, 0, PLACE_URL, type ? type : "link", value);
}

static void put_facets(Dump *dump, uint32_t publication, const char *text, const JsonValue *record)
{
    const JsonValue *facets = json_member(record, "facets");
    const JsonValue *entities = json_member(record, "entities");

    for (size_t i = 0; i < json_length(facets); i++)
        put_facet(dump, publication, text, json_element(facets, i));
    for (size_t i = 0; i < json_length(entities); i++)
        put_entity(dump, publication, text, json_element(entities, i));
}

/* The post of this account that is answered; somebody else's is only an address. */
static uint32_t answered(Dump *dump, const JsonValue *reply)
{
    const Bluesky *state = dump->user;
    const char *parent = json_string(json_path(reply, "parent.uri"));

    return parent ? GPOINTER_TO_UINT(g_hash_table_lookup(state->numbers, parent)) : 0;
}

static void put_reply(Dump *dump, uint32_t publication, const JsonValue *reply)
{
    const char *parent = dump_take(dump, json_member(reply, "parent"), "uri");
    const char *root = dump_take(dump, json_member(reply, "root"), "uri");

    dump_text(dump, publication, 0, PLACE_URL, "answers", parent);
    if (root && g_strcmp0(root, parent) != 0)
        dump_text(dump, publication, 0, PLACE_URL, "in the thread of", root);
    dump_skip(dump, reply);
}

static void put_post(Dump *dump, const JsonValue *record)
{
    Bluesky *state = dump->user;
    const JsonValue *reply = json_member(record, "reply");
    const char *text = dump_take(dump, record, "text");
    bool is_reply = json_kind(reply) == JSON_KIND_OBJECT;
    FactPublication fact = {.kind = is_reply ? KIND_COMMENT : KIND_POST,
                            .in_reply_to = answered(dump, reply),
                            .announces = quoted(dump, record)};
    uint32_t publication = put_publication(dump, &fact, record);

    if (state->address)
        g_hash_table_insert(state->numbers, g_strdup(state->address),
                            GUINT_TO_POINTER(publication));
    skip_own(dump, record);
    put_embed(dump, publication, json_member(record, "embed"), 0);
    dump_text(dump, publication, 0, PLACE_BODY, "post", text);
    const JsonValue *tags = json_member(record, "tags");

    for (size_t i = 0; i < json_length(tags); i++)
        dump_text(dump, publication, 0, PLACE_TAG, "tag",
                  dump_take_value(dump, json_element(tags, i)));
    put_facets(dump, publication, text, record);
    if (is_reply)
        put_reply(dump, publication, reply);
    if (fact.announces)
        dump_text(dump, publication, 0, PLACE_URL, "quotes", fact.announces);
    dump_leftovers(dump, publication, 0, record);
}

/* A re-post or a like: only the address of what somebody else wrote. */
static void put_share(Dump *dump, const JsonValue *record)
{
    const JsonValue *subject = json_member(record, "subject");
    bool like = g_str_has_suffix(type_of(record), ".like");
    FactPublication fact = {.kind = KIND_POST, .announces = dump_take(dump, subject, "uri")};
    uint32_t publication = put_publication(dump, &fact, record);

    skip_own(dump, record);
    dump_skip(dump, subject);
    sink_property(dump->sink, publication, 0, "platform", "Activity", like ? "like" : "repost");
    dump_text(dump, publication, 0, PLACE_URL, like ? "likes" : "re-posts", fact.announces);
    dump_leftovers(dump, publication, 0, record);
}

/* Lists, feeds, settings, records of other programs. */
static void put_other(Dump *dump, const JsonValue *record)
{
    FactPublication fact = {.kind = KIND_FILE};
    uint32_t publication = put_publication(dump, &fact, record);

    dump_leftovers(dump, publication, 0, record);
}

/* Whom the account follows; whom it followed once is only text. */
static void put_follow(Dump *dump, const JsonValue *record)
{
    const Bluesky *state = dump->user;
    const char *subject;

    if (state->removed) {
        put_other(dump, record);
        return;
    }
    subject = dump_take(dump, record, "subject");
    skip_own(dump, record);
    /* Before 2023 the subject was an object. */
    if (!subject)
        subject = dump_take(dump, json_member(record, "subject"), "did");
    dump_contact(dump, 0, "following", NULL, subject,
                 dump_iso_time(dump, record, "createdAt", true));
}

static void put_profile(Dump *dump, const JsonValue *record)
{
    static const char *const pictures[] = {"avatar", "banner"};
    Bluesky *state = dump->user;
    FactPublication fact = {.kind = KIND_ACCOUNT, .title = dump_take(dump, record, "displayName")};
    uint32_t publication;

    if (!state->removed) {
        dump_account(dump, state->did, fact.title);
        state->told = true;
    }
    publication = put_publication(dump, &fact, record);
    skip_own(dump, record);
    for (size_t i = 0; i < G_N_ELEMENTS(pictures); i++) {
        if (json_member(record, pictures[i]))
            put_blob(dump, publication, "image", json_member(record, pictures[i]), NULL);
    }
    dump_text(dump, publication, 0, PLACE_TITLE, "displayName", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "description",
              dump_take(dump, record, "description"));
    dump_leftovers(dump, publication, 0, record);
}

static void put_record(Dump *dump, const JsonValue *record)
{
    static const struct {
        const char *type;
        void (*put)(Dump *dump, const JsonValue *record);
    } kinds[] = {{"app.bsky.feed.post", put_post},        {"app.bsky.feed.repost", put_share},
                 {"app.bsky.feed.like", put_share},       {"app.bsky.graph.follow", put_follow},
                 {"app.bsky.actor.profile", put_profile}, {"", put_other}};
    size_t i = 0;

    while (*kinds[i].type && strcmp(kinds[i].type, type_of(record)) != 0)
        i++;
    kinds[i].put(dump, record);
}

static void put_view(Dump *dump, const JsonValue *view, const JsonValue *record);

/* A post that is shown within another one. */
static void put_quoted_view(Dump *dump, const JsonValue *view)
{
    const JsonValue *inner = json_member(view, "value");

    if (json_member(inner, "$type") && json_string(json_member(view, "uri")))
        put_view(dump, view, inner);
}

/* Who wrote it, in the form that the platform's programs hand out: {uri, author, record}. */
static void put_view(Dump *dump, const JsonValue *view, const JsonValue *record)
{
    Bluesky *state = dump->user;
    const JsonValue *author = json_member(view, "author");

    state->address = dump_take(dump, view, "uri");
    dump_skip(dump, json_member(view, "cid"));
    dump_contact(dump, 0, "participant", dump_take(dump, author, "displayName"),
                 dump_take(dump, author, "handle"), NULL);
    put_record(dump, record);
    state->address = NULL;
    put_quoted_view(dump, json_path(view, "embed.record"));
    put_quoted_view(dump, json_path(view, "embed.record.record"));
    dump_leftovers(dump, 0, 0, view);
}

bool bluesky_record(Dump *dump, const char *key, const JsonValue *value)
{
    const JsonValue *inner = json_member(value, "record");

    (void)key;
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (!json_member(inner, "$type"))
        inner = json_member(value, "value");
    if (json_member(inner, "$type") && json_string(json_member(value, "uri"))) {
        put_view(dump, value, inner);
        return true;
    }
    if (!json_string(json_member(value, "$type")) ||
        strstr(type_of(value), "#")) /* a part of a view, looked into */
        return false;
    put_record(dump, value);
    return true;
}
