/* What number formats of workbooks show. */
#include <check.h>
#include <glib.h>
#include <stdlib.h>

#include "readers/office/sheet_format.h"

static const struct {
    const char *code, *number, *shown, *behind;
} cases[] = {
    {"000000000", "12345678", "012345678", NULL},
    {"00\\-00000000", "612345678", "06-12345678", "612345678"},
    {"#,##0.00", "-1234567.5", "-1,234,567.50", "-1234567.5"},
    {"#,##0;(#,##0)", "-1234", "(1,234)", "-1234"},
    {"0.0#", "3", "3.0", NULL},
    {"0%", "0.25", "25%", "0.25"},
    {"#,##0,", "1234567", "1,235", "1234567"},
    {"[Red]\"groep \"0", "7", "groep 7", NULL},
    {"[$€-413] 0.00", "2.5", "€ 2.50", NULL},
    {"#", "0", "", "0"},
    {"dd/mm/yyyy", "38710", "24-12-2005", NULL},
    {"h:mm", "38710.5", "12:00", "24-12-2005 12:00:00"},
    {"d-m-yy h:mm", "38710.75", "24-12-2005 18:00", "24-12-2005 18:00:00"},
    {"[h]:mm", "1.5", "36:00", "01-01-1900 12:00:00"},
    {"General", "12", NULL, NULL},
    {"# ?/?", "2.5", NULL, NULL},
    {"0.00E+00", "12", NULL, NULL},
    {"@", "12", NULL, NULL},
    {"0", "geen getal", NULL, NULL},
    {"0", "1e300", NULL, NULL},
    {"yyyy", "-5", NULL, NULL},
    {"\"", "5", NULL, NULL},
    {"[", "5", NULL, NULL},
};

START_TEST(shown)
{
    g_autofree char *behind = NULL;
    g_autofree char *text = sheet_format_show_all(cases[_i].code, cases[_i].number, &behind);
    ck_assert_msg(g_strcmp0(text, cases[_i].shown) == 0, "%s of %s: %s", cases[_i].code,
                  cases[_i].number, text);
    ck_assert_msg(g_strcmp0(behind, cases[_i].behind) == 0, "%s of %s: behind it %s",
                  cases[_i].code, cases[_i].number, behind);
}
END_TEST

START_TEST(odd_codes)
{
    static const char letters[] = "0#?,.;%[]\"\\_*dmyhsE/@ ";
    guint32 state = 1;
    for (int i = 0; i < 20000; i++) {
        char code[17];
        for (size_t k = 0; k < sizeof code - 1; k++) {
            state = state * 1664525 + 1013904223;
            code[k] = letters[(state >> 16) % (sizeof letters - 1)];
        }
        code[sizeof code - 1 - (size_t)(i % 12)] = '\0';
        g_autofree char *text = sheet_format_show(code, (double)i * 1234.567 - 1000);
        (void)text;
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sheet formats");
    TCase *tests = tcase_create("all");
    tcase_add_loop_test(tests, shown, 0, G_N_ELEMENTS(cases));
    tcase_add_test(tests, odd_codes);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
