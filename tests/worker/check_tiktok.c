/*
 * Suite of the TikTok reader: one test a trick of the format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_tiktok;
extern const Reader reader_facebook;
extern const Reader reader_instagram;
extern const Reader reader_json;

static void assert_facts(const char *path, const char *json, const char *const *wanted)
{
    const Reader *const others[] = {&reader_json, &reader_facebook, &reader_instagram};
    g_autofree char *facts = facts_of(&reader_tiktok, path, "application/json", json, strlen(json));
    int bid = bid_of(&reader_tiktok, path, "application/json", json, strlen(json));

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        ck_assert_int_gt(bid, bid_of(others[i], path, "application/json", json, strlen(json)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(path, json, ...)                                                              \
    assert_facts(path, json, (const char *const[]){__VA_ARGS__, NULL})

#define PATH "TikTok_Data_1718957730.zip!/user_data_tiktok.json"

START_TEST(films_and_comments)
{
    ASSERT_FACTS(
        PATH,
        "{\"Post\": {\"Posts\": {\"VideoList\": [{\"Date\": \"2024-06-21 08:15:30\", "
        "\"Link\": \"https://t.example/v.mp4\", \"Likes\": \"3\", \"Title\": \"Noor "
        "danst\", \"AlternateText\": \"Kaan springt\", \"Location\": \"Sneek\"}]}}, "
        "\"Comment\": {\"Comments\": {\"CommentsList\": [{\"date\": \"2024-06-21 08:15:30 "
        "UTC\", \"comment\": \"Top Zo\u00eb\", \"originalPostUrl\": \"https://t.example/9\"}"
        "]}}}",
        "post published platform=tiktok published=2024-06-21T08:15:30Z known=export "
        "url=https://t.example/v.mp4 title=Noor danst",
        "video https://t.example/v.mp4", "alt [alt] Kaan springt", "Location: Sneek",
        "comment published platform=tiktok published=2024-06-21T08:15:30Z",
        "body [comment] Top Zoë");
    ASSERT_FACTS("x/user_data.json",
                 "{\"Video\": {\"Videos\": {\"VideoList\": [{\"Date\": \"2024-06-21 08:15:30\", "
                 "\"Link\": \"https://t.example/v\", \"Likes\": \"3\"}]}}, \"Activity\": {\"Video "
                 "Browsing History\": {\"VideoList\": [{\"Date\": \"2024-06-21\", \"Link\": "
                 "\"https://t.example/seen\"}]}}}",
                 "post published platform=tiktok", "https://t.example/seen",
                 "file published platform=tiktok access=closed");
    ASSERT_FACTS(PATH,
                 "{\"Post\": {\"Posts\": {\"VideoList\": [{\"Title\": \"Noor\", \"Link\": \"l\", "
                 "\"Date\": \"2024-06-21 08:15:30\", \"WhoCanView\": \"Friends\"}, {\"Title\": "
                 "\"Kaan\", \"Link\": \"m\", \"Date\": \"2024-06-21 08:15:30\", \"WhoCanView\": "
                 "\"Iedereen\"}]}}}",
                 "title=Noor access=closed\n", "title=Kaan\n");
}
END_TEST

START_TEST(reposts_and_live)
{
    ASSERT_FACTS(
        PATH,
        "{\"Your Activity\": {\"Reposts\": {\"RepostList\": [{\"Date\": \"2024-06-21 "
        "08:15:30\", \"Link\": \"https://t.example/8\"}]}}, \"TikTok Live\": {\"Watch Live "
        "History\": {\"WatchLiveMap\": {\"12\": {\"Comments\": [{\"CommentTime\": "
        "\"2024-06-21 08:15:30\", \"CommentContent\": \"Hoi Noor\"}]}}}}, \"Comment\": "
        "{\"Comments\": {\"CommentsList\": []}}}",
        "post published platform=tiktok published=2024-06-21T08:15:30Z known=export "
        "announces=https://t.example/8",
        "comment published platform=tiktok published=2024-06-21T08:15:30Z",
        "body [comment] Hoi Noor");
}
END_TEST

START_TEST(text_form)
{
    static const char comments[] = "Date: 2024-06-21 08:15:30 UTC\nComment: Top \"Zo\u00eb\"\n\n"
                                   "Date: 2024-06-22 08:15:30 UTC\nComment: Kaan\n";
    static const char people[] = "Date: 2024-06-21 08:15:30 UTC\nUsername: noor_h\n\n";
    static const char films[] = "Date: 2024-06-21 08:15:30 UTC\nLink: https://t.example/1\n"
                                "Alternate Text: Noor op kamp\nWho can view: Friends\n";
    g_autofree char *said = facts_of(&reader_tiktok, "TikTok_Data_1/Comment/Comments.txt",
                                     "text/plain", comments, strlen(comments));
    g_autofree char *known = facts_of(&reader_tiktok, "TikTok_Data_1/Profile/Follower.txt",
                                      "text/plain", people, strlen(people));

    ck_assert_int_gt(bid_of(&reader_tiktok, "TikTok_Data_1/Comment/Comments.txt", "text/plain",
                            comments, strlen(comments)),
                     63);
    g_autofree char *shown = facts_of(&reader_tiktok, "TikTok_Data_1/Posts/Posts.txt", "text/plain",
                                      films, strlen(films));

    assert_has(shown, "alt [alt] Noor op kamp");
    assert_has(shown, "access=closed");
    assert_has(said, "body [comment] Top \"Zo\u00eb\"");
    assert_has(said, "publication 2 comment published platform=tiktok "
                     "published=2024-06-22T08:15:30Z");
    assert_has(known, "contact follower name=noor_h handle=noor_h since=2024-06-21T08:15:30Z");
}
END_TEST

START_TEST(chats_in_text_form)
{
    ASSERT_FACTS(
        "TikTok/Direct Messages/Direct Messages.txt",
        ">>> Chat History with oma_truus::\n\n2024-06-21 08:15:30 UTC juf_els: Noor is "
        "ziek\nen Kaan: ook\n2024-06-21 08:16:30 UTC oma_truus: ok\n\n>>> Chat History with "
        "mehmet::\n2024-06-22 08:15:30 UTC mehmet: Hoi Zofia\n",
        "publication 1 message published platform=tiktok title=Chat History with oma_truus",
        "contact participant name=oma_truus handle=oma_truus",
        "publication 2 message published reply-to=1 platform=tiktok "
        "published=2024-06-21T08:15:30Z known=export author=juf_els access=direct",
        "text p2 m0 body [content] Noor is ziek\nen Kaan: ook",
        "publication 5 message published reply-to=4", "body [content] Hoi Zofia");
}
END_TEST

START_TEST(people_and_messages)
{
    ASSERT_FACTS(
        PATH,
        "{\"Activity\": {\"Follower List\": {\"FansList\": [{\"Date\": \"2024-06-21 "
        "08:15:30\", \"UserName\": \"noor_h\"}]}, \"Following List\": {\"Following\": "
        "[{\"Date\": \"2024-06-21\", \"UserName\": \"juf.els\"}]}}, \"Direct Messages\": "
        "{\"Chat History\": {\"ChatHistory\": {\"Chat History with kaan_d:\": [{\"Date\": "
        "\"2024-06-21 08:15:30\", \"From\": \"kaan_d\", \"Content\": \"Is Bram ziek?\"}]}}}"
        ", \"Profile\": {\"Profile Information\": {\"ProfileMap\": {\"userName\": "
        "\"devlinder\", \"bioDescription\": \"Groep 5\", \"emailAddress\": "
        "\"a@b.example\"}}}, \"Poi Review\": {\"ReviewsList\": [{\"ReviewText\": \"Fijn, "
        "Maja\"}]}, \"Leeg\": null}",
        "contact follower name=noor_h handle=noor_h since=2024-06-21T08:15:30Z",
        "contact following name=juf.els", "contact participant name=kaan_d",
        "author=kaan_d title=Chat History with kaan_d: access=direct", "[content] Is Bram ziek?",
        "account tiktok handle=devlinder", "[bio] Groep 5", "emailAddress: a@b.example",
        "ReviewText: Fijn, Maja", "Leeg");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("tiktok");
    TCase *all = tcase_create("all");

    tcase_add_test(all, films_and_comments);
    tcase_add_test(all, reposts_and_live);
    tcase_add_test(all, text_form);
    tcase_add_test(all, chats_in_text_form);
    tcase_add_test(all, people_and_messages);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
