/* Metadata in JPEG files: segments, Exif, IPTC and comments. Other containers are in
 * check_media_containers.c, XMP is in check_media_xmp.c. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_jpeg, reader_png;

static char *facts(const Reader *reader, const GByteArray *picture)
{
    return facts_of(reader, "fotos/kamp", NULL, picture->data, picture->len);
}

/* A JPEG with nothing but one Exif block. */
static char *exif_facts(bool little, TiffDirectory main, TiffDirectory exif, TiffDirectory gps)
{
    g_autoptr(GByteArray) tiff = tiff_new(little, main, exif, gps);
    g_autoptr(GByteArray) jpeg = jpeg_new();

    jpeg_exif(jpeg, tiff);
    jpeg_end(jpeg);
    return facts(&reader_jpeg, jpeg);
}

START_TEST(jpeg_plain)
{
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_end(jpeg);
    ck_assert_int_ge(bid_of(&reader_jpeg, "x", NULL, jpeg->data, jpeg->len), 8);
    ck_assert_int_eq(bid_of(&reader_png, "x.png", NULL, jpeg->data, jpeg->len), 0);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "picture jpeg 64x48 orientation=0\n");
    assert_has(log, "property p0 m0 pixels digest=");
    assert_has_not(log, "property p0 m0 exif");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(exif_words)
{
    static const uint8_t orientation[] = {6, 0};
    static const TiffEntry main[] = {
        TIFF_TEXT(0x010e, "Kamp groep 7"), TIFF_TEXT(0x010f, "Canon"),
        {0x0112, 3, 1, orientation, 2},    TIFF_TEXT(0x013b, "Femke Hoekstra"),
        TIFF_TEXT(0x8298, "Femke\0Jelle"), TIFF_TEXT(0x0132, "0000:00:00 00:00:00"),
    };
    static const TiffEntry exif[] = {
        TIFF_TEXT(0x9003, "2024:05:01 10:15:30"),
        TIFF_TEXT(0x9004, "    :  :     :  :  "),
        TIFF_TEXT(0xa430, "Bj\xf6rk \xc7"
                          "elik"),
        TIFF_TEXT(0xa431, "0512"),
        TIFF_TEXT(0xa435, "   "),
    };
    g_autofree char *log = exif_facts(true, TIFF_DIRECTORY(main), TIFF_DIRECTORY(exif), TIFF_NONE);

    assert_has(log, "property p0 m0 exif ImageDescription=Kamp groep 7\n");
    assert_has(log, "text p0 m0 caption [exif:ImageDescription] Kamp groep 7\n");
    assert_has(log, "text p0 m0 metadata [exif:Artist] Femke Hoekstra\n");
    assert_has(log, "exif Copyright=Femke\nJelle\n");
    assert_has(log, "exif OwnerName=Björk Çelik\n");
    assert_has(log, "property p0 m0 exif BodySerialNumber=0512\n");
    assert_has(log, "exif DateTimeOriginal=2024-05-01T10:15:30\n");
    assert_has(log, "orientation=6\n");
    assert_has_not(log, "ModifyDate");
    assert_has_not(log, "CreateDate");
    assert_has_not(log, "LensSerialNumber");
    assert_has_not(log, "gap");
}
END_TEST

/* Models, programs, tags without a name: whoever is called there is found, numbers are not told. */
START_TEST(words_where_none_are_expected)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x0110, "Telefoon van Femke Hoekstra"),
                                     TIFF_TEXT(0x0131, "v2.10"), TIFF_BYTES(0xc6d2, 7, "Emma Bos"),
                                     TIFF_BYTES(0xc6d3, 7, "\1\2 Bos Bos")};
    static const TiffEntry exif[] = {TIFF_TEXT(0x9004, "gemaakt door Sven Bakker"),
                                     TIFF_TEXT(0xa4ff, "Jelle de Vries"),
                                     TIFF_TEXT(0xa434, "Telefoon van Femke Hoekstra")};
    g_autofree char *log = exif_facts(true, TIFF_DIRECTORY(main), TIFF_DIRECTORY(exif), TIFF_NONE);

    assert_has(log, "property p0 m0 exif Model=Telefoon van Femke Hoekstra\n");
    assert_has(log, "text p0 m0 metadata [asides] Model: Telefoon van Femke Hoekstra\n\n");
    assert_has(log, "Exif 0xc6d2: Emma Bos");
    assert_has(log, "Exif 0xa4ff: Jelle de Vries");
    assert_has(log, "CreateDateText: gemaakt door Sven Bakker");
    assert_has_not(log, "LensModel: ");
    assert_has_not(log, "Software: ");
    assert_has_not(log, "0xc6d3");
}
END_TEST

START_TEST(exif_wide_and_comment)
{
    static const uint8_t title[] = {'S', 0, 'p', 0, 'o', 0, 'r', 0, 't', 0, 0, 0};
    static const uint8_t author[] = {0x5f, 1, 'a', 0, 0x3d, 0xd8, 0, 0xde, 0, 0}; /* surrogates */
    static const uint8_t comment[] = {'U', 'N', 'I', 'C', 'O', 'D', 'E', 0,
                                      0,   'E', 0,   'm', 0,   'm', 0,   'a'};
    static const TiffEntry main[] = {TIFF_BYTES(0x9c9b, 1, title), TIFF_BYTES(0x9c9d, 1, author)};
    static const TiffEntry exif[] = {TIFF_BYTES(0x9286, 7, comment)};
    g_autofree char *log = exif_facts(true, TIFF_DIRECTORY(main), TIFF_DIRECTORY(exif), TIFF_NONE);

    assert_has(log, "text p0 m0 caption [exif:XPTitle] Sport\n");
    assert_has(log, "text p0 m0 metadata [exif:XPAuthor] şa😀\n");
    assert_has(log, "text p0 m0 caption [exif:UserComment] Emma\n"); /* big end in a little block */
}
END_TEST

static char *comment_facts(const char *comment, unsigned length, bool little)
{
    const TiffEntry exif[] = {{0x9286, 7, length, comment, length}};

    return exif_facts(little, TIFF_NONE, TIFF_DIRECTORY(exif), TIFF_NONE);
}

START_TEST(exif_comment_charsets)
{
    g_autofree char *ascii = comment_facts("ASCII\0\0\0Sven", 12, true);
    g_autofree char *wide = comment_facts("UNICODE\0S\0v\0e\0n\0", 16, false);
    g_autofree char *wrong = comment_facts("UNICODE\0Sven", 12, true);
    g_autofree char *none = comment_facts("\0\0\0\0\0\0\0\0Sven", 12, true);
    g_autofree char *bare = comment_facts("Sven en Youssef", 15, true);
    g_autofree char *blank = comment_facts("ASCII\0\0\0       ", 15, true);
    g_autofree char *bare_wide = comment_facts("S\0v\0e\0n\0 \0B\0\0\0", 14, true);
    g_autofree char *bare_big = comment_facts("\0S\0v\0e\0n\0 \0B", 12, true);
    g_autofree char *none_wide = comment_facts("\0\0\0\0\0\0\0\0S\0v\0e\0n\0", 16, true);
    g_autofree char *two = comment_facts("ASCII\0\0\0Sven\0Youssef", 20, true);

    assert_has(ascii, "UserComment=Sven\n");
    assert_has(wide, "UserComment=Sven\n");
    assert_has(wrong, "UserComment=Sven\n");
    assert_has(none, "UserComment=Sven\n");
    assert_has(bare, "UserComment=Sven en Youssef\n");
    assert_has_not(blank, "UserComment");
    assert_has(bare_wide, "UserComment=Sven B\n"); /* UTF-16 that nothing announces */
    assert_has(bare_big, "UserComment=Sven B\n");
    assert_has(none_wide, "UserComment=Sven\n");
    assert_has(two, "UserComment=Sven\nYoussef");
}
END_TEST

static char *position_facts(bool little, const char *north, const uint32_t *latitude,
                            const char *east, const uint32_t *longitude)
{
    uint8_t first[24], second[24];
    const TiffEntry gps[] = {
        {1, 2, 2, north, 2}, {2, 5, 3, first, 24}, {3, 2, 2, east, 2}, {4, 5, 3, second, 24}};

    tiff_rationals(little, latitude, 3, first);
    tiff_rationals(little, longitude, 3, second);
    return exif_facts(little, TIFF_NONE, TIFF_NONE, TIFF_DIRECTORY(gps));
}

START_TEST(exif_positions)
{
    static const uint32_t latitude[] = {52, 1, 5, 1, 6, 1}, longitude[] = {5, 1, 30, 1, 0, 1};
    static const uint32_t zero[] = {0, 1, 0, 1, 0, 1}, nothing[] = {0, 0, 0, 0, 0, 0};
    static const uint32_t far[] = {400, 1, 0, 1, 0, 1};
    g_autofree char *home = position_facts(true, "N", latitude, "E", longitude);
    g_autofree char *south = position_facts(false, "S", latitude, "W", longitude);
    g_autofree char *zeros = position_facts(true, "N", zero, "E", zero);
    g_autofree char *none = position_facts(true, "N", nothing, "E", nothing);
    g_autofree char *off = position_facts(true, "N", far, "E", longitude);

    assert_has(home, "property p0 m0 exif-gps GPSPosition=52.0850000,5.5000000\n");
    assert_has(south, "GPSPosition=-52.0850000,-5.5000000\n");
    assert_has_not(zeros, "GPSPosition");
    assert_has_not(none, "GPSPosition");
    assert_has_not(off, "GPSPosition");
}
END_TEST

START_TEST(exif_same_tag_twice)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Aylin Demir"),
                                     TIFF_TEXT(0x013b, "Kasia Nowak")};
    g_autofree char *log = exif_facts(false, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);

    assert_has(log, "Artist=Aylin Demir\n");
    assert_has(log, "Artist=Kasia Nowak\n");
}
END_TEST

START_TEST(exif_long_values)
{
    g_autofree char *first = g_strnfill(50000, 'a'), *second = g_strnfill(14000, 'b');
    const TiffEntry main[] = {{0x010e, 2, 50000, first, 50000}, {0x013b, 2, 14000, second, 14000}};
    g_autofree char *log = exif_facts(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);

    assert_has(log, "exif:ImageDescription] aaaa");
    assert_has(log, "exif:Artist] bbbb");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(exif_loops_and_lies)
{
    static const uint8_t loop[] = {'I', 'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x69, 0x87, 4,
                                   0,   1,   0,  0, 0, 8, 0, 0, 0, 8, 0,    0,    0};
    static const uint8_t count[] = {'I', 'I', 42,   0,    8,    0,    0, 0, 1, 0, 0x3b, 1,
                                    2,   0,   0xff, 0xff, 0xff, 0xff, 8, 0, 0, 0, 0,    0};
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_app(jpeg, 0xe1, "Exif\0", 6, loop, sizeof loop);
    jpeg_app(jpeg, 0xe1, "Exif\0", 6, count, sizeof count);
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "gap truncated\n");
    assert_has(log, "picture jpeg 64x48");
}
END_TEST

START_TEST(exif_in_two_segments)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Rachid el Amrani")};
    g_autoptr(GByteArray) tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_app(jpeg, 0xe1, "Exif\0", 6, tiff->data, 30);
    jpeg_app(jpeg, 0xe1, "Exif\0", 6, tiff->data + 30, tiff->len - 30);
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "Artist=Rachid el Amrani\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(iptc_in_jpeg)
{
    g_autoptr(GByteArray) resources = iptc_resources();
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_app(jpeg, 0xed, "Photoshop 3.0", 14, resources->data, 60);
    jpeg_app(jpeg, 0xed, "Photoshop 3.0", 14, resources->data + 60, resources->len - 60);
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "text p0 m0 metadata [iptc:By-line] Renée de Vries\n");
    assert_has(log, "iptc Keywords=Schoolreis\n");
    assert_has(log, "text p0 m0 metadata [iptc:Keywords] Sjoerd Ytsma\n");
    assert_has(log, "text p0 m0 caption [iptc:Caption-Abstract] Op de foto: Łucja\n");
    assert_has(log, "iptc DateCreated=2024-05-01T10:15:00\n");
    assert_has(log, "photoshop URL=https://vlinderhof.example/\n");
    assert_has_not(log, "gap");
}
END_TEST

/* Dataset 1:90 says how the others are written, unless they are UTF-8 anyway. */
START_TEST(iptc_charsets)
{
    static const char resource[] = "8BIM\4\4\0\0\0\0";
    g_autoptr(GByteArray) iptc = g_byte_array_new(), block = g_byte_array_new();
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    put_iptc(iptc, 1, 90, "\x1b-M"); /* Latin-5 */
    put_iptc(iptc, 2, 80,
             "Ay\xfe"
             "e \xd6zt\xfcrk");
    put_iptc(iptc, 2, 120, "Łucja en Ayşe");
    g_byte_array_append(block, (const guint8 *)resource, sizeof resource - 1);
    put_number(block, iptc->len, 2, false);
    g_byte_array_append(block, iptc->data, iptc->len);
    jpeg_app(jpeg, 0xed, "Photoshop 3.0", 14, block->data, block->len);
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "iptc By-line=Ayşe Öztürk\n");
    assert_has(log, "iptc Caption-Abstract=Łucja en Ayşe\n");
}
END_TEST

/* What a thumbnail's shape says: jpeg_end() gives 64 by 48 pixels. */
static char *thumbnail_facts(unsigned width, unsigned height)
{
    g_autoptr(GByteArray) tiff = g_byte_array_new();
    g_autoptr(GByteArray) jpeg = jpeg_new();

    put_text(tiff, "II*");
    put_number(tiff, 0, 1, true);
    put_number(tiff, 8, 4, true);
    put_number(tiff, 0, 2, true); /* no entries, then the directory of the thumbnail */
    put_number(tiff, 14, 4, true);
    put_number(tiff, 2, 2, true);
    for (unsigned i = 0; i < 2; i++) {
        put_number(tiff, 0x0201 + i, 2, true);
        put_number(tiff, 4, 2, true);
        put_number(tiff, 1, 4, true);
        put_number(tiff, i == 0 ? 44 : 13, 4, true);
    }
    put_number(tiff, 0, 4, true);
    g_byte_array_append(tiff, (const guint8 *)"\xff\xd8\xff\xc0\0\x11\x08", 7);
    put_number(tiff, height, 2, false);
    put_number(tiff, width, 2, false);
    put_number(tiff, 3, 2, false);
    jpeg_exif(jpeg, tiff);
    jpeg_end(jpeg);
    return facts(&reader_jpeg, jpeg);
}

START_TEST(thumbnails)
{
    static const struct {
        unsigned width, height;
        const char *shape;
    } cases[] = {{160, 120, "same"},   {120, 160, "same"},    {200, 149, "same"},
                 {160, 90, "differs"}, {160, 160, "differs"}, {40, 200, "differs"}};

    for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *log = thumbnail_facts(cases[i].width, cases[i].height);
        g_autofree char *wanted = g_strdup_printf("image ThumbnailShape=%s %ux%u of 64x48\n",
                                                  cases[i].shape, cases[i].width, cases[i].height);

        assert_has(log, wanted);
    }
}
END_TEST

/* exiv2's own file: segments and no picture. */
START_TEST(segments_alone)
{
    static const char exv[] = "\xff\x01"
                              "Exiv2\xff\xfe\0\6Kamp\xff\xd9";
    g_autofree char *log = facts_of(&reader_jpeg, "x.exv", NULL, exv, sizeof exv - 1);

    ck_assert_int_ge(bid_of(&reader_jpeg, "x.exv", NULL, exv, sizeof exv - 1), 8);
    assert_has(log, "jpeg-comment Comment=Kamp\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(iptc_cut)
{
    g_autoptr(GByteArray) resources = iptc_resources();
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_app(jpeg, 0xed, "Photoshop 3.0", 14, resources->data, resources->len - 25);
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "Renée de Vries");
    assert_has(log, "gap truncated\n");
}
END_TEST

START_TEST(jpeg_comment_and_trailing)
{
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL, *wanted = NULL;

    jpeg_segment(jpeg, 0xfe, "foto van Noah", 13);
    jpeg_end(jpeg);
    wanted = g_strdup_printf("image TrailingData=%u/6\n", jpeg->len);
    put_text(jpeg, "PK\3\4zz");
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "text p0 m0 caption [jpeg-comment:Comment] foto van Noah\n");
    assert_has(log, wanted);
}
END_TEST

START_TEST(jpeg_further_pictures_are_items)
{
    g_autoptr(GByteArray) jpeg = jpeg_new(), second = jpeg_new();
    g_autofree char *log = NULL, *wanted = NULL;

    jpeg_end(jpeg);
    jpeg_segment(second, 0xfe, "kamp", 4);
    jpeg_end(second);
    wanted = g_strdup_printf("leaf picture-2.jpg image/jpeg %u", second->len);
    g_byte_array_append(jpeg, (const guint8 *)"\0\0\0", 3); /* they are aligned */
    g_byte_array_append(jpeg, second->data, second->len);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, wanted);
    assert_has_not(log, "picture-3.jpg");
    assert_has_not(log, "gap");
    for (unsigned i = 0; i < 30; i++)
        g_byte_array_append(jpeg, second->data, second->len);
    g_free(log);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "leaf picture-16.jpg");
    assert_has(log, "gap limit-entries"); /* the others are not looked at, and that is said */
}
END_TEST

/* Behind the photo, or some way behind it: Android and Samsung. */
START_TEST(jpeg_film_is_an_item)
{
    static const char film[] = "\0\0\0\x10"
                               "ftypmp42"
                               "\0\0\0\0"
                               "\0\0\0\x08"
                               "mdat";

    for (unsigned before = 0; before < 20; before += 19) {
        g_autoptr(GByteArray) jpeg = jpeg_new();

        jpeg_end(jpeg);
        g_byte_array_append(jpeg, (const guint8 *)"MotionPhoto_Data___", before);
        g_byte_array_append(jpeg, (const guint8 *)film, sizeof film - 1);
        g_autofree char *log = facts(&reader_jpeg, jpeg);
        assert_has(log, "leaf motion.mp4 video/mp4 24\n");
        assert_has_not(log, "gap");
    }
}
END_TEST

START_TEST(jpeg_unknown_segments)
{
    static const char json[] = "{\"people\": [\"Hidde van Dijk\"]}";
    static const uint8_t binary[] = "ICC_PROFILE\0<\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20\21";
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_segment(jpeg, 0xe2, binary, sizeof binary);
    jpeg_app(jpeg, 0xe6, "JSON\0", 5, json, strlen(json));
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "[jpeg-comment:ApplicationSegment] {\"people\": [\"Hidde van Dijk\"]}\n");
    assert_has_not(log, "ICC_PROFILE");
}
END_TEST

START_TEST(jpeg_credentials_and_slices)
{
    static const uint8_t box[] =
        "JP\0\1\0\0\0\1\0\0\0\x47jumb\0\0\0\x21json{\"author\": \"Zofia Nowak\"}"
        "\0\0\0\x1E"
        "cbor\xA1\x64name\x6EHidde van Dijk\xF6";
    static const uint8_t slices[] = "Photoshop 3.0\0"
                                    "8BIM\4\x1A\0\0\0\0\0\x22"
                                    "\0\0\0\6\0\0\0\0"
                                    "\0\0\0\x0B"
                                    "\0Y\0a\0r\0a\0 \0K\0a\0y\0a\0 \0\065"
                                    "\0\0";
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_segment(jpeg, 0xeb, box, sizeof box - 1);
    jpeg_segment(jpeg, 0xed, slices, sizeof slices - 1);
    jpeg_end(jpeg);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "Zofia Nowak");
    assert_has(log, "\nHidde van Dijk\n");
    assert_has(log, "Yara Kaya 5");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(jpeg_second_picture)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Tweede Maker")};
    g_autoptr(GByteArray) tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) jpeg = jpeg_new(), second = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_end(jpeg);
    jpeg_exif(second, tiff);
    jpeg_end(second);
    g_byte_array_append(jpeg, second->data, second->len);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "Artist=Tweede Maker\n");
    assert_has_not(log, "TrailingData");
}
END_TEST

START_TEST(jpeg_cut)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Femke"), TIFF_TEXT(0x8298, "Hoekstra BV")};
    g_autoptr(GByteArray) tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autofree char *log = NULL;

    jpeg_exif(jpeg, tiff);
    g_byte_array_set_size(jpeg, jpeg->len - 8);
    log = facts(&reader_jpeg, jpeg);
    assert_has(log, "Artist=Femke\n");
    assert_has(log, "gap truncated\n");
}
END_TEST

/* Every prefix of a picture, and every byte of its head flipped: nothing may break. */
START_TEST(pictures_cut_and_flipped)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Femke"), TIFF_TEXT(0x8298, "Hoekstra BV")};
    static const TiffEntry exif[] = {TIFF_TEXT(0x9286, "ASCII\0\0\0abc")};
    g_autoptr(GByteArray) tiff =
        tiff_new(true, TIFF_DIRECTORY(main), TIFF_DIRECTORY(exif), TIFF_NONE);
    g_autoptr(GByteArray) resources = iptc_resources();
    g_autoptr(GByteArray) jpeg = jpeg_new();

    jpeg_exif(jpeg, tiff);
    jpeg_app(jpeg, 0xed, "Photoshop 3.0", 14, resources->data, resources->len);
    jpeg_end(jpeg);
    for (guint length = 3; length < jpeg->len; length++)
        g_free(facts_of(&reader_jpeg, "x", NULL, jpeg->data, length));
    for (guint at = 2; at < jpeg->len; at++) {
        jpeg->data[at] ^= 0xff;
        g_free(facts(&reader_jpeg, jpeg));
        jpeg->data[at] ^= 0xff;
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("media");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, jpeg_plain);
    tcase_add_test(tests, exif_words);
    tcase_add_test(tests, words_where_none_are_expected);
    tcase_add_test(tests, exif_wide_and_comment);
    tcase_add_test(tests, exif_comment_charsets);
    tcase_add_test(tests, exif_positions);
    tcase_add_test(tests, exif_same_tag_twice);
    tcase_add_test(tests, exif_long_values);
    tcase_add_test(tests, exif_loops_and_lies);
    tcase_add_test(tests, exif_in_two_segments);
    tcase_add_test(tests, iptc_in_jpeg);
    tcase_add_test(tests, iptc_charsets);
    tcase_add_test(tests, thumbnails);
    tcase_add_test(tests, segments_alone);
    tcase_add_test(tests, iptc_cut);
    tcase_add_test(tests, jpeg_comment_and_trailing);
    tcase_add_test(tests, jpeg_further_pictures_are_items);
    tcase_add_test(tests, jpeg_film_is_an_item);
    tcase_add_test(tests, jpeg_unknown_segments);
    tcase_add_test(tests, jpeg_credentials_and_slices);
    tcase_add_test(tests, jpeg_second_picture);
    tcase_add_test(tests, jpeg_cut);
    tcase_add_test(tests, pictures_cut_and_flipped);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
