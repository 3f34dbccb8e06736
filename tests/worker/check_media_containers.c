/* Metadata in PNG, WebP, GIF, TIFF, HEIF and Photoshop files. */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_png, reader_webp, reader_tiff, reader_gif, reader_heif, reader_photoshop;

static char *facts(const Reader *reader, const GByteArray *picture)
{
    return facts_of(reader, "fotos/kamp", NULL, picture->data, picture->len);
}

/* Compresses `text` (g_free). */
static uint8_t *deflated(const void *text, size_t length, uLongf *size)
{
    uint8_t *out;

    *size = compressBound(length);
    out = g_malloc(*size);
    ck_assert_int_eq(compress(out, size, text, length), Z_OK);
    return out;
}

static void png_compressed(GByteArray *png, const char *kind, const char *head, size_t head_length,
                           const void *text, size_t length)
{
    g_autoptr(GByteArray) chunk = g_byte_array_new();
    uLongf size = 0;
    g_autofree uint8_t *packed = deflated(text, length, &size);

    g_byte_array_append(chunk, (const guint8 *)head, (guint)head_length);
    g_byte_array_append(chunk, packed, (guint)size);
    png_chunk(png, kind, chunk->data, chunk->len);
}

START_TEST(png_texts)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Wouter Postma")};
    g_autoptr(GByteArray) tiff = tiff_new(false, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) png = png_new();
    g_autofree char *log = NULL;

    png_chunk(png, "tEXt", "Author\0Zo\xeb Jansen", 17);
    png_compressed(png, "zTXt", "Comment\0\0", 9, "Foto van Mehmet", 15);
    png_chunk(png, "iTXt", "Title\0\0\0nl\0Titel\0Çay", 21);
    png_compressed(png, "iTXt", "Description\0\1\0\0\0", 16, "Op reis", 7);
    png_chunk(png, "eXIf", tiff->data, tiff->len);
    png_end(png);
    log = facts(&reader_png, png);
    assert_has(log, "text p0 m0 metadata [png-text:Author] Zoë Jansen\n");
    assert_has(log, "text p0 m0 caption [png-text:Comment] Foto van Mehmet\n");
    assert_has(log, "text p0 m0 caption [png-text:Title] Çay\n");
    assert_has(log, "text p0 m0 caption [png-text:Description] Op reis\n");
    assert_has(log, "exif Artist=Wouter Postma\n");
    assert_has(log, "picture png 40x30");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(png_raw_profile)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Jurre Dijkstra")};
    g_autoptr(GByteArray) tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) png = png_new();
    g_autoptr(GString) text = g_string_new("\nexif\n      99\n457869660000");
    g_autofree char *log = NULL;

    for (guint i = 0; i < tiff->len; i++)
        g_string_append_printf(text, "%s%02x", i % 36 == 30 ? "\n" : "", tiff->data[i]);
    png_compressed(png, "zTXt", "Raw profile type exif\0\0", 23, text->str, text->len);
    png_end(png);
    log = facts(&reader_png, png);
    assert_has(log, "Artist=Jurre Dijkstra\n");
    assert_has_not(log, "gap");
}
END_TEST

/* As exiftool writes it: two words for a name, and no Photoshop block round it. */
START_TEST(png_raw_iptc)
{
    static const uint8_t iim[] = "\x1c\x02\x50\x00\x0eJurre Dijkstra";
    g_autoptr(GByteArray) png = png_new();
    g_autoptr(GString) text = g_string_new("\nIPTC profile\n      19\n");
    g_autofree char *log = NULL;

    for (guint i = 0; i < sizeof iim - 1; i++)
        g_string_append_printf(text, "%02x", iim[i]);
    png_compressed(png, "zTXt", "Raw profile type iptc\0\0", 23, text->str, text->len);
    png_end(png);
    log = facts(&reader_png, png);
    assert_has(log, "By-line=Jurre Dijkstra\n");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(png_inflate_is_bounded)
{
    g_autofree char *zeros = g_strnfill(20000000, 'z');
    g_autoptr(GByteArray) png = png_new();
    g_autofree char *log = NULL;

    png_compressed(png, "zTXt", "Comment\0\0", 9, zeros, 20000000);
    png_end(png);
    log = facts(&reader_png, png);
    assert_has(log, "gap limit-bytes\n");
    ck_assert_uint_lt(strlen(log), 6000000);
}
END_TEST

START_TEST(png_cut)
{
    g_autoptr(GByteArray) png = png_new();
    g_autofree char *log = NULL;

    png_chunk(png, "tEXt", "Author\0Sanne", 12);
    log = facts(&reader_png, png);
    assert_has(log, "Author=Sanne\n");
    assert_has(log, "gap truncated\n");
}
END_TEST

START_TEST(webp_chunks)
{
    static const uint8_t extended[] = {8, 0, 0, 0, 63, 0, 0, 47, 0, 0};
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Iris Koning")};
    g_autoptr(GByteArray) tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) webp = g_byte_array_new();
    g_autofree char *log = NULL;

    put_text(webp, "RIFF");
    put_number(webp, 4 + 18 + 8 + 6 + tiff->len, 4, true);
    put_text(webp, "WEBPVP8X");
    put_number(webp, sizeof extended, 4, true);
    g_byte_array_append(webp, extended, sizeof extended);
    put_text(webp, "EXIF");
    put_number(webp, 6 + tiff->len, 4, true);
    g_byte_array_append(webp, (const guint8 *)"Exif\0", 6);
    g_byte_array_append(webp, tiff->data, tiff->len);
    log = facts(&reader_webp, webp);
    assert_has(log, "Artist=Iris Koning\n");
    assert_has(log, "picture webp 64x48");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(gif_comment)
{
    static const uint8_t gif[] = {'G',  'I', 'F', '8', '9', 'a', 7, 0,   5,   0,   0, 0,   0,  '!',
                                  0xfe, 4,   'E', 'v', 'i', ' ', 3, 'B', 'o', 's', 0, ',', 0,  0,
                                  0,    0,   1,   0,   1,   0,   0, 2,   2,   'D', 1, 0,   ';'};
    g_autofree char *log = facts_of(&reader_gif, "x.gif", NULL, gif, sizeof gif);

    assert_has(log, "text p0 m0 caption [gif-comment:Comment] Evi Bos\n");
    assert_has(log, "picture gif 7x5");
    assert_has_not(log, "gap");
    assert_has_not(log, "TrailingData");
}
END_TEST

START_TEST(tiff_file)
{
    static const uint8_t width[] = {0, 80}, height[] = {0, 60};
    g_autoptr(GByteArray) resources = iptc_resources();
    g_autoptr(GByteArray) iptc = g_byte_array_new();
    g_autoptr(GByteArray) tiff = NULL;
    g_autofree char *log = NULL;

    put_iptc(iptc, 2, 116, "Basisschool De Vlinderhof");
    {
        const TiffEntry main[] = {
            {0x0100, 3, 1, width, 2},
            {0x0101, 3, 1, height, 2},
            TIFF_TEXT(0x013b, "Anouk Smit"),
            {0x83bb, 7, iptc->len, iptc->data, iptc->len},
            {0x8649, 7, resources->len, resources->data, resources->len},
        };

        tiff = tiff_new(false, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    }
    log = facts(&reader_tiff, tiff);
    assert_has(log, "picture tiff 80x60");
    assert_has(log, "Artist=Anouk Smit\n");
    assert_has(log, "iptc CopyrightNotice=Basisschool De Vlinderhof\n");
    assert_has(log, "iptc By-line=Renée de Vries\n");
    assert_has_not(log, "gap");
}
END_TEST

static void put_box(GByteArray *into, const char *kind, const GByteArray *body)
{
    put_number(into, 8 + body->len, 4, false);
    put_text(into, kind);
    g_byte_array_append(into, body->data, body->len);
}

/* "meta" with one Exif item of `length` bytes at `offset`. */
static GByteArray *heif_meta(unsigned offset, unsigned length)
{
    g_autoptr(GByteArray) item = g_byte_array_new(), table = g_byte_array_new();
    g_autoptr(GByteArray) locations = g_byte_array_new();
    GByteArray *meta = g_byte_array_new();

    put_number(item, 2U << 24, 4, false);
    put_number(item, 7, 2, false);
    put_number(item, 0, 2, false);
    put_text(item, "Exif");
    put_number(table, 0, 4, false);
    put_number(table, 1, 2, false);
    put_box(table, "infe", item);
    put_number(locations, 0, 4, false);
    put_number(locations, 0x4400, 2, false); /* offset and length have four bytes */
    put_number(locations, 1, 2, false);
    put_number(locations, 7, 2, false);
    put_number(locations, 0, 2, false);
    put_number(locations, 1, 2, false);
    put_number(locations, offset, 4, false);
    put_number(locations, length, 4, false);
    put_number(meta, 0, 4, false);
    put_box(meta, "iloc", locations); /* may come before the items */
    put_box(meta, "iinf", table);
    return meta;
}

START_TEST(heif_item)
{
    static const TiffEntry main[] = {TIFF_TEXT(0x013b, "Bente Visser")};
    g_autoptr(GByteArray) tiff = tiff_new(false, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    g_autoptr(GByteArray) brand = g_byte_array_new(), heif = g_byte_array_new();
    g_autoptr(GByteArray) meta = NULL, data = g_byte_array_new();
    g_autofree char *log = NULL;

    put_number(data, 6, 4, false);
    g_byte_array_append(data, (const guint8 *)"Exif\0", 6);
    g_byte_array_append(data, tiff->data, tiff->len);
    put_text(brand, "heic");
    put_number(brand, 0, 4, false);
    put_text(brand, "mif1heic");
    put_box(heif, "ftyp", brand);
    meta = heif_meta(0, data->len);
    {
        unsigned offset = heif->len + 8 + meta->len + 8;

        g_byte_array_unref(meta);
        meta = heif_meta(offset, data->len);
    }
    put_box(heif, "meta", meta);
    put_box(heif, "mdat", data);
    log = facts(&reader_heif, heif);
    assert_has(log, "Artist=Bente Visser\n");
    assert_has(log, "picture heic");
    assert_has_not(log, "gap");
}
END_TEST

START_TEST(photoshop_resources)
{
    g_autoptr(GByteArray) resources = iptc_resources();
    g_autoptr(GByteArray) document = g_byte_array_new();
    g_autofree char *log = NULL;

    put_text(document, "8BPS");
    put_number(document, 1, 2, false);
    put_number(document, 0, 6, false);
    put_number(document, 3, 2, false);
    put_number(document, 48, 4, false);
    put_number(document, 64, 4, false);
    put_number(document, 8, 2, false);
    put_number(document, 3, 2, false);
    put_number(document, 0, 4, false);
    put_number(document, resources->len, 4, false);
    g_byte_array_append(document, resources->data, resources->len);
    put_number(document, 0, 4, false); /* no layers */
    log = facts(&reader_photoshop, document);
    assert_has(log, "iptc By-line=Renée de Vries\n");
    assert_has(log, "picture psd 64x48");
    assert_has_not(log, "gap");
}
END_TEST

/* A TIFF file of so many pages that nothing marks, the later ones of this width. */
static GByteArray *tiff_of_pages(uint32_t pages, uint32_t later)
{
    GByteArray *tiff = g_byte_array_new();
    static const uint16_t tags[] = {0x0100, 0x0101};

    g_byte_array_append(tiff, (const uint8_t *)"II*\0\10\0\0\0", 8);
    for (uint32_t page = 0; page < pages; page++) {
        uint32_t next = page + 1 < pages ? GUINT32_TO_LE(tiff->len + 2 + 24 + 4) : 0;
        uint32_t side = GUINT32_TO_LE(page == 0 ? 100 : later);

        g_byte_array_append(tiff, (const uint8_t *)"\2\0", 2);
        for (size_t i = 0; i < 2; i++) {
            uint16_t tag = GUINT16_TO_LE(tags[i]);

            g_byte_array_append(tiff, (const uint8_t *)&tag, 2);
            g_byte_array_append(tiff, (const uint8_t *)"\4\0\1\0\0\0", 6);
            g_byte_array_append(tiff, (const uint8_t *)&side, 4);
        }
        g_byte_array_append(tiff, (const uint8_t *)&next, 4);
    }
    return tiff;
}

/* A second page is another picture, a small one a copy; many are many, not broken. */
START_TEST(pages_of_tiff)
{
    g_autoptr(GByteArray) one = tiff_of_pages(1, 0), two = tiff_of_pages(2, 90);
    g_autoptr(GByteArray) small = tiff_of_pages(2, 30), many = tiff_of_pages(3000, 30);
    g_autofree char *alone = facts(&reader_tiff, one), *second = facts(&reader_tiff, two);
    g_autofree char *copy = facts(&reader_tiff, small), *lots = facts(&reader_tiff, many);

    assert_has_not(alone, "gap");
    assert_has(second, "gap media-omitted");
    assert_has_not(copy, "gap");
    assert_has(lots, "gap media-omitted");
    assert_has_not(lots, "gap corrupt");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("media_containers");
    TCase *tests = tcase_create("all");

    tcase_add_test(tests, png_texts);
    tcase_add_test(tests, pages_of_tiff);
    tcase_add_test(tests, png_raw_profile);
    tcase_add_test(tests, png_raw_iptc);
    tcase_add_test(tests, png_inflate_is_bounded);
    tcase_add_test(tests, png_cut);
    tcase_add_test(tests, webp_chunks);
    tcase_add_test(tests, gif_comment);
    tcase_add_test(tests, tiff_file);
    tcase_add_test(tests, heif_item);
    tcase_add_test(tests, photoshop_resources);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
