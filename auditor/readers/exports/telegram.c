/*
 * Reader of Telegram exports in JSON, of one chat or of a whole account. What was written in a
 * public channel was published, everything else was between people. Texts come as a string or in
 * parts with their styles.
 */
#include <string.h>

#include "readers/exports/dump.h"

typedef struct {
    uint32_t thread;
    Access access;
    bool channel;
    GHashTable *numbers; /* "id of a message" -> its publication */
    GHashTable *people;  /* participants of this chat that were given */
    unsigned omitted;
} Telegram;

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));
    bool named = g_str_has_suffix(path, "result.json") || strstr(path, "telegram");

    if (dump_head_has(head, "messages") && dump_head_has(head, "date_unixtime"))
        return 85;
    if (dump_head_has(head, "text_entities") || dump_head_has(head, "frequent_contacts") ||
        dump_head_has(head, "left_chats"))
        return 80;
    return named && dump_head_has(head, "messages") && dump_head_has(head, "from") ? 70 : 0;
}

static Access access_of_type(const char *type, bool *channel)
{
    *channel = type && strstr(type, "channel");
    if (type && g_str_has_prefix(type, "public_"))
        return ACCESS_PUBLIC;
    return *channel ? ACCESS_CLOSED : ACCESS_DIRECT;
}

/* Parts of a text put together; where its links lead goes to `links`. */
static void add_part(GString *text, GString *links, const JsonValue *part)
{
    const char *words =
        json_string(part) ? json_string(part) : json_string(json_member(part, "text"));
    const char *link = json_string(json_member(part, "href"));

    if (words)
        g_string_append(text, words);
    if (link)
        g_string_append_printf(links, "%s\n", link);
}

static void add_parts(GString *text, GString *links, const JsonValue *value)
{
    size_t count = json_length(value);

    if (json_string(value))
        add_part(text, links, value);
    for (size_t i = 0; i < count; i++)
        add_part(text, links, json_element(value, i));
}

/* The same text stands there twice, in two forms; a difference between them counts. */
static void put_text(Dump *dump, uint32_t publication, uint32_t medium, const JsonValue *message)
{
    const JsonValue *plain = json_member(message, "text");
    const JsonValue *parts = json_member(message, "text_entities");
    g_autoptr(GString) first = g_string_new(NULL);
    g_autoptr(GString) second = g_string_new(NULL);
    g_autoptr(GString) links = g_string_new(NULL);
    g_autoptr(GString) more = g_string_new(NULL);
    Place place = medium ? PLACE_CAPTION : PLACE_BODY;

    add_parts(first, links, plain);
    add_parts(second, more, parts);
    dump_text(dump, publication, medium, place, "text", first->str);
    if (!g_string_equal(first, second))
        dump_text(dump, publication, medium, place, "text", second->str);
    dump_text(dump, publication, 0, PLACE_URL, "link", links->str);
    if (!g_string_equal(links, more))
        dump_text(dump, publication, 0, PLACE_URL, "link", more->str);
    dump_skip(dump, plain);
    dump_skip(dump, parts);
}

static const char *medium_role(const char *uri, const char *type)
{
    if (type && (strstr(type, "video") || strcmp(type, "animation") == 0))
        return "video";
    if (type && (strstr(type, "audio") || strstr(type, "voice")))
        return "audio";
    return dump_role(uri, "attachment");
}

/* "(File not included. Change data exporting settings to download.)" stands for what is missing. */
static uint32_t put_media(Dump *dump, uint32_t publication, const JsonValue *message)
{
    static const char *const keys[] = {"photo", "file", "thumbnail"};
    Telegram *state = dump->user;
    const char *type = dump_take(dump, message, "media_type");
    uint32_t first = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
        const char *uri = dump_take(dump, message, keys[i]);
        bool small = strcmp(keys[i], "thumbnail") == 0;
        uint32_t number;

        if (!uri)
            continue;
        if (*uri == '(') {
            state->omitted += !small;
            dump_text(dump, publication, 0, PLACE_METADATA, "media left out", uri);
            continue;
        }
        number = dump_medium(dump, publication,
                             small    ? "thumbnail"
                             : i == 0 ? "image"
                                      : medium_role(uri, type),
                             uri, NULL);
        first = first ? first : number;
    }
    dump_text(dump, publication, first, PLACE_FILENAME, "file_name",
              dump_take(dump, message, "file_name"));
    return first;
}

static void put_participant(Dump *dump, const char *name)
{
    Telegram *state = dump->user;

    if (name && g_hash_table_add(state->people, g_strdup(name)))
        dump_contact(dump, state->thread, "participant", name, NULL, NULL);
}

static void put_members(Dump *dump, const JsonValue *members)
{
    for (size_t i = 0; i < json_length(members); i++)
        put_participant(dump, dump_take_value(dump, json_element(members, i)));
}

static const char *message_time(Dump *dump, const JsonValue *message)
{
    const char *time = dump_time(dump, message, "date_unixtime");
    const char *local = dump_iso_time(dump, message, "date", false);

    return time ? time : local;
}

static uint32_t replied_to(Dump *dump, const JsonValue *message)
{
    const Telegram *state = dump->user;
    const char *id = json_scalar(json_member(message, "reply_to_message_id"));
    gpointer number = id ? g_hash_table_lookup(state->numbers, id) : NULL;

    return number ? GPOINTER_TO_UINT(number) : state->thread;
}

static const char *full_name(Dump *dump, const JsonValue *person)
{
    const char *first = dump_take(dump, person, "first_name");
    const char *last = dump_take(dump, person, "last_name");

    if (first && last)
        return dump_own(dump, g_strdup_printf("%s %s", first, last));
    return first ? first : last;
}

static void put_poll(Dump *dump, uint32_t publication, const JsonValue *poll)
{
    const JsonValue *answers = json_member(poll, "answers");

    dump_text(dump, publication, 0, PLACE_BODY, "poll", dump_take(dump, poll, "question"));
    for (size_t i = 0; i < json_length(answers); i++)
        dump_text(dump, publication, 0, PLACE_BODY, "poll",
                  dump_take(dump, json_element(answers, i), "text"));
}

static void put_message(Dump *dump, const JsonValue *message)
{
    /* The platform's own numbers, and what is said otherwise already. */
    static const char *const own[] = {"edited", "type", "from_id", "actor_id"};
    Telegram *state = dump->user;
    const JsonValue *place = json_member(message, "location_information");
    const char *from = dump_take(dump, message, "from");
    FactPublication fact = {.kind = state->channel ? KIND_POST : KIND_MESSAGE,
                            .in_reply_to = replied_to(dump, message),
                            .access = state->access,
                            .author = from ? from : dump_take(dump, message, "actor"),
                            .native_id = dump_take_scalar(dump, message, "id"),
                            .announces = dump_take(dump, message, "forwarded_from"),
                            .published = message_time(dump, message),
                            .updated = dump_time(dump, message, "edited_unixtime")};
    uint32_t publication, medium;

    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        dump_skip(dump, json_member(message, own[i]));
    if (!state->channel)
        put_participant(dump, fact.author);
    put_members(dump, json_member(message, "members"));
    publication = dump_publication(dump, &fact);
    if (fact.native_id)
        g_hash_table_insert(state->numbers, g_strdup(fact.native_id),
                            GUINT_TO_POINTER(publication));
    medium = put_media(dump, publication, message);
    put_text(dump, publication, medium, message);
    dump_text(dump, publication, 0, PLACE_METADATA, "forwarded_from", fact.announces);
    put_poll(dump, publication, json_member(message, "poll"));
    dump_text(dump, publication, 0, PLACE_TITLE, "title", dump_take(dump, message, "title"));
    dump_text(dump, publication, 0, PLACE_BODY, "contact",
              full_name(dump, json_member(message, "contact_information")));
    dump_position(dump, publication, medium, json_member(place, "latitude"),
                  json_member(place, "longitude"));
    dump_leftovers(dump, publication, medium, message);
}

static bool is_message(const JsonValue *value)
{
    const char *type = json_string(json_member(value, "type"));

    return type && (strcmp(type, "message") == 0 || strcmp(type, "service") == 0) &&
           (json_member(value, "date_unixtime") || json_member(value, "date"));
}

static bool is_chat(const JsonValue *value)
{
    const char *type = json_string(json_member(value, "type"));

    if (json_kind(json_member(value, "messages")) == JSON_KIND_ARRAY)
        return true;
    return type && json_member(value, "id") &&
           (g_str_has_suffix(type, "_chat") || g_str_has_suffix(type, "group") ||
            g_str_has_suffix(type, "channel") || strcmp(type, "saved_messages") == 0);
}

static void put_chat(Dump *dump, const JsonValue *chat)
{
    Telegram *state = dump->user;
    const JsonValue *messages = json_member(chat, "messages");
    const char *type = dump_take(dump, chat, "type");
    FactPublication fact = {.kind = KIND_MESSAGE, .title = dump_take(dump, chat, "name")};

    state->access = access_of_type(type, &state->channel);
    fact.access = state->access;
    fact.kind = state->channel ? KIND_ACCOUNT : KIND_MESSAGE;
    fact.native_id = dump_take_scalar(dump, chat, "id");
    state->thread = dump_publication(dump, &fact);
    g_hash_table_remove_all(state->numbers);
    g_hash_table_remove_all(state->people);
    dump_text(dump, state->thread, 0, PLACE_TITLE, "name", fact.title);
    for (size_t i = 0; i < json_length(messages); i++) {
        if (json_kind(json_element(messages, i)) == JSON_KIND_OBJECT)
            put_message(dump, json_element(messages, i));
    }
    dump_leftovers(dump, state->thread, 0, chat);
}

static void put_person(Dump *dump, const char *key, const JsonValue *person)
{
    const char *name = full_name(dump, person);
    const char *handle = dump_take(dump, person, "username");
    FactPublication fact = {.kind = KIND_ACCOUNT, .title = name};

    if (strcmp(key, "personal_information") == 0) {
        uint32_t publication = dump_publication(dump, &fact);

        dump_account(dump, handle, name);
        dump_text(dump, publication, 0, PLACE_TITLE, "name", name);
        dump_text(dump, publication, 0, PLACE_BODY, "username", handle);
        dump_text(dump, publication, 0, PLACE_BODY, "bio", dump_take(dump, person, "bio"));
        dump_leftovers(dump, publication, 0, person);
        return;
    }
    if (!handle)
        handle = dump_take_scalar(dump, person, "phone_number");
    dump_contact(dump, 0, "friend", name, handle, dump_time(dump, person, "date_unixtime"));
    dump_leftovers(dump, 0, 0, person);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (is_message(value))
        put_message(dump, value);
    else if (is_chat(value))
        put_chat(dump, value);
    else if (json_string(json_member(value, "first_name")))
        put_person(dump, key, value);
    else
        return false;
    return true;
}

static void read_telegram(Input *input, Sink *sink)
{
    Telegram state = {.access = ACCESS_DIRECT};
    Dump dump;

    state.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    state.people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    dump_init(&dump, input, sink, "telegram");
    dump.access = ACCESS_CLOSED;
    dump.user = &state;
    dump_read(&dump, input, take);
    if (state.omitted) {
        g_autofree char *detail =
            g_strdup_printf("%u media were left out of the export", state.omitted);

        sink_gap(sink, REASON_MEDIA_OMITTED, detail);
    }
    dump_clear(&dump);
    g_hash_table_destroy(state.numbers);
    g_hash_table_destroy(state.people);
}

const Reader reader_telegram = {"telegram", bid, read_telegram};
