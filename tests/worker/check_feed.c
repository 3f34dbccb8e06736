/*
 * Suite of the feeds' reader: one test a trick of RSS and Atom. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_feed;
extern const Reader reader_wordpress;
extern const Reader reader_xml;

static void assert_facts(const char *xml, const char *const *wanted)
{
    g_autofree char *facts =
        facts_of(&reader_feed, "feed/index.html", "text/xml", xml, strlen(xml));

    ck_assert_int_gt(bid_of(&reader_feed, "feed.xml", "text/xml", xml, strlen(xml)),
                     bid_of(&reader_xml, "feed.xml", "text/xml", xml, strlen(xml)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
    assert_has_not(facts, "gap");
}

#define ASSERT_FACTS(xml, ...) assert_facts(xml, (const char *const[]){__VA_ARGS__, NULL})
#define RSS(items)                                                                                 \
    "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/"      \
    "content/' xmlns:dc='http://purl.org/dc/elements/1.1/' "                                       \
    "xmlns:media='http://search.yahoo.com/mrss/'><channel><title>De Vlinderhof</title>"            \
    "<managingEditor>els@v.example (Els de Boer)</managingEditor>" items "</channel></rss>"

START_TEST(rss)
{
    ASSERT_FACTS(
        RSS("<item><title>Jurre &amp;amp; "
            "Noor</title><link>https://v.example/2024/kamp-noor/</link>"
            "<dc:creator>Fenna</dc:creator><pubDate>Wed, 01 May 2024 10:00:00 +0200</pubDate>"
            "<guid isPermaLink='false'>https://v.example/?p=7</guid><category>Groep 5</category>"
            "<description>Dani&amp;euml;lle &lt;b&gt;W&lt;/b&gt;illemsen</description>"
            "<content:encoded><![CDATA[<p>Kaan <img src=\"a.jpg\" alt=\"Beyza\"></p>]]>"
            "</content:encoded><enclosure url='https://v.example/x.mp3' type='audio/mpeg'/>"
            "<media:content url='https://v.example/klas.jpg'><media:title>Ayoub</media:title>"
            "</media:content></item>"),
        "publication 1 post published platform=website published=2024-05-01T08:00:00Z known=export "
        "id=https://v.example/?p=7 url=https://v.example/2024/kamp-noor/ author=Fenna "
        "title=Jurre & Noor access=public",
        "p1 m0 title [] Jurre & Noor", "p1 m0 author [] Fenna", "Daniëlle Willemsen", "Kaan",
        "alt [] Beyza", "audio https://v.example/x.mp3", "image https://v.example/klas.jpg",
        "m3 caption [] Ayoub", "category: Groep 5", "url [] https://v.example/2024/kamp-noor/",
        "url [id] https://v.example/?p=7", "p0 m0 title [] De Vlinderhof",
        "p0 m0 author [] els@v.example (Els de Boer)");
}
END_TEST

START_TEST(dates_of_feeds_by_hand)
{
    ASSERT_FACTS(RSS("<item><title>a</title><pubDate>21-06-2024</pubDate></item>"
                     "<item><title>b</title><pubDate>22 juni 2024</pubDate></item>"),
                 "published=2024-06-21 ", "published=2024-06-22 ");
}
END_TEST

START_TEST(escaped_twice_and_comments)
{
    ASSERT_FACTS(RSS("<item><title>Door: Zofia</title><link>https://v.example/a/#comment-3</link>"
                     "<description>&amp;lt;p&amp;gt;So&amp;amp;euml;l Haddad&amp;lt;/p&amp;gt;"
                     "</description></item>"),
                 "publication 1 comment", "body [] Soël Haddad\n");
}
END_TEST

START_TEST(markup_that_nobody_escaped)
{
    ASSERT_FACTS(
        RSS("<item><title>Kamp</title><description>Op kamp met <b>Jurre</b> Haddad &amp; "
            "<img src='a.jpg' alt='Beyza'/> co</description><x>los <y>Els</y> eind</x></item>"),
        "body [] Op kamp met Jurre Haddad & co\n", "alt [] Beyza", "text: los", "y: Els",
        "x: eind");
}
END_TEST

START_TEST(atom)
{
    ASSERT_FACTS("<feed xmlns='http://www.w3.org/2005/Atom'><title>Blog</title><entry>"
                 "<title type='html'>Wiets&amp;eacute;</title><author><name>Juf Els</name><uri>"
                 "https://v.example/els</uri></author><link rel='edit' href='https://e/1'/>"
                 "<link href='https://v.example/b'/><id>tag:1</id>"
                 "<published>2024-05-01T10:00:00+02:00</published><updated>2024-05-02</updated>"
                 "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Siets<b>ke</b> "
                 "<img alt='Noor' src='n.jpg'/></div></content></entry></feed>",
                 "published=2024-05-01T08:00:00Z known=export updated=2024-05-02 id=tag:1 "
                 "url=https://v.example/b author=Juf Els title=Wietsé",
                 "body [] Sietske", "alt [] Noor");
}
END_TEST

#define KIND(name)                                                                                 \
    "<category scheme='http://schemas.google.com/g/2005#kind' "                                    \
    "term='http://schemas.google.com/blogger/2008/kind#" name "'/>"

/* What Blogger exports, of 2008 and of 2024: posts, answers to them, drafts, settings. */
START_TEST(blogger)
{
    ASSERT_FACTS("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:b='http://schemas.google.com/"
                 "blogger/2018'><entry><id>p-2</id><b:type>POST</b:type><b:status>LIVE</b:status>"
                 "<author><name>Juf Els</name><b:type>BLOGGER</b:type></author><title>Kamp</title>"
                 "<b:created>2024-05-13T08:00:00Z</b:created><published>2024-05-13T08:15:30Z"
                 "</published></entry><entry><id>p-3</id><b:parent>p-2</b:parent><b:type>COMMENT"
                 "</b:type><author><name>Kaan</name></author><content>Leuk, Noor</content></entry>"
                 "<entry><id>p-4</id><b:status>DRAFT</b:status><title>Zofia</title></entry></feed>",
                 "publication 1 post published platform=website published=2024-05-13T08:15:30Z",
                 "publication 2 comment published reply-to=1", "author=Kaan",
                 "publication 3 post unpublished", "title=Zofia");
    ASSERT_FACTS(
        "<feed xmlns='http://www.w3.org/2005/Atom' xmlns:t='http://purl.org/syndication/"
        "thread/1.0' xmlns:app='http://purl.org/atom/app#'><entry><id>s</id>" KIND(
            "settin"
            "gs") "<content>Onze school</content></entry><entry><id>p-5</id>" KIND("post") "<title>"
                                                                                           "Noor</"
                                                                                           "title><"
                                                                                           "/entry>"
                                                                                           "<entry>"
                                                                                           "<id>p-"
                                                                                           "6</"
                                                                                           "id"
                                                                                           ">" KIND(
                                                                                               "com"
                                                                                               "men"
                                                                                               "t") "<t:"
                                                                                                    "in-"
                                                                                                    "repl"
                                                                                                    "y-"
                                                                                                    "to "
                                                                                                    "ref="
                                                                                                    "'p-"
                                                                                                    "5' "
                                                                                                    "href"
                                                                                                    "='"
                                                                                                    "http"
                                                                                                    "://"
                                                                                                    "v."
                                                                                                    "blog"
                                                                                                    "spot"
                                                                                                    ".exa"
                                                                                                    "mple"
                                                                                                    "/5'/"
                                                                                                    "><"
                                                                                                    "cont"
                                                                                                    "ent>"
                                                                                                    "Knap"
                                                                                                    "</"
                                                                                                    "cont"
                                                                                                    "ent>"
                                                                                                    "</"
                                                                                                    "entr"
                                                                                                    "y><"
                                                                                                    "entr"
                                                                                                    "y><"
                                                                                                    "id>"
                                                                                                    "p-7<"
                                                                                                    "/id>"
                                                                                                    "<app"
                                                                                                    ":con"
                                                                                                    "trol"
                                                                                                    "><"
                                                                                                    "app:"
                                                                                                    "draf"
                                                                                                    "t>"
                                                                                                    "yes<"
                                                                                                    "/app"
                                                                                                    ":dra"
                                                                                                    "ft>"
                                                                                                    "</"
                                                                                                    "app:"
                                                                                                    "cont"
                                                                                                    "rol"
                                                                                                    ">" KIND(
                                                                                                        "post") "<title>Mehmet</title></entry></feed>",
        "publication 1 file", "publication 2 post published",
        "publication 3 comment "
        "published reply-to=2",
        "publication 4 post unpublished");
}
END_TEST

START_TEST(not_ours)
{
    static const char page[] = "<html><body><rss><channel>", map[] = "<urlset><url><loc>x</loc>";
    static const char wxr[] = "<rss xmlns:wp='http://wordpress.org/export/1.2/'><channel>";

    ck_assert_int_eq(bid_of(&reader_feed, "a", "text/html", page, sizeof page - 1), 0);
    ck_assert_int_eq(bid_of(&reader_feed, "a", "text/xml", map, sizeof map - 1), 0);
    ck_assert_int_lt(bid_of(&reader_feed, "a", "text/xml", wxr, sizeof wxr - 1),
                     bid_of(&reader_wordpress, "a", "text/xml", wxr, sizeof wxr - 1));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("feed");
    TCase *tcase = tcase_create("tricks");

    tcase_add_test(tcase, rss);
    tcase_add_test(tcase, dates_of_feeds_by_hand);
    tcase_add_test(tcase, escaped_twice_and_comments);
    tcase_add_test(tcase, markup_that_nobody_escaped);
    tcase_add_test(tcase, atom);
    tcase_add_test(tcase, blogger);
    tcase_add_test(tcase, not_ours);
    suite_add_tcase(suite, tcase);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
