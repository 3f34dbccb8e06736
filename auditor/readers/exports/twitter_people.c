/*
 * Direct messages, followers and the account of a Twitter or X archive. People are numbers there:
 * names stand only in texts.
 */
#include <string.h>

#include "readers/exports/twitter.h"

static void put_message_media(Dump *dump, uint32_t publication, const char *id,
                              const JsonValue *urls)
{
    const Twitter *state = dump->user;
    const char *folder =
        strstr(state->type, "group") ? "direct_messages_group_media" : "direct_messages_media";

    for (size_t i = 0; i < json_length(urls); i++) {
        const char *url = dump_take_value(dump, json_element(urls, i));
        g_autofree char *name = url ? twitter_base_name(url) : NULL;
        g_autofree char *uri = NULL;

        if (!url)
            continue;
        uri = id ? g_strdup_printf("%s/%s-%s", folder, id, name) : g_strdup(url);
        dump_medium(dump, publication, dump_role(url, "image"), uri, NULL);
        dump_text(dump, publication, 0, PLACE_URL, "media", url);
    }
}

static void put_message(Dump *dump, const JsonValue *message)
{
    const Twitter *state = dump->user;
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .in_reply_to = state->thread,
                            .access = ACCESS_DIRECT,
                            .author = dump_take_scalar(dump, message, "senderId"),
                            .native_id = dump_take_scalar(dump, message, "id"),
                            .published = twitter_time(dump, message, "createdAt")};
    const char *text = dump_take(dump, message, "text");
    g_autofree char *plain = text ? twitter_unescape(text) : NULL;
    uint32_t publication = dump_publication(dump, &fact);

    put_message_media(dump, publication, fact.native_id, json_member(message, "mediaUrls"));
    dump_text(dump, publication, 0, PLACE_BODY, "message", plain);
    dump_take_scalar(dump, message, "recipientId");
    dump_leftovers(dump, publication, 0, message);
}

/* Somebody wrote, joined, left, or gave the conversation a name. */
bool twitter_event(Dump *dump, const JsonValue *event)
{
    static const char *const others[] = {"joinConversation", "participantsJoin",
                                         "participantsLeave", "conversationNameUpdate",
                                         "welcomeMessageCreate"};
    const Twitter *state = dump->user;
    const JsonValue *message = json_member(event, "messageCreate");

    if (json_kind(message) == JSON_KIND_OBJECT) {
        put_message(dump, message);
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++) {
        const JsonValue *other = json_member(event, others[i]);

        if (json_kind(other) == JSON_KIND_OBJECT) {
            FactPublication fact = {.kind = KIND_MESSAGE,
                                    .in_reply_to = state->thread,
                                    .access = ACCESS_DIRECT,
                                    .published = twitter_time(dump, other, "createdAt")};

            fact.title = dump_take(dump, other, "name");
            uint32_t publication = dump_publication(dump, &fact);

            dump_text(dump, publication, 0, PLACE_TITLE, "name", fact.title);
            dump_leftovers(dump, publication, 0, other);
            return true;
        }
    }
    return false;
}

/* "12-34" is a conversation of two accounts. */
static void put_participants(Dump *dump, const char *conversation)
{
    g_auto(GStrv) ids = g_strsplit(conversation, "-", 3);
    const Twitter *state = dump->user;

    for (size_t i = 0; g_strv_length(ids) == 2 && ids[i]; i++)
        dump_contact(dump, state->thread, "participant", NULL, ids[i], NULL);
}

void twitter_conversation(Dump *dump, const JsonValue *conversation)
{
    Twitter *state = dump->user;
    const JsonValue *messages = json_member(conversation, "messages");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .native_id = dump_take_scalar(dump, conversation, "conversationId")};

    state->thread = dump_publication(dump, &fact);
    put_participants(dump, fact.native_id ? fact.native_id : "");
    for (size_t i = 0; i < json_length(messages); i++)
        twitter_event(dump, json_element(messages, i));
    dump_leftovers(dump, state->thread, 0, conversation);
}

void twitter_contact(Dump *dump, const char *relation, const JsonValue *contact)
{
    dump_contact(dump, 0, relation, NULL, dump_take_scalar(dump, contact, "accountId"), NULL);
    dump_take(dump, contact, "userLink"); /* the same number in an address */
    dump_leftovers(dump, 0, 0, contact);
}

/* The account itself; its publication. */
static uint32_t put_account(Dump *dump, const char *handle, const char *label, const char *name)
{
    FactPublication fact = {.kind = KIND_ACCOUNT, .title = name};
    uint32_t publication;

    dump->access = ACCESS_UNKNOWN;
    dump_account(dump, handle, name);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, label, name);
    dump_text(dump, publication, 0, PLACE_BODY, "username", handle);
    return publication;
}

void twitter_account(Dump *dump, const JsonValue *account)
{
    const char *handle = dump_take(dump, account, "username");
    const char *name = dump_take(dump, account, "accountDisplayName");
    FactPublication closed = {.kind = KIND_FILE, .access = ACCESS_CLOSED};

    put_account(dump, handle, "accountDisplayName", name);
    dump_leftovers(dump, dump_publication(dump, &closed), 0, account);
}

void twitter_profile(Dump *dump, const JsonValue *profile)
{
    const JsonValue *description = json_member(profile, "description");
    FactPublication fact = {.kind = KIND_ACCOUNT};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_BODY, "bio", dump_take(dump, description, "bio"));
    dump_text(dump, publication, 0, PLACE_BODY, "location",
              dump_take(dump, description, "location"));
    dump_leftovers(dump, publication, 0, profile);
}

void twitter_details(Dump *dump, const JsonValue *details)
{
    const char *handle = dump_take(dump, details, "screen_name");
    const char *name = dump_take(dump, details, "full_name");
    uint32_t publication = put_account(dump, handle, "full_name", name);

    dump_text(dump, publication, 0, PLACE_BODY, "bio", dump_take(dump, details, "bio"));
    dump_leftovers(dump, publication, 0, details);
}

void twitter_protection(Dump *dump, const JsonValue *change)
{
    Twitter *state = dump->user;
    const char *at = twitter_time(dump, change, "protectedAt");
    const char *action = dump_take(dump, change, "action");

    if (!action || (at && state->shut_at && strcmp(at, state->shut_at) < 0))
        return;
    state->shut = g_ascii_strcasecmp(action, "Protect") == 0;
    g_free(state->shut_at);
    state->shut_at = g_strdup(at);
}
