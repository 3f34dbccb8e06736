/*
 * Photos that could be cut out of others: a part is found with its place, among many others; frames
 * of a burst, strangers with a few marks alike, and what has the marks but not the light are not.
 */
#include <check.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/parts.h"
#include "wire/marks.h"
#include "wire/pixels.h"

#define MARKS 40U
#define OTHERS 400U

/* A photo 3 wide and 2 high: 40 fine marks and light by formula. */
typedef struct {
    Mark marks[MARKS];
    double waves[4];
} Scene;

static Rows rows;
static sqlite3_stmt *put_photo, *put_seen;
static int64_t next_photo;

static void open_rows(void)
{
    GError *error = NULL;

    ck_assert(rows_open(&rows, ":memory:", &error));
    rows_run(&rows, "CREATE TABLE photo (id INTEGER PRIMARY KEY, pixels TEXT);"
                    "CREATE TABLE seen (hash TEXT, width, height, light, marks, frames);"
                    "CREATE TABLE photo_part (photo INTEGER PRIMARY KEY, whole INTEGER, x, y,"
                    " width, height)");
    put_photo = rows_prepare(&rows, "INSERT INTO photo VALUES (?, ?)");
    put_seen = rows_prepare(&rows, "INSERT INTO seen VALUES (?1, ?2, ?3, ?4, ?5, 0)");
    next_photo = 1;
}

static void close_rows(void)
{
    sqlite3_finalize(put_photo);
    sqlite3_finalize(put_seen);
    rows_close(&rows);
}

static Scene scene_of(GRand *dice)
{
    Scene scene;

    for (unsigned i = 0; i < MARKS; i++)
        scene.marks[i] = (Mark){(uint64_t)g_rand_int(dice) << 32 | g_rand_int(dice),
                                (uint16_t)g_rand_int_range(dice, 2000, 63000),
                                (uint16_t)g_rand_int_range(dice, 2000, 42000),
                                (uint8_t)g_rand_int_range(dice, 0, 2)};
    for (unsigned i = 0; i < 4; i++)
        scene.waves[i] = g_rand_double_range(dice, 2, 9);
    return scene;
}

/* The light at a place of the scene, fractions. */
static uint8_t light_at(const Scene *scene, double x, double y)
{
    return (uint8_t)(128 + 60 * sin(scene->waves[0] * x + scene->waves[1] * y) +
                     50 * sin(scene->waves[2] * x - scene->waves[3] * y));
}

/* A window of the scene as a photo (fractions); `noise` bits of each pattern are others. */
static int64_t add(const Scene *scene, const Scene *light_scene, double x, double y, double width,
                   double height, unsigned noise, GRand *dice)
{
    g_autofree char *hash = g_strdup_printf("h%d", (int)next_photo);
    uint8_t light[LIGHT_BYTES], bytes[MARKS * MARK_BYTES];
    double across = 3 * width, down = 2 * height, longer = MAX(across, down);
    unsigned count = 0, finer = (unsigned)lround(3 * log2(3 / longer));

    for (unsigned i = 0; i < LIGHT_BYTES; i++)
        light[i] = light_at(light_scene, x + (i % LIGHT_SIDE + 0.5) / LIGHT_SIDE * width,
                            y + (i / LIGHT_SIDE + 0.5) / LIGHT_SIDE * height);
    for (unsigned i = 0; i < MARKS; i++) {
        double u = scene->marks[i].x / 65535.0 * 3 - x * 3;
        double v = scene->marks[i].y / 65535.0 * 3 - y * 2;
        Mark mark = scene->marks[i];

        if (u < 0 || v < 0 || u > across || v > down)
            continue;
        mark.x = (uint16_t)(u / longer * 65535);
        mark.y = (uint16_t)(v / longer * 65535);
        mark.level = (uint8_t)MIN(mark.level + finer, MARK_LEVELS - 1);
        for (unsigned k = 0; k < noise; k++)
            mark.pattern ^= UINT64_C(1) << g_rand_int_range(dice, 0, 64);
        mark_put(&mark, bytes + (size_t)count++ * MARK_BYTES);
    }
    rows_write(&rows, put_photo, "it", next_photo, hash);
    rows_bind(put_seen, "tii", hash, (int64_t)(across * 1000), (int64_t)(down * 1000));
    sqlite3_bind_blob(put_seen, 4, light, sizeof light, SQLITE_TRANSIENT);
    sqlite3_bind_blob(put_seen, 5, bytes, (int)(count * MARK_BYTES), SQLITE_TRANSIENT);
    sqlite3_step(put_seen);
    sqlite3_reset(put_seen);
    return next_photo++;
}

/* Wholes that were found for the photo; 0: for any. */
static int64_t count_of(int64_t photo)
{
    sqlite3_stmt *get =
        rows_prepare(&rows, "SELECT count(*) FROM photo_part WHERE photo = ?1 OR ?1 = 0");
    int64_t count = -1;

    rows_bind(get, "i", photo);
    while (rows_next(&rows, get))
        count = sqlite3_column_int64(get, 0);
    sqlite3_finalize(get);
    return count;
}

START_TEST(a_part_is_found_among_many)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(5);
    Scene scene = scene_of(dice);
    int64_t whole, half, stranger;

    open_rows();
    half = add(&scene, &scene, 0.3, 0.2, 0.6, 0.7, 3, dice);
    for (unsigned i = 0; i < OTHERS; i++) {
        Scene other = scene_of(dice);

        memcpy(other.marks, scene.marks, 4 * sizeof(Mark)); /* a few are alike */
        add(&other, &other, 0, 0, 1, 1, 2, dice);
    }
    whole = add(&scene, &scene, 0, 0, 1, 1, 0, dice);
    stranger = add(&scene, &(Scene){.waves = {9, 1, 2, 9}}, 0.1, 0.1, 0.7, 0.6, 3, dice);
    parts_find(&rows);
    ck_assert(rows_good(&rows, NULL));
    ck_assert_int_eq(count_of(half), 1);
    ck_assert_int_eq(count_of(stranger), 0);
    ck_assert_int_eq(count_of(0), 1);
    ck_assert_int_eq(rows_number(&rows, "SELECT whole FROM photo_part", -1), whole);
    ck_assert_int_eq(rows_number(&rows,
                                 "SELECT abs(x - .6) < .03 AND abs(y - .55) < .03 AND abs(width - "
                                 ".6) < .03 AND abs(height - .7) < .03 FROM photo_part",
                                 -1),
                     1);
    close_rows();
}
END_TEST

START_TEST(frames_of_a_burst_are_no_parts)
{
    g_autoptr(GRand) dice = g_rand_new_with_seed(6);
    Scene scene = scene_of(dice);

    open_rows();
    for (unsigned i = 0; i < 60; i++)
        add(&scene, &scene, 0.002 * (i % 7), 0.002 * (i % 5), 0.98, 0.98, 2, dice);
    parts_find(&rows);
    ck_assert(rows_good(&rows, NULL));
    ck_assert_int_eq(count_of(0), 0);
    close_rows();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("parts");
    TCase *tests = tcase_create("all");
    int failed;

    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, a_part_is_found_among_many);
    tcase_add_test(tests, frames_of_a_burst_are_no_parts);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
