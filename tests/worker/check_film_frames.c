/*
 * Looking into films: frames all over the film are seen, turned as a player turns them; what is
 * broken, too large or in no known form is told and costs nothing else. The films are put together
 * here from JPEGs, as cameras did: motion JPEG in AVI and in QuickTime.
 */
#include <check.h>
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "readers/pixels/film.h"
#include "readers/pixels/libav.h"
#include "readers/pixels/thumbnail.h"
#include "readers/pixels/weights.h"
#include "support_picture.h"
#include "worker/input.h"
#include "worker/sink.h"

#define WIDE 160U
#define HIGH 96U

/* What looking gave. */
typedef struct {
    FactPixels pixels;
    uint8_t corners[2][2][3]; /* rows, columns: near the corners */
    bool seen;
    Reason reason;
} Seen;

static void take(void *user, const Fact *fact)
{
    Seen *seen = user;

    if (fact->kind == FACT_GAP)
        seen->reason = (Reason)fact->gap.reason;
    if (fact->kind != FACT_PIXELS)
        return;
    seen->pixels = fact->pixels;
    seen->seen = true;
    for (unsigned y = 0; y < 2; y++)
        for (unsigned x = 0; x < 2; x++)
            memcpy(seen->corners[y][x],
                   fact->pixels.pixelated + ((2 + 11 * y) * PIXELATED_SIDE + 2 + 11 * x) * 3, 3);
}

static Seen look_at(const GByteArray *film, size_t length)
{
    static const SinkCallbacks callbacks = {take, NULL, NULL};
    Seen seen = {0};
    g_autoptr(Input) input = input_new_memory("film", NULL, film->data, length);
    g_autoptr(Sink) sink = sink_new(&callbacks, &seen);

    film_look(input, sink);
    return seen;
}

/* A frame whose upper left quarter is red and whose lower right one is blue, the rest as light as
 * asked for. */
static GByteArray *draw_frame(unsigned light)
{
    g_autoptr(Image) image = image_new(WIDE, HIGH);
    GByteArray *frame = g_byte_array_new();
    size_t length = 0;

    memset(image->rgb, (int)light, (size_t)WIDE * HIGH * 3);
    for (unsigned y = 0; y < HIGH / 2; y++)
        for (unsigned x = 0; x < WIDE / 2; x++) {
            memcpy(image->rgb + ((size_t)y * WIDE + x) * 3, "\xf0\x10\x10", 3);
            memcpy(image->rgb + ((size_t)(y + HIGH / 2) * WIDE + x + WIDE / 2) * 3, "\x10\x10\xf0",
                   3);
        }
    g_autofree uint8_t *jpeg = thumbnail_encode(image, &length);

    g_byte_array_append(frame, jpeg, (guint)length);
    return frame;
}

static GPtrArray *draw_frames(unsigned count)
{
    GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);

    for (unsigned i = 0; i < count; i++)
        g_ptr_array_add(frames, draw_frame(255 - i * 4));
    return frames;
}

static void put(GByteArray *into, uint64_t number)
{
    put_number(into, number, 4, true);
}

static void put_chunk(GByteArray *into, const char *kind, const GByteArray *body)
{
    g_byte_array_append(into, (const guint8 *)kind, 4);
    put(into, body->len);
    g_byte_array_append(into, body->data, body->len);
    if (body->len % 2)
        g_byte_array_append(into, (const guint8 *)"", 1);
}

/* AVI's head: one track of `count` pictures, one a second. */
static void put_avi_head(GByteArray *into, const char *coding, unsigned count, unsigned width,
                         unsigned height)
{
    const uint32_t main_head[14] = {1000000, 0, 0, 0x10, count, 0, 1, 1 << 20, width, height};
    g_autoptr(GByteArray) head = g_byte_array_new(), track = g_byte_array_new();
    g_autoptr(GByteArray) list = g_byte_array_new(), shape = g_byte_array_new();

    put_text(track, "vids");
    put_text(track, coding);
    for (unsigned i = 0; i < 3; i++)
        put(track, 0);
    put(track, 1); /* scale, rate, start, length */
    put(track, 1);
    put(track, 0);
    put(track, count);
    for (unsigned i = 0; i < 5; i++)
        put(track, 0);
    put(shape, 40);
    put(shape, width);
    put(shape, height);
    put_number(shape, 1, 2, true);
    put_number(shape, 24, 2, true);
    put_text(shape, coding);
    for (unsigned i = 0; i < 5; i++)
        put(shape, 0);
    put_text(list, "strl");
    put_chunk(list, "strh", track);
    put_chunk(list, "strf", shape);
    put_text(head, "hdrl");
    put_text(head, "avih");
    put(head, sizeof main_head);
    for (unsigned i = 0; i < 14; i++)
        put(head, main_head[i]);
    put_chunk(head, "LIST", list);
    put_chunk(into, "LIST", head);
}

static GByteArray *make_avi(const GPtrArray *frames, const char *coding, unsigned width,
                            unsigned height)
{
    GByteArray *film = g_byte_array_new();
    g_autoptr(GByteArray) inner = g_byte_array_new(), movie = g_byte_array_new();
    g_autoptr(GByteArray) places = g_byte_array_new();

    put_text(inner, "AVI ");
    put_avi_head(inner, coding, frames->len, width, height);
    put_text(movie, "movi");
    for (guint i = 0; i < frames->len; i++) {
        const GByteArray *frame = frames->pdata[i];

        put_text(places, "00dc");
        put(places, 0x10); /* a key frame */
        put(places, movie->len);
        put(places, frame->len);
        put_chunk(movie, "00dc", frame);
    }
    put_chunk(inner, "LIST", movie);
    put_chunk(inner, "idx1", places);
    put_chunk(film, "RIFF", inner);
    return film;
}

/* A box of QuickTime: what was added since `start` becomes its body. */
static void box(GByteArray *film, guint start, const char *kind)
{
    guint8 head[8];
    guint32 size = GUINT32_TO_BE(film->len - start + 8);

    memcpy(head, &size, 4);
    memcpy(head + 4, kind, 4);
    g_byte_array_set_size(film, film->len + 8);
    memmove(film->data + start + 8, film->data + start, film->len - 8 - start);
    memcpy(film->data + start, head, 8);
}

static void put_words(GByteArray *film, const uint32_t *words, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        put_number(film, words[i], 4, false);
}

/* The tables of the one track: where its frames lie. */
static void put_tables(GByteArray *film, const GPtrArray *frames, uint32_t first)
{
    guint start = film->len, inner = start;

    put_words(film, (const uint32_t[]){0, 1}, 2);
    put_words(film, (const uint32_t[]){86, 0x6a706567, 0, 1, 0, 0, 0, 0, WIDE << 16 | HIGH}, 9);
    put_words(film, (const uint32_t[]){0x480000, 0x480000, 0, 1 << 16}, 4);
    for (unsigned i = 0; i < 30; i++)
        put_number(film, 0, 1, false);
    put_words(film, (const uint32_t[]){24U << 16 | 0xffff}, 1);
    box(film, inner, "stsd");
    inner = film->len;
    put_words(film, (const uint32_t[]){0, 1, frames->len, 1000}, 4);
    box(film, inner, "stts");
    inner = film->len;
    put_words(film, (const uint32_t[]){0, 1, 1, frames->len, 1}, 5);
    box(film, inner, "stsc");
    inner = film->len;
    put_words(film, (const uint32_t[]){0, 0, frames->len}, 3);
    for (guint i = 0; i < frames->len; i++)
        put_words(film, &((const GByteArray *)frames->pdata[i])->len, 1);
    box(film, inner, "stsz");
    inner = film->len;
    put_words(film, (const uint32_t[]){0, 1, first}, 3);
    box(film, inner, "stco");
    box(film, start, "stbl");
}

/* QuickTime, turned by the matrix {a, b, c, d}; one frame a second. */
static GByteArray *make_mov(const GPtrArray *frames, const int turn[4])
{
    GByteArray *film = g_byte_array_new();
    uint32_t length = frames->len * 1000, first;
    guint start, track, media, inner;

    put_text(film, "qt  ");
    put_number(film, 0, 4, false);
    box(film, 0, "ftyp");
    start = film->len;
    for (guint i = 0; i < frames->len; i++) {
        const GByteArray *frame = frames->pdata[i];

        g_byte_array_append(film, frame->data, frame->len);
    }
    box(film, start, "mdat");
    first = start + 8;
    start = track = inner = film->len;
    put_words(
        film,
        (const uint32_t[25]){
            [3] = 1000, [4] = length, [5] = 1 << 16, [9] = 1 << 16, [13] = 1 << 16, [17] = 1 << 30},
        25);
    box(film, inner, "mvhd");
    track = inner = film->len;
    put_words(film, (const uint32_t[]){1, 0, 0, 1, 0, length, 0, 0, 0, 0}, 10);
    put_words(film,
              (const uint32_t[]){(uint32_t)turn[0] << 16, (uint32_t)turn[1] << 16, 0,
                                 (uint32_t)turn[2] << 16, (uint32_t)turn[3] << 16, 0, 0, 0, 1 << 30,
                                 WIDE << 16, HIGH << 16},
              11);
    box(film, inner, "tkhd");
    media = inner = film->len;
    put_words(film, (const uint32_t[]){0, 0, 0, 1000, length, 0}, 6);
    box(film, inner, "mdhd");
    inner = film->len;
    put_words(film, (const uint32_t[]){0, 0x6d686c72, 0x76696465, 0, 0, 0, 0}, 7);
    box(film, inner, "hdlr");
    inner = film->len;
    put_tables(film, frames, first);
    box(film, inner, "minf");
    box(film, media, "mdia");
    box(film, track, "trak");
    box(film, start, "moov");
    return film;
}

static bool is_red(const uint8_t *rgb)
{
    return rgb[0] > 160 && rgb[1] < 90 && rgb[2] < 90;
}

static bool is_blue(const uint8_t *rgb)
{
    return rgb[2] > 160 && rgb[0] < 90 && rgb[1] < 90;
}

START_TEST(frames_all_over_the_film_are_seen)
{
    g_autoptr(GPtrArray) many = draw_frames(24), few = draw_frames(3);
    g_autoptr(GByteArray) avi = make_avi(many, "MJPG", WIDE, HIGH);
    g_autoptr(GByteArray) small = make_avi(few, "MJPG", WIDE, HIGH);
    g_autoptr(GByteArray) mov = make_mov(many, (const int[]){1, 0, 0, 1});
    Seen seen[] = {look_at(avi, avi->len), look_at(small, small->len), look_at(mov, mov->len)};

    for (unsigned i = 0; i < G_N_ELEMENTS(seen); i++) {
        ck_assert_msg(seen[i].seen && seen[i].reason == REASON_NONE, "film %u", i);
        ck_assert_uint_eq(seen[i].pixels.frames, i == 1 ? 3 : 8);
        ck_assert_uint_eq(seen[i].pixels.width, WIDE);
        ck_assert_uint_eq(seen[i].pixels.height, HIGH);
        ck_assert(is_red(seen[i].corners[0][0]) && is_blue(seen[i].corners[1][1]));
    }
}
END_TEST

START_TEST(a_turned_film_is_upright)
{
    g_autoptr(GPtrArray) frames = draw_frames(1);
    static const int turns[3][4] = {{0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};

    for (unsigned i = 0; i < G_N_ELEMENTS(turns); i++) {
        g_autoptr(GByteArray) mov = make_mov(frames, turns[i]);
        Seen seen = look_at(mov, mov->len);
        /* where the red quarter goes: right, down and right, down */
        const uint8_t *red = seen.corners[i > 0][i < 2];
        const uint8_t *blue = seen.corners[i == 0][i == 2];

        ck_assert(seen.seen);
        ck_assert_uint_eq(seen.pixels.width, i == 1 ? WIDE : HIGH);
        ck_assert_msg(is_red(red) && is_blue(blue), "turn %u", i);
    }
}
END_TEST

START_TEST(what_is_broken_is_told)
{
    g_autoptr(GPtrArray) frames = draw_frames(12), none = draw_frames(0);
    g_autoptr(GByteArray) avi = make_avi(frames, "MJPG", WIDE, HIGH);
    g_autoptr(GByteArray) unknown = make_avi(frames, "CVID", WIDE, HIGH);
    g_autoptr(GByteArray) large = make_avi(frames, "MJPG", 65535, 65535);
    g_autoptr(GByteArray) empty = make_avi(none, "MJPG", WIDE, HIGH);
    g_autoptr(GByteArray) sound = make_avi(frames, "MJPG", WIDE, HIGH);
    g_autoptr(GByteArray) mov = make_mov(frames, (const int[]){1, 0, 0, 1});
    Seen seen = look_at(avi, avi->len / 2);

    ck_assert(seen.seen && seen.pixels.frames >= 4); /* what is there is looked at */
    ck_assert_str_eq(reason_id(look_at(unknown, unknown->len).reason), "unsupported-type");
    ck_assert_str_eq(reason_id(look_at(large, large->len).reason), "limit-memory");
    seen = look_at(empty, empty->len);
    ck_assert(!seen.seen && seen.reason == REASON_TRUNCATED);
    memcpy(memmem(sound->data, sound->len, "vids", 4), "auds", 4);
    seen = look_at(sound, sound->len);
    ck_assert(!seen.seen && seen.reason == REASON_CORRUPT);
    ck_assert_str_eq(reason_id(look_at(mov, mov->len / 2).reason), "corrupt");
    memset(mov->data + 24, 0, mov->len / 2);
    seen = look_at(mov, mov->len);
    for (size_t cut = 0; cut < mov->len; cut += 97)
        look_at(mov, cut);
    for (size_t i = 0; i < avi->len; i += 61) {
        avi->data[i] ^= 0x55;
        look_at(avi, avi->len);
    }
}
END_TEST

/* A film of photos: the frame with most faces stands for it. */
static GByteArray *film_of(const char *folder, const char *const *names, unsigned count)
{
    g_autoptr(GPtrArray) frames =
        g_ptr_array_new_with_free_func((GDestroyNotify)g_byte_array_unref);

    for (unsigned i = 0; i < count; i++) {
        g_autofree char *path = g_build_filename(folder, "faces", names[i], NULL);
        char *bytes = NULL;
        gsize length = 0;

        ck_assert_msg(g_file_get_contents(path, &bytes, &length, NULL), "%s", path);
        g_ptr_array_add(frames, g_byte_array_new_take((guint8 *)bytes, length));
    }
    return make_avi(frames, "MJPG", 640, 480);
}

START_TEST(faces_of_frames_are_counted)
{
    static const char *const one[] = {"scv__building.jpg", "scv__StoreFront.jpg",
                                      "vh__person-celeste.jpg", "scv__coins.jpg"};
    static const char *const more[] = {"scv__building.jpg", "vh__person-celeste.jpg",
                                       "vh__group-1.jpg", "scv__coins.jpg"};
    static const char *const nobody[] = {"scv__building.jpg", "scv__StoreFront.jpg"};
    const char *folder = g_getenv("SCHOOLAUDIT_DATA");

    if (!folder || !weights_are_there()) {
        printf("SKIPPED faces of frames: SCHOOLAUDIT_DATA is not set\n");
        return;
    }
    g_autoptr(GByteArray) film = film_of(folder, one, 4), group = film_of(folder, more, 4);
    g_autoptr(GByteArray) empty = film_of(folder, nobody, 2);
    Seen seen = look_at(film, film->len);

    ck_assert_uint_eq(seen.pixels.face_count, 1);
    ck_assert_uint_eq(seen.pixels.moment, 2000);
    ck_assert_uint_eq(seen.pixels.frames, 4);
    seen = look_at(group, group->len);
    ck_assert_uint_ge(seen.pixels.face_count, 2);
    ck_assert_uint_eq(seen.pixels.moment, 2000);
    ck_assert_uint_eq(seen.pixels.frames, 3); /* two are enough */
    seen = look_at(empty, empty->len);
    ck_assert(seen.seen && seen.pixels.face_count == 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("film-frames");
    TCase *tests = tcase_create("all");
    g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *folder = g_path_get_dirname(self);
    g_autofree char *weights = g_build_filename(folder, "..", "..", "faces.weights", NULL);
    int failed = 0;

    if (!libav_load()) {
        printf("SKIPPED film frames: libavformat is not installed\n");
        return 0;
    }
    weights_load_from(weights);
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, frames_all_over_the_film_are_seen);
    tcase_add_test(tests, a_turned_film_is_upright);
    tcase_add_test(tests, what_is_broken_is_told);
    tcase_add_test(tests, faces_of_frames_are_counted);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
