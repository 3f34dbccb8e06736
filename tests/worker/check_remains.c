/* Words in what no reader wants. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"

#include "readers/text/remains.h"
#include "worker/input.h"
#include "worker/sniff.h"

static void read_remains(Input *input, Sink *sink)
{
    remains_read(input, sink);
}

static const Reader remains = {.name = "remains", .read = read_remains};

static char *words_of(const void *bytes, size_t length)
{
    return facts_of(&remains, "x.bin", "application/octet-stream", bytes, length);
}

#define ASSERT_WORDS(bytes, wanted)                                                                \
    do {                                                                                           \
        g_autofree char *facts = words_of(bytes, sizeof(bytes) - 1);                               \
        assert_has(facts, wanted);                                                                 \
    } while (0)

START_TEST(every_form)
{
    ASSERT_WORDS("\1\2Sanne de Vries was er\0\xCB\1", "body [recovered] Sanne de Vries was er\n");
    ASSERT_WORDS("\1\2M\xC3\xBC\xC5\x9F"
                 "erref Y\xC4\xB1lmaz\1",
                 "Müşerref Yılmaz\n");
    ASSERT_WORDS("\xF0\x01Kl\xE4re M\xFCller\1", "Kläre Müller\n");
    ASSERT_WORDS("\x9B\x01S\0j\0o\0e\0r\0d\0\0\0", "Sjoerd\n");
    ASSERT_WORDS("\x9B\x01\x01\x41\0u\0k\0a\0s\0z\xFF\xFF", "Łukasz\n");
    ASSERT_WORDS("\x9B\x01\x41\x01u\0k\0a\0s\0z\0\xFF\xFF", "Łukasz\n");
    ASSERT_WORDS("12 34 (Sanne) show 56 78\1", "(Sanne) show 56 78\n");
    ASSERT_WORDS("12\0xN\0y\0n\0k\0e\0\xFF", "Nynke\n"); /* its first letter ends bytes */
}
END_TEST

START_TEST(no_words)
{
    static const char *const nothing[] = {"", "12345678", "kZpQdwAs", "\1\2\3\4", "ab cd ef gh"};

    for (size_t i = 0; i < G_N_ELEMENTS(nothing); i++) {
        g_autofree char *facts = words_of(nothing[i], strlen(nothing[i]));
        assert_has_not(facts, "recovered");
    }
}
END_TEST

/* Wherever a window ends: nothing is cut, nothing comes twice. */
START_TEST(long_items)
{
    for (size_t before = (1U << 20) - 20; before < (1U << 20) + 3; before++) {
        g_autoptr(GString) bytes = g_string_new(NULL);
        const char *first;

        g_string_set_size(bytes, before);
        memset(bytes->str, '\1', before);
        g_string_append_len(bytes, "Sanne de Vries\1", 15);
        g_autofree char *facts = words_of(bytes->str, bytes->len);
        ck_assert_ptr_nonnull(first = strstr(facts, "Sanne de Vries\n"));
        ck_assert_ptr_null(strstr(first + 14, "ries"));
    }
}
END_TEST

/* Digits in UTF-16 are no words, and each is looked at once. */
START_TEST(long_lines)
{
    g_autoptr(GString) bytes = g_string_new(NULL);

    for (size_t i = 0; i < 2000000; i++)
        g_string_append_len(bytes, "7\0", 2);
    g_string_append_len(bytes, "\1S\0a\0n\0n\0e\0\xFF", 12);
    g_autofree char *facts = words_of(bytes->str, bytes->len);
    assert_has(facts, "Sanne\n");
}
END_TEST

/* An icon is small pictures and nothing else: a photo in its place, or behind it, is no icon. */
START_TEST(icons_that_are_none)
{
    static const char small[] = "\0\0\1\0\1\0\x10\x10\0\0\1\0\x20\0\x04\0\0\0\x16\0\0\0abcd";
    static const char large[] = "\0\0\1\0\1\0\0\0\0\0\1\0\x20\0\x18\0\0\0\x16\0\0\0"
                                "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x0f\xa0\0\0\x0b\xb8";
    static const guint8 zeros[2000];
    g_autoptr(GByteArray) behind = g_byte_array_new();
    Slice files[3] = {{small, sizeof small - 1}, {large, sizeof large - 1}};

    g_byte_array_append(behind, (const guint8 *)small, sizeof small - 1);
    g_byte_array_append(behind, (const guint8 *)"\xff\xd8\xff\xe0 Sanne de Vries", 20);
    g_byte_array_append(behind, zeros, sizeof zeros);
    files[2] = (Slice){(const char *)behind->data, behind->len};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(Input) input =
            input_new_memory("favicon.ico", NULL, files[i].data, files[i].length);
        Sniff sniff = sniff_input(input);

        ck_assert_str_eq(sniff.type, "image/x-icon");
        ck_assert(sniff.is_harmless == (i == 0));
    }
}
END_TEST

/* A font is none because two bytes say so: what is called harmless is looked at by nobody. */
START_TEST(no_fonts_by_chance)
{
    static const char bytes[] = "\x0F\x00"
                                "d\xEB\xB0Sanne de Vries was er\1";
    static const struct {
        const char *path;
        bool harmless;
    } files[] = {{"x.bin", false}, {"x.jpg", false}, {"x.ttf", true}};

    sniff_warm_up();
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(Input) input = input_new_memory(files[i].path, NULL, bytes, sizeof bytes - 1);
        Sniff sniff = sniff_input(input);

        ck_assert_str_eq(sniff.type, "font/x-amiga-font");
        ck_assert(sniff.is_harmless == files[i].harmless);
    }
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    Suite *suite = suite_create("remains");
    TCase *all = tcase_create("all");

    tcase_add_test(all, every_form);
    tcase_add_test(all, no_words);
    tcase_add_test(all, long_items);
    tcase_add_test(all, long_lines);
    tcase_add_test(all, no_fonts_by_chance);
    tcase_add_test(all, icons_that_are_none);
    suite_add_tcase(suite, all);
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? 0 : 1;
}
