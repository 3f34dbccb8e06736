/*
 * Reader of Facebook dumps, JSON of any year, of persons and of Pages: recognises a file by where
 * it stands and by what is in it, and gives each element to the function that knows it. A file of a
 * dump that nobody knows is read as text, so that nothing is lost.
 */
#include "readers/exports/facebook.h"

#include <string.h>

#include "readers/exports/meta.h"
#include "worker/limits.h"
#include "worker/sink.h"

/* The apostrophe of "this_profile's" comes as ', as _ and as U+2019. */
static bool is_page(const char *path)
{
    const char *profile = strstr(path, "this_profile");

    return (profile && strstr(profile, "activity_across_facebook")) ||
           strstr(path, "/profile_posts_");
}

static bool is_root(const char *path)
{
    static const char *const roots[] = {"your_facebook_activity/", "activity_across_facebook/",
                                        "/facebook-", "facebook_activity/", NULL};

    return dump_holds_any(path, roots) || g_str_has_prefix(path, "facebook-");
}

/* Folders of the years before there was a root folder. */
static bool is_layout(const char *path)
{
    static const char *const parts[] = {"posts/your_posts",
                                        "posts/profile_posts",
                                        "people's_posts",
                                        "posts/album/",
                                        "photos_and_videos/",
                                        "comments_and_reactions/",
                                        "friends_and_followers/",
                                        "following_and_followers/",
                                        "messages/inbox/",
                                        "messages/filtered_threads/",
                                        "messages/archived_threads/",
                                        "messages/message_requests/",
                                        "messages/e2ee_cutover/",
                                        "profile_information/profile_information",
                                        "uncategorized_photos",
                                        "apps_and_websites_off_of_facebook/",
                                        NULL};

    return dump_holds_any(path, parts);
}

/* Folders that others may have too: they count only together with the structure. */
static bool is_common_layout(const char *path)
{
    static const char *const parts[] = {"comments/",
                                        "friends/",
                                        "connections/",
                                        "personal_information/",
                                        "posts/videos",
                                        "posts/your_videos",
                                        "logged_information/",
                                        "ads_information/",
                                        NULL};

    return dump_holds_any(path, parts);
}

/* Members that no other format has, alone or together. */
static bool is_structure(Slice head)
{
    static const char *const sets[][3] = {{"comments_v2"},
                                          {"group_comments_v2"},
                                          {"friends_v2"},
                                          {"sent_requests_v2"},
                                          {"received_requests_v2"},
                                          {"rejected_requests_v2"},
                                          {"followers_v3"},
                                          {"following_v3"},
                                          {"other_photos_v2"},
                                          {"videos_v2"},
                                          {"profile_v2"},
                                          {"status_updates"},
                                          {"group_posts_v2"},
                                          {"wall_posts_sent_to_you"},
                                          {"external_context"},
                                          {"timestamp", "data", "post"},
                                          {"timestamp", "data", "attachments"},
                                          {"label_values", "fbid"},
                                          {"sender_name", "timestamp_ms"},
                                          {"photos", "uri", "creation_timestamp"},
                                          {"participants", "thread_path"},
                                          {"participants", "threadName", "messages"},
                                          {"senderName", "isUnsent"},
                                          {"timestamp", "comment", "author"}};

    for (size_t i = 0; i < G_N_ELEMENTS(sets); i++) {
        if (dump_head_has(head, sets[i][0]) && (!sets[i][1] || dump_head_has(head, sets[i][1])) &&
            (!sets[i][2] || dump_head_has(head, sets[i][2])))
            return true;
    }
    return false;
}

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    if (!json_is_plain(head))
        return 0;
    g_autofree char *path = dump_plain_path(input_path(input));

    if (strstr(path, "instagram") || strstr(path, "threads_activity"))
        return 0;
    bool structure = is_structure(head);

    if (is_root(path))
        return structure ? 80 : 70;
    if (is_layout(path))
        return structure ? 78 : 30;
    if (is_common_layout(path))
        return structure ? 72 : 12;
    return structure ? 66 : 0;
}

/* What the account kept for itself, as far as the folder tells. */
static Access access_of_path(const char *path)
{
    if (strstr(path, "messages/"))
        return ACCESS_DIRECT;
    if (is_page(path))
        return ACCESS_PUBLIC;
    return meta_is_closed(path) ? ACCESS_CLOSED : ACCESS_UNKNOWN;
}

/* "comments_v2" is "comments": the number is the format's, not the key's. */
static char *plain_key(const char *key, size_t length)
{
    char *plain = g_strndup(key, length);
    size_t end = strlen(plain);

    if (end > 3 && plain[end - 3] == '_' && plain[end - 2] == 'v' &&
        g_ascii_isdigit(plain[end - 1]))
        plain[end - 3] = '\0';
    return plain;
}

static bool is_medium(const JsonValue *element, const char *key)
{
    static const char *const keys[] = {"photos", "other_photos", "videos", NULL};

    if (!json_string(json_member(element, "uri")))
        return false;
    for (size_t i = 0; keys[i]; i++) {
        if (strcmp(key, keys[i]) == 0)
            return true;
    }
    return json_member(element, "creation_timestamp") != NULL;
}

/* A small element of a list, or a file that is one object; false when nobody knows it. */
static bool take_known(Facebook *facebook, const char *key, const JsonValue *element)
{
    const char *relation = facebook_relation(key);

    if (json_member(element, "participants") && (json_member(element, "messages") || *key == '\0'))
        facebook_thread(facebook, element);
    else if (json_member(element, "label_values"))
        facebook_labels(facebook, element);
    else if (json_member(element, "sender_name") || json_member(element, "senderName"))
        facebook_message(facebook, element);
    else if (facebook_is_comment(element, key))
        facebook_comments(facebook, element);
    else if (is_medium(element, key))
        facebook_loose_medium(facebook, element, key);
    else if (relation && json_string(json_member(element, "name")))
        facebook_contact(facebook, element, relation);
    else if (facebook_is_post(facebook, element, key))
        facebook_post(facebook, element);
    else
        return false;
    facebook_element_end(facebook);
    return true;
}

static void take_element(Facebook *facebook, const char *path, const char *key,
                         const JsonValue *element)
{
    if (json_kind(element) != JSON_KIND_OBJECT || !take_known(facebook, key, element))
        dump_unknown(&facebook->dump, path, element);
}

static bool is_album(const Facebook *facebook, const JsonValue *object)
{
    if (!json_string(json_member(object, "name")) && !json_member(object, "cover_photo"))
        return false;
    return json_kind(json_member(object, "photos")) == JSON_KIND_ARRAY ||
           json_member(object, "cover_photo") || strstr(facebook->dump.path, "album/");
}

typedef struct {
    Facebook *facebook;
    const char *path;
    unsigned depth;
} Container;

static void take_object(Facebook *facebook, const char *path, const char *key,
                        const JsonValue *object, unsigned depth);

static void take_list(Facebook *facebook, const char *path, const char *key, const JsonValue *list)
{
    g_autofree char *plain = plain_key(key, strlen(key));

    for (size_t i = 0; i < json_count(list); i++) {
        g_autofree char *place = g_strdup_printf("%s[%zu]", path, i);

        take_element(facebook, place, plain, json_element(list, i));
    }
}

static void take_member(void *user, const char *key, const JsonValue *value)
{
    Container *container = user;
    g_autofree char *path =
        g_strdup_printf("%s%s%s", container->path, *container->path ? "." : "", key);

    if (json_kind(value) == JSON_KIND_ARRAY)
        take_list(container->facebook, path, key, value);
    else if (json_kind(value) == JSON_KIND_OBJECT && container->depth < 3)
        take_object(container->facebook, path, key, value, container->depth + 1);
    else if (json_scalar(value) || json_count(value) > 0) {
        /* A key may say what the value is, or be a name: both go into the text. */
        const char *scalar = json_scalar(value);
        g_autofree char *line = scalar ? g_strdup_printf("%s: %s", key, scalar) : NULL;

        if (line)
            dump_unknown_text(&container->facebook->dump, path, line, strlen(line));
        else
            dump_unknown(&container->facebook->dump, path, value);
    }
}

/* The whole file, or an object that wraps its list. */
static void take_object(Facebook *facebook, const char *path, const char *key,
                        const JsonValue *object, unsigned depth)
{
    g_autofree char *plain = plain_key(key, strlen(key));
    Container container = {facebook, path, depth};

    if (g_str_has_prefix(plain, "profile") && json_member(object, "name"))
        facebook_profile(facebook, object);
    else if (is_album(facebook, object))
        facebook_album(facebook, object);
    else if (!take_known(facebook, plain, object))
        json_each_member(object, take_member, &container);
    facebook_element_end(facebook);
}

/* "comments_v2[7]" gives "comments", "[7]" gives ""; NULL for places deeper than a list. */
static char *list_key(const char *path)
{
    const char *bracket = strchr(path, '[');
    const char *dot;

    if (*path == '#' || !bracket || strchr(bracket + 1, '[') || strchr(bracket, '.'))
        return NULL;
    dot = g_strrstr_len(path, bracket - path, ".");
    dot = dot ? dot + 1 : path;
    return plain_key(dot, (size_t)(bracket - dot));
}

static void take_piece(void *user, const JsonPiece *piece)
{
    Facebook *facebook = user;
    g_autofree char *key = list_key(piece->path);

    if (key)
        take_element(facebook, piece->path, key, piece->value);
    else if (strchr(piece->path, '['))
        dump_unknown(&facebook->dump, piece->path, piece->value);
    else if (json_kind(piece->value) == JSON_KIND_ARRAY)
        take_list(facebook, piece->path, piece->path, piece->value);
    else if (json_kind(piece->value) == JSON_KIND_OBJECT)
        take_object(facebook, piece->path, *piece->path == '#' ? "" : piece->path, piece->value, 0);
    else
        dump_unknown(&facebook->dump, piece->path, piece->value);
}

static void take_text(void *user, const char *path, const char *text, size_t length)
{
    Facebook *facebook = user;

    dump_unknown_text(&facebook->dump, path, text, length);
}

static void find_earliest(void *user, const JsonPiece *piece)
{
    int64_t *earliest = user;
    int64_t time = facebook_seconds(piece->value, "creation_timestamp");

    if (time > 0 && (*earliest <= 0 || time < *earliest))
        *earliest = time;
}

static void ignore_text(void *user, const char *path, const char *text, size_t length)
{
    (void)user;
    (void)path;
    (void)text;
    (void)length;
}

/* An album too large to be seen whole is dated by a reading of its own, before it is put. */
static int64_t earliest_photo(Input *input)
{
    static const JsonHandler handler = {find_earliest, ignore_text};
    g_autoptr(Sink) nowhere = sink_new(&(SinkCallbacks){NULL, NULL, NULL}, NULL);
    int64_t earliest = 0;

    json_read(input, nowhere, &handler, &earliest);
    return earliest;
}

static void read_facebook(Input *input, Sink *sink)
{
    static const JsonHandler handler = {take_piece, take_text};
    Facebook facebook = {0};
    const char *path;

    dump_init(&facebook.dump, input, sink, "facebook");
    path = facebook.dump.path;
    facebook.dump.repair = true;
    facebook.dump.access = access_of_path(path);
    facebook.status = meta_is_put_away(path) ? STATUS_UNPUBLISHED : STATUS_PUBLISHED;
    facebook.holds_comments = strstr(path, "/comments.json") || strstr(path, "/comments_1.json");
    facebook.holds_posts = strstr(path, "posts/") || dump_head_has(input_text_head(input), "post");
    facebook.media = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    if (input_size(input) > LIMIT_JSON_VALUE_BYTES && strstr(path, "album/"))
        facebook.album_time = earliest_photo(input);
    json_read(input, sink, &handler, &facebook);
    dump_clear(&facebook.dump);
    g_array_free(facebook.media, TRUE);
}

const Reader reader_facebook = {"facebook", bid, read_facebook};
