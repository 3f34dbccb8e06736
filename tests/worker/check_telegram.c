/*
 * Suite of the Telegram reader: one test a trick of the format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_telegram;
extern const Reader reader_facebook;
extern const Reader reader_instagram;
extern const Reader reader_json;

#define PATH "ChatExport_2024-06-21/result.json"

static void assert_facts(const char *json, const char *const *wanted)
{
    g_autofree char *facts =
        facts_of(&reader_telegram, PATH, "application/json", json, strlen(json));
    const Reader *const others[] = {&reader_json, &reader_facebook, &reader_instagram};

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        ck_assert_int_gt(bid_of(&reader_telegram, PATH, "application/json", json, strlen(json)),
                         bid_of(others[i], PATH, "application/json", json, strlen(json)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
}

#define ASSERT_FACTS(json, ...) assert_facts(json, (const char *const[]){__VA_ARGS__, NULL})

#define MESSAGE(members)                                                                           \
    "{\"id\": 2, \"type\": \"message\", \"date\": \"2024-06-21T10:15:31\", \"date_unixtime\": "    \
    "\"1718957731\", \"from\": \"Juf Els\", \"from_id\": \"user1\", " members "}"
#define CHAT(type, messages)                                                                       \
    "{\"name\": \"Ouders groep 5\", \"type\": \"" type "\", \"id\": 12, \"messages\": [" messages  \
    "]}"

/* Saved again on Windows: UTF-16, its heads as well. */
START_TEST(utf_16)
{
    static const char json[] = CHAT("private_group", MESSAGE("\"text\": \"Hoi Zo\u00eb\""));
    gsize length = 0;
    g_autofree char *wide = g_convert(json, -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
    g_autoptr(GString) bytes = g_string_new_len("\xff\xfe", 2);

    g_string_append_len(bytes, wide, (gssize)length);
    ck_assert_int_gt(bid_of(&reader_telegram, PATH, "application/json", bytes->str, bytes->len),
                     66);
    g_autofree char *facts =
        facts_of(&reader_telegram, PATH, "application/json", bytes->str, bytes->len);
    assert_has(facts, "author=Juf Els");
    assert_has(facts, "body [text] Hoi Zo\u00eb");
}
END_TEST

START_TEST(chat_of_people)
{
    ASSERT_FACTS(
        CHAT("private_supergroup",
             "{\"id\": 1, \"type\": \"service\", \"date\": \"2024-06-21T10:15:30\", \"actor\": "
             "\"Juf Els\", \"action\": \"invite_members\", \"members\": [\"Zo\u00eb Haddad\", "
             "null], \"text\": \"\", \"text_entities\": []}," MESSAGE(
                 "\"reply_to_message_id\": 1, \"photo\": \"photos/a.jpg\", \"text\": "
                 "[\"Kaan en \", {\"type\": \"bold\", \"text\": \"Noor\"}, {\"type\": "
                 "\"text_link\", \"text\": \" hier\", \"href\": \"https://x.example/noor\"}], "
                 "\"text_entities\": [{\"type\": \"plain\", \"text\": \"Kaan en \"}, {\"type\": "
                 "\"bold\", \"text\": \"Noor\"}, {\"type\": \"text_link\", \"text\": \" hier\", "
                 "\"href\": \"https://x.example/noor\"}]")),
        "publication 1 message published platform=telegram id=12 title=Ouders groep 5 "
        "access=direct",
        "contact participant name=Juf Els", "contact participant name=Zoë Haddad",
        "publication 2 message published reply-to=1 platform=telegram "
        "published=2024-06-21T10:15:30 known=export id=1 author=Juf Els access=direct",
        "publication 3 message published reply-to=2 platform=telegram "
        "published=2024-06-21T08:15:31Z known=export id=2",
        "medium p3 m1 image photos/a.jpg", "text p3 m1 caption [text] Kaan en Noor hier\n",
        "url [link] https://x.example/noor", "action: invite_members");
}
END_TEST

START_TEST(public_channels_publish)
{
    ASSERT_FACTS("{\"about\": \"x\", \"chats\": {\"about\": \"y\", \"list\": [" CHAT(
                     "public_channel",
                     MESSAGE("\"text\": \"Nieuws van Bram\", \"forwarded_from\": "
                             "\"Krant\"")) "," CHAT("personal_chat",
                                                    MESSAGE("\"text\": \"Onder ons\"")) "]}}",
                 " account published platform=telegram id=12 title=Ouders groep 5 "
                 "access=public",
                 "publication 3 post", "[text] Nieuws van Bram", "forwarded_from] Krant",
                 "publication 5 message", "[text] Onder ons");
}
END_TEST

START_TEST(media_that_were_left_out)
{
    ASSERT_FACTS(CHAT("personal_chat",
                      MESSAGE("\"file\": \"(File not included. Change data exporting settings to "
                              "download.)\", \"media_type\": \"video_file\", \"text\": \"\"")),
                 "[media left out] (File not included", "gap media-omitted");
    ASSERT_FACTS(CHAT("personal_chat",
                      MESSAGE("\"file\": \"video_files/x\", \"thumbnail\": \"video_files/x.jpg\", "
                              "\"media_type\": \"video_file\", \"file_name\": \"Noor.mp4\", "
                              "\"text\": \"\", \"location_information\": {\"latitude\": 52.09, "
                              "\"longitude\": 5.12}, \"poll\": {\"question\": \"Wie?\", "
                              "\"answers\": [{\"text\": \"Kaan\"}]}")),
                 "medium p2 m1 video video_files/x\n", "medium p2 m2 thumbnail video_files/x.jpg",
                 "filename [file_name] Noor.mp4", "GPSPosition=52.09,5.12", "[poll] Wie?", "Kaan");
}
END_TEST

START_TEST(account_and_contacts)
{
    ASSERT_FACTS("{\"personal_information\": {\"first_name\": \"Els\", \"last_name\": \"Bos\", "
                 "\"username\": \"jufels\", \"bio\": \"Groep 5\", \"phone_number\": \"0612\"}, "
                 "\"contacts\": {\"list\": [{\"first_name\": \"Noor\", \"last_name\": \"Haddad\", "
                 "\"phone_number\": \"0613\"}]}, \"frequent_contacts\": {\"list\": []}}",
                 "account telegram handle=jufels name=Els Bos", "[bio] Groep 5",
                 "phone_number: 0612", "contact friend name=Noor Haddad handle=0613");
}
END_TEST

START_TEST(two_texts_that_differ_both_count)
{
    ASSERT_FACTS(CHAT("personal_chat",
                      MESSAGE("\"text\": \"Eerst\", \"text_entities\": [{\"type\": \"plain\", "
                              "\"text\": \"Daarna\"}], \"via_bot\": \"Noorbot\"")),
                 "[text] Eerst\n", "[text] Daarna\n", "via_bot: Noorbot");
}
END_TEST

START_TEST(large_chat)
{
    g_autoptr(GString) json = g_string_new(
        "{\"chats\": {\"list\": [{\"name\": \"Groot\", \"type\": \"private_group\", \"id\": 9, "
        "\"messages\": [");

    for (unsigned i = 0; i < 50000; i++)
        g_string_append_printf(json,
                               "%s{\"id\": %u, \"type\": \"message\", \"date_unixtime\": "
                               "\"1718957731\", \"from\": \"Els\", \"from_id\": \"user1\", "
                               "\"text\": \"bericht %u aan allen in deze groep\"}",
                               i ? "," : "", i, i);
    g_string_append(json, "]}]}}");
    ASSERT_FACTS(json->str, "title=Groot access=direct", "[text] bericht 49999 aan allen",
                 "publication 50001 message published reply-to=1 ");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("telegram");
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, 30);
    tcase_add_test(all, utf_16);
    tcase_add_test(all, chat_of_people);
    tcase_add_test(all, public_channels_publish);
    tcase_add_test(all, media_that_were_left_out);
    tcase_add_test(all, account_and_contacts);
    tcase_add_test(all, two_texts_that_differ_both_count);
    tcase_add_test(all, large_chat);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
