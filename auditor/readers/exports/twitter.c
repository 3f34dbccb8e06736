/*
 * Reader of Twitter and X archives: scripts that assign a list to `window.YTD.<type>.part<n>`, or
 * to `Grailbird.data.<month>` before 2018. The type in that line decides what an element is; files
 * of types that nobody knows become text.
 */
#include "readers/exports/twitter.h"

#include <string.h>

#define YTD "window.YTD."
#define GRAILBIRD "Grailbird.data."
#define CONFIG "window.__THAR_CONFIG"
#define DETAILS "var user_details"

static const char *head_start(Slice head)
{
    const char *at = head.data, *end = head.data + head.length;

    if (head.length >= 3 && memcmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    while (at < end && g_ascii_isspace(*at))
        at++;
    return at;
}

static bool starts_with(Slice head, const char *prefix)
{
    const char *at = head_start(head);
    size_t length = strlen(prefix);

    return (size_t)(head.data + head.length - at) >= length && memcmp(at, prefix, length) == 0;
}

static int bid(const Input *input)
{
    Slice head = input_text_head(input);

    static const char *const starts[] = {YTD, GRAILBIRD, CONFIG, DETAILS};

    for (size_t i = 0; i < G_N_ELEMENTS(starts); i++) {
        if (starts_with(head, starts[i]))
            return 90;
    }
    return 0;
}

/* "window.YTD.direct_messages.part0" gives "direct_messages". */
static char *type_of_head(Slice head)
{
    const char *at = head_start(head), *end = head.data + head.length;
    const char *from = at + strlen(YTD);
    const char *to;

    if (starts_with(head, GRAILBIRD))
        return g_strdup("tweets");
    if (!starts_with(head, YTD))
        return g_strdup("");
    to = from;
    while (to < end && (g_ascii_isalnum(*to) || *to == '_' || *to == '-'))
        to++;
    return g_strndup(from, (gsize)(to - from));
}

static bool is_tweet(const JsonValue *value)
{
    return json_string(json_member(value, "created_at")) &&
           (json_string(json_member(value, "full_text")) ||
            json_string(json_member(value, "text")));
}

/* {"tweet": {...}}: the thing lies in a member that says what it is. */
static bool take_wrapped(Dump *dump, const JsonValue *value)
{
    static const struct {
        const char *key;
        void (*take)(Dump *dump, const JsonValue *value);
    } kinds[] = {{"noteTweet", twitter_note},
                 {"noteTweetResults", twitter_note},
                 {"like", twitter_like},
                 {"dmConversation", twitter_conversation},
                 {"account", twitter_account},
                 {"profile", twitter_profile},
                 {"protectedHistory", twitter_protection}};
    static const char *const relations[] = {"follower", "following"};
    const JsonValue *tweet = json_member(value, "tweet");

    if (is_tweet(tweet)) {
        twitter_tweet(dump, tweet);
        return true;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
        const JsonValue *inner = json_member(value, kinds[i].key);

        if (json_kind(inner) == JSON_KIND_OBJECT) {
            kinds[i].take(dump, inner);
            return true;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(relations); i++) {
        const JsonValue *inner = json_member(value, relations[i]);

        if (json_member(inner, "accountId")) {
            twitter_contact(dump, relations[i], inner);
            return true;
        }
    }
    return false;
}

static bool take(Dump *dump, const char *key, const JsonValue *value)
{
    if (json_kind(value) != JSON_KIND_OBJECT)
        return false;
    if (strcmp(key, "userInfo") == 0 && json_string(json_member(value, "userName")))
        dump_account(dump, json_string(json_member(value, "userName")),
                     json_string(json_member(value, "displayName")));
    if (json_string(json_member(value, "full_name")) &&
        json_string(json_member(value, "screen_name")) && !json_member(value, "id_str")) {
        twitter_details(dump, value);
        return true;
    }
    if (take_wrapped(dump, value) || twitter_event(dump, value))
        return true;
    if (!is_tweet(value))
        return false;
    twitter_tweet(dump, value);
    return true;
}

/* What anybody could read; all other files are the account's own. */
static Access access_of_type(const char *type)
{
    static const char *const shown[] = {"tweet",           "tweets",         "note_tweet",
                                        "community_tweet", "article",        "moment",
                                        "profile",         "community_note", "deleted_tweets"};

    if (g_str_has_prefix(type, "direct_message"))
        return ACCESS_DIRECT;
    for (size_t i = 0; i < G_N_ELEMENTS(shown); i++) {
        if (strcmp(type, shown[i]) == 0)
            return ACCESS_UNKNOWN;
    }
    return ACCESS_CLOSED;
}

static void read_twitter(Input *input, Sink *sink)
{
    Twitter state = {.type = type_of_head(input_text_head(input))};
    Dump dump;

    dump_init(&dump, input, sink, "x");
    dump.user = &state;
    state.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    dump.access = access_of_type(state.type);
    state.monthly = starts_with(input_text_head(input), GRAILBIRD);
    state.deleted = g_str_has_prefix(state.type, "deleted");
    state.circle = strstr(state.type, "circle") != NULL;
    dump_read(&dump, input, take);
    if (state.shut)
        dump_account_shut(&dump, "data/");
    dump_clear(&dump);
    g_hash_table_destroy(state.numbers);
    g_free(state.shut_at);
    g_free(state.type);
}

const Reader reader_twitter = {"twitter", bid, read_twitter};
