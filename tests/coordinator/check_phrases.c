/*
 * Phrases of word lists in text: folding, word bounds, what joins words and what parts them,
 * beginnings of words, overlapping phrases, long texts, and where a scan gets its lists from.
 */
#include "detect/phrases.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "commands/wanted_phrases.h"

static Phrases *phrases;
static GString *answer;

static void set_up(void)
{
    phrases = phrases_new();
    answer = g_string_new(NULL);
}

static void tear_down(void)
{
    g_clear_pointer(&phrases, phrases_free);
    g_string_free(answer, TRUE);
}

static void add(const char *list, const char *phrase)
{
    ck_assert_msg(phrases_add(phrases, list, phrase), "%s", phrase);
}

static void note(const PhraseMatch *match, void *user)
{
    g_string_append_printf(answer, "%s%s=%.*s", answer->len > 0 ? "; " : "", match->list,
                           (int)(match->end - match->start), (const char *)user + match->start);
}

static void finds(const char *text, const char *wanted)
{
    g_string_truncate(answer, 0);
    phrases_find(phrases, text, strlen(text), note, (void *)text);
    ck_assert_msg(strcmp(answer->str, wanted) == 0, "'%s': wanted '%s', have '%s'", text, wanted,
                  answer->str);
}

START_TEST(test_words)
{
    add("agency", "ANP");
    add("agency", "Getty Images");
    add("agency", "Shutterstock");
    add("care", "één-op-één");
    finds("Foto: ANP", "agency=ANP");
    finds("(c)anp/Jansen", "agency=anp");
    finds("anpr en kanp", "");
    finds("GETTY-IMAGES, GettyImages, getty\nimages",
          "agency=GETTY-IMAGES; agency=GettyImages; agency=getty\nimages");
    finds("Getty, images. Getty\n\nimages", "");
    finds("ShutterStock", "agency=ShutterStock");
    finds("E\xcc\x81"
          "e\xcc\x81n op een",
          "care=E\xcc\x81"
          "e\xcc\x81n op een");
    finds("", "");
    finds("getty", "");
}
END_TEST

START_TEST(test_beginnings)
{
    add("insult", "sukkel*");
    add("insult", "dom* gans*");
    add("insult", "Zoë*");
    finds("Sukkels! sukkelaar, gesukkel", "insult=Sukkels; insult=sukkelaar");
    finds("domme ganzen of ganse, dom ganzenbord", "");
    finds("domme gansjes", "insult=domme gansjes");
    finds("zoetjes, ZOËtje", "insult=zoetjes; insult=ZOËtje");
    finds("su", "");
    ck_assert(!phrases_add(phrases, "insult", "ab*"));
    ck_assert(!phrases_add(phrases, "insult", "..."));
    ck_assert(!phrases_add(phrases, "insult", "a b c d e f g h i j k l m"));
}
END_TEST

START_TEST(test_overlaps)
{
    add("one", "open dag");
    add("one", "open");
    add("one", "dag van de leraar");
    add("two", "dag");
    add("two", "open");
    add("two", "open");
    finds("open dag van de leraar", "one=open dag; two=open; two=dag");
    finds("dag van de", "two=dag");
}
END_TEST

/* Longer than the window; hits across its ends. */
START_TEST(test_long)
{
    g_autoptr(GString) text = g_string_new(NULL);
    unsigned wanted = 0, have = 0;

    add("x", "een twee drie vier");
    for (unsigned i = 0; i < 3000; i++) {
        for (unsigned j = 0; j < i % 7; j++)
            g_string_append(text, "woord ");
        g_string_append(text, "een twee drie vier ");
        wanted++;
    }
    phrases_find(phrases, text->str, text->len, note, text->str);
    for (const char *at = answer->str; (at = strstr(at, "x=een twee drie vier")); at++)
        have++;
    ck_assert_uint_eq(have, wanted);
}
END_TEST

START_TEST(test_wanted)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(Policy) policy = policy_load("cederboom", &error);
    g_autoptr(Phrases) all = policy ? phrases_wanted(policy, &error) : NULL;
    static const char text[] =
        "De video-interactie van vorige week; zie het protocol social media.";
    g_autofree char *digest = NULL, *other = phrases_digest(phrases);

    ck_assert_msg(all != NULL, "%s", error ? error->message : "");
    phrases_find(all, text, strlen(text), note, (void *)text);
    ck_assert_ptr_nonnull(strstr(answer->str, "words=video-interactie"));
    ck_assert_ptr_nonnull(strstr(answer->str, "titles=protocol social media"));
    digest = phrases_digest(all);
    ck_assert_str_ne(digest, other);
    ck_assert(!phrases_add_list(all, "no-such-list", &error));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("phrases");
    TCase *tests = tcase_create("phrases");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, test_words);
    tcase_add_test(tests, test_beginnings);
    tcase_add_test(tests, test_overlaps);
    tcase_add_test(tests, test_long);
    tcase_add_test(tests, test_wanted);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
