/*
 * Reader of TikTok's dumps, JSON or text: films with their titles, comments, re-posts, messages,
 * people. The names of its sections change from year to year and in case, so that an entry is known
 * by its members. The text form has the same entries as lines "Key: value", a file for each list.
 */
#include <string.h>

#include "readers/exports/dump.h"
#include "readers/text/dates.h"
#include "worker/xml.h"

#define TEXT_BYTES_MAX (64U * 1024U * 1024U)

/* "Date: 2024-06-21 08:15:30" and a line of the same form below it. */
static bool is_text_list(const char *path, Slice head)
{
    const char *end = head.data ? memchr(head.data, '\n', head.length) : NULL;

    return g_str_has_suffix(path, ".txt") && strstr(path, "tiktok") && end &&
           g_str_has_prefix(head.data, "Date: ") &&
           memmem(end, head.length - (size_t)(end - head.data), ": ", 2);
}

#define CHAT ">>> Chat History with "

/* ">>> Chat History with name::" and lines "2024-05-13 08:15:30 UTC name: text" below it. */
static bool is_text_chat(Slice head)
{
    return head.length > strlen(CHAT) && memcmp(head.data, CHAT, strlen(CHAT)) == 0;
}

static int bid(const Input *input)
{
    static const char *const keys[] = {
        "FansList",          "VideoList",         "CommentsList",  "ProfileMap",
        "ChatHistory",       "FavoriteVideoList", "Follower List", "Following List",
        "ItemFavoriteList",  "LoginHistoryList",  "SearchList",    "TakoChatHistoryList",
        "FavoriteSoundList", "TransactionsList"};
    Slice head = input_text_head(input);
    unsigned found = 0;
    g_autofree char *path = dump_plain_path(input_path(input));

    if (is_text_list(path, head) || is_text_chat(head))
        return 82;
    if (!json_is_plain(head))
        return 0;

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

/* "Friends", "Only me", "SELF_ONLY"; what is not understood stays unknown. */
static bool is_for_few(const char *who)
{
    static const char *const words[] = {"friend", "follower", "only",   "private",
                                        "self",   "nobody",   "no one", NULL};
    g_autofree char *lower = g_ascii_strdown(who ? who : "", -1);

    return dump_holds_any(lower, words);
}

static void put_video(Dump *dump, const JsonValue *video)
{
    FactPublication fact = {.kind = KIND_POST,
                            .published = take_time(dump, video),
                            .url = take_either(dump, video, "Link"),
                            .title = take_either(dump, video, "Title")};
    const char *who = json_string(json_member(video, "WhoCanView"));
    uint32_t publication, medium = 0;

    if (is_for_few(who))
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

/* A film of somebody else that the account showed again. */
static void put_repost(Dump *dump, const JsonValue *repost)
{
    FactPublication fact = {.kind = KIND_POST,
                            .published = take_time(dump, repost),
                            .announces = take_either(dump, repost, "Link")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_URL, "re-posts", fact.announces);
    dump_leftovers(dump, publication, 0, repost);
}

/* Said while somebody was live. */
static void put_live_comment(Dump *dump, const JsonValue *comment)
{
    FactPublication fact = {.kind = KIND_COMMENT,
                            .published = dump_iso_time(dump, comment, "CommentTime", true)};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_BODY, "comment",
              dump_take(dump, comment, "CommentContent"));
    dump_leftovers(dump, publication, 0, comment);
}

/* Own films have what the account gave them; those that were only seen have a link alone. */
static bool is_video(const JsonValue *value)
{
    static const char *const keys[] = {"Likes", "AlternateText", "WhoCanView", "Sound"};

    for (size_t i = 0; json_member(value, "Link") && i < G_N_ELEMENTS(keys); i++) {
        if (json_member(value, keys[i]))
            return true;
    }
    return false;
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
    else if (json_string(json_member(value, "CommentContent")))
        put_live_comment(dump, value);
    else if (strcmp(key, "RepostList") == 0 && json_member(value, "Link"))
        put_repost(dump, value);
    else if (is_video(value))
        put_video(dump, value);
    else
        return false;
    return true;
}

/* The list that a file of the text form holds: "Follower.txt", "Following List.txt". */
static const char *key_of_file(const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;

    if (g_str_has_prefix(name, "follower"))
        return "FansList";
    if (g_str_has_prefix(name, "following"))
        return "Following";
    return g_str_has_prefix(name, "repost") ? "RepostList" : "List";
}

static void append_string(GString *json, const char *text)
{
    g_string_append_c(json, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            g_string_append_c(json, '\\');
        if ((unsigned char)*text >= 0x20)
            g_string_append_c(json, *text);
        else
            g_string_append(json, "\\n");
    }
    g_string_append_c(json, '"');
}

/* "Like(s)", "Username" and "Alternate Text" are "Likes", "UserName" and "AlternateText" in JSON.
 */
static void append_member(GString *json, const char *line)
{
    static const char *const names[][2] = {{"like(s)", "Likes"},
                                           {"username", "UserName"},
                                           {"alternate text", "AlternateText"},
                                           {"who can view", "WhoCanView"}};
    const char *colon = strstr(line, ": ");
    g_autofree char *key = g_strndup(line, (gsize)(colon - line));
    const char *name = key;

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_ascii_strcasecmp(key, names[i][0]) == 0)
            name = names[i][1];
    }
    if (json->len > 1)
        g_string_append_c(json, ',');
    append_string(json, name);
    g_string_append_c(json, ':');
    append_string(json, colon + 2);
}

static void take_entry(Dump *dump, const char *key, GString *json)
{
    bool ok = false, deep = false;
    JsonValue *value;

    if (json->len <= 1)
        return;
    g_string_append_c(json, '}');
    value = json_parse(json->str, json->len, &ok, &deep);
    if (ok)
        dump_value(dump, key, value, take);
    json_free(value);
    g_string_assign(json, "{");
}

/* Entries stand apart by an empty line; a line without a key goes on with the one before. */
static void read_text(Dump *dump, const char *utf8)
{
    g_auto(GStrv) lines = g_strsplit(utf8, "\n", -1);
    g_autoptr(GString) json = g_string_new("{");

    for (char **line = lines; *line; line++) {
        g_strchomp(*line);
        if (**line == '\0')
            take_entry(dump, key_of_file(dump->path), json);
        else if (strstr(*line, ": "))
            append_member(json, *line);
        else
            dump_unknown_text(dump, "line", *line, strlen(*line));
    }
    take_entry(dump, key_of_file(dump->path), json);
}

/* The words of "2024-05-13 08:15:30 UTC name: text", behind the time; NULL when the line goes on
 * with what came before. */
static const char *message_words(const char *line)
{
    static const char pattern[] = "0000-00-00 00:00:00 UTC ";

    for (size_t i = 0; pattern[i]; i++) {
        if (pattern[i] == '0' ? !g_ascii_isdigit(line[i]) : line[i] != pattern[i])
            return NULL;
    }
    line += strlen(pattern);
    return strstr(line, ": ") ? line : NULL;
}

/* A line and those that go on with it. */
static void put_line(Dump *dump, uint32_t chat, GString *line)
{
    const char *words = message_words(line->str);
    const char *colon = words ? strstr(words, ": ") : NULL;
    g_autofree char *author = words ? g_strndup(words, (gsize)(colon - words)) : NULL;
    g_autofree char *time = words ? g_strndup(line->str, (gsize)(words - line->str) - 1) : NULL;
    g_autofree char *published = time ? date_from_iso(time, true) : NULL;
    FactPublication fact = {.kind = KIND_MESSAGE,
                            .in_reply_to = chat,
                            .access = ACCESS_DIRECT,
                            .author = author,
                            .published = published};

    if (words)
        dump_text(dump, dump_publication(dump, &fact), 0, PLACE_BODY, "content", colon + 2);
    else if (line->len)
        dump_unknown_text(dump, "line", line->str, line->len);
    g_string_truncate(line, 0);
}

static uint32_t put_chat(Dump *dump, const char *heading)
{
    g_autofree char *name = g_strdup(heading + strlen(CHAT));
    g_autofree char *title = NULL;
    FactPublication fact = {.kind = KIND_MESSAGE, .access = ACCESS_DIRECT};
    uint32_t publication;

    while (g_str_has_suffix(name, ":"))
        name[strlen(name) - 1] = '\0';
    fact.title = title = g_strdup_printf("Chat History with %s", name);
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_TITLE, "chat", title);
    dump_contact(dump, publication, "participant", name, name, NULL);
    return publication;
}

static void read_chats(Dump *dump, const char *utf8)
{
    g_auto(GStrv) lines = g_strsplit(utf8, "\n", -1);
    g_autoptr(GString) message = g_string_new(NULL);
    uint32_t chat = 0;

    for (char **line = lines; *line; line++) {
        bool heading = g_str_has_prefix(g_strchomp(*line), CHAT);

        if (heading || message_words(*line))
            put_line(dump, chat, message);
        if (heading)
            chat = put_chat(dump, *line);
        else if (message->len)
            g_string_append_printf(message, "\n%s", *line);
        else
            g_string_assign(message, *line);
    }
    put_line(dump, chat, message);
}

static void read_tiktok(Input *input, Sink *sink)
{
    Slice head = input_text_head(input);
    Dump dump;

    dump_init(&dump, input, sink, "tiktok");
    dump.rest = ACCESS_CLOSED; /* the account kept it for itself */
    if (is_text_list(dump.path, head) || is_text_chat(head)) {
        Slice whole = input_whole(input, TEXT_BYTES_MAX);
        size_t length;
        g_autofree char *utf8 = text_decode(whole.data, whole.length, NULL, &length, NULL);

        if (!strchr(utf8, '\n'))
            g_strdelimit(utf8, "\r", '\n');
        if (is_text_chat(head))
            read_chats(&dump, utf8);
        else
            read_text(&dump, utf8);
    } else {
        dump_read(&dump, input, take);
    }
    dump_clear(&dump);
}

const Reader reader_tiktok = {"tiktok", bid, read_tiktok};
