/*
 * Reader of what Google keeps beside photos and mail: notes (Keep), conversations (Hangouts and the
 * rooms of Chat) and posts on Google+. Notes belong to whoever shares them, conversations to
 * whoever takes part; a post on Google+ was as public as its list of readers says.
 */
#include <string.h>

#include "readers/exports/dump.h"
#include "readers/text/dates.h"

typedef struct {
    uint32_t thread;
    GHashTable *names; /* number of a person in this conversation -> name */
} Notes;

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    if (dump_head_has(head, "isTrashed") && dump_head_has(head, "isArchived"))
        return 85;
    if (dump_head_has(head, "conversation_state") ||
        (dump_head_has(head, "conversations") && dump_head_has(head, "participant_data")))
        return 85;
    if (dump_head_has(head, "postAcl") ||
        (dump_head_has(head, "activityId") && dump_head_has(head, "author")))
        return 85;
    g_autofree char *path = dump_plain_path(input_path(input));

    if (strstr(path, "google chat/") &&
        (g_str_has_suffix(path, "group_info.json") || g_str_has_suffix(path, "user_info.json")))
        return 85;
    return 0;
}

static const char *micro_time(Dump *dump, const JsonValue *object, const char *key)
{
    int64_t number;

    if (!json_integer(json_member(object, key), &number))
        return NULL;
    dump_skip(dump, json_member(object, key));
    return dump_own(dump, date_from_seconds(number / 1000000));
}

/* ---- notes ---- */

/* Words are kept twice, plainly and as HTML; where one is missing the other counts. */
static void put_words(Dump *dump, uint32_t publication, const JsonValue *object, const char *plain,
                      const char *markup)
{
    const char *text = dump_take(dump, object, plain), *html = dump_take(dump, object, markup);

    if (text)
        dump_text(dump, publication, 0, PLACE_BODY, plain, text);
    else
        dump_markup(dump, publication, markup, html);
}

static void put_note(Dump *dump, const JsonValue *note)
{
    static const char *const lists[] = {"listContent", "labels", "attachments", "sharees"};
    static const char *const keys[] = {"text", "name", "filePath", "email"};
    bool gone = json_is_true(json_member(note, "isTrashed"));
    FactPublication fact = {.kind = KIND_DOCUMENT,
                            .status = gone ? STATUS_UNPUBLISHED : STATUS_PUBLISHED,
                            .title = dump_take(dump, note, "title"),
                            .published = micro_time(dump, note, "createdTimestampUsec"),
                            .updated = micro_time(dump, note, "userEditedTimestampUsec")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    put_words(dump, publication, note, "textContent", "textContentHtml");
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        const JsonValue *list = json_member(note, lists[i]);

        for (size_t j = 0; j < json_length(list); j++) {
            const JsonValue *one = json_element(list, j);
            const char *word = i == 0 ? NULL : dump_take(dump, one, keys[i]);

            if (i == 2 && word)
                dump_medium(dump, publication, dump_role(word, "attachment"), word, NULL);
            else if (i == 3)
                dump_contact(dump, publication, "participant", NULL, word, NULL);
            else if (i == 0)
                put_words(dump, publication, one, "text", "textHtml");
            else
                dump_text(dump, publication, 0, PLACE_TAG, lists[i], word);
        }
    }
    dump_leftovers(dump, publication, 0, note);
}

/* ---- Hangouts ---- */

static void put_participants(Dump *dump, const JsonValue *conversation)
{
    Notes *state = dump->user;
    const JsonValue *people = json_member(conversation, "participant_data");

    for (size_t i = 0; i < json_length(people); i++) {
        const JsonValue *person = json_element(people, i);
        const char *name = dump_take(dump, person, "fallback_name");
        const char *id = json_string(json_path(person, "id.gaia_id"));

        if (name && id)
            g_hash_table_insert(state->names, g_strdup(id), g_strdup(name));
        dump_contact(dump, state->thread, "participant", name, NULL, NULL);
    }
}

static void put_segments(Dump *dump, uint32_t publication, const JsonValue *segments)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < json_length(segments); i++) {
        const char *words = dump_take(dump, json_element(segments, i), "text");

        g_string_append(text, words ? words : "\n");
    }
    dump_text(dump, publication, 0, PLACE_BODY, "text", text->str);
}

static void put_event(Dump *dump, const JsonValue *event)
{
    Notes *state = dump->user;
    const JsonValue *content = json_path(event, "chat_message.message_content");
    const char *id = json_string(json_path(event, "sender_id.gaia_id"));
    const char *name = id ? g_hash_table_lookup(state->names, id) : NULL;
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .in_reply_to = state->thread,
                            .author = name ? name : id,
                            .native_id = dump_take(dump, event, "event_id"),
                            .published = micro_time(dump, event, "timestamp")};
    uint32_t publication = dump_publication(dump, &fact);

    put_segments(dump, publication, json_member(content, "segment"));
    dump_leftovers(dump, publication, 0, event);
}

static void put_conversation(Dump *dump, const JsonValue *whole)
{
    Notes *state = dump->user;
    const JsonValue *conversation = json_path(whole, "conversation.conversation");
    const JsonValue *state_of = json_member(whole, "conversation_state");
    const JsonValue *events = json_member(whole, "events");
    FactPublication fact = {.kind = KIND_MESSAGE, .access = ACCESS_DIRECT};

    if (!conversation)
        conversation = json_member(state_of, "conversation");
    if (!events)
        events = json_member(state_of, "event");
    fact.title = dump_take(dump, conversation, "name");
    g_hash_table_remove_all(state->names);
    state->thread = dump_publication(dump, &fact);
    dump_text(dump, state->thread, 0, PLACE_TITLE, "name", fact.title);
    put_participants(dump, conversation);
    for (size_t i = 0; i < json_length(events); i++) {
        if (json_kind(json_element(events, i)) == JSON_KIND_OBJECT)
            put_event(dump, json_element(events, i));
    }
    dump_leftovers(dump, state->thread, 0, whole);
}

/* {"name": ..., "members": [{"name", "email"}]} of a room */
static void put_room(Dump *dump, const JsonValue *room)
{
    const JsonValue *people = json_member(room, "members");
    FactPublication fact = {
        .kind = KIND_ACCOUNT, .access = ACCESS_DIRECT, .title = dump_take(dump, room, "name")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
    for (size_t i = 0; i < json_length(people); i++) {
        const JsonValue *person = json_element(people, i);
        const char *name = dump_take(dump, person, "name");

        dump_contact(dump, publication, "participant", name, dump_take(dump, person, "email"),
                     NULL);
    }
    dump_leftovers(dump, publication, 0, room);
}

/* ---- Google+ ---- */

/* A circle that is called public is. */
static Access access_of_post(const JsonValue *post)
{
    bool open = json_is_true(json_path(post, "postAcl.isPublic")) ||
                json_path(post, "postAcl.communityAcl") != NULL;
    const JsonValue *circles = json_path(post, "postAcl.visibleToStandardAcl.circles");

    for (size_t i = 0; i < json_length(circles); i++) {
        const char *type = json_string(json_member(json_element(circles, i), "type"));

        open = open || g_strcmp0(type, "CIRCLE_TYPE_PUBLIC") == 0;
    }
    return open || !json_member(post, "postAcl") ? ACCESS_PUBLIC : ACCESS_CLOSED;
}

static const char *take_author(Dump *dump, const JsonValue *object)
{
    return dump_take(dump, json_member(object, "author"), "displayName");
}

static const char *take_plus_time(Dump *dump, const JsonValue *object, const char *key)
{
    const char *text = dump_take(dump, object, key);

    return text ? dump_own(dump, date_from_iso(text, true)) : NULL;
}

static void put_plus_media(Dump *dump, uint32_t publication, const JsonValue *medium)
{
    const char *uri = dump_take(dump, medium, "localFilePath");

    if (!uri)
        uri = dump_take(dump, medium, "url");
    if (uri)
        dump_text(dump, publication,
                  dump_medium(dump, publication, dump_role(uri, "image"), uri, NULL), PLACE_CAPTION,
                  "description", dump_take(dump, medium, "description"));
}

static void put_post(Dump *dump, const JsonValue *post)
{
    const JsonValue *comments = json_member(post, "comments");
    const JsonValue *album = json_path(post, "album.media");
    FactPublication fact = {.kind = KIND_POST,
                            .access = access_of_post(post),
                            .author = take_author(dump, post),
                            .url = dump_take(dump, post, "url"),
                            .published = take_plus_time(dump, post, "creationTime"),
                            .updated = take_plus_time(dump, post, "updateTime"),
                            .announces = dump_take(dump, json_member(post, "resharedPost"), "url")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_markup(dump, publication, "content", dump_take(dump, post, "content"));
    put_plus_media(dump, publication, json_member(post, "media"));
    for (size_t i = 0; i < json_length(album); i++)
        put_plus_media(dump, publication, json_element(album, i));
    for (size_t i = 0; i < json_length(comments); i++) {
        const JsonValue *one = json_element(comments, i);
        FactPublication comment = {.kind = KIND_COMMENT,
                                   .access = fact.access,
                                   .in_reply_to = publication,
                                   .author = take_author(dump, one),
                                   .published = take_plus_time(dump, one, "creationTime")};
        uint32_t number = dump_publication(dump, &comment);

        dump_markup(dump, number, "comment", dump_take(dump, one, "content"));
        dump_leftovers(dump, number, 0, one);
    }
    dump_leftovers(dump, publication, 0, post);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    bool top = *key == '\0';

    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (top && json_member(value, "isTrashed"))
        put_note(dump, value);
    else if (json_member(value, "conversation_state") ||
             json_path(value, "conversation.conversation"))
        put_conversation(dump, value);
    else if (top && (json_member(value, "postAcl") || json_member(value, "activityId"))) {
        dump->platform = "google-plus";
        put_post(dump, value);
    } else if (top && json_member(value, "members"))
        put_room(dump, value);
    else
        return false;
    return true;
}

static void read_google_notes(Input *input, Sink *sink)
{
    Notes state = {0};
    Dump dump;

    state.names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    dump_init(&dump, input, sink, "google");
    dump.access = ACCESS_CLOSED;
    dump.user = &state;
    dump_read(&dump, input, take);
    dump_clear(&dump);
    g_hash_table_destroy(state.names);
}

const Reader reader_google_notes = {"google_notes", bid, read_google_notes};
