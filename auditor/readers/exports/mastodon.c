/*
 * Reader of Mastodon archives (ActivityStreams): the account and its outbox. Who could read a post
 * follows from whom it was sent to; a boost is somebody else's, and only its address is there.
 */
#include <string.h>

#include "readers/exports/dump_table.h"
#include "worker/xml.h"

#define PUBLIC "https://www.w3.org/ns/activitystreams#Public"

#define TABLE_BYTES_MAX (64U * 1024U * 1024U)

/* Lists of accounts are downloaded apart from the archive: following_accounts.csv, followers.csv.
 */
static bool is_list(Slice head)
{
    static const char column[] = "Account address";

    return head.length >= strlen(column) && memcmp(head.data, column, strlen(column)) == 0;
}

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (is_list(head))
        return 80;

    if (!json_is_plain(head) || !dump_head_has(head, "@context"))
        return 0;
    return dump_head_has(head, "orderedItems") || dump_head_has(head, "preferredUsername") ? 85 : 0;
}

static bool names_public(const JsonValue *list)
{
    const char *one = json_string(list);
    bool found = one && (strcmp(one, PUBLIC) == 0 || strcmp(one, "as:Public") == 0);

    for (size_t i = 0; !found && i < json_length(list); i++)
        found = names_public(json_element(list, i));
    return found;
}

static bool names_followers(const JsonValue *list)
{
    const char *one = json_string(list);
    bool found = one && g_str_has_suffix(one, "/followers");

    for (size_t i = 0; !found && i < json_length(list); i++)
        found = names_followers(json_element(list, i));
    return found;
}

static Access access_of(const JsonValue *activity)
{
    const JsonValue *to = json_member(activity, "to"), *cc = json_member(activity, "cc");

    if (!to && !cc)
        return ACCESS_UNKNOWN;
    if (names_public(to) || names_public(cc))
        return ACCESS_PUBLIC;
    return names_followers(to) || names_followers(cc) ? ACCESS_CLOSED : ACCESS_DIRECT;
}

static void put_attachments(Dump *dump, uint32_t publication, const JsonValue *list)
{
    for (size_t i = 0; i < json_length(list); i++) {
        const JsonValue *one = json_element(list, i);
        const char *url = dump_take(dump, one, "url");
        const char *type = dump_take(dump, one, "mediaType");
        const char *role = type && g_str_has_prefix(type, "video/")   ? "video"
                           : type && g_str_has_prefix(type, "audio/") ? "audio"
                                                                      : "image";
        uint32_t medium;

        if (!url)
            continue;
        /* The path within the archive, written as if it were the server's. */
        medium = dump_medium(dump, publication, dump_role(url, role), url + (*url == '/'), NULL);
        dump_text(dump, publication, medium, PLACE_ALT, "alt", dump_take(dump, one, "name"));
        dump_take(dump, one, "blurhash");
        dump_take(dump, one, "type");
    }
}

static void put_tags(Dump *dump, uint32_t publication, const JsonValue *list)
{
    for (size_t i = 0; i < json_length(list); i++) {
        const JsonValue *one = json_element(list, i);
        const char *type = dump_take(dump, one, "type");

        if (type && strcmp(type, "Mention") == 0)
            dump_tag(dump, publication, 0, dump_take(dump, one, "name"));
        else if (type && strcmp(type, "Hashtag") == 0)
            dump_text(dump, publication, 0, PLACE_TAG, "hashtag", dump_take(dump, one, "name"));
    }
}

/* What may be chosen. */
static void put_options(Dump *dump, uint32_t publication, const JsonValue *list)
{
    for (size_t i = 0; i < json_length(list); i++)
        dump_text(dump, publication, 0, PLACE_BODY, "poll",
                  dump_take(dump, json_element(list, i), "name"));
}

typedef struct {
    Dump *dump;
    uint32_t publication;
    const char *content;
} Versions;

static void put_version(void *user, const char *language, const JsonValue *value)
{
    Versions *versions = user;
    const char *markup = dump_take_value(versions->dump, value);

    if (markup && (!versions->content || strcmp(markup, versions->content) != 0))
        dump_markup(versions->dump, versions->publication, language, markup);
}

static void put_note(Dump *dump, const JsonValue *activity, const JsonValue *note)
{
    static const char *const lists[] = {
        "to",      "cc",    "context", "conversation", "atomUri",   "inReplyToAtomUri", "type",
        "replies", "likes", "shares",  "localOnly",    "signature", "interactionPolicy"};
    Access access = access_of(json_member(note, "to") ? note : activity);
    bool reply = json_string(json_member(note, "inReplyTo")) != NULL;
    FactPublication fact = {.kind = access == ACCESS_DIRECT ? KIND_MESSAGE
                                    : reply                 ? KIND_COMMENT
                                                            : KIND_POST,
                            .access = access,
                            .native_id = dump_take(dump, note, "id"),
                            .url = dump_take(dump, note, "url"),
                            .title = dump_take(dump, note, "summary"),
                            .published = dump_iso_time(dump, note, "published", true),
                            .updated = dump_iso_time(dump, note, "updated", true)};
    uint32_t publication = dump_publication(dump, &fact);
    Versions versions = {dump, publication, dump_take(dump, note, "content")};

    put_attachments(dump, publication, json_member(note, "attachment"));
    dump_text(dump, publication, 0, PLACE_TITLE, "content warning", fact.title);
    dump_markup(dump, publication, "content", versions.content);
    json_each_member(json_member(note, "contentMap"), put_version, &versions);
    put_tags(dump, publication, json_member(note, "tag"));
    put_options(dump, publication, json_member(note, "oneOf"));
    put_options(dump, publication, json_member(note, "anyOf"));
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++)
        dump_skip(dump, json_member(note, lists[i]));
    dump_leftovers(dump, publication, 0, note);
}

/* {type: Create, object: {...}} or {type: Announce, object: "https://..."} */
static void put_activity(Dump *dump, const JsonValue *activity)
{
    const JsonValue *object = json_member(activity, "object");
    const char *type = dump_take(dump, activity, "type");
    FactPublication fact = {.kind = KIND_POST, .access = access_of(activity)};
    uint32_t publication;

    if (json_kind(object) == JSON_KIND_OBJECT && json_member(object, "content")) {
        put_note(dump, activity, object);
        return;
    }
    fact.native_id = dump_take(dump, activity, "id");
    fact.published = dump_iso_time(dump, activity, "published", true);
    fact.announces = dump_take_value(dump, object);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_URL, type ? type : "object", fact.announces);
    dump_skip(dump, json_member(activity, "to"));
    dump_skip(dump, json_member(activity, "actor"));
    dump_leftovers(dump, publication, 0, activity);
}

static void put_actor(Dump *dump, const JsonValue *actor)
{
    const JsonValue *fields = json_member(actor, "attachment");
    const char *handle = dump_take(dump, actor, "preferredUsername");
    FactPublication fact = {.kind = KIND_ACCOUNT,
                            .access = ACCESS_PUBLIC,
                            .title = dump_take(dump, actor, "name"),
                            .url = dump_take(dump, actor, "url")};
    uint32_t publication;

    dump_account(dump, handle, fact.title);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    dump_text(dump, publication, 0, PLACE_BODY, "preferredUsername", handle);
    dump_markup(dump, publication, "summary", dump_take(dump, actor, "summary"));
    for (size_t i = 0; i < json_length(fields); i++) {
        dump_text(dump, publication, 0, PLACE_BODY, "field",
                  dump_take(dump, json_element(fields, i), "name"));
        dump_markup(dump, publication, "field", dump_take(dump, json_element(fields, i), "value"));
    }
    dump_skip(dump, json_member(actor, "@context"));
    dump_skip(dump, json_member(actor, "publicKey"));
    dump_leftovers(dump, publication, 0, actor);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    (void)key;
    if (strcmp(key, "@context") == 0)
        return true;
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (json_string(json_member(value, "preferredUsername")))
        put_actor(dump, value);
    else if (json_member(value, "object") && json_string(json_member(value, "type")))
        put_activity(dump, value);
    else if (json_string(json_member(value, "content")) && json_member(value, "published"))
        put_note(dump, value, value);
    else
        return false;
    return true;
}

static void put_person(DumpTable *table)
{
    const char *const address[] = {"account address", NULL};
    bool follower = strstr(table->dump->path, "follower") != NULL;

    dump_contact(table->dump, 0, follower ? "follower" : "following", NULL,
                 dump_table_take(table, address), NULL);
    dump_table_rest(table, 0);
}

static void read_list(Dump *dump, Input *input)
{
    Slice whole = input_whole(input, TABLE_BYTES_MAX);
    size_t length;
    g_autofree char *utf8 = text_decode(whole.data, whole.length, NULL, &length, NULL);
    DumpTable table = {.dump = dump, .row = put_person};

    dump_table_read(&table, utf8, length, ',');
}

static void read_mastodon(Input *input, Sink *sink)
{
    Dump dump;

    dump_init(&dump, input, sink, "mastodon");
    dump.rest = ACCESS_CLOSED; /* likes and bookmarks */
    if (is_list(input_text_head(input)))
        read_list(&dump, input);
    else
        dump_read(&dump, input, take);
    dump_clear(&dump);
}

const Reader reader_mastodon = {"mastodon", bid, read_mastodon};
