/*
 * The name finder on texts nobody wrote: whatever comes, offsets lie in the text and on characters,
 * matches come in order, twice the same text gives twice the same, and long texts take no longer
 * than their length asks.
 */
#include "detect/names.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

static const NamePerson people[] = {
    {.first = "Sanne", .infix = "de", .last = "Vries", .group = "7"},
    {.first = "Jan-Pieter", .last = "Jansen-van der Meer", .initials = "J.P."},
    {.first = "Ayşe", .last = "Yıldırım"},
    {.first = "Bo", .last = "Li", .first_names = "Bo Maria"},
    {.first = "Jan", .last = "Bakker", .role = ROLE_STAFF},
    {.first = "Roos", .infix = "van 't", .last = "Hof"},
    {.last = "van"},   /* nothing but a particle */
    {.first = "Emma"}, /* no surname */
    {0},
    {.first = "123", .last = "\xe2\x80\x8b"},
    {.first = "A B C D E F G H I J K L M N", .last = "a-b-c-d-e-f-g-h-i-j-k-l-m-n-o-p"},
};

static const char *const pieces[] = {"Sanne",
                                     "sanne",
                                     "de",
                                     "De",
                                     "Vries",
                                     "vries",
                                     "VRIES",
                                     "Jan",
                                     "Pieter",
                                     "Jansen",
                                     "van",
                                     "der",
                                     "v.d.",
                                     "Meer",
                                     "Ayşe",
                                     "Ayse",
                                     "Yıldırım",
                                     "Bo",
                                     "Li",
                                     "Bakker",
                                     "meester",
                                     "groep",
                                     "7",
                                     "'t",
                                     "Hof",
                                     "Roos",
                                     "S.",
                                     "J.P.",
                                     "straat",
                                     "Emma",
                                     "sannedevries",
                                     "SannedeVries",
                                     " ",
                                     " ",
                                     " ",
                                     " ",
                                     " ",
                                     ",",
                                     ", ",
                                     ". ",
                                     "-",
                                     "_",
                                     "/",
                                     "\n",
                                     "\n\n",
                                     "@",
                                     "#",
                                     "%20",
                                     "%C3%AB",
                                     "%",
                                     "'",
                                     "’",
                                     "\xc2\xad",
                                     "\xe2\x80\x8b",
                                     "\xcc\x88",
                                     "é",
                                     "日本",
                                     "Дима",
                                     "🙂",
                                     "x",
                                     "s",
                                     "'s"};

static NameIndex *names;

static void set_up(void)
{
    g_autoptr(GError) error = NULL;
    names = names_new(people, G_N_ELEMENTS(people), &error);
    ck_assert_msg(names != NULL, "%s", error ? error->message : "?");
}

static void tear_down(void)
{
    g_clear_pointer(&names, names_free);
}

typedef struct {
    const char *text;
    size_t length, last, count;
    GString *seen;
    bool valid; /* the text is UTF-8 */
    bool wrong;
} Seen;

static bool on_character(const Seen *seen, size_t offset)
{
    return !seen->valid || offset == seen->length ||
           ((unsigned char)seen->text[offset] & 0xc0) != 0x80;
}

/* No ck_assert here: it writes to a file each time, and this is called millions of times. */
static void match_check(const NameMatch *match, void *user)
{
    Seen *seen = user;

    seen->wrong |= match->start >= match->end || match->end > seen->length ||
                   match->start < seen->last || match->person >= G_N_ELEMENTS(people) ||
                   match->form >= NAME_FORMS || match->tier > TIER_TRACE ||
                   match->surname != (match->form != NAME_FORM_FIRST);
    seen->wrong |= !on_character(seen, match->start) || !on_character(seen, match->end);
    seen->last = match->start;
    seen->count++;
    if (seen->seen)
        g_string_append_printf(seen->seen, "%u.%u.%zu.%zu.%x.%u ", match->person, match->tier,
                               match->start, match->end, match->reasons, match->form);
}

/* Searches a copy without anything behind it, so that reading too far is seen. */
static Seen search(const char *text, size_t length, Carrier carrier, bool valid, GString *out)
{
    g_autofree char *copy = g_malloc(length ? length : 1);
    Seen seen = {.text = copy, .length = length, .seen = out, .valid = valid};

    memcpy(copy, text, length);
    names_find(names, copy, length, carrier, match_check, &seen);
    ck_assert(!seen.wrong);
    return seen;
}

START_TEST(test_pieces)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(42);
    size_t found = 0;

    for (int round = 0; round < 4000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        g_autoptr(GString) one = g_string_new(NULL), two = g_string_new(NULL);
        int count = g_rand_int_range(rand, 0, round % 50 == 0 ? 3000 : 40);
        for (int i = 0; i < count; i++)
            g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
        Carrier carrier = (Carrier)(round % 3);
        found += search(text->str, text->len, carrier, true, one).count;
        search(text->str, text->len, carrier, true, two);
        ck_assert_str_eq(one->str, two->str);
    }
    ck_assert_uint_gt(found, 10000);
}
END_TEST

START_TEST(test_random_characters)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(43);

    for (int round = 0; round < 1000; round++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (int i = g_rand_int_range(rand, 0, 200); i > 0; i--) {
            gunichar c = (gunichar)g_rand_int_range(rand, 1, round % 2 ? 0x300 : 0x10ffff);
            if (g_unichar_validate(c))
                g_string_append_unichar(text, c);
        }
        search(text->str, text->len, (Carrier)(round % 3), true, NULL);
    }
}
END_TEST

START_TEST(test_random_bytes)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(44);

    for (int round = 0; round < 1000; round++) {
        char bytes[300];
        size_t length = (size_t)g_rand_int_range(rand, 0, sizeof bytes);
        for (size_t i = 0; i < length; i++)
            bytes[i] = (char)g_rand_int(rand);
        search(bytes, length, (Carrier)(round % 3), false, NULL);
    }
}
END_TEST

/* What is far away changes nothing: the window moves over the text without a seam. */
START_TEST(test_seams)
{
    for (int before = 380; before < 560; before++) {
        g_autoptr(GString) text = g_string_new(NULL);
        for (int i = 0; i < before; i++)
            g_string_append(text, "woord ");
        g_string_append(text, "en Sanne de Vries was er");
        for (int i = 0; i < 200; i++)
            g_string_append(text, " woord");
        ck_assert_uint_eq(search(text->str, text->len, CARRIER_PROSE, true, NULL).count, 1);
    }
}
END_TEST

static void repeat(const char *piece, size_t size, Carrier carrier)
{
    g_autoptr(GString) text = g_string_sized_new(size + 64);

    while (text->len < size)
        g_string_append(text, piece);
    gint64 started = g_get_monotonic_time();
    search(text->str, text->len, carrier, true, NULL);
    double seconds = (double)(g_get_monotonic_time() - started) / 1e6;
    /* Far above what is needed, far below what a square of the length would take. */
    ck_assert_msg(seconds < 20, "'%s' took %.1f s", piece, seconds);
}

START_TEST(test_long)
{
    static const char *const long_pieces[] = {
        "a",   "aB", "é", "\xe2\x80\x8b", "a\xe2\x80\x8b", "aB\xe2\x80\x8b", "1",
        "%41", "%",  ".", "\xcc\x88"};

    for (size_t i = 0; i < G_N_ELEMENTS(long_pieces); i++) {
        repeat(long_pieces[i], 10 << 20, CARRIER_PROSE);
        repeat(long_pieces[i], 2 << 20, CARRIER_SLUG);
    }
}
END_TEST

START_TEST(test_dense)
{
    static const char *const dense[] = {"Sanne ",
                                        "Sanne de Vries ",
                                        "Vries, Sanne ",
                                        "Bakker ",
                                        "de ",
                                        "S. ",
                                        "sannedevries/",
                                        "Jan-Pieter Jansen-van der Meer ",
                                        "groep 7 ",
                                        "SannedeVries",
                                        "sannesannesannesannesannesannesannesannesannesannesanne_"};

    for (size_t i = 0; i < G_N_ELEMENTS(dense); i++)
        for (int carrier = 0; carrier < 3; carrier++)
            repeat(dense[i], 1 << 20, (Carrier)carrier);
}
END_TEST

START_TEST(test_empty)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(NameIndex) nobody = names_new(NULL, 0, &error);

    Seen none = {.text = "Sanne de Vries", .length = 14};

    ck_assert_ptr_nonnull(nobody);
    names_find(nobody, "Sanne de Vries", 14, CARRIER_PROSE, match_check, &none);
    ck_assert_uint_eq(none.count, 0);
    ck_assert_uint_eq(search("", 0, CARRIER_PROSE, true, NULL).count, 0);
    ck_assert_uint_eq(search("\0\0Emma\0", 7, CARRIER_PROSE, true, NULL).count, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("detect_random");
    TCase *all = tcase_create("all");

    tcase_set_timeout(all, 240);
    tcase_add_unchecked_fixture(all, set_up, tear_down);
    tcase_add_test(all, test_pieces);
    tcase_add_test(all, test_random_characters);
    tcase_add_test(all, test_random_bytes);
    tcase_add_test(all, test_seams);
    tcase_add_test(all, test_long);
    tcase_add_test(all, test_dense);
    tcase_add_test(all, test_empty);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
