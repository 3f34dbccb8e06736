/*
 * Reader of Discord: the package that an account gets of its own messages, and what the usual tools
 * write of a whole channel, with everybody's. Servers are for their members, conversations of two
 * between those.
 */
#include <string.h>

#include "readers/exports/dump_table.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define TABLE_BYTES_MAX (64U * 1024U * 1024U)
#define NAMES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* The package until 2023, and a channel as tools write it. */
static bool is_table(Slice head)
{
    static const char *const headers[] = {"ID,Timestamp,Contents,Attachments",
                                          "AuthorID,Author,Date,Content,Attachments"};

    for (size_t i = 0; i < G_N_ELEMENTS(headers); i++) {
        if (head.length >= strlen(headers[i]) &&
            memcmp(head.data, headers[i], strlen(headers[i])) == 0)
            return true;
    }
    return false;
}

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (is_table(head))
        return 84;
    if (!json_is_plain(head))
        return 0;
    if (dump_head_has(head, "ID") && dump_head_has(head, "Timestamp") &&
        dump_head_has(head, "Contents"))
        return 84;
    if (dump_head_has(head, "guild") && dump_head_has(head, "channel") &&
        (dump_head_has(head, "messages") || dump_head_has(head, "dateRange")))
        return 84;
    g_autofree char *path = dump_plain_path(input_path(input));

    if (g_str_has_suffix(path, "/channel.json") && strstr(path, "messages/") &&
        dump_head_has(head, "id") && dump_head_has(head, "type"))
        return 80;
    return g_str_has_suffix(path, "account/user.json") && dump_head_has(head, "discriminator") ? 80
                                                                                               : 0;
}

static void put_attachments(Dump *dump, uint32_t publication, const JsonValue *files)
{
    for (size_t i = 0; i < json_length(files); i++) {
        const JsonValue *file = json_element(files, i);
        const char *uri = dump_take(dump, file, "url");
        const char *name = dump_take(dump, file, "fileName");

        if (!uri)
            continue;
        dump_text(
            dump, publication,
            dump_medium(dump, publication, dump_role(name ? name : uri, "attachment"), uri, NULL),
            PLACE_FILENAME, "fileName", name);
    }
}

/* {ID, Timestamp, Contents, Attachments}: links, one behind the other. */
static void put_own(Dump *dump, const JsonValue *message)
{
    const char *links = dump_take(dump, message, "Attachments");
    g_auto(GStrv) each = g_strsplit(links ? links : "", " ", -1);
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .native_id = dump_take_scalar(dump, message, "ID"),
                            .published = dump_iso_time(dump, message, "Timestamp", true)};
    uint32_t publication = dump_publication(dump, &fact);

    for (char **link = each; *link; link++) {
        if (**link)
            dump_medium(dump, publication, dump_role(*link, "attachment"), *link, NULL);
    }
    dump_text(dump, publication, 0, PLACE_BODY, "contents", dump_take(dump, message, "Contents"));
    dump_leftovers(dump, publication, 0, message);
}

static void put_message(Dump *dump, const JsonValue *message)
{
    GHashTable *numbers = dump->user;
    const JsonValue *author = json_member(message, "author");
    const JsonValue *reference = json_member(message, "reference");
    const char *answered = json_scalar(json_member(reference, "messageId"));
    const char *nickname = dump_take(dump, author, "nickname");
    const char *name = dump_take(dump, author, "name");
    FactPublication fact = {
        .kind = KIND_MESSAGE,
        .in_reply_to = answered ? GPOINTER_TO_UINT(g_hash_table_lookup(numbers, answered)) : 0,
        .author = nickname ? nickname : name,
        .native_id = dump_take_scalar(dump, message, "id"),
        .published = dump_iso_time(dump, message, "timestamp", true),
        .updated = dump_iso_time(dump, message, "timestampEdited", true)};
    uint32_t publication = dump_publication(dump, &fact);

    if (fact.native_id)
        g_hash_table_insert(numbers, g_strdup(fact.native_id), GUINT_TO_POINTER(publication));
    dump_skip(dump, json_member(message, "type"));
    dump_text(dump, publication, 0, PLACE_AUTHOR, "name", name);
    dump_text(dump, publication, 0, PLACE_BODY, "content", dump_take(dump, message, "content"));
    put_attachments(dump, publication, json_member(message, "attachments"));
    dump_leftovers(dump, publication, 0, message);
}

static void put_person(Dump *dump, const char *relation, const JsonValue *person)
{
    const char *handle = dump_take(dump, person, "username");
    const char *name = dump_take(dump, person, "global_name");

    dump_contact(dump, 0, relation, name ? name : handle, handle, NULL);
}

/* A channel of the package: its name, its server, or who takes part. */
static void put_channel(Dump *dump, const JsonValue *channel)
{
    const JsonValue *people = json_member(channel, "recipients");
    FactPublication fact = {.kind = KIND_ACCOUNT,
                            .title = dump_take(dump, channel, "name"),
                            .native_id = dump_take_scalar(dump, channel, "id")};
    uint32_t publication = dump_publication(dump, &fact);

    for (size_t i = 0; i < json_length(people); i++)
        put_person(dump, "participant", json_element(people, i));
    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    dump_text(dump, publication, 0, PLACE_TITLE, "server",
              dump_take(dump, json_member(channel, "guild"), "name"));
    dump_leftovers(dump, publication, 0, channel);
}

static void put_account(Dump *dump, const JsonValue *account)
{
    const JsonValue *people = json_member(account, "relationships");
    const char *handle = dump_take(dump, account, "username");
    FactPublication fact = {.kind = KIND_ACCOUNT, .title = dump_take(dump, account, "global_name")};
    uint32_t publication;

    if (!fact.title)
        fact.title = handle;
    dump_account(dump, handle, fact.title);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    for (size_t i = 0; i < json_length(people); i++)
        put_person(dump, "friend", json_member(json_element(people, i), "user"));
    dump_leftovers(dump, publication, 0, account);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (strcmp(key, "channel") == 0 && json_string(json_member(value, "type"))) {
        if (strstr(json_string(json_member(value, "type")), "Direct"))
            dump->access = ACCESS_DIRECT;
        put_channel(dump, value);
    } else if (json_member(value, "ID") && json_member(value, "Contents")) {
        put_own(dump, value);
    } else if (json_member(value, "author") && json_member(value, "timestamp")) {
        put_message(dump, value);
    } else if (json_member(value, "username") && json_member(value, "discriminator") &&
               *key == '\0') {
        put_account(dump, value);
    } else if (*key == '\0' && json_member(value, "type") && json_member(value, "id") &&
               !json_member(value, "messages")) {
        put_channel(dump, value);
    } else {
        return false;
    }
    return true;
}

static void put_row(DumpTable *table)
{
    Dump *dump = table->dump;
    const char *time = dump_table_take(table, NAMES("timestamp", "date"));
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .published = time ? dump_own(dump, date_from_iso(time, true)) : NULL};

    dump_table_take(table, NAMES("authorid"));
    fact.author = dump_table_take(table, NAMES("author"));
    fact.native_id = dump_table_take(table, NAMES("id"));
    uint32_t publication = dump_publication(dump, &fact);
    const char *links = dump_table_take(table, NAMES("attachments"));
    g_auto(GStrv) each = g_strsplit_set(links ? links : "", " ,", -1);

    for (char **link = each; *link; link++) {
        if (**link)
            dump_medium(dump, publication, dump_role(*link, "attachment"), *link, NULL);
    }
    dump_text(dump, publication, 0, PLACE_AUTHOR, "author", fact.author);
    dump_text(dump, publication, 0, PLACE_BODY, "contents",
              dump_table_take(table, NAMES("content")));
    dump_table_rest(table, publication);
}

static void read_table(Dump *dump, Input *input)
{
    DumpTable table = {.dump = dump, .row = put_row};
    Slice whole = input_whole(input, TABLE_BYTES_MAX);
    size_t length;
    g_autofree char *utf8 = text_decode(whole.data, whole.length, NULL, &length, NULL);

    dump_table_read(&table, utf8, length, ',');
}

static void read_discord(Input *input, Sink *sink)
{
    GHashTable *numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Dump dump;

    dump_init(&dump, input, sink, "discord");
    dump.access = ACCESS_CLOSED;
    dump.user = numbers;
    if (is_table(input_text_head(input)))
        read_table(&dump, input);
    else
        dump_read(&dump, input, take);
    dump_clear(&dump);
    g_hash_table_destroy(numbers);
}

const Reader reader_discord = {"discord", bid, read_discord};
