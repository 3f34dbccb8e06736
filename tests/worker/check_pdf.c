/* PDF: text of pages, words parted at line ends, notes, links, pictures cut out, scans, locks. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "readers/pdf/pdf.h"
#include "readers/reader.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_pdf;

#define FONT "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"

/* One page of 600 by 800; `objects` are whole objects from number 10 on, `page` goes into the
 * page's dictionary, `resources` into its resources. Without a table: it is rebuilt. */
static GString *pdf_new(const char *content, const char *page, const char *resources,
                        const char *objects)
{
    GString *pdf = g_string_new("%PDF-1.4\n");
    g_string_append_printf(
        pdf,
        "1 0 obj\n<</Type/Catalog/Pages 2 0 R/Outlines 6 0 R>>\nendobj\n"
        "2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        "/Resources<</Font<</F " FONT ">>%s>>%s>>\nendobj\n"
        "4 0 obj\n<</Length %zu>>\nstream\n%s\nendstream\nendobj\n"
        "5 0 obj\n<</Title(Schoolkrant)/CreationDate(D:20240301090000+01'00')>>\nendobj\n"
        "6 0 obj\n<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>\nendobj\n"
        "7 0 obj\n<</Title(Groep acht)/Parent 6 0 R/Dest[3 0 R /Fit]>>\nendobj\n%s",
        resources, page, strlen(content), content, objects);
    g_string_append(pdf, "trailer\n<</Root 1 0 R/Info 5 0 R>>\n%%EOF\n");
    return pdf;
}

static char *facts_of_pdf(const char *content, const char *page, const char *resources,
                          const char *objects)
{
    GString *pdf = pdf_new(content, page, resources, objects);
    char *facts = facts_of(&reader_pdf, "x/krant.pdf", "application/pdf", pdf->str, pdf->len);
    g_string_free(pdf, TRUE);
    return facts;
}

START_TEST(text_and_properties)
{
    g_autofree char *facts = facts_of_pdf(
        "BT /F 12 Tf 50 700 Td 14 TL (Zo\353 van Hoorn won de prijs.) Tj T* (Groep zeven) Tj ET",
        "", "", "");
    assert_has(facts, "publication 1 document published published=2024-03-01T08:00:00Z "
                      "known=metadata title=Schoolkrant\n");
    assert_has(facts, "body [page 1] Zoë van Hoorn won de prijs.\nGroep zeven\n");
    assert_has(facts, "body [bookmarks] Groep acht\n");
    assert_has_not(facts, "gap");
}
END_TEST

/* The same file saved again and again, each time with another page content: one that was there. */
static char *facts_of_versions(unsigned count)
{
    GString *pdf = pdf_new("BT /F 12 Tf 50 700 Td (Yara Bakker) Tj ET", "", "", "");
    char *facts;

    for (unsigned i = 0; i < count; i++)
        g_string_append_printf(pdf,
                               "4 0 obj\n<</Length 43>>\nstream\nBT /F 12 Tf 50 700 Td (versie %03u"
                               "..) Tj ET\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%%%EOF\n",
                               i);
    facts = facts_of(&reader_pdf, "x/krant.pdf", "application/pdf", pdf->str, pdf->len);
    g_string_free(pdf, TRUE);
    return facts;
}

START_TEST(earlier_versions)
{
    g_autofree char *few = facts_of_versions(3), *many = facts_of_versions(40);

    assert_has(few, "hidden [earlier version] versie 001..\nversie 000..\nYara Bakker\n");
    assert_has_not(few, "gap");
    assert_has(many, "versie 038..\n");
    assert_has(many, "gap limit-entries\n"); /* not all of them, and that is said */
}
END_TEST

START_TEST(words_parted_at_line_ends)
{
    g_autofree char *facts = facts_of_pdf(
        "BT /F 12 Tf 50 700 Td 14 TL (Gisteren was Rosa Groene-) Tj T* (veld jarig, net als Smit-) "
        "Tj T* (Bakker en Jansen-) Tj T* (de Vries hier.) Tj ET",
        "", "", "");
    assert_has(facts, "Rosa Groeneveld\njarig, net als Smit-\nBakker en Jansen-\nde Vries hier.");
}
END_TEST

START_TEST(cells_stay_apart)
{
    g_autofree char *facts = facts_of_pdf("BT /F 12 Tf 50 700 Td (Sanne) Tj 60 0 Td (Smit) Tj ET "
                                          "BT /F 12 Tf 50 680 Td (Daan) Tj 60 0 Td (Bos) Tj ET",
                                          "", "", "");
    assert_has_not(facts, "SanneSmit");
    assert_has_not(facts, "DaanBos");
    assert_has(facts, "Sanne");
    assert_has(facts, "Smit");
}
END_TEST

/* A list whose columns were written one behind the other; prose beside prose makes no rows. */
/* Hebrew before names: marks of direction that have no place on the page. */
START_TEST(other_directions)
{
    GString *pdf = pdf_new("BT /F 12 Tf 50 700 Td 30 TL (ABC CBA ABC) Tj T* (Sanne Hoekstra) Tj T* "
                           "(met Fenna de Vries) Tj ET",
                           "", "", "");
    g_string_replace(pdf, "/WinAnsiEncoding",
                     "<</BaseEncoding/WinAnsiEncoding/Differences[65/afii57664/afii57665/"
                     "afii57666]>>",
                     0);
    g_autofree char *facts =
        facts_of(&reader_pdf, "x/krant.pdf", "application/pdf", pdf->str, pdf->len);
    assert_has(facts, "\xD7\x90");
    assert_has(facts, "Sanne Hoekstra\nmet Fenna de Vries\n");
    g_string_free(pdf, TRUE);
}
END_TEST

START_TEST(rows_of_columns)
{
    g_autofree char *facts =
        facts_of_pdf("BT /F 12 Tf 50 700 Td 16 TL (Sanne) Tj T* (Daan) Tj T* (Noor) Tj ET "
                     "BT /F 12 Tf 250 700 Td 16 TL (Smit) Tj T* (van den Bos) Tj T* (Haddad) Tj ET",
                     "", "", "");
    assert_has(facts, "Sanne\tSmit\nDaan\tvan den Bos\nNoor\tHaddad\n");
    g_autofree char *prose = facts_of_pdf(
        "BT /F 12 Tf 50 700 Td 16 TL (Gisteren was het feest op het plein) Tj T* (en iedereen kwam "
        "met een taart naar) Tj ET BT /F 12 Tf 350 700 Td 16 TL (De tuin staat vol met bloemen "
        "dit) "
        "Tj T* (jaar, dankzij alle ouders die) Tj ET",
        "", "", "");
    assert_has_not(prose, "\tDe tuin");
}
END_TEST

START_TEST(letters_that_stand_apart)
{
    g_autofree char *facts =
        facts_of_pdf("BT /F 12 Tf 7 Tc 50 700 Td (Sem de Boer) Tj ET", "", "", "");
    assert_has(facts, "Sem de Boer\n");
    g_autofree char *beside = facts_of_pdf(
        "BT /F 12 Tf 72 700 Td (Floris) Tj 0 -16 Td (Teun) Tj 178 16 Td (op de Noordenwater) Tj 0 "
        "-16 Td (Zuiderwater) Tj -178 -184 Td 6 Tc (Hugo van der Hogewater) Tj ET",
        "", "", "");
    assert_has(beside, "Hugo\nvan der Hogewater\n");
    g_autofree char *plain =
        facts_of_pdf("BT /F 12 Tf 50 700 Td (Er is nu a b op de c d) Tj ET", "", "", "");
    assert_has(plain, "body [page 1] Er is nu a b op de c d\n\n");
}
END_TEST

/* Shapes that are not said to be letters: "7KLV" for "This"; and letters that are only drawn. */
START_TEST(pages_without_letters)
{
    g_autofree char *facts = facts_of_pdf(
        "BT /F 12 Tf 50 700 Td (9DQGDDJ ZDV 6DQQH HHQ KHOH GDJ ELM GH DQGHUH NLQGHUHQ) Tj ET", "",
        "", "");
    assert_has(facts, "Vandaag was Sanne een hele dag bij de andere kinderen\n");
    assert_has(facts, "gap no-text-layer\n");
    GString *shapes = g_string_new("0 g ");
    for (int i = 0; i < 400; i++)
        g_string_append_printf(shapes, "%d %d 9 12 re f ", 50 + i % 20 * 20, 100 + i / 20 * 25);
    g_autofree char *drawn = facts_of_pdf(shapes->str, "", "", "");
    assert_has(drawn, "gap no-text-layer\n");
    g_string_free(shapes, TRUE);
    g_autofree char *rule = facts_of_pdf("50 50 500 1 re f", "", "", "");
    assert_has_not(rule, "gap");
}
END_TEST

/* Bytes behind the end are no part of the document, and were published with it. */
START_TEST(behind_the_end)
{
    static const char page[] = "\r\n<b>Fout voor Zo\xC3\xAB</b>",
                      change[] = "\n9 0 obj\n<</A 1>>\n";
    GString *pdf = pdf_new("BT /F 12 Tf 50 700 Td (Welkom) Tj ET", "", "", "");
    size_t end = pdf->len;

    g_string_append_len(pdf, "\0\0\0\0\0\0\0\0\0\n", 10);
    g_autofree char *padded = facts_of(&reader_pdf, "x.pdf", "application/pdf", pdf->str, pdf->len);
    assert_has_not(padded, "leaf");
    g_string_truncate(pdf, end);
    g_string_append(pdf, page);
    g_autofree char *more = facts_of(&reader_pdf, "x.pdf", "application/pdf", pdf->str, pdf->len);
    assert_has(more, "leaf behind  21\n");
    g_string_truncate(pdf, end);
    g_string_append(pdf, change);
    g_autofree char *cut = facts_of(&reader_pdf, "x.pdf", "application/pdf", pdf->str, pdf->len);
    assert_has_not(cut, "leaf");
    g_string_free(pdf, TRUE);
}
END_TEST

/* A word beside others in a font whose shapes are no letters; `map` may say which they are. */
static char *facts_of_shapes(const char *word, const char *map)
{
    static const char words[] = "BT /F 12 Tf 50 700 Td (Van harte, groep acht!) Tj ET /X Do";
    g_autofree char *content = g_strdup_printf("BT /T 20 Tf 50 600 Td (%s) Tj ET", word);
    g_autofree char *objects = g_strdup_printf(
        "10 0 obj\n<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</T 11 0 R>>>>"
        "/Length %zu>>\nstream\n%s\nendstream\nendobj\n"
        "11 0 obj\n<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]"
        "/CharProcs<</vorm 12 0 R/haak 12 0 R>>/Encoding<</Differences[1/vorm/haak]>>"
        "/FirstChar 1/LastChar 2/Widths[10 10]%s>>\nendobj\n"
        "12 0 obj\n<</Length 28>>\nstream\n10 0 0 0 9 9 d1 1 1 7 7 re f\nendstream\nendobj\n"
        "13 0 obj\n<</Length 66>>\nstream\n2 beginbfchar <01> <0059> <02> <0061> endbfchar"
        "                    \nendstream\nendobj\n",
        strlen(content), content, map);
    return facts_of_pdf(words, "", "/XObject<</X 10 0 R>>", objects);
}

/* The library has nothing of them in its text of the page. */
START_TEST(words_without_letters)
{
    g_autofree char *lost = facts_of_shapes("\\1\\2\\1\\2\\1\\1", "");
    g_autofree char *bullet = facts_of_shapes("\\1", "");
    g_autofree char *mapped = facts_of_shapes("\\1\\2\\1\\2\\1\\1", "/ToUnicode 13 0 R");

    assert_has(lost, "Van harte, groep acht!");
    assert_has(lost, "gap no-text-layer\n");
    assert_has_not(bullet, "gap");
    assert_has(mapped, "YaYaYY");
    assert_has_not(mapped, "gap");
}
END_TEST

/* A font whose letters stand in a file that the library would have to open. */
START_TEST(letters_elsewhere)
{
    static const char content[] = "BT /F 12 Tf 50 700 Td (Welkom) Tj ET";
    static const char font[] = "10 0 obj\n<</Type/Font/Subtype/Type0/BaseFont/STSong-Light"
                               "/Encoding%s/DescendantFonts[11 0 R]>>\nendobj\n"
                               "11 0 obj\n<</Type/Font/Subtype/CIDFontType0/CIDSystemInfo"
                               "<</Registry(Adobe)/Ordering(%s)/Supplement 4>>>>\nendobj\n";
    static const char *const cases[][3] = {{"/UniGB-UCS2-H", "GB1", "gap no-text-layer\n"},
                                           {" /Identity-H", "Japan1", "gap no-text-layer\n"},
                                           {"/Identity-H", "Identity", NULL}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        GString *objects = g_string_new(font);
        g_string_replace(objects, "%s", cases[i][0], 1);
        g_string_replace(objects, "%s", cases[i][1], 1);
        g_autofree char *facts = facts_of_pdf(content, "", "", objects->str);
        if (cases[i][2] != NULL)
            assert_has(facts, cases[i][2]);
        else
            assert_has_not(facts, "gap");
        g_string_free(objects, TRUE);
    }
}
END_TEST

START_TEST(forms_of_xfa)
{
    g_autofree char *facts =
        facts_of_pdf("BT /F 12 Tf 50 700 Td (Wacht tot het formulier er is.) Tj ET", "", "",
                     "10 0 obj\n<</Fields[]/XFA[(datasets) 11 0 R]>>\nendobj\n");
    assert_has(facts, "gap unsupported-type\n");
}
END_TEST

START_TEST(notes_links_and_fields)
{
    g_autofree char *facts = facts_of_pdf(
        "BT /F 12 Tf 50 700 Td (Een bladzijde met wat tekst erop) Tj ET",
        "/Annots[10 0 R 11 0 R 12 0 R]", "",
        "10 0 obj\n<</Type/Annot/Subtype/Text/Rect[0 0 9 9]/T(Juf Els)/Contents(klopt Noa?)>>\n"
        "endobj\n11 0 obj\n<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI"
        "/URI(https://x.example/zo%C3%AB)>>>>\nendobj\n"
        "12 0 obj\n<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/DA(/F 9 Tf)/Contents(erbij)>>\n"
        "endobj\n");
    assert_has(facts, "hidden [page 1] klopt Noa?\n");
    assert_has(facts, "author [page 1] Juf Els\n");
    assert_has(facts, "url [page 1] https://x.example/zoë\n");
    assert_has(facts, "erbij\n");
}
END_TEST

#define PICTURE                                                                                    \
    "10 0 obj\n<</Type/XObject/Subtype/Image/Width 100/Height 100/ColorSpace/DeviceGray"           \
    "/BitsPerComponent 8/Filter/"

START_TEST(pictures_are_cut_out)
{
    g_autofree char *facts = facts_of_pdf(
        "q 600 0 0 800 0 0 cm /I Do Q BT /F 12 Tf 50 700 Td (Tekst genoeg op deze bladzijde) Tj ET",
        "", "/XObject<</I 10 0 R>>",
        PICTURE "DCTDecode/Length 8>>\nstream\n\xFF\xD8\xFF\xE0zyx\xD9\nendstream\nendobj\n");
    assert_has(facts, "leaf picture-1.jpg image/jpeg 8\n");
    assert_has(facts, "medium p1 m1 image picture-1.jpg\n");
    assert_has_not(facts, "gap");
    g_autofree char *other = facts_of_pdf(
        "q 60 0 0 80 0 0 cm /I Do Q BT /F 12 Tf 50 700 Td (Tekst genoeg op deze bladzijde) Tj ET",
        "", "/XObject<</I 10 0 R>>",
        PICTURE "JPXDecode/Length 4>>\nstream\nabcd\nendstream\nendobj\n");
    assert_has(other, "gap media-omitted\n");
}
END_TEST

START_TEST(scans)
{
    g_autofree char *facts = facts_of_pdf(
        "q 600 0 0 800 0 0 cm /I Do Q", "", "/XObject<</I 10 0 R>>",
        PICTURE "DCTDecode/Length 8>>\nstream\n\xFF\xD8\xFF\xE0zyx\xD9\nendstream\nendobj\n");
    assert_has(facts, "gap no-text-layer\n");
    assert_has(facts, "leaf picture-1.jpg image/jpeg 8\n");
    g_autofree char *empty = facts_of_pdf("q Q", "", "", "");
    assert_has_not(empty, "gap");
}
END_TEST

START_TEST(locked_and_broken)
{
    GString *pdf = pdf_new("q Q", "", "", "");
    GString *locked = g_string_new_len(pdf->str, (gssize)(strstr(pdf->str, "trailer") - pdf->str));
    g_string_append(locked,
                    "10 0 obj\n<</Filter/Standard/V 1/R 2/P -44/O<00112233445566778899AABBCCDDEEFF"
                    "00112233445566778899AABBCCDDEEFF>/U<00112233445566778899AABBCCDDEEFF"
                    "00112233445566778899AABBCCDDEEFF>>>\nendobj\n"
                    "trailer\n<</Root 1 0 R/Encrypt 10 0 R/ID[<00><00>]>>\n%%EOF\n");
    g_autofree char *closed =
        facts_of(&reader_pdf, "x.pdf", "application/pdf", locked->str, locked->len);
    assert_has(closed, "gap encrypted\n");
    g_autofree char *broken = facts_of(&reader_pdf, "x.pdf", "application/pdf", "%PDF-1.4\nx", 10);
    assert_has(broken, "gap corrupt\n");
    g_string_free(pdf, TRUE);
    g_string_free(locked, TRUE);
}
END_TEST

/* A download that broke off: what pages there are, with and without the list of them. */
START_TEST(without_an_end)
{
    GString *pdf = pdf_new("BT /F 12 Tf 50 700 Td (Ayoub Haddad) Tj ET", "", "/Font<</F 20 0 R>>",
                           "20 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>\nendobj\n");
    size_t end = (size_t)(strstr(pdf->str, "trailer") - pdf->str);
    g_autofree char *facts = facts_of(&reader_pdf, "x.pdf", "application/pdf", pdf->str, end);
    char *list = strstr(pdf->str, "/Type/Pages"), *root = strstr(pdf->str, "/Catalog");

    assert_has(facts, "Ayoub Haddad");
    assert_has(facts, "gap truncated");
    ck_assert(list && root);
    list[6] = 'x';
    g_autofree char *listless = facts_of(&reader_pdf, "x.pdf", "application/pdf", pdf->str, end);
    assert_has(listless, "Ayoub Haddad");
    root[1] = 'x';
    g_autofree char *bare = facts_of(&reader_pdf, "x.pdf", "application/pdf", pdf->str, end);
    assert_has(bare, "Ayoub Haddad");
    g_string_free(pdf, TRUE);
}
END_TEST

/* The same where page and font lie in a packed stream of objects. */
START_TEST(without_an_end_packed)
{
    static const char objects[] = "3 0 20 119 <</Type/Page/MediaBox[0 0 600 800]/Contents 4 0 R"
                                  "/Resources<</Font<</F 20 0 R>>>>                             "
                                  "      >> <</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    Bytef packed[400];
    uLongf length = sizeof packed;
    GString *pdf = g_string_new("%PDF-1.5\n4 0 obj\n<</Length 45>>\nstream\nBT /F 12 Tf 50 700 Td "
                                "(Ayoub Haddad) Tj ET\nendstream\nendobj\n9 0 obj\n"
                                "<</Type/ObjStm/N 2/First 11/Filter/FlateDecode>>\nstream\n");

    ck_assert_int_eq(compress(packed, &length, (const Bytef *)objects, sizeof objects - 1), Z_OK);
    g_string_append_len(pdf, (const char *)packed, (gssize)length);
    g_string_append(pdf, "\nendstream\nendobj\n10 0 obj\n<</Type/XRef");
    g_autofree char *facts = facts_of(&reader_pdf, "x.pdf", "application/pdf", pdf->str, pdf->len);
    assert_has(facts, "Ayoub Haddad");
    assert_has(facts, "gap truncated");
    g_string_free(pdf, TRUE);
}
END_TEST

/* Two lines at an angle, and one that is level. */
static char *facts_of_askew(double cosine, double sine)
{
    g_autofree char *content = g_strdup_printf(
        "BT /F 12 Tf 20 780 Td (Gewone tekst) Tj ET BT /F 18 Tf %f %f %f %f %f %f Tm 22 TL "
        "(Hoera voor Sanne Groeneveld) Tj T* (en Tim Bloemendaal wint) Tj ET",
        cosine, sine, -sine, cosine, 300 - 120 * cosine, 400 - 120 * sine);

    return facts_of_pdf(content, "", "", "");
}

/* The library breaks what is neither level nor upright into pieces of a few letters. */
START_TEST(words_askew)
{
    static const double angles[][2] = {{0.9848, 0.1736},  {0.9397, -0.3420}, {0.7071, 0.7071},
                                       {0.8660, 0.5000},  {0.5000, -0.8660}, {0.1736, 0.9848},
                                       {-0.9397, 0.3420}, {-0.9848, -0.1736}};

    for (guint i = 0; i < G_N_ELEMENTS(angles); i++) {
        g_autofree char *facts = facts_of_askew(angles[i][0], angles[i][1]);

        assert_has(facts, "Gewone tekst");
        assert_has(facts, "Hoera voor Sanne Groeneveld\n");
        assert_has(facts, "en Tim Bloemendaal wint\n");
        assert_has_not(facts, "gap");
    }
    g_autofree char *level = facts_of_askew(1, 0);
    ck_assert_ptr_null(strstr(strstr(level, "Bloemendaal") + 1, "Bloemendaal")); /* once */
}
END_TEST

/* The words of a page, packed; `spoil` is a byte of them that is changed (0: none), `cut` how
 * many are left out at their end. */
static char *facts_of_packed(size_t spoil, size_t cut)
{
    static const char content[] =
        "BT /F 12 Tf 50 700 Td 14 TL (Sanne Groeneveld uit groep acht) Tj "
        "T* (won de voorleeswedstrijd van Hoorn.) Tj ET";
    unsigned char packed[512];
    uLongf length = sizeof packed;
    g_autofree char *head = NULL;
    GString *pdf = pdf_new("", "", "", "");
    char *facts;

    ck_assert_int_eq(compress(packed, &length, (const Bytef *)content, sizeof content - 1), Z_OK);
    ck_assert_uint_gt(length, spoil + cut);
    packed[spoil] ^= spoil > 0 ? 0x5A : 0;
    head = g_strdup_printf("4 0 obj\n<</Filter [ /FlateDecode ]/Length %zu>>\nstream\n",
                           (size_t)length - cut);
    g_string_append(pdf, head);
    g_string_append_len(pdf, (const char *)packed, (gssize)(length - cut));
    g_string_append(pdf, "\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n");
    facts = facts_of(&reader_pdf, "x/krant.pdf", "application/pdf", pdf->str, pdf->len);
    g_string_free(pdf, TRUE);
    return facts;
}

/* The library takes what it can inflate and says nothing of the rest. */
START_TEST(damaged_streams)
{
    g_autofree char *whole = facts_of_packed(0, 0), *unchecked = facts_of_packed(0, 4);
    g_autofree char *spoiled = facts_of_packed(40, 0), *cut = facts_of_packed(0, 30);
    g_autofree char *header = facts_of_packed(1, 0);

    assert_has(whole, "Sanne Groeneveld uit groep acht");
    assert_has_not(whole, "gap");
    assert_has(unchecked, "van Hoorn");
    assert_has_not(unchecked, "gap");
    assert_has(spoiled, "gap corrupt\n");
    assert_has(cut, "gap corrupt\n");
    assert_has(header, "gap corrupt\n");
}
END_TEST

START_TEST(pdf_bids)
{
    ck_assert_int_gt(bid_of(&reader_pdf, "a", "application/pdf", "%PDF-1.4", 8), 0);
    ck_assert_int_gt(bid_of(&reader_pdf, "a", "text/plain", "junk\n%PDF-1.4", 13), 0);
    ck_assert_int_eq(bid_of(&reader_pdf, "a", "text/html", "<p>\n%PDF-1.4", 12), 0);
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    xml_warm_up();
    pdf_warm_up();
    Suite *suite = suite_create("pdf");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, text_and_properties);
    tcase_add_test(tests, earlier_versions);
    tcase_add_test(tests, words_parted_at_line_ends);
    tcase_add_test(tests, cells_stay_apart);
    tcase_add_test(tests, notes_links_and_fields);
    tcase_add_test(tests, pictures_are_cut_out);
    tcase_add_test(tests, other_directions);
    tcase_add_test(tests, rows_of_columns);
    tcase_add_test(tests, letters_that_stand_apart);
    tcase_add_test(tests, pages_without_letters);
    tcase_add_test(tests, forms_of_xfa);
    tcase_add_test(tests, scans);
    tcase_add_test(tests, locked_and_broken);
    tcase_add_test(tests, without_an_end);
    tcase_add_test(tests, without_an_end_packed);
    tcase_add_test(tests, words_askew);
    tcase_add_test(tests, damaged_streams);
    tcase_add_test(tests, words_without_letters);
    tcase_add_test(tests, letters_elsewhere);
    tcase_add_test(tests, behind_the_end);
    tcase_add_test(tests, pdf_bids);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
