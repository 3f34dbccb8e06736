/* The readers of mail and of pages saved as one file, on the MIME they share. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "readers/mail/mime.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_mail, reader_mhtml;

#define HEAD "From: a@x.nl\r\nTo: b@x.nl\r\nSubject: s\r\n"

static char *mail(const char *text)
{
    return facts_of(&reader_mail, "post/brief.eml", "text/plain", text, strlen(text));
}

static void assert_mail(const char *text, const char *wanted)
{
    g_autofree char *facts = mail(text);
    assert_has(facts, wanted);
}

static char *page(const char *text)
{
    return facts_of(&reader_mhtml, "groep5.mhtml", "text/plain", text, strlen(text));
}

START_TEST(words)
{
    static const char *const pairs[][2] = {
        {"=?utf-8?Q?Dani=C3=ABlle_Bakker?=", "Daniëlle Bakker"},
        {"=?windows-1252?Q?Juf_Ren=E9e?= <x>", "Juf Renée <x>"},
        {"=?UTF-8?B?TmlldXdzYnJpZWYg4oCTIGdyb2VwIDU=?=", "Nieuwsbrief – groep 5"},
        {"=?utf-8?B?ww==?= =?utf-8?B?qw==?=", "ë"},
        {"=?utf-8?q?Zo=C3?= =?utf-8?q?=AB?=", "Zoë"},
        {"=?utf-8*nl?q?Fenna?=  en =?utf-8?q?Sjoerd?=", "Fenna  en Sjoerd"},
        {"Zo\xc3\xab", "Zoë"},
        {"Zo\xeb", "Zoë"},
        {"=?utf-8?Q?This is", "=?utf-8?Q?This is"},
        {"=?iso-8859-9?Q?=DDbrahim_=DEahin?=", "İbrahim Şahin"},
        {"a\n b", "a  b"},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *decoded = mime_decode_words(pairs[i][0]);
        ck_assert_str_eq(decoded, pairs[i][1]);
    }
}
END_TEST

START_TEST(parameters)
{
    static const char *const rows[][2] = {
        {"attachment; filename=\"kamp \\\"groot\\\".jpg\"; size=3", "kamp \"groot\".jpg"},
        {"attachment; filename*=utf-8''Zo%C3%AB.pdf", "Zoë.pdf"},
        {"attachment; filename=x.pdf; filename*=utf-8''Zo%C3%AB.pdf", "Zoë.pdf"},
        {"attachment; filename*0*=iso-8859-1'nl'Zo%EB; filename*1=\" Bakker\"; filename*2=.pdf",
         "Zoë Bakker.pdf"},
        {"attachment; filename=\"=?utf-8?Q?Zo=C3=AB.pdf?=\"", "Zoë.pdf"},
        {"attachment; filename=een brief.txt", "een brief.txt"},
        {"attachment; FileName = \"a;b.txt\"", "a;b.txt"},
        {"attachment; filenames=x", NULL},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autofree char *value = mime_parameter(rows[i][0], "filename");
        ck_assert_pstr_eq(value, rows[i][1]);
    }
}
END_TEST

START_TEST(a_message)
{
    g_autofree char *facts = mail("Received: from mx\r\n"
                                  "From: =?utf-8?q?Juf_Ren=C3=A9e?= <juf@x.nl>\r\n"
                                  "To: \"Vries, Zofia de\" <z@x.nl>, y@x.nl (Mehmet Kaya)\r\n"
                                  "Subject: Kamp van\r\n Fenna\r\nX-Labels: Groep 5\r\n"
                                  "Message-ID: <1@x>\r\n"
                                  "Date: Wed, 01 May 2024 10:00:00 +0200\r\n\r\nHoi Tjerk\r\n");
    assert_has(facts, "publication 1 message published platform=e-mail "
                      "published=2024-05-01T08:00:00Z known=metadata id=1@x author=Juf Renée "
                      "title=Kamp van Fenna access=direct\n");
    assert_has(facts, "title [] Kamp van Fenna\n");
    assert_has(facts, "contact participant name=Vries, Zofia de handle=z@x.nl\n");
    assert_has(facts, "contact participant name=Mehmet Kaya handle=y@x.nl\n");
    assert_has(facts, "metadata [to] z@x.nl\n");
    assert_has(facts, "x-labels: Groep 5\n");
    assert_has(facts, "body [] Hoi Tjerk\r\n");
}
END_TEST

START_TEST(texts)
{
    assert_mail(HEAD "Content-Transfer-Encoding: quoted-printable\r\n"
                     "Content-Type: text/plain; charset=\"windows-1252\"\r\n\r\nDani=EBlle kos=\r\n"
                     "t =80 5",
                "body [] Daniëlle kost € 5\n");
    assert_mail(HEAD "Content-Transfer-Encoding: BASE64\n\nSGFsbG8g\r\nU2FtIQ==\n", "Hallo Sam!");
    assert_mail(HEAD "Content-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nHoi Fenna \r\n"
                     "Hofstra\r\n> en \r\n> Jan\r\n-- \r\ngroet",
                "body [] Hoi Fenna Hofstra\n> en Jan\n-- \ngroet");
    assert_mail(HEAD "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\nHof \r\nstra",
                "body [] Hofstra");
    assert_mail(HEAD
                "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
                "<meta charset=\r\n=3Dwindows-1252><p>Ren=E9e =96 <b>Bakk</b>er",
                "body [html] Renée – Bakker\n");
    assert_mail(HEAD "\n\nbegin 644 kat.txt\n#0V%T\n`\nend\nHoi", "leaf kat.txt  3\n");
}
END_TEST

START_TEST(parts)
{
    g_autofree char *facts = mail(
        HEAD
        "Content-Type: multipart/mixed; boundary=b1\r\n\r\nvoorwoord\r\n--b1\r\n"
        "Content-Type: multipart/related; boundary=\"b1x\"\r\n\r\n--b1x\r\n"
        "Content-Type: text/html\r\n\r\n<p>Yara<img src='cid:foto%40x' alt='Yara lacht'>\r\n"
        "--b1x\r\nContent-Type: image/png\r\nContent-ID: <foto@x>\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\niVBO\r\n--b1x--\r\n\r\n--b1\r\n"
        "Content-Type: application/pdf; name=\"oud.pdf\"\r\n"
        "Content-Disposition: attachment; filename*=utf-8''Zo%C3%AB.pdf\r\n\r\n%PDF\r\n--b1\r\n"
        "Content-Type: message/rfc822\r\n\r\nSubject: binnen\r\n\r\ntekst\r\n--b1--\r\nnawoord");
    assert_has(facts, "hidden [preamble] voorwoord\n");
    assert_has(facts, "hidden [epilogue] nawoord\n");
    assert_has(facts, "medium p1 m1 image part-2.png\ntext p1 m1 alt [] Yara lacht\n");
    assert_has(facts, "leaf part-2.png image/png 3\n");
    assert_has(facts, "leaf Zoë.pdf application/pdf; name=\"oud.pdf\" 4\n");
    assert_has(facts, "leaf part-4.eml message/rfc822 24\n");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(broken_parts)
{
    assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n--b1\n\nMees",
                "body [] Mees\n");
    assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n--b1\n\nMees",
                "gap truncated\n");
    assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b1\n\nlos Noa", "body [] los Noa\n");
    assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b1\n\nlos Noa", "gap corrupt\n");
    assert_mail(HEAD "Content-Type: multipart/mixed\n\n--abcdef\nContent-Type: text/plain\n\n"
                     "Sietse\n--abcdef--",
                "body [] Sietse\n");
    assert_mail("From: a\nSubject: x\nHoi Jelle, zonder lege regel\nen meer\n",
                "body [] Hoi Jelle");
}
END_TEST

START_TEST(not_as_told)
{
    static const char coded[] = HEAD "Content-Transfer-Encoding: base64\n\n";
    g_autofree char *plain = g_strconcat(coded, "Hoi Tjerk\ntot morgen, Yara\n", NULL);
    g_autofree char *footer =
        g_strconcat(coded, "SG9pIFRqZXJrLCB0b3QgbW9yZ2VuIQo=\n\n______\nNamens Noa Prins\n", NULL);
    assert_mail(plain, "body [] Hoi Tjerk\ntot morgen, Yara");
    assert_mail(footer, "body [] Hoi Tjerk, tot morgen!");
    assert_mail(footer, "Namens Noa Prins");
    assert_mail(HEAD "Content-Type: multipart/mixed; boundary=b1\n\n--b1\nSubject: van Yara\n\nx\n"
                     "--b1--",
                "subject: van Yara");
    assert_mail(HEAD "Subject: voor Mees\n\nx\n", "subject: voor Mees");
}
END_TEST

START_TEST(locked_by_a_key)
{
    static const char begin[] = "-----BEGIN PGP MESSAGE-----\nVersion: 2\n\n";
    g_autofree char *sealed =
        g_strconcat(HEAD "\n", begin, "hIwDxE023q1UqxYBA/9ZaOuxGtLVWiA7KQfB+4td1AILd1uy\n", NULL);
    g_autofree char *about = g_strconcat(HEAD "\n", begin, "is hoe het begint, Noa\n", NULL);
    assert_mail(sealed, "gap encrypted");
    g_autofree char *facts = mail(about);
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(nesting_is_bounded)
{
    GString *text = g_string_new(HEAD);
    for (int i = 0; i < 5000; i++) {
        g_string_append_printf(text, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i,
                               i);
    }
    g_string_append(text, "\nWietske");
    g_autofree char *facts = mail(text->str);
    assert_has(facts, "gap limit-depth\n");
    assert_has(facts, "Wietske");
    g_string_free(text, TRUE);
}
END_TEST

START_TEST(mailboxes)
{
    static const char box[] =
        "From 1545@xxx Fri Jun 21 08:15:30 +0000 2024\r\nMessage-ID: <1>\r\nSubject: "
        "een\r\n\r\nSem\r\n"
        "From now on\r\n\r\nFrom de juf 2024: geen kop\r\n\r\nnog Sem\r\n\r\n"
        "From jan@x.nl Sat Jan  3 01:05:34 1996\r\nSubject: twee\r\nIn-Reply-To: <1>\r\n"
        "Content-Type: multipart/mixed; boundary=q\r\n\r\n--q\r\nContent-Type: "
        "image/gif\r\n\r\nGIF\r\n"
        "--q--\r\n";
    g_autofree char *facts =
        facts_of(&reader_mail, "Mail/All mail.mbox", "text/plain", box, sizeof box - 1);
    assert_has(facts, "publication 1 message published platform=e-mail id=1 title=een");
    assert_has(facts, "publication 2 message published reply-to=1");
    assert_has(facts, "nog Sem");
    assert_has(facts, "leaf message-2/part-1.gif image/gif 3\n");
    assert_has_not(facts, "publication 3");
    ck_assert_int_eq(bid_of(&reader_mail, "All mail", "text/plain", box, sizeof box - 1), 66);
}
END_TEST

#define SAVED                                                                                      \
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://x.nl/groep5/\r\n"                \
    "Subject: =?utf-8?Q?Groep=205?=\r\nContent-Type: multipart/related;\r\n"                       \
    "\ttype=\"text/html\";\r\n\tboundary=\"--B--\"\r\n\r\n\r\n"

START_TEST(saved_page)
{
    g_autofree char *facts =
        page(SAVED "----B--\r\nContent-Type: text/html\r\nContent-ID: <f1@blink>\r\n"
                   "Content-Transfer-Encoding: quoted-printable\r\n"
                   "Content-Location: https://x.nl/groep5/\r\n\r\n"
                   "<meta http-equiv=3D\"Content-Type\" content=3D\"text/html; charset=\r\n"
                   "=3Dwindows-1252\"><p>Zo=EB Cl=\r\n=E9ment<img src=3D'https://x.nl/u/a.jpg'>"
                   "<iframe src=3Dcid:f2@blink></iframe>\r\n"
                   "----B--\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n"
                   "Content-Location: https://x.nl/u/a.jpg\r\n\r\n/9j/\r\n"
                   "----B--\r\nContent-Type: text/html\r\nContent-ID: <f2@blink>\r\n\r\n<p>Bram\r\n"
                   "----B----\r\n");
    assert_has(facts, "publication 1 page published platform=website url=https://x.nl/groep5/ "
                      "title=Groep 5\n");
    assert_has(facts, "location archive https://x.nl/groep5/\n");
    assert_has(facts, "body [] Zoë Clément\n");
    assert_has(facts, "image https://x.nl/u/a.jpg\n");
    assert_has(facts, "leaf x.nl/u/a.jpg image/jpeg 3 from=https://x.nl/u/a.jpg\n");
    assert_has(facts, "leaf part-3.html text/html 7\n");
    assert_has(facts, "metadata [subject] Groep 5\n");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(saved_page_without_boundary)
{
    g_autofree char *facts = page(SAVED "Content-Type: text/html\r\n"
                                        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
                                        "<p class=3Dx>Ilse");
    assert_has(facts, "body [] Ilse\n");
    assert_has(facts, "gap corrupt\n");
}
END_TEST

START_TEST(bids)
{
    ck_assert_int_eq(bid_of(&reader_mhtml, "x", "text/plain", SAVED, strlen(SAVED)), 70);
    ck_assert_int_eq(bid_of(&reader_mail, "x", "text/plain", HEAD "\r\n", strlen(HEAD) + 2), 65);
    ck_assert_int_eq(bid_of(&reader_mail, "x.txt", "text/plain", "From here on", 12), 0);
    ck_assert_int_eq(bid_of(&reader_mail, "x.txt", "text/plain", "To: do\nlijst", 12), 0);
    ck_assert_int_eq(bid_of(&reader_mhtml, "x.html", "text/html", "<html>", 6), 0);
    static const char part[] =
        "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\nSG9p";
    ck_assert_int_eq(bid_of(&reader_mail, "x", "text/plain", part, strlen(part)), 65);
    ck_assert_int_eq(bid_of(&reader_mail, "x", "text/plain", "Content-type: een uitleg\n\n", 26),
                     0);
}
END_TEST

int main(void)
{
    xml_warm_up();
    Suite *suite = suite_create("mail");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 30);
    tcase_add_test(tests, words);
    tcase_add_test(tests, parameters);
    tcase_add_test(tests, a_message);
    tcase_add_test(tests, texts);
    tcase_add_test(tests, parts);
    tcase_add_test(tests, broken_parts);
    tcase_add_test(tests, not_as_told);
    tcase_add_test(tests, locked_by_a_key);
    tcase_add_test(tests, nesting_is_bounded);
    tcase_add_test(tests, mailboxes);
    tcase_add_test(tests, saved_page);
    tcase_add_test(tests, saved_page_without_boundary);
    tcase_add_test(tests, bids);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
