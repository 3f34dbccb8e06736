/* What the program says on a terminal: the language it chooses, the sentences of the options, the
 * wrapping. That every id stands in both languages is check_texts.c's and the lint's. */
#include <check.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "language.h"

static void choose(const char *all, const char *messages, const char *lang, const char *option)
{
    char *argv[] = {(char *)"schoolaudit", (char *)"audit", (char *)option, NULL};

    g_setenv("LC_ALL", all, TRUE);
    g_setenv("LC_MESSAGES", messages, TRUE);
    g_setenv("LANG", lang, TRUE);
    language_choose(option ? 3 : 2, argv);
}

START_TEST(the_language_is_said_or_that_of_the_environment)
{
    ck_assert_str_eq(language_get(), "en");
    choose("", "", "nl_NL.UTF-8", NULL);
    ck_assert_str_eq(language_get(), "nl");
    choose("", "de_DE.UTF-8", "nl_NL.UTF-8", NULL);
    ck_assert_str_eq(language_get(), "en");
    choose("nl", "C", "C", NULL);
    ck_assert_str_eq(language_get(), "nl");
    choose("nl", "C", "C", "--language=en");
    ck_assert_str_eq(language_get(), "en");
    choose("C", "nl", "nl", "--language=fr");
    ck_assert_str_eq(language_get(), "en");
    char *argv[] = {(char *)"schoolaudit", (char *)"list", (char *)"--language", (char *)"nl",
                    NULL};
    language_choose(4, argv);
    ck_assert_str_eq(language_get(), "nl");
}
END_TEST

/* The sentence for these options of a command with --jobs and --policy. */
static char *refusal(const char *first, const char *second)
{
    int jobs = 0;
    char *policy = NULL;
    const GOptionEntry entries[] = {
        {"jobs", 0, 0, G_OPTION_ARG_INT, &jobs, "cli-option-jobs", "cli-value-number"},
        {"policy", 0, 0, G_OPTION_ARG_STRING, &policy, "cli-option-policy", "cli-value-file"},
        G_OPTION_ENTRY_NULL};
    char *strings[] = {(char *)"audit", (char *)first, (char *)second, NULL};
    char **argv = strings;
    int argc = second ? 3 : 2;
    g_autoptr(GError) error = NULL;

    ck_assert(!options_parse("audit", entries, &argc, &argv, &error));
    ck_assert(g_error_matches(error, EXIT_ERROR, EXIT_USAGE));
    g_free(policy);
    return g_strdup(error->message);
}

static void expect_refusal(const char *language, const char *first, const char *second,
                           const char *wanted)
{
    choose("", "", language, NULL);
    g_autofree char *have = refusal(first, second);

    ck_assert_str_eq(have, wanted);
}

START_TEST(wrong_options_get_a_sentence)
{
    expect_refusal("en", "--polcy", "x",
                   "there is no option --polcy, did you mean --policy? See schoolaudit audit "
                   "--help");
    expect_refusal("nl", "--zoveel", NULL,
                   "de optie --zoveel bestaat niet; zie schoolaudit audit --help");
    expect_refusal("nl", "--jobs", "veel",
                   "bij --jobs hoort een geheel getal, niet 'veel'; zie schoolaudit audit --help");
    expect_refusal("en", "--jobs", NULL,
                   "--jobs wants a value after it; see schoolaudit audit --help");
}
END_TEST

START_TEST(the_system_refuses_in_the_language)
{
    choose("", "", "nl", NULL);
    ck_assert_str_eq(language_errno(ENOENT), "bestaat niet");
    ck_assert_str_eq(language_errno(ENOSPC), "de schijf is vol");
    choose("", "", "C", NULL);
    ck_assert_str_eq(language_errno(EACCES), "no permission");
    ck_assert(*language_errno(EPIPE) != '\0');
}
END_TEST

static char *printed(void (*print)(FILE *, const char *), const char *words)
{
    char *text = NULL;
    FILE *stream = tmpfile();
    long length;

    ck_assert_ptr_nonnull(stream);
    print(stream, words);
    length = ftell(stream);
    rewind(stream);
    text = g_malloc0((gsize)length + 1);
    ck_assert_uint_eq(fread(text, 1, (size_t)length, stream), (size_t)length);
    fclose(stream);
    return text;
}

static void print_wrapped(FILE *stream, const char *words)
{
    terminal_print(stream, "  - ", 4, words);
}

static void print_message(FILE *stream, const char *words)
{
    terminal_print_message(stream, "schoolaudit: ", words);
}

START_TEST(words_are_wrapped_before_the_edge)
{
    GString *words = g_string_new("één");
    for (int i = 0; i < 60; i++)
        g_string_append(words, " toestemming");
    g_autofree char *text = printed(print_wrapped, words->str);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    ck_assert(g_str_has_prefix(text, "  - één toestemming"));
    ck_assert_uint_gt(g_strv_length(lines), 8);
    for (guint i = 0; lines[i] && *lines[i]; i++) {
        ck_assert_int_le(g_utf8_strlen(lines[i], -1), 79);
        ck_assert(i == 0 || g_str_has_prefix(lines[i], "    toestemming"));
    }
    g_string_free(words, TRUE);
}
END_TEST

START_TEST(a_log_gets_a_sentence_as_one_line_that_steers_nothing)
{
    GString *words = g_string_new("\x1b[2J\xff.csv:");
    for (int i = 0; i < 60; i++)
        g_string_append(words, " toestemming");
    g_autofree char *text = printed(print_message, words->str);

    ck_assert(g_str_has_prefix(text, "schoolaudit: ?[2J"));
    ck_assert(g_utf8_validate(text, -1, NULL));
    ck_assert_ptr_eq(strchr(text, '\n'), text + strlen(text) - 1);
    g_string_free(words, TRUE);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("messages");
    TCase *tests = tcase_create("messages");
    tcase_add_test(tests, the_language_is_said_or_that_of_the_environment);
    tcase_add_test(tests, wrong_options_get_a_sentence);
    tcase_add_test(tests, the_system_refuses_in_the_language);
    tcase_add_test(tests, words_are_wrapped_before_the_edge);
    tcase_add_test(tests, a_log_gets_a_sentence_as_one_line_that_steers_nothing);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
