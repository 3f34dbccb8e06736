/*
 * Copies: every derivative of a WordPress tree, re-encoded or a little cropped copies elsewhere
 * join their original; frames of a burst, however alike, do not join each other, and a copy of one
 * joins that one. Pictures are scenes by formula, seen through a window, as a worker would give
 * them.
 */
#include <check.h>
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/likeness.h"
#include "store/link.h"
#include "store/seen.h"
#include "support_db.h"

#define SHAPES 45U
#define SAMPLES 3U /* each way in a cell */

typedef struct {
    double x, y, width, height, angle, light;
} Shape;

/* A photo's world: large slopes, edges in all directions, somebody who moves. */
typedef struct {
    Shape shapes[SHAPES];
    double waves[3][3];
    double child_x, child_y, child_size, child_light;
} Scene;

typedef struct {
    double x, y, width, height; /* of the scene, 0 to 1 */
} View;

static sqlite3 *db;
static int next_item;
static sqlite3_stmt *put_item, *put_picture, *put_seen;

static double between(GRand *rand, double low, double high)
{
    return g_rand_double_range(rand, low, high);
}

static void scene_make(Scene *scene, guint32 seed)
{
    GRand *rand = g_rand_new_with_seed(seed);

    for (unsigned i = 0; i < SHAPES; i++)
        scene->shapes[i] =
            (Shape){between(rand, 0, 1),      between(rand, 0, 1),    between(rand, 0.05, 0.3),
                    between(rand, 0.05, 0.3), between(rand, 0, G_PI), between(rand, -60, 60)};
    for (unsigned i = 0; i < 3; i++) {
        scene->waves[i][0] = between(rand, -9, 9);
        scene->waves[i][1] = between(rand, -9, 9);
        scene->waves[i][2] = between(rand, 0, 6);
    }
    scene->child_x = scene->child_y = 0.5;
    scene->child_size = 0;
    scene->child_light = 190;
    g_rand_free(rand);
}

/* From 0 outside to 1 inside an edge: few samples then give the mean of a cell. */
static double soft(double inside)
{
    return CLAMP(inside / 0.015 + 0.5, 0, 1);
}

static double scene_light(const Scene *scene, double x, double y)
{
    double light = 110;

    for (unsigned i = 0; i < 3; i++)
        light += 22 * sin(scene->waves[i][0] * x + scene->waves[i][1] * y + scene->waves[i][2]);
    for (unsigned i = 0; i < SHAPES; i++) {
        const Shape *shape = &scene->shapes[i];
        double u = (x - shape->x) * cos(shape->angle) + (y - shape->y) * sin(shape->angle);
        double v = (y - shape->y) * cos(shape->angle) - (x - shape->x) * sin(shape->angle);

        light +=
            shape->light * soft(shape->width / 2 - fabs(u)) * soft(shape->height / 2 - fabs(v));
    }
    double child = soft(scene->child_size - hypot(x - scene->child_x, y - scene->child_y));

    light += child * (scene->child_light + 40 * sin(60 * x) - light);
    return CLAMP(light, 0, 255);
}

static double mean_light(const Scene *scene, double x, double y, double width, double height)
{
    double sum = 0;

    for (unsigned i = 0; i < SAMPLES * SAMPLES; i++)
        sum += scene_light(scene, x + width * (i % SAMPLES + 0.5) / SAMPLES,
                           y + height * (i / SAMPLES + 0.5) / SAMPLES);
    return sum / (SAMPLES * SAMPLES);
}

/* What a worker sees through that view; `noise` is what compressing does to a cell. */
static uint64_t see(const Scene *scene, const View *view, double noise, GRand *rand, uint8_t *light)
{
    uint64_t hash = 0;

    for (unsigned i = 0; i < LIGHT_BYTES; i++) {
        double value = mean_light(scene, view->x + view->width * (i % LIGHT_SIDE) / LIGHT_SIDE,
                                  view->y + view->height * (i / LIGHT_SIDE) / LIGHT_SIDE,
                                  view->width / LIGHT_SIDE, view->height / LIGHT_SIDE);

        value += between(rand, -noise, noise) + 0.5;
        light[i] = (uint8_t)CLAMP(value, 0, 255);
    }
    for (unsigned y = 0; y < 8; y++) {
        double previous = 0;

        for (unsigned x = 0; x < 9; x++) {
            double value =
                mean_light(scene, view->x + view->width * x / 9, view->y + view->height * y / 8,
                           view->width / 9, view->height / 8) +
                between(rand, -noise, noise) / 4;

            if (x > 0)
                hash = hash << 1 | (value > previous);
            previous = value;
        }
    }
    return hash;
}

static void run(sqlite3_stmt *statement)
{
    ck_assert_int_eq(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_reset(statement);
}

/* A picture file in a source; looked into when `light` is given. Returns its item. */
static int add(int source, const char *place, int width, int height, uint64_t hash,
               const uint8_t *light)
{
    int id = ++next_item;
    g_autofree char *content = g_strdup_printf("content-%06d", id);
    uint8_t small[PIXELATED_BYTES] = {0};

    sqlite3_bind_int(put_item, 1, id);
    sqlite3_bind_int(put_item, 2, source);
    sqlite3_bind_text(put_item, 3, place, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(put_item, 4, content, -1, SQLITE_TRANSIENT);
    run(put_item);
    sqlite3_bind_int(put_picture, 1, id);
    sqlite3_bind_int(put_picture, 2, width);
    sqlite3_bind_int(put_picture, 3, height);
    run(put_picture);
    if (!light)
        return id;
    sqlite3_bind_text(put_seen, 1, content, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(put_seen, 2, width);
    sqlite3_bind_int(put_seen, 3, height);
    sqlite3_bind_int64(put_seen, 4, (sqlite3_int64)hash);
    sqlite3_bind_blob(put_seen, 5, light, (int)LIGHT_BYTES, SQLITE_TRANSIENT);
    sqlite3_bind_blob(put_seen, 6, small, sizeof small, SQLITE_TRANSIENT);
    run(put_seen);
    return id;
}

static int add_view(int source, const char *place, const Scene *scene, const View *view, int width,
                    int height, double noise, GRand *rand)
{
    uint8_t light[LIGHT_BYTES];
    uint64_t hash = see(scene, view, noise, rand, light);

    return add(source, place, width, height, hash, light);
}

static int photo_of(int item)
{
    sqlite3_stmt *get;
    int photo;

    sqlite3_prepare_v2(db, "SELECT photo FROM photo_item WHERE item = ?", -1, &get, NULL);
    sqlite3_bind_int(get, 1, item);
    ck_assert_int_eq(sqlite3_step(get), SQLITE_ROW);
    photo = sqlite3_column_int(get, 0);
    sqlite3_finalize(get);
    return photo;
}

static void link_all(void)
{
    g_autoptr(GError) error = NULL;

    g_clear_pointer(&put_item, sqlite3_finalize);
    g_clear_pointer(&put_picture, sqlite3_finalize);
    g_clear_pointer(&put_seen, sqlite3_finalize);
    ck_assert_msg(store_link(db, &error), "%s", error ? error->message : "");
}

static void open_db(void)
{
    Rows rows;

    db = db_new();
    next_item = 0;
    db_run(db, "INSERT INTO source (id, label, path, kind) VALUES (1, 'website', 's', 'file'),"
               " (2, 'facebook', 'f', 'file')");
    rows_borrow(&rows, db);
    seen_make_tables(&rows);
    rows_release(&rows);
    sqlite3_prepare_v2(db,
                       "INSERT INTO item (id, source, position, path, name, place, hash, state)"
                       " VALUES (?1, ?2, x'01', ?3, ?3, ?3, ?4, 'read')",
                       -1, &put_item, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO picture VALUES (?, ?, ?, 1, 'jpeg')", -1, &put_picture,
                       NULL);
    sqlite3_prepare_v2(
        db,
        "INSERT INTO seen (hash, width, height, fingerprint, counted, light, pixelated, small,"
        " frames, moment)"
        " VALUES (?, ?, ?, ?, 1, ?, ?, 0, 0, 0)",
        -1, &put_seen, NULL);
}

static void close_db(void)
{
    sqlite3_close(db);
}

#define PHOTOS 40
#define SIZES 16

/* A tree as WordPress makes it; only originals are looked into, as the coordinator does it. */
START_TEST(a_wordpress_tree_is_as_many_photos_as_originals)
{
    static const int sizes[SIZES][2] = {{150, 150},   {300, 225},   {768, 576},  {1024, 768},
                                        {1536, 1152}, {2048, 1536}, {600, 450},  {100, 100},
                                        {480, 360},   {870, 570},   {1140, 760}, {64, 64},
                                        {350, 200},   {960, 720},   {1200, 675}, {400, 300}};
    static const View whole = {0, 0, 1, 1}, cropped = {0.03, 0.02, 0.93, 0.96},
                      cropped_more = {0, 0.04, 1, 0.92};
    GRand *rand = g_rand_new_with_seed(7);
    int originals[PHOTOS], copies[PHOTOS][4], joined[4] = {0}, families = 0, members = 0;

    for (int i = 0; i < PHOTOS; i++) {
        g_autofree char *stem = g_strdup_printf("wp-content/uploads/2026/05/IMG_%04d", i);
        g_autofree char *name = g_strdup_printf("%s.jpg", stem);
        g_autofree char *scaled = g_strdup_printf("%s-scaled.jpg", stem);
        g_autofree char *twin = g_strdup_printf("%s.jpg.webp", stem);
        g_autofree char *other = g_strdup_printf("media/%d", i);
        Scene scene;

        scene_make(&scene, (guint32)(1000 + i));
        originals[i] = add_view(1, name, &scene, &whole, 4000, 3000, 0.5, rand);
        add(1, scaled, 2560, 1920, 0, NULL);
        add(1, twin, 4000, 3000, 0, NULL);
        for (int k = 0; k < SIZES; k++) {
            g_autofree char *size = g_strdup_printf("%s-%dx%d.jpg", stem, sizes[k][0], sizes[k][1]);
            g_autofree char *webp = g_strconcat(size, ".webp", NULL);

            add(1, size, sizes[k][0], sizes[k][1], 0, NULL);
            add(1, webp, sizes[k][0], sizes[k][1], 0, NULL);
        }
        copies[i][0] = add_view(2, other, &scene, &whole, 2048, 1536, 1.0, rand);
        copies[i][1] = add_view(2, other, &scene, &whole, 720, 540, 1.5, rand);
        copies[i][2] = add_view(2, other, &scene, &cropped, 1860, 1440, 1.0, rand);
        copies[i][3] = add_view(2, other, &scene, &cropped_more, 1024, 707, 1.0, rand);
    }
    g_rand_free(rand);
    link_all();
    for (int i = 0; i < PHOTOS; i++) {
        for (int k = 0; k < 2 * SIZES + 3; k++) {
            families += photo_of(originals[i] + k) == photo_of(originals[i]);
            members++;
        }
        for (int k = 0; k < 4; k++)
            joined[k] += photo_of(copies[i][k]) == photo_of(originals[i]);
        for (int k = 0; k < i; k++)
            ck_assert_int_ne(photo_of(originals[i]), photo_of(originals[k]));
    }
    printf("%d of %d in the tree; of %d each: re-encoded %d, small %d, cropped %d and %d\n",
           families, members, PHOTOS, joined[0], joined[1], joined[2], joined[3]);
    ck_assert_int_eq(families, members);
    for (int k = 0; k < 4; k++)
        ck_assert_int_eq(joined[k], PHOTOS);
}
END_TEST

#define FRAMES 500

/* A burst: the camera shakes by up to a hundredth, somebody runs. Every tenth frame was also
 * published elsewhere, smaller. */
START_TEST(frames_of_a_burst_stay_apart)
{
    GRand *rand = g_rand_new_with_seed(11);
    int frames[FRAMES], copies[FRAMES], wrong = 0, lost = 0;
    Scene scene;

    scene_make(&scene, 5);
    for (int i = 0; i < FRAMES; i++) {
        g_autofree char *name = g_strdup_printf("sportdag/DSC_%04d.jpg", i);
        g_autofree char *other = g_strdup_printf("media/%d.jpg", i);
        View view = {0.02 + between(rand, -0.01, 0.01), 0.02 + between(rand, -0.01, 0.01), 0.96,
                     0.96};

        scene.child_size = 0.07;
        scene.child_x = 0.1 + 0.8 * i / FRAMES;
        scene.child_y = 0.6 + between(rand, -0.02, 0.02);
        frames[i] = add_view(1, name, &scene, &view, 4000, 3000, 0.5, rand);
        copies[i] = i % 10 ? 0 : add_view(2, other, &scene, &view, 960, 720, 1.0, rand);
    }
    g_rand_free(rand);
    link_all();
    for (int i = 0; i < FRAMES; i++) {
        for (int k = 0; k < i; k++)
            wrong += photo_of(frames[i]) == photo_of(frames[k]);
        lost += copies[i] && photo_of(copies[i]) != photo_of(frames[i]);
    }
    printf("burst of %d: %d pairs joined wrongly, %d of %d copies not joined\n", FRAMES, wrong,
           lost, FRAMES / 10);
    ck_assert_int_eq(wrong, 0);
    ck_assert_int_eq(lost, 0);
}
END_TEST

/* Of which photo it could be a part; "" of none. */
static void expect_whole(int item, const char *wanted)
{
    g_autofree char *query =
        g_strdup_printf("SELECT whole FROM photo_part WHERE photo = %d", photo_of(item));

    db_expect(db, query, wanted);
}

/* Squares from the middle of photos in both directions, as galleries make them; and one of nobody.
 */
START_TEST(a_small_square_is_a_lead_to_its_photo)
{
    static const View whole = {0, 0, 1, 1}, of_wide = {1.0 / 6, 0, 2.0 / 3, 1},
                      of_high = {0, 1.0 / 6, 1, 2.0 / 3};
    GRand *rand = g_rand_new_with_seed(3);
    int photos[PHOTOS], squares[PHOTOS], other;
    Scene scene;

    for (int i = 0; i < PHOTOS; i++) {
        bool wide = i % 2 == 0;
        g_autofree char *name = g_strdup_printf("foto/%d.jpg", i);
        g_autofree char *square = g_strdup_printf("klein/%d.jpg", i * 7 % PHOTOS);

        scene_make(&scene, (guint32)(2000 + i));
        photos[i] =
            add_view(1, name, &scene, &whole, wide ? 1200 : 800, wide ? 800 : 1200, 0.5, rand);
        squares[i] = add_view(2, square, &scene, wide ? &of_wide : &of_high, 150, 150, 2.0, rand);
    }
    scene_make(&scene, 9999);
    other = add_view(2, "klein/x.jpg", &scene, &whole, 150, 150, 2.0, rand);
    g_rand_free(rand);
    link_all();
    for (int i = 0; i < PHOTOS; i++) {
        g_autofree char *photo = g_strdup_printf("%d", photo_of(photos[i]));

        expect_whole(squares[i], photo);
    }
    expect_whole(other, "");
}
END_TEST

START_TEST(plain_pictures_are_no_copies)
{
    uint8_t light[LIGHT_BYTES];

    for (unsigned i = 0; i < LIGHT_BYTES; i++)
        light[i] = 250;
    int first = add(1, "wit.png", 800, 600, 0, light);
    int second = add(1, "ook-wit.png", 800, 600, 0, light);

    link_all();
    ck_assert_int_ne(photo_of(first), photo_of(second));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("copies");
    TCase *tests = tcase_create("copies");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tests, 600);
    tcase_add_checked_fixture(tests, open_db, close_db);
    tcase_add_test(tests, a_wordpress_tree_is_as_many_photos_as_originals);
    tcase_add_test(tests, frames_of_a_burst_stay_apart);
    tcase_add_test(tests, a_small_square_is_a_lead_to_its_photo);
    tcase_add_test(tests, plain_pictures_are_no_copies);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
