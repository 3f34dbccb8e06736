/* The escapers, each with what an attacker would put into its context. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "reports/escape.h"

typedef void (*Escape)(GString *out, const char *text);

static void check_escaped(Escape escape, const char *text, const char *wanted)
{
    g_autoptr(GString) out = g_string_new(NULL);
    escape(out, text);
    ck_assert_str_eq(out->str, wanted);
}

START_TEST(html_lets_no_markup_through)
{
    check_escaped(escape_html_text, "<script>alert('1')</script>",
                  "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
    check_escaped(escape_html_attribute, "\" onload=\"x", "&quot; onload=&quot;x");
    check_escaped(escape_html_text, "&lt;", "&amp;lt;");
    check_escaped(escape_html_text, NULL, "");
}
END_TEST

START_TEST(invisible_characters_are_shown)
{
    check_escaped(escape_html_text, "a\u202Egnp.exe\u2069", "a⟨U+202E⟩gnp.exe⟨U+2069⟩");
    check_escaped(escape_html_text, "a\ab\x1b[2J", "a␇b␛[2J");
    check_escaped(escape_html_text, "a\tb\nc", "a b c");
    check_escaped(escape_html_text, "\u00AD\uFEFF\u200D", "⟨U+00AD⟩⟨U+FEFF⟩⟨U+200D⟩");
    check_escaped(escape_html_text, "\xff\xfe", "\uFFFD\uFFFD");
    check_escaped(escape_html_text, "Yıldız, Łukasz", "Yıldız, Łukasz");
}
END_TEST

START_TEST(long_texts_are_cut)
{
    g_autofree char *lines = g_strnfill(5000, 'x');
    g_autoptr(GString) out = g_string_new(NULL);
    escape_html_text(out, lines);
    ck_assert_uint_eq(out->len, ESCAPE_FIELD_CHARACTERS + strlen("…"));
}
END_TEST

START_TEST(only_fragments_are_links)
{
    static const char *const refused[] = {"javascript:alert(1)", "http://x", "//x", "", "#a\"b",
                                          "data:text/html,x",    "#a:b",     " #a"};
    g_autoptr(GString) out = g_string_new(NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(refused); i++)
        ck_assert(!escape_html_fragment(out, refused[i]));
    ck_assert_uint_eq(out->len, 0);
    ck_assert(escape_html_fragment(out, "#protocol?result=fail"));
    ck_assert_str_eq(out->str, "#protocol?result=fail");
}
END_TEST

START_TEST(json_is_json_and_inert)
{
    check_escaped(escape_json, NULL, "null");
    check_escaped(escape_json, "a\"\\\n", "\"a\\\"\\\\\\u000a\"");
    check_escaped(escape_json, "</script>", "\"\\u003c/script\\u003e\"");
    check_escaped(escape_json, "\u202E\u2028", "\"\\u202e\\u2028\"");
    check_escaped(escape_json, "\U000E0041", "\"\\udb40\\udc41\"");
    check_escaped(escape_json, "\xff", "\"\uFFFD\"");
}
END_TEST

START_TEST(csv_runs_no_formula)
{
    check_escaped(escape_csv, "=1+1", "\"'=1+1\"");
    check_escaped(escape_csv, "+31", "\"'+31\"");
    check_escaped(escape_csv, "-1", "\"'-1\"");
    check_escaped(escape_csv, "@SUM(A1)", "\"'@SUM(A1)\"");
    check_escaped(escape_csv, "\t=1", "\"' =1\"");
    check_escaped(escape_csv, "\r", "\"' \"");
    check_escaped(escape_csv, "  =1", "\"'  =1\"");
    check_escaped(escape_csv, "\uFF1D1", "\"'\uFF1D1\"");
    check_escaped(escape_csv, "\u200B=1", "\"'⟨U+200B⟩=1\"");
    check_escaped(escape_csv, "zij zei \"ja\";\nnee", "\"zij zei \"\"ja\"\"; nee\"");
    check_escaped(escape_csv, NULL, "\"\"");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("escape");
    TCase *tests = tcase_create("escape");
    tcase_add_test(tests, html_lets_no_markup_through);
    tcase_add_test(tests, invisible_characters_are_shown);
    tcase_add_test(tests, long_texts_are_cut);
    tcase_add_test(tests, only_fragments_are_links);
    tcase_add_test(tests, json_is_json_and_inert);
    tcase_add_test(tests, csv_runs_no_formula);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
