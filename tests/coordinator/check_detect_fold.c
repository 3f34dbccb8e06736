/*
 * Folding and tokens: each spelling of a letter, what vanishes, what separates, and that the fast
 * path and the slow path cut alike.
 */
#include "detect/tokens.h"

#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

static FoldTable *table;

static void set_up(void)
{
    table = fold_table_new();
}

static void tear_down(void)
{
    g_clear_pointer(&table, fold_table_free);
}

static void fold_is(const char *text, const char *wanted)
{
    char letters[256] = {0};
    fold_letters(table, text, 0, strlen(text), letters, NULL, sizeof letters - 1);
    ck_assert_str_eq(letters, wanted);
}

START_TEST(test_letters)
{
    fold_is("Éèêë", "eeee");
    fold_is("IİıiÎ", "iiiii");
    fold_is("ŁłØøĐđÐð", "lloodddd");
    fold_is("ßẞæÆœŒ", "ssssaeaeoeoe");
    fold_is("ĳĲ", "ijij");
    fold_is("ŞşĞğÇç", "ssggcc");
    fold_is("e\xcc\x81", "e");
    fold_is("Zo%C3%AB%20x", "zoex");
    fold_is("100%", "");
    fold_is("\xef\xac\x81", "fi");
    fold_is("Юлия", "юлия");
    fold_is("Sаnnе", "sanne"); /* two letters are Cyrillic */
    fold_is("ΜΑΝΟΝ", "manon");
    fold_is("ꜱᴀɴɴᴇ Ⓢⓐⓝⓝⓔ 🅂🅐🅽", "sannesannesan");
    fold_is("ZoÃ« ZoÃƒÂ«", "zoezoe");
}
END_TEST

static Token first_token(const char *text)
{
    Tokenizer tokenizer;
    Token token = {0};
    tokens_start(&tokenizer, table, text, strlen(text));
    ck_assert(tokens_next(&tokenizer, &token));
    return token;
}

START_TEST(test_hashes)
{
    Token composed = first_token("Zoë"), decomposed = first_token("Zoe\xcc\x88");
    Token plain = first_token("Zoe"), upper = first_token("ZOË");

    ck_assert_uint_eq(composed.hash, plain.hash);
    ck_assert_uint_eq(composed.hash, decomposed.hash);
    ck_assert_uint_eq(composed.exact, decomposed.exact);
    ck_assert_uint_eq(composed.exact, upper.exact);
    ck_assert_uint_ne(composed.exact, plain.exact);
    ck_assert_uint_eq(plain.hash, fold_hash("zoe", 3));
    ck_assert_uint_eq(first_token("I\xcc\x87pek").exact, first_token("İpek").exact);
    ck_assert_uint_eq(first_token("abcdefgh").hash, fold_hash("abcdefgh", 8));
    ck_assert_uint_eq(first_token("abcdefghi jklmnopqrst").hash, fold_hash("abcdefghi", 9));
    Tokenizer tokenizer = {.table = table, .text = "Bakkers en Zoës"};
    Token token = first_token(tokenizer.text);
    ck_assert_uint_eq(token_stem(&tokenizer, &token), fold_hash("bakker", 6));
}
END_TEST

static void cut_is(const char *text, const char *wanted)
{
    g_autoptr(GString) got = g_string_new(NULL);
    Tokenizer tokenizer;
    Token token;

    tokens_start(&tokenizer, table, text, strlen(text));
    while (tokens_next(&tokenizer, &token))
        g_string_append_printf(got, "%s%.*s", got->len ? "|" : "", (int)(token.end - token.start),
                               text + token.start);
    ck_assert_str_eq(got->str, wanted);
}

START_TEST(test_cuts)
{
    cut_is("Sanne de Vries", "Sanne|de|Vries");
    cut_is("SannedeVries", "Sannede|Vries");
    cut_is("IJsbrand SANNE iPhone", "IJsbrand|SANNE|i|Phone");
    cut_is("groep7b", "groep|7|b");
    cut_is("Emma's O’Brien v.d.", "Emma|s|O|Brien|v|d");
    cut_is("Sa\xc2\xadnne\xc2\xa0x", "Sa\xc2\xadnne|x");
    cut_is("\xff\xfe"
           "abc\xff",
           "abc");
    cut_is("", "");
    cut_is(" \n.,", "");
}
END_TEST

START_TEST(test_separators)
{
    static const struct {
        const char *text;
        unsigned before;
    } rows[] = {
        {"a b", SEPARATOR_SPACE},
        {"a\xe2\x80\xaf"
         "b",
         SEPARATOR_SPACE},
        {"a-b", SEPARATOR_HYPHEN},
        {"a\xe2\x80\x91"
         "b",
         SEPARATOR_HYPHEN},
        {"a’b", SEPARATOR_APOSTROPHE},
        {"a. b", SEPARATOR_DOT | SEPARATOR_SPACE},
        {"a\nb", SEPARATOR_NEWLINE},
        {"a\n \nb", SEPARATOR_NEWLINE | SEPARATOR_SPACE | SEPARATOR_PARAGRAPH},
        {"a%20b", SEPARATOR_SPACE},
        {"a@b", SEPARATOR_AT},
        {"a3", 0},
    };
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        Tokenizer tokenizer;
        Token token;
        tokens_start(&tokenizer, table, rows[i].text, strlen(rows[i].text));
        ck_assert(tokens_next(&tokenizer, &token));
        ck_assert_uint_eq(token.before, SEPARATOR_STOP);
        ck_assert(tokens_next(&tokenizer, &token));
        ck_assert_msg(token.before == rows[i].before, "%s: %u", rows[i].text, token.before);
    }
}
END_TEST

/* The fast path may only be faster. */
START_TEST(test_paths_agree)
{
    static const char *const pieces[] = {"a",
                                         "Sanne",
                                         "DE",
                                         " ",
                                         " ",
                                         "vriesvriesvries",
                                         "é",
                                         "%20",
                                         "9",
                                         "Ab",
                                         "-",
                                         ".",
                                         "_",
                                         "#",
                                         "\xc2\xad",
                                         "-\n",
                                         "\r\n",
                                         "\n\n",
                                         "zou",
                                         ", ",
                                         "<b>x",
                                         "S",
                                         " ",
                                         "schoolkinderen",
                                         "hottentottententententoonstelling"};
    enum { TOKENS = 512, AT_ONCE = 13 };
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);

    for (int round = 0; round < 3000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (int i = g_rand_int_range(rand, 0, round % 3 == 0 ? 200 : 30); i > 0; i--)
            g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
        Tokenizer one, other;
        Token token, tokens[TOKENS + AT_ONCE];
        tokens_start(&one, table, text->str, text->len);
        tokens_start(&other, table, text->str, text->len);
        size_t count = 0, got;
        while ((got = tokens_fill(&other, tokens + count, AT_ONCE)) > 0)
            ck_assert_uint_lt(count += got, TOKENS);
        for (size_t i = 0; i < count; i++) {
            ck_assert(tokens_next(&one, &token));
            ck_assert_uint_eq(token.start, tokens[i].start);
            ck_assert_uint_eq(token.end, tokens[i].end);
            ck_assert_uint_eq(token.hash, tokens[i].hash);
            ck_assert_uint_eq(token.exact, tokens[i].exact);
            ck_assert_uint_eq(token.shape, tokens[i].shape);
            ck_assert_uint_eq(token.before, tokens[i].before);
            ck_assert_uint_eq(token.letters, tokens[i].letters);
        }
        ck_assert(!tokens_next(&one, &token));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("detect_fold");
    TCase *all = tcase_create("all");

    tcase_add_unchecked_fixture(all, set_up, tear_down);
    tcase_add_test(all, test_letters);
    tcase_add_test(all, test_hashes);
    tcase_add_test(all, test_cuts);
    tcase_add_test(all, test_separators);
    tcase_add_test(all, test_paths_agree);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
