/*
 * Messages, lists of people, and the account itself. A thread is a publication, each message
 * another that belongs to it; none of them was published, which is what direct access says.
 */
#include <string.h>

#include "readers/exports/facebook.h"

const char *facebook_relation(const char *key)
{
    static const struct {
        const char *key, *relation;
    } lists[] = {
        {"friends", "friend"},
        {"followers", "follower"},
        {"following", "following"},
        {"sent_requests", "request-sent"},
        {"friend_requests_sent", "request-sent"},
        {"received_requests", "request-received"},
        {"rejected_requests", "request-received"},
        {"friend_requests_received", "request-received"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (strcmp(key, lists[i].key) == 0)
            return lists[i].relation;
    }
    return NULL;
}

void facebook_contact(Facebook *facebook, const JsonValue *contact, const char *relation)
{
    const char *name = dump_take(&facebook->dump, contact, "name");

    dump_contact(&facebook->dump, 0, relation, name, NULL,
                 facebook_time(facebook, facebook_seconds(contact, "timestamp")));
    facebook_leftovers(facebook, 0, 0, contact);
}

/* Milliseconds; newer exports call the member just "timestamp". */
static const char *message_time(Facebook *facebook, const JsonValue *message)
{
    int64_t time = facebook_seconds(message, "timestamp_ms");

    if (time == 0)
        time = facebook_seconds(message, "timestamp");
    return facebook_time(facebook, time > 100000000000LL ? time / 1000 : time);
}

static void put_reactions(Facebook *facebook, uint32_t publication, const JsonValue *reactions)
{
    for (size_t i = 0; i < json_length(reactions); i++)
        facebook_text(facebook, publication, 0, PLACE_AUTHOR, "reactions.actor",
                      dump_take(&facebook->dump, json_element(reactions, i), "actor"), false);
}

void facebook_message(Facebook *facebook, const JsonValue *message)
{
    static const char *const media[] = {"photos", "videos",  "gifs", "audio_files",
                                        "files",  "sticker", "media"};
    static const char *const roles[] = {NULL, "video", NULL, "audio", "attachment", NULL, NULL};
    const char *author = dump_take(&facebook->dump, message, "sender_name");
    const char *published = message_time(facebook, message);
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .in_reply_to = facebook->thread,
                            .access = ACCESS_DIRECT,
                            .published = published};
    uint32_t publication;

    fact.author = author ? author : dump_take(&facebook->dump, message, "senderName");
    publication = dump_publication(&facebook->dump, &fact);
    for (size_t i = 0; i < G_N_ELEMENTS(media); i++)
        facebook_media_within(facebook, publication, json_member(message, media[i]), roles[i]);
    facebook_text(facebook, publication, 0, PLACE_BODY, "content",
                  dump_take(&facebook->dump, message, "content"), true);
    facebook_text(facebook, publication, 0, PLACE_BODY, "content",
                  dump_take(&facebook->dump, message, "text"), true);
    put_reactions(facebook, publication, json_member(message, "reactions"));
    facebook_leftovers(facebook, publication, 0, message);
}

static void put_participants(Facebook *facebook, const JsonValue *participants)
{
    for (size_t i = 0; i < json_length(participants); i++) {
        const JsonValue *one = json_element(participants, i);
        const char *name = json_string(one) ? dump_take_value(&facebook->dump, one)
                                            : dump_take(&facebook->dump, one, "name");

        dump_contact(&facebook->dump, facebook->thread, "participant", name, NULL, NULL);
    }
}

void facebook_thread(Facebook *facebook, const JsonValue *thread)
{
    const JsonValue *messages = json_member(thread, "messages");
    const char *title = dump_take(&facebook->dump, thread, "title");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .native_id = dump_take(&facebook->dump, thread, "thread_path")};

    fact.title = title ? title : dump_take(&facebook->dump, thread, "threadName");
    facebook->thread = dump_publication(&facebook->dump, &fact);
    facebook_text(facebook, facebook->thread, 0, PLACE_TITLE, "title", fact.title, false);
    put_participants(facebook, json_member(thread, "participants"));
    for (size_t i = 0; i < json_length(messages); i++) {
        if (json_kind(json_element(messages, i)) == JSON_KIND_OBJECT)
            facebook_message(facebook, json_element(messages, i));
        g_array_set_size(facebook->media, 0);
    }
    facebook_media_within(facebook, facebook->thread, json_member(thread, "image"), NULL);
    facebook_leftovers(facebook, facebook->thread, 0, thread);
}

static const char *profile_name(Facebook *facebook, const JsonValue *profile)
{
    const JsonValue *name = json_member(profile, "name");

    return json_string(name) ? dump_take_value(&facebook->dump, name)
                             : dump_take(&facebook->dump, name, "full_name");
}

void facebook_profile(Facebook *facebook, const JsonValue *profile)
{
    const char *name = profile_name(facebook, profile);
    /* The folder is private, the profile is shown to whoever may see it. */
    bool closed = facebook->dump.access == ACCESS_CLOSED;
    FactPublication account = {.kind = KIND_ACCOUNT,
                               .access = closed ? ACCESS_UNKNOWN : facebook->dump.access,
                               .platform = "facebook",
                               .title = name,
                               .url = dump_take(&facebook->dump, profile, "profile_uri")};
    const char *handle = dump_take(&facebook->dump, profile, "username");
    uint32_t publication;

    dump_account(&facebook->dump, handle, name);
    publication = sink_publication(facebook->dump.sink, &account);
    facebook_text(facebook, publication, 0, PLACE_TITLE, "name", name, false);
    facebook_text(facebook, publication, 0, PLACE_BODY, "username", handle, false);
    facebook_text(facebook, publication, 0, PLACE_URL, "profile_uri", account.url, false);
    facebook_leftovers(facebook, publication, 0, profile);
}
