/*
 * The bound on the text of one item: what is shown a thousand times over is told as a gap, once,
 * and no more is taken. And what of it is UTF-8.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "wire/utf8.h"
#include "worker/limits.h"
#include "worker/sink.h"

#define PIECE (1U << 20)

typedef struct {
    uint64_t bytes;
    unsigned gaps;
} Taken;

static void take(void *user, const Fact *fact)
{
    Taken *taken = user;

    if (fact->kind == FACT_TEXT)
        taken->bytes += fact->text.length;
    taken->gaps += fact->kind == FACT_GAP;
}

/* So many texts of a megabyte from an item of that size. */
static Taken tell(uint64_t size, unsigned pieces, Reason reason)
{
    static const SinkCallbacks callbacks = {take, NULL, NULL};
    Taken taken = {0};
    g_autoptr(Sink) sink = sink_new(&callbacks, &taken);
    g_autofree char *text = g_strnfill(PIECE, ' ');

    sink_bound_text(sink, size);
    for (unsigned i = 0; i < pieces; i++)
        sink_text(sink, 0, 0, PLACE_BODY, NULL, text, PIECE);
    ck_assert_str_eq(reason_id(sink_first_gap(sink, NULL)), reason_id(reason));
    ck_assert_int_eq(sink_is_full(sink), reason != REASON_NONE);
    return taken;
}

START_TEST(a_small_item_has_no_ocean_of_text)
{
    unsigned most = LIMIT_TEXT_FROM / PIECE;
    Taken taken = tell(100000, most + 20, REASON_LIMIT_RATIO);

    ck_assert_uint_eq(taken.gaps, 1);
    ck_assert_uint_ge(taken.bytes, LIMIT_TEXT_FROM);
    ck_assert_uint_le(taken.bytes, LIMIT_TEXT_FROM + LIMIT_TEXT_FROM / 8);
    ck_assert_uint_eq(tell(100000, most / 2, REASON_NONE).gaps, 0);
    ck_assert_uint_eq(tell(PIECE, most + 20, REASON_NONE).gaps, 0);
}
END_TEST

START_TEST(utf8_is_what_glib_says_it_is)
{
    static const char sample[] = "Zo\xc3\xab en Rom\xc3\xa9 Tsjaardinga-\xc5\x81ukasik, "
                                 "\xe4\xbd\xa0\xe5\xa5\xbd \xf0\x9f\x8e\x89, "
                                 "maandag allemaal naar het zwembad in de Dorpsstraat";
    static const char wrong[] = {'\0', '\x80', '\xc3', '\xe4', '\xf0', '\xff', '\x01'};
    const size_t length = sizeof sample - 1;
    g_autofree char *text = g_malloc(length);

    for (size_t from = 0; from <= length; from++)
        for (size_t to = from; to <= length; to++)
            ck_assert_int_eq(utf8_is_valid(sample + from, to - from),
                             g_utf8_validate_len(sample + from, to - from, NULL));
    for (size_t at = 0; at < length; at++) {
        for (size_t i = 0; i < sizeof wrong; i++) {
            memcpy(text, sample, length);
            text[at] = wrong[i];
            ck_assert_int_eq(utf8_is_valid(text, length), g_utf8_validate_len(text, length, NULL));
        }
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sink");
    TCase *tests = tcase_create("sink");
    SRunner *runner;
    int failed;

    tcase_add_test(tests, a_small_item_has_no_ocean_of_text);
    tcase_add_test(tests, utf8_is_what_glib_says_it_is);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
