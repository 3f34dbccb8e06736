/* WordPress exports: posts, attachments, comments, and everything that is broken about them. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/exports/php_serialized.h"
#include "readers/exports/wordpress_markup.h"
#include "readers/reader.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_wordpress, reader_xml;

#define HEAD                                                                                       \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" "                            \
    "xmlns:excerpt=\"http://wordpress.org/export/1.2/excerpt/\" "                                  \
    "xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "                                  \
    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "                                               \
    "xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel><title>De Wilg</title>"                \
    "<link>https://wilg.example</link>"
#define TAIL "</channel></rss>"

static char *facts(const char *xml)
{
    return facts_of(&reader_wordpress, "wilg.xml", "text/xml", xml, strlen(xml));
}

static void assert_export(const char *xml, const char *wanted)
{
    g_autofree char *log = facts(xml);
    assert_has(log, wanted);
}

START_TEST(post)
{
    g_autofree char *log =
        facts(HEAD "<item><title>Schoolreis</title><link>https://wilg.example/reis/</link>"
                   "<dc:creator><![CDATA[juf-anna]]></dc:creator>"
                   "<content:encoded><![CDATA[<!-- wp:paragraph {\"x\":1} --><p>Noa &amp; Mees"
                   "</p><img src='https://wilg.example/n.jpg' alt='Noa'>]]></content:encoded>"
                   "<excerpt:encoded><![CDATA[Kort over Sem]]></excerpt:encoded>"
                   "<wp:post_id>7</wp:post_id><wp:post_date>2024-05-01 12:00:00</wp:post_date>"
                   "<wp:post_date_gmt>2024-05-01 10:00:00</wp:post_date_gmt>"
                   "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
                   "<category domain='post_tag'><![CDATA[groep 5]]></category></item>" TAIL);
    assert_has(log,
               "\npublication 1 post published platform=website published=2024-05-01T10:00:00Z "
               "known=export id=7 url=https://wilg.example/reis/ author=juf-anna "
               "title=Schoolreis access=public\n");
    assert_has(log, "title [] Schoolreis\n");
    assert_has(log, "body [] Noa & Mees\n");
    assert_has(log, "code []  wp:paragraph {\"x\":1}");
    assert_has(log, "body [excerpt] Kort over Sem\n");
    assert_has(log, "image https://wilg.example/n.jpg\ntext p1 m1 alt [] Noa\n");
    assert_has(log, "metadata [postmeta] category: groep 5\n");
    assert_has(log, "account website handle=https://wilg.example name=De Wilg\n");
}
END_TEST

/* Items name their writer by his login; readers saw his name. */
START_TEST(writer)
{
    g_autofree char *log = facts(
        HEAD "<wp:author><wp:author_id>2</wp:author_id><wp:author_login>juf-anna</wp:author_login>"
             "<wp:author_display_name><![CDATA[Anna Bakker]]></wp:author_display_name></wp:author>"
             "<item><title>Reis</title><dc:creator>juf-anna</dc:creator><wp:post_id>7</wp:post_id>"
             "<wp:status>publish</wp:status><wp:post_type>post</wp:post_type></item>" TAIL);

    assert_has(log, "id=7 author=Anna Bakker title=Reis access=public\n");
    assert_has(log, "author [] juf-anna\n");
}
END_TEST

/* Elements that plugins and other programs add, text beside elements, markup in custom fields. */
START_TEST(other_fields)
{
    g_autofree char *log = facts(
        HEAD "<image><credits>Els Bos</credits></image><item><title>Kamp met <i>Noor</i> Haddad"
             "</title><wp:kop><![CDATA[<p>A&iuml;cha</p>]]></wp:kop><wp:comment>"
             "<wp:comment_id>1</wp:comment_id><wp:stem>Kaan</wp:stem><wp:commentmeta>"
             "<wp:meta_key>k</wp:meta_key><wp:meta_value><![CDATA[<b>Mees</b>]]></wp:meta_value>"
             "</wp:commentmeta></wp:comment></item><wp:term><wp:termmeta><wp:meta_key>t"
             "</wp:meta_key><wp:meta_value><![CDATA[<b>Sem</b>]]></wp:meta_value></wp:termmeta>"
             "</wp:term>" TAIL);
    assert_has(log, "metadata [other fields] credits: Els Bos\n");
    assert_has(log, "title=Kamp met");
    assert_has(log, "i: Noor\nkop: <p>A&iuml;cha</p>\ntext:  Haddad\n");
    assert_has(log, "body [kop] A\u00efcha\n");
    assert_has(log, "metadata [other fields] stem: Kaan\n");
    assert_has(log, "body [commentmeta] Mees\n");
    assert_has(log, "text p0 m0 body [terms] Sem\n");
}
END_TEST

START_TEST(dates)
{
    assert_export(HEAD "<item><wp:post_date>2024-05-01 12:00:00</wp:post_date>"
                       "<wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt></item>" TAIL,
                  "published=2024-05-01T12:00:00 known=export access=public\n");
    assert_export(HEAD "<item><wp:post_date_gmt>0000-00-00 00:00:00</wp:post_date_gmt></item>" TAIL,
                  "publication 1 page published platform=website access=public\n");
}
END_TEST

START_TEST(unpublished)
{
    static const char *const statuses[] = {"draft", "private", "trash", "pending", "future"};
    for (size_t i = 0; i < G_N_ELEMENTS(statuses); i++) {
        g_autofree char *xml = g_strdup_printf(
            HEAD "<item><wp:status>%s</wp:status><wp:post_type>page</wp:post_type></item>" TAIL,
            statuses[i]);
        assert_export(xml, "publication 1 page unpublished");
    }
    assert_export(HEAD "<item><wp:status>inherit</wp:status><wp:post_type>revision</wp:post_type>"
                       "</item>" TAIL,
                  "publication 1 page unpublished");
}
END_TEST

START_TEST(attachment)
{
    g_autofree char *log = facts(
        HEAD
        "<item><title>kamp</title><wp:post_id>7</wp:post_id><wp:post_type>post</wp:post_type></"
        "item>"
        "<item><title>IMG_12 Noa</title><content:encoded>Omschrijving</content:encoded>"
        "<excerpt:encoded><![CDATA[Noa in de <b>boot</b>]]></excerpt:encoded>"
        "<wp:post_id>9</wp:post_id><wp:post_parent>7</wp:post_parent><wp:status>inherit</wp:status>"
        "<wp:post_type>attachment</wp:post_type>"
        "<wp:attachment_url>https://wilg.example/u/2024/05/noa%20boot.jpg</wp:attachment_url>"
        "<wp:postmeta><wp:meta_key>_wp_attached_file</wp:meta_key>"
        "<wp:meta_value>2024/05/noa-visser.jpg</wp:meta_value></wp:postmeta>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key>"
        "<wp:meta_value><![CDATA[Noa Visser]]></wp:meta_value></wp:postmeta>"
        "<wp:postmeta><wp:meta_key>_wp_attachment_metadata</wp:meta_key><wp:meta_value><![CDATA["
        "a:2:{s:5:\"width\";i:9;s:10:\"image_meta\";a:4:{s:6:\"credit\";s:4:\"Ilse\x01 Pot\";"
        "s:17:\"created_timestamp\";s:10:\"1714557600\";s:9:\"copyright\";s:4:\"a\";\"x\";"
        "s:8:\"keywords\";a:2:{i:0;s:3:\"Noa\";i:1;s:4:\"Mees\";}}}]]></wp:meta_value></"
        "wp:postmeta>"
        "</item>" TAIL);
    assert_has(log, "publication 2 file published reply-to=1");
    assert_has(log, "medium p2 m1 image https://wilg.example/u/2024/05/noa%20boot.jpg "
                    "taken=2024-05-01T10:00:00Z\n");
    assert_has(log, "text p2 m1 filename [] noa boot.jpg\n");
    assert_has(log, "filename [_wp_attached_file] noa-visser.jpg\n");
    assert_has(log, "text p2 m1 title [] IMG_12 Noa\n");
    assert_has(log, "text p2 m1 caption [] Noa in de boot\n");
    assert_has(log, "text p2 m1 caption [description] Omschrijving\n");
    assert_has(log, "text p2 m1 alt [] Noa Visser\n");
    assert_has(log, "property p2 m1 platform Artist=Ilse  Pot\n");
    assert_has(log, "property p2 m1 platform Copyright=a\";\"x\n");
    assert_has(log, "property p2 m1 platform Keywords=Noa\nMees\n");
}
END_TEST

START_TEST(comments)
{
    g_autofree char *log = facts(
        HEAD
        "<item><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>"
        "<wp:comment><wp:comment_id>3</wp:comment_id><wp:comment_author>Ayşe</wp:comment_author>"
        "<wp:comment_author_email>a@x.example</wp:comment_author_email>"
        "<wp:comment_date_gmt>2024-05-02 08:00:00</wp:comment_date_gmt>"
        "<wp:comment_content><![CDATA[Wat leuk\nSem!]]></wp:comment_content>"
        "<wp:comment_approved>1</wp:comment_approved>"
        "<wp:commentmeta><wp:meta_key>k</wp:meta_key><wp:meta_value>v</wp:meta_value>"
        "</wp:commentmeta></wp:comment>"
        "<wp:comment><wp:comment_id>4</wp:comment_id><wp:comment_parent>3</wp:comment_parent>"
        "<wp:comment_approved>spam</wp:comment_approved></wp:comment></item>" TAIL);
    assert_has(log, "publication 2 comment published reply-to=1 platform=website "
                    "published=2024-05-02T08:00:00Z known=export id=3 author=Ayşe access=public\n");
    assert_has(log, "text p2 m0 author [] Ayşe\n");
    assert_has(log, "[comment_author_email] a@x.example\n");
    assert_has(log, "text p2 m0 body [] Wat leuk\nSem!\n");
    assert_has(log, "[commentmeta] k: v\n");
    assert_has(log, "publication 3 comment unpublished reply-to=2");
}
END_TEST

START_TEST(authors)
{
    assert_export(HEAD "<wp:author><wp:author_login>avries</wp:author_login>"
                       "<wp:author_display_name>Juf Anna</wp:author_display_name>"
                       "<wp:author_first_name>Anna</wp:author_first_name>"
                       "<wp:author_last_name>de Vries</wp:author_last_name></wp:author>" TAIL,
                  "author [wp:author] Juf Anna\nAnna de Vries\navries\n");
}
END_TEST

START_TEST(classic_content)
{
    g_autofree char *log =
        facts(HEAD "<item><content:encoded><![CDATA[Eerste regel\nTweede regel\n\n"
                   "[caption id=\"a\" width=\"3\"]<a href=\"g.jpg\"><img src=\"k.jpg\" /></a> Yara "
                   "(links)[/caption][caption caption=\"Bilal\"]<img src=\"b.jpg\">[/caption]"
                   "[gallery ids=\"1,2\"][caption stuk]]></content:encoded></item>" TAIL);
    assert_has(log, "body [] Eerste regel\nTweede regel\n");
    assert_has(log, "image g.jpg\ntext p1 m1 caption [] Yara (links)\n");
    assert_has(log, "image k.jpg\ntext p1 m2 caption [] Yara (links)\n");
    assert_has(log, "image b.jpg\ntext p1 m3 caption [] Bilal\n");
    assert_has(log, "[gallery ids=\"1,2\"][caption stuk");
}
END_TEST

START_TEST(page_builders)
{
    assert_export(HEAD
                  "<item><wp:postmeta><wp:meta_key>_elementor_data</wp:meta_key><wp:meta_value>"
                  "<![CDATA[[{\"editor\":\"<p>Zo\\u00eb <b>Bakker<\\/b><\\/p>\"}]]]>"
                  "</wp:meta_value></wp:postmeta></item>" TAIL,
                  "Zoë Bakker");
}
END_TEST

START_TEST(broken_files)
{
    assert_export("\n\n" HEAD "<item><title>Leeg boven</title></item>" TAIL,
                  "title=Leeg boven access");
    assert_export("\xef\xbb\xbf" HEAD "<item><title>Merk</title></item>" TAIL, "title=Merk access");
    assert_export(HEAD "<item><title>A\x0b\x1f"
                       "B</title><content:encoded><![CDATA[a ]]]]>"
                       "<![CDATA[> b\x11]]></content:encoded></item>" TAIL,
                  "body [] a ]]> b\n");
    g_autofree char *cut = facts(HEAD "<item><title>Voor</title></item><item><title>Half</title>"
                                      "<content:encoded><![CDATA[<p>Sem Bak");
    assert_has(cut, "title=Half access");
    assert_has(cut, "body [] Sem Bak\n");
    assert_has(cut, "gap truncated\n");
    g_autofree char *whole = facts(HEAD "<item/>" TAIL);
    assert_has_not(whole, "gap");
}
END_TEST

START_TEST(undeclared_namespaces)
{
    assert_export("<rss><channel><item><title>x</title><content:encoded>inhoud</content:encoded>"
                  "<excerpt:encoded>kort</excerpt:encoded><wp:status>draft</wp:status></item>",
                  "publication 1 page unpublished");
    assert_export("<rss><channel><item><content:encoded>inhoud</content:encoded>"
                  "<excerpt:encoded>kort</excerpt:encoded></item>",
                  "body [excerpt] kort\n");
}
END_TEST

START_TEST(bids)
{
    ck_assert_int_ge(bid_of(&reader_wordpress, "a.xml", "text/xml", HEAD, strlen(HEAD)), 64);
    static const char feed[] = "<?xml version='1.0'?><rss><channel><item><title>x</title>";
    ck_assert_int_eq(bid_of(&reader_wordpress, "a.xml", "text/xml", feed, sizeof(feed) - 1), 0);
    ck_assert_int_gt(bid_of(&reader_xml, "a.xml", "text/xml", feed, sizeof(feed) - 1), 0);
}
END_TEST

START_TEST(php_values)
{
    g_autofree char *number = php_value("a:1:{s:1:\"n\";i:42;}", "n");
    ck_assert_str_eq(number, "42");
    g_autofree char *wrong_length = php_value("a:1:{s:1:\"n\";s:99:\"kort\";}", "n");
    ck_assert_str_eq(wrong_length, "kort");
    g_autofree char *cut = php_value("a:1:{s:1:\"n\";s:99:\"kor", "n");
    ck_assert_str_eq(cut, "kor");
    ck_assert_ptr_null(php_value("a:0:{}", "n"));
    ck_assert_ptr_null(php_strings("a:1:{s:1:\"n\";a:0:{}}", "n"));
    ck_assert_ptr_null(php_strings("s:1:\"n\";a:1:{i:0", "n"));
}
END_TEST

/* Divi, Enfold, Avada and the like keep pictures in shortcodes: who is said to be on them counts.
 */
START_TEST(pictures_of_page_builders)
{
    g_autofree char *log = facts(
        HEAD "<item><wp:post_type>page</wp:post_type><content:encoded><![CDATA["
             "[et_pb_image src=\"https://s.nl/a.jpg\" alt=\"Noa in 't bos\" title_text=\"Kamp\" /]"
             "[et_pb_team_member name=\"Bilal\" image_url=\"/b.png\"]tekst[/et_pb_team_member]"
             "[av_image src='https://s.nl/c.jpg' caption='Yara'][/av_image]"
             "[fusion_imageframe alt=\"Sem\"]https://s.nl/d.jpg[/fusion_imageframe]"
             "[et_pb_text src=\"e.jpg]]></content:encoded></item>" TAIL);
    assert_has(log, "image https://s.nl/a.jpg\ntext p1 m1 alt [] Noa in 't bos\n"
                    "text p1 m1 caption [] Kamp\n");
    assert_has(log, "image /b.png\ntext p1 m2 caption [] Bilal\n");
    assert_has(log, "image https://s.nl/c.jpg\ntext p1 m3 caption [] Yara\n");
    assert_has(log, "image https://s.nl/d.jpg\ntext p1 m4 alt [] Sem\n");
    assert_has(log, "name=\"Bilal\"");
    assert_has(log, "[et_pb_text src=\"e.jpg");
    assert_has_not(log, "image e.jpg");
}
END_TEST

/* The words of a shortcode are not written again beside each of thousands of pictures. */
START_TEST(many_pictures_in_a_shortcode)
{
    g_autoptr(GString) text = g_string_new("[av_gallery caption='");
    for (unsigned i = 0; i < 2000; i++)
        g_string_append(text, "woorden ");
    g_string_append(text, "']");
    for (unsigned i = 0; i < 2000; i++)
        g_string_insert(text, (gssize)text->len - 1, " a='b.jpg'");
    g_autofree char *shown = wordpress_shortcodes(text->str);
    ck_assert(strstr(shown, "<img src=\"b.jpg\" data-caption=\"woorden") != NULL);
    ck_assert_uint_lt(strlen(shown), 70 * text->len);
}
END_TEST

int main(void)
{
    xml_warm_up();
    Suite *suite = suite_create("wordpress");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, post);
    tcase_add_test(tests, writer);
    tcase_add_test(tests, other_fields);
    tcase_add_test(tests, dates);
    tcase_add_test(tests, unpublished);
    tcase_add_test(tests, attachment);
    tcase_add_test(tests, comments);
    tcase_add_test(tests, authors);
    tcase_add_test(tests, classic_content);
    tcase_add_test(tests, page_builders);
    tcase_add_test(tests, broken_files);
    tcase_add_test(tests, undeclared_namespaces);
    tcase_add_test(tests, bids);
    tcase_add_test(tests, php_values);
    tcase_add_test(tests, pictures_of_page_builders);
    tcase_add_test(tests, many_pictures_in_a_shortcode);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
