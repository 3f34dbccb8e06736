/*
 * Looking into pictures: every format gives its pixels, upright; what would take too much memory is
 * refused before it takes any; what breaks off gives what there is and says so.
 */
#include <check.h>
#include <glib.h>
#include <png.h>
#include <stdlib.h>
#include <string.h>
#include <webp/encode.h>

#include "readers/pixels/decode.h"
#include "readers/pixels/fingerprint.h"
#include "readers/pixels/look.h"
#include "readers/pixels/thumbnail.h"
#include "worker/input.h"
#include "worker/sink.h"

/* Four quarters: red, green, blue, white, as read from the upper left. */
static Image *quarters(unsigned width, unsigned height)
{
    static const uint8_t colours[4][3] = {
        {250, 10, 10}, {10, 250, 10}, {10, 10, 250}, {250, 250, 250}};
    Image *image = image_new(width, height);

    for (unsigned y = 0; y < height; y++)
        for (unsigned x = 0; x < width; x++)
            memcpy(image->rgb + ((size_t)y * width + x) * 3,
                   colours[(y >= height / 2) * 2 + (x >= width / 2)], 3);
    return image;
}

/* The quarters from the upper left on, by their strongest colour: "rgbw". */
static void expect_quarters(const Image *image, const char *wanted)
{
    char have[5] = "";

    for (unsigned i = 0; i < 4; i++) {
        unsigned x = image->width / 4 + (i % 2) * image->width / 2;
        unsigned y = image->height / 4 + (i / 2) * image->height / 2;
        const uint8_t *rgb = image->rgb + ((size_t)y * image->width + x) * 3;

        have[i] = rgb[0] > 180 ? (rgb[1] > 180 ? 'w' : 'r') : rgb[1] > 180 ? 'g' : 'b';
    }
    ck_assert_str_eq(have, wanted);
}

static Image *decode_bytes(const void *bytes, size_t length, unsigned orientation, Reason reason)
{
    g_autoptr(Input) input = input_new_memory("picture", NULL, bytes, length);
    Decode decode = {.input = input};
    Image *image = decode_picture(&decode, orientation);

    ck_assert_str_eq(reason_id(decode.reason), reason_id(reason));
    return image;
}

START_TEST(a_jpeg_is_turned_upright)
{
    static const char *const turned[] = {"rgbw", "rgbw", "grwb", "wbgr", "bwrg",
                                         "rbgw", "brwg", "wgbr", "gwrb"};
    g_autoptr(Image) image = quarters(64, 32);
    size_t length;
    g_autofree uint8_t *jpeg = thumbnail_encode(image, &length);

    for (unsigned orientation = 0; orientation < 9; orientation++) {
        g_autoptr(Image) decoded = decode_bytes(jpeg, length, orientation, REASON_NONE);

        ck_assert_uint_eq(decoded->width, orientation > 4 ? 32 : 64);
        expect_quarters(decoded, turned[orientation]);
    }
}
END_TEST

START_TEST(a_png_gives_its_pixels)
{
    g_autoptr(Image) image = quarters(600, 300);
    png_image png = {
        .version = PNG_IMAGE_VERSION, .width = 600, .height = 300, .format = PNG_FORMAT_RGB};
    png_alloc_size_t length = 0;

    ck_assert(png_image_write_to_memory(&png, NULL, &length, 0, image->rgb, 0, NULL));
    g_autofree uint8_t *bytes = g_malloc(length);
    ck_assert(png_image_write_to_memory(&png, bytes, &length, 0, image->rgb, 0, NULL));
    g_autoptr(Image) decoded = decode_bytes(bytes, length, 0, REASON_NONE);
    ck_assert_uint_eq(decoded->width, 600);
    expect_quarters(decoded, "rgbw");
    g_autoptr(Image) part = decode_bytes(bytes, length - 100, 0, REASON_CORRUPT);
    (void)part;
    bytes[16] = 0x10; /* 268 million wide */
    ck_assert_ptr_null(decode_bytes(bytes, length, 0, REASON_CORRUPT));
}
END_TEST

START_TEST(a_webp_gives_its_pixels)
{
    g_autoptr(Image) image = quarters(1600, 800);
    uint8_t *bytes = NULL;
    size_t length = WebPEncodeRGB(image->rgb, 1600, 800, 1600 * 3, 80, &bytes);
    g_autoptr(Image) decoded = decode_bytes(bytes, length, 0, REASON_NONE);

    ck_assert_uint_eq(decoded->width, 512);
    expect_quarters(decoded, "rgbw");
    WebPFree(bytes);
}
END_TEST

/* 4 x 4 pixels of two colours, hand-made: codes of four bits, nothing compressed. */
START_TEST(a_gif_gives_its_first_frame)
{
    static const uint8_t gif[] = {'G', 'I', 'F', '8', '9', 'a', 2,   0,    1,    0, 0x80, 0,
                                  0,   250, 250, 250, 10,  10,  250, 0x2c, 0,    0, 0,    0,
                                  2,   0,   1,   0,   0,   2,   2,   0x44, 0x0a, 0, 0x3b};
    g_autoptr(Image) decoded = decode_bytes(gif, sizeof gif, 0, REASON_NONE);

    ck_assert_uint_eq(decoded->width, 2);
    ck_assert_uint_eq(decoded->rgb[0], 250);
    ck_assert_uint_eq(decoded->rgb[3], 10);
}
END_TEST

START_TEST(too_large_is_refused_before_it_costs)
{
    static const uint8_t gif[] = {'G', 'I', 'F', '8', '9', 'a', 255, 255,  255,  255, 0x80, 0,
                                  0,   0,   0,   0,   255, 255, 255, 0x2c, 0,    0,   0,    0,
                                  255, 255, 255, 255, 0,   2,   2,   0x44, 0x0a, 0,   0x3b};
    g_autoptr(Image) image = quarters(64, 32);
    size_t length;
    g_autofree uint8_t *jpeg = thumbnail_encode(image, &length);

    ck_assert_ptr_null(decode_bytes(gif, sizeof gif, 0, REASON_LIMIT_MEMORY));
    for (size_t i = 0; i + 9 < length; i++)
        if (jpeg[i] == 0xff && jpeg[i + 1] == 0xc0)
            memcpy(jpeg + i + 5, "\xff\xdc\xff\xdc", 4); /* 65,500, the most there can be */
    ck_assert_ptr_null(decode_bytes(jpeg, length, 0, REASON_LIMIT_MEMORY));
}
END_TEST

START_TEST(what_breaks_off_says_so)
{
    g_autoptr(Image) image = quarters(64, 32);
    size_t length;
    g_autofree uint8_t *jpeg = thumbnail_encode(image, &length);
    g_autoptr(Image) part = decode_bytes(jpeg, length - 10, 0, REASON_TRUNCATED);

    ck_assert_ptr_nonnull(part);
    ck_assert_ptr_null(decode_bytes(jpeg, 30, 0, REASON_CORRUPT));
    ck_assert_ptr_null(decode_bytes("BM and more", 11, 0, REASON_UNSUPPORTED_TYPE));
}
END_TEST

static void keep_pixels(void *user, const Fact *fact)
{
    FactPixels *pixels = user;

    if (fact->kind == FACT_PIXELS) {
        *pixels = fact->pixels;
        ck_assert_uint_eq(pixels->pixelated[0], 250);
        ck_assert_uint_eq(pixels->pixelated[PIXELATED_BYTES - 1], 250);
        ck_assert_int_eq(memcmp(pixels->clear, "\xff\xd8\xff", 3), 0);
    }
}

START_TEST(looking_gives_one_fact)
{
    static const SinkCallbacks callbacks = {keep_pixels, NULL, NULL};
    g_autoptr(Image) image = quarters(1200, 900);
    g_autoptr(Image) half = image_scaled(image, 400, 300);
    png_image png = {
        .version = PNG_IMAGE_VERSION, .width = 1200, .height = 900, .format = PNG_FORMAT_RGB};
    png_alloc_size_t length = 0;
    FactPixels pixels = {0}, again = {0};
    Likeness likeness;

    png_image_write_to_memory(&png, NULL, &length, 0, image->rgb, 0, NULL);
    g_autofree uint8_t *bytes = g_malloc(length);
    png_image_write_to_memory(&png, bytes, &length, 0, image->rgb, 0, NULL);
    g_autoptr(Input) input = input_new_memory("picture", NULL, bytes, length);
    g_autoptr(Sink) sink = sink_new(&callbacks, &pixels);
    look_into(input, 0, false, sink);
    ck_assert_uint_eq(pixels.width, 1200);
    ck_assert_uint_eq(pixels.height, 900);
    fingerprint_take(half, &likeness, &again);
    ck_assert(pixels.fingerprint == again.fingerprint);
    g_free(likeness.clear);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("pixels");
    TCase *tests = tcase_create("pixels");
    SRunner *runner;
    int failed;

    tcase_add_test(tests, a_jpeg_is_turned_upright);
    tcase_add_test(tests, a_png_gives_its_pixels);
    tcase_add_test(tests, a_webp_gives_its_pixels);
    tcase_add_test(tests, a_gif_gives_its_first_frame);
    tcase_add_test(tests, too_large_is_refused_before_it_costs);
    tcase_add_test(tests, what_breaks_off_says_so);
    tcase_add_test(tests, looking_gives_one_fact);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
