/*
 * Suite of the Snapchat reader: one test a trick of the format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_snapchat;
extern const Reader reader_facebook;
extern const Reader reader_instagram;
extern const Reader reader_json;

static void assert_facts(const char *path, const char *json, const char *const *wanted)
{
    const Reader *const others[] = {&reader_json, &reader_facebook, &reader_instagram};
    g_autofree char *facts =
        facts_of(&reader_snapchat, path, "application/json", json, strlen(json));
    int bid = bid_of(&reader_snapchat, path, "application/json", json, strlen(json));

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        ck_assert_int_gt(bid, bid_of(others[i], path, "application/json", json, strlen(json)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(path, json, ...)                                                              \
    assert_facts(path, json, (const char *const[]){__VA_ARGS__, NULL})

#define ROOT "mydata~1718957730.zip!/json/"

START_TEST(memories)
{
    ASSERT_FACTS(ROOT "memories_history.json",
                 "{\"Saved Media\": [{\"Date\": \"2024-06-21 08:15:30 UTC\", \"Media Type\": "
                 "\"Video\", \"Location\": \"Latitude, Longitude: 52.09, 5.12\", \"Download "
                 "Link\": \"https://s.example/1\", \"Vreemd\": \"Noor\"}, {\"Date\": \"2024-06-22 "
                 "08:15:30 UTC\", \"Media Type\": \"Image\", \"Location\": \"Latitude, Longitude: "
                 "0.0, 0.0\", \"Download Link\": \"\"}]}",
                 "publication 1 post published platform=snapchat published=2024-06-21T08:15:30Z "
                 "known=export access=closed",
                 "medium p1 m1 video https://s.example/1", "p1 m0 platform GPSPosition=52.09,5.12",
                 "Vreemd: Noor", "publication 2 post");
    g_autofree char *facts =
        facts_of(&reader_snapchat, ROOT "memories_history.json", "application/json",
                 "{\"Saved Media\": [{\"Location\": \"Latitude, Longitude: 0.0, 0.0\"}]}", 64);

    assert_has_not(facts, "GPSPosition");
}
END_TEST

START_TEST(chats_friends_and_account)
{
    ASSERT_FACTS(ROOT "chat_history.json",
                 "{\"noor_h\": [{\"From\": \"noor_h\", \"Media Type\": \"TEXT\", \"Created\": "
                 "\"2024-06-21 08:15:30 UTC\", \"Content\": \"Hoi Kaan\", \"Conversation Title\": "
                 "null, \"IsSender\": false}]}",
                 "message published platform=snapchat published=2024-06-21T08:15:30Z known=export "
                 "author=noor_h access=direct",
                 "contact participant name=noor_h", "[content] Hoi Kaan");
    ASSERT_FACTS(ROOT "friends.json",
                 "{\"Friends\": [{\"Username\": \"noor_h\", \"Display Name\": \"Noor Haddad\", "
                 "\"Creation Timestamp\": \"2024-06-21 08:15:30 UTC\"}], \"Friend Requests Sent\": "
                 "[{\"Username\": \"kaan\", \"Display Name\": \"\"}]}",
                 "contact friend name=Noor Haddad handle=noor_h since=2024-06-21T08:15:30Z",
                 "contact request-sent name=kaan handle=kaan");
    ASSERT_FACTS(ROOT "account.json",
                 "{\"Basic Information\": {\"Username\": \"devlinder\", \"Name\": \"De Vlinder\", "
                 "\"Creation Date\": \"2020\"}, \"Elders\": [{\"x\": \"Maja\"}]}",
                 "account snapchat handle=devlinder name=De Vlinder", "Creation Date: 2020", "Maja",
                 "file published platform=snapchat access=closed");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("snapchat");
    TCase *all = tcase_create("all");

    tcase_add_test(all, memories);
    tcase_add_test(all, chats_friends_and_account);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
