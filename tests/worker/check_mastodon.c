/*
 * Suite of the Mastodon reader: one test a trick of the format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_mastodon;
extern const Reader reader_facebook;
extern const Reader reader_instagram;
extern const Reader reader_json;

static void assert_facts(const char *path, const char *json, const char *const *wanted)
{
    const Reader *const others[] = {&reader_json, &reader_facebook, &reader_instagram};
    g_autofree char *facts =
        facts_of(&reader_mastodon, path, "application/json", json, strlen(json));
    int bid = bid_of(&reader_mastodon, path, "application/json", json, strlen(json));

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        ck_assert_int_gt(bid, bid_of(others[i], path, "application/json", json, strlen(json)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(path, json, ...)                                                              \
    assert_facts(path, json, (const char *const[]){__VA_ARGS__, NULL})

#define OUTBOX "archive-20240621.tar.gz!/outbox.json"
#define ITEMS(items)                                                                               \
    "{\"@context\": \"https://www.w3.org/ns/activitystreams\", \"id\": \"outbox.json\", "          \
    "\"type\": "                                                                                   \
    "\"OrderedCollection\", \"totalItems\": 1, \"orderedItems\": [" items "]}"
#define TO_ALL "\"to\": [\"https://www.w3.org/ns/activitystreams#Public\"]"

START_TEST(post)
{
    ASSERT_FACTS(
        OUTBOX,
        ITEMS("{\"id\": \"a/1\", \"type\": \"Create\", \"object\": {\"id\": \"s/1\", "
              "\"type\": \"Note\", \"summary\": \"Over Kaan\", \"content\": "
              "\"<p>Dani&euml;lle <b>H</b>addad</p>\", \"contentMap\": {\"nl\": "
              "\"<p>Dani&euml;lle <b>H</b>addad</p>\", \"fy\": \"<p>Sjoch Sietske</p>\"}, "
              "\"published\": \"2024-06-21T08:15:30Z\", \"url\": \"https://m.example/1\", " TO_ALL
              ", \"cc\": [], \"attachment\": [{\"mediaType\": \"image/jpeg\", "
              "\"url\": \"/media_attachments/files/110/original/x.jpg\", \"name\": \"Noor "
              "klimt\", \"blurhash\": \"abc\"}], \"tag\": [{\"type\": \"Mention\", "
              "\"name\": \"@els@m.example\"}]}}"),
        " post published platform=mastodon published=2024-06-21T08:15:30Z "
        "known=export id=s/1 url=https://m.example/1 title=Over Kaan access=public",
        " m1 image media_attachments/files/110/original/x.jpg", " m1 alt [alt] Noor klimt",
        "title [content warning] Over Kaan", "body [content] Daniëlle Haddad\n",
        "body [fy] Sjoch Sietske", " m0 mastodon @els@m.example");
}
END_TEST

START_TEST(who_could_read_it)
{
    ASSERT_FACTS(OUTBOX,
                 ITEMS("{\"type\": \"Create\", \"object\": {\"content\": \"a\", \"to\": "
                       "[\"https://m.example/users/x/followers\"], \"cc\": []}},{\"type\": "
                       "\"Create\", \"object\": {\"content\": \"b\", \"to\": "
                       "[\"https://m.example/users/y\"], \"cc\": []}},{\"type\": \"Create\", "
                       "\"object\": {\"content\": \"c\", \"to\": [\"https://m.example/users/x/"
                       "followers\"], \"cc\": [\"https://www.w3.org/ns/activitystreams#Public\"], "
                       "\"inReplyTo\": \"https://m.example/9\"}}"),
                 " post published platform=mastodon access=closed",
                 " message published platform=mastodon access=direct",
                 " comment published platform=mastodon access=public",
                 "inReplyTo: https://m.example/9");
}
END_TEST

START_TEST(lists_of_accounts)
{
    static const char following[] =
        "Account address,Show boosts,Notify on new posts,Languages\nels@m.example,true,false,nl\n";
    static const char followers[] = "Account address\nkaan@m.example\n";
    g_autofree char *first = facts_of(&reader_mastodon, "following_accounts.csv", "text/csv",
                                      following, strlen(following));
    g_autofree char *second =
        facts_of(&reader_mastodon, "followers.csv", "text/csv", followers, strlen(followers));

    assert_has(first, "contact following handle=els@m.example");
    assert_has(second, "contact follower handle=kaan@m.example");
    ck_assert_int_eq(bid_of(&reader_mastodon, "a.csv", "text/csv", "Naam,Klas\n", 10), 0);
}
END_TEST

START_TEST(boosts_and_account)
{
    ASSERT_FACTS(OUTBOX,
                 ITEMS("{\"id\": \"a/2\", \"type\": \"Announce\", \"published\": "
                       "\"2024-06-21T08:15:30Z\", " TO_ALL
                       ", \"object\": \"https://other.example/7\"}"),
                 " post published platform=mastodon published=2024-06-21T08:15:30Z "
                 "known=export id=a/2 access=public",
                 "url [Announce] https://other.example/7");
    ASSERT_FACTS("x/actor.json",
                 "{\"@context\": [\"x\"], \"type\": \"Person\", \"preferredUsername\": "
                 "\"devlinder\", \"name\": \"De Vlinder\", \"summary\": \"<p>Juf Els</p>\", "
                 "\"attachment\": [{\"name\": \"Plaats\", \"value\": \"<a "
                 "href='https://s.example'>Sneek</a>\"}], \"vreemd\": \"Kaan\"}",
                 "account mastodon handle=devlinder name=De Vlinder", "body [summary] Juf Els",
                 "body [field] Plaats", "body [field] Sneek", "vreemd: Kaan");
    ASSERT_FACTS("x/likes.json", ITEMS("\"https://m.example/noor\""), "https://m.example/noor");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("mastodon");
    TCase *all = tcase_create("all");

    tcase_add_test(all, post);
    tcase_add_test(all, who_could_read_it);
    tcase_add_test(all, lists_of_accounts);
    tcase_add_test(all, boosts_and_account);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
