/*
 * Reader of TikTok's JSON: films with their titles, comments, messages, people. The names of its
 * sections change from year to year and in case, so that an entry is known by its members.
 */
#include <string.h>

#include "readers/exports/dump.h"

static int bid(const Input *input)
{
    static const char *const keys[] = {
        "FansList",          "VideoList",         "CommentsList",  "ProfileMap",
        "ChatHistory",       "FavoriteVideoList", "Follower List", "Following List",
        "ItemFavoriteList",  "LoginHistoryList",  "SearchList",    "TakoChatHistoryList",
        "FavoriteSoundList", "TransactionsList"};
    Slice head = input_head(input);
    bool script = false;
    unsigned found = 0;

    if (!json_looks_like(head, &script) || script)
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));

    for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
        found += dump_head_has(head, keys[i]);
    if (found && (strstr(path, "tiktok") || strstr(path, "user_data")))
        return 82;
    return found >= 3 ? 74 : 0;
}

/* "Date", "date" */
static const char *take_either(Dump *dump, const JsonValue *object, const char *key)
{
    g_autofree char *lower = g_ascii_strdown(key, -1);
    const char *text = dump_take(dump, object, key);

    return text ? text : dump_take(dump, object, lower);
}

static const char *take_time(Dump *dump, const JsonValue *object)
{
    const char *time = dump_iso_time(dump, object, "Date", true);

    return time ? time : dump_iso_time(dump, object, "date", true);
}

static void put_video(Dump *dump, const JsonValue *video)
{
    FactPublication fact = {.kind = KIND_POST,
                            .published = take_time(dump, video),
                            .url = take_either(dump, video, "Link"),
                            .title = take_either(dump, video, "Title")};
    const char *who = json_string(json_member(video, "WhoCanView"));
    uint32_t publication, medium = 0;

    if (who && g_ascii_strcasecmp(who, "public") != 0 && g_ascii_strcasecmp(who, "everyone") != 0)
        fact.access = ACCESS_CLOSED;
    publication = dump_publication(dump, &fact);
    if (fact.url)
        medium = dump_medium(dump, publication, "video", fact.url, NULL);
    dump_text(dump, publication, 0, PLACE_TITLE, "title", fact.title);
    dump_text(dump, publication, medium, PLACE_ALT, "alt", dump_take(dump, video, "AlternateText"));
    dump_leftovers(dump, publication, medium, video);
}

static void put_comment(Dump *dump, const JsonValue *comment)
{
    FactPublication fact = {.kind = KIND_COMMENT,
                            .published = take_time(dump, comment),
                            .announces = dump_take(dump, comment, "originalPostUrl")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_BODY, "comment", take_either(dump, comment, "Comment"));
    dump_leftovers(dump, publication, 0, comment);
}

/* The list's key is "Chat History with name:". */
static void put_message(Dump *dump, const char *key, const JsonValue *message)
{
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .access = ACCESS_DIRECT,
                            .author = take_either(dump, message, "From"),
                            .published = take_time(dump, message)};
    const char *with = strstr(key, " with ");
    uint32_t publication;

    fact.title = with ? key : NULL;
    publication = dump_publication(dump, &fact);
    if (with) {
        g_autofree char *name = g_strdup(with + strlen(" with "));
        size_t length = strlen(name);

        if (length && name[length - 1] == ':')
            name[length - 1] = '\0';
        dump_contact(dump, publication, "participant", name, name, NULL);
    }
    dump_text(dump, publication, 0, PLACE_BODY, "content", take_either(dump, message, "Content"));
    dump_leftovers(dump, publication, 0, message);
}

static void put_person(Dump *dump, const char *key, const JsonValue *person)
{
    const char *handle = dump_take(dump, person, "UserName");
    const char *relation = strcmp(key, "FansList") == 0 ? "follower" : "following";

    dump_contact(dump, 0, relation, handle, handle, take_time(dump, person));
    dump_leftovers(dump, 0, 0, person);
}

static void put_profile(Dump *dump, const JsonValue *profile)
{
    const char *handle = dump_take(dump, profile, "userName");
    FactPublication fact = {.kind = KIND_ACCOUNT, .title = handle};
    FactPublication closed = {.kind = KIND_FILE, .access = ACCESS_CLOSED};
    uint32_t publication;

    dump_account(dump, handle, NULL);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "userName", handle);
    dump_text(dump, publication, 0, PLACE_BODY, "bio", dump_take(dump, profile, "bioDescription"));
    dump_leftovers(dump, dump_publication(dump, &closed), 0, profile);
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (strcmp(key, "ProfileMap") == 0)
        put_profile(dump, value);
    else if (json_string(json_member(value, "comment")) ||
             json_string(json_member(value, "Comment")))
        put_comment(dump, value);
    else if (json_string(json_member(value, "Content")) && json_member(value, "From"))
        put_message(dump, key, value);
    else if (json_string(json_member(value, "UserName")) &&
             (strcmp(key, "FansList") == 0 || strcmp(key, "Following") == 0))
        put_person(dump, key, value);
    else if (json_member(value, "Likes") && json_member(value, "Link"))
        put_video(dump, value);
    else
        return false;
    return true;
}

static void read_tiktok(Input *input, Sink *sink)
{
    Dump dump;

    dump_init(&dump, input, sink, "tiktok");
    dump.rest = ACCESS_CLOSED; /* the account kept it for itself */
    dump_read(&dump, input, take);
    dump_clear(&dump);
}

const Reader reader_tiktok = {"tiktok", bid, read_tiktok, 0};
