/* Metadata of film and sound: what each format calls things, covers, positions, times, charsets,
 * and what happens where a file is cut or lies about its sizes. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_mp4, reader_heif, reader_matroska, reader_riff, reader_ogg, reader_flac,
    reader_sidecar;

static char *facts(const Reader *reader, const GByteArray *film)
{
    ck_assert_int_ge(bid_of(reader, "film/kamp", NULL, film->data, film->len), 8);
    return facts_of(reader, "film/kamp", NULL, film->data, film->len);
}

static void add(GByteArray *into, const GByteArray *part)
{
    g_byte_array_append(into, part->data, part->len);
}

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

/* QuickTime's text: length, language, bytes. */
static void user_text(GByteArray *into, const char *kind, unsigned language, const char *text)
{
    g_autoptr(GByteArray) body = g_byte_array_new();

    put_number(body, strlen(text), 2, false);
    put_number(body, language, 2, false);
    put_text(body, text);
    box_of(into, kind, body);
}

static void item_data(GByteArray *into, const char *name, unsigned type, const char *value,
                      size_t length)
{
    g_autoptr(GByteArray) data = g_byte_array_new(), item = g_byte_array_new();

    put_number(data, type, 4, false);
    put_number(data, 0, 4, false);
    g_byte_array_append(data, (const guint8 *)value, (guint)length);
    box_of(item, "data", data);
    box_of(into, name, item);
}

static void movie_head(GByteArray *into, const char *kind, uint64_t seconds)
{
    g_autoptr(GByteArray) body = g_byte_array_new();

    put_number(body, 0, 4, false);
    put_number(body, seconds, 4, false);
    put_number(body, 0, 8, false);
    box_of(into, kind, body);
}

static void handler(GByteArray *moov, const char *kind)
{
    g_autoptr(GByteArray) body = g_byte_array_new(), media = g_byte_array_new(),
                          track = g_byte_array_new();

    put_number(body, 0, 8, false);
    put_text(body, kind);
    put_number(body, 0, 8, false);
    put_number(body, 0, 4, false);
    put_text(body, "Camera van Femke");
    box_of(media, "hdlr", body);
    box_of(track, "mdia", media);
    box_of(moov, "trak", track);
}

static GByteArray *film_of(const GByteArray *moov)
{
    GByteArray *film = g_byte_array_new();

    box(film, "ftyp", "isom\0\0\0\0", 8);
    box(film, "mdat", "frames", 6);
    box_of(film, "moov", moov);
    return film;
}

START_TEST(mp4_user_data)
{
    g_autoptr(GByteArray) moov = g_byte_array_new(), user = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL;
    g_autofree char *packet = xmp_packet("<rdf:Description dc:creator=\"Jelle Dijkstra\"/>");
    g_autofree char *log = NULL;

    movie_head(moov, "mvhd", 2082844800U + 1714550400U); /* 2024-05-01 08:00 */
    handler(moov, "vide");
    user_text(user, "\xa9nam", 0x55c4, "Sportdag groep 7");
    user_text(user,
              "\xa9"
              "aut",
              0, "Ren\x8e Bakker"); /* Mac Roman */
    user_text(user, "\xa9xyz", 0x15c7, "+52.0907+005.1214/");
    box(user, "XMP_", packet, strlen(packet));
    box(user, "titl", "\0\0\0\0\x15\xc7Kamp\0", 11);
    box(user, "loci", "\0\0\0\0\x15\xc7Zeist\0\0\0\5\x40\0\0\x34\x20\0\0\0\0\0aarde\0\0", 33);
    put_number(user, 0, 4, false);
    box_of(moov, "udta", user);
    film = film_of(moov);
    log = facts(&reader_mp4, film);
    assert_has(log, "picture video");
    assert_has(log, "quicktime CreateDate=2024-05-01T08:00:00Z\n");
    assert_has(log, "text p0 m0 caption [quicktime:Title] Sportdag groep 7\n");
    assert_has(log, "quicktime Author=René Bakker\n");
    assert_has(log, "quicktime GPSPosition=52.0907000,5.1214000\n");
    assert_has(log, "xmp dc:creator=Jelle Dijkstra\n");
    assert_has(log, "quicktime Title=Kamp\n");
    assert_has(log, "quicktime LocationName=Zeist\n");
    assert_has(log, "quicktime GPSPosition=52.1250000,5.2500000\n");
    assert_has(log, "quicktime HandlerName=Camera van Femke\n");
    assert_has(log, "film Frames=not-looked-into\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(mp4_items_and_keys)
{
    g_autoptr(GByteArray) moov = g_byte_array_new(), meta = g_byte_array_new(),
                          list = g_byte_array_new(), keys = g_byte_array_new(),
                          named = g_byte_array_new(), user = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL;
    g_autofree char *log = NULL;
    static const char place[] = "com.apple.quicktime.location.ISO6709";

    handler(moov, "soun");
    put_number(keys, 0, 4, false);
    put_number(keys, 1, 4, false);
    put_number(keys, 8 + sizeof place - 1, 4, false);
    put_text(keys, "mdta");
    put_text(keys, place);
    box(meta, "hdlr", "\0\0\0\0\0\0\0\0mdta", 12); /* QuickTime: no version before the boxes */
    box_of(meta, "keys", keys);
    item_data(list, "\0\0\0\1", 1, "-33.8688+151.2093/", 18);
    item_data(list,
              "\xa9"
              "ART",
              2, "\0D\0u\0y\0g\0u", 10);
    item_data(list, "covr", 13, "\xff\xd8\xff\xe0", 4);
    box(named, "mean", "\0\0\0\0com.apple.iTunes", 20);
    box(named, "name", "\0\0\0\0Opgenomen door", 18);
    box(named, "data", "\0\0\0\1\0\0\0\0Elif Demir", 18);
    box_of(list, "----", named);
    box_of(meta, "ilst", list);
    box_of(user, "meta", meta);
    box_of(moov, "udta", user);
    film = film_of(moov);
    memcpy(film->data + 8, "M4A ", 4);
    log = facts(&reader_mp4, film);
    assert_has(log, "quicktime GPSPosition=-33.8688000,151.2093000\n");
    assert_has(log, "quicktime Artist=Duygu\n");
    assert_has(log, "quicktime Opgenomen door=Elif Demir\n");
    assert_has(log, "leaf cover.jpg");
    assert_has(log, "film Sound=not-looked-into\n");
    assert_has_not(log, "picture");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(mp4_gaps)
{
    g_autoptr(GByteArray) moov = g_byte_array_new(), nest = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL, cut = g_byte_array_new();
    g_autofree char *log = NULL, *cut_log = NULL, *nest_log = NULL;

    handler(moov, "text");
    film = film_of(moov);
    log = facts(&reader_mp4, film);
    assert_has(log, "gap media-omitted");
    box(cut, "ftyp", "isom\0\0\0\0", 8);
    put_number(cut, 5000, 4, false);
    put_text(cut, "mdat");
    cut_log = facts(&reader_mp4, cut);
    assert_has(cut_log, "gap truncated");
    box(nest, "ftyp", "isom\0\0\0\0", 8);
    for (unsigned i = 0; i < 3000; i++) {
        put_number(nest, 8 + (2999 - i) * 8, 4, false);
        put_text(nest, "moov");
    }
    nest_log = facts(&reader_mp4, nest);
    assert_has(nest_log, "gap limit-depth");
    ck_assert_int_lt(bid_of(&reader_mp4, "x", NULL,
                            "\0\0\0\x18"
                            "ftypheic\0\0\0\0mif1heic",
                            24),
                     bid_of(&reader_heif, "x", NULL,
                            "\0\0\0\x18"
                            "ftypheic\0\0\0\0mif1heic",
                            24));
}
END_TEST

/* A list of chapters in place of a track of them; positions in a track. */
START_TEST(mp4_chapters_and_way)
{
    static const char kind[] = "\0\0\0\0\0\0\0\1\0\0\0\x10gpmd\0\0\0\0\0\0\0\1";
    g_autoptr(GByteArray) moov = g_byte_array_new(), user = g_byte_array_new();
    g_autoptr(GByteArray) chapters = g_byte_array_new(), way = g_byte_array_new(), film = NULL;
    g_autofree char *log = NULL, *way_log = NULL;

    put_number(chapters, 0x01000000, 4, false);
    put_number(chapters, 2, 5, false);
    put_number(chapters, 0, 8, false);
    put_text(chapters, "\5Begin");
    put_number(chapters, 90000000, 8, false);
    put_text(chapters, "\x0eSolo van Jelle");
    box_of(user, "chpl", chapters);
    box_of(moov, "udta", user);
    film = film_of(moov);
    log = facts(&reader_mp4, film);
    assert_has(log, "[quicktime:Chapter] Begin\n");
    assert_has(log, "[quicktime:Chapter] Solo van Jelle\n");
    assert_has_not(log, "gap");
    box(way, "stsd", kind, sizeof kind - 1);
    for (const char *const *name = (const char *const[]){"stbl", "minf", "mdia", "trak", NULL};
         *name; name++) {
        g_autoptr(GByteArray) inner = g_steal_pointer(&way);

        way = g_byte_array_new();
        box_of(way, *name, inner);
    }
    g_clear_pointer(&film, g_byte_array_unref);
    film = film_of(way);
    way_log = facts(&reader_mp4, film);
    assert_has(way_log, "gap media-omitted\n");
}
END_TEST

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

START_TEST(matroska)
{
    g_autoptr(GByteArray) film = g_byte_array_new(), info = g_byte_array_new(),
                          segment = g_byte_array_new(), simple = g_byte_array_new(),
                          tag = g_byte_array_new(), tags = g_byte_array_new(),
                          file = g_byte_array_new(), files = g_byte_array_new(),
                          track = g_byte_array_new(), tracks = g_byte_array_new();
    g_autofree char *log = NULL, *cut = NULL;

    element(film, 0x1a45dfa3, "", 0);
    element_text(info, 0x7ba9, "Musical van groep 8");
    element(info, 0x4461, "\x02\x47\x43\x6a\x61\x2b\x80\x00", 8);
    element_of(segment, 0x1549a966, info);
    element(track, 0x83, "\1", 1);
    element_text(track, 0x536e, "Camera links");
    element_of(tracks, 0xae, track);
    element(track, 0x83, "\x11", 1);
    element_of(tracks, 0xae, track);
    element_of(segment, 0x1654ae6b, tracks);
    put_number(segment, 0x1f43b675, 4, false); /* a cluster without a length */
    put_number(segment, 0x01ffffffffffffffU, 8, false);
    element(segment, 0xe7, "\1", 1);
    element(segment, 0xa3, "frame", 5);
    element_text(simple, 0x45a3, "DATE_RECORDED");
    element_text(simple, 0x4487, "2024-06-28");
    element_of(tag, 0x67c8, simple);
    g_byte_array_set_size(simple, 0);
    element_text(simple, 0x45a3, "ARTIST");
    element_text(simple, 0x4487, "Ouderraad");
    element_of(tag, 0x67c8, simple);
    element_of(tags, 0x7373, tag);
    element_of(segment, 0x1254c367, tags);
    element_text(file, 0x466e, "deelnemers.txt");
    element_text(file, 0x4660, "text/plain");
    element_text(file, 0x465c, "Sanne de Vries");
    element_of(files, 0x61a7, file);
    element_of(segment, 0x1941a469, files);
    put_number(film, 0x18538067, 4, false); /* written live */
    put_number(film, 0x01ffffffffffffffU, 8, false);
    add(film, segment);
    log = facts(&reader_matroska, film);
    assert_has(log, "matroska Title=Musical van groep 8\n");
    assert_has(log, "matroska CreateDate=2006-");
    assert_has(log, "matroska TrackName=Camera links\n");
    assert_has(log, "matroska DateTimeOriginal=2024-06-28\n");
    assert_has(log, "matroska Artist=Ouderraad\n");
    assert_has(log, "leaf deelnemers.txt");
    assert_has(log, "gap media-omitted");
    cut = facts_of(&reader_matroska, "x.webm", NULL, film->data, film->len - 10);
    assert_has(cut, "gap truncated");
    assert_has(cut, "matroska Artist=Ouderraad\n");
}
END_TEST

/* ---- RIFF ---- */

static void chunk(GByteArray *into, const char *kind, const void *data, size_t length)
{
    g_byte_array_append(into, (const guint8 *)kind, 4);
    put_number(into, length, 4, true);
    g_byte_array_append(into, data, (guint)length);
    if (length % 2)
        put_number(into, 0, 1, true);
}

static GByteArray *riff_of(const char *kind, const GByteArray *chunks)
{
    GByteArray *riff = g_byte_array_new(), *body = g_byte_array_new();

    put_text(body, kind);
    add(body, chunks);
    chunk(riff, "RIFF", body->data, body->len);
    g_byte_array_unref(body);
    return riff;
}

START_TEST(riff)
{
    g_autoptr(GByteArray) chunks = g_byte_array_new(), list = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL, sound = NULL;
    g_autofree char *log = NULL, *sound_log = NULL;
    char broadcast[602] = "Interview met Youssef El Amrani";

    put_text(list, "INFO");
    chunk(list, "INAM", "Kerstviering\0", 13);
    chunk(list, "IART", "Ren\xe9 Smit", 9);
    chunk(list, "ICRD", "2023-12-21", 10);
    chunk(chunks, "LIST", list->data, list->len);
    chunk(chunks, "IDIT", "Thu Dec 21 18:30:05 2023\n", 25);
    film = riff_of("AVI ", chunks);
    log = facts(&reader_riff, film);
    assert_has(log, "riff Title=Kerstviering\n");
    assert_has(log, "riff Artist=René Smit\n");
    assert_has(log, "riff DateTimeOriginal=2023-12-21\n");
    assert_has(log, "riff DateTimeOriginal=2023-12-21T18:30:05\n");
    assert_has(log, "picture video");
    assert_has_not(log, "gap");
    memcpy(broadcast + 256, "Schoolradio", 11);
    memcpy(broadcast + 320, "2024-01-1909:15:00", 18);
    chunk(chunks, "bext", broadcast, sizeof broadcast);
    sound = riff_of("WAVE", chunks);
    sound_log = facts_of(&reader_riff, "x.wav", NULL, sound->data, sound->len - 4);
    assert_has(sound_log, "riff Description=Interview met Youssef El Amrani\n");
    assert_has(sound_log, "riff Originator=Schoolradio\n");
    assert_has(sound_log, "riff DateTimeOriginal=2024-01-19T09:15:00\n");
    assert_has(sound_log, "gap truncated");
    assert_has_not(sound_log, "picture");
}
END_TEST

/* Chunks of programs, fixed fields among them; a stream of subtitles. */
START_TEST(riff_further_chunks)
{
    static const char cart[] = "0101Interview\0\0\0\0Fatima Yildiz\0\1\2\3\0\0";
    g_autoptr(GByteArray) chunks = g_byte_array_new(), sound = NULL, film = NULL;
    g_autofree char *log = NULL, *film_log = NULL;
    char broadcast[602] = "";

    memcpy(broadcast + 320, "Ren\xe9 Smit", 9); /* where a date belongs */
    chunk(chunks, "bext", broadcast, sizeof broadcast);
    chunk(chunks, "cart", cart, sizeof cart);
    chunk(chunks, "data", "Geluid van Daan", 15);
    sound = riff_of("WAVE", chunks);
    log = facts(&reader_riff, sound);
    assert_has(log, "[riff:cart] Fatima Yildiz\n");
    assert_has_not(log, "Daan");
    assert_has(log, "DateTimeOriginalText=René Smit");
    assert_has_not(log, "gap");
    chunk(chunks, "strh", "txts", 4);
    film = riff_of("AVI ", chunks);
    film_log = facts(&reader_riff, film);
    assert_has(film_log, "gap media-omitted\n");
}
END_TEST

/* ---- Vorbis comments ---- */

static void counted(GByteArray *into, const char *text)
{
    put_number(into, strlen(text), 4, true);
    put_text(into, text);
}

static GByteArray *comments(void)
{
    GByteArray *all = g_byte_array_new();

    counted(all, "schrijver");
    put_number(all, 3, 4, true);
    counted(all, "TITLE=Voorleesdag");
    counted(all, "Performer=Sjoukje Hiemstra");
    counted(all, "COVERART=iVBORw0KGgo=");
    return all;
}

/* One page with packets that each fit in it. */
static void page(GByteArray *into, unsigned flags, const GByteArray *packet)
{
    g_byte_array_append(into, (const guint8 *)"OggS\0", 5);
    put_number(into, flags, 1, true);
    put_number(into, 0, 8, true);
    put_number(into, 7, 4, true);
    put_number(into, 0, 8, true);
    put_number(into, packet->len / 255 + 1, 1, true);
    for (guint left = packet->len; left >= 255; left -= 255)
        put_number(into, 255, 1, true);
    put_number(into, packet->len % 255, 1, true);
    add(into, packet);
}

START_TEST(ogg)
{
    g_autoptr(GByteArray) film = g_byte_array_new(), packet = g_byte_array_new();
    g_autoptr(GByteArray) all = comments();
    g_autofree char *log = NULL, *cut = NULL;

    put_text(packet, "OpusHead-----------");
    page(film, 2, packet);
    g_byte_array_set_size(packet, 0);
    put_text(packet, "OpusTags");
    add(packet, all);
    page(film, 0, packet);
    log = facts(&reader_ogg, film);
    assert_has(log, "vorbis Title=Voorleesdag\n");
    assert_has(log, "vorbis Performer=Sjoukje Hiemstra\n");
    assert_has(log, "leaf cover.png");
    assert_has(log, "film Sound=not-looked-into\n");
    assert_has_not(log, "gap");
    cut = facts_of(&reader_ogg, "x.opus", NULL, film->data, film->len - 5);
    assert_has(cut, "gap truncated");
}
END_TEST

START_TEST(flac)
{
    g_autoptr(GByteArray) sound = g_byte_array_new(), picture = g_byte_array_new();
    g_autoptr(GByteArray) all = comments();
    g_autofree char *log = NULL;

    put_number(picture, 3, 4, false);
    put_number(picture, 10, 4, false);
    put_text(picture, "image/jpeg");
    put_number(picture, 6, 4, false);
    put_text(picture, "Omslag");
    put_number(picture, 0, 8, false);
    put_number(picture, 0, 8, false);
    put_number(picture, 3, 4, false);
    g_byte_array_append(picture, (const guint8 *)"\xff\xd8\xff", 3);
    put_text(sound, "fLaC");
    put_number(sound, 4, 1, false);
    put_number(sound, all->len, 3, false);
    add(sound, all);
    put_number(sound, 0x86, 1, false);
    put_number(sound, picture->len, 3, false);
    add(sound, picture);
    log = facts(&reader_flac, sound);
    assert_has(log, "vorbis Title=Voorleesdag\n");
    assert_has(log, "vorbis PictureDescription=Omslag\n");
    assert_has(log, "leaf cover.jpg image/jpeg");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(sidecar)
{
    g_autofree char *packet =
        xmp_packet("<rdf:Description dc:title=\"Kamp\" photoshop:SidecarForExtension=\"JPG\"/>");
    size_t length = strlen(packet);
    g_autofree char *log = facts_of(&reader_sidecar, "fotos/kamp.xmp", NULL, packet, length);
    g_autofree char *whole = facts_of(&reader_sidecar, "fotos/kamp.png.XMP", NULL, packet, length);
    g_autofree char *bare = facts_of(&reader_sidecar, "fotos/kamp 2.5", NULL, packet, length);

    ck_assert_int_ge(bid_of(&reader_sidecar, "x/kamp.xmp", NULL, packet, length), 8);
    ck_assert_int_eq(bid_of(&reader_sidecar, "x.xmp", NULL, "\0\1", 2), 0);
    assert_has(log, "medium p0 m1 image kamp.JPG\n");
    assert_has(log, "property p0 m1 xmp dc:title=Kamp\n");
    assert_has(log, "text p0 m1 caption [dc:title] Kamp\n");
    assert_has(whole, "medium p0 m1 image kamp.png\n");
    assert_has_not(bare, "medium");
    assert_has(bare, "property p0 m0 xmp dc:title=Kamp\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("film");
    TCase *tests = tcase_create("film");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(tests, mp4_user_data);
    tcase_add_test(tests, mp4_items_and_keys);
    tcase_add_test(tests, mp4_gaps);
    tcase_add_test(tests, mp4_chapters_and_way);
    tcase_add_test(tests, matroska);
    tcase_add_test(tests, riff);
    tcase_add_test(tests, riff_further_chunks);
    tcase_add_test(tests, ogg);
    tcase_add_test(tests, flac);
    tcase_add_test(tests, sidecar);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
