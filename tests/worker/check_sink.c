/*
 * The bound on the text of one item: what is shown a thousand times over is told as a gap, once,
 * and no more is taken.
 */
#include <check.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

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

int main(void)
{
    Suite *suite = suite_create("sink");
    TCase *tests = tcase_create("sink");
    SRunner *runner;
    int failed;

    tcase_add_test(tests, a_small_item_has_no_ocean_of_text);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
