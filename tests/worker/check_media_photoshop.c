/* Photoshop documents: what is said in their layers, in documents of every size and in TIFF files
 * of both byte orders, and files placed in them. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_photoshop, reader_tiff;

static void put_bytes(GByteArray *into, const GByteArray *bytes)
{
    g_byte_array_append(into, bytes->data, bytes->len);
}

/* Names of blocks are numbers: backwards where the little end comes first. */
static void put_name(GByteArray *into, const char *name, bool little)
{
    for (unsigned i = 0; i < 4; i++)
        put_number(into, (uint8_t)name[little ? 3 - i : i], 1, false);
}

static void put_block(GByteArray *into, const char *name, const GByteArray *body, bool little,
                      unsigned size)
{
    put_name(into, "8BIM", little);
    put_name(into, name, little);
    put_number(into, body->len, size, little);
    put_bytes(into, body);
    while (into->len & 1)
        put_number(into, 0, 1, false);
}

static void put_wide(GByteArray *into, const char *text, bool little)
{
    put_number(into, strlen(text), 4, little);
    for (; *text; text++)
        put_number(into, (uint8_t)*text, 2, little);
}

/* A layer: the old name, and where it is wanted a new one and a text. */
static void put_layer(GByteArray *into, const char *old, const char *name, const char *text,
                      bool little, bool large)
{
    g_autoptr(GByteArray) extra = g_byte_array_new(), block = g_byte_array_new();

    put_number(into, 0, 8, false);
    put_number(into, 0, 8, false);
    put_number(into, 1, 2, little);
    put_number(into, 0, large ? 8 : 4, false); /* a channel: what it is and how long */
    put_number(into, 0, 2, false);
    put_name(into, "8BIM", little);
    put_name(into, "norm", little);
    put_number(into, 0, 4, false);
    put_number(extra, 0, 8, false); /* no mask, no ranges */
    put_number(extra, strlen(old), 1, false);
    put_text(extra, old);
    while (extra->len % 4)
        put_number(extra, 0, 1, false);
    if (name) {
        put_wide(block, name, little);
        put_block(extra, "luni", block, little, 4);
    }
    if (text) {
        g_byte_array_set_size(block, 0);
        put_text(block, "settings ");
        put_name(block, "Txt ", little);
        put_name(block, "TEXT", little);
        put_wide(block, text, little);
        put_text(block, "EngineData");
        put_block(extra, "TySh", block, little, 4);
    }
    put_number(into, extra->len, 4, little);
    put_bytes(into, extra);
}

static GByteArray *info_of(bool little, bool large)
{
    GByteArray *info = g_byte_array_new();

    put_number(info, (uint16_t)-2, 2, little);
    put_layer(info, "Sanne Bakker", NULL, NULL, little, large);
    put_layer(info, "Tekst", "Tekst van juf", "Welkom Yusuf Demir in groep 7", little, large);
    put_text(info, "pixels");
    return info;
}

static GByteArray *head_of(bool large)
{
    GByteArray *document = g_byte_array_new();

    put_text(document, "8BPS");
    put_number(document, large ? 2 : 1, 2, false);
    put_number(document, 0, 6, false);
    put_number(document, 3, 2, false);
    put_number(document, 48, 4, false);
    put_number(document, 64, 4, false);
    put_number(document, 8, 2, false);
    put_number(document, 3, 2, false);
    put_number(document, 0, 8, false); /* no palette, no resources */
    return document;
}

/* A document of these layers, and these blocks behind them. */
static GByteArray *document_of(const GByteArray *info, const GByteArray *blocks, bool large)
{
    GByteArray *document = head_of(large);
    unsigned size = large ? 8 : 4;

    put_number(document, size + info->len + 4 + blocks->len, size, false);
    put_number(document, info->len, size, false);
    put_bytes(document, info);
    put_number(document, 0, 4, false);
    put_bytes(document, blocks);
    put_text(document, "flat");
    return document;
}

static char *facts(const Reader *reader, const GByteArray *bytes)
{
    return facts_of(reader, "fotos/poster.psd", NULL, bytes->data, bytes->len);
}

static void assert_layers(const char *log)
{
    assert_has(log, "text p0 m0 metadata [photoshop:LayerName] Sanne Bakker\n");
    assert_has(log, "text p0 m0 metadata [photoshop:LayerName] Tekst van juf\n");
    assert_has(log, "text p0 m0 caption [photoshop:LayerText] Welkom Yusuf Demir in groep 7\n");
    assert_has_not(log, "LayerName] Tekst\n");
    assert_has_not(log, "gap");
}

START_TEST(layers)
{
    g_autoptr(GByteArray) blocks = g_byte_array_new(), none = g_byte_array_new();

    for (unsigned large = 0; large < 2; large++) {
        g_autoptr(GByteArray) info = info_of(false, large == 1);
        g_autoptr(GByteArray) plain = document_of(info, none, large == 1);
        g_autoptr(GByteArray) deep = NULL;
        g_autofree char *log = facts(&reader_photoshop, plain), *deep_log = NULL;

        assert_layers(log);
        g_byte_array_set_size(blocks, 0); /* 16 bits a colour: a block of its own */
        put_block(blocks, "Lr16", info, false, large ? 8 : 4);
        deep = document_of(none, blocks, large == 1);
        deep_log = facts(&reader_photoshop, deep);
        assert_layers(deep_log);
    }
}
END_TEST

START_TEST(layers_in_tiff)
{
    for (unsigned little = 0; little < 2; little++) {
        g_autoptr(GByteArray) info = info_of(little == 1, false), data = g_byte_array_new();
        g_autoptr(GByteArray) tiff = NULL;
        g_autofree char *log = NULL;

        g_byte_array_append(data, (const guint8 *)"Adobe Photoshop Document Data Block", 36);
        put_block(data, "Layr", info, little == 1, 4);

        const TiffEntry main[] = {{0x935c, 7, data->len, data->data, data->len}};

        tiff = tiff_new(little == 1, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
        log = facts(&reader_tiff, tiff);
        assert_layers(log);
    }
}
END_TEST

START_TEST(placed_file)
{
    g_autoptr(GByteArray) file = g_byte_array_new(), list = g_byte_array_new();
    g_autoptr(GByteArray) blocks = g_byte_array_new(), none = g_byte_array_new();
    g_autoptr(GByteArray) jpeg = jpeg_new(), document = NULL, unknown = NULL;
    g_autofree char *log = NULL, *unknown_log = NULL;

    jpeg_end(jpeg);
    put_text(file, "liFD");
    put_number(file, 7, 4, false);
    put_number(file, 2, 1, false);
    put_text(file, "id");
    put_wide(file, "Ilse Kok.jpg", false);
    put_text(file, "JPEG8BIM");
    put_number(file, jpeg->len, 8, false);
    put_number(file, 0, 1, false);
    put_bytes(file, jpeg);
    put_number(list, file->len, 8, false);
    put_bytes(list, file);
    put_block(blocks, "lnkD", list, false, 4);
    document = document_of(none, blocks, false);
    log = facts(&reader_photoshop, document);
    assert_has(log, "leaf Ilse Kok.jpg ");
    assert_has(log, "[photoshop:PlacedFile] Ilse Kok.jpg\n");
    assert_has_not(log, "gap");

    memset(list->data + 8 + file->len - jpeg->len, 'x', jpeg->len); /* no kind that is known */
    g_byte_array_set_size(blocks, 0);
    put_block(blocks, "lnkD", list, false, 4);
    unknown = document_of(none, blocks, false);
    unknown_log = facts(&reader_photoshop, unknown);
    assert_has(unknown_log, "gap media-omitted\n");
}
END_TEST

/* A document that is cut anywhere within its layers is not read whole. */
START_TEST(cut_layers)
{
    g_autoptr(GByteArray) info = info_of(false, false), none = g_byte_array_new();
    g_autoptr(GByteArray) document = document_of(info, none, false);

    for (guint length = 34; length < document->len - 8; length++) {
        g_autofree char *log =
            facts_of(&reader_photoshop, "fotos/poster.psd", NULL, document->data, length);

        assert_has(log, "gap ");
    }
}
END_TEST

/* Blocks after one whose length is wrong are not found any more. */
START_TEST(damaged_blocks)
{
    g_autoptr(GByteArray) block = g_byte_array_new(), blocks = g_byte_array_new();
    g_autoptr(GByteArray) none = g_byte_array_new(), document = NULL;
    g_autofree char *log = NULL;

    put_text(block, "xxxxxxxx");
    put_block(blocks, "abcd", block, false, 4);
    put_block(blocks, "abcd", block, false, 4);
    blocks->data[11] -= 4;
    document = document_of(none, blocks, false);
    log = facts(&reader_photoshop, document);
    assert_has(log, "gap corrupt\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("media_photoshop");
    TCase *all = tcase_create("all");
    SRunner *runner = srunner_create(suite);

    tcase_add_test(all, layers);
    tcase_add_test(all, layers_in_tiff);
    tcase_add_test(all, placed_file);
    tcase_add_test(all, cut_layers);
    tcase_add_test(all, damaged_blocks);
    suite_add_tcase(suite, all);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
