/*
 * Suite of the Instagram reader: one test a trick of the format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_instagram;
extern const Reader reader_facebook;
extern const Reader reader_json;

#define ROOT "instagram-school-2025-01-01-a1b2c3d4.zip!/"
#define ACTIVITY ROOT "your_instagram_activity/"

static char *facts_at(const char *path, const char *json)
{
    return facts_of(&reader_instagram, path, "application/json", json, strlen(json));
}

static void assert_facts(const char *path, const char *json, const char *const *wanted)
{
    g_autofree char *facts = facts_at(path, json);
    int bid = bid_of(&reader_instagram, path, "application/json", json, strlen(json));

    ck_assert_int_gt(bid, bid_of(&reader_json, path, "application/json", json, strlen(json)));
    ck_assert_int_gt(bid, bid_of(&reader_facebook, path, "application/json", json, strlen(json)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(path, json, ...)                                                              \
    assert_facts(path, json, (const char *const[]){__VA_ARGS__, NULL})

#define SINGLE                                                                                     \
    "{\"media\": [{\"uri\": \"media\\/posts\\/202406\\/1.jpg\", \"creation_timestamp\": "          \
    "1718957730, \"media_metadata\": {\"photo_metadata\": {\"exif_data\": [{\"upload_ip\": "       \
    "\"192.0.2.7\", \"taken_timestamp\": 1718950000, \"latitude\": 52, \"longitude\": 5.12,"       \
    "\"camera_model\": \"SM-A528B\"}]}}, \"title\": \"Dani\\u00c3\\u00ablle klimt\"}]}"

START_TEST(post_of_one_medium)
{
    static const char *const paths[] = {
        ACTIVITY "content/posts_1.json", ACTIVITY "media/posts_1.json", ROOT "content/posts_1.json",
        "elders/content/posts_1.json", "x\\Your_Instagram_Activity\\content\\posts_1.json"};

    for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
        ASSERT_FACTS(paths[i], "[" SINGLE "]",
                     "publication 1 post published platform=instagram "
                     "published=2024-06-21T08:15:30Z known=export",
                     "medium p1 m1 image media/posts/202406/1.jpg taken=2024-06-21T06:06:40Z",
                     "text p1 m1 caption [title] Daniëlle klimt",
                     "property p1 m1 platform GPSPosition=52,5.12\n",
                     "property p1 m1 platform Model=SM-A528B",
                     "property p1 m1 platform UploadIP=192.0.2.7");
        /* A list of one may come without the list. */
        ASSERT_FACTS(paths[i], SINGLE, "publication 1 post", "[title] Daniëlle klimt");
    }
}
END_TEST

START_TEST(carousel_and_files_without_ending)
{
    ASSERT_FACTS(ACTIVITY "content/posts_1.json",
                 "[{\"media\": [{\"uri\": \"media/posts/201806/G0Nq_1794\", "
                 "\"creation_timestamp\": 1718957730, \"title\": \"\"}, {\"uri\": "
                 "\"media/posts/201806/2.mp4\", \"creation_timestamp\": 1718957730, \"title\": "
                 "\"\"}], \"title\": \"Sportdag: Bram Postma wint\", \"creation_timestamp\": "
                 "1718957731, \"mystery\": {\"deep\": \"Yusuf Aydın\"}}]",
                 "published=2024-06-21T08:15:31Z",
                 "text p1 m0 body [title] Sportdag: Bram Postma wint",
                 "medium p1 m1 image media/posts/201806/G0Nq_1794\n",
                 "medium p1 m2 video media/posts/201806/2.mp4\n", "deep: Yusuf Aydın");
}
END_TEST

START_TEST(stories_reels_and_what_is_put_away)
{
    ASSERT_FACTS(ACTIVITY "content/stories.json",
                 "{\"ig_stories\": [{\"uri\": \"media/stories/1.jpg\", \"creation_timestamp\": "
                 "1718957730, \"title\": \"Hoi Noor Haddad\"}]}",
                 "publication 1 post published", "caption [title] Hoi Noor Haddad");
    ASSERT_FACTS(ACTIVITY "content/reels.json",
                 "{\"ig_reels_media\": [{\"media\": [{\"uri\": \"media/reels/202406/A_1\", "
                 "\"creation_timestamp\": 1718957730, \"title\": \"Dans\"}]}]}",
                 "medium p1 m1 video media/reels/202406/A_1");
    ASSERT_FACTS(ACTIVITY "content/archived_posts.json",
                 "{\"ig_archived_post_media\": [" SINGLE "]}", "publication 1 post unpublished");
    ASSERT_FACTS(ACTIVITY "content/profile_photos.json",
                 "{\"ig_profile_picture\": [{\"uri\": \"media/profile/1.jpg\", "
                 "\"creation_timestamp\": 1718957730, \"title\": \"\"}]}",
                 "publication 1 account published");
}
END_TEST

/* A post on Threads may be a text alone. */
START_TEST(threads)
{
    ASSERT_FACTS(ACTIVITY "threads/threads_and_replies.json",
                 "{\"text_post_app_text_posts\": [{\"media\": [{\"uri\": \"\", "
                 "\"creation_timestamp\": 1718957730, \"title\": \"Kamp met Noor\", "
                 "\"text_app_post\": {\"is_reply\": false}}]}]}",
                 "publication 1 post published", "text p1 m0 body [title] Kamp met Noor");
}
END_TEST

START_TEST(comments_in_any_language)
{
    ASSERT_FACTS(ACTIVITY "comments/post_comments_1.json",
                 "[{\"media_list_data\": [{\"uri\": \"\"}], \"string_map_data\": {\"Opmerking\": "
                 "{\"value\": \"Goed gedaan Zo\\u00c3\\u00ab!\"}, \"Media-eigenaar\": {\"value\": "
                 "\"moeder_van_noor\"}, \"Tijd\": {\"timestamp\": 1718957730}}}]",
                 "publication 1 comment published platform=instagram "
                 "published=2024-06-21T08:15:30Z",
                 "body [Opmerking] Goed gedaan Zoë!", "metadata [Media-eigenaar] moeder_van_noor");
    ASSERT_FACTS(ACTIVITY "comments/post_comments_1.json",
                 "{\"string_map_data\": {\"Kommentar\": {\"value\": \"Hoi Piet\"}, \"Zeit\": "
                 "{\"timestamp\": 1718957730}}}",
                 "publication 1 comment", "[Kommentar] Hoi Piet");
    ASSERT_FACTS(ACTIVITY "comments/reels_comments.json",
                 "{\"comments_reels_comments\": [{\"title\": \"juf\", \"string_list_data\": "
                 "[{\"value\": \"Mooi Kaan\", \"timestamp\": 1718957730}]}]}",
                 "publication 1 comment", "body [value] Mooi Kaan", "metadata [title] juf");
}
END_TEST

START_TEST(label_values)
{
    ASSERT_FACTS(ACTIVITY "comments/hype.json",
                 "[{\"timestamp\": 1718957730, \"media\": [], \"label_values\": [{\"label\": "
                 "\"Reactie\", \"value\": \"Top Ayla Demir\"}, {\"title\": \"Eigenaar\", \"dict\": "
                 "[{\"title\": \"\", \"dict\": [{\"label\": \"Naam\", \"value\": \"Dani\\u00c3"
                 "\\u00ablle\"}]}]}, {\"label\": \"x\", \"vec\": [{\"value\": \"v1\"}]}], "
                 "\"fbid\": \"17\"}]",
                 "publication 1 comment published platform=instagram "
                 "published=2024-06-21T08:15:30Z known=export id=17",
                 "body [Reactie] Top Ayla Demir", "[Naam] Daniëlle", "[x] v1");
    ASSERT_FACTS(
        ACTIVITY "likes/liked_posts.json",
        "[{\"timestamp\": 1718957730, \"media\": [], \"label_values\": [{\"title\": "
        "\"Eigenaar\", \"dict\": [{\"label\": \"Naam\", \"value\": \"Ayla\"}]}], \"fbid\": "
        "\"18\"}]",
        "publication 1 file published", "access=closed", "[Naam] Ayla");
}
END_TEST

START_TEST(people)
{
    ASSERT_FACTS(ROOT "connections/followers_and_following/followers_1.json",
                 "{\"title\": \"\", \"media_list_data\": [], \"string_list_data\": [{\"href\": "
                 "\"https://www.instagram.com/noor_h\", \"value\": \"noor_h\", \"timestamp\": "
                 "1718957730}]}",
                 "contact follower name=noor_h handle=noor_h since=2024-06-21T08:15:30Z");
    ASSERT_FACTS(ROOT "connections/followers_and_following/following.json",
                 "{\"relationships_following\": [{\"title\": \"juf.els\", \"string_list_data\": "
                 "[{\"href\": \"https://www.instagram.com/_u/juf.els\", \"timestamp\": "
                 "1718957730}]}, {\"string_list_data\": [{\"href\": "
                 "\"https://www.instagram.com/_u/kaan.d\"}]}, {\"title\": \"Noor Haan\", "
                 "\"string_list_data\": [{\"value\": \"noor_h\"}]}]}",
                 "contact following name=juf.els handle=juf.els",
                 "contact following name=kaan.d handle=kaan.d",
                 "contact following name=Noor Haan handle=noor_h");
    ASSERT_FACTS(ROOT "personal_information/personal_information/personal_information.json",
                 "{\"profile_user\": [{\"title\": \"Gebruiker\", \"string_map_data\": "
                 "{\"Gebruikersnaam\": {\"value\": \"devlinder\"}, \"Naam\": {\"value\": \"De "
                 "Vlinder\"}, \"E-mailadres\": {\"value\": \"a@b.example\"}}}]}",
                 "account instagram handle=devlinder name=De Vlinder",
                 "body [Gebruikersnaam] devlinder", "text p2 m0 body [E-mailadres] a@b.example");
    ASSERT_FACTS(ROOT "personal_information/personal_information/personal_information.json",
                 "{\"profile_user\": [{\"string_map_data\": {\"Gebruikersnaam\": {\"value\": "
                 "\"devlinder\"}, \"Private Account\": {\"value\": \"True\"}}}]}",
                 "property p0 m0 account personal_information/=instagram");
    ASSERT_FACTS("instagram-devlinder/account_information/personal_information.json",
                 "{\"profile_user\": [{\"string_map_data\": {\"Private Account\": {\"value\": "
                 "\"True\"}}}]}",
                 "property p0 m0 account *=instagram");
    /* An address book lies in a folder of the account's own, as it does in Facebook's. */
    ASSERT_FACTS(ROOT "connections/contacts/synced_contacts.json",
                 "{\"contacts_contact_info\": [{\"string_map_data\": {\"First Name\": {\"value\": "
                 "\"Jet\"}}}]}",
                 "access=closed", "[First Name] Jet");
}
END_TEST

START_TEST(messages)
{
    ASSERT_FACTS(ACTIVITY "messages/inbox/ouder_1/message_1.json",
                 "{\"participants\": [{\"name\": \"Jet Prins\"}, {\"name\": \"School\"}], "
                 "\"messages\": [{\"sender_name\": \"Jet Prins\", \"timestamp_ms\": 1718957730123, "
                 "\"content\": \"Is Bram ziek?\", \"photos\": [{\"uri\": \"a.jpg\", "
                 "\"creation_timestamp\": 1718957730}], \"reactions\": [{\"reaction\": \"x\", "
                 "\"actor\": \"Zo\\u00c3\\u00ab\"}], \"share\": {\"link\": \"https://x.example\", "
                 "\"profile_share_name\": \"Kees Bos\"}}], \"title\": \"Jet\", \"thread_path\": "
                 "\"inbox/ouder_1\"}",
                 "publication 1 message published platform=instagram id=inbox/ouder_1 title=Jet "
                 "access=direct",
                 "contact participant name=Jet Prins",
                 "publication 2 message published reply-to=1 platform=instagram "
                 "published=2024-06-21T08:15:30Z known=export author=Jet Prins access=direct",
                 "body [content] Is Bram ziek?", "medium p2 m1 image a.jpg",
                 "author [reactions.actor] Zoë", "profile_share_name: Kees Bos",
                 "link: https://x.example");
}
END_TEST

START_TEST(before_2021)
{
    ASSERT_FACTS("instagram/school_20190101/media.json",
                 "{\"photos\": [{\"caption\": \"Met Dani\\u00eblle\", \"taken_at\": "
                 "\"2019-06-21T08:15:30+00:00\", \"path\": \"photos/1.jpg\", \"location\": "
                 "\"Artis\"}], \"videos\": [{\"caption\": \"Lied\", \"taken_at\": "
                 "\"2019-06-22T09:00:00\", \"path\": \"videos/2.mp4\"}], \"direct\": [{\"taken_at\""
                 ": \"2019-06-22T09:00:00\", \"path\": \"direct/3.jpg\"}]}",
                 "published=2019-06-21T08:15:30Z", "medium p1 m1 image photos/1.jpg",
                 "text p1 m1 caption [caption] Met Daniëlle", "[location] Artis",
                 "publication 2 post published platform=instagram published=2019-06-22T09:00:00 ",
                 "medium p2 m2 video videos/2.mp4", "publication 3 message", "access=direct");
    ASSERT_FACTS("instagram/comments.json",
                 "{\"media_comments\": [[\"2019-06-21T12:00:00+00:00\", \"Trots op Kaan\", "
                 "\"school\"]]}",
                 "publication 1 comment published platform=instagram "
                 "published=2019-06-21T12:00:00Z",
                 "body [comment] Trots op Kaan", "metadata [owner] school");
    ASSERT_FACTS("instagram/connections.json",
                 "{\"followers\": {\"noor_h\": \"2019-01-01T00:00:00\"}, \"following\": "
                 "{\"juf.els\": \"2019-01-01T00:00:00\"}}",
                 "contact follower name=noor_h handle=noor_h since=2019-01-01T00:00:00",
                 "contact following name=juf.els");
}
END_TEST

START_TEST(what_nobody_knows_is_text)
{
    ASSERT_FACTS(ROOT "preferences/nieuw.json",
                 "{\"vreemd\": {\"a\": [{\"b\": {\"c\": \"Sietske Hoekstra\"}}], \"n\": 17}, "
                 "\"Wout de Wit\": null, \"html\": \"Ka<b>an</b> D\"}",
                 "Sietske Hoekstra", "n: 17", "Kaan D", "publication 1 file", "Wout de Wit");
    ck_assert_int_eq(
        bid_of(&reader_instagram, "site/media.json", "application/json", "{\"a\": [1]}", 10), 0);
}
END_TEST

START_TEST(broken_and_large)
{
    g_autoptr(GString) large = g_string_new("{\"ig_stories\": [");
    g_autofree char *cut = NULL;

    for (unsigned i = 0; i < 40000; i++)
        g_string_append_printf(large,
                               "{\"uri\": \"media/stories/%u.jpg\", \"creation_timestamp\": "
                               "1718957730, \"title\": \"verhaal %u met Maja Zieli\\u00c5\\u0084ska"
                               " en nog wat woorden voor de lengte van dit bestand\"},",
                               i, i);
    g_string_append(large, "]}");
    g_autofree char *facts = facts_at(ACTIVITY "content/stories.json", large->str);

    assert_has(facts, "verhaal 0 met Maja Zielińska");
    assert_has(facts, "verhaal 39999 met Maja Zielińska");
    assert_has(facts, "publication 40000 post");
    assert_has_not(facts, "gap");
    cut = facts_at(ACTIVITY "content/posts_1.json",
                   "[" SINGLE ", {\"media\": [{\"uri\": \"x\", \"title\": \"Bijna We");
    assert_has(cut, "Daniëlle klimt");
    assert_has(cut, "Bijna We");
    assert_has(cut, "gap");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("instagram");
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, 30);
    tcase_add_test(all, post_of_one_medium);
    tcase_add_test(all, carousel_and_files_without_ending);
    tcase_add_test(all, stories_reels_and_what_is_put_away);
    tcase_add_test(all, threads);
    tcase_add_test(all, comments_in_any_language);
    tcase_add_test(all, label_values);
    tcase_add_test(all, people);
    tcase_add_test(all, messages);
    tcase_add_test(all, before_2021);
    tcase_add_test(all, what_nobody_knows_is_text);
    tcase_add_test(all, broken_and_large);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
