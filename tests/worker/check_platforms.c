/*
 * Suite of the readers of smaller platforms: what only the structure tells (who answers whom, what
 * is open to whom, which picture is meant), one test a platform. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_slack, reader_discord, reader_teams, reader_flickr, reader_google_notes,
    reader_classroom, reader_twitter_table, reader_pages, reader_json, reader_html, reader_table,
    reader_takeout;

static void assert_facts(const Reader *reader, const char *path, const char *bytes,
                         const char *const *wanted)
{
    const Reader *const others[] = {&reader_json, &reader_html, &reader_table, &reader_takeout};
    const char *type = *bytes == '<'   ? "text/html"
                       : *bytes == '"' ? "text/csv"
                                       : "application/json";
    g_autofree char *facts = facts_of(reader, path, type, bytes, strlen(bytes));
    int bid = bid_of(reader, path, type, bytes, strlen(bytes));

    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        ck_assert_int_gt(bid, bid_of(others[i], path, type, bytes, strlen(bytes)));
    for (; *wanted; wanted++) {
        if (**wanted == '!')
            assert_has_not(facts, *wanted + 1);
        else
            assert_has(facts, *wanted);
    }
    assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(reader, path, bytes, ...)                                                     \
    assert_facts(&reader, path, bytes, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(slack)
{
    static const char day[] =
        "[{\"type\": \"message\", \"user\": \"U1\", \"ts\": \"1718957730.000100\", \"text\": "
        "\"Hoi\", "
        "\"user_profile\": {\"real_name\": \"Noor Haddad\"}}, {\"type\": \"message\", \"user\": "
        "\"U2\", \"ts\": \"1718957790.0002\", \"thread_ts\": \"1718957730.000100\", \"text\": \"Ja "
        "Kaan\", \"edited\": {\"ts\": \"1718957799.0\"}, \"files\": [{\"name\": \"kamp.jpg\", "
        "\"url_private\": \"https://s.example/1\"}]}]";

    ASSERT_FACTS(reader_slack, "export/algemeen/2024-06-21.json", day,
                 "publication 1 message published platform=slack published=2024-06-21T08:15:30Z",
                 "author=Noor Haddad", "access=closed",
                 "publication 2 comment published reply-to=1 platform=slack",
                 "medium p2 m1 image https://s.example/1", "[text] Ja Kaan");
    ASSERT_FACTS(reader_slack, "export/D0123ABCDEF/2024-06-21.json", day, "access=direct");
    ASSERT_FACTS(reader_slack, "export/users.json",
                 "[{\"id\": \"U1\", \"team_id\": \"T\", \"name\": \"noor\", \"profile\": "
                 "{\"real_name\": \"Noor Haddad\"}}]",
                 "contact participant name=Noor Haddad handle=noor",
                 "property p0 m0 user U1=Noor Haddad");
}
END_TEST

START_TEST(discord)
{
    ASSERT_FACTS(reader_discord, "messages/c1/messages.json",
                 "[{\"ID\": 5, \"Timestamp\": \"2024-06-21 08:00:00\", \"Contents\": \"Hoi Kaan\", "
                 "\"Attachments\": \"https://a.example/1.png https://a.example/2.mp4\"}]",
                 "publication 1 message", "access=closed", "m1 image https://a.example/1.png",
                 "m2 video https://a.example/2.mp4", "[contents] Hoi Kaan");
    ASSERT_FACTS(reader_discord, "export.json",
                 "{\"guild\": {\"name\": \"x\"}, \"channel\": {\"id\": \"1\", \"type\": "
                 "\"DirectTextChat\", \"name\": \"Noor\"}, \"messages\": [{\"id\": \"7\", "
                 "\"timestamp\": \"2024-06-21T08:00:00+00:00\", \"content\": \"a\", \"author\": "
                 "{\"name\": \"noor\", \"nickname\": \"Noor H\"}}, {\"id\": \"8\", \"timestamp\": "
                 "\"2024-06-21T09:00:00+00:00\", \"content\": \"b\", \"author\": {\"name\": "
                 "\"kaan\"}, \"reference\": {\"messageId\": \"7\"}}]}",
                 "publication 2 account", "publication 3 message", "author=Noor H", "access=direct",
                 "publication 4 message published reply-to=3 platform=discord");
    ASSERT_FACTS(reader_discord, "messages/c1/messages.csv",
                 "ID,Timestamp,Contents,Attachments\n5,2021-06-21 08:00:00.123000+00:00,\"Hoi, "
                 "Kaan\",https://a.example/1.png\n",
                 "published=2021-06-21T08:00:00Z", "access=closed",
                 "m1 image https://a.example/1.png", "[contents] Hoi, Kaan", " id=5 ");
    ASSERT_FACTS(reader_discord, "x - klas [1].csv",
                 "AuthorID,Author,Date,Content,Attachments,Reactions\n\"1\",\"Noor\","
                 "\"2024-06-21T10:15:30.0000000+02:00\",\"Dag Kaan\",\"\",\"\"\n",
                 "published=2024-06-21T08:15:30Z", "author=Noor", "[contents] Dag Kaan");
}
END_TEST

START_TEST(classroom)
{
    static const char path[] = "Takeout/Classroom/Classes/Groep 7/Groep 7.json";

    ASSERT_FACTS(
        reader_classroom, path,
        "{\"name\": \"Groep 7\", \"roster\": [{\"name\": \"Noor Haddad\", \"role\": "
        "\"STUDENT\"}], \"posts\": [{\"creator\": {\"name\": {\"fullName\": \"Juf Els\"}}, "
        "\"creationTime\": \"2024-06-21T08:00:00.5Z\", \"announcement\": {\"text\": \"Dag "
        "Kaan\"}, \"comments\": [{\"creator\": {\"name\": \"Bo\"}, \"comment\": \"Leuk, "
        "Mila\"}]}, {\"state\": \"draft\", \"courseWork\": {\"title\": \"Taak\", "
        "\"submissions\": [{\"student\": {\"profile\": {\"name\": {\"fullName\": \"Sem de "
        "Boer\"}}}, \"shortAnswer\": {\"answer\": \"Vier\"}}]}}]}",
        "contact participant name=Noor Haddad", "account published platform=google",
        "author=Juf Els", "published=2024-06-21T08:00:00Z", "[text] Dag Kaan",
        "comment published reply-to=", "[comment] Leuk, Mila", "post unpublished platform=google",
        "author=Sem de Boer", "access=direct", "[answer] Vier");
}
END_TEST

START_TEST(teams)
{
    ASSERT_FACTS(
        reader_teams, "messages.json",
        "{\"userId\": \"8:a\", \"exportDate\": \"2024\", \"conversations\": [{\"id\": "
        "\"19:x\", \"displayName\": null, \"threadProperties\": {\"members\": "
        "\"[\\\"8:kaan\\\"]\", \"topic\": \"Kamp\"}, \"MessageList\": [{\"id\": \"1\", "
        "\"displayName\": \"Noor Haddad\", \"originalarrivaltime\": "
        "\"2024-06-21T08:15:30.000Z\", \"content\": \"<p>Dag<br/>Kaan &amp; Zo&euml;</p>\", "
        "\"from\": \"8:noor\"}]}]}",
        "title=Kamp", "contact participant handle=8:kaan",
        "contact participant name=Noor Haddad handle=8:noor", "reply-to=2",
        "published=2024-06-21T08:15:30Z", "Kaan & Zoë", "access=direct");
}
END_TEST

START_TEST(flickr)
{
    ASSERT_FACTS(
        reader_flickr, "photo_5.json",
        "{\"id\": \"5\", \"name\": \"Kamp\", \"description\": \"Met Kaan\", \"date_taken\": "
        "\"2017-06-20 10:00:00\", \"date_imported\": \"2017-06-21 10:00:00\", \"photopage\": "
        "\"https://f.example/5/\", \"original\": \"https://f.example/5_o.jpg\", \"geo\": "
        "[{\"latitude\": \"52100000\", \"longitude\": \"-5200000\"}], \"people\": [{\"username\": "
        "\"Noor H\"}], \"privacy\": \"friends only\", \"comments\": [{\"id\": \"9\", \"date\": "
        "\"2017-06-22 10:00:00\", \"user\": \"els\", \"comment\": \"Mooi\"}]}",
        "publication 1 post", "access=closed", "GPSPosition=52.1,-5.2", "Noor H",
        "m1 image https://f.example/5_o.jpg",
        "publication 2 comment published reply-to=1 platform=flickr", "author=els");
    ASSERT_FACTS(
        reader_flickr, "photo_6.json",
        "{\"id\": \"6\", \"photopage\": \"https://f.example/6/\", \"privacy\": \"public\"}",
        "access=public", "!GPSPosition");
    ASSERT_FACTS(reader_flickr, "flickr/contacts_part001.json",
                 "{\"contacts\": {\"Noor H\": \"https://www.flickr.com/people/noor/\"}}",
                 "contact following name=Noor H handle=https://www.flickr.com/people/noor/");
}
END_TEST

START_TEST(google_notes)
{
    ASSERT_FACTS(reader_google_notes, "Takeout/Keep/a.json",
                 "{\"isTrashed\": true, \"isArchived\": false, \"title\": \"Lijst\", "
                 "\"textContent\": \"Kaan\", \"attachments\": [{\"filePath\": \"a.jpg\"}], "
                 "\"sharees\": [{\"email\": \"noor@a.example\"}]}",
                 "publication 1 document unpublished", "m1 image a.jpg",
                 "contact participant handle=noor@a.example");
    ASSERT_FACTS(reader_google_notes, "Takeout/Keep/b.json",
                 "{\"isTrashed\": false, \"isArchived\": false, \"textContentHtml\": "
                 "\"<p>Dag <b>Sjoerd</b></p>\", \"listContent\": [{\"textHtml\": "
                 "\"<p>Noor</p>\"}]}",
                 "[textContentHtml] Dag Sjoerd", "[textHtml] Noor");
    ASSERT_FACTS(
        reader_google_notes, "Takeout/Google+ Stream/Posts/a.json",
        "{\"content\": \"Dag\", \"creationTime\": \"2017-06-21 08:00:00+0000\", \"postAcl\": "
        "{\"visibleToStandardAcl\": {\"circles\": [{\"type\": \"CIRCLE_TYPE_USER_CIRCLE\"}"
        "]}}, \"comments\": [{\"author\": {\"displayName\": \"Noor\"}, \"content\": \"x\"}]}",
        "platform=google-plus", "access=closed", "author=Noor", "reply-to=1");
}
END_TEST

START_TEST(tweets_of_before)
{
    ASSERT_FACTS(
        reader_twitter_table, "tweets.csv",
        "\"tweet_id\",\"in_reply_to_status_id\",\"timestamp\",\"source\",\"text\","
        "\"retweeted_status_id\",\"expanded_urls\"\n\"9\",\"\",\"2016-06-21 08:00:00 +0000\","
        "\"web\",\"Regel\nmet \"\"Kaan\"\"\",\"7\",\"https://a.example/1\"\n",
        "publication 1 post published platform=x", "published=2016-06-21T08:00:00Z", "announces=7",
        "met \"Kaan\"", "https://a.example/1");
}
END_TEST

#define OLD(body)                                                                                  \
    "<html><body><div class=\"nav\"></div><div class=\"contents\">" body "</div><div "             \
    "class=\"footer\">facebook.com</div></body></html>"

START_TEST(facebook_of_before)
{
    ASSERT_FACTS(reader_pages, "html/timeline.htm",
                 OLD("<p><div class=\"meta\">Wednesday, June 21, 2017 at 10:00am UTC+02</div>Els "
                     "shared.<div class=\"comment\">Dag Kaan</div><img src=\"../photos/1.jpg\"></p>"
                     "<p><div class=\"meta\">Thursday, June 22, 2017 at 10:00am UTC+02</div>Tweede"
                     "</p>"),
                 "publication 1 post published platform=facebook published=2017-06-21T08:00:00Z",
                 "Dag Kaan", "m1 image ../photos/1.jpg", "publication 2 post",
                 "published=2017-06-22T08:00:00Z");
    ASSERT_FACTS(reader_pages, "messages/12.html",
                 OLD("<div class=\"thread\">Els, Noor<div class=\"message\"><div "
                     "class=\"message_header\"><span class=\"user\">Noor Haddad</span><span "
                     "class=\"meta\">Wednesday, June 21, 2017 at 8:53pm UTC+02</span></div></div>"
                     "<p>Hoi Kaan</p></div>"),
                 "author=Noor Haddad", "access=direct", "published=2017-06-21T18:53:00Z",
                 "contact participant name=Noor Haddad", "Hoi Kaan");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("platforms");
    TCase *all = tcase_create("all");

    tcase_add_test(all, slack);
    tcase_add_test(all, discord);
    tcase_add_test(all, classroom);
    tcase_add_test(all, teams);
    tcase_add_test(all, flickr);
    tcase_add_test(all, google_notes);
    tcase_add_test(all, tweets_of_before);
    tcase_add_test(all, facebook_of_before);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
