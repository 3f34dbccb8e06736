/*
 * Suite of the readers of LinkedIn's tables and of web pages within dumps: one test a trick of the
 * format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_linkedin;
extern const Reader reader_pages;
extern const Reader reader_html;
extern const Reader reader_table;

#define ROOT "Basic_LinkedInDataExport_06-21-2024.zip!/"

static void assert_facts(const Reader *reader, const Reader *other, const char *path,
                         const char *type, const char *data, const char *const *wanted)
{
    g_autofree char *facts = facts_of(reader, path, type, data, strlen(data));

    ck_assert_int_gt(bid_of(reader, path, type, data, strlen(data)),
                     bid_of(other, path, type, data, strlen(data)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_TABLE(path, table, ...)                                                             \
    assert_facts(&reader_linkedin, &reader_table, path, "text/csv", table,                         \
                 (const char *const[]){__VA_ARGS__, NULL})
#define ASSERT_PAGE(path, page, ...)                                                               \
    assert_facts(&reader_pages, &reader_html, path, "text/html", page,                             \
                 (const char *const[]){__VA_ARGS__, NULL})

START_TEST(connections)
{
    ASSERT_TABLE(ROOT "Connections.csv",
                 "Notes:\n\"Waarom, en hoe: Kaan\"\n\nFirst Name,Last Name,URL,Email "
                 "Address,Company,Position,Connected On\nRen\u00e9e,van 't Hof,https://l.example/x,"
                 ",De Vlinder,\"Leerkracht, groep 5\",21 Jun 2024\n,Bos,,,,,15 September "
                 "2026\n,Smit,,,,,21-6-2024\n",
                 "contact friend name=Renée van 't Hof handle=https://l.example/x since=2024-06-21",
                 "contact friend name=Bos since=2026-09-15",
                 "contact friend name=Smit since=2024-06-21", "Position: Leerkracht, groep 5",
                 "Waarom, en hoe: Kaan");
    /* Saved again by Excel. */
    ASSERT_TABLE("x/Connections.csv",
                 "First Name;Last Name;URL;Connected On\nRen\xe9"
                 "e;Bos;;21 Jun 2024\n",
                 "contact friend name=Renée Bos since=2024-06-21");
}
END_TEST

START_TEST(shares_and_comments_quote_wrongly)
{
    ASSERT_TABLE(ROOT "Shares.csv",
                 "Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility\n2024-06-21 "
                 "08:15:30,https://l.example/1,\"Op reis!\"\"\n\"\"\n\"\"Dani\u00eblle zei "
                 "\"\"hoi\"\"\",https://s.example,https://m.example/a.jpg,MEMBER_NETWORK\n",
                 "publication 1 post published platform=linkedin published=2024-06-21T08:15:30Z "
                 "known=export url=https://l.example/1",
                 "[share] Op reis!\n\nDaniëlle zei \"hoi\"\n", "image https://m.example/a.jpg",
                 "url [shared] https://s.example");
    ASSERT_TABLE(
        ROOT "Comments.csv",
        "Date,Link,Message\n2024-06-21 08:20:00,https://l.example,\"Zij zei \\\"goed zo\\\","
        " Noor\"\n2024-06-21 08:20:00,https://l.example,\"Gewoon\"\n",
        "[comment] Zij zei \"goed zo\", Noor\n", "[comment] Gewoon\n");
}
END_TEST

START_TEST(messages_profile_and_others)
{
    ASSERT_TABLE(
        ROOT "messages.csv",
        "CONVERSATION ID,CONVERSATION TITLE,FROM,TO,DATE,CONTENT,FOLDER\nabc,Over Noor,Els "
        "Bos,Kaan Demir,2025-01-01 10:00:00 UTC,\"Hoi Kaan\",INBOX\n",
        "message published platform=linkedin published=2025-01-01T10:00:00Z known=export "
        "author=Els Bos title=Over Noor access=direct",
        "contact participant name=Kaan Demir", "[content] Hoi Kaan", "FOLDER: INBOX");
    ASSERT_TABLE(ROOT "Profile.csv",
                 "First Name,Last Name,Headline,Summary\nEls,Bos,Leerkracht,Werkt met Noor\n",
                 "account linkedin name=Els Bos", "Summary: Werkt met Noor");
    ASSERT_TABLE(ROOT "Reactions.csv", "Date,Type\n2024,Noor Haddad\n",
                 "publication 1 file published platform=linkedin access=closed",
                 "Type: Noor Haddad");
}
END_TEST

/* What others see of a profile, and what only the account does; names in two columns. */
START_TEST(shown_in_the_profile)
{
    ASSERT_TABLE(ROOT "Recommendations_Received.csv",
                 "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nEls,Bos,V,Juf,"
                 "\"Goed met Noor\",\"05/01/24, 10:00 AM\",VISIBLE\nEls,Bos,V,Juf,Stil,,HIDDEN\n",
                 "publication 1 comment published platform=linkedin author=Els Bos\n",
                 "body [text] Goed met Noor",
                 "publication 2 comment published platform=linkedin author=Els Bos access=closed");
    ASSERT_TABLE(ROOT "Recommendations_Given.csv",
                 "First Name,Last Name,Text,Status\nKaan,Demir,Fijn,VISIBLE\n",
                 "tag [name] Kaan Demir");
    ASSERT_TABLE(ROOT "Projects.csv", "Title,Description\nMusical,Met Noor\n",
                 "publication 1 file published platform=linkedin\n", "Description: Met Noor");
    ASSERT_TABLE(ROOT "ImportedContacts.csv", "FirstName,LastName,Emails\nNoor,Haddad,x\n",
                 "FirstName: Noor Haddad\n", "access=closed");
}
END_TEST

START_TEST(pages_are_not_the_website)
{
    ASSERT_PAGE("instagram-x.zip!/your_instagram_activity/content/posts_1.html",
                "<html><title>Your posts</title><h2 class='_a6-h'>Dani&#xeb;lle klimt</h2><img "
                "src='../../media/1.jpg'>",
                "platform=instagram title=Your posts", "Daniëlle klimt", "image ../../media/1.jpg");
    ASSERT_PAGE("x/this_profile's_activity_across_facebook/posts/profile_posts_1.html",
                "<html><div class=_a6-g>Noor</div>", "platform=facebook access=public", "Noor");
    ASSERT_PAGE("y/ChatExport/messages.html",
                "<!DOCTYPE html><html><title>Exported Data</title><div class=page_wrap><div "
                "class=page_header>Ouders</div><div class=history>Kaan: hoi</div></div>",
                "platform=telegram title=Exported Data access=direct", "Kaan: hoi");
    ASSERT_PAGE("x/Takeout/YouTube en YouTube Music/geschiedenis/kijkgeschiedenis.html",
                "<html><div>Bekeken: Noor zingt</div>", "platform=youtube access=closed",
                "Noor zingt");
    ck_assert_int_eq(bid_of(&reader_pages, "site/index.html", "text/html", "<html><p>Noor</p>", 17),
                     0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("linkedin");
    TCase *all = tcase_create("all");

    tcase_add_test(all, connections);
    tcase_add_test(all, shares_and_comments_quote_wrongly);
    tcase_add_test(all, messages_profile_and_others);
    tcase_add_test(all, shown_in_the_profile);
    tcase_add_test(all, pages_are_not_the_website);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
