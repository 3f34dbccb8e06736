/*
 * Marks of pictures: a part that is cut out of one, larger or smaller than before, has marks in
 * common with it that lie where they should; two pictures have not.
 */
#include <check.h>
#include <glib.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/image.h"
#include "readers/pixels/marks.h"

#define WIDE 900U
#define HIGH 600U
#define SHAPES 160U
#define BITS 10

/* Rectangles and discs of random colours on a slope. */
static Image *scene(guint32 seed)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(seed);
    Image *image = image_new(WIDE, HIGH);

    for (unsigned i = 0; i < WIDE * HIGH * 3; i++)
        image->rgb[i] = (uint8_t)(60 + i / (WIDE * 3) / 6);
    for (unsigned i = 0; i < SHAPES; i++) {
        int x = g_rand_int_range(dice, 0, (int)WIDE), y = g_rand_int_range(dice, 0, (int)HIGH);
        int size = g_rand_int_range(dice, 8, 60);
        bool disc = g_rand_boolean(dice);
        uint8_t colour[3];

        for (unsigned c = 0; c < 3; c++)
            colour[c] = (uint8_t)g_rand_int_range(dice, 0, 256);
        for (int v = MAX(y - size, 0); v < MIN(y + size, (int)HIGH); v++)
            for (int u = MAX(x - size, 0); u < MIN(x + size, (int)WIDE); u++)
                if (!disc || hypot(u - x, v - y) < size)
                    memcpy(image->rgb + ((size_t)v * WIDE + (size_t)u) * 3, colour, 3);
    }
    return image;
}

static Image *cut(const Image *image, const Window *window, double scale)
{
    Image *part = image_new((unsigned)(window->width * scale), (unsigned)(window->height * scale));
    size_t count = (size_t)part->width * part->height * 3;
    g_autofree float *values = g_new(float, count);

    image_sample(image, window, part->width, part->height, values, (size_t)part->width * 3);
    for (size_t i = 0; i < count; i++)
        part->rgb[i] = (uint8_t)CLAMP(values[i], 0, 255);
    return part;
}

/* Marks of the part that the whole has too, finer and in the right place; all, where no window. */
static unsigned common(const Image *part, const Image *whole, const Window *window)
{
    uint8_t bytes[2][MARKS_MAX * MARK_BYTES];
    unsigned counts[2] = {marks_find(part, bytes[0]), marks_find(whole, bytes[1])}, found = 0;

    for (unsigned i = 0; i < counts[0]; i++)
        for (unsigned k = 0; k < counts[1]; k++) {
            Mark own = mark_get(bytes[0] + (size_t)i * MARK_BYTES);
            Mark other = mark_get(bytes[1] + (size_t)k * MARK_BYTES);
            double longer = MAX(window->width, window->height);
            double x = window->x + own.x / 65535.0 * longer - other.x / 65535.0 * WIDE;
            double y = window->y + own.y / 65535.0 * longer - other.y / 65535.0 * WIDE;

            found += own.level > other.level && other.level < MARK_FINE_LEVELS &&
                     __builtin_popcountll(own.pattern ^ other.pattern) <= BITS &&
                     hypot(x, y) < 0.02 * WIDE;
        }
    return found;
}

START_TEST(a_part_is_known_by_its_marks)
{
    static const Window windows[] = {
        {300, 200, 450, 300}, {50, 40, 600, 520}, {420, 100, 300, 340}};
    static const double scales[] = {1, 1.6, 0.8};

    for (unsigned i = 0; i < G_N_ELEMENTS(windows); i++) {
        g_autoptr(Image) whole = scene(i), other = scene(i + 100);
        g_autoptr(Image) part = cut(whole, &windows[i], scales[i]);
        unsigned own = common(part, whole, &windows[i]), chance = common(part, other, &windows[i]);

        ck_assert_msg(own >= 8, "part %u: %u marks in common", i, own);
        ck_assert_msg(chance <= 1, "part %u: %u marks by chance", i, chance);
    }
}
END_TEST

START_TEST(what_is_plain_or_tiny_has_no_marks)
{
    uint8_t bytes[MARKS_MAX * MARK_BYTES];
    g_autoptr(Image) plain = image_new(400, 300), tiny = image_new(30, 500);

    ck_assert_uint_eq(marks_find(plain, bytes), 0);
    ck_assert_uint_eq(marks_find(tiny, bytes), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("marks");
    TCase *tests = tcase_create("all");
    int failed;

    tcase_add_test(tests, a_part_is_known_by_its_marks);
    tcase_add_test(tests, what_is_plain_or_tiny_has_no_marks);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
