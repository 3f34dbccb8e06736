/*
 * Messages of an Instagram dump. A thread is a publication, each message another that belongs to
 * it; none of them was published, which is what direct access says.
 */
#include <string.h>

#include "readers/exports/instagram.h"

static void put_media(Dump *dump, uint32_t publication, const JsonValue *message)
{
    static const struct {
        const char *key, *role;
    } kinds[] = {{"photos", "image"},     {"videos", "video"}, {"audio_files", "audio"},
                 {"files", "attachment"}, {"gifs", "image"},   {"media", NULL}};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const JsonValue *list = json_member(message, kinds[i].key);

        for (size_t m = 0; m < json_length(list); m++) {
            if (json_string(json_member(json_element(list, m), "uri")))
                instagram_medium(dump, publication, json_element(list, m), kinds[i].role);
        }
    }
}

void instagram_message(Dump *dump, const JsonValue *message)
{
    const Instagram *state = dump->user;
    const JsonValue *reactions = json_member(message, "reactions");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .in_reply_to = state->thread,
                            .access = ACCESS_DIRECT,
                            .author = dump_take(dump, message, "sender_name"),
                            .published = dump_time(dump, message, "timestamp_ms")};
    uint32_t publication = dump_publication(dump, &fact);

    const JsonValue *share = json_member(message, "share");

    put_media(dump, publication, message);
    dump_text(dump, publication, 0, PLACE_BODY, "share", dump_take(dump, share, "share_text"));
    dump_text(dump, publication, 0, PLACE_AUTHOR, "share",
              dump_take(dump, share, "original_content_owner"));
    dump_text(dump, publication, 0, PLACE_BODY, "content", dump_take(dump, message, "content"));
    for (size_t i = 0; i < json_length(reactions); i++)
        dump_text(dump, publication, 0, PLACE_AUTHOR, "reactions.actor",
                  dump_take(dump, json_element(reactions, i), "actor"));
    dump_leftovers(dump, publication, 0, message);
}

void instagram_thread(Dump *dump, const JsonValue *thread)
{
    Instagram *state = dump->user;
    const JsonValue *participants = json_member(thread, "participants");
    const JsonValue *messages = json_member(thread, "messages");
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .title = dump_take(dump, thread, "title"),
                            .native_id = dump_take(dump, thread, "thread_path")};

    state->thread = dump_publication(dump, &fact);
    dump_text(dump, state->thread, 0, PLACE_TITLE, "title", fact.title);
    for (size_t i = 0; i < json_length(participants); i++)
        dump_contact(dump, state->thread, "participant",
                     dump_take(dump, json_element(participants, i), "name"), NULL, NULL);
    for (size_t i = 0; i < json_length(messages); i++) {
        if (json_kind(json_element(messages, i)) == JSON_KIND_OBJECT)
            instagram_message(dump, json_element(messages, i));
    }
    if (json_string(json_path(thread, "image.uri")))
        instagram_medium(dump, state->thread, json_member(thread, "image"), NULL);
    dump_leftovers(dump, state->thread, 0, thread);
}
