/*
 * Tweets, long tweets and likes. A tweet's text is escaped as HTML and is unescaped once; names in
 * `entities` are people mentioned; pictures are named by the tweet's number and the end of their
 * address. Positions in `entities` count code points of the escaped text and are not needed: what
 * they point at stands beside them.
 */
#include <stdio.h>
#include <string.h>

#include "readers/exports/twitter.h"
#include "readers/text/dates.h"

#define RETWEET_CHARACTERS 139 /* from here on a retweet that ends in an ellipsis was cut */

const char *twitter_time(Dump *dump, const JsonValue *object, const char *key)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const JsonValue *value = json_member(object, key);
    const char *text = json_string(value);
    char month[4] = "", zone[6] = "";
    int day, hour, minute, second, year;
    g_autofree char *iso = NULL;
    const char *found;

    if (!text)
        return NULL;
    if (sscanf(text, "%*3s %3s %2d %2d:%2d:%2d %5s %4d", month, &day, &hour, &minute, &second, zone,
               &year) != 7)
        return dump_iso_time(dump, object, key, true);
    found = strstr(months, month);
    if (!found || strlen(month) != 3 || (found - months) % 3 != 0)
        return NULL;
    iso = g_strdup_printf("%04d-%02d-%02dT%02d:%02d:%02d%s", year, (int)(found - months) / 3 + 1,
                          day, hour, minute, second, zone);
    g_hash_table_add(dump->taken, (gpointer)value);
    return dump_own(dump, date_from_iso(iso, true));
}

char *twitter_unescape(const char *text)
{
    static const struct {
        const char *escaped;
        char plain;
    } names[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}};
    GString *plain = g_string_new(NULL);

    while (*text) {
        size_t i = 0;

        while (i < G_N_ELEMENTS(names) && !g_str_has_prefix(text, names[i].escaped))
            i++;
        g_string_append_c(plain, i < G_N_ELEMENTS(names) ? names[i].plain : *text);
        text += i < G_N_ELEMENTS(names) ? strlen(names[i].escaped) : 1;
    }
    return g_string_free(plain, FALSE);
}

char *twitter_base_name(const char *url)
{
    size_t length = strcspn(url, "?#");
    g_autofree char *plain = g_strndup(url, length);
    const char *slash = strrchr(plain, '/');

    return g_strdup(slash ? slash + 1 : plain);
}

/* The film's own file is that of the best variant; the address of the medium is its still. */
static const char *best_variant(const JsonValue *medium)
{
    const JsonValue *variants = json_path(medium, "video_info.variants");
    const char *best = NULL;
    int64_t highest = -1;

    for (size_t i = 0; i < json_length(variants); i++) {
        const JsonValue *variant = json_element(variants, i);
        const char *url = json_string(json_member(variant, "url"));
        int64_t rate = 0;

        json_integer(json_member(variant, "bitrate"), &rate);
        if (url && strstr(url, ".mp4") && rate > highest) {
            highest = rate;
            best = url;
        }
    }
    return best;
}

static const char *media_folder(const Twitter *state)
{
    if (state->deleted)
        return "deleted_tweets_media";
    if (state->circle)
        return "twitter_circle_tweet_media";
    return g_str_has_prefix(state->type, "community") ? "community_tweet_media" : "tweets_media";
}

static void put_medium(Dump *dump, uint32_t publication, const char *id, const JsonValue *medium)
{
    static const char *const own[] = {"url", "display_url", "type", "media_url"};
    const char *film = best_variant(medium);
    const char *still = dump_take(dump, medium, "media_url_https");
    const char *plain = still ? NULL : dump_take(dump, medium, "media_url");
    const char *address = film ? film : still ? still : plain;
    const Twitter *state = dump->user;
    g_autofree char *name = address ? twitter_base_name(address) : NULL;
    g_autofree char *uri = NULL;
    uint32_t number;

    if (!address)
        return;
    uri = id && !state->monthly ? g_strdup_printf("%s/%s-%s", media_folder(state), id, name)
                                : g_strdup(address);
    number = dump_medium(dump, publication, film ? "video" : "image", uri, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++)
        dump_take(dump, medium, own[i]);
    dump_text(dump, publication, number, PLACE_ALT, "alt", dump_take(dump, medium, "ext_alt_text"));
    dump_text(dump, publication, number, PLACE_URL, "media", address);
    dump_leftovers(dump, publication, number, medium);
}

static void take_all(Dump *dump, const JsonValue *list)
{
    for (size_t i = 0; i < json_length(list); i++) {
        static const char *const keys[] = {"media_url_https", "media_url", "url",
                                           "display_url",     "type",      "expanded_url"};

        for (size_t k = 0; k < G_N_ELEMENTS(keys); k++)
            dump_take(dump, json_element(list, i), keys[k]);
    }
}

/* `entities` has only the first medium of several. */
static void put_media(Dump *dump, uint32_t publication, const char *id, const JsonValue *tweet)
{
    const JsonValue *first = json_path(tweet, "entities.media");
    const JsonValue *all = json_path(tweet, "extended_entities.media");

    if (json_kind(all) == JSON_KIND_ARRAY && json_count(all) > 0)
        take_all(dump, first);
    else
        all = first;
    for (size_t i = 0; i < json_length(all); i++)
        put_medium(dump, publication, id, json_element(all, i));
}

static void put_entities(Dump *dump, uint32_t publication, const JsonValue *entities)
{
    const JsonValue *people = json_member(entities, "user_mentions");
    const JsonValue *marks = json_member(entities, "hashtags");
    const JsonValue *urls = json_member(entities, "urls");

    for (size_t i = 0; i < json_length(people); i++) {
        const JsonValue *one = json_element(people, i);

        dump_tag(dump, publication, 0, dump_take(dump, one, "name"));
        dump_text(dump, publication, 0, PLACE_TAG, "mention", dump_take(dump, one, "screen_name"));
    }
    /* The text has both already, except for where a link leads. */
    for (size_t i = 0; i < json_length(marks); i++)
        dump_take(dump, json_element(marks, i), "text");
    for (size_t i = 0; i < json_length(urls); i++) {
        const JsonValue *one = json_element(urls, i);

        dump_text(dump, publication, 0, PLACE_URL, "link", dump_take(dump, one, "expanded_url"));
        dump_take(dump, one, "url");
        dump_take(dump, one, "display_url");
    }
}

/* coordinates are GeoJSON (longitude first), geo is the older form (latitude first). */
static void put_position(Dump *dump, uint32_t publication, const JsonValue *tweet)
{
    const JsonValue *point = json_path(tweet, "coordinates.coordinates");
    const JsonValue *geo = json_path(tweet, "geo.coordinates");

    if (json_count(point) == 2)
        dump_position(dump, publication, 0, json_element(point, 1), json_element(point, 0));
    else if (json_count(geo) == 2)
        dump_position(dump, publication, 0, json_element(geo, 0), json_element(geo, 1));
}

/* "RT @ouderraad: ...": gives the account it was taken from. */
static char *retweeted_account(const char *text)
{
    size_t length;

    if (!g_str_has_prefix(text, "RT @"))
        return NULL;
    length = strspn(text + 4, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");
    return length && text[4 + length] == ':' ? g_strndup(text + 4, length) : NULL;
}

static const char *text_label(const char *text, bool retweet)
{
    if (!retweet)
        return "tweet";
    return g_utf8_strlen(text, -1) >= RETWEET_CHARACTERS && g_str_has_suffix(text, "\u2026")
               ? "retweet, cut by the archive after 140 characters"
               : "retweet";
}

static void put_edits(Dump *dump, uint32_t publication, const JsonValue *tweet)
{
    const JsonValue *ids = json_path(tweet, "edit_info.initial.editTweetIds");
    g_autoptr(GString) all = g_string_new(NULL);

    if (!ids)
        ids = json_path(tweet, "edit_info.edit.editControlInitial.editTweetIds");
    for (size_t i = 0; i < json_length(ids); i++) {
        const char *id = json_scalar(json_element(ids, i));

        g_string_append_printf(all, "%s%s", i ? " " : "", id ? id : "");
    }
    if (json_count(ids) > 1)
        sink_property(dump->sink, publication, 0, "platform", "EditTweetIds", all->str);
    /* Only the platform's numbers and times stand in it. */
    dump_take(dump, json_path(tweet, "edit_info.initial"), "editableUntil");
}

static const char *answered_tweet(Dump *dump, const JsonValue *tweet)
{
    const char *id = dump_take_scalar(dump, tweet, "in_reply_to_status_id_str");

    return id ? id : dump_take_scalar(dump, tweet, "in_reply_to_status_id");
}

/* The account's own tweet, where it came before. */
static uint32_t number_of(const Twitter *state, const char *id)
{
    return id ? GPOINTER_TO_UINT(g_hash_table_lookup(state->numbers, id)) : 0;
}

static void put_answered(Dump *dump, uint32_t publication, const JsonValue *tweet, const char *id)
{
    const char *account = json_string(json_member(tweet, "in_reply_to_screen_name"));
    g_autofree char *address =
        id ? g_strdup_printf("https://x.com/%s/status/%s", account ? account : "i", id) : NULL;

    dump_text(dump, publication, 0, PLACE_URL, "answers", address);
}

void twitter_tweet(Dump *dump, const JsonValue *tweet)
{
    const Twitter *state = dump->user;
    const char *escaped = dump_take(dump, tweet, "full_text");
    const char *id = dump_take_scalar(dump, tweet, "id_str");
    const char *text;
    g_autofree char *account = NULL;
    const char *answered = answered_tweet(dump, tweet);
    FactPublication fact = {.kind = answered ? KIND_COMMENT : KIND_POST,
                            .in_reply_to = number_of(state, answered),
                            .status = state->deleted ? STATUS_UNPUBLISHED : STATUS_PUBLISHED,
                            .native_id = id ? id : dump_take_scalar(dump, tweet, "id"),
                            .author = dump_take(dump, json_member(tweet, "user"), "name"),
                            .published = twitter_time(dump, tweet, "created_at")};
    uint32_t publication;

    if (!escaped)
        escaped = dump_take(dump, tweet, "text");
    text = dump_own(dump, twitter_unescape(escaped ? escaped : ""));
    account = retweeted_account(text);
    fact.announces = account ? dump_own(dump, g_strdup_printf("https://x.com/%s", account)) : NULL;
    publication = dump_publication(dump, &fact);
    if (fact.native_id)
        g_hash_table_insert(state->numbers, g_strdup(fact.native_id),
                            GUINT_TO_POINTER(publication));
    put_answered(dump, publication, tweet, answered);
    put_media(dump, publication, fact.native_id, tweet);
    dump_text(dump, publication, 0, PLACE_BODY, text_label(text, account != NULL), text);
    put_entities(dump, publication, json_member(tweet, "entities"));
    put_position(dump, publication, tweet);
    put_edits(dump, publication, tweet);
    dump_take(dump, tweet, "source");
    dump_take(dump, tweet, "lang");
    dump_leftovers(dump, publication, 0, tweet);
}

/* tweets.js has only the beginning of a long tweet. */
void twitter_note(Dump *dump, const JsonValue *note)
{
    const JsonValue *core = json_member(note, "core");
    FactPublication fact = {.kind = KIND_POST,
                            .native_id = dump_take_scalar(dump, note, "noteTweetId"),
                            .published = twitter_time(dump, note, "createdAt"),
                            .updated = twitter_time(dump, note, "updatedAt")};
    uint32_t publication = dump_publication(dump, &fact);

    dump_text(dump, publication, 0, PLACE_BODY, "long tweet",
              dump_take(dump, core ? core : note, "text"));
    dump_leftovers(dump, publication, 0, note);
}

/* What somebody else wrote. */
void twitter_like(Dump *dump, const JsonValue *like)
{
    const char *text = dump_take(dump, like, "fullText");
    const char *id = dump_take_scalar(dump, like, "tweetId");
    FactPublication fact = {.kind = KIND_POST, .announces = dump_take(dump, like, "expandedUrl")};
    g_autofree char *plain = text ? twitter_unescape(text) : NULL;
    uint32_t publication;

    if (!fact.announces)
        fact.announces = id;
    publication = dump_publication(dump, &fact);
    dump_text(dump, publication, 0, PLACE_BODY, "liked, written by others", plain);
    dump_leftovers(dump, publication, 0, like);
}
