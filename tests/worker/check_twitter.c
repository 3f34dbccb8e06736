/*
 * Suite of the reader of Twitter and X archives: one test a trick of the format. People are
 * invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_twitter;
extern const Reader reader_json;

#define DATA "twitter-2024-06-21-a1b2.zip!/data/"

static char *facts_at(const char *path, const char *script)
{
    return facts_of(&reader_twitter, path, "text/javascript", script, strlen(script));
}

static void assert_facts(const char *path, const char *script, const char *const *wanted)
{
    g_autofree char *facts = facts_at(path, script);

    ck_assert_int_gt(bid_of(&reader_twitter, path, NULL, script, strlen(script)),
                     bid_of(&reader_json, path, "text/javascript", script, strlen(script)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
    assert_has_not(facts, "window.");
}

#define ASSERT_FACTS(path, script, ...)                                                            \
    assert_facts(path, script, (const char *const[]){__VA_ARGS__, NULL})

#define TWEET                                                                                      \
    "{\"tweet\": {\"id\": \"1803\", \"id_str\": \"1803\", \"full_text\": \"Noor &amp; Bram &lt;3 " \
    "&amp;lt; Zo\u00eb https:\\/\\/t.co\\/abc\", \"created_at\": \"Fri Jun 21 08:15:30 +0000 "     \
    "2024\", \"entities\": {\"user_mentions\": [{\"name\": \"Juf Els\", \"screen_name\": "         \
    "\"jufels\", \"id_str\": \"5\", \"indices\": [\"0\", \"3\"]}], \"urls\": [{\"url\": "          \
    "\"https://t.co/abc\", \"expanded_url\": \"https://school.example/noor\", \"indices\": "       \
    "[\"1\", \"2\"]}], \"media\": [{\"media_url_https\": \"https://pbs.example/media/A.jpg\"}]}, " \
    "\"extended_entities\": {\"media\": [{\"media_url_https\": "                                   \
    "\"https://pbs.example/media/A.jpg\", \"ext_alt_text\": \"Noor klimt\"}, "                     \
    "{\"media_url_https\": \"https://pbs.example/thumb/B.jpg\", \"video_info\": {\"variants\": "   \
    "[{\"bitrate\": \"256000\", \"url\": \"https://v.example/low.mp4?tag=1\"}, {\"bitrate\": "     \
    "\"832000\", \"url\": \"https://v.example/high.mp4?tag=1\"}, {\"url\": "                       \
    "\"https://v.example/x.m3u8\"}]}}]}, \"coordinates\": {\"coordinates\": [\"5.12\", "           \
    "\"52.09\"]}, \"place\": {\"full_name\": \"Sneek\"}}}"

START_TEST(tweet)
{
    static const char *const paths[] = {DATA "tweets.js", DATA "tweets-part3.js",
                                        "x\\data\\tweet.js"};

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++)
        ASSERT_FACTS(paths[i], "window.YTD.tweets.part0 = [ " TWEET ", ]",
                     "publication 1 post published platform=x published=2024-06-21T08:15:30Z "
                     "known=export id=1803",
                     "body [tweet] Noor & Bram <3 &lt; Zoë https://t.co/abc", "tag p1 m0 x Juf Els",
                     "tag [mention] jufels", "url [link] https://school.example/noor",
                     "medium p1 m1 image tweets_media/1803-A.jpg\n",
                     "text p1 m1 alt [alt] Noor klimt",
                     "medium p1 m2 video tweets_media/1803-high.mp4\n",
                     "property p1 m0 platform GPSPosition=52.09,5.12", "full_name: Sneek");
}
END_TEST

START_TEST(tweets_of_other_kinds)
{
    ASSERT_FACTS(
        DATA "deleted-tweets.js", "\xef\xbb\xbfwindow.YTD.deleted_tweets.part0 =\n[" TWEET "];",
        "publication 1 post unpublished platform=x", "image deleted_tweets_media/1803-A.jpg");
    ASSERT_FACTS(DATA "twitter-circle-tweet.js",
                 "window.YTD.twitter_circle_tweet.part0 = [" TWEET "]", "access=closed",
                 "twitter_circle_tweet_media/1803-A.jpg");
    ASSERT_FACTS(DATA "js/tweets/2017_06.js",
                 "Grailbird.data.tweets_2017_06 = \n [ {\"id_str\": \"877\", \"created_at\": "
                 "\"2017-06-21 08:15:30 +0000\", \"text\": \"Groep 5 &amp; Noor\", \"user\": "
                 "{\"name\": \"De Vlinder\", \"screen_name\": \"vlinder\"}} ]",
                 "published=2017-06-21T08:15:30Z", "author=De Vlinder", "Groep 5 & Noor");
    ASSERT_FACTS(DATA "tweets.js",
                 "window.YTD.tweets.part0 = [{\"tweet\": {\"id_str\": \"1\", \"full_text\": \"@els "
                 "ja\", \"created_at\": \"Fri Jun 21 08:15:30 +0000 2024\", "
                 "\"in_reply_to_status_id_str\": \"12\", \"in_reply_to_screen_name\": \"els\", "
                 "\"edit_info\": {\"initial\": {\"editTweetIds\": [\"1\", \"2\"], "
                 "\"editableUntil\": \"2024\"}}}}]",
                 "publication 1 comment", "in_reply_to_screen_name: els",
                 "url [answers] https://x.com/els/status/12",
                 "property p1 m0 platform EditTweetIds=1 2");
}
END_TEST

/* Archives of before 2018 hold no pictures; what stands beside a thing that is known is kept. */
START_TEST(months_and_siblings)
{
    ASSERT_FACTS(DATA "js/tweets/2013_01.js",
                 "Grailbird.data.tweets_2013_01 = [{\"id_str\": \"290\", \"created_at\": "
                 "\"2013-01-12 09:10:11 +0000\", \"text\": \"Noor\", \"entities\": {\"media\": [{"
                 "\"media_url\": \"http://pbs.twimg.com/media/B.jpg\"}]}}]",
                 "medium p1 m1 image http://pbs.twimg.com/media/B.jpg\n");
    ASSERT_FACTS(DATA "js/user_details.js",
                 "var user_details = {\"screen_name\": \"vlinder\", \"full_name\": \"De Vlinder\", "
                 "\"bio\": \"door Els Bos\"}",
                 "account x handle=vlinder name=De Vlinder", "publication 1 account",
                 "text p1 m0 body [bio] door Els Bos");
    ASSERT_FACTS(
        DATA "tweets.js",
        "window.YTD.tweets.part0 = [{\"like\": {\"tweetId\": \"1\"}, \"by\": \"Els Bos\"}]",
        "by: Els Bos");
}
END_TEST

START_TEST(retweets_are_others_words_and_may_be_cut)
{
    g_autoptr(GString) cut = g_string_new("RT @ouderraad: Noor Haddad ");

    while (g_utf8_strlen(cut->str, -1) < 139)
        g_string_append_c(cut, 'x');
    g_string_append(cut, "\u2026");
    g_autofree char *script = g_strdup_printf(
        "window.YTD.tweets.part0 = [{\"tweet\": {\"id_str\": \"1\", \"full_text\": \"%s\", "
        "\"created_at\": \"Fri Jun 21 08:15:30 +0000 2024\"}}, {\"tweet\": {\"id_str\": \"2\", "
        "\"full_text\": \"RT @ouderraad: Kort\", \"created_at\": \"x\"}}]",
        cut->str);

    ASSERT_FACTS(DATA "tweets.js", script, "[retweet, cut by the archive after 140 characters] RT",
                 "[retweet] RT @ouderraad: Kort", "created_at: x");
}
END_TEST

START_TEST(long_tweets_and_likes)
{
    ASSERT_FACTS(DATA "note-tweet.js",
                 "window.YTD.note_tweet.part0 = [{\"noteTweet\": {\"noteTweetId\": \"7\", "
                 "\"createdAt\": \"2024-06-21T08:15:30.000Z\", \"core\": {\"text\": \"Lang: Kaan "
                 "Demir\", \"mentions\": [{\"screenName\": \"noorh\"}]}}}]",
                 "publication 1 post published platform=x published=2024-06-21T08:15:30Z "
                 "known=export id=7",
                 "body [long tweet] Lang: Kaan Demir", "screenName: noorh");
    ASSERT_FACTS(DATA "like.js",
                 "window.YTD.like.part0 = [{\"like\": {\"tweetId\": \"9\", \"fullText\": \"Van "
                 "Maja &amp; co\", \"expandedUrl\": \"https://x.example/9\"}}]",
                 "publication 1 post published platform=x access=closed",
                 "[liked, written by others] Van Maja & co");
}
END_TEST

START_TEST(messages)
{
    ASSERT_FACTS(DATA "direct-messages.js",
                 "window.YTD.direct_messages.part0 = [{\"dmConversation\": {\"conversationId\": "
                 "\"12-34\", \"messages\": [{\"messageCreate\": {\"id\": \"5\", \"senderId\": "
                 "\"12\", \"recipientId\": \"34\", \"text\": \"Is Bram ziek?\", \"createdAt\": "
                 "\"2024-06-21T08:15:30.000Z\", \"mediaUrls\": "
                 "[\"https://ton.example/dm/5/6/C.jpg\"], \"urls\": []}}, "
                 "{\"conversationNameUpdate\": {\"name\": \"Ouders van Noor\", \"createdAt\": "
                 "\"2024-06-21T08:16:30.000Z\"}}]}}]",
                 "publication 1 message published platform=x id=12-34 access=direct",
                 "contact participant handle=12\n", "contact participant handle=34\n",
                 "publication 2 message published reply-to=1 platform=x "
                 "published=2024-06-21T08:15:30Z known=export id=5 author=12 access=direct",
                 "body [message] Is Bram ziek?", "image direct_messages_media/5-C.jpg",
                 "title [name] Ouders van Noor");
}
END_TEST

START_TEST(people_and_account)
{
    ASSERT_FACTS(DATA "follower.js",
                 "window.YTD.follower.part0 = [ { \"follower\" : { \"accountId\" : \"73747798\", "
                 "\"userLink\": \"https://x.example/?user_id=73747798\" } } ]",
                 "contact follower handle=73747798");
    ASSERT_FACTS(DATA "account.js",
                 "window.YTD.account.part0 = [{\"account\": {\"email\": \"a@b.example\", "
                 "\"username\": \"devlinder\", \"accountDisplayName\": \"De Vlinder\"}}]",
                 "account x handle=devlinder name=De Vlinder", "access=closed",
                 "email: a@b.example");
    ASSERT_FACTS(DATA "profile.js",
                 "window.YTD.profile.part0 = [{\"profile\": {\"description\": {\"bio\": \"Juf Els "
                 "schrijft\", \"location\": \"Sneek\"}, \"avatarMediaUrl\": "
                 "\"https://p.example/a.jpg\"}}]",
                 "publication 1 account", "body [bio] Juf Els schrijft",
                 "avatarMediaUrl: https://p.example/a.jpg");
}
END_TEST

/* What was last done to it counts, in whatever order it comes. */
START_TEST(protection)
{
    static const char shut[] =
        "window.YTD.protected_history.part0 = [{\"protectedHistory\": {\"protectedAt\": "
        "\"2024-05-02T10:00:00.000Z\", \"action\": \"Protect\"}}, {\"protectedHistory\": "
        "{\"protectedAt\": \"2024-05-01T10:00:00.000Z\", \"action\": \"Unprotect\"}}]";
    static const char open[] =
        "window.YTD.protected_history.part0 = [{\"protectedHistory\": {\"protectedAt\": "
        "\"2024-05-02T10:00:00.000Z\", \"action\": \"Unprotect\"}}]";
    g_autofree char *facts =
        facts_of(&reader_twitter, DATA "protected-history.js", "text/plain", open, strlen(open));

    ASSERT_FACTS(DATA "protected-history.js", shut, "property p0 m0 account data/=x");
    assert_has_not(facts, "m0 account");
}
END_TEST

START_TEST(other_files_and_broken_ones)
{
    ASSERT_FACTS(DATA "manifest.js",
                 "window.__THAR_CONFIG = {\"userInfo\": {\"accountId\": \"1\", \"userName\": "
                 "\"devlinder\", \"displayName\": \"De Vlinder\"}, \"archiveInfo\": "
                 "{\"sizeBytes\": \"12\"}}",
                 "account x handle=devlinder name=De Vlinder");
    ASSERT_FACTS(DATA "saved-search.js",
                 "window.YTD.saved_search.part0 = [{\"savedSearch\": {\"query\": \"Noor "
                 "Haddad\"}}]",
                 "publication 1 file published platform=x access=closed", "query: Noor Haddad");
    ASSERT_FACTS(DATA "community-note.js", "window.YTD.community_note.part0 = [ ]", "\n");
    g_autofree char *facts = facts_at(DATA "tweets.js", "window.YTD.tweets.part0 = [" TWEET
                                                        ", {\"tweet\": {\"full_text\": \"Half We");

    assert_has(facts, "Noor & Bram <3");
    assert_has(facts, "Half We");
    assert_has(facts, "gap");
    ck_assert_int_eq(bid_of(&reader_twitter, "data/tweets.js", NULL, "[1]", 3), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("twitter");
    TCase *all = tcase_create("all");

    tcase_add_test(all, tweet);
    tcase_add_test(all, tweets_of_other_kinds);
    tcase_add_test(all, months_and_siblings);
    tcase_add_test(all, retweets_are_others_words_and_may_be_cut);
    tcase_add_test(all, long_tweets_and_likes);
    tcase_add_test(all, messages);
    tcase_add_test(all, people_and_account);
    tcase_add_test(all, protection);
    tcase_add_test(all, other_files_and_broken_ones);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
