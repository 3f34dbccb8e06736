/*
 * The face detector: the same with 1, 4 and 8 lanes; the same as a reference that was worked out
 * apart (make_faces_reference.py); and, over labelled photos where there are any, as good as it
 * must be.
 */
#include <check.h>
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/decode.h"
#include "readers/pixels/faces.h"
#include "readers/pixels/kernels.h"
#include "worker/input.h"

#define WIDTH 128U
#define HEIGHT 96U
#define CELLS 512U

static float *numbers; /* NULL: not there */

static void load_numbers(void)
{
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self);
    g_autofree char *path = g_build_filename(folder, "..", "..", "faces.weights", NULL);
    gsize length = 0;
    char *bytes = NULL;

    if (g_file_get_contents(path, &bytes, &length, NULL) &&
        length == NETWORK_NUMBERS * sizeof(float))
        numbers = (float *)(void *)bytes;
    else
        printf("SKIPPED the detector's numbers are not there: make weights\n");
}

/* The picture of make_faces_reference.py. */
static void draw(unsigned x, unsigned y, float colour[3])
{
    int value = (int)(90 + (x * 3 + y * 5) % 64), rgb[] = {value, value * 3 % 200, 255 - value};
    int across = (int)x - 70, down = (int)y - 48;
    double u = across / 26.0, v = down / 34.0;

    if (u * u + v * v < 1) {
        const int skin[] = {224, 180 - abs(across), 150 - abs(across)};

        memcpy(rgb, skin, sizeof rgb);
        if ((abs((int)x - 60) < 5 || abs((int)x - 80) < 5) && abs((int)y - 40) < 3)
            memcpy(rgb, ((const int[]){40, 30, 30}), sizeof rgb);
        if (abs(across) < 10 && abs((int)y - 66) < 3)
            memcpy(rgb, ((const int[]){150, 50, 60}), sizeof rgb);
        if (abs(across) < 3 && y > 44 && y < 56)
            memcpy(rgb, ((const int[]){190, 140, 120}), sizeof rgb);
    }
    for (unsigned c = 0; c < 3; c++)
        colour[c] = (float)rgb[c] / 127.5F - 1;
}

static unsigned detect_drawn(unsigned lanes, Detection *cells)
{
    g_autoptr(Network) network = network_new(numbers, lanes);
    size_t row;
    float *picture;

    if (!network)
        return 0;
    picture = network_picture(network, 256, 32, &row); /* another shape before: borders are new */
    for (unsigned y = 0; y < 32; y++)
        memset(picture + y * row, 1, 256 * 3 * sizeof *picture);
    network_run(network, 0, cells, CELLS);
    picture = network_picture(network, WIDTH, HEIGHT, &row);
    for (unsigned y = 0; y < HEIGHT; y++)
        for (unsigned x = 0; x < WIDTH; x++)
            draw(x, y, picture + y * row + (size_t)x * 3);
    return network_run(network, 0, cells, CELLS);
}

static void expect_near(const Detection *have, const Detection *wanted, unsigned cell)
{
    const float boxes[][2] = {{have->x, wanted->x},
                              {have->y, wanted->y},
                              {have->width, wanted->width},
                              {have->height, wanted->height}};

    ck_assert_msg(fabsf(have->probability - wanted->probability) <= 1e-4F,
                  "cell %u: probability %g, wanted %g", cell, (double)have->probability,
                  (double)wanted->probability);
    for (unsigned i = 0; i < G_N_ELEMENTS(boxes); i++)
        ck_assert_msg(fabsf(boxes[i][0] - boxes[i][1]) <= 0.05F, "cell %u: %g, wanted %g", cell,
                      (double)boxes[i][0], (double)boxes[i][1]);
}

static unsigned read_reference(Detection *cells)
{
    FILE *file = fopen("tests/worker/faces_reference.tsv", "re");
    unsigned count = 0;

    ck_assert_ptr_nonnull(file);
    while (count < CELLS &&
           fscanf(file, "%f %f %f %f %f", &cells[count].probability, &cells[count].x,
                  &cells[count].y, &cells[count].width, &cells[count].height) == 5)
        count++;
    fclose(file);
    return count;
}

START_TEST(the_engine_agrees_with_the_reference)
{
    static const unsigned lanes[] = {1, 4, 8};
    Detection wanted[CELLS], have[CELLS];
    unsigned count = read_reference(wanted);
    float best = 0;

    if (!numbers)
        return;
    ck_assert_uint_eq(count, 8 * 6 * 2 + 4 * 3 * 6);
    for (unsigned i = 0; i < G_N_ELEMENTS(lanes); i++) {
        unsigned cells = detect_drawn(lanes[i], have);

        if (cells == 0) { /* not on this processor */
            ck_assert_uint_eq(lanes[i], 8);
            continue;
        }
        ck_assert_uint_eq(cells, count);
        for (unsigned k = 0; k < count; k++) {
            expect_near(&have[k], &wanted[k], k);
            best = MAX(best, have[k].probability);
        }
    }
    ck_assert_msg(best > 0.05F, "nothing in the picture says anything: %g", (double)best);
}
END_TEST

typedef struct {
    unsigned all, right, ones, found_ones, right_ones, seen_where_none;
} Score;

static unsigned count_faces(Network *network, const char *path)
{
    g_autofree char *bytes = NULL;
    gsize length = 0;
    FactPixels pixels = {0};
    unsigned count = 0;

    ck_assert_msg(g_file_get_contents(path, &bytes, &length, NULL), "%s", path);
    g_autoptr(Input) input = input_new_memory(path, NULL, bytes, length);
    Decode decode = {.input = input};
    g_autoptr(Image) image = decode_picture(&decode, 0);

    ck_assert_msg(image != NULL, "%s: %s", path, decode.detail ? decode.detail : "");
    faces_count(network, image, &pixels);
    for (unsigned i = 0; i < pixels.face_count; i++)
        count += pixels.faces[i].score >= (double)FACE_COUNTS;
    return count;
}

static void score_line(Score *score, Network *network, const char *folder, const char *line)
{
    static const char *const classes[] = {"none", "one", "many"};
    g_auto(GStrv) fields = g_strsplit(line, "\t", 3);

    if (g_strv_length(fields) < 3 ||
        !g_strv_contains((const char *const[]){"none", "one", "many", NULL}, fields[1]))
        return;
    g_autofree char *path = g_build_filename(folder, fields[0], NULL);
    const char *have = classes[MIN(count_faces(network, path), 2)];
    bool is_right = strcmp(have, fields[1]) == 0, is_one = strcmp(fields[1], "one") == 0;

    score->all++;
    score->right += is_right;
    score->ones += is_one;
    score->found_ones += strcmp(have, "one") == 0;
    score->right_ones += is_one && is_right;
    score->seen_where_none += strcmp(fields[1], "none") == 0 && !is_right;
}

static void score_photos(unsigned lanes, const char *data)
{
    g_autoptr(Network) network = network_new(numbers, lanes);
    g_autofree char *folder = g_build_filename(data, "faces", NULL);
    g_autofree char *labels = g_build_filename(folder, "labels.tsv", NULL);
    g_autofree char *text = NULL;
    Score score = {0};

    if (!network)
        return;
    ck_assert_msg(g_file_get_contents(labels, &text, NULL, NULL), "%s", labels);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line; line++)
        score_line(&score, network, folder, *line);
    double accuracy = (double)score.right / score.all;
    double recall = (double)score.right_ones / score.ones;
    double precision = (double)score.right_ones / score.found_ones;

    printf("%u lanes, %u photos: accuracy %.3f, \"one\" recall %.3f, precision %.3f, faces where "
           "nobody is %u\n",
           lanes, score.all, accuracy, recall, precision, score.seen_where_none);
    ck_assert(accuracy >= 0.96 && recall >= 0.95 && precision >= 0.95);
    ck_assert_uint_eq(score.seen_where_none, 0);
}

/* An ellipse with a soft edge; middle and half axes in pixels. */
static void paint(Image *image, double x, double y, double across, double down, uint32_t colour)
{
    for (unsigned row = 0; row < image->height; row++)
        for (unsigned column = 0; column < image->width; column++) {
            double far = hypot((column - x) / across, (row - y) / down);
            double cover = CLAMP((1 - far) * MIN(across, down) / 2 + 0.5, 0, 1);
            uint8_t *pixel = image->rgb + ((size_t)row * image->width + column) * 3;

            for (unsigned c = 0; c < 3; c++)
                pixel[c] = (uint8_t)lround(pixel[c] * (1 - cover) +
                                           (colour >> (16 - 8 * c) & 0xFF) * cover);
        }
}

/* A face as a child with a good set of crayons would draw it, `size` pixels from ear to ear. */
static void paint_face(Image *image, double x, double y, double size)
{
    static const struct {
        double x, y, across, down;
        uint32_t colour;
    } parts[] = {{0, -.12, .5, .62, 0x462D1E},     {0, .35, .2, .35, 0xBE8C6E},
                 {0, 0, .42, .55, 0xE0B294},       {-.18, -.17, .11, .03, 0x503728},
                 {.18, -.17, .11, .03, 0x503728},  {-.18, -.13, .12, .03, 0xE0B294},
                 {.18, -.13, .12, .03, 0xE0B294},  {-.18, -.06, .085, .04, 0xFAF5F0},
                 {.18, -.06, .085, .04, 0xFAF5F0}, {-.18, -.06, .035, .04, 0x3C281E},
                 {.18, -.06, .035, .04, 0x3C281E}, {0, .08, .045, .1, 0xD4A587},
                 {-.045, .16, .03, .02, 0x966450}, {.045, .16, .03, .02, 0x966450},
                 {-.02, .06, .02, .1, 0xECC3A8},   {0, .3, .15, .045, 0xB95555},
                 {0, .297, .13, .012, 0x78282D}};

    for (size_t i = 0; i < G_N_ELEMENTS(parts); i++)
        paint(image, x + parts[i].x * size, y + parts[i].y * size, parts[i].across * size,
              parts[i].down * size, parts[i].colour);
}

static void expect_count(unsigned width, unsigned height, unsigned faces, double size)
{
    g_autoptr(Network) network = network_new(numbers, 0);
    g_autoptr(Image) image = image_new(width, height);
    FactPixels pixels = {0};

    paint(image, width / 2.0, height / 2.0, 4.0 * width, 4.0 * height, 0x7896B4);
    for (unsigned i = 0; i < faces; i++)
        paint_face(image, width * (i + 0.5) / faces, height / 2.0, size);
    faces_count(network, image, &pixels);
    ck_assert_msg(pixels.face_count == faces, "%u x %u, %u of %g: %u found", width, height, faces,
                  size, pixels.face_count);
    for (unsigned i = 0; i < faces; i++)
        ck_assert_msg(pixels.faces[i].score >= (double)FACE_COUNTS, "%u of %g: %g", faces, size,
                      pixels.faces[i].score);
}

/* From a passport photo that is nothing but face to a small one in a large picture. */
START_TEST(faces_of_every_size_are_one_each)
{
    if (!numbers)
        return;
    for (unsigned tenths = 1; tenths <= 9; tenths++)
        expect_count(200, 240, 1, 20.0 * tenths);
    expect_count(96, 96, 1, 80);
    expect_count(400, 240, 2, 150);
    expect_count(400, 240, 0, 0);
}
END_TEST

/* The drawn face after a larger picture of that brightness. */
static unsigned detect_after(unsigned lanes, float brightness, Detection *cells)
{
    g_autoptr(Network) network = network_new(numbers, lanes);
    size_t row;
    float *picture;

    if (!network)
        return 0;
    picture = network_picture(network, 2 * WIDTH, 2 * HEIGHT, &row);
    for (unsigned y = 0; y < 2 * HEIGHT; y++)
        for (unsigned i = 0; i < 2 * WIDTH * 3; i++)
            picture[y * row + i] = brightness;
    network_run(network, 0, cells, CELLS);
    picture = network_picture(network, WIDTH, HEIGHT, &row);
    for (unsigned y = 0; y < HEIGHT; y++)
        for (unsigned x = 0; x < WIDTH; x++)
            draw(x, y, picture + y * row + (size_t)x * 3);
    return network_run(network, 0, cells, CELLS);
}

/* To the last bit: which worker sees which photos in which order is chance. */
START_TEST(what_was_seen_before_leaves_no_trace)
{
    static const unsigned lanes[] = {1, 4, 8};

    for (size_t i = 0; numbers && i < G_N_ELEMENTS(lanes); i++) {
        g_autofree Detection *dark = g_new0(Detection, CELLS);
        g_autofree Detection *bright = g_new0(Detection, CELLS);
        unsigned count = detect_after(lanes[i], -1, dark);

        ck_assert_uint_eq(detect_after(lanes[i], 1, bright), count);
        for (unsigned cell = 0; cell < count; cell++)
            ck_assert_msg(memcmp(&dark[cell], &bright[cell], sizeof *dark) == 0, "cell %u of %u",
                          cell, count);
    }
}
END_TEST

START_TEST(photos_are_counted_right)
{
    const char *data = g_getenv("SCHOOLAUDIT_DATA");

    if (!data) {
        printf("SKIPPED photos_are_counted_right: SCHOOLAUDIT_DATA is not set\n");
        return;
    }
    if (!numbers)
        return;
    score_photos(1, data);
    score_photos(4, data);
    score_photos(8, data);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("faces");
    TCase *tests = tcase_create("faces");
    SRunner *runner;
    int failed;

    load_numbers();
    tcase_set_timeout(tests, 1200);
    tcase_add_test(tests, the_engine_agrees_with_the_reference);
    tcase_add_test(tests, what_was_seen_before_leaves_no_trace);
    tcase_add_test(tests, faces_of_every_size_are_one_each);
    tcase_add_test(tests, photos_are_counted_right);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
