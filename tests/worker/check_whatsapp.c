/*
 * Suite of the WhatsApp reader: one test a trick of the format. People are invented.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

extern const Reader reader_whatsapp;
extern const Reader reader_text;

#define MARK "\u200e"
#define ANDROID "x/WhatsApp-chat met Ouders groep 5.txt"
#define IOS "WhatsApp Chat - Ouders groep 5.zip!/_chat.txt"

static char *facts_at(const char *path, const char *chat)
{
    return facts_of(&reader_whatsapp, path, "text/plain", chat, strlen(chat));
}

static void assert_facts(const char *path, const char *chat, const char *const *wanted)
{
    g_autofree char *facts = facts_at(path, chat);

    ck_assert_int_gt(bid_of(&reader_whatsapp, path, "text/plain", chat, strlen(chat)),
                     bid_of(&reader_text, path, "text/plain", chat, strlen(chat)));
    for (; *wanted; wanted++)
        assert_has(facts, *wanted);
}

#define ASSERT_FACTS(path, chat, ...)                                                              \
    assert_facts(path, chat, (const char *const[]){__VA_ARGS__, NULL})

START_TEST(android)
{
    ASSERT_FACTS(
        ANDROID,
        "21-06-2024 10:15 - Berichten zijn versleuteld. Tik voor meer info.\n"
        "21-06-2024 10:15 - Juf Els heeft de groep \"Ouders: groep 5\" gemaakt\n"
        "21-06-2024 10:16 - Zo\u00eb Haddad: Mag ik de foto van Noor?\n"
        "21-06-2024 10:17 - Juf Els: " MARK "IMG-20240621-WA0001.jpg (bestand bijgevoegd)\n"
        "Kaan en Bram in de boom\n"
        "21-06-2024 10:17 - Juf Els: DOC-20240621-WA0006. (bestand bijgevoegd)\n"
        "21-06-2024 10:17 - Juf Els: brief 100%.pdf (bestand bijgevoegd)\n"
        "21-06-2024 10:18 - +31 6 12345678: <Media weggelaten>\n"
        "21-06-2024 10:21 - Juf Els: PEILING:\nWie rijdt?\nOPTIE: ja (3 stemmen)\n",
        "publication 1 message published platform=whatsapp title=Ouders groep 5 access=direct",
        "property p1 m0 platform DateOrder=day first\n", "contact participant name=Zoë Haddad\n",
        "contact participant name=Juf Els\n", "contact participant handle=+31 6 12345678\n",
        "text p3 m0 body [system] Juf Els heeft de groep \"Ouders: groep 5\" gemaakt",
        "publication 4 message published reply-to=1 platform=whatsapp "
        "published=2024-06-21T10:16:00 known=export author=Zoë Haddad access=direct",
        "text p4 m0 body [message] Mag ik de foto van Noor?",
        "medium p5 m1 image IMG-20240621-WA0001.jpg\n",
        "text p5 m1 caption [caption] Kaan en Bram in de boom",
        "medium p6 m2 attachment DOC-20240621-WA0006.\n",
        "medium p7 m3 attachment brief 100%25.pdf\n", "[media left out] <Media weggelaten>",
        "[message] PEILING:\nWie rijdt?\nOPTIE: ja (3 stemmen)", "gap media-omitted");
}
END_TEST

START_TEST(ios)
{
    ASSERT_FACTS(
        IOS,
        "\xef\xbb\xbf[21-06-2024, 10:15:30] Ouders groep 5: " MARK "Berichten zijn versleuteld.\r\n"
        "[21-06-2024, 10:15:31] Ouders groep 5: " MARK "Juf Els heeft deze groep gemaakt\r\n"
        "[21-06-2024, 10:16:02] ~\u00a0Zo\u00eb Haddad: Hoi\r\nHier:\r\n- Noor: 2x\r\n[let "
        "op]\r\n" MARK "[21-06-2024, 10:17:01] Juf Els: " MARK
        "<bijgevoegd: 00000014-PHOTO-2024.jpg>\r\n" MARK
        "[21-06-2024, 10:17:05] Juf Els: brief Kaan.pdf \u2022 " MARK "3 pagina's " MARK
        "<bijgevoegd: 00000015-brief Kaan.pdf>\r\n" MARK
        "[21-06-2024, 10:18:00] \u202a+31\u00a06\u00a012345678\u202c: " MARK
        "afbeelding weggelaten\r\n" MARK "[21-06-2024, 10:19:00] Juf Els: " MARK
        "Locatie: https://maps.google.com/?q=52.0900,5.1214\r\n",
        "title=Ouders groep 5", "text p3 m0 body [system] Juf Els heeft deze groep gemaakt",
        "contact participant name=Zoë Haddad\n", "contact participant handle=+31 6 12345678\n",
        "text p4 m0 body [message] Hoi\nHier:\n- Noor: 2x\n[let op]\n",
        "medium p5 m1 image 00000014-PHOTO-2024.jpg\n",
        "medium p6 m2 attachment 00000015-brief Kaan.pdf\n",
        "text p6 m2 caption [caption] brief Kaan.pdf • 3 pagina's\n",
        "[media left out] afbeelding weggelaten",
        "property p8 m0 platform GPSPosition=52.0900,5.1214", "gap media-omitted");
    g_autofree char *facts = facts_at(IOS, "[21-06-2024, 10:15:30] Groep: " MARK
                                           "versleuteld\n[21-06-2024, 10:16:30] A: b\n");

    assert_has_not(facts, "contact participant name=Groep");
    assert_has_not(facts, "author=Groep");
    assert_has_not(facts, "gap");
}
END_TEST

/* Phones in many languages, and what is copied from WhatsApp in a browser. */
START_TEST(clocks_of_many_languages)
{
    static const char *const heads[] = {"[21/06/2024 \u00e0 14:05:00] ",
                                        "21/06/2024 14 h 05 - ",
                                        "\u0662\u0661\u200f/\u0666\u200f/\u0662\u0660\u0662\u0664, "
                                        "\u0662:\u0660\u0665 \u0645 - ",
                                        "2024/6/21 \u4e0b\u53482:05 - ",
                                        "2024\u5e746\u670821\u65e5 14:05 - ",
                                        "[2024. 6. 21. \uc624\ud6c4 2:05:00] ",
                                        "2024. 06. 21. 14:05 - ",
                                        "[14:05, 21-6-2024] ",
                                        "14:05, 21/06/2024 - ",
                                        "21.06.24 \u0433., 14:05 \u0447. - ",
                                        "[21.06.24 \u0433., 14:05:00 \u0447.] ",
                                        "21. 06. 2024. 14:05 - ",
                                        "21/6/24, 2:05 \u03bc.\u03bc. - ",
                                        "21.06.24 kl. 14.05 - ",
                                        "21.6.2024 klo 14.05 - ",
                                        "21/06/2024, 14:05 \u2013 "};

    for (size_t i = 0; i < G_N_ELEMENTS(heads); i++) {
        g_autofree char *chat =
            g_strdup_printf("%sEls Bos: een\nNoor\n%sKaan: twee\n", heads[i], heads[i]);

        ASSERT_FACTS(ANDROID, chat, "published=2024-06-21T14:05:00 known=export author=Els Bos",
                     "body [message] een\nNoor", "author=Kaan");
    }
    ASSERT_FACTS(ANDROID, "21-06-2024 10:15 - A: een\r21-06-2024 10:16 - B: twee\r",
                 "body [message] een", "body [message] twee");
}
END_TEST

START_TEST(order_of_dates_is_decided_by_the_file)
{
    ASSERT_FACTS(ANDROID, "06/07/24, 10:15 - A: een\n06/21/24, 10:15 - B: twee\n",
                 "DateOrder=month first\n", "published=2024-06-07T10:15:00 known=export");
    ASSERT_FACTS(ANDROID, "06/07/24, 10:15 - A: een\n21/07/24, 10:15 - B: twee\n",
                 "DateOrder=day first\n", "published=2024-07-06T10:15:00 known=export");
    /* 7 June, 5 July: only as month first is it in order. */
    ASSERT_FACTS(ANDROID, "06/07/24, 10:15 - A: een\n07/05/24, 10:15 - B: twee\n",
                 "DateOrder=month first\n", "published=2024-07-05T10:15:00 known=export");
    ASSERT_FACTS(ANDROID, "06-07-24 10:15 - A: een\n", "DateOrder=day first, assumed",
                 "published=2024-07-06T10:15:00 known=text");
    ASSERT_FACTS(ANDROID, "6/7/24, 10:15\u202fPM - A: een\n", "DateOrder=month first, assumed",
                 "published=2024-06-07T22:15:00 known=text");
    ASSERT_FACTS(ANDROID, "2024/12/01, 12:04 am - A: een\n2024/12/01, 12:05 p.m. - A: twee\n",
                 "published=2024-12-01T00:04:00", "published=2024-12-01T12:05:00");
}
END_TEST

START_TEST(other_shapes)
{
    ASSERT_FACTS("x/_chat.txt", "21-06-16 09:05:03: Juf Els: <" MARK "afbeelding weggelaten>\r\n",
                 "published=2016-06-21T09:05:03", "author=Juf Els", "gap media-omitted");
    ASSERT_FACTS("x/_chat.txt", "[13.6.2018 klo 21.25.15] Mika: hei\n",
                 "published=2018-06-13T21:25:15", "[message] hei");
    ASSERT_FACTS("chat.txt", "23/06/2018, 1:55 p. m. - A: een\n23/06/2018, 1:56 - A: twee\n",
                 "published=2018-06-23T13:55:00");
    ASSERT_FACTS(IOS, "[21-06-2024, 10:15:30] Bedrijf:\n[31-02-2024, 10:15] A: nooit\n",
                 "author=Bedrijf", "author=A access=direct", "[message] nooit");
    ASSERT_FACTS(IOS, "kop zonder datum\n21-06-2024, 10:15 - A: b\n21-06-2024, 10:16 - A: c\n",
                 "[system] kop zonder datum", "[message] b");
}
END_TEST

START_TEST(what_is_no_chat)
{
    static const char log[] = "[2024-06-21 10:15:30] production.ERROR: stuk\n"
                              "[2024-06-21 10:15:31] production.ERROR: nog stuk\n";
    static const char diary[] = "21-06-2024 Vandaag naar het bos.\n22-06-2024 Thuis: regen.\n";

    ck_assert_int_eq(bid_of(&reader_whatsapp, "app.log", "text/plain", log, strlen(log)), 0);
    ck_assert_int_eq(bid_of(&reader_whatsapp, "a.txt", "text/plain", diary, strlen(diary)), 0);
    ck_assert_int_eq(bid_of(&reader_whatsapp, "whatsapp.txt", "text/plain", diary, strlen(diary)),
                     0);
}
END_TEST

START_TEST(cut_at_every_byte)
{
    static const char chat[] =
        "[21-06-2024, 10:15:30] \u202aZo\u00eb: " MARK "<bijgevoegd: a.jpg>\r\n"
        "21/6/24 1:2 AM - x: IMG-20240621-WA0001.jpg (file attached)\nz";

    for (size_t length = 0; length <= strlen(chat); length++)
        g_free(facts_of(&reader_whatsapp, IOS, "text/plain", chat, length));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("whatsapp");
    TCase *all = tcase_create("all");

    tcase_add_test(all, android);
    tcase_add_test(all, ios);
    tcase_add_test(all, clocks_of_many_languages);
    tcase_add_test(all, order_of_dates_is_decided_by_the_file);
    tcase_add_test(all, other_shapes);
    tcase_add_test(all, what_is_no_chat);
    tcase_add_test(all, cut_at_every_byte);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
