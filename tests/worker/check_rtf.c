/* Rich Text Format: charsets, hidden and deleted text, notes, fields, pictures, objects, depth. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_rtf;

static char *facts_of_rtf(const char *rtf)
{
    return facts_of(&reader_rtf, "brief.rtf", "text/rtf", rtf, strlen(rtf));
}

START_TEST(charsets)
{
    g_autofree char *facts =
        facts_of_rtf("{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fnil\\fcharset0 "
                     "Arial;}{\\f1\\fcharset238 "
                     "Arial;}{\\f2\\fcharset162 Arial;}{\\f3\\fnil\\fcharset0 Times New Roman CE;}"
                     "{\\f4\\fcharset128 MS;}}"
                     "\\f0 Zo\\'eb \\f1 Wi\\'9cniewska \\f2 Ya\\'f0mur \\f3 \\'a3ukasz "
                     "\\f4\\'83\\'65 \\f0\\u287?a\\u-10179?\\u-8704?"
                     "\\uc2 \\u305\\'c4\\'b1lk\\uc0 \\u235 x\\par}");
    assert_has(facts, "body [] Zoë Wiśniewska Yağmur Łukasz テ ğa😀ılkëx\n");
    assert_has_not(facts, "gap");
    assert_has_not(facts, "Arial");
    g_autofree char *mac = facts_of_rtf("{\\rtf1\\mac Zo\\'91}");
    assert_has(mac, "Zoë\n");
    g_autofree char *pages = facts_of_rtf("{\\rtf1\\ansi\\ansicpg1250 Wi\\'9cniewska}");
    assert_has(pages, "Wiśniewska\n");
    g_autofree char *twin =
        facts_of_rtf("{\\rtf1 a {\\upr{Zo?}{\\*\\ud{Zo\\u235 ?}}} Visser\\line b}");
    assert_has(twin, "a Zoë Visser\nb\n");
    assert_has_not(twin, "Zo?");
}
END_TEST

START_TEST(words_and_tables)
{
    g_autofree char *facts =
        facts_of_rtf("{\\rtf1 San{\\b ne} de\\~Vries\\_Bakker op\\-tisch\\par\\trowd Noa\\cell "
                     "Groep 7\\cell\\row "
                     "\\lquote t\\rquote \\emdash \\{x\\}\\\\\n\\unknown12 y}");
    assert_has(facts, "body [] Sanne de Vries-Bakker optisch\nNoa\tGroep 7\t\n‘t’—{x}\\y\n");
}
END_TEST

START_TEST(hidden)
{
    g_autofree char *facts = facts_of_rtf(
        "{\\rtf1{\\*\\revtbl{Unknown;}{Juf Els;}}Kamp {\\v Daan}\\v0  was {\\deleted Mila Bakker}"
        "leuk{\\*\\newer 123 Sem}{\\*\\datafield 00ff}{\\*\\blob "
        "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff00}"
        "{\\*\\bkmkstart plek_Omar}{\\*\\bkmkend plek_Omar}.}");
    assert_has(facts, "body [] Kamp  was leuk.\n");
    assert_has(facts, "hidden [] Daan\nMila Bakker\n123 Sem\nplek_Omar\n");
    assert_has(facts, "author [] Juf Els\n");
    assert_has_not(facts, "00112233");
}
END_TEST

START_TEST(notes)
{
    g_autofree char *facts = facts_of_rtf(
        "{\\rtf1{\\header kop Yara\\par}{\\footerf voet}Tekst{\\footnote noot van Noa} door"
        "{\\*\\atnid ED}{\\*\\atnauthor Meester Jan}{\\*\\annotation{\\*\\atndate 12}klopt Omar?}"
        "{\\shp{\\*\\shpinst{\\sp{\\sn wzDescription}{\\sv Sem op kamp}}{\\sp{\\sn fFlip}{\\sv 1}}"
        "{\\shptxt in een vak}}} einde}");
    assert_has(facts, "body [] Tekst door\nin een vak\n einde\n");
    assert_has(facts, "body [header and footer] kop Yara\nvoet\n");
    assert_has(facts, "body [footnotes] noot van Noa\n");
    assert_has(facts, "hidden [comments] klopt Omar?\n");
    assert_has(facts, "author [] Meester Jan\n");
    assert_has(facts, "hidden [] Sem op kamp\n");
}
END_TEST

START_TEST(properties)
{
    g_autofree char *facts = facts_of_rtf(
        "{\\rtf1{\\info{\\title Brief}{\\author Juf Els}{\\operator Meester Jan}{\\*\\company Obs}"
        "{\\creatim\\yr2024\\mo3\\dy1\\hr8\\min5}{\\doccomm over Sanne}}"
        "{\\*\\userprops{\\propname Groep}\\proptype30{\\staticval zeven}}tekst}");
    assert_has(facts, "publication 1 document published published=2024-03-01T08:05:00 "
                      "known=metadata author=Juf Els title=Brief\n");
    assert_has(facts, "lastModifiedBy=Meester Jan\n");
    assert_has(facts, "property p1 m0 document Groep=zeven\n");
    assert_has(facts, "description=over Sanne\n");
    assert_has(facts, "body [] tekst\n");
}
END_TEST

START_TEST(fields_and_pictures)
{
    g_autofree char *facts =
        facts_of_rtf("{\\rtf1 zie {\\field{\\*\\fldinst{ HYPERLINK \"https://x.example/noa\" "
                     "}}{\\fldrslt{hier}}}"
                     "{\\*\\shppict{\\pict{\\*\\blipuid 00}\\jpegblip\\picw10 ffd8ff\ne000}}"
                     "{\\nonshppict{\\pict\\wmetafile8 0100}}{\\pict\\pngblip\\bin4 \x89PNG}"
                     "{\\object{\\*\\objclass Package}{\\*\\objdata 01050000020000000800000050"
                     "61636b616765000000000000000000"
                     "2a000000020061616e6b0061616e6b2e74787400000003000400000061616e6b00"
                     "0500000053616e6e65}}}");
    assert_has(facts, "body [] zie hier\n");
    assert_has(facts, "url [] https://x.example/noa\n");
    assert_has(facts, "leaf picture-1.jpg  5\n");
    assert_has(facts, "leaf picture-2.");
    assert_has(facts, "medium p1 m1 image picture-1.jpg\n");
    assert_has_not(facts, "picture-3");
}
END_TEST

START_TEST(embedded)
{
    g_autofree char *facts = facts_of_rtf("{\\rtf1{\\object\\objemb{\\*\\objdata 01050000 02000000 "
                                          "04000000 446f6300 00000000 00000000"
                                          " 05000000 53616e6e65 01}{\\result{vervanging}}}}");
    assert_has(facts, "leaf object-1  5\n");
    assert_has(facts, "body [] vervanging\n");
    g_autofree char *package = facts_of_rtf(
        "{\\rtf1{\\object{\\*\\objdata 01050000 02000000 08000000 5061636b61676500 00000000 "
        "00000000 "
        "1f000000 0200 6e6f6100 632f6e6f6100 00000300 02000000 6300 05000000 53616e6e65}}}");
    assert_has(package, "leaf object-1-noa  5\n");
}
END_TEST

START_TEST(wrapped_html)
{
    g_autofree char *facts = facts_of_rtf(
        "{\\rtf1\\ansi\\fromhtml1 {\\*\\htmltag64 <p>}\\htmlrtf {\\htmlrtf0 Dag "
        "{\\*\\htmltag84 <a href=\"https://x.example/\">}\\htmlrtf {\\b\\htmlrtf0 Noa & "
        "Co\\htmlrtf }"
        "\\htmlrtf0{\\*\\htmltag92 </a>}\\htmlrtf\\par}\\htmlrtf0 {\\*\\htmltag72 </p>}}");
    assert_has(facts, "body [html] Dag Noa & Co");
    assert_has(facts, "https://x.example/");
}
END_TEST

START_TEST(broken)
{
    g_autofree char *cut = facts_of_rtf("{\\rtf1 tot {\\b hier Sanne");
    assert_has(cut, "body [] tot hier Sanne\n");
    assert_has(cut, "gap truncated\n");
    g_autofree char *behind =
        facts_of_rtf("{\\rtf1 {\\stylesheet a}}} en dan nog: Sanne de Vries uit groep zeven}");
    assert_has(behind, " en dan nog: Sanne de Vries uit groep zeven");
    assert_has(behind, "gap corrupt\n");
    g_autofree char *stray = facts_of_rtf("{\\rtf1 tot hier}} \r\n");
    assert_has_not(stray, "gap");
    GString *deep = g_string_new("{\\rtf1 ");
    for (int i = 0; i < 100000; i++) {
        g_string_append(deep, "{");
    }
    g_string_append(deep, "diep");
    for (int i = 0; i < 100000; i++) {
        g_string_append(deep, "}");
    }
    g_string_append(deep, "na Noa}");
    g_autofree char *facts = facts_of(&reader_rtf, "x.rtf", "text/rtf", deep->str, deep->len);
    g_string_free(deep, TRUE);
    assert_has(facts, "diepna Noa\n");
    assert_has(facts, "gap limit-depth\n");
    g_autofree char *odd = facts_of_rtf("{\\rtf1 a\\'e\\u-99999999999 \\bin999999 }");
    assert_has(odd, "publication 1");
    ck_assert_int_gt(bid_of(&reader_rtf, "x", "text/plain", " \n{\\rtf1 a}", 11), 60);
    ck_assert_int_eq(bid_of(&reader_rtf, "x.rtf", "text/plain", "{x", 2), 0);
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    xml_warm_up();
    Suite *suite = suite_create("rtf");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, charsets);
    tcase_add_test(tests, words_and_tables);
    tcase_add_test(tests, hidden);
    tcase_add_test(tests, notes);
    tcase_add_test(tests, properties);
    tcase_add_test(tests, fields_and_pictures);
    tcase_add_test(tests, embedded);
    tcase_add_test(tests, wrapped_html);
    tcase_add_test(tests, broken);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
