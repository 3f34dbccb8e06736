/*
 * The small picture in the metadata held against the picture: a crop, a blurred or covered face and
 * another picture must be told; what cameras and programs do to all of a picture must not. The
 * scene is drawn here: even and detailed places, soft and hard edges, six round faces.
 */
#include <check.h>
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/look.h"
#include "readers/pixels/thumbnail.h"
#include "support_picture.h"
#include "worker/input.h"
#include "worker/sink.h"

#define WIDE 480U
#define HIGH 360U
#define FACES 6U

static uint8_t *pixel(const Image *image, unsigned x, unsigned y)
{
    return image->rgb + ((size_t)y * image->width + x) * 3;
}

static void set(uint8_t *rgb, double red, double green, double blue)
{
    rgb[0] = (uint8_t)CLAMP(red, 0, 255);
    rgb[1] = (uint8_t)CLAMP(green, 0, 255);
    rgb[2] = (uint8_t)CLAMP(blue, 0, 255);
}

static unsigned face_x(unsigned number)
{
    return 60 + number % 3 * 150;
}

static unsigned face_y(unsigned number)
{
    return 90 + number / 3 * 140;
}

/* Skin, hair, eyes, a mouth; 44 pixels across. */
static void draw_face(Image *image, unsigned number)
{
    for (int y = -28; y <= 28; y++)
        for (int x = -22; x <= 22; x++) {
            uint8_t *rgb = pixel(image, face_x(number) + (unsigned)(x + 22),
                                 face_y(number) + (unsigned)(y + 28));

            if (x * x * 28 * 28 + y * y * 22 * 22 > 22 * 22 * 28 * 28)
                continue;
            set(rgb, 215 - 2 * ABS(x), 170 - 2 * ABS(x), 140 - ABS(y));
            if (y < -14 || hypot(ABS(x) - 9, y + 4) < 4 || (ABS(x) < 9 && ABS(y - 13) < 3))
                set(rgb, 50 + number * 12, 30, 25);
        }
}

/* `kind` gives scenes that have nothing in common. */
static Image *scene(unsigned kind)
{
    Image *image = image_new(WIDE, HIGH);
    GRand *random = g_rand_new_with_seed(7 + kind);

    for (unsigned y = 0; y < HIGH; y++)
        for (unsigned x = 0; x < WIDE; x++) {
            double sky = 200 - y * 0.4, wall = (x / (23 + kind) + y / (17 + kind)) % 2 * 60;
            double grain = y > HIGH / 3 ? g_rand_double_range(random, -25, 25) : 0;

            if (y < HIGH / 3 + 20 * sin(x * 0.02 * (1 + kind)))
                set(pixel(image, x, y), sky - 60, sky - 20, sky + 40);
            else
                set(pixel(image, x, y), 80 + wall + grain, 110 + wall + grain, 60 + x * 0.2);
        }
    for (unsigned i = 0; i < FACES; i++)
        draw_face(image, kind ? FACES - 1 - i / 2 : i);
    g_rand_free(random);
    return image;
}

static Image *part(const Image *image, double x, double y, double width, double height)
{
    Window window = {x * image->width, y * image->height, width * image->width,
                     height * image->height};
    Image *out = image_new((unsigned)window.width, (unsigned)window.height);
    size_t count = (size_t)out->width * out->height * 3;
    g_autofree float *values = g_new(float, count);

    image_sample(image, &window, out->width, out->height, values, (size_t)out->width * 3);
    for (size_t i = 0; i < count; i++)
        out->rgb[i] = (uint8_t)values[i];
    return out;
}

/* 160 by 120 with black bars, as cameras write it. */
static Image *with_bars(const Image *image)
{
    double scale = MIN(160.0 / image->width, 120.0 / image->height);
    g_autoptr(Image) fitted = image_scaled(image, (unsigned)lround(image->width * scale),
                                           (unsigned)lround(image->height * scale));
    Image *out = image_new(160, 120);

    for (unsigned y = 0; y < fitted->height; y++)
        memcpy(pixel(out, (160 - fitted->width) / 2, y + (120 - fitted->height) / 2),
               pixel(fitted, 0, y), (size_t)fitted->width * 3);
    return out;
}

/* A face made unknowable: 0 blurred, 1 in blocks, 2 black, 3 a yellow disc. */
static void cover(Image *image, unsigned number, unsigned how)
{
    unsigned left = face_x(number), top = face_y(number), wide = 45, high = 57;
    g_autoptr(Image) face = part(image, (left + 0.01) / WIDE, (top + 0.01) / HIGH,
                                 (wide + 0.02) / WIDE, (high + 0.02) / HIGH);
    g_autoptr(Image) few = image_scaled(face, 3, 3);
    g_autoptr(Image) soft = image_scaled(few, wide, high);

    for (unsigned y = 0; y < high; y++)
        for (unsigned x = 0; x < wide; x++) {
            uint8_t *to = pixel(image, left + x, top + y);

            if (how == 0)
                memcpy(to, pixel(soft, x, y), 3);
            else if (how == 1)
                memcpy(to, pixel(few, x * 3 / wide, y * 3 / high), 3);
            else if (how == 2)
                set(to, 0, 0, 0);
            else if (hypot(x - 22.0, y - 28.0) < 24)
                set(to, 250, 210, 40);
        }
}

/* What programs do to all of a picture: 0 grey by red, 1 warm, 2 brighter, 3 more contrast, 4
 * sharper, 5 darker edges, 6 grain, 7 mirrored colours of a wrong profile. */
static void edit(Image *image, unsigned how)
{
    g_autoptr(Image) before = part(image, 0, 0, 1, 1);
    GRand *random = g_rand_new_with_seed(3);

    for (unsigned y = 1; y + 1 < image->height; y++)
        for (unsigned x = 1; x + 1 < image->width; x++) {
            uint8_t *p = pixel(image, x, y);
            double r = p[0], g = p[1], b = p[2], grain = g_rand_double_range(random, -15, 15);
            double away = hypot(x / (double)image->width - 0.5, y / (double)image->height - 0.5);
            double around = (pixel(before, x - 1, y)[1] + pixel(before, x + 1, y)[1] +
                             pixel(before, x, y - 1)[1] + pixel(before, x, y + 1)[1]) /
                            4.0;

            switch (how) {
            case 0:
                set(p, r, r, r);
                break;
            case 1:
                set(p, r * 1.2 + 20, g * 0.9 + 10, b * 0.7 + 30);
                break;
            case 2:
                set(p, 16 * sqrt(r), 16 * sqrt(g), 16 * sqrt(b));
                break;
            case 3:
                set(p, 1.5 * r - 64, 1.5 * g - 64, 1.5 * b - 64);
                break;
            case 4:
                set(p, r + (g - around), g + (g - around), b + (g - around));
                break;
            case 5:
                set(p, r * (1 - away * away), g * (1 - away * away), b * (1 - away * away));
                break;
            case 6:
                set(p, r + grain, g + grain, b + grain);
                break;
            default:
                set(p, b, r, g);
                break;
            }
        }
    g_rand_free(random);
}

static GByteArray *encoded(const Image *image)
{
    size_t length;
    uint8_t *bytes = thumbnail_encode(image, &length);

    ck_assert_ptr_nonnull(bytes);
    return g_byte_array_new_take(bytes, length);
}

/* An Exif block whose second directory is the small picture; `orientation` in the first. */
static GByteArray *exif_of(const GByteArray *small, unsigned orientation)
{
    GByteArray *tiff = g_byte_array_new();
    const unsigned tags[2] = {0x0201, 0x0202}, values[2] = {56, small->len};

    g_byte_array_append(tiff, (const guint8 *)"II*\0\x08\0\0\0\x01\0", 10);
    put_number(tiff, 0x0112, 2, true);
    put_number(tiff, 3, 2, true);
    put_number(tiff, 1, 4, true);
    put_number(tiff, orientation, 4, true);
    put_number(tiff, 26, 4, true);
    put_number(tiff, 2, 2, true);
    for (unsigned i = 0; i < 2; i++) {
        put_number(tiff, tags[i], 2, true);
        put_number(tiff, 4, 2, true);
        put_number(tiff, 1, 4, true);
        put_number(tiff, values[i], 4, true);
    }
    put_number(tiff, 0, 4, true);
    g_byte_array_append(tiff, small->data, small->len);
    return tiff;
}

typedef enum {
    IN_EXIF,
    IN_JFXX,
    IN_PHOTOSHOP,
    IN_OLD_PHOTOSHOP, /* red and blue exchanged */
    IN_BITMAP,        /* of Photoshop */
    IN_STRIPS,        /* uncompressed */
    IN_HALF_COLOURS,  /* the same as YCbCr, two pixels sharing their colour */
    PLACES_OF_SMALL
} Where;

static GByteArray *strips_of(const Image *small, bool halved)
{
    GByteArray *tiff = g_byte_array_new(), *strip = g_byte_array_new();
    const unsigned entries = 10, data = 8 + 2 + 4 + 2 + entries * 12 + 4;

    for (unsigned i = 0; i < small->width * small->height; i += halved ? 2 : 1) {
        const uint8_t *p = small->rgb + (size_t)i * 3;
        double red = 0, blue = 0;

        if (!halved) {
            g_byte_array_append(strip, p, 3);
            continue;
        }
        for (unsigned k = 0; k < 2; k++, p += 3) {
            double light = 0.299 * p[0] + 0.587 * p[1] + 0.114 * p[2];

            put_number(strip, (unsigned)light, 1, true);
            red += (p[0] - light) / 1.402 / 2;
            blue += (p[2] - light) / 1.772 / 2;
        }
        put_number(strip, (unsigned)(128 + blue), 1, true);
        put_number(strip, (unsigned)(128 + red), 1, true);
    }
    const unsigned rows[][4] = {{0x0100, 3, 1, small->width},
                                {0x0101, 3, 1, small->height},
                                {0x0102, 3, 1, 8},
                                {0x0103, 3, 1, 1},
                                {0x0106, 3, 1, halved ? 6 : 2},
                                {0x0111, 4, 1, data},
                                {0x0115, 3, 1, 3},
                                {0x0116, 3, 1, small->height},
                                {0x0117, 4, 1, strip->len},
                                {0x0212, 3, 2, 2 | 1 << 16}};

    g_byte_array_append(tiff, (const guint8 *)"II*\0\x08\0\0\0\0\0\x0e\0\0\0", 14);
    put_number(tiff, entries, 2, true);
    for (unsigned i = 0; i < entries; i++) {
        put_number(tiff, rows[i][0], 2, true);
        put_number(tiff, rows[i][1], 2, true);
        put_number(tiff, rows[i][2], 4, true);
        put_number(tiff, rows[i][3], 4, true);
    }
    put_number(tiff, 0, 4, true);
    g_byte_array_append(tiff, strip->data, strip->len);
    g_byte_array_unref(strip);
    return tiff;
}

static Image *exchanged(const Image *image)
{
    Image *out = image_new(image->width, image->height);

    for (size_t i = 0; i < (size_t)image->width * image->height * 3; i += 3) {
        out->rgb[i] = image->rgb[i + 2];
        out->rgb[i + 1] = image->rgb[i + 1];
        out->rgb[i + 2] = image->rgb[i];
    }
    return out;
}

static void put_resource(GByteArray *jpeg, const Image *image, Where where)
{
    g_autoptr(Image) swapped = exchanged(image);
    g_autoptr(GByteArray) small = encoded(where == IN_PHOTOSHOP ? image : swapped);
    g_autoptr(GByteArray) resource = g_byte_array_new();
    unsigned row = (image->width * 3 + 3) / 4 * 4;

    if (where == IN_BITMAP) {
        g_byte_array_set_size(small, 0);
        for (unsigned y = 0; y < image->height; y++) {
            g_byte_array_append(small, swapped->rgb + (size_t)y * image->width * 3,
                                image->width * 3);
            for (unsigned i = image->width * 3; i < row; i++)
                put_number(small, 0, 1, false);
        }
    }
    put_text(resource, "8BIM");
    put_number(resource, where == IN_PHOTOSHOP ? 0x040c : 0x0409, 2, false);
    put_number(resource, 0, 2, false);
    put_number(resource, small->len + 28, 4, false);
    put_number(resource, where == IN_BITMAP ? 0 : 1, 4, false);
    put_number(resource, image->width, 4, false);
    put_number(resource, image->height, 4, false);
    put_number(resource, row, 4, false);
    put_number(resource, row * image->height, 4, false);
    put_number(resource, small->len, 4, false);
    put_number(resource, 24, 2, false);
    put_number(resource, 1, 2, false);
    g_byte_array_append(resource, small->data, small->len);
    jpeg_app(jpeg, 0xed, "Photoshop 3.0", 14, resource->data, resource->len);
}

static GByteArray *file_of(const Image *image, const Image *small_image, unsigned orientation,
                           Where where)
{
    g_autoptr(Image) saved = image_scaled(image, image->width * 2 / 3, image->height * 2 / 3);
    g_autoptr(GByteArray) picture = encoded(saved), small = encoded(small_image);
    GByteArray *jpeg = jpeg_new();

    if (where == IN_EXIF || where >= IN_STRIPS) {
        g_autoptr(GByteArray) tiff = where == IN_EXIF
                                         ? exif_of(small, orientation)
                                         : strips_of(small_image, where == IN_HALF_COLOURS);

        jpeg_exif(jpeg, tiff);
    } else if (where == IN_JFXX) {
        jpeg_app(jpeg, 0xe0, "JFXX\0\x10", 6, small->data, small->len);
    } else {
        put_resource(jpeg, small_image, where);
    }
    g_byte_array_append(jpeg, picture->data + 2, picture->len - 2);
    return jpeg;
}

typedef struct {
    FactSmall small;
    unsigned facts;
} Seen;

static void keep_small(void *user, const Fact *fact)
{
    Seen *seen = user;

    if (fact->kind != FACT_PIXELS)
        return;
    seen->small = fact->pixels.small;
    seen->facts++;
    ck_assert_int_eq(seen->small.clear != NULL, seen->small.kind > SMALL_SAME);
    ck_assert(!seen->small.clear || memcmp(seen->small.clear, "\xff\xd8\xff", 3) == 0);
}

static FactSmall look_at(const Image *image, const Image *small, unsigned orientation, Where where)
{
    static const SinkCallbacks callbacks = {keep_small, NULL, NULL};
    Seen seen = {0};
    g_autoptr(GByteArray) file = file_of(image, small, orientation, where);
    g_autoptr(Input) input = input_new_memory("foto.jpg", NULL, file->data, file->len);
    g_autoptr(Sink) sink = sink_new(&callbacks, &seen);

    look_into(input, orientation, true, sink);
    ck_assert_uint_eq(seen.facts, 1);
    return seen.small;
}

static void expect(const Image *image, const Image *small, unsigned orientation, SmallKind wanted,
                   const char *what, unsigned number)
{
    FactSmall have = look_at(image, small, orientation, IN_EXIF);

    ck_assert_msg(have.kind == wanted, "%s %u: %d instead of %d, at %.2f %.2f", what, number,
                  (int)have.kind, (int)wanted, have.x, have.y);
}

START_TEST(the_same_is_the_same)
{
    g_autoptr(Image) image = scene(0);
    g_autoptr(Image) small = image_scaled(image, 160, 120);
    g_autoptr(Image) squashed = image_scaled(image, 160, 160);
    g_autoptr(Image) wide = part(image, 0, 0.12, 1, 0.75); /* 16 to 9 */
    g_autoptr(Image) bars = with_bars(wide);
    g_autoptr(Image) less = part(small, 0.1, 0.1, 0.8, 0.8);
    g_autoptr(Image) tiny = image_scaled(image, 96, 72);
    g_autoptr(Image) edges = part(image, 0.01, 0.01, 0.98, 0.98);

    expect(image, small, 0, SMALL_SAME, "plain", 0);
    expect(image, squashed, 0, SMALL_SAME, "squashed", 0);
    expect(tiny, small, 0, SMALL_SAME, "smaller than its small one", 0);
    expect(wide, bars, 0, SMALL_SAME, "bars", 0);
    expect(image, less, 0, SMALL_SAME, "shows less", 0);
    expect(edges, small, 0, SMALL_SAME, "a hundredth off", 0);
    for (unsigned turn = 2; turn <= 8;
         turn++) /* the file is as the camera held it, so is the small one */
        expect(image, small, turn, SMALL_SAME, "turned", turn);
    for (unsigned turn = 3; turn <= 8;
         turn += turn == 3 ? 3 : 2) { /* a program turned the picture */
        g_autoptr(Image) turned = image_upright(part(image, 0, 0, 1, 1), turn);

        expect(turned, small, 1, SMALL_SAME, "turned by a program", turn);
    }
}
END_TEST

START_TEST(edits_of_all_are_the_same)
{
    g_autoptr(Image) image = scene(0);
    g_autoptr(Image) small = image_scaled(image, 160, 120);

    for (unsigned how = 0; how < 8; how++) {
        g_autoptr(Image) edited = part(image, 0, 0, 1, 1);

        edit(edited, how);
        expect(edited, small, 0, SMALL_SAME, "edit", how);
    }
}
END_TEST

START_TEST(a_covered_face_is_found)
{
    g_autoptr(Image) image = scene(0);
    g_autoptr(Image) small = image_scaled(image, 160, 120);
    g_autoptr(Image) bars = with_bars(image);

    for (unsigned how = 0; how < 4; how++)
        for (unsigned number = 0; number < FACES; number++) {
            g_autoptr(Image) covered = part(image, 0, 0, 1, 1);
            FactSmall have;

            cover(covered, number, how);
            expect(covered, small, 0, SMALL_COVERED, "cover", how * 10 + number);
            have = look_at(covered, small, 0, IN_EXIF);
            ck_assert_double_eq_tol(have.x, (face_x(number) + 22.0) / WIDE, 0.06);
            ck_assert_double_eq_tol(have.y, (face_y(number) + 28.0) / HIGH, 0.06);
            expect(covered, bars, 0, SMALL_COVERED, "cover, bars", how * 10 + number);
            edit(covered, 1);
            expect(covered, small, 0, SMALL_COVERED, "cover, warm", how * 10 + number);
        }
}
END_TEST

START_TEST(a_crop_is_found)
{
    static const double crops[][4] = {{0.1, 0.1, 0.8, 0.8},   {0.3, 0.2, 0.5, 0.5},
                                      {0, 0, 0.7, 1},         {0, 0.1, 1, 0.9},
                                      {0.05, 0.05, 0.9, 0.9}, {0.4, 0.1, 0.6, 0.6}};
    g_autoptr(Image) image = scene(0);
    g_autoptr(Image) small = image_scaled(image, 160, 120);

    for (unsigned i = 0; i < G_N_ELEMENTS(crops); i++) {
        const double *crop = crops[i];
        g_autoptr(Image) cropped = part(image, crop[0], crop[1], crop[2], crop[3]);
        FactSmall have = look_at(cropped, small, 0, IN_EXIF);

        expect(cropped, small, 0, SMALL_CROPPED, "crop", i);
        ck_assert_double_eq_tol(have.x, crop[0] + crop[2] / 2, 0.03);
        ck_assert_double_eq_tol(have.y, crop[1] + crop[3] / 2, 0.03);
        ck_assert_double_eq_tol(have.width, crop[2], 0.03);
    }
}
END_TEST

START_TEST(another_picture_is_told)
{
    g_autoptr(Image) image = scene(0);
    g_autoptr(Image) other = scene(9);
    g_autoptr(Image) small = image_scaled(other, 160, 120);
    g_autoptr(Image) even = image_new(160, 120);

    expect(image, small, 0, SMALL_OTHER, "other", 0);
    expect(image, even, 0, SMALL_UNSURE, "black", 0);
}
END_TEST

START_TEST(every_place_of_a_small_one)
{
    g_autoptr(Image) image = scene(0);
    g_autoptr(Image) small = image_scaled(image, 160, 120);

    for (Where where = IN_EXIF; where < PLACES_OF_SMALL; where++)
        ck_assert_msg(look_at(image, small, 0, where).kind == SMALL_SAME, "place %d", (int)where);
    cover(image, 2, 2);
    for (Where where = IN_EXIF; where < PLACES_OF_SMALL; where++)
        ck_assert_msg(look_at(image, small, 0, where).kind == SMALL_COVERED, "place %d",
                      (int)where);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("small");
    TCase *tests = tcase_create("small");
    SRunner *runner;
    int failed;

    tcase_set_timeout(tests, 120);
    tcase_add_test(tests, the_same_is_the_same);
    tcase_add_test(tests, edits_of_all_are_the_same);
    tcase_add_test(tests, a_covered_face_is_found);
    tcase_add_test(tests, a_crop_is_found);
    tcase_add_test(tests, another_picture_is_told);
    tcase_add_test(tests, every_place_of_a_small_one);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
