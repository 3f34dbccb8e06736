/*
 * Messages, lists of people, and the account itself. A thread is a publication, each message
 * another that belongs to it; none of them was published, which is what direct access says.
 */
#include <string.h>

#include "readers/exports/facebook.h"

static void put_contact(Facebook *facebook, uint32_t publication, const char *relation,
                        const char *name, const char *since)
{
    Fact fact = {.kind = FACT_CONTACT,
                 .contact = {.publication = publication,
                             .platform = "facebook",
                             .relation = relation,
                             .name = name,
                             .since = since}};

    if (name)
        sink_put(facebook->sink, &fact);
}

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
    const char *name = facebook_take(facebook, contact, "name");

    put_contact(facebook, 0, relation, name,
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
    for (size_t i = 0; json_kind(reactions) == JSON_KIND_ARRAY && i < json_count(reactions); i++)
        facebook_text(facebook, publication, 0, PLACE_AUTHOR, "reactions.actor",
                      facebook_take(facebook, json_element(reactions, i), "actor"), false);
}

void facebook_message(Facebook *facebook, const JsonValue *message)
{
    static const char *const media[] = {"photos", "videos",  "gifs", "audio_files",
                                        "files",  "sticker", "media"};
    static const char *const roles[] = {NULL, "video", NULL, "audio", "attachment", NULL, NULL};
    const char *author = facebook_take(facebook, message, "sender_name");
    const char *published = message_time(facebook, message);
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .in_reply_to = facebook->thread,
                            .access = ACCESS_DIRECT,
                            .platform = "facebook",
                            .published = published,
                            .published_known = published ? KNOWN_EXPORT : KNOWN_NOT};
    uint32_t publication;

    fact.author = author ? author : facebook_take(facebook, message, "senderName");
    publication = sink_publication(facebook->sink, &fact);
    for (size_t i = 0; i < G_N_ELEMENTS(media); i++)
        facebook_media_within(facebook, publication, json_member(message, media[i]), roles[i]);
    facebook_text(facebook, publication, 0, PLACE_BODY, "content",
                  facebook_take(facebook, message, "content"), true);
    facebook_text(facebook, publication, 0, PLACE_BODY, "content",
                  facebook_take(facebook, message, "text"), true);
    put_reactions(facebook, publication, json_member(message, "reactions"));
    facebook_leftovers(facebook, publication, 0, message);
}

static void put_participants(Facebook *facebook, const JsonValue *participants)
{
    for (size_t i = 0; json_kind(participants) == JSON_KIND_ARRAY && i < json_count(participants);
         i++) {
        const JsonValue *one = json_element(participants, i);
        const char *name = json_string(one) ? facebook_take_value(facebook, one)
                                            : facebook_take(facebook, one, "name");

        put_contact(facebook, facebook->thread, "participant", name, NULL);
    }
}

void facebook_thread(Facebook *facebook, const JsonValue *thread)
{
    const JsonValue *messages = json_member(thread, "messages");
    const char *title = facebook_take(facebook, thread, "title");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .platform = "facebook",
                            .native_id = facebook_take(facebook, thread, "thread_path")};

    fact.title = title ? title : facebook_take(facebook, thread, "threadName");
    facebook->thread = sink_publication(facebook->sink, &fact);
    facebook_text(facebook, facebook->thread, 0, PLACE_TITLE, "title", fact.title, false);
    put_participants(facebook, json_member(thread, "participants"));
    for (size_t i = 0; json_kind(messages) == JSON_KIND_ARRAY && i < json_count(messages); i++) {
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

    return json_string(name) ? facebook_take_value(facebook, name)
                             : facebook_take(facebook, name, "full_name");
}

void facebook_profile(Facebook *facebook, const JsonValue *profile)
{
    const char *name = profile_name(facebook, profile);
    Fact fact = {.kind = FACT_ACCOUNT, .account = {.platform = "facebook", .name = name}};
    /* The folder is private, the profile is shown to whoever may see it. */
    bool closed = facebook->access == ACCESS_CLOSED;
    FactPublication account = {.kind = KIND_ACCOUNT,
                               .access = closed ? ACCESS_UNKNOWN : facebook->access,
                               .platform = "facebook",
                               .title = name,
                               .url = facebook_take(facebook, profile, "profile_uri")};
    uint32_t publication;

    fact.account.handle = facebook_take(facebook, profile, "username");
    sink_put(facebook->sink, &fact);
    publication = sink_publication(facebook->sink, &account);
    facebook_text(facebook, publication, 0, PLACE_TITLE, "name", name, false);
    facebook_text(facebook, publication, 0, PLACE_BODY, "username", fact.account.handle, false);
    facebook_text(facebook, publication, 0, PLACE_URL, "profile_uri", account.url, false);
    facebook_leftovers(facebook, publication, 0, profile);
}
