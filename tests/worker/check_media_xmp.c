/* XMP in pictures: every spelling of RDF, people and regions, extended packets, broken ones. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_jpeg, reader_png, reader_gif;

static char *raw_facts(const char *packet)
{
    g_autoptr(GByteArray) jpeg = jpeg_new();

    jpeg_xmp(jpeg, packet);
    jpeg_end(jpeg);
    return facts_of(&reader_jpeg, "x.jpg", NULL, jpeg->data, jpeg->len);
}

/* Facts of a JPEG whose packet has these descriptions. */
static char *xmp_facts(const char *description)
{
    g_autofree char *packet = xmp_packet(description);

    return raw_facts(packet);
}

START_TEST(attributes_and_elements)
{
    g_autofree char *log =
        xmp_facts("<rdf:Description rdf:about='' photoshop:Credit='Femke Hoekstra' "
                  "photoshop:City='Franeker' xmp:CreateDate='2024-05-01T10:15:30.25+02:00' "
                  "aux:SerialNumber='0512'>"
                  "<photoshop:Headline> Op kamp </photoshop:Headline>"
                  "<dc:creator><rdf:Seq><rdf:li>Jan</rdf:li><rdf:li>Ayşe Yılmaz</rdf:li></rdf:Seq>"
                  "</dc:creator>"
                  "<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>Foto van Noah</rdf:li>"
                  "<rdf:li xml:lang='fy'>Foto fan Noah</rdf:li></rdf:Alt></dc:description>"
                  "<dc:subject><rdf:Bag><rdf:li>kamp &amp; reis</rdf:li></rdf:Bag></dc:subject>"
                  "<aux:OwnerName>Juf Tjitske</aux:OwnerName></rdf:Description>");

    assert_has(log, "text p0 m0 metadata [photoshop:Credit] Femke Hoekstra\n");
    assert_has(log, "xmp photoshop:City=Franeker\n");
    assert_has(log, "xmp CreateDate=2024-05-01T10:15:30\n");
    assert_has(log, "xmp SerialNumber=0512\n");
    assert_has(log, "text p0 m0 caption [photoshop:Headline] Op kamp\n");
    assert_has(log, "xmp dc:creator=Jan\n");
    assert_has(log, "text p0 m0 metadata [dc:creator] Ayşe Yılmaz\n");
    assert_has(log, "text p0 m0 caption [dc:description] Foto van Noah\n");
    assert_has(log, "text p0 m0 caption [dc:description] Foto fan Noah\n");
    assert_has(log, "xmp dc:subject=kamp & reis\n");
    assert_has(log, "text p0 m0 metadata [xmp:OwnerName] Juf Tjitske\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(structures)
{
    g_autofree char *log = xmp_facts(
        "<rdf:Description rdf:about=''>"
        "<Iptc4xmpCore:CreatorContactInfo Iptc4xmpCore:CiEmailWork='femke@vlinderhof.example' "
        "Iptc4xmpCore:CiTelWork='06-12345678'/>"
        "<Iptc4xmpExt:LocationShown><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        "<Iptc4xmpExt:City>Sneek</Iptc4xmpExt:City></rdf:li></rdf:Bag></Iptc4xmpExt:LocationShown>"
        "<Iptc4xmpExt:LocationCreated><rdf:Description><Iptc4xmpExt:Sublocation>Gymzaal"
        "</Iptc4xmpExt:Sublocation></rdf:Description></Iptc4xmpExt:LocationCreated>"
        "<photoshop:Source rdf:parseType='Resource'><rdf:value>Ouderraad</rdf:value>"
        "<photoshop:note>intern</photoshop:note></photoshop:Source>"
        "<xmpMM:History><rdf:Seq><rdf:li stEvt:softwareAgent='Lightroom' "
        "stEvt:when='2024-05-02T08:00:00Z'/></rdf:Seq></xmpMM:History></rdf:Description>"
        "<rdf:Description rdf:about='' dc:rights='De Vlinderhof'/>");

    assert_has(log, "[Iptc4xmpCore:CreatorContactInfo/CiEmailWork] femke@vlinderhof.example\n");
    assert_has(log, "[Iptc4xmpCore:CreatorContactInfo/CiTelWork] 06-12345678\n");
    assert_has(log, "xmp Iptc4xmpExt:LocationShown/City=Sneek\n");
    assert_has(log, "xmp Iptc4xmpExt:LocationCreated/Sublocation=Gymzaal\n");
    assert_has(log, "xmp photoshop:Source=Ouderraad\n");
    assert_has(log, "xmp photoshop:Source/note=intern\n");
    assert_has(log, "xmp xmpMM:History/softwareAgent=Lightroom\n");
    assert_has(log, "xmp xmpMM:History/when=2024-05-02T08:00:00Z\n");
    assert_has(log, "xmp dc:rights=De Vlinderhof\n");
}
END_TEST

START_TEST(positions)
{
    g_autofree char *home = xmp_facts("<rdf:Description rdf:about='' exif:GPSLatitude='52,5.1N' "
                                      "exif:GPSLongitude='5,30,0E'/>");
    g_autofree char *south =
        xmp_facts("<rdf:Description rdf:about=''><exif:GPSLongitude>4.5W</exif:GPSLongitude>"
                  "<exif:GPSLatitude>33,55.5S</exif:GPSLatitude></rdf:Description>");
    g_autofree char *zero = xmp_facts("<rdf:Description rdf:about='' exif:GPSLatitude='0,0.0N' "
                                      "exif:GPSLongitude='0,0.0E'/>");

    assert_has(home, "xmp GPSPosition=52.0850000,5.5000000\n");
    assert_has(south, "xmp GPSPosition=-33.9250000,-4.5000000\n");
    assert_has_not(zero, "GPSPosition");
}
END_TEST

START_TEST(regions_mwg)
{
    g_autofree char *log = xmp_facts(
        "<rdf:Description rdf:about=''><mwg-rs:Regions rdf:parseType='Resource'>"
        "<mwg-rs:AppliedToDimensions stDim:w='64' xmlns:stDim='http://ns.adobe.com/xap/1.0/"
        "sType/Dimensions#'/><mwg-rs:RegionList><rdf:Bag>"
        "<rdf:li><rdf:Description mwg-rs:Name='Emma de Vries' mwg-rs:Type='Face'>"
        "<mwg-rs:Area stArea:x='0.5' stArea:y='0.25' stArea:w='0.1' stArea:h='0.2'/>"
        "</rdf:Description></rdf:li>"
        "<rdf:li rdf:parseType='Resource'><mwg-rs:Name>Youssef</mwg-rs:Name>"
        "<mwg-rs:Type>Face</mwg-rs:Type></rdf:li>"
        "<rdf:li><rdf:Description mwg-rs:Name='Bello' mwg-rs:Type='Pet'/></rdf:li>"
        "</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions></rdf:Description>");

    assert_has(log, "tag p0 m0 mwg-rs Emma de Vries 0.500,0.250,0.100,0.200\n");
    assert_has(log, "tag p0 m0 mwg-rs Youssef\n");
    assert_has_not(log, "mwg-rs Bello");
    assert_has(log, "[mwg-rs:Regions/Name] Bello\n");
    assert_has_not(log, "[mwg-rs:Regions/Name] Emma");
}
END_TEST

START_TEST(regions_microsoft)
{
    g_autofree char *log = xmp_facts(
        "<rdf:Description rdf:about=''><MP:RegionInfo><rdf:Description><MPRI:Regions><rdf:Bag>"
        "<rdf:li MPReg:PersonDisplayName='Jelle Postma' MPReg:Rectangle='0.2, 0.1, 0.2, 0.4'/>"
        "<rdf:li><rdf:Description><MPReg:PersonDisplayName>Fatima</MPReg:PersonDisplayName>"
        "</rdf:Description></rdf:li>"
        "</rdf:Bag></MPRI:Regions></rdf:Description></MP:RegionInfo></rdf:Description>");

    assert_has(log, "tag p0 m0 microsoft Jelle Postma 0.300,0.300,0.200,0.400\n");
    assert_has(log, "tag p0 m0 microsoft Fatima\n");
}
END_TEST

START_TEST(persons_iptc)
{
    g_autofree char *log = xmp_facts(
        "<rdf:Description rdf:about=''>"
        "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Sanne Bakker</rdf:li></rdf:Bag>"
        "</Iptc4xmpExt:PersonInImage>"
        "<Iptc4xmpExt:PersonInImageWDetails><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        "<Iptc4xmpExt:PersonName><rdf:Alt><rdf:li xml:lang='x-default'>Mehmet Kaya</rdf:li>"
        "</rdf:Alt></Iptc4xmpExt:PersonName></rdf:li></rdf:Bag>"
        "</Iptc4xmpExt:PersonInImageWDetails>"
        "<Iptc4xmpExt:ImageRegion><rdf:Bag><rdf:li rdf:parseType='Resource'>"
        "<Iptc4xmpExt:RegionBoundary Iptc4xmpExt:rbShape='rectangle' "
        "Iptc4xmpExt:rbUnit='relative' Iptc4xmpExt:rbX='0.1' Iptc4xmpExt:rbY='0.2' "
        "Iptc4xmpExt:rbW='0.2' Iptc4xmpExt:rbH='0.4'/>"
        "<Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Zuzanna</rdf:li></rdf:Bag>"
        "</Iptc4xmpExt:PersonInImage></rdf:li></rdf:Bag></Iptc4xmpExt:ImageRegion>"
        "<digiKam:TagsList><rdf:Seq><rdf:li>People/Doutzen</rdf:li></rdf:Seq></digiKam:TagsList>"
        "</rdf:Description>");

    assert_has(log, "tag p0 m0 iptc-ext Sanne Bakker\n");
    assert_has(log, "tag p0 m0 iptc-ext Mehmet Kaya\n");
    assert_has(log, "tag p0 m0 iptc-ext Zuzanna 0.200,0.400,0.200,0.400\n");
    assert_has(log, "text p0 m0 metadata [digiKam:TagsList] People/Doutzen\n");
}
END_TEST

/* A list apart, named by its property; and what a region says beside names. */
START_TEST(lists_apart)
{
    g_autofree char *packet =
        xmp_packet("<rdf:Bag rdf:nodeID=\"a1\"><rdf:li>Bosdag</rdf:li></rdf:Bag>"
                   "<rdf:Description><dc:subject rdf:nodeID=\"a1\"/></rdf:Description>"
                   "<rdf:Description><Iptc4xmpExt:ImageRegion><rdf:Bag><rdf:li"
                   " rdf:parseType=\"Resource\"><Iptc4xmpExt:rCtype><rdf:Bag><rdf:li"
                   " rdf:parseType=\"Resource\"><Iptc4xmpExt:Name>Juf Anna"
                   "</Iptc4xmpExt:Name></rdf:li></rdf:Bag></Iptc4xmpExt:rCtype></rdf:li>"
                   "</rdf:Bag></Iptc4xmpExt:ImageRegion></rdf:Description>");
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_xmp(jpeg, packet);
    jpeg_end(jpeg);
    log = facts_of(&reader_jpeg, "x.jpg", NULL, jpeg->data, jpeg->len);
    assert_has(log, "xmp dc:subject=Bosdag\n");
    assert_has(log, "xmp Iptc4xmpExt:ImageRegion/other=Juf Anna\n");
}
END_TEST

START_TEST(unknown_schema_is_kept)
{
    g_autofree char *log =
        xmp_facts("<rdf:Description rdf:about='' xmlns:q='urn:q' q:hulpouder='Moeder van Bram' "
                  "q:number='12'/>");

    assert_has(log, "[xmp-other:hulpouder] Moeder van Bram\n");
    assert_has_not(log, "[xmp-other:number]");
}
END_TEST

START_TEST(extended_packet)
{
    static const char guid[] = "0123456789ABCDEF0123456789ABCDEF";
    g_autofree char *packet =
        xmp_packet("<rdf:Description rdf:about='' dc:rights='Lange Jan van Dam'/>");
    size_t length = strlen(packet), half = length / 2;
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    for (unsigned i = 0; i < 2; i++) { /* the second part first */
        g_autoptr(GByteArray) part = g_byte_array_new();
        size_t from = i == 0 ? half : 0, size = i == 0 ? length - half : half;

        put_text(part, guid);
        put_number(part, length, 4, false);
        put_number(part, from, 4, false);
        g_byte_array_append(part, (const guint8 *)packet + from, (guint)size);
        jpeg_app(jpeg, 0xe1, "http://ns.adobe.com/xmp/extension/", 35, part->data, part->len);
    }
    jpeg_end(jpeg);
    log = facts_of(&reader_jpeg, "x.jpg", NULL, jpeg->data, jpeg->len);
    assert_has(log, "xmp dc:rights=Lange Jan van Dam\n");
    assert_has_not(log, "gap");
}
END_TEST

/* What Photoshop keeps of the picture in small is held against it as that of Exif is. */
START_TEST(thumbnail_in_the_packet)
{
    g_autoptr(GByteArray) small = jpeg_new();

    jpeg_end(small); /* as large as the picture itself, 64 x 48 */

    g_autofree char *base64 = g_base64_encode(small->data, small->len);
    g_autofree char *description = g_strdup_printf(
        "<rdf:Description rdf:about=''><xmp:Thumbnails><rdf:Alt><rdf:li rdf:parseType='Resource'>"
        "<xmpGImg:width>64</xmpGImg:width><xmpGImg:image>%.40s&#xA;%s</xmpGImg:image></rdf:li>"
        "</rdf:Alt></xmp:Thumbnails></rdf:Description>",
        base64, base64 + 40);
    g_autofree char *log = xmp_facts(description);

    assert_has(log, "ThumbnailShape=same 64x48 of 64x48\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(broken_packets)
{
    g_autofree char *whole = xmp_packet("<rdf:Description rdf:about='' dc:rights='Ouder A'>"
                                        "<photoshop:Credit>Ouder B</photoshop:Credit>"
                                        "</rdf:Description>");
    g_autofree char *cut = g_strndup(whole, (gsize)(strstr(whole, "er B") + 4 - whole));
    g_autofree char *cut_log = raw_facts(cut);
    g_autofree char *other = raw_facts("<a><b name='Ouder C'>Ouder D</b></a>");
    g_autofree char *garbage = raw_facts("Ouder E <<<");

    assert_has(cut_log, "dc:rights=Ouder A\n");
    assert_has(cut_log, "Ouder B");
    assert_has(cut_log, "gap corrupt\n");
    assert_has(other, "Ouder D\nOuder C");
    assert_has(garbage, "Ouder E");
    assert_has(garbage, "gap corrupt\n");
}
END_TEST

START_TEST(packet_in_png_and_gif)
{
    static const uint8_t head[] = {'G', 'I', 'F', '8', '9', 'a', 7,    0,
                                   5,   0,   0,   0,   0,   '!', 0xff, 11};
    g_autofree char *packet = xmp_packet("<rdf:Description rdf:about='' dc:rights='Juf Ilse'/>");
    g_autoptr(GByteArray) png = png_new(), gif = g_byte_array_new();
    g_autoptr(GByteArray) chunk = g_byte_array_new();
    g_autofree char *png_log = NULL, *gif_log = NULL;

    g_byte_array_append(chunk, (const guint8 *)"XML:com.adobe.xmp\0\0\0\0", 22);
    put_text(chunk, packet);
    png_chunk(png, "iTXt", chunk->data, chunk->len);
    png_end(png);
    png_log = facts_of(&reader_png, "x.png", NULL, png->data, png->len);
    assert_has(png_log, "dc:rights=Juf Ilse\n");
    g_byte_array_append(gif, head, sizeof head);
    put_text(gif, "XMP DataXMP");
    put_text(gif, packet);
    put_number(gif, 1, 1, true);
    for (unsigned i = 0; i < 257; i++)
        put_number(gif, 255 - MIN(i, 255U), 1, true);
    put_text(gif, ";");
    gif_log = facts_of(&reader_gif, "x.gif", NULL, gif->data, gif->len);
    assert_has(gif_log, "dc:rights=Juf Ilse\n");
    assert_has_not(gif_log, "gap");
}
END_TEST

START_TEST(packet_behind_broken_structure)
{
    g_autofree char *packet = xmp_packet("<rdf:Description rdf:about='' dc:rights='Meester Bo'/>");
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    put_text(jpeg, "no segment here ");
    put_text(jpeg, packet);
    log = facts_of(&reader_jpeg, "x.jpg", NULL, jpeg->data, jpeg->len);
    assert_has(log, "dc:rights=Meester Bo\n");
    assert_has(log, "gap truncated\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("media_xmp");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, attributes_and_elements);
    tcase_add_test(tests, structures);
    tcase_add_test(tests, positions);
    tcase_add_test(tests, regions_mwg);
    tcase_add_test(tests, regions_microsoft);
    tcase_add_test(tests, persons_iptc);
    tcase_add_test(tests, lists_apart);
    tcase_add_test(tests, unknown_schema_is_kept);
    tcase_add_test(tests, extended_packet);
    tcase_add_test(tests, thumbnail_in_the_packet);
    tcase_add_test(tests, broken_packets);
    tcase_add_test(tests, packet_in_png_and_gif);
    tcase_add_test(tests, packet_behind_broken_structure);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
