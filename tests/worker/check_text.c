/* Plain text and XML that has no reader of its own. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_text, reader_xml;

static void assert_text(const char *path, const char *text, size_t length, const char *wanted)
{
    g_autofree char *facts = facts_of(&reader_text, path, "text/plain", text, length);
    assert_has(facts, wanted);
}

#define TEXT(path, text, wanted) assert_text(path, text, sizeof(text) - 1, wanted)

START_TEST(charsets)
{
    TEXT("a.txt", "Groep 5: Zo\xeb \x96 jarig", "body [] Groep 5: Zoë – jarig\n");
    TEXT("a.txt", "\xef\xbb\xbfZo\xc3\xab", "body [] Zoë\n");
    TEXT("a.txt", "\xff\xfeZ\0o\0\xeb\0", "body [] Zoë\n");
    TEXT("a.txt", "\xff\xfe\0\0Z\0\0\0", "body [] Z\n");
    TEXT("a.txt", "Sem\0Bakker", "body [] Sem Bakker\n");
}
END_TEST

/* What one program began another goes on with, in the other width: nothing of it is lost. */
START_TEST(two_widths)
{
    static const char log[] = "Zo\xc3\xab was er.\n";
    static const char wide[] = "S\0e\0m\0 \0B\0a\0k\0k\0e\0r\0,\0 \0\x41\1u\0k\0\n";
    GString *text = g_string_new_len(log, sizeof log - 1);

    g_string_append_len(text, wide, sizeof wide);
    assert_text("a.txt", text->str, text->len, "body [] Zoë was er.\nSem Bakker, Łuk\n");
    g_string_append_len(text, "Ook Sanne de Vries was er.\n", 27);
    assert_text("a.txt", text->str, text->len, "Sem Bakker, Łuk\nOok Sanne de Vries was er.\n");
    g_string_append_len(text, "\xff\xfe", 2);
    g_string_append_len(text, wide, sizeof wide);
    assert_text("a.txt", text->str, text->len, "was er.\nSem Bakker, Łuk\n");
    g_string_truncate(text, 0);
    g_string_append_len(text, wide, sizeof wide);
    g_string_append(text, "En Bas");
    assert_text("a.txt", text->str, text->len, "body [] Sem Bakker, Łuk\nEn Bas\n");
    g_string_free(text, TRUE);
}
END_TEST

/* Where pieces are cut nothing of either width may go. */
START_TEST(two_widths_far_apart)
{
    GString *text = g_string_new(NULL);

    for (int i = 0; text->len < 600001; i++)
        g_string_append_printf(text, "regel %d\n", i);
    for (int i = 0; i < 60000; i++)
        g_string_append_len(text, "w\0e\0l\0 \0", 8);
    g_string_append(text, "en tot slot nog Bas Smit");
    g_autofree char *facts = facts_of(&reader_text, "a.txt", "text/plain", text->str, text->len);
    assert_has(facts, "\nwel wel wel ");
    assert_has(facts, " wel wel en tot slot nog Bas Smit\n");
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(four_bytes_without_a_mark)
{
    TEXT("a.txt", "S\0\0\0e\0\0\0m\0\0\0 \0\0\0\x41\1\0\0\n\0\0\0", "body [] Sem Ł\n");
    TEXT("a.txt", "\0\0\0S\0\0\0e\0\0\0m\0\0\0 \0\0\1\x41", "body [] Sem Ł\n");
}
END_TEST

START_TEST(places)
{
    TEXT("stijl.css", ".x{background:url(foto/sem.jpg)}", "code [] .x{");
    TEXT("stijl.css", ".x{background:url(foto/sem.jpg)}", "image foto/sem.jpg\n");
    TEXT("brief.md", "# Sem", "body [] # Sem\n");
}
END_TEST

START_TEST(folded_lines)
{
    TEXT("a.ics", "BEGIN:VCALENDAR\r\nSUMMARY:jarig Sem Ba\r\n kker\r\n", "Sem Bakker\r\n");
}
END_TEST

START_TEST(long_text_loses_nothing)
{
    GString *text = g_string_new(NULL);
    for (int i = 0; i < 300000; i++) {
        g_string_append_printf(text, "w%d é ", i);
    }
    g_string_append(text, "slot");
    g_autofree char *facts = facts_of(&reader_text, "a.txt", "text/plain", text->str, text->len);
    assert_has(facts, "w299999 é slot\n");
    assert_has_not(facts, "\xef\xbf\xbd");
    size_t words = 0;
    for (const char *p = facts; *p != '\0'; p++) {
        words += *p == '\xa9'; /* the second byte of é */
    }
    ck_assert_uint_ge(words, 300000);
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(text_bids)
{
    ck_assert_int_gt(bid_of(&reader_text, "a", "text/x-anything", "x", 1), 0);
    ck_assert_int_gt(bid_of(&reader_text, "a", "application/octet-stream", "hallo", 5), 0);
    ck_assert_int_eq(bid_of(&reader_text, "a", "application/octet-stream", "\1\2\3\0\4\5\6\7", 8),
                     0);
    ck_assert_int_gt(bid_of(&reader_text, "a", "application/octet-stream", "h\0a\0l\0", 6), 0);
    ck_assert_int_eq(bid_of(&reader_text, "a", "image/jpeg", "hallo", 5), 0);
}
END_TEST

static void assert_xml(const char *xml, const char *wanted)
{
    g_autofree char *facts = facts_of(&reader_xml, "a.xml", "text/xml", xml, strlen(xml));
    assert_has(facts, wanted);
}

START_TEST(xml_texts_and_attributes)
{
    assert_xml("<a naam='Sem Bakker'><p>Noa</p> en <c>Mees</c></a>", "body [] Noa\nen\nMees\n");
    assert_xml("<a naam='Sem Bakker'/>", "metadata [] Sem Bakker\n");
    assert_xml("<a><!-- Yara --></a>", "hidden []  Yara");
    assert_xml("<a>cut", "gap corrupt\n");
    assert_xml("<u><loc>https://x.example/zo%C3%AB-bakker/</loc></u>",
               "url [] https://x.example/zoë-bakker/\n");
}
END_TEST

START_TEST(svg)
{
    assert_xml("<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>"
               "<text>San<tspan>ne</tspan> Smit</text><path d='M1 2'/>"
               "<image xlink:href='sanne.png'/></svg>",
               "body [] Sanne Smit\n");
    assert_xml("<svg><image href='sanne.png'/></svg>", "image sanne.png\n");
}
END_TEST

START_TEST(feed)
{
    assert_xml("<rss><channel><item><title>Kamp &amp; meer</title><description>&lt;p&gt;Noa "
               "&lt;b&gt;Vis&lt;/b&gt;ser&lt;img src='n.jpg' alt='Noa'&gt;</description>"
               "<enclosure url='https://x.example/f.mp3'/></item></channel></rss>",
               "body [] Noa Visser\n");
    assert_xml("<rss><description>&lt;img src='n.jpg' alt='Noa'&gt;</description></rss>",
               "image n.jpg\ntext p0 m1 alt [] Noa\n");
    assert_xml("<rss><enclosure url='https://x.example/f.mp3'/></rss>",
               "audio https://x.example/f.mp3\n");
}
END_TEST

int main(void)
{
    xml_warm_up();
    Suite *suite = suite_create("text");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, charsets);
    tcase_add_test(tests, two_widths);
    tcase_add_test(tests, two_widths_far_apart);
    tcase_add_test(tests, four_bytes_without_a_mark);
    tcase_add_test(tests, places);
    tcase_add_test(tests, folded_lines);
    tcase_add_test(tests, long_text_loses_nothing);
    tcase_add_test(tests, text_bids);
    tcase_add_test(tests, xml_texts_and_attributes);
    tcase_add_test(tests, svg);
    tcase_add_test(tests, feed);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
