/* Film and sound of Windows Media: words wherever its header has them, covers, times, what is cut
 * or lies about its lengths. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_asf;

static char *facts(const GByteArray *film)
{
    ck_assert_int_ge(bid_of(&reader_asf, "film/kamp.wmv", NULL, film->data, film->len), 8);
    return facts_of(&reader_asf, "film/kamp.wmv", NULL, film->data, film->len);
}

static void add(GByteArray *into, const GByteArray *part)
{
    g_byte_array_append(into, part->data, part->len);
}

static void number(GByteArray *into, uint64_t value, unsigned size)
{
    put_number(into, value, size, true);
}

static void zeros(GByteArray *into, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        number(into, 0, 1);
}

/* The first half of an object's number is enough to know it; its length, and the body. */
static void object(GByteArray *into, uint64_t half, const GByteArray *body)
{
    put_number(into, half, 8, false);
    zeros(into, 8);
    number(into, body->len + 24, 8);
    add(into, body);
}

/* UTF-16 and its zero. */
static GByteArray *wide(const char *text)
{
    GByteArray *bytes = g_byte_array_new();
    g_autofree gunichar2 *units = g_utf8_to_utf16(text, -1, NULL, NULL, NULL);

    for (gunichar2 *at = units; *at; at++)
        number(bytes, *at, 2);
    number(bytes, 0, 2);
    return bytes;
}

static void counted(GByteArray *into, const char *text, unsigned size, unsigned unit)
{
    g_autoptr(GByteArray) words = wide(text);

    number(into, words->len / unit, size);
    add(into, words);
}

static void attribute(GByteArray *into, const char *name, unsigned type, const GByteArray *value)
{
    counted(into, name, 2, 1);
    number(into, type, 2);
    number(into, value->len, 2);
    add(into, value);
}

static void words(GByteArray *into, const char *name, const char *text)
{
    g_autoptr(GByteArray) value = wide(text);

    attribute(into, name, 0, value);
}

#define DESCRIPTION 0x3326b2758e66cf11
#define ATTRIBUTES 0x40a4d0d207e3d211
#define LIBRARY 0x941c23449894d149
#define EXTENSION 0xb503bf5f2ea9cf11
#define MARKERS 0x01cd87f451a9cf11
#define COMMANDS 0x301afb1e620bd011
#define BRANDING 0xfab3112223bdd211
#define PROPERTIES 0xa1dcab8c47a9cf11
#define STREAM 0x9107dcb7b7a9cf11
#define STREAMS 0xcba5e61472c63243
#define PACKETS 0x3626b2758e66cf11
#define XMP 0xcbcf7abea997e842

/* A file of that header, packets and whatever follows. */
static GByteArray *film_of(const GByteArray *header, const GByteArray *behind)
{
    static const uint8_t id[16] = {0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11,
                                   0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c};
    GByteArray *film = g_byte_array_new();
    g_autoptr(GByteArray) packets = g_byte_array_new();

    g_byte_array_append(film, id, sizeof id);
    number(film, header->len + 30, 8);
    number(film, 1, 4);
    number(film, 0x0201, 2);
    add(film, header);
    zeros(packets, 40);
    object(film, PACKETS, packets);
    if (behind)
        add(film, behind);
    return film;
}

static GByteArray *header_of(uint64_t half, const GByteArray *body)
{
    GByteArray *header = g_byte_array_new();

    object(header, half, body);
    return header;
}

static char *facts_of_object(uint64_t half, const GByteArray *body)
{
    g_autoptr(GByteArray) header = header_of(half, body), film = film_of(header, NULL);

    return facts(film);
}

START_TEST(description)
{
    static const char *const texts[] = {"Kamp groep 7", "Yusuf Demir", "De Zwaluw 2024",
                                        "Sanne en Łukasz bij het vuur", ""};
    g_autoptr(GByteArray) body = g_byte_array_new();
    g_autofree char *log = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GByteArray) text = wide(texts[i]);

        number(body, text->len, 2);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autoptr(GByteArray) text = wide(texts[i]);

        add(body, text);
    }
    log = facts_of_object(DESCRIPTION, body);
    assert_has(log, "text p0 m0 caption [asf:Title] Kamp groep 7\n");
    assert_has(log, "text p0 m0 metadata [asf:Author] Yusuf Demir\n");
    assert_has(log, "[asf:Copyright] De Zwaluw 2024\n");
    assert_has(log, "text p0 m0 caption [asf:Description] Sanne en Łukasz bij het vuur\n");
    assert_has(log, "film Frames=not-looked-into\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(attributes_and_covers)
{
    g_autoptr(GByteArray) body = g_byte_array_new(), picture = g_byte_array_new();
    g_autoptr(GByteArray) jpeg = jpeg_new(), type = wide("image/jpeg"), about = wide("Ilse Kok");
    g_autoptr(GByteArray) tag = g_byte_array_new(), year = g_byte_array_new();
    g_autofree char *log = NULL, *leaf = NULL;

    jpeg_end(jpeg);
    number(picture, 3, 1);
    number(picture, jpeg->len, 4);
    add(picture, type);
    add(picture, about);
    add(picture, jpeg);
    g_byte_array_append(tag, (const guint8 *)"ID3\3\0\0\0\0\0\x17TPE1\0\0\0\x0d\0\0\0Bente Visser",
                        33);
    number(year, 2024, 4);
    number(body, 6, 2);
    words(body, "WM/AlbumArtist", "Emma Bos");
    words(body, "WM/Lyrics", "Lang zal Jelle leven");
    words(body, "Iets van ons", "Zofia Nowak");
    attribute(body, "WM/Picture", 1, picture);
    attribute(body, "ID3", 1, tag);
    attribute(body, "WM/TrackNumber", 3, year);
    log = facts_of_object(ATTRIBUTES, body);
    leaf = g_strdup_printf("leaf cover.jpg image/jpeg %u\n", jpeg->len);
    assert_has(log, "[asf:AlbumArtist] Emma Bos\n");
    assert_has(log, "text p0 m0 caption [asf:Lyrics] Lang zal Jelle leven\n");
    assert_has(log, "[asf:Iets van ons] Zofia Nowak\n");
    assert_has(log, "[asf:PictureDescription] Ilse Kok\n");
    assert_has(log, leaf);
    assert_has(log, "[id3:Artist] Bente Visser\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(library_in_the_extension)
{
    g_autoptr(GByteArray) body = g_byte_array_new(), inner = g_byte_array_new();
    g_autoptr(GByteArray) name = wide("WM/Composer"), value = wide("Hidde van Dijk");
    g_autofree char *log = NULL;

    number(inner, 1, 2);
    number(inner, 0, 4);
    number(inner, name->len, 2);
    number(inner, 0, 2);
    number(inner, value->len, 4);
    add(inner, name);
    add(inner, value);
    zeros(body, 18);
    number(body, inner->len + 24, 4);
    object(body, LIBRARY, inner);
    log = facts_of_object(EXTENSION, body);
    assert_has(log, "[asf:Composer] Hidde van Dijk\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(markers_commands_streams)
{
    g_autoptr(GByteArray) markers = g_byte_array_new(), commands = g_byte_array_new();
    g_autoptr(GByteArray) streams = g_byte_array_new();
    g_autofree char *marker_log = NULL, *command_log = NULL, *stream_log = NULL;

    zeros(markers, 16);
    number(markers, 1, 4);
    number(markers, 0, 2);
    counted(markers, "Musical", 2, 1);
    zeros(markers, 26);
    counted(markers, "Solo van Sanne Bakker", 4, 2);
    marker_log = facts_of_object(MARKERS, markers);
    assert_has(marker_log, "[asf:MarkerList] Musical\n");
    assert_has(marker_log, "[asf:Chapter] Solo van Sanne Bakker\n");
    assert_has_not(marker_log, "gap");
    zeros(commands, 16);
    number(commands, 1, 2);
    number(commands, 1, 2);
    counted(commands, "TEXT", 2, 2);
    zeros(commands, 6);
    counted(commands, "Nu zingt Yusuf Demir", 2, 2);
    command_log = facts_of_object(COMMANDS, commands);
    assert_has(command_log, "[asf:ScriptCommand] Nu zingt Yusuf Demir\n");
    assert_has_not(command_log, "gap");
    zeros(streams, 60);
    number(streams, 1, 2);
    number(streams, 0, 4);
    counted(streams, "Camera van juf Tjitske", 2, 1);
    stream_log = facts_of_object(STREAMS, streams);
    assert_has(stream_log, "[asf:StreamName] Camera van juf Tjitske\n");
    assert_has_not(stream_log, "gap");
}
END_TEST

START_TEST(time_size_banner_and_packet)
{
    g_autoptr(GByteArray) header = g_byte_array_new(), body = g_byte_array_new();
    g_autoptr(GByteArray) behind = g_byte_array_new(), packet = g_byte_array_new();
    g_autoptr(GByteArray) film = NULL;
    g_autofree char *log = NULL;
    g_autofree char *xmp = xmp_packet("<rdf:Description><dc:creator><rdf:Seq><rdf:li>Bente Visser"
                                      "</rdf:li></rdf:Seq></dc:creator></rdf:Description>");

    zeros(body, 24);
    number(body, (UINT64_C(1714551330) + UINT64_C(11644473600)) * 10000000, 8);
    object(header, PROPERTIES, body);
    g_byte_array_set_size(body, 0);
    put_number(body, 0xc0ef19bc, 4, false);
    zeros(body, 50);
    number(body, 320, 4);
    number(body, 240, 4);
    object(header, STREAM, body);
    g_byte_array_set_size(body, 0);
    number(body, 1, 4);
    number(body, 4, 4);
    put_text(body, "\xff\xd8\xff\xd9");
    number(body, 20, 4);
    put_text(body, "http://zwaluw.exampl");
    number(body, 0, 4);
    object(header, BRANDING, body);
    put_text(packet, xmp);
    object(behind, XMP, packet);
    film = film_of(header, behind);
    log = facts(film);
    assert_has(log, "asf CreateDate=2024-05-01T08:15:30Z\n");
    assert_has(log, "picture video 320x240");
    assert_has(log, "leaf banner ");
    assert_has(log, "[asf:BannerAddress] http://zwaluw.exampl\n");
    assert_has(log, "Bente Visser");
    assert_has_not(log, "gap");
}
END_TEST

/* Sound has no frames; texts in a stream of their own are not read. */
START_TEST(kinds_of_streams)
{
    g_autoptr(GByteArray) sound = g_byte_array_new(), texts = g_byte_array_new();
    g_autofree char *sound_log = NULL, *texts_log = NULL;

    put_number(sound, 0x409e69f8, 4, false);
    zeros(sound, 60);
    sound_log = facts_of_object(STREAM, sound);
    assert_has(sound_log, "film Sound=not-looked-into\n");
    assert_has_not(sound_log, "picture");
    put_number(texts, 0xc0cfda59, 4, false);
    zeros(texts, 60);
    texts_log = facts_of_object(STREAM, texts);
    assert_has(texts_log, "gap media-omitted\n");
}
END_TEST

/* Cut anywhere the file says so; lengths that lie do. */
START_TEST(cut_and_damaged)
{
    g_autoptr(GByteArray) body = g_byte_array_new(), header = NULL, film = NULL;

    number(body, 1, 2);
    words(body, "WM/AlbumArtist", "Emma Bos");
    header = header_of(ATTRIBUTES, body);
    film = film_of(header, NULL);
    for (guint length = 16; length < film->len; length++) {
        g_autofree char *log = facts_of(&reader_asf, "a.wmv", NULL, film->data, length);

        assert_has(log, "gap ");
    }
    film->data[30 + 24]++; /* one attribute more than there is */
    g_autofree char *fewer = facts(film);

    assert_has(fewer, "gap corrupt\n");
    film->data[30 + 24 + 2] = 0xff; /* the length of the name */
    g_autofree char *log = facts(film);

    assert_has(log, "gap corrupt\n");
    film->data[30 + 16] = 3; /* an object shorter than its head */
    film->data[30 + 17] = 0;
    g_autofree char *again = facts(film);

    assert_has(again, "gap corrupt\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("asf");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_test(all, description);
    tcase_add_test(all, attributes_and_covers);
    tcase_add_test(all, library_in_the_extension);
    tcase_add_test(all, markers_commands_streams);
    tcase_add_test(all, time_size_banner_and_packet);
    tcase_add_test(all, kinds_of_streams);
    tcase_add_test(all, cut_and_damaged);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
