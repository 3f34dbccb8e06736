/* OpenDocument and e-books: text, what is hidden, notes, pictures, flat files, locks. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_facts.h"
#include "support_zip.h"
#include "worker/archive.h"
#include "worker/xml.h"

extern const Reader reader_opendocument, reader_epub;

#define TYPE "application/vnd.oasis.opendocument.text"
#define SPACES                                                                                     \
    "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                             \
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                 \
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "                               \
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                               \
    "xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0' "                              \
    "xmlns:svg='s' xmlns:xlink='l' xmlns:dc='http://purl.org/dc/elements/1.1/' "                   \
    "xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'"

static char *facts_of_parts(const Reader *reader, const char *type, const ZipPart *parts,
                            size_t count)
{
    GByteArray *zip = zip_new(parts, count);
    char *facts = facts_of(reader, "site.zip!/brief.odt", type, zip->data, zip->len);
    g_byte_array_unref(zip);
    return facts;
}

static char *facts_of_body(const char *styles, const char *body)
{
    g_autofree char *content = g_strdup_printf(
        "<office:document-content " SPACES "><office:automatic-styles>%s</office:automatic-styles>"
        "<office:body>%s</office:body></office:document-content>",
        styles, body);
    const ZipPart parts[] = {{"mimetype", TYPE}, {"content.xml", content}};
    return facts_of_parts(&reader_opendocument, TYPE, parts, G_N_ELEMENTS(parts));
}

START_TEST(paragraphs)
{
    g_autofree char *facts = facts_of_body(
        "", "<text:p>San<text:span>ne</text:span><text:s text:c='2'/>de<text:tab/>Vries"
            "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>een noot"
            "</text:p></text:note-body></text:note> was er</text:p><text:h>Kop</text:h>");
    assert_has(facts, "body [] een noot\nSanne  de\tVries was er\nKop\n");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(hidden)
{
    g_autofree char *facts = facts_of_body(
        "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style>",
        "<text:tracked-changes><text:deletion><dc:creator>Juf Els</dc:creator><text:p>weg met Noa"
        "</text:p></text:deletion></text:tracked-changes>"
        "<text:p>Kamp<text:span text:style-name='T1'>Daan</text:span><office:annotation>"
        "<dc:creator>Meester Jan</dc:creator><dc:date>2024-01-01</dc:date><text:p>klopt Yara?"
        "</text:p></office:annotation> was leuk</text:p>"
        "<text:section text:display='none'><text:p>geheim</text:p></text:section>"
        "<text:p>slot</text:p>");
    assert_has(facts, "body [] Kamp was leuk\nslot\n");
    assert_has(facts, "hidden [] weg met Noa\nDaan\nklopt Yara?\n2024-01-01\ngeheim\n");
    assert_has(facts, "author [] Juf Els\n");
    assert_has(facts, "author [] Meester Jan\n");
    assert_has_not(facts, "Kamp2024");
}
END_TEST

START_TEST(tables_and_pictures)
{
    g_autofree char *facts = facts_of_body(
        "<style:style style:name='ta2'><style:table-properties table:display='false'/>"
        "</style:style>",
        "<table:table table:name='Groep 7'><table:table-row><table:table-cell><text:p>Vries, de"
        "</text:p></table:table-cell><table:table-cell><text:p>Sanne</text:p></table:table-cell>"
        "</table:table-row><table:table-row table:visibility='collapse'><table:table-cell><text:p>"
        "Daan</text:p></table:table-cell></table:table-row></table:table>"
        "<table:table table:name='Oud' table:style-name='ta2'><table:table-row><table:table-cell>"
        "<text:p>Mila</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame draw:name='x'><draw:image xlink:href='Pictures/1.jpg'/>"
        "<svg:title>Sem</svg:title><svg:desc>Sem en Noa</svg:desc></draw:frame>"
        "<text:a xlink:href='https://x.example/zo%C3%AB'>hier</text:a></text:p>");
    assert_has(facts, "title [table 1] Groep 7\n");
    assert_has(facts, "body [table 1] Vries, de\tSanne\n");
    assert_has(facts, "hidden [table 1] Daan\n");
    assert_has(facts, "hidden [table 2] Oud\nMila\n");
    assert_has(facts, "medium p1 m1 image Pictures/1.jpg\n");
    assert_has(facts, "text p1 m1 alt [] Sem\nSem en Noa\n");
    assert_has(facts, "https://x.example/zoë\n");
}
END_TEST

START_TEST(other_parts)
{
    const ZipPart parts[] = {
        {"mimetype", TYPE},
        {"content.xml",
         "<c " SPACES "><text:p>romp<text:a xlink:href='../Sanne%20de%20Vries.odt'>hier</text:a>"
         "<draw:custom-shape draw:name='Foto van Noa'/><text:label "
         "text:value='Yara'/></text:p></c>"},
        {"styles.xml", "<c " SPACES "><style:header><text:p>kop</text:p></style:header></c>"},
        {"meta.xml", "<m " SPACES "><dc:title>Brief</dc:title><meta:initial-creator>Juf Els"
                     "</meta:initial-creator><meta:creation-date>2024-03-01T08:00:00"
                     "</meta:creation-date><meta:user-defined meta:name='Groep'>zeven"
                     "</meta:user-defined></m>"},
        {"Pictures/1.jpg", "\xFF\xD8\xFF"},
        {"META-INF/manifest.xml", "<m/>"},
        {"settings.xml", "<s/>"}};
    g_autofree char *facts = facts_of_parts(&reader_opendocument, TYPE, parts, G_N_ELEMENTS(parts));
    assert_has(facts, "publication 1 document published published=2024-03-01T08:00:00 "
                      "known=metadata author=Juf Els title=Brief\n");
    assert_has(facts, "property p1 m0 document Groep=zeven\n");
    assert_has(facts, "body [] romphier\n");
    assert_has(facts, "../Sanne de Vries.odt\n");
    assert_has(facts, "Foto van Noa\nYara\n");
    assert_has(facts, "body [header and footer] kop\n");
    assert_has(facts, "leaf Pictures/1.jpg");
    assert_has_not(facts, "leaf settings");
}
END_TEST

START_TEST(locked_and_broken)
{
    const ZipPart locked[] = {
        {"mimetype", TYPE},
        {"content.xml", "\x01\x02\x03"},
        {"META-INF/manifest.xml", "<m><file-entry><encryption-data/></file-entry></m>"}};
    g_autofree char *closed =
        facts_of_parts(&reader_opendocument, TYPE, locked, G_N_ELEMENTS(locked));
    assert_has(closed, "gap encrypted\n");
    assert_has_not(closed, "leaf");
    const ZipPart cut[] = {{"mimetype", TYPE}, {"content.xml", "<c " SPACES "><text:p>tot hier"}};
    g_autofree char *broken = facts_of_parts(&reader_opendocument, TYPE, cut, G_N_ELEMENTS(cut));
    assert_has(broken, "body [] tot hier\n");
    assert_has(broken, "gap corrupt\n");
}
END_TEST

START_TEST(flat)
{
    static const char document[] =
        "<?xml version='1.0'?><office:document " SPACES "><office:meta><dc:title>Plat</dc:title>"
        "</office:meta><office:body><text:p>Hallo Omar<draw:frame><draw:image><office:binary-data>"
        "/9j/4AAQ</office:binary-data></draw:image></draw:frame></text:p></office:body>"
        "</office:document>";
    ck_assert_int_gt(bid_of(&reader_opendocument, "x.fodt", "text/xml", document, strlen(document)),
                     0);
    g_autofree char *facts =
        facts_of(&reader_opendocument, "x.fodt", "text/xml", document, strlen(document));
    assert_has(facts, "title=Plat\n");
    assert_has(facts, "Hallo Omar\n");
    assert_has(facts, "leaf picture-1  6\n");
    assert_has(facts, "medium p1 m1 image picture-1\n");
}
END_TEST

START_TEST(books)
{
    const ZipPart parts[] = {
        {"mimetype", "application/epub+zip"},
        {"META-INF/container.xml", "<c><rootfile full-path='OEBPS/book.opf'/></c>"},
        {"OEBPS/a.xhtml", "<html><body><p>tweede Sanne</p></body></html>"},
        {"OEBPS/b c.xhtml",
         "<html><body><p>eerste <img src='i/x.jpg' alt='Mila'/></p></body></html>"},
        {"OEBPS/los.xhtml", "<html><body><p>niet genoemd</p></body></html>"},
        {"OEBPS/i/x.jpg", "\xFF\xD8\xFF"},
        {"OEBPS/book.opf",
         "<package xmlns:dc='d'><metadata><dc:title>Groepsboek</dc:title><dc:creator>Juf Els"
         "</dc:creator></metadata><manifest><item id='a' href='a.xhtml'/><item id='b' "
         "href='b%20c.xhtml'/></manifest><spine><itemref idref='b'/><itemref idref='a'/></spine>"
         "</package>"}};
    g_autofree char *facts =
        facts_of_parts(&reader_epub, "application/epub+zip", parts, G_N_ELEMENTS(parts));
    assert_has(facts, "author=Juf Els title=Groepsboek\n");
    assert_has(facts, "[chapter 1] eerste");
    assert_has(facts, "[chapter 2] tweede Sanne");
    assert_has(facts, "[chapter 3] niet genoemd");
    assert_has(facts, "alt [] Mila");
    assert_has(facts, "leaf OEBPS/i/x.jpg");
    assert_has_not(facts, "gap");
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    archive_warm_up();
    xml_warm_up();
    Suite *suite = suite_create("opendocument");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, paragraphs);
    tcase_add_test(tests, hidden);
    tcase_add_test(tests, tables_and_pictures);
    tcase_add_test(tests, other_parts);
    tcase_add_test(tests, locked_and_broken);
    tcase_add_test(tests, flat);
    tcase_add_test(tests, books);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
