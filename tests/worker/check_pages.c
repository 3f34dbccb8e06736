/*
 * Suite of the reader of web pages within dumps, and of dates in words. Markup follows what the
 * platforms write; people are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/text/date_words.h"
#include "support_facts.h"

extern const Reader reader_pages;
extern const Reader reader_html;

static void assert_page(const char *path, const char *page, const char *const *wanted)
{
    g_autofree char *facts = facts_of(&reader_pages, path, "text/html", page, strlen(page));

    ck_assert_int_gt(bid_of(&reader_pages, path, "text/html", page, strlen(page)),
                     bid_of(&reader_html, path, "text/html", page, strlen(page)));
    for (; *wanted; wanted++) {
        if (**wanted == '!')
            assert_has_not(facts, *wanted + 1);
        else
            assert_has(facts, *wanted);
    }
}

#define ASSERT_PAGE(path, page, ...)                                                               \
    assert_page(path, page, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(dates)
{
    static const char *const pairs[][2] = {
        {"21 jun 2024 10:15:30", "2024-06-21T10:15:30"},
        {"21 jun 2024, 10:15:30 CEST", "2024-06-21T08:15:30Z"},
        {"Nov 14, 2023 10:13:20 pm", "2023-11-14T22:13:20"},
        {"Jan 31, 2018, 10:54:50\u202fPM UTC", "2018-01-31T22:54:50Z"},
        {"14. Nov. 2023, 22:13", "2023-11-14T22:13:00"},
        {"14 maart 2023 om 09:05", "2023-03-14T09:05:00"},
        {"21.06.2024 10:15:30 UTC+02:00", "2024-06-21T08:15:30Z"},
        {"2024-06-21 08:15:30 UTC", "2024-06-21T08:15:30Z"},
        {"6/21/2024", "2024-06-21"},
        {"12 ağustos 2022 14:00", "2022-08-12T14:00:00"},
        {"12:05 am, May 1, 2022", "2022-05-01T00:05:00"},
        {"06/07/2024 10:00", NULL},
        {"Marloes Jansen 2024 21", NULL},
        {"Bijgewerkt", NULL},
        {"31 feb 2024", NULL}};

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *date = date_from_words(pairs[i][0]);

        ck_assert_pstr_eq(date, pairs[i][1]);
    }
}
END_TEST

#define FACEBOOK_2024 "x/your_facebook_activity/posts/your_posts_1.html"

START_TEST(facebook)
{
    ASSERT_PAGE(
        FACEBOOK_2024,
        "<html><head><title>Je berichten</title></head><body><section class='_a6-g'><h2 "
        "class='_2ph_ _a6-h'>De Vlinderhof is met <b>Els Bos</b>.</h2><div class='_a6-p'><div "
        "class='_2pin'>Wat een dag, Zo&euml;!</div><div class='_2pin'><a href='posts/media/1.jpg'>"
        "<img src='posts/media/1.jpg'></a><div>Noor in de achtbaan</div><table><tr><td "
        "class='_2pin _a6_q'>Breedtegraad<div><div class='_a6_r'>52.09</div></div></td></tr><tr>"
        "<td class='_2pin _a6_q'>Lengtegraad<div><div class='_a6_r'>5.12</div></div></td></tr>"
        "</table></div></div><footer class='_a6-o'><div class='_a72d'>21 jun 2024 10:15:30</div>"
        "</footer></section><section class='_a6-g'><div class='_2pin'>Kaan</div></section></body>",
        "publication 1 post published platform=facebook published=2024-06-21T10:15:30 known=export"
        " title=De Vlinderhof is met Els Bos.",
        "text p1 m0 body [export] Wat een dag, Zoë!", "medium p1 m1 image posts/media/1.jpg",
        "text p1 m1 caption [] Noor in de achtbaan", "p1 m1 platform GPSPosition=52.09,5.12",
        "publication 2 post published platform=facebook", "text p2 m0 body [export] Kaan",
        "title=Je berichten", "!p1 m0 body [export] Wat een dag, Zoë!\nNoor");
    ASSERT_PAGE(
        "facebook-x/posts/your_posts_1.html",
        "<div class='pam _3-95 _2pi0 _2lej uiBoxWhite noborder'><div class='_3-96 _2lel'>De "
        "school</div><div class='_2let'><div class='_2pin'>A\u00efsha</div></div><div "
        "class='_3-94 _2lem'>21 jun. 2019 10:15</div></div>",
        "post published platform=facebook published=2019-06-21T10:15:00", "A\u00efsha");
    /* Classes that nobody knows: all of the page is one text. */
    ASSERT_PAGE(FACEBOOK_2024,
                "<div class='_q1'><div class='_q2'>Noor</div><a href='media/2.jpg'>foto</a></div>",
                "page published platform=facebook", "Noor", "image media/2.jpg");
}
END_TEST

START_TEST(facebook_messages_and_people)
{
    ASSERT_PAGE("x/your_facebook_activity/messages/inbox/ouders_1/message_1.html",
                "<title>Ouders</title><div class='_a6-g uiBoxWhite'><div class='_a6-h'>Els Bos"
                "</div><div class='_a6-p'>Noor is ziek</div><div class='_a6-o'>Jun 21, 2024 1:15 "
                "am</div></div>",
                "publication 1 message published platform=facebook title=Ouders access=direct",
                "publication 2 message published reply-to=1 platform=facebook "
                "published=2024-06-21T01:15:00 known=export author=Els Bos access=direct",
                "contact participant name=Els Bos", "body [message] Noor is ziek");
    ASSERT_PAGE("x/connections/friends/your_friends.html",
                "<div class='_a6-g uiBoxWhite'><h2 class='_a6-h'>Kaan Demir</h2><footer "
                "class='_a6-o'>Jun 21, 2024 1:15 am</footer></div>",
                "contact friend name=Kaan Demir since=2024-06-21T01:15:00");
    ASSERT_PAGE("x/instagram-s/connections/followers_and_following/followers_1.html",
                "<div class='_a6-g uiBoxWhite'><div class='_a6-p'><a "
                "href='https://www.instagram.com/noor_h'>noor_h</a><div>Jun 21, 2024 1:15 "
                "am</div></div></div>",
                "contact follower handle=noor_h");
}
END_TEST

START_TEST(instagram)
{
    ASSERT_PAGE("x/your_instagram_activity/content/posts_1.html",
                "<div class='pam _a6-g uiBoxWhite'><h2 class='_a6-h'>Dani&euml;lle klimt</h2><div "
                "class='_a6-p'><img src='media/posts/1.jpg'></div><div class='_a6-o'>Jun 21, 2024 "
                "1:15 am</div></div>",
                "post published platform=instagram published=2024-06-21T01:15:00",
                "text p1 m1 caption [] Dani\u00eblle klimt");
}
END_TEST

/* A label and its value in one cell, in two cells, a label alone, a table within a value. */
START_TEST(instagram_labels)
{
    ASSERT_PAGE(
        "x/your_instagram_activity/comments/post_comments_1.html",
        "<div class='pam _a6-g uiBoxWhite'><div class='_a6-p'><table><tr><td colspan=2 "
        "class='_2pin _a6_q'>Opmerking<div><div>Knap, A\u00efsha!</div></div></td></tr><tr><td "
        "class='_2pin _a6_q'>Media-eigenaar<div><div>juf_els</div></div></td></tr><tr><td "
        "class='_2pin _a6_q'>Noor</td></tr><tr><td class='_2pin _a6_q'>Antwoord<div><table><tr><td "
        "class='_2pin _a6_q'>Naam</td><td class='_2piu _a6_r'>Kaan Demir</td></tr></table></div>"
        "</td></tr><tr><td class='_2pin _a6_q'>Tijd</td><td class='_2piu _a6_r'>Jun 21, 2024 1:15 "
        "am</td></tr></table></div></div>",
        "publication 1 comment published platform=instagram published=2024-06-21T01:15:00",
        "text p1 m0 body [value] Opmerking: Knap, A\u00efsha!",
        "text p1 m0 body [value] Media-eigenaar: juf_els", "text p1 m0 body [value] Noor",
        "text p1 m0 body [value] Antwoord: Naam\tKaan Demir");
}
END_TEST

#define CHAT(messages)                                                                             \
    "<!DOCTYPE html><html><title>Exported Data</title><div class=page_wrap><div "                  \
    "class=page_header><div class='text bold'>Ouders</div></div><div class=history>" messages      \
    "</div></div>"
#define MESSAGE(id, more, name, text)                                                              \
    "<div class='message default clearfix" more "' id='message" id "'><div class=body><div "       \
    "class='pull_right date details' title='21.06.2024 10:15:30 UTC+02:00'>10:15</div>" name       \
    "<div class=text>" text "</div></div></div>"
#define FROM(name) "<div class=from_name>" name "</div>"

START_TEST(telegram)
{
    ASSERT_PAGE(
        "ChatExport/messages.html",
        CHAT("<div class='message service' id='message-1'><div class='body details'>21 June "
             "2024</div></div>" MESSAGE("1", "", FROM("Els Bos"), "Hoi")
                 MESSAGE("2", " joined",
                         "<div class='reply_to details'><a href='#go_to_message1'>this "
                         "message</a></div>",
                         "Noor is ziek")
                     MESSAGE("3", "",
                             FROM("Kaan") "<div class='forwarded body'>" FROM(
                                 "Juf Els <span class='date details' title='x'> 20.06.2024 "
                                 "09:00:00</span>") "</div>",
                             "Not included, change data exporting settings to download.")),
        "publication 1 message published platform=telegram title=Ouders access=direct",
        "publication 2 message published reply-to=1 platform=telegram "
        "published=2024-06-21T08:15:30Z known=export id=message1 author=Els Bos access=direct",
        "publication 3 message published reply-to=2", "author=Els Bos access=direct\n",
        "Noor is ziek", "author=Kaan access=direct announces=Juf Els", "[forwarded from] Juf Els",
        "contact participant name=Kaan", "gap media-omitted");
    ASSERT_PAGE("ChatExport/messages.html", CHAT(MESSAGE("1", "", FROM("Ouders"), "Nieuws")),
                "account published platform=telegram title=Ouders",
                "post published reply-to=1 platform=telegram");
}
END_TEST

/* A site of Google's in a Takeout was on the web: no page of what the account did. */
START_TEST(google_sites_are_a_website)
{
    static const char page[] = "<html><body><p>Noa won.</p></body></html>";

    ck_assert_int_eq(
        bid_of(&reader_pages, "x/Takeout/Sites/School/home.html", "text/html", page, strlen(page)),
        0);
    ck_assert_int_gt(bid_of(&reader_pages, "x/Takeout/Mijn activiteit/Zoeken/x.html", "text/html",
                            page, strlen(page)),
                     0);
}
END_TEST

START_TEST(google_and_snapchat)
{
    ASSERT_PAGE("x/Takeout/My Activity/Chrome/MyActivity.html",
                "<div class='outer-cell mdl-cell'><div class='header-cell'><p>Search</p></div><div "
                "class='content-cell mdl-typography--body-1'>Gezocht: <a "
                "href='https://g.example/?q=noor'>Noor Haddad</a><br>21 jun 2024, 10:15:30 "
                "CEST<br></div></div>",
                "file published platform=google published=2024-06-21T08:15:30Z known=export "
                "title=Search access=closed announces=https://g.example/?q=noor",
                "Gezocht: Noor Haddad");
    ASSERT_PAGE("mydata~1/html/memories_history.html",
                "<table><tr><th>Date</th></tr><tr><td>2024-06-21 08:15:30 UTC</td><td>Image</td>"
                "<td>Latitude, Longitude: 52.09, 5.1214</td></tr></table>",
                "post published platform=snapchat published=2024-06-21T08:15:30Z known=export "
                "access=closed",
                "GPSPosition=52.09,5.1214");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pages");
    TCase *tests = tcase_create("pages");

    tcase_add_test(tests, dates);
    tcase_add_test(tests, facebook);
    tcase_add_test(tests, facebook_messages_and_people);
    tcase_add_test(tests, instagram);
    tcase_add_test(tests, instagram_labels);
    tcase_add_test(tests, telegram);
    tcase_add_test(tests, google_sites_are_a_website);
    tcase_add_test(tests, google_and_snapchat);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
