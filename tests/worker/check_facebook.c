/*
 * Suite of the Facebook reader: one test a trick of the format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "worker/limits.h"

extern const Reader reader_facebook;
extern const Reader reader_json;

#define PAGE "school.zip!/this_profile's_activity_across_facebook/"
#define MINE "facebook-school-2025-01-01-a1b2c3d4.zip!/your_facebook_activity/"

static char *facts_at(const char *path, const char *json)
{
    return facts_of(&reader_facebook, path, "application/json", json, strlen(json));
}

static void assert_facts(const char *path, const char *json, const char *const *wanted)
{
    g_autofree char *facts = facts_at(path, json);

    ck_assert_int_gt(bid_of(&reader_facebook, path, NULL, json, strlen(json)),
                     bid_of(&reader_json, path, "application/json", json, strlen(json)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(path, json, ...)                                                              \
    assert_facts(path, json, (const char *const[]){__VA_ARGS__, NULL})

static const char picture[] =
    "{\"uri\": \"posts\\/media\\/Kamp_x1\\/1.jpg\", \"creation_timestamp\": 1718957730,"
    "\"media_metadata\": {\"photo_metadata\": {\"exif_data\": [{\"upload_ip\": \"192.0.2.7\","
    "\"taken_timestamp\": 1718950000, \"latitude\": 52.09, \"longitude\": 5,"
    "\"camera_make\": \"samsung\", \"camera_model\": \"SM-A528B\"}]}}, \"title\": \"Kamp\","
    "\"description\": \"Dani\\u00c3\\u00ablle in de boom\"}";

static char *post_with(const char *members)
{
    return g_strdup_printf("[{\"timestamp\": 1718957730, \"attachments\": [{\"data\": [{\"media\": "
                           "%s}]}], %s}]",
                           picture, members);
}

START_TEST(post_of_a_page)
{
    g_autofree char *json = post_with("\"data\": [{\"post\": \"Een dag met Wout\"}, {\"post\": "
                                      "\"en Sietske Hoekstra\"}, {\"update_timestamp\": "
                                      "1718957829}, {}, {}], \"title\": \"School is met Kaan "
                                      "Demir in Het Bos.\"");

    ASSERT_FACTS(
        PAGE "posts/profile_posts_1.json", json,
        "publication 1 post published platform=facebook published=2024-06-21T08:15:30Z "
        "known=export updated=2024-06-21T08:17:09Z title=School is met Kaan Demir in Het "
        "Bos. access=public",
        "text p1 m0 title [title] School is met Kaan Demir in Het Bos.",
        "text p1 m0 body [post] Een dag met Wout", "text p1 m0 body [post] en Sietske Hoekstra",
        "medium p1 m1 image posts/media/Kamp_x1/1.jpg taken=2024-06-21T06:06:40Z",
        "text p1 m1 caption [title] Kamp", "text p1 m1 caption [description] Daniëlle in de boom",
        "property p1 m1 platform GPSPosition=52.09,5\n",
        "property p1 m1 platform UploadIP=192.0.2.7",
        "property p1 m1 platform DateTimeOriginal=2024-06-21T06:06:40Z",
        "property p1 m1 platform Make=samsung", "property p1 m1 platform Model=SM-A528B");
}
END_TEST

/* What Facebook writes where it knows no place. */
START_TEST(position_of_nothing)
{
    g_autofree char *facts =
        facts_at(PAGE "posts/profile_posts_1.json",
                 "[{\"timestamp\": 1718957730, \"attachments\": [{\"data\": [{\"media\": {\"uri\":"
                 "\"posts/media/1.jpg\", \"media_metadata\": {\"photo_metadata\": {\"exif_data\":"
                 "[{\"latitude\": 0, \"longitude\": 0.0, \"camera_make\": \"samsung\"}]}}}}]}]}]");

    assert_has(facts, "Make=samsung");
    assert_has_not(facts, "GPSPosition");
}
END_TEST

START_TEST(access_is_told_by_the_path)
{
    static const char json[] = "[{\"timestamp\": 1718957730, \"data\": [{\"post\": \"Hoi\"}]}]";
    static const char *const pages[] = {
        PAGE "posts/profile_posts_1.json",
        "x/this_profile_s_activity_across_facebook/posts/profile_posts_1.json",
        "x/this_profile\u2019s_activity_across_facebook/posts/profile_posts_1.json",
        "x\\This_Profile's_activity_across_facebook\\posts\\profile_posts_1.json"};
    static const char *const own[] = {MINE "posts/your_posts_1.json", "x/posts/your_posts_1.json",
                                      "x/posts/other_people's_posts_to_your_timeline.json",
                                      "your_activity_across_facebook/posts/your_posts_1.json"};

    for (size_t i = 0; i < G_N_ELEMENTS(pages); i++)
        ASSERT_FACTS(pages[i], json, "access=public");
    for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
        g_autofree char *facts = facts_at(own[i], json);

        assert_has_not(facts, "access=");
        assert_has(facts, "[post] Hoi");
    }
}
END_TEST

/* The bin and the archive are their owner's; a reel is a post. */
START_TEST(put_away_and_reels)
{
    static const char post[] =
        "[{\"timestamp\": 1718957730, \"data\": [{\"post\": \"Dag Noor\"}]}]";
    g_autofree char *bin = g_strdup_printf("{\"trash_v2\": %s}", post);
    g_autofree char *reels = g_strdup_printf("{\"lasso_videos_v2\": %s}", post);

    ASSERT_FACTS("facebook-juf/your_facebook_activity/posts/trash.json", bin,
                 "publication 1 post unpublished platform=facebook");
    ASSERT_FACTS("facebook-juf/your_facebook_activity/posts/archive.json", post,
                 "publication 1 post unpublished platform=facebook");
    ASSERT_FACTS("facebook-juf/your_facebook_activity/reels/your_reels.json", reels,
                 "publication 1 post published platform=facebook published=2024-06-21T08:15:30Z");
}
END_TEST

START_TEST(tags_fall_on_media_or_on_the_post)
{
    g_autofree char *shown = post_with("\"tags\": [{\"name\": \"Zo\\u00c3\\u00ab Amatredjo\"}, "
                                       "\"Ren\\u00e9 Kok\"]");

    ASSERT_FACTS(MINE "posts/your_posts_1.json", shown, "tag p1 m1 facebook Zoë Amatredjo",
                 "tag p1 m1 facebook René Kok");
    ASSERT_FACTS(MINE "posts/your_posts_1.json",
                 "[{\"timestamp\": 1718957730, \"title\": \"x\", \"tags\": [\"Ilse Prins\"]}]",
                 "tag p1 m0 facebook Ilse Prins");
}
END_TEST

START_TEST(inline_tags)
{
    g_autofree char *shown =
        post_with("\"data\": [{\"post\": \"Trots op @[100004711:2048:Maja Zieli\\u00c5\\u0084ska]!"
                  " Mail a@[b of @[1:2\"}]");

    ASSERT_FACTS(MINE "posts/your_posts_1.json", shown,
                 "[post] Trots op Maja Zielińska! Mail a@[b of @[1:2\n",
                 "tag p1 m1 facebook-inline Maja Zielińska");
    ASSERT_FACTS("x/posts/album/3.json",
                 "{\"name\": \"Kamp\", \"description\": \"Met @[12:2048:Jurre Postma]\", "
                 "\"photos\": [{\"uri\": \"a.jpg\", \"creation_timestamp\": 1718957730, "
                 "\"description\": \"@[13:2048:Noor Haddad] klimt\"}]}",
                 "tag p1 m0 facebook-inline Jurre Postma", "tag p1 m1 facebook-inline Noor Haddad",
                 "text p1 m1 caption [description] Noor Haddad klimt");
}
END_TEST

START_TEST(bare_post_and_unknown_time)
{
    ASSERT_FACTS("x/posts/your_posts_1.json",
                 "{\"timestamp\": -62169958800, \"data\": [{\"post\": \"Oud\"}]}",
                 "publication 1 post published platform=facebook\n", "[post] Oud");
    ASSERT_FACTS("x/posts/your_posts_1.json",
                 "[{\"timestamp\": \"1718957730\", \"title\": \"School heeft iets gedeeld.\"}]",
                 "published=2024-06-21T08:15:30Z", "title [title] School heeft iets gedeeld.");
    ASSERT_FACTS("x/posts/your_posts.json",
                 "{\"status_updates\": [{\"timestamp\": 1718957730, \"data\": [{\"post\": "
                 "\"Hoi Bram\"}]}]}",
                 "publication 1 post", "[post] Hoi Bram");
    ASSERT_FACTS("x/posts/other_people's_posts_to_your_timeline.json",
                 "{\"wall_posts_sent_to_you\": {\"activity_log_data\": [{\"timestamp\": "
                 "1718957730, \"title\": \"Anouk Vos schreef op je tijdlijn.\"}]}}",
                 "publication 1 post", "title [title] Anouk Vos schreef op je tijdlijn.");
}
END_TEST

START_TEST(attachments)
{
    ASSERT_FACTS(
        MINE "posts/your_posts_1.json",
        "[{\"timestamp\": 1718957730, \"attachments\": [{\"data\": [{\"external_context\": "
        "{\"name\": \"Brief\", \"url\": \"https:\\/\\/school.example\\/brief\"}}, {\"place\": "
        "{\"name\": \"Gymzaal\", \"address\": \"Lindelaan 1\"}}]}, {\"data\": [{\"text\": "
        "\"Ruben Smit was erbij\"}, {\"event\": {\"name\": \"Kamp\"}}, {\"life_event\": "
        "{\"title\": \"Geboren: Evi\"}}, {\"note\": {\"title\": \"Dank\", \"text\": \"aan Tom "
        "Vos\", \"media\": [{\"uri\": \"n.jpg\"}]}}, {\"poll\": {\"question\": \"Wie?\", "
        "\"options\": [{\"option\": \"Fatima\"}]}}]}]}]",
        "attachments.data.external_context.name] Brief", "url [attachments.data.external_context.",
        "place.address] Lindelaan 1", "[attachments.data.text] Ruben Smit was erbij",
        "event.name] Kamp", "Geboren: Evi", "aan Tom Vos", "medium p1 m1 image n.jpg", "Fatima");
}
END_TEST

START_TEST(album)
{
    g_autofree char *json = g_strdup_printf(
        "{\"name\": \"Voorleesontbijt\", \"photos\": [%s, {\"uri\": \"2.mp4\", "
        "\"creation_timestamp\": 1718957000, \"comments\": [{\"timestamp\": 1718957780, "
        "\"comment\": \"Mooi, Jurri\\u00c3\\u00abn!\", \"author\": \"Oma Truus\"}], "
        "\"backup_uri\": \"https:\\/\\/cdn.example\\/x\", \"thumbnail\": {\"uri\": \"t.jpg\"}}], "
        "\"cover_photo\": {\"uri\": \"2.jpg\"}, \"last_modified_timestamp\": 1790000000, "
        "\"description\": \"Groep 5\"}",
        picture);

    ASSERT_FACTS(PAGE "posts/album/0.json", json,
                 "publication 1 album published platform=facebook published=2024-06-21T08:03:20Z "
                 "known=export title=Voorleesontbijt access=public",
                 "text p1 m0 title [name] Voorleesontbijt", "text p1 m0 body [description] Groep 5",
                 "medium p1 m1 image posts/media/Kamp_x1", "medium p1 m2 video 2.mp4",
                 "thumbnail t.jpg", "cover 2.jpg",
                 "publication 2 comment published reply-to=1 platform=facebook "
                 "published=2024-06-21T08:16:20Z known=export author=Oma Truus access=public",
                 "text p2 m0 body [comment] Mooi, Jurriën!", "url [backup_uri] https://cdn.");
}
END_TEST

START_TEST(loose_media)
{
    ASSERT_FACTS(PAGE "posts/uncategorized_photos.json",
                 "{\"other_photos_v2\": [{\"uri\": \"a.jpg\", \"creation_timestamp\": 1718957730, "
                 "\"description\": \"Nova Rensink\"}]}",
                 "publication 1 post published platform=facebook published=2024-06-21T08:15:30Z",
                 "medium p1 m1 image a.jpg", "caption [description] Nova Rensink");
    ASSERT_FACTS(PAGE "posts/videos.json",
                 "{\"videos_v2\": [{\"uri\": \"zonder_suffix\", \"title\": \"Talent\"}]}",
                 "medium p1 m1 video zonder_suffix", "caption [title] Talent");
    ASSERT_FACTS("x/photos_and_videos/your_photos.json",
                 "{\"photos\": [{\"uri\": \"a.jpg\", \"creation_timestamp\": 1718957730}]}",
                 "publication 1 post", "medium p1 m1 image a.jpg");
}
END_TEST

START_TEST(comments)
{
    ASSERT_FACTS(
        PAGE "comments_and_reactions/comments.json",
        "{\"comments_v2\": [{\"timestamp\": 1718957730, \"data\": [{\"comment\": "
        "{\"timestamp\": 1718957730, \"comment\": \"Dank, Evi Rutgers\", \"author\": "
        "\"School\"}}], \"title\": \"School reageerde.\", \"attachments\": [{\"data\": "
        "[{\"media\": {\"uri\": \"c.jpg\"}}]}]}, {\"timestamp\": 1718957731, \"title\": "
        "\"School reageerde op Tom.\"}]}",
        "publication 1 comment published platform=facebook "
        "published=2024-06-21T08:15:30Z known=export author=School title=School reageerde.",
        "text p1 m0 body [comment] Dank, Evi Rutgers", "medium p1 m1 image c.jpg",
        "publication 2 comment", "text p2 m0 title [title] School reageerde op Tom.");
    ASSERT_FACTS(MINE "groups/your_comments_in_groups.json",
                 "{\"group_comments_v2\": [{\"data\": [{\"comment\": {\"comment\": \"Ja\", "
                 "\"author\": \"A\", \"group\": \"Ouders groep 5\"}}]}]}",
                 "text p1 m0 body [group] Ouders groep 5");
}
END_TEST

START_TEST(messages)
{
    ASSERT_FACTS(MINE "messages/inbox/ouders_1a/message_1.json",
                 "{\"participants\": [{\"name\": \"Zo\\u00c3\\u00ab Cl\\u00c3\\u00a9ment\"}, "
                 "{\"name\": \"School\"}], \"messages\": [{\"sender_name\": \"Zo\\u00c3\\u00ab "
                 "Cl\\u00c3\\u00a9ment\", \"timestamp_ms\": 1718957730123, \"content\": \"Noa is "
                 "ziek\", \"photos\": [{\"uri\": \"m\\/1.jpg\"}], \"videos\": [{\"uri\": "
                 "\"m\\/2\"}], \"reactions\": [{\"reaction\": \"x\", \"actor\": \"Bram Vos\"}], "
                 "\"share\": {\"link\": \"https:\\/\\/a.example\", \"share_text\": \"Kijk\"}}], "
                 "\"title\": \"Ouders\", \"thread_path\": \"inbox\\/ouders_1a\"}",
                 "publication 1 message published platform=facebook id=inbox/ouders_1a "
                 "title=Ouders access=direct",
                 "contact participant name=Zoë Clément",
                 "publication 2 message published reply-to=1 platform=facebook "
                 "published=2024-06-21T08:15:30Z known=export author=Zoë Clément access=direct",
                 "text p2 m0 body [content] Noa is ziek", "medium p2 m1 image m/1.jpg",
                 "medium p2 m2 video m/2", "author [reactions.actor] Bram Vos",
                 "url [share.link] https://a.example", "body [share.share_text] Kijk");
}
END_TEST

START_TEST(people)
{
    ASSERT_FACTS("x/friends/friends.json",
                 "{\"friends_v2\": [{\"name\": \"Zo\\u00c3\\u00ab\", \"timestamp\": 1718957730}]}",
                 "contact friend name=Zoë since=2024-06-21T08:15:30Z");
    ASSERT_FACTS("facebook-x/friends/friends.json", "{\"friends\": [{\"name\": \"Sem\"}]}",
                 "contact friend name=Sem");
    ASSERT_FACTS("x/connections/followers/people_who_followed_you_1.json",
                 "{\"followers_v3\": [{\"name\": \"Sem\"}]}", "contact follower name=Sem");
    ASSERT_FACTS("x/connections/followers/who_you_ve_followed.json",
                 "{\"following_v3\": [{\"name\": \"Sem\"}]}", "contact following name=Sem");
    ASSERT_FACTS("x/personal_information/profile_information/profile_information.json",
                 "{\"profile_v2\": {\"name\": {\"full_name\": \"De Lindeboom\"}, \"username\": "
                 "\"lindeboom\", \"about_me\": \"School van juf Anouk\"}}",
                 "account facebook handle=lindeboom name=De Lindeboom", "publication 1 account",
                 "School van juf Anouk");
}
END_TEST

START_TEST(labels)
{
    ASSERT_FACTS(MINE "posts/check-ins.json",
                 "[{\"timestamp\": 1718957730, \"media\": [{\"uri\": \"a.jpg\"}], "
                 "\"label_values\": [{\"ent_field_name\": \"Description\", \"label\": "
                 "\"Beschrijving\", \"value\": \"Met Noa\", \"href\": \"https:\\/\\/b.example\"}, "
                 "{\"title\": \"Plaats\", \"dict\": [{\"dict\": [{\"label\": \"Naam\", \"value\": "
                 "\"Kinderboerderij\"}], \"vec\": [{\"value\": \"Tom Vos\"}]}]}], \"fbid\": "
                 "\"12\"}]",
                 "publication 1 post published platform=facebook published=2024-06-21T08:15:30Z "
                 "known=export id=12",
                 "body [Beschrijving] Met Noa", "url [Beschrijving] https://b.example",
                 "body [Naam] Kinderboerderij", "Tom Vos", "medium p1 m1 image a.jpg");
    ASSERT_FACTS(MINE "comments_and_reactions/comments.json",
                 "[{\"timestamp\": 1718957730, \"media\": [], \"label_values\": [{\"label\": "
                 "\"Opmerking\", \"value\": \"Top Ayla\"}], \"fbid\": \"13\"}]",
                 "publication 1 comment published", "body [Opmerking] Top Ayla");
}
END_TEST

START_TEST(unknown_files_and_members_are_text)
{
    ASSERT_FACTS(MINE "events/your_event_responses.json",
                 "{\"event_responses_v2\": {\"events_joined\": [{\"name\": \"Feest bij "
                 "Ay\\u00c5\\u009fe\", \"start_timestamp\": 1}]}, \"los\": \"Kees\", \"twee\": "
                 "[\"Piet\", [\"Jan\"]]}",
                 "publication 1 file", "name: Feest bij Ayşe", "Kees", "Piet", "Jan");
    ASSERT_FACTS(MINE "posts/your_posts_1.json",
                 "[{\"timestamp\": 1718957730, \"title\": \"x\", \"nieuw\": {\"wie\": \"Kaan "
                 "Demir\", \"Milan Kok\": 1}}]",
                 "text p1 m0 body [nieuw.wie] Kaan Demir", "Milan Kok");
}
END_TEST

START_TEST(broken_file_keeps_its_posts)
{
    static const char json[] = "[{\"timestamp\": 1718957730, \"data\": [{\"post\": \"Hoi Bram\"}]}"
                               ", {\"timestamp\": 1718957731, \"data\": [{\"post\": \"Dag Ruben S";
    g_autofree char *facts = facts_at("x/posts/your_posts_1.json", json);

    assert_has(facts, "text p1 m0 body [post] Hoi Bram");
    assert_has(facts, "Dag Ruben S");
    assert_has(facts, "gap truncated");
}
END_TEST

static void append_messages(GString *json, unsigned count)
{
    g_autofree char *filler = g_strnfill(1000, 'x');

    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(json,
                               "%s{\"sender_name\": \"Bram\", \"timestamp_ms\": 1718957730000, "
                               "\"content\": \"%u %s\"}",
                               i ? "," : "", i, filler);
}

START_TEST(large_thread)
{
    GString *json = g_string_new("{\"participants\": [{\"name\": \"Bram\"}], \"messages\": [");

    append_messages(json, 5000);
    g_string_append(json, "], \"title\": \"Ouders\", \"thread_path\": \"inbox/x\"}");
    ck_assert_uint_gt(json->len, LIMIT_JSON_VALUE_BYTES);
    g_autofree char *facts = facts_at("x/messages/inbox/x/message_1.json", json->str);

    assert_has(facts, "publication 1 message published platform=facebook id=inbox/x title=Ouders");
    assert_has(facts, "contact participant name=Bram");
    assert_has(facts, "publication 5001 message published reply-to=1");
    assert_has(facts, "body [content] 4999 xxx");
    g_string_free(json, TRUE);
}
END_TEST

START_TEST(large_album)
{
    GString *json = g_string_new("{\"name\": \"Kamp\", \"photos\": [");
    g_autofree char *filler = g_strnfill(1000, 'x');

    for (unsigned i = 0; i < 5000; i++)
        g_string_append_printf(json,
                               "%s{\"uri\": \"%u.jpg\", \"creation_timestamp\": %u, "
                               "\"description\": \"%s\"}",
                               i ? "," : "", i, 1718957730 + (4999 - i), filler);
    g_string_append(json, "], \"cover_photo\": {\"uri\": \"1.jpg\"}}");
    g_autofree char *facts = facts_at("x/posts/album/0.json", json->str);

    assert_has(facts, "publication 1 album published platform=facebook "
                      "published=2024-06-21T08:15:30Z known=export title=Kamp");
    assert_has(facts, "image 4999.jpg");
    assert_has_not(facts, "publication 2");
    g_string_free(json, TRUE);
}
END_TEST

static void assert_left_alone(const char *path, const char *json)
{
    int facebook = bid_of(&reader_facebook, path, NULL, json, strlen(json));

    ck_assert_msg(facebook < bid_of(&reader_json, path, NULL, json, strlen(json)), "%s", path);
}

START_TEST(bids)
{
    assert_left_alone("x/your_instagram_activity/messages/inbox/a/message_1.json",
                      "{\"participants\": [], \"messages\": [], \"thread_path\": \"x\"}");
    assert_left_alone("wp-json/posts.json",
                      "[{\"id\": 1, \"type\": \"post\", \"author\": 3, \"comment\": \"open\"}]");
    assert_left_alone("data.json", "{\"a\": 1}");
    ck_assert_int_eq(bid_of(&reader_facebook, MINE "groups/no-data.txt", NULL, "Geen data", 9), 0);
    ck_assert_int_eq(
        bid_of(&reader_facebook, MINE "posts/your_posts_1.html", NULL, "<html></html>", 13), 0);
}
END_TEST

/* Fixed seed: every run sees the same broken files. */
START_TEST(mutations)
{
    g_autofree char *json = post_with("\"data\": [{\"post\": \"Hoi @[1:2048:Bram]\"}], \"tags\": "
                                      "[{\"name\": \"Zo\\u00c3\\u00ab\"}], \"label\": {\"a\": 1}");
    size_t length = strlen(json);
    GRand *random = g_rand_new_with_seed(20241123);

    for (unsigned run = 0; run < 3000; run++) {
        g_autofree char *copy = g_strdup(json);
        size_t cut = length;

        for (unsigned i = 0; i < 1 + run % 5; i++)
            copy[g_rand_int_range(random, 0, (gint32)length)] =
                run % 2 ? "\"{}[],:\\u0\0/x"[g_rand_int_range(random, 0, 14)]
                        : (char)g_rand_int_range(random, 0, 256);
        if (run % 3 == 0)
            cut = (size_t)g_rand_int_range(random, 0, (gint32)length);
        g_autofree char *facts =
            facts_of(&reader_facebook, "posts/your_posts_1.json", NULL, copy, cut);
        g_autofree char *generic = facts_of(&reader_json, "x.json", NULL, copy, cut);

        ck_assert_ptr_nonnull(facts);
        ck_assert_ptr_nonnull(generic);
    }
    g_rand_free(random);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {post_of_a_page,
                                  position_of_nothing,
                                  access_is_told_by_the_path,
                                  put_away_and_reels,
                                  tags_fall_on_media_or_on_the_post,
                                  inline_tags,
                                  bare_post_and_unknown_time,
                                  attachments,
                                  album,
                                  loose_media,
                                  comments,
                                  messages,
                                  people,
                                  labels,
                                  unknown_files_and_members_are_text,
                                  broken_file_keeps_its_posts,
                                  large_thread,
                                  large_album,
                                  bids,
                                  mutations};
    Suite *suite = suite_create("facebook");
    TCase *tricks = tcase_create("tricks");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tricks, 60);
    for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
        tcase_add_test(tricks, tests[i]);
    suite_add_tcase(suite, tricks);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
