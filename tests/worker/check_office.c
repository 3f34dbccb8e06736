/* Word, PowerPoint and Excel documents: parts, order, hidden text, pictures, gaps. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_facts.h"
#include "support_zip.h"
#include "worker/archive.h"
#include "worker/input.h"
#include "worker/sniff.h"
#include "worker/xml.h"

extern const Reader reader_office;

#define OFFICE "application/vnd.openxmlformats-officedocument."
#define WORD OFFICE "wordprocessingml.document"
#define SLIDES OFFICE "presentationml.presentation"
#define SHEETS OFFICE "spreadsheetml.sheet"
#define W "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"
#define R "xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"
#define TYPES                                                                                      \
    {                                                                                              \
        "[Content_Types].xml", "<Types/>"                                                          \
    }

static char *facts_of_zip(const char *type, const ZipPart *parts, size_t count)
{
    GByteArray *zip = zip_new(parts, count);
    char *facts = facts_of(&reader_office, "site.zip!/brief.docx", type, zip->data, zip->len);
    g_byte_array_unref(zip);
    return facts;
}

#define FACTS(type, parts) facts_of_zip(type, parts, G_N_ELEMENTS(parts))

static char *facts_of_body(const char *body)
{
    g_autofree char *document =
        g_strdup_printf("<w:document " W " " R "><w:body>%s</w:body></w:document>", body);
    const ZipPart parts[] = {TYPES, {"word/document.xml", document}};
    return FACTS(WORD, parts);
}

START_TEST(runs_are_joined)
{
    g_autofree char *facts = facts_of_body(
        "<w:p><w:r><w:t>San</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>ne</w:t></w:r>"
        "<w:r><w:t xml:space='preserve'> de Vries</w:t><w:tab/><w:t>groep 7</w:t></w:r></w:p>"
        "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
        "<w:r><w:t>Smit</w:t><w:noBreakHyphen/><w:t>Bak</w:t><w:softHyphen/><w:t>ker</w:t></w:r>"
        "</w:p>");
    assert_has(facts, "body [] Sanne de Vries\tgroep 7\nSmit-Bakker\n");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(tables)
{
    g_autofree char *facts =
        facts_of_body("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Vries, de</w:t></w:r></w:p></w:tc>"
                      "<w:tc><w:p><w:r><w:t>Sanne</w:t></w:r></w:p></w:tc></w:tr>"
                      "<w:tr><w:tc><w:p><w:r><w:t>Bakker</w:t></w:r></w:p></w:tc></w:tr></w:tbl>");
    assert_has(facts, "body [] Vries, de\tSanne\nBakker\n");
}
END_TEST

START_TEST(hidden_text)
{
    g_autofree char *facts = facts_of_body(
        "<w:p><w:r><w:t>Kamp</w:t></w:r><w:del w:author='Juf Fatma'><w:r><w:delText>Sanne"
        "</w:delText></w:r></w:del><w:ins w:author='Meester Piet'><w:r><w:t> was leuk</w:t></w:r>"
        "</w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>Daan</w:t></w:r>"
        "<w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>!</w:t></w:r>"
        "<w:r><w:instrText>HYPERLINK mailto:noa@x.example</w:instrText></w:r></w:p>");
    assert_has(facts, "body [] Kamp was leuk!\n");
    assert_has(facts, "hidden [] Sanne Daan HYPERLINK mailto:noa@x.example\n");
    assert_has(facts, "author [] Juf Fatma\n");
    assert_has(facts, "author [] Meester Piet\n");
}
END_TEST

START_TEST(text_boxes)
{
    g_autofree char *facts = facts_of_body(
        "<w:p><w:r><w:t>Bak</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice>"
        "<w:drawing><w:txbxContent><w:p><w:r><w:t>in de kast</w:t></w:r></w:p></w:txbxContent>"
        "</w:drawing></mc:Choice><mc:Fallback><w:pict><w:p><w:r><w:t>in de kast</w:t></w:r></w:p>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>ker</w:t></w:r></w:p>"
        "<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Fallback><w:t>alleen hier</w:t>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>");
    assert_has(facts, "body [] in de kast\nBakker\nalleen hier\n");
}
END_TEST

#define RELATIONS                                                                                  \
    "<Relationships><Relationship Id='rId1' Type='http://x/image' Target='media/image1.jpeg'/>"    \
    "<Relationship Id='rId2' Type='http://x/hyperlink' Target='https://x.example/zo%C3%AB' "       \
    "TargetMode='External'/></Relationships>"

START_TEST(pictures_and_links)
{
    const ZipPart parts[] = {
        TYPES,
        {"word/document.xml",
         "<w:document " W " " R "><w:body><w:p><w:hyperlink r:id='rId2'><w:r><w:t>hier</w:t></w:r>"
         "</w:hyperlink><w:r><w:drawing><docPr id='1' name='Afbeelding 1' descr='Mila &amp; Sem'/>"
         "<pic><cNvPr id='0' name='mila.jpg' descr='Mila &amp; Sem'/><blip r:embed='rId1'/></pic>"
         "</w:drawing></w:r></w:p></w:body></w:document>"},
        {"word/_rels/document.xml.rels", RELATIONS},
        {"word/media/image1.jpeg", "\xFF\xD8\xFF"}};
    g_autofree char *facts = FACTS(WORD, parts);
    assert_has(facts, "leaf word/media/image1.jpeg  3\n");
    assert_has(facts, "medium p1 m1 image word/media/image1.jpeg\n");
    assert_has(facts, "text p1 m1 alt [] Mila & Sem\n");
    assert_has_not(facts, "alt [] Mila & Sem\nMila");
    assert_has(facts, "hidden [] Afbeelding 1\nmila.jpg\n");
    assert_has(facts, "url [] https://x.example/zoë\n");
}
END_TEST

START_TEST(other_parts)
{
    const ZipPart parts[] = {
        TYPES,
        {"word/document.xml",
         "<w:document " W "><w:p><w:r><w:t>romp</w:t></w:r></w:p></w:document>"},
        {"word/header2.xml", "<w:hdr " W "><w:p><w:r><w:t>kop</w:t></w:r></w:p></w:hdr>"},
        {"word/footnotes.xml", "<w:f " W "><w:p><w:r><w:t>voet</w:t></w:r></w:p></w:f>"},
        {"word/comments.xml", "<w:comments " W "><w:comment w:author='Juf Els'><w:p><w:r><w:t>weg?"
                              "</w:t></w:r></w:p></w:comment></w:comments>"},
        {"word/embeddings/brief.docx", "PK"},
        {"customXml/item1.xml", "<a/>"},
        {"docProps/core.xml",
         "<c xmlns:dc='d'><dc:title>Brief</dc:title><dc:creator>Juf Els</dc:creator>"
         "<lastModifiedBy>Bram "
         "Bos</lastModifiedBy><printedBy>PHS</printedBy><created>2024-03-01T08:00:00Z</created>"
         "<modified>2024-03-02T08:00:00Z</modified></c>"},
        {"docProps/custom.xml", "<Properties><property name='Groep'><lpwstr>zeven</lpwstr>"
                                "</property></Properties>"}};
    g_autofree char *facts = FACTS(WORD, parts);
    assert_has(facts, "publication 1 document published published=2024-03-02T08:00:00Z "
                      "known=metadata updated=2024-03-02T08:00:00Z author=Juf Els title=Brief\n");
    assert_has(facts, "author [lastModifiedBy] Bram Bos\n");
    assert_has(facts, "author [printedBy] PHS\n");
    assert_has(facts, "property p1 m0 document Groep=zeven\n");
    assert_has(facts, "body [] romp\n");
    assert_has(facts, "body [header] kop\n");
    assert_has(facts, "body [footnotes] voet\n");
    assert_has(facts, "hidden [comments] weg?\n");
    assert_has(facts, "leaf word/embeddings/brief.docx");
    assert_has(facts, "leaf customXml/item1.xml");
}
END_TEST

START_TEST(slides)
{
    const ZipPart parts[] = {
        TYPES,
        {"ppt/presentation.xml", "<p " R "><sldIdLst><sldId id='1' r:id='b'/><sldId r:id='a'/>"
                                 "</sldIdLst></p>"},
        {"ppt/_rels/presentation.xml.rels",
         "<Relationships><Relationship Id='a' Type='x/slide' Target='slides/slide1.xml'/>"
         "<Relationship Id='b' Type='x/slide' Target='/ppt/slides/slide2.xml'/></Relationships>"},
        {"ppt/slides/slide1.xml", "<sld show='0'><sp><txBody><p><r><t>tweede</t></r></p></txBody>"
                                  "</sp></sld>"},
        {"ppt/slides/slide2.xml", "<sld><sp><txBody><p><r><t>eer</t></r><r><t>ste</t></r><br/>"
                                  "<r><t>regel</t></r></p></txBody></sp></sld>"},
        {"ppt/notesSlides/notesSlide1.xml", "<n><p><r><t>vertel van Omar</t></r></p></n>"},
        {"ppt/comments/comment1.xml", "<cmLst><cm authorId='0'><text>wie?</text></cm></cmLst>"},
        {"ppt/tags/tag1.xml",
         "<tagLst><tag name='A' val='{\"naam\": \"Yara Smit\"}'/><tag name='B' "
         "val='{A1B2C3D4-0000-1111-2222-333344445555}'/></tagLst>"},
        {"ppt/commentAuthors.xml", "<l><cmAuthor id='0' name='Juf Els' initials='JE'/></l>"}};
    g_autofree char *facts = FACTS(SLIDES, parts);
    assert_has(facts, "body [slide 1] eerste\nregel\n");
    assert_has(facts, "hidden [slide 2] tweede\n");
    assert_has(facts, "hidden [notes] vertel van Omar\n");
    assert_has(facts, "hidden [comments] wie?\n");
    assert_has(facts, "author [people] Juf Els\n");
    assert_has(facts, "{\"naam\": \"Yara Smit\"}\n");
    assert_has_not(facts, "A1B2C3D4");
}
END_TEST

#define WORKBOOK                                                                                   \
    "<workbook " R "><sheets><sheet name='Groep 7' r:id='a'/><sheet name='Oud' state='hidden' "    \
    "r:id='b'/></sheets><customWorkbookViews><customWorkbookView name='Bram Bos - Eigen "          \
    "weergave'/></customWorkbookViews><definedNames><definedName "                                 \
    "name='Leerlingen'>Oud!$A$1</definedName>"                                                     \
    "</definedNames></workbook>"

START_TEST(sheets)
{
    const ZipPart parts[] = {
        TYPES,
        {"xl/workbook.xml", WORKBOOK},
        {"xl/_rels/workbook.xml.rels",
         "<Relationships><Relationship Id='a' Type='x/worksheet' Target='worksheets/sheet1.xml'/>"
         "<Relationship Id='b' Type='x/worksheet' "
         "Target='worksheets/sheet2.xml'/></Relationships>"},
        {"xl/sharedStrings.xml", "<sst><si><t>Vries, de</t></si><si><r><t>San</t></r><r><t>ne</t>"
                                 "</r><rPh><t>x</t></rPh></si><si><t>Milan Koster</t></si></sst>"},
        {"xl/styles.xml", "<styleSheet><cellStyleXfs><xf numFmtId='0'/></cellStyleXfs><cellXfs>"
                          "<xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"},
        {"xl/worksheets/sheet1.xml",
         "<worksheet><cols><col min='4' max='4' hidden='1'/></cols><sheetData><row r='1'>"
         "<c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c><c r='C1' s='1'><v>38718</v></c>"
         "<c r='D1' t='inlineStr'><is><r><t>ge</t></r><r><t>heim</t></r></is></c></row>"
         "<row r='2' hidden='1'><c r='A2' t='str'><f>IF(1,\"Noa\",\"\")</f><v>Noa</v></c></row>"
         "</sheetData><headerFooter><oddHeader>kop</oddHeader></headerFooter></worksheet>"},
        {"xl/worksheets/sheet2.xml", "<worksheet><sheetData><row><c t='s'><v>1</v></c>"
                                     "<c t='s'><v>99</v></c></row></sheetData></worksheet>"},
        {"xl/comments1.xml", "<comments><authors><author>Els</author></authors><commentList>"
                             "<comment><text><r><t>Da</t></r><r><t>an</t></r></text></comment>"
                             "</commentList></comments>"},
        {"xl/externalLinks/externalLink1.xml", "<e><cell><v>Zo&#235; Bos</v></cell></e>"},
        {"xl/pivotCache/pivotCacheDefinition1.xml", "<p><sharedItems><s v='Yara Smit'/>"
                                                    "</sharedItems></p>"}};
    g_autofree char *facts = FACTS(SHEETS, parts);
    assert_has(facts, "title [sheet 1] Groep 7\n");
    assert_has(facts, "body [sheet 1] Vries, de\tSanne\t01-01-2006\nkop\n");
    assert_has(facts, "hidden [sheet 1] geheim\nIF(1,\"Noa\",\"\")\nNoa\n");
    assert_has(facts, "hidden [sheet 2] Oud\nSanne");
    assert_has(facts, "hidden [copy of another workbook] Zoë Bos\n");
    assert_has(facts, "hidden [workbook] Bram Bos - Eigen weergave\nLeerlingen\nOud!$A$1\n");
    assert_has(facts, "Daan\n");
    assert_has(facts, "hidden [pivot table's data] Yara Smit\n");
    assert_has(facts, "hidden [texts that no cell shows] Milan Koster\n");
    assert_has(facts, "gap corrupt\n"); /* text 99 */
}
END_TEST

START_TEST(gaps)
{
    const ZipPart broken[] = {TYPES, {"word/document.xml", "<w:p " W "><w:r><w:t>tot hier"}};
    g_autofree char *cut = FACTS(WORD, broken);
    assert_has(cut, "tot hier");
    assert_has(cut, "gap corrupt\n");
    const ZipPart without[] = {TYPES, {"word/styles.xml", "<s/>"}};
    g_autofree char *none = FACTS(WORD, without);
    assert_has(none, "gap corrupt\n");
    const ZipPart parts[] = {TYPES, {"word/document.xml", "<p><r><t>hallo</t></r></p>"}};
    GByteArray *zip = ZIP(parts);
    g_autoptr(GByteArray) longer = g_byte_array_new();
    g_byte_array_append(longer, zip->data, zip->len);
    g_byte_array_append(longer, (const guint8 *)"\0\0\0\0\r\n\0\0", 8);
    g_autofree char *padded = facts_of(&reader_office, "a.docx", WORD, longer->data, longer->len);
    assert_has_not(padded, "gap ");
    g_byte_array_append(longer, (const guint8 *)"Zofia Nowak", 11);
    g_autofree char *more = facts_of(&reader_office, "a.docx", WORD, longer->data, longer->len);
    assert_has(more, "hallo");
    assert_has(more, "gap corrupt\n");
    g_autofree char *half = facts_of(&reader_office, "a.docx", WORD, zip->data, 90);
    assert_has(half, "gap ");
    zip->data[8] = 99; /* an unknown way of compressing the first part */
    g_autofree char *odd = facts_of(&reader_office, "a.docx", WORD, zip->data, zip->len);
    assert_has(odd, "publication 1");
    g_byte_array_unref(zip);
}
END_TEST

static void assert_type(const ZipPart *parts, size_t count, const char *wanted, bool container)
{
    GByteArray *zip = zip_new(parts, count);
    g_autoptr(Input) input = input_new_memory("x", NULL, zip->data, zip->len);
    Sniff sniff = sniff_input(input);
    ck_assert_str_eq(sniff.type, wanted);
    ck_assert_int_eq(sniff.is_container, container);
    ck_assert_int_eq(sniff.is_item, !container);
    g_byte_array_unref(zip);
}

#define TYPE(parts, wanted, container) assert_type(parts, G_N_ELEMENTS(parts), wanted, container)

START_TEST(kinds_of_zip)
{
    const ZipPart word[] = {{"docProps/app.xml", ""}, {"word/document.xml", ""}, TYPES};
    const ZipPart sheet[] = {{"[CONTENT_TYPES].XML", ""}, {"XL/workbook.xml", ""}};
    const ZipPart text[] = {{"mimetype", "application/vnd.oasis.opendocument.text"}, {"a", ""}};
    const ZipPart book[] = {{"mimetype", "application/epub+zip"}, {"META-INF/container.xml", ""}};
    const ZipPart site[] = {{"word/index.html", ""}, {"content.xml", ""}, {"xl/a", ""}};
    TYPE(word, WORD, false);
    TYPE(sheet, SHEETS, false);
    TYPE(text, "application/vnd.oasis.opendocument.text", false);
    TYPE(book, "application/epub+zip", false);
    TYPE(site, "application/zip", true);
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    archive_warm_up();
    xml_warm_up();
    Suite *suite = suite_create("office");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, runs_are_joined);
    tcase_add_test(tests, tables);
    tcase_add_test(tests, hidden_text);
    tcase_add_test(tests, text_boxes);
    tcase_add_test(tests, pictures_and_links);
    tcase_add_test(tests, other_parts);
    tcase_add_test(tests, slides);
    tcase_add_test(tests, sheets);
    tcase_add_test(tests, gaps);
    tcase_add_test(tests, kinds_of_zip);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
