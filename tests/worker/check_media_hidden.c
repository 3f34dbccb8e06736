/* Pictures, films and words in pictures that no viewer shows: content credentials in every kind of
 * file, what phones hang behind a photo, descriptions and films in HEIF. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_jpeg, reader_png, reader_webp, reader_gif, reader_tiff, reader_heif,
    reader_mp4, reader_riff;

static char *facts(const Reader *reader, const GByteArray *picture)
{
    return facts_of(reader, "fotos/kamp", NULL, picture->data, picture->len);
}

static void put_bytes(GByteArray *into, const GByteArray *bytes)
{
    g_byte_array_append(into, bytes->data, bytes->len);
}

static void put_box(GByteArray *into, const char *kind, const GByteArray *body)
{
    put_number(into, 8 + body->len, 4, false);
    put_text(into, kind);
    put_bytes(into, body);
}

static void put_words(GByteArray *into, const char *kind, const char *text)
{
    put_number(into, 8 + strlen(text), 4, false);
    put_text(into, kind);
    put_text(into, text);
}

/* A RIFF chunk. */
static void put_chunk(GByteArray *into, const char *kind, const GByteArray *body)
{
    put_text(into, kind);
    put_number(into, body->len, 4, true);
    put_bytes(into, body);
    if (body->len & 1)
        put_number(into, 0, 1, false);
}

/* A store: who made it, in JSON, and the picture as it was. */
static GByteArray *credentials(void)
{
    g_autoptr(GByteArray) inner = g_byte_array_new(), picture = jpeg_new();
    GByteArray *store = g_byte_array_new();

    jpeg_end(picture);
    put_words(inner, "json", "{\"author\": \"Zofia Nowak\"}");
    put_box(inner, "bidb", picture);
    put_box(store, "jumb", inner);
    return store;
}

static void assert_credentials(const char *log)
{
    assert_has(log, "Zofia Nowak");
    assert_has(log, "[credentials:Credentials]");
    assert_has(log, "leaf credentials-1.jpg image/jpeg ");
    assert_has_not(log, "gap");
}

START_TEST(credentials_in_jpeg)
{
    g_autoptr(GByteArray) store = credentials(), jpeg = jpeg_new();
    g_autofree char *log = NULL;
    guint half = 40;

    for (guint part = 1, at = 0; at < store->len; part++, at += half) {
        g_autoptr(GByteArray) segment = g_byte_array_new();

        half = MIN(half, store->len - at);
        put_text(segment, "JP");
        put_number(segment, 1, 2, false);
        put_number(segment, part, 4, false);
        if (part > 1)
            g_byte_array_append(segment, store->data, 8);
        g_byte_array_append(segment, store->data + at, half);
        jpeg_segment(jpeg, 0xeb, segment->data, segment->len);
    }
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_credentials(log);
}
END_TEST

START_TEST(credentials_in_png_webp_gif_tiff)
{
    g_autoptr(GByteArray) store = credentials(), png = png_new(), webp = g_byte_array_new();
    g_autoptr(GByteArray) gif = g_byte_array_new(), chunk = g_byte_array_new(), tiff = NULL;
    g_autofree char *png_log = NULL, *webp_log = NULL, *gif_log = NULL, *tiff_log = NULL;
    const TiffEntry main[] = {{0xcd41, 7, store->len, store->data, store->len}};

    png_chunk(png, "caBX", store->data, store->len);
    png_end(png);
    png_log = facts(&reader_png, png);
    assert_credentials(png_log);
    put_text(chunk, "WEBP");
    put_chunk(chunk, "C2PA", store);
    put_chunk(webp, "RIFF", chunk);
    webp_log = facts(&reader_webp, webp);
    assert_credentials(webp_log);
    tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    tiff_log = facts(&reader_tiff, tiff);
    assert_credentials(tiff_log);
    put_text(gif, "GIF89a");
    put_number(gif, 0, 7, false);
    put_text(gif, "!\xff\x0b"
                  "C2PA_GIF\1\2");
    put_number(gif, 0x70, 1, false);
    for (guint at = 0; at < store->len; at += 200) {
        guint part = MIN(200, store->len - at);

        put_number(gif, part, 1, false);
        g_byte_array_append(gif, store->data + at, part);
    }
    put_number(gif, 0x003b, 2, false);
    gif->data[14 + 10] = 1;
    gif_log = facts(&reader_gif, gif);
    assert_credentials(gif_log);
}
END_TEST

static void put_manifest_box(GByteArray *into, const GByteArray *store)
{
    static const uint8_t uuid[16] = {0xd8, 0xfe, 0xc3, 0xd6, 0x1b, 0x0e, 0x48, 0x3c,
                                     0x92, 0x97, 0x58, 0x28, 0x87, 0x7e, 0xc4, 0x81};
    g_autoptr(GByteArray) body = g_byte_array_new();

    g_byte_array_append(body, uuid, sizeof uuid);
    put_number(body, 0, 4, false);
    g_byte_array_append(body, (const guint8 *)"manifest", 9);
    put_number(body, 0, 8, false);
    put_bytes(body, store);
    put_box(into, "uuid", body);
}

static GByteArray *iso_of(const char *brand)
{
    GByteArray *iso = g_byte_array_new();
    g_autofree char *brands = g_strdup_printf("%s....%s", brand, brand);

    put_words(iso, "ftyp", brands);
    return iso;
}

START_TEST(credentials_in_heif_and_film)
{
    g_autoptr(GByteArray) store = credentials(), heif = iso_of("heic"), film = iso_of("isom");
    g_autoptr(GByteArray) none = g_byte_array_new(), jxl = g_byte_array_new();
    g_autofree char *heif_log = NULL, *film_log = NULL, *jxl_log = NULL;

    put_manifest_box(heif, store);
    heif_log = facts(&reader_heif, heif);
    assert_credentials(heif_log);
    put_manifest_box(film, store);
    put_box(film, "moov", none);
    film_log = facts(&reader_mp4, film);
    assert_credentials(film_log);
    g_byte_array_append(jxl, (const guint8 *)"\0\0\0\x0cJXL \r\n\x87\n", 12);
    put_bytes(jxl, store);
    jxl_log = facts(&reader_heif, jxl);
    assert_credentials(jxl_log);
}
END_TEST

/* A Brotli stream of one block that is not packed further. */
static void put_brotli(GByteArray *into, const char *words)
{
    guint length = (guint)strlen(words);

    put_number(into, (length - 1) << 4 | 1U << 20, 3, true);
    g_byte_array_append(into, (const guint8 *)words, length);
    put_number(into, 3, 1, true);
}

START_TEST(packed_metadata_of_jpeg_xl)
{
    static const char xmp[] =
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
        "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
        "xmlns:photoshop='http://ns.adobe.com/photoshop/1.0/' photoshop:Headline='Zoë van den "
        "Berg'/></rdf:RDF></x:xmpmeta>";

    for (int cut = 0; cut < 3; cut++) {
        g_autoptr(GByteArray) jxl = g_byte_array_new(), body = g_byte_array_new();
        g_autofree char *log = NULL;

        g_byte_array_append(jxl, (const guint8 *)"\0\0\0\x0cJXL \r\n\x87\n", 12);
        g_byte_array_append(body, (const guint8 *)"xml ", 4);
        put_brotli(body, xmp);
        if (cut == 1)
            g_byte_array_set_size(body, body->len - 20);
        else if (cut == 2)
            memset(body->data + 4, 0xff, 8);
        put_box(jxl, "brob", body);
        log = facts(&reader_heif, jxl);
        if (cut == 0) {
            assert_has(log, "Zoë van den Berg\n");
            assert_has_not(log, "gap");
        } else {
            assert_has(log, cut == 1 ? "truncated" : "corrupt");
        }
    }
}
END_TEST

/* More boxes than anybody writes, before or around what matters: said, not passed over. */
START_TEST(heif_of_too_many_boxes)
{
    g_autoptr(GByteArray) many = iso_of("heic"), deep = iso_of("heic");
    g_autoptr(GByteArray) none = g_byte_array_new(), outer = g_byte_array_new();
    g_autofree char *many_log = NULL, *deep_log = NULL;

    for (int i = 0; i < 20001; i++)
        put_box(many, "free", none);
    many_log = facts(&reader_heif, many);
    assert_has(many_log, "limit-entries");
    for (int i = 0; i < 8; i++) {
        g_autoptr(GByteArray) inner = g_steal_pointer(&outer);

        outer = g_byte_array_new();
        put_box(outer, "asoc", inner);
    }
    put_bytes(deep, outer);
    deep_log = facts(&reader_heif, deep);
    assert_has(deep_log, "limit-depth");
}
END_TEST

/* What a picture in HEIF says of itself, a film that lies in it, and a film that it is. */
START_TEST(heif_words_and_films)
{
    g_autoptr(GByteArray) heif = iso_of("heic"), meta = g_byte_array_new();
    g_autoptr(GByteArray) properties = g_byte_array_new(), container = g_byte_array_new();
    g_autoptr(GByteArray) body = g_byte_array_new(), user = g_byte_array_new();
    g_autoptr(GByteArray) moov = g_byte_array_new(), inner = iso_of("isom");
    g_autofree char *log = NULL;

    g_byte_array_append(body, (const guint8 *)"\0\0\0\0nl\0Kamp\0Sanne Bakker bij de poort\0", 39);
    put_box(properties, "udes", body);
    g_byte_array_set_size(body, 0);
    g_byte_array_append(body, (const guint8 *)"\0\0\0\0Jelle Kok zwaait\0nl\0", 25);
    put_box(properties, "altt", body);
    put_box(container, "ipco", properties);
    put_number(meta, 0, 4, false);
    put_box(meta, "iprp", container);
    put_box(heif, "meta", meta);
    put_box(heif, "mpvd", inner);
    put_words(user, "\xa9nam", "..De klas van Yusuf Demir");
    user->data[8] = user->data[9] = 0; /* no length: the text as it is */
    g_byte_array_set_size(body, 0);
    put_box(body, "udta", user);
    put_box(moov, "moov", body);
    put_bytes(heif, moov);
    log = facts(&reader_heif, heif);
    assert_has(log, "text p0 m0 caption [heif:Description] Kamp\n");
    assert_has(log, "text p0 m0 caption [heif:Description] Sanne Bakker bij de poort\n");
    assert_has(log, "text p0 m0 alt [heif:AltText] Jelle Kok zwaait\n");
    assert_has(log, "leaf motion.mp4 video/mp4 ");
    assert_has(log, "De klas van Yusuf Demir");
    assert_has_not(log, "gap");
}
END_TEST

/* Behind a photo: a large block nobody knows, a further picture in a frame, then a film. */
START_TEST(behind_a_photo)
{
    g_autoptr(GByteArray) jpeg = jpeg_new(), further = jpeg_new(), film = iso_of("isom");
    g_autoptr(GByteArray) noise = g_byte_array_new();
    g_autofree char *log = NULL, *wanted = NULL;

    jpeg_end(jpeg);
    jpeg_end(further);
    for (guint i = 0; i < 100000; i++)
        put_number(noise, i % 251 + 1, 1, false);
    put_bytes(jpeg, noise);
    put_text(jpeg, "\xff\xd8\xff half a mark ");
    put_text(jpeg, "DualShot_2");
    put_bytes(jpeg, further);
    put_bytes(jpeg, noise);
    put_bytes(jpeg, film);
    log = facts(&reader_jpeg, jpeg);
    wanted = g_strdup_printf("leaf behind-1.jpg image/jpeg %u\n", further->len);
    assert_has(log, wanted);
    assert_has(log, "leaf motion.mp4 video/mp4 ");
    assert_has_not(log, "behind-2");
}
END_TEST

/* Archives and documents that somebody hung on a photo: from where they begin. */
START_TEST(files_behind_a_photo)
{
    static const struct {
        const char *bytes, *wanted;
        guint length;
    } rows[] = {{"\r\n\x1f\x8b\x08\0\0\0\0\0\0\3groep", "leaf behind.gz  15\n", 17},
                {"..7z\xbc\xaf\x27\x1cgroep", "leaf behind.7z  11\n", 13},
                {"..Rar!\x1a\x07\1\0groep", "leaf behind.rar  13\n", 15},
                {"..BZh91AY&SYgroep", "leaf behind.bz2  15\n", 17},
                {"..%PDF-1.4 groep", "leaf behind.pdf  14\n", 16},
                {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1.{\\rtf1", "leaf behind.doc  15\n", 15},
                {"...\x1f\x8b\x08\0\0\0\0\0\0\3groep", NULL, 18}};

    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
        g_autoptr(GByteArray) jpeg = jpeg_new();

        jpeg_end(jpeg);
        g_byte_array_append(jpeg, (const guint8 *)rows[i].bytes, rows[i].length);
        g_autofree char *log = facts(&reader_jpeg, jpeg);
        if (rows[i].wanted)
            assert_has(log, rows[i].wanted);
        else
            assert_has_not(log, "leaf");
    }
}
END_TEST

/* A further picture that breaks off with the file, and marks by the thousand that all lead to the
 * same long data. */
START_TEST(behind_a_photo_broken)
{
    static const uint8_t scan[] = {0xff, 0xda, 0, 2};
    g_autoptr(GByteArray) jpeg = jpeg_new(), further = jpeg_new(), hostile = jpeg_new();
    g_autofree char *log = NULL, *wanted = NULL, *hostile_log = NULL;
    guint start;

    jpeg_end(jpeg);
    jpeg_end(further);
    put_text(jpeg, "DualShot_2");
    put_bytes(jpeg, further);
    g_byte_array_set_size(jpeg, jpeg->len - 2);
    log = facts(&reader_jpeg, jpeg);
    wanted = g_strdup_printf("leaf behind-1.jpg image/jpeg %u\n", further->len - 2);
    assert_has(log, wanted);
    jpeg_end(hostile);
    put_text(hostile, "DualShot_2");
    start = hostile->len;
    while (hostile->len - start < 60000) {
        put_text(hostile, "\xff\xd8\xff\xe0");
        put_number(hostile, start + 60000 - hostile->len, 2, false);
    }
    g_byte_array_append(hostile, scan, sizeof scan);
    g_byte_array_set_size(hostile, start + 60000 + (8 << 20));
    memset(hostile->data + start + 60004, 1, (8 << 20) - 4);
    put_text(hostile, "\xff\1\1\1");
    hostile_log = facts(&reader_jpeg, hostile);
    assert_has_not(hostile_log, "leaf");
    assert_has(hostile_log, "gap limit-bytes\n");
}
END_TEST

START_TEST(comment_of_a_pair)
{
    static const uint8_t segment[] = "_JPSJPS_\0\4\1\1\0\0\0\x0cSanne en Yusuf";
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_segment(jpeg, 0xe3, segment, sizeof segment - 1);
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "text p0 m0 caption [jpeg-comment:Comment] Sanne en Yusuf\n");
}
END_TEST

/* A WebP file that ends before its own length has lost something. */
START_TEST(cut_webp)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Bente Visser")};
    g_autoptr(GByteArray) tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) none = g_byte_array_new(), body = g_byte_array_new();
    g_autoptr(GByteArray) webp = g_byte_array_new();
    g_autofree char *whole = NULL, *cut = NULL;

    put_text(body, "WEBP");
    put_chunk(body, "ANIM", none);
    put_chunk(body, "EXIF", tiff);
    put_chunk(webp, "RIFF", body);
    whole = facts(&reader_webp, webp);
    assert_has_not(whole, "gap");
    cut = facts_of(&reader_webp, "x.webp", NULL, webp->data, 12 + 8);
    assert_has(cut, "gap truncated\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("media_hidden");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_test(all, credentials_in_jpeg);
    tcase_add_test(all, credentials_in_png_webp_gif_tiff);
    tcase_add_test(all, credentials_in_heif_and_film);
    tcase_add_test(all, packed_metadata_of_jpeg_xl);
    tcase_add_test(all, heif_of_too_many_boxes);
    tcase_add_test(all, heif_words_and_films);
    tcase_add_test(all, behind_a_photo);
    tcase_add_test(all, behind_a_photo_broken);
    tcase_add_test(all, files_behind_a_photo);
    tcase_add_test(all, comment_of_a_pair);
    tcase_add_test(all, cut_webp);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
