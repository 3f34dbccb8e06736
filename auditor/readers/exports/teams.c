/*
 * Reader of what Microsoft gives of Teams and Skype: one file with all conversations of the
 * account. Texts are HTML. Who takes part stands in a list within a string.
 */
#include <string.h>

#include "readers/exports/dump.h"

typedef struct {
    uint32_t thread;
    GHashTable *people; /* participants of this conversation that were given */
} Teams;

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    if (dump_head_has(head, "MessageList") &&
        (dump_head_has(head, "conversations") || dump_head_has(head, "originalarrivaltime")))
        return 86;
    return dump_head_has(head, "exportDate") && dump_head_has(head, "conversations") ? 82 : 0;
}

static void put_participant(Dump *dump, const char *name, const char *handle)
{
    Teams *state = dump->user;
    const char *key = name ? name : handle;

    if (key && *key && g_hash_table_add(state->people, g_strdup(key)))
        dump_contact(dump, state->thread, "participant", name, handle, NULL);
}

static void put_message(Dump *dump, const JsonValue *message)
{
    static const char *const own[] = {"version", "conversationid", "messagetype", "type"};
    Teams *state = dump->user;
    const char *name = dump_take(dump, message, "displayName");
    const char *from = dump_take(dump, message, "from");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .in_reply_to = state->thread,
                            .author = name ? name : from,
                            .native_id = dump_take_scalar(dump, message, "id"),
                            .published = dump_iso_time(dump, message, "originalarrivaltime", true)};
    uint32_t publication = dump_publication(dump, &fact);

    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        dump_skip(dump, json_member(message, own[i]));
    put_participant(dump, name, from);
    dump_markup(dump, publication, "content", dump_take(dump, message, "content"));
    dump_leftovers(dump, publication, 0, message);
}

/* ["8:els", ...], or the same as text. */
static void put_members(Dump *dump, const JsonValue *members)
{
    const char *text = json_string(members);
    bool ok = false, deep = false;
    JsonValue *parsed = text ? json_parse(text, strlen(text), &ok, &deep) : NULL;
    const JsonValue *list = parsed ? parsed : members;

    for (size_t i = 0; i < json_length(list); i++)
        put_participant(dump, NULL, json_string(json_element(list, i)));
    if (parsed)
        json_free(parsed);
}

static void put_conversation(Dump *dump, const JsonValue *conversation)
{
    Teams *state = dump->user;
    const JsonValue *thread = json_member(conversation, "threadProperties");
    const JsonValue *messages = json_member(conversation, "MessageList");
    const char *topic = dump_take(dump, thread, "topic");
    const char *name = dump_take(dump, conversation, "displayName");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .title = name ? name : topic,
                            .native_id = dump_take_scalar(dump, conversation, "id")};

    state->thread = dump_publication(dump, &fact);
    g_hash_table_remove_all(state->people);
    dump_text(dump, state->thread, 0, PLACE_TITLE, "name", name);
    dump_text(dump, state->thread, 0, PLACE_TITLE, "topic", topic);
    put_members(dump, json_member(thread, "members"));
    for (size_t i = 0; i < json_length(messages); i++) {
        if (json_kind(json_element(messages, i)) == JSON_KIND_OBJECT)
            put_message(dump, json_element(messages, i));
    }
    dump_leftovers(dump, state->thread, 0, conversation);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    (void)key;
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (json_member(value, "MessageList") || json_member(value, "threadProperties"))
        put_conversation(dump, value);
    else if (json_member(value, "originalarrivaltime"))
        put_message(dump, value);
    else
        return false;
    return true;
}

static void read_teams(Input *input, Sink *sink)
{
    Teams state = {0};
    Dump dump;

    state.people = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    dump_init(&dump, input, sink, "teams");
    dump.access = ACCESS_DIRECT;
    dump.user = &state;
    dump_read(&dump, input, take);
    dump_clear(&dump);
    g_hash_table_destroy(state.people);
}

const Reader reader_teams = {"teams", bid, read_teams};
