/*
 * Reader of Instagram dumps, JSON of every layout since 2018: recognises a file by its folders and
 * by what is in it, and gives each element to the function that knows it. A list of one entry may
 * come as that entry alone, so that nothing depends on a list around it.
 */
#include "readers/exports/instagram.h"

#include <string.h>

#include "readers/exports/meta.h"

static bool is_root(const char *path)
{
    static const char *const roots[] = {"your_instagram_activity/", "_off_of_instagram/",
                                        "/instagram-", NULL};

    return dump_holds_any(path, roots) || g_str_has_prefix(path, "instagram-");
}

/* Folders of the years before there was a root folder; Facebook has some of them too. */
static bool is_layout(const char *path)
{
    static const char *const parts[] = {"content/posts_",
                                        "content/stories",
                                        "content/reels",
                                        "content/igtv",
                                        "content/archived_posts",
                                        "content/profile_photos",
                                        "media/posts_",
                                        "media/stories.json",
                                        "media/reels.json",
                                        "comments/post_comments",
                                        "comments/reels_comments",
                                        "followers_and_following/",
                                        "story_sticker_interactions/",
                                        NULL};

    return dump_holds_any(path, parts);
}

static bool is_old_name(const char *path)
{
    static const char *const names[] = {"media.json",   "connections.json", "comments.json",
                                        "profile.json", "messages.json",    "likes.json",
                                        "saved.json",   "searches.json",    "settings.json"};
    const char *slash = strrchr(path, '/');

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(slash ? slash + 1 : path, names[i]) == 0)
            return true;
    }
    return false;
}

/* Members that no other format has, alone or together. */
static bool is_structure(Slice head)
{
    static const char *const sets[][3] = {{"string_map_data"},
                                          {"string_list_data"},
                                          {"media_list_data"},
                                          {"media_comments"},
                                          {"ig_stories"},
                                          {"ig_reels_media"},
                                          {"ig_igtv_media"},
                                          {"ig_archived_post_media"},
                                          {"ig_profile_picture"},
                                          {"ig_recently_deleted_media"},
                                          {"ig_other_media"},
                                          {"caption", "taken_at", "path"},
                                          {"taken_at", "path", "photos"},
                                          {"taken_at", "path", "stories"}};

    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
        if (dump_head_has(head, sets[i][0]) && (!sets[i][1] || dump_head_has(head, sets[i][1])) &&
            (!sets[i][2] || dump_head_has(head, sets[i][2])))
            return true;
    }
    return dump_head_has(head, "media") && dump_head_has(head, "uri") &&
           dump_head_has(head, "creation_timestamp") && !dump_head_has(head, "attachments") &&
           !dump_head_has(head, "label_values");
}

/* 2018 to 2020: lists of followers under the names themselves. */
static bool is_old_connections(const char *path, Slice head)
{
    return g_str_has_suffix(path, "connections.json") && dump_head_has(head, "followers") &&
           dump_head_has(head, "following");
}

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));
    bool named = strstr(path, "instagram") != NULL;
    bool structure = is_structure(head) || is_old_connections(path, head);

    /* With Facebook's name in the path it is Facebook's, whose reader knows the same entries. */
    if (!named && (strstr(path, "facebook") || strstr(path, "threads_activity")))
        return 0;
    if (is_root(path))
        return structure ? 82 : 71;
    if (is_layout(path))
        return structure ? 81 : named ? 69 : 8;
    if (is_old_name(path) && named)
        return structure ? 81 : 40;
    if (named && dump_head_has(head, "sender_name") && dump_head_has(head, "timestamp_ms"))
        return 79;
    return structure ? 66 : 0;
}

static bool is_medium(const JsonValue *value)
{
    return json_string(json_member(value, "uri")) && json_member(value, "creation_timestamp");
}

static bool take_object(Dump *dump, const char *key, const JsonValue *value)
{
    const char *relation = instagram_relation(dump, key);

    if (json_member(value, "participants") && (json_member(value, "messages") || !*key))
        instagram_thread(dump, value);
    else if (json_member(value, "sender_name"))
        instagram_message(dump, value);
    else if (json_string(json_member(value, "path")) && json_member(value, "taken_at"))
        instagram_old_medium(dump, key, value);
    else if (json_member(value, "label_values"))
        instagram_label_values(dump, value);
    else if (relation && json_member(value, "string_list_data"))
        instagram_contact(dump, relation, value);
    else if (json_member(value, "string_map_data") || json_member(value, "string_list_data"))
        instagram_labels(dump, key, value);
    else if (json_kind(json_member(value, "media")) == JSON_KIND_ARRAY || is_medium(value))
        instagram_post(dump, key, value);
    else
        return instagram_old_contacts(dump, key, value);
    return true;
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) == JSON_KIND_OBJECT)
        return take_object(dump, key, value);
    return json_kind(value) == JSON_KIND_ARRAY && g_str_has_suffix(key, "comments") &&
           instagram_old_comment(dump, value);
}

/* What the account kept for itself, as far as the folder tells. */
static Access access_of_path(const char *path)
{
    static const char *const people[] = {"followers_and_following/", "connections.json", NULL};

    if (strstr(path, "messages/") || g_str_has_suffix(path, "messages.json"))
        return ACCESS_DIRECT;
    return meta_is_closed(path) || dump_holds_any(path, people) ? ACCESS_CLOSED : ACCESS_UNKNOWN;
}

/* Entries that nobody knows: the account's own notes, but not where posts lie. */
static Access access_of_rest(const char *path)
{
    static const char *const shown[] = {"content/", "media/",  "media.json", "posts",
                                        "comments", "stories", "reels",      NULL};

    static const char *const of_others[] = {"/likes/", "/saved/", "/liked_", "/saved_", NULL};

    return dump_holds_any(path, shown) && !dump_holds_any(path, of_others) ? ACCESS_UNKNOWN
                                                                           : ACCESS_CLOSED;
}

/* Posts on Threads come with an Instagram account, in a folder of their own. */
static bool is_threads(const Input *input)
{
    g_autofree char *path = dump_plain_path(input_path(input));

    return strstr(path, "activity/threads/") ||
           dump_head_has(input_text_head(input), "text_post_app_text_posts");
}

static void read_instagram(Input *input, Sink *sink)
{
    Instagram state = {0};
    Dump dump;

    dump_init(&dump, input, sink, is_threads(input) ? "threads" : "instagram");
    dump.user = &state;
    dump.access = access_of_path(dump.path);
    dump.rest = access_of_rest(dump.path);
    /* Before 2021 the text was whole; the repair leaves whole text as it is. */
    dump.repair = true;
    state.comments = strstr(dump.path, "comments") && !strstr(dump.path, "liked_comments");
    state.unpublished = meta_is_put_away(dump.path);
    dump_read(&dump, input, take);
    dump_clear(&dump);
}

const Reader reader_instagram = {"instagram", bid, read_instagram};
