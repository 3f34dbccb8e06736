/* Suite of texts in base64 within texts: what is found, and what is no text. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "worker/coded.h"

static void take(void *user, const char *text, size_t length)
{
    g_string_append_len(user, text, (gssize)length);
    g_string_append_c(user, '|');
}

static void expect(const char *text, const char *wanted)
{
    g_autoptr(GString) found = g_string_new(NULL);

    coded_each(text, strlen(text), take, found);
    ck_assert_str_eq(found->str, wanted);
}

START_TEST(plain)
{
    expect("cn:: Wm/DqyBIYWRkYWQ=\nmail: a", "Zoë Haddad|");
    expect("a=\"U2FubmUgZGUgVnJpZXM\";b=\"Tm9vciBIYWRkYWQgPz8_\"",
           "Sanne de Vries|Noor Haddad ???|");
    expect("U2FubmUgZGUgVnJpZXMsIGdyb2VwIDcsIE5vb3IgSGFkZGFkLCBncm9lcCA4LCBLYWFuIFnEsWxk\r\n "
           "xLF6LCBncm9lcCA4",
           "Sanne de Vries, groep 7, Noor Haddad, groep 8, Kaan Yıldız, groep 8|");
    expect("Zm90bydzIHZhbiBTYW5uZSA\\/ IQ==", "foto's van Sanne ?|");
}
END_TEST

/* Of a drawing, percent-encoded before it was packed; of zlib. */
START_TEST(packed)
{
    expect("UzV2zq1wL0osyPDNT0nNUTV2VQWJOKfm5KgaGZQl5pSmqhq7qBoZReWrOhurOjoBRT0SU1ISU4BiqkZu"
           "EA1ABpopAA==",
           "<mxGraphModel><mxCell value=\"Zoë Haddad\"/></mxGraphModel>|");
    expect("eJzzy88vUvBITElJTNFRSC/KTy1QMLdWCE7My0tVSElVCCvKTC2GSVhYK3gnJuYpOJXmlJbABM30FPyo"
           "YAYA27MrzQ==",
           "Noor Haddad, groep 7; Sanne de Vries, groep 8; Kaan Bulut, groep 6. "
           "Noor Haddad, groep 7; Sanne de Vries, groep 8; Kaan Bulut, groep 6. "
           "|");
}
END_TEST

START_TEST(no_text)
{
    expect("verantwoordelijkheidsgevoel wp-content/uploads/2024/06/sanne-de-vries-groep-7.jpg", "");
    expect("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5"
           "ErkJggg==",
           "");
    expect("da39a3ee5e6b4b0d3255bfef95601890afd80709da39a3ee5e6b4b0d3255bfef", "");
    expect("AAAAAAAAAAAAAAAAAAAAAAAA MTIzNDU2Nzg5MDEy", "");
    expect("", "");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("coded");
    TCase *all = tcase_create("all");

    tcase_add_test(all, plain);
    tcase_add_test(all, packed);
    tcase_add_test(all, no_text);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
