/* Calendars, address cards, subtitles, drawings. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_compound.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_calendar, reader_contacts, reader_subtitles, reader_svg;
extern const Reader reader_starview, reader_metafile, reader_applesingle, reader_ds_store;

static char *facts(const Reader *reader, const char *type, const char *text)
{
    ck_assert_int_gt(bid_of(reader, "x", type, text, strlen(text)), 33);
    return facts_of(reader, "x", type, text, strlen(text));
}

START_TEST(events)
{
    g_autofree char *log = facts(
        &reader_calendar, "text/plain",
        "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Groep 7\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n"
        "END:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1@x\r\nDTSTART;TZID=Europe/Amsterdam:20240501T100000"
        "\r\nSUMMARY:Kamp met San\r\n ne\\, Zo\r\n\t\xC3\xAB\r\nDESCRIPTION:Omar\\nneemt mee\r\n"
        "ORGANIZER;CN=\"Els: juf\":mailto:els@x.example\r\nATTENDEE;CN=Jan:mailto:jan@x.example\r\n"
        "ATTACH;FMTTYPE=text/plain;ENCODING=BASE64;VALUE=BINARY;FILENAME=a.txt:U2FubmU=\r\n"
        "BEGIN:VALARM\r\nDESCRIPTION:denk aan Mila\r\nEND:VALARM\r\nLAST-MODIFIED:20240401T080000Z"
        "\r\nEND:VEVENT\r\nBEGIN:VTODO\r\nSUMMARY:Lijst\r\nDUE;VALUE=DATE:20240601\r\nCLASS:PRIVATE"
        "\r\nEND:VTODO\r\nEND:VCALENDAR\r\n");
    assert_has(log, "publication 1 post published published=2024-05-01T10:00:00 "
                    "known=text updated=2024-04-01T08:00:00Z id=1@x author=Els: juf "
                    "title=Kamp met Sanne, Zoë\n");
    assert_has(log, "title [] Kamp met Sanne, Zoë\n");
    assert_has(log, "body [] Omar\nneemt mee\n");
    assert_has(log, "hidden [] denk aan Mila\n");
    assert_has(log, "contact participant name=Jan handle=jan@x.example\n");
    assert_has(log, "leaf attachment-1-a.txt text/plain 5\n");
    assert_has(log, "published=2024-06-01 known=text title=Lijst access=closed\n");
    assert_has(log, "metadata [] Groep 7\n");
    assert_has_not(log, "gap");
    assert_has_not(log, "Amsterdam");
    g_autofree char *cut =
        facts(&reader_calendar, "text/plain", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Noa\n");
    assert_has(cut, "title=Noa\n");
    assert_has(cut, "gap truncated\n");
}
END_TEST

START_TEST(cards)
{
    g_autofree char *log = facts(
        &reader_contacts, "text/plain",
        "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Visser;Zo=C3=\n=AB\n"
        "TEL;CELL:06-00000000\nPHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/\n4AAQ\n\nitem1.ADR:;;Kade "
        "1;Sneek;"
        ";;\nNOTE:broer van Omar\\, groep 7\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nFN:Juf Els\nPHOTO:data:image/png;base64,iVBO\n"
        "EMAIL:els@x.example\nREV:20240301T080000Z\nEND:VCARD\n");
    assert_has(log, "publication 1 document published title=Zoë Visser\n");
    assert_has(log, "leaf picture-1.jpeg  6\n");
    assert_has(log, "text p1 m1 alt [] Zoë Visser\n");
    assert_has(log, "06-00000000\nKade 1, Sneek\nbroer van Omar, groep 7\n");
    assert_has(log, "publication 2 document published published=2024-03-01T08:00:00Z "
                    "known=metadata title=Juf Els\n");
    assert_has(log, "contact friend name=Juf Els handle=els@x.example\n");
    assert_has(log, "leaf picture-2.bin  3\n");
    assert_has_not(log, "gap");
    static const char old[] = "BEGIN:VCARD\nFN:Zo\xEB\nEND:VCARD\n";
    g_autofree char *latin = facts(&reader_contacts, "text/plain", old);
    assert_has(latin, "title=Zoë\n");
}
END_TEST

START_TEST(titles)
{
    g_autofree char *srt =
        facts(&reader_subtitles, "text/plain",
              "\xEF\xBB\xBF"
              "1\r\n00:01:02,500 --> 00:01:04,000\r\n<i>Dit is Sanne</i>\r\n\r\n2\r\n"
              "00:01:04,000 --> 00:01:06,000\r\n{\\an8}de Vries.\r\n\r\n3\r\n00:02:00,000 --> "
              "00:02:01,000\r\n1 &amp; 2 < 3\r\n");
    assert_has(srt, "body [at 00:01:02] Dit is Sanne\nde Vries.\n");
    assert_has(srt, "body [at 00:02:00] 1 & 2 < 3\n");
    g_autofree char *vtt =
        facts(&reader_subtitles, "text/plain",
              "WEBVTT - kamp\n\nNOTE door Noa\n\nSTYLE\n::cue {}\n\nintro\n01:00.000 --> 01:02.000 "
              "align:start\n<v Omar>Hallo<00:01:01.000> allemaal!\n");
    assert_has(vtt, "body [at 00:01:00] Omar: Hallo allemaal!\n");
    assert_has(vtt, "hidden [] NOTE door Noa\n");
    g_autofree char *sub = facts(&reader_subtitles, "text/plain", "{50}{75}{y:i}Mila|Bakker\n");
    assert_has(sub, "body [at 00:00:02] Mila\nBakker\n");
    g_autofree char *viewer =
        facts(&reader_subtitles, "text/plain",
              "[INFORMATION]\n[AUTHOR]Juf Els\n00:00:05.00,00:00:07.00\nDaan[br]Smit\n");
    assert_has(viewer, "body [at 00:00:05] Daan\nSmit\n");
    assert_has(viewer, "Juf Els\n");
    g_autofree char *ass = facts(
        &reader_subtitles, "text/plain",
        "[Script Info]\nTitle: Kamp\n[Events]\nDialogue: 0,0:00:01.00,0:00:02.00,Default,Yara,0,0,0"
        ",,{\\b1}Sem,\\Nkom\n");
    assert_has(ass, "body [at 00:00:01] Sem,\nkom\n");
    assert_has(ass, "author [] Yara\n");
    ck_assert_int_eq(bid_of(&reader_subtitles, "x.srt", "text/plain", "1\n2\n", 4), 0);
}
END_TEST

START_TEST(drawings)
{
    g_autofree char *large = g_strnfill(4096, 'A');
    g_autofree char *picture = g_strdup_printf(
        "<svg><image href='data:image/png;base64,%s'><title>Omar</title></image></svg>", large);
    g_autofree char *inlined = facts(&reader_svg, "image/svg+xml", picture);
    assert_has(inlined, "leaf inline-1.png image/png 3072\n");
    assert_has(inlined, "text p0 m1 alt [] Omar\n");
    g_autofree char *log = facts(
        &reader_svg, "text/xml",
        "<?xml version='1.0'?><!-- door Juf Els --><svg xmlns='http://www.w3.org/2000/svg' "
        "xmlns:xlink='http://www.w3.org/1999/xlink' width='200' height='100'><title>Klas</title>"
        "<desc>Sanne en Noa</desc><metadata><rdf><creator>Meester Jan</creator></rdf></metadata>"
        "<text>San<tspan>ne</tspan> de Vries</text><g style='display: none'><text>Daan</text></g>"
        "<defs><text>Mila</text></defs><a xlink:href='https://x.example/zo%C3%AB'><text>hier"
        "</text></a>"
        "<image xlink:href='foto.jpg'/><style>.a{}</style><g inkscape:label='Sem' "
        "data-naam='Yara'/>"
        "<foreignObject><p>Lisa</p><p>Bakker</p></foreignObject></svg>");
    assert_has(log, "picture svg 200x100 orientation=0\n");
    assert_has(log, "body [] Sanne de Vries\nhier\nLisa\nBakker\n");
    assert_has(log, "title [] Klas\n");
    assert_has(log, "alt [] Sanne en Noa\n");
    assert_has(log, "metadata [] Meester Jan\n");
    assert_has(log, "Daan\n");
    assert_has(log, "Mila\n");
    assert_has(log, "url [] https://x.example/zoë\n");
    assert_has(log, "image foto.jpg\n");
    assert_has(log, "Sem\n");
    assert_has(log, "Yara\n");
    assert_has_not(log, "gap");
    assert_has_not(log, "body [] Daan");
}
END_TEST

static void put_emf_text(GByteArray *emf, guint32 line, const char *text, guint32 options)
{
    guint32 length = (guint32)strlen(text);
    put_u32(emf, 84);
    put_u32(emf, 76 + 2 * length);
    set_u32(emf, emf->len + 32, line); /* 40 bytes from the start */
    put_u32(emf, length);
    put_u32(emf, 76);
    put_u32(emf, options);
    set_u32(emf, emf->len + 16, 0);
    put_wide(emf, text);
}

START_TEST(metafiles)
{
    g_autoptr(GByteArray) emf = g_byte_array_new();
    set_u32(emf, 0, 1);
    set_u32(emf, 4, 88);
    set_u32(emf, 40, 0x464D4520);
    set_u32(emf, 84, 0);
    put_emf_text(emf, 5, "Sanne", 0);
    put_emf_text(emf, 5, "Visser", 0);
    put_emf_text(emf, 9, "N", 0);
    put_emf_text(emf, 9, "o", 0);
    size_t end = emf->len;
    put_u32(emf, 14);
    put_u32(emf, 20);
    ck_assert_int_gt(bid_of(&reader_metafile, "x.emf", "x/y", emf->data, emf->len), 0);
    g_autofree char *log = facts_of(&reader_metafile, "x.emf", "x/y", emf->data, emf->len);
    assert_has(log, "body [] Sanne Visser\nNo\n");
    assert_has_not(log, "gap");
    g_byte_array_set_size(emf, (guint)end);
    put_emf_text(emf, 9, "xx", 0x10);
    g_autofree char *cut = facts_of(&reader_metafile, "x.emf", "x/y", emf->data, emf->len);
    assert_has(cut, "gap truncated\n");
    assert_has(cut, "gap no-text-layer\n");
    static const char wmf[] = "\1\0\x09\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0"
                              "\x08\0\0\0\x21\5\3\0Zo\xEB\0\7\0\7\0"
                              "\3\0\0\0\0\0";
    g_autofree char *old = facts_of(&reader_metafile, "x.wmf", "x/y", wmf, sizeof wmf - 1);
    assert_has(old, "body [] Zoë\n");
    assert_has_not(old, "gap");
}
END_TEST

static void put_action(GByteArray *drawing, unsigned kind, unsigned version, const char *body,
                       size_t length)
{
    put_u16(drawing, kind);
    put_u16(drawing, version);
    put_u32(drawing, (unsigned)length);
    put_bytes(drawing, body, length);
}
#define ACTION(drawing, kind, version, body)                                                       \
    put_action(drawing, kind, version, body, sizeof(body) - 1)

START_TEST(starview_drawings)
{
    static const char head[] = "VCLMTF\1\0\x18\0\0\0....\1\0\1\0\0\0.wide,up.\5\0\0\0\1";
    g_autoptr(GByteArray) svm = g_byte_array_new(), inner = g_byte_array_new();
    put_bytes(svm, head, sizeof head - 1);
    put_bytes(inner, head, sizeof head - 1);
    inner->data[inner->len - 5] = 1;
    ACTION(inner, 115, 2, "left\7\0\0\0rightlow\0\0..\3\0M\0i\0a\0");
    ACTION(svm, 112, 2, "left\5\0\0\0\3\0Zo?....\3\0Z\0o\0\xEB\0");
    ACTION(svm, 113, 2, "left\5\0\0\0\1\0?....\1\0\0\0dx..\3\0V\0o\0s\0");
    ACTION(svm, 114, 1, "left\6\0\0\0\4\0Yaraback....");
    put_action(svm, 143, 1, (const char *)inner->data, inner->len);
    size_t last = svm->len;
    ACTION(svm, 116, 1, "BM............\x28\0\0\0\0\4\0\0\0\4\0\0");
    ck_assert_int_gt(bid_of(&reader_starview, "x", "x/y", svm->data, svm->len), 8);
    g_autofree char *log = facts_of(&reader_starview, "x", "x/y", svm->data, svm->len);
    assert_has(log, "body [] Zo\xC3\xAB Vos\nYara\nMia\n");
    assert_has(log, "gap media-omitted\n");
    assert_has_not(log, "gap truncated");
    g_autofree char *cut = facts_of(&reader_starview, "x", "x/y", svm->data, last);
    assert_has(cut, "Mia\ngap truncated\n");
}
END_TEST

START_TEST(single_files)
{
    static const char file[] = "\0\5\x16\0\0\2\0\0................\0\2"
                               "\0\0\0\3\0\0\0\x32\0\0\0\3"
                               "\0\0\0\1\0\0\0\x35\0\0\0\5"
                               "NoaSanne";
    g_autofree char *log =
        facts_of(&reader_applesingle, "map/brief.pdf", "x/y", file, sizeof file - 1);
    assert_has(log, "leaf brief.pdf  5\n");
    assert_has(log, "filename [] Noa\n");
    g_autofree char *cut =
        facts_of(&reader_applesingle, "map/brief.pdf", "x/y", file, sizeof file - 3);
    assert_has(cut, "gap truncated\n");
}
END_TEST

/* "._foto.jpg": where it came from, in a property list; words and a picture among the resources. */
START_TEST(files_beside_files)
{
    static const char list[] = "bplist00\xA2\1\2"
                               "\x5F\x10\x15https://a.example/Noa"
                               "\x62\0Z\0\xEB"
                               "\x08\x0B\x23\0\0\0\0\0\0\1\1"
                               "\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x28";
    static const char resources[] =
        "\0\0\0\x10\0\0\0\x23\0\0\0\x13\0\0\0\x4C" /* data at 16, map at 35 */
        "\0\0\0\4\xff\xd8\xff\xe0"
        "\0\0\0\7\6Fenn\x8A."
        "................\0\0\0\0\0\0\0\0\0\x1C\0\x46" /* types at 28, names at 70 */
        "\0\1JPEG\0\0\0\x12STR \0\0\0\x1E"
        "\0\x80\0\0\0\0\0\0\0\0\0\0\0\x81\xff\xff\0\0\0\x08\0\0\0\0"
        "\5Sanne";
    char head[] = "\0\5\x16\7\0\2\0\0Mac OS X        \0\2"
                  "\0\0\0\x09\0\0\0\x32\0\0\0\0"
                  "\0\0\0\2\0\0\0\0\0\0\0";
    char row[] = "\0\0\0\0\0\0\0\0\0\0\x08WhereFro";
    char attributes[] = "ATTR...............................";
    g_autoptr(GByteArray) file = g_byte_array_new();
    size_t at = 50 + 34 + 36 + 20;

    head[37] = (char)(34 + 36 + 20 + sizeof list - 1);
    head[45] = (char)(at + sizeof list - 1);
    head[49] = (char)(sizeof resources - 1);
    row[3] = (char)at;
    row[7] = (char)(sizeof list - 1);
    memcpy(attributes + 32, "\0\0\0\1", 4);
    g_byte_array_append(file, (const guint8 *)head, 50);
    g_byte_array_set_size(file, 84);
    memset(file->data + 50, 0, 34);
    g_byte_array_append(file, (const guint8 *)attributes, 36);
    g_byte_array_append(file, (const guint8 *)row, 20);
    g_byte_array_append(file, (const guint8 *)list, sizeof list - 1);
    g_byte_array_append(file, (const guint8 *)resources, sizeof resources - 1);
    ck_assert_int_gt(bid_of(&reader_applesingle, "._foto.jpg", "x/y", file->data, file->len), 0);
    g_autofree char *log =
        facts_of(&reader_applesingle, "__MACOSX/._foto.jpg", "x/y", file->data, file->len);

    assert_has(log, "https://a.example/Noa");
    assert_has(log, "\nZë\n");
    assert_has(log, "leaf JPEG-128  4\n");
    assert_has(log, "[name of a resource] Sanne\n");
    assert_has(log, "Fennä.");
    assert_has_not(log, "gap");
}
END_TEST

/* Records lie anywhere; a name counts once, and nothing that only looks like one. */
START_TEST(folders)
{
    static const char store[] = "\0\0\0\1Bud1\0\0\0\2xx"
                                "\0\0\0\3\0N\0o\0aIlocblob\0\0\0\0"
                                "\0\0\0\3\0N\0o\0alg1Scomp\0\0\0\0\0\0\0\0"
                                "\0\0\0\1\0.vSrnlong\0\0\0\1"
                                "\0\0\0\2\0Z\0\xEB"
                                "dscltype\0\0\0\2\0Q\0Qdsclnone";
    g_autofree char *log =
        facts_of(&reader_ds_store, "a/.DS_Store", "x/y", store, sizeof store - 1);
    assert_has(log, "filename [names of the folder] Noa\nZë\n\n");
    assert_has_not(log, "gap");
}
END_TEST

/* A page with a calendar in one of its links is no calendar. */
START_TEST(calendar_bids)
{
    static const char page[] = "<a href='data:text/calendar,BEGIN:VCALENDAR'>x</a>";
    static const char calendar[] = "\xEF\xBB\xBF\r\nBEGIN:VCALENDAR\r\n";
    ck_assert_int_eq(bid_of(&reader_calendar, "a.html", "text/html", page, sizeof page - 1), 0);
    ck_assert_int_gt(bid_of(&reader_calendar, "a", "x/y", calendar, sizeof calendar - 1), 60);
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    xml_warm_up();
    Suite *suite = suite_create("small documents");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, events);
    tcase_add_test(tests, cards);
    tcase_add_test(tests, titles);
    tcase_add_test(tests, drawings);
    tcase_add_test(tests, metafiles);
    tcase_add_test(tests, starview_drawings);
    tcase_add_test(tests, single_files);
    tcase_add_test(tests, files_beside_files);
    tcase_add_test(tests, folders);
    tcase_add_test(tests, calendar_bids);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
