/* Subtitles and chapters in tracks of a film: what is said in them, and what is told where they
 * stay unread. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_mp4, reader_matroska;

static char *facts(const Reader *reader, const GByteArray *film)
{
    ck_assert_int_ge(bid_of(reader, "film/kamp", NULL, film->data, film->len), 8);
    return facts_of(reader, "film/kamp", NULL, film->data, film->len);
}

static void add(GByteArray *into, const GByteArray *part)
{
    g_byte_array_append(into, part->data, part->len);
}

/* ---- EBML ---- */

static void element(GByteArray *into, uint32_t id, const void *data, size_t length)
{
    put_number(into, id, id > 0xffffff ? 4 : id > 0xffff ? 3 : id > 0xff ? 2 : 1, false);
    put_number(into, UINT64_C(0x0100000000000000) | length, 8, false);
    g_byte_array_append(into, data, (guint)length);
}

static void element_text(GByteArray *into, uint32_t id, const char *text)
{
    element(into, id, text, strlen(text));
}

static void element_of(GByteArray *into, uint32_t id, const GByteArray *inner)
{
    element(into, id, inner->data, inner->len);
}

/* A track of subtitles; the encoding stands around its blocks. */
static void words_track(GByteArray *tracks, char number, const char *codec, const char *head,
                        const GByteArray *encoding)
{
    g_autoptr(GByteArray) track = g_byte_array_new(), encodings = g_byte_array_new();

    element(track, 0xd7, &number, 1);
    element(track, 0x83, "\x11", 1);
    element_text(track, 0x86, codec);
    if (head)
        element_text(track, 0x63a2, head);
    if (encoding) {
        element_of(encodings, 0x6240, encoding);
        element_of(track, 0x6d80, encodings);
    }
    element_of(tracks, 0xae, track);
}

/* In the twelfth second. */
static void words_block(GByteArray *cluster, char number, char flags, const void *words,
                        size_t length)
{
    g_autoptr(GByteArray) block = g_byte_array_new(), group = g_byte_array_new();

    put_number(block, 0x80 | (unsigned)number, 1, false);
    put_number(block, 2000, 2, false);
    put_number(block, (unsigned char)flags, 1, false);
    g_byte_array_append(block, words, (guint)length);
    if (number % 2 == 0) {
        element_of(cluster, 0xa3, block);
        return;
    }
    element_of(group, 0xa1, block);
    element_of(cluster, 0xa0, group);
}

static GByteArray *words_film(const GByteArray *tracks, const GByteArray *cluster)
{
    GByteArray *film = g_byte_array_new();
    g_autoptr(GByteArray) segment = g_byte_array_new(), timed = g_byte_array_new();

    element(film, 0x1a45dfa3, "", 0);
    element_of(segment, 0x1654ae6b, tracks);
    element(timed, 0xe7, "\x27\x10", 2); /* ten seconds */
    add(timed, cluster);
    element_of(segment, 0x1f43b675, timed);
    element_of(film, 0x18538067, segment);
    return film;
}

START_TEST(matroska_subtitles)
{
    g_autoptr(GByteArray) tracks = g_byte_array_new(), cluster = g_byte_array_new(),
                          strip = g_byte_array_new(), stripping = g_byte_array_new(),
                          zlib = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL;
    g_autofree char *log = NULL;
    static const char ass[] = "0,0,Default,Juf Tineke,0,0,0,,{\\i1}Fenna\\NVisser, groep 7{\\i0}.";
    static const char web[] = "meester Ruud\nline:0\n<v Sanne>Lotte\nJansen";
    uint8_t packed[128];
    uLongf size = sizeof packed;

    element(strip, 0x4254, "\3", 1);
    element_text(strip, 0x4255, "Sem ");
    element_of(stripping, 0x5034, strip);
    element(zlib, 0x5034, "", 0);
    words_track(tracks, 1, "S_TEXT/UTF8", NULL, NULL);
    words_track(tracks, 2, "S_TEXT/ASS", "[Script Info]\nTitle: Afscheid van Noor Smit\n", NULL);
    words_track(tracks, 3, "D_WEBVTT/SUBTITLES", NULL, NULL);
    words_track(tracks, 4, "S_TEXT/UTF8", NULL, stripping);
    words_track(tracks, 5, "S_TEXT/WEBVTT", NULL, zlib);
    words_block(cluster, 1, 0, "<i>Noa</i>\r\nvan Dijk.", 21);
    words_block(cluster, 2, 0, ass, strlen(ass));
    words_block(cluster, 3, 0, web, strlen(web));
    words_block(cluster, 4, 0, "Bakker.", 7);
    words_block(cluster, 6, 0, "frames", 6); /* of another track */
    ck_assert_int_eq(compress(packed, &size, (const Bytef *)"Mila Bos.", 9), Z_OK);
    words_block(cluster, 5, 0, packed, size);
    film = words_film(tracks, cluster);
    log = facts(&reader_matroska, film);
    assert_has(log, "body [at 00:00:12] Noa\nvan Dijk.");
    assert_has(log, "body [at 00:00:12] Fenna\nVisser, groep 7.");
    assert_has(log, "Title: Afscheid van Noor Smit");
    assert_has(log, "Juf Tineke");
    assert_has(log, "meester Ruud");
    assert_has(log, "body [at 00:00:12] Sanne: Lotte\nJansen");
    assert_has(log, "body [at 00:00:12] Sem Bakker.");
    assert_has(log, "body [at 00:00:12] Mila Bos.");
    ck_assert_ptr_null(strstr(log, "frames"));
    ck_assert_ptr_null(strstr(log, "gap"));
}
END_TEST

/* What is not read of them is told, whatever else is read. */
START_TEST(matroska_subtitles_unread)
{
    static const struct {
        const char *codec, *words;
        char flags;
        bool locked;
    } rows[] = {{"S_HDMV/PGS", "x", 0, false},
                {"S_TEXT/UTF8", "Noa", 4, false},
                {"S_TEXT/UTF8", "Noa", 0, true}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GByteArray) tracks = g_byte_array_new(), cluster = g_byte_array_new(),
                              lock = g_byte_array_new();
        g_autoptr(GByteArray) film = NULL;
        g_autofree char *log = NULL;

        element(lock, 0x5033, "\1", 1);
        words_track(tracks, 1, "S_TEXT/UTF8", NULL, NULL);
        words_track(tracks, 2, rows[i].codec, NULL, rows[i].locked ? lock : NULL);
        words_block(cluster, 1, 0, "Lotte Jansen.", 13);
        words_block(cluster, 2, rows[i].flags, rows[i].words, strlen(rows[i].words));
        film = words_film(tracks, cluster);
        log = facts(&reader_matroska, film);
        assert_has(log, "Lotte Jansen.");
        assert_has(log, "gap media-omitted");
    }
}
END_TEST

/* ---- boxes ---- */

static void box(GByteArray *into, const char *kind, const void *data, size_t length)
{
    put_number(into, length + 8, 4, false);
    g_byte_array_append(into, (const guint8 *)kind, 4);
    g_byte_array_append(into, data, (guint)length);
}

static void box_of(GByteArray *into, const char *kind, const GByteArray *inner)
{
    box(into, kind, inner->data, inner->len);
}

static void table(GByteArray *into, const char *kind, const uint32_t *numbers, size_t count)
{
    g_autoptr(GByteArray) body = g_byte_array_new();

    put_number(body, 0, 4, false);
    for (size_t i = 0; i < count; i++)
        put_number(body, numbers[i], 4, false);
    box_of(into, kind, body);
}

#define FIRST_SAMPLE 24U /* behind "ftyp" and the head of "mdat" */

/* A film with one track: two samples of `size` bytes, in one chunk at `place`. */
static GByteArray *boxes_film(const char *handler, const char *kind, uint32_t place,
                              const GByteArray *samples, uint32_t size, bool fragmented)
{
    GByteArray *film = g_byte_array_new();
    g_autoptr(GByteArray) stbl = g_byte_array_new(), minf = g_byte_array_new(),
                          mdia = g_byte_array_new(), trak = g_byte_array_new(),
                          moov = g_byte_array_new(), entry = g_byte_array_new(),
                          head = g_byte_array_new(), described = g_byte_array_new();

    put_number(head, 0, 8, false);
    put_text(head, handler);
    put_number(head, 0, 8, false);
    put_number(head, 0, 4, false);
    table(mdia, "mdhd", (uint32_t[]){0, 0, 1000, 60000, 0}, 5);
    box_of(mdia, "hdlr", head);
    box(entry, kind, "\0\0\0\0\0\0\0\1", 8);
    put_number(described, 0, 4, false);
    put_number(described, 1, 4, false);
    g_byte_array_append(described, entry->data, entry->len);
    box_of(stbl, "stsd", described);
    table(stbl, "stts", (uint32_t[]){1, 2, 62000}, 3);
    table(stbl, "stsc", (uint32_t[]){1, 1, 2, 1}, 4);
    table(stbl, "stsz", (uint32_t[]){0, 2, size, samples->len - size}, 4);
    table(stbl, "stco", (uint32_t[]){1, place}, 2);
    box_of(minf, "stbl", stbl);
    box_of(mdia, "minf", minf);
    box_of(trak, "mdia", mdia);
    box_of(moov, "trak", trak);
    box(film, "ftyp", "isom\0\0\0\0", 8);
    box_of(film, "mdat", samples);
    box_of(film, "moov", moov);
    if (fragmented)
        box(film, "moof", "", 0);
    return film;
}

static void counted(GByteArray *samples, const char *text, size_t length)
{
    put_number(samples, length, 2, false);
    g_byte_array_append(samples, (const guint8 *)text, (guint)length);
}

START_TEST(mp4_subtitles)
{
    g_autoptr(GByteArray) samples = g_byte_array_new(), web = g_byte_array_new(),
                          cue = g_byte_array_new(), wide = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL, web_film = NULL, wide_film = NULL;
    g_autofree char *log = NULL, *web_log = NULL, *wide_log = NULL;
    uint32_t first;

    counted(samples, "Noa\nvan Dijk <3.", 16);
    counted(samples, "Sem Bakker.", 11);
    film = boxes_film("sbtl", "tx3g", FIRST_SAMPLE, samples, 18, false);
    log = facts(&reader_mp4, film);
    assert_has(log, "body [at 00:00:00] Noa\nvan Dijk <3.");
    assert_has(log, "body [at 00:01:02] Sem Bakker.");
    ck_assert_ptr_null(strstr(log, "gap"));

    box(cue, "payl", "<i>Fenna</i>\nVisser.", 20);
    box_of(web, "vttc", cue);
    first = web->len;
    box(web, "vtte", "", 0);
    web_film = boxes_film("text", "wvtt", FIRST_SAMPLE, web, first, false);
    web_log = facts(&reader_mp4, web_film);
    assert_has(web_log, "body [at 00:00:00] Fenna\nVisser.");
    ck_assert_ptr_null(strstr(web_log, "gap"));

    counted(wide, "\xfe\xff\0L\0o\0t\0t\0e\0.", 14); /* chapters */
    counted(wide, "Ren\x8e Bos.", 9);                /* Mac OS Roman */
    wide_film = boxes_film("text", "text", FIRST_SAMPLE, wide, 16, false);
    wide_log = facts(&reader_mp4, wide_film);
    assert_has(wide_log, "] Lotte.");
    assert_has(wide_log, "] Ren\xc3\xa9 Bos.");
    ck_assert_ptr_null(strstr(wide_log, "gap"));
}
END_TEST

/* Whole documents of TTML are items of their own. */
START_TEST(mp4_documents)
{
    g_autoptr(GByteArray) samples = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL;
    g_autofree char *log = NULL;

    put_text(samples, "<tt><p>Noa van Dijk</p></tt><tt/>");
    film = boxes_film("subt", "stpp", FIRST_SAMPLE, samples, 28, false);
    log = facts(&reader_mp4, film);
    assert_has(log, "leaf subtitles.xml");
    ck_assert_ptr_null(strstr(log, "gap"));
}
END_TEST

/* What is not read of them is told. */
START_TEST(mp4_subtitles_unread)
{
    static const struct {
        const char *handler, *kind;
        uint32_t place, size;
        bool fragmented;
    } rows[] = {{"clcp", "c608", FIRST_SAMPLE, 18, false},
                {"sbtl", "enct", FIRST_SAMPLE, 18, false},
                {"sbtl", "tx3g", 0x7fffffff, 18, false},
                {"sbtl", "tx3g", FIRST_SAMPLE, 17, false},
                {"sbtl", "tx3g", FIRST_SAMPLE, 18, true}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GByteArray) samples = g_byte_array_new();
        g_autoptr(GByteArray) film = NULL;
        g_autofree char *log = NULL;

        counted(samples, "Noa\nvan Dijk <3.", 16);
        counted(samples, "Sem Bakker.", 11);
        film = boxes_film(rows[i].handler, rows[i].kind, rows[i].place, samples, rows[i].size,
                          rows[i].fragmented);
        log = facts(&reader_mp4, film);
        assert_has(log, "gap media-omitted");
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("film titles");
    TCase *tests = tcase_create("film titles");
    SRunner *runner;
    int failed;

    tcase_add_test(tests, matroska_subtitles);
    tcase_add_test(tests, matroska_subtitles_unread);
    tcase_add_test(tests, mp4_subtitles);
    tcase_add_test(tests, mp4_documents);
    tcase_add_test(tests, mp4_subtitles_unread);
    suite_add_tcase(suite, tests);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
