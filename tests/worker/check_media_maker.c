/* Maker notes of cameras: where each maker begins, what its offsets count from, how it spells a
 * serial number, whom it knows by name. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_jpeg, reader_tiff;

/* A directory whose values lie behind it; `at`: where it is, in what its offsets count from. */
static void put_directory(GByteArray *into, bool little, const TiffEntry *entries, unsigned count,
                          guint at)
{
    g_autoptr(GByteArray) values = g_byte_array_new();
    guint values_at = at + 2 + 12 * count + 4;

    put_number(into, count, 2, little);
    for (unsigned i = 0; i < count; i++) {
        put_number(into, entries[i].tag, 2, little);
        put_number(into, entries[i].type, 2, little);
        put_number(into, entries[i].count, 4, little);
        if (entries[i].length > 4) {
            put_number(into, values_at + values->len, 4, little);
            g_byte_array_append(values, entries[i].value, entries[i].length);
        } else {
            g_byte_array_append(into, entries[i].value, entries[i].length);
            for (unsigned j = entries[i].length; j < 4; j++)
                put_number(into, 0, 1, little);
        }
    }
    put_number(into, 0, 4, little);
    g_byte_array_append(into, values->data, values->len);
}

/* Where a note stands in the block that block_of() makes. */
static guint note_at(const char *make, const char *model)
{
    size_t values = 0;

    values += strlen(make) + 1 > 4 ? strlen(make) + 1 : 0;
    values += strlen(model) + 1 > 4 ? strlen(model) + 1 : 0;
    return (guint)(8 + 2 + 12 * 3 + 4 + 2 + 12 + 4 + values);
}

static GByteArray *block_of(const char *make, const char *model, const GByteArray *note)
{
    const TiffEntry main[] = {
        {0x010f, 2, (unsigned)strlen(make) + 1, make, (unsigned)strlen(make) + 1},
        {0x0110, 2, (unsigned)strlen(model) + 1, model, (unsigned)strlen(model) + 1}};
    const TiffEntry exif[] = {{0x927c, 7, note->len, note->data, note->len}};

    return tiff_new(true, TIFF_DIRECTORY(main), TIFF_DIRECTORY(exif), TIFF_NONE);
}

static char *note_facts(const char *make, const char *model, const GByteArray *note)
{
    g_autoptr(GByteArray) tiff = block_of(make, model, note);
    g_autoptr(GByteArray) jpeg = jpeg_new();

    jpeg_exif(jpeg, tiff);
    jpeg_end(jpeg);
    return facts_of(&reader_jpeg, "fotos/kamp", NULL, jpeg->data, jpeg->len);
}

static void put_mark(GByteArray *note, const char *mark, size_t length)
{
    g_byte_array_append(note, (const guint8 *)mark, (guint)length);
}

/* A mark, then a directory of one entry. `base` is what the start of the note counts as. */
static char *one_entry(const char *make, const char *model, const char *mark, size_t length,
                       guint base, TiffEntry entry)
{
    g_autoptr(GByteArray) note = g_byte_array_new();

    put_mark(note, mark, length);
    put_directory(note, true, &entry, 1, base + (guint)length);
    return note_facts(make, model, note);
}

#define ENTRY(tag, type, count, bytes)                                                             \
    {                                                                                              \
        tag, type, count, bytes, sizeof(bytes) - 1                                                 \
    }
#define ONE(make, mark, base, ...)                                                                 \
    one_entry(make, "Model 1", mark, sizeof(mark) - 1, base, (TiffEntry)ENTRY(__VA_ARGS__))

START_TEST(numbers_by_maker)
{
    const struct {
        const char *make, *mark;
        size_t length;
        bool in_note; /* offsets count from the note */
        TiffEntry entry;
        const char *told;
    } notes[] = {
        {"SIGMA", "SIGMA\0\0\0\1\0", 10, false, ENTRY(2, 2, 9, "90600117\0"),
         "SerialNumber=90600117"},
        {"RICOH", "Rv0106\0\0", 8, false, ENTRY(5, 2, 16, "0000000012345678"), NULL},
        {"RICOH", "RICOH\0\1\0", 8, false, ENTRY(5, 7, 16, "(G)0000012345678"),
         "InternalSerialNumber=284729"},
        {"RICOH", "Ricoh\0\0\0", 8, false, ENTRY(5, 7, 16, "XB00000012345678"),
         "SerialNumber=XB00000012345678"},
        {"Motorola", "MOT\0\1\0\0\0", 8, true, ENTRY(0x5501, 2, 11, "NX0A3S0075\0"),
         "SerialNumber=NX0A3S0075"},
        {"OLYMPUS", "OLYMP\0\1\0", 8, false, ENTRY(0x0404, 2, 10, "123456789\0"),
         "SerialNumber=123456789"},
        {"Panasonic", "Panasonic\0\0\0", 12, false, ENTRY(0x25, 7, 16, "F541005110191\0\0\x08"),
         "InternalSerialNumber=F541005110191"},
        {"PENTAX", "PENTAX \0MM", 10, true, ENTRY(0x0229, 2, 8, "4973893\0"),
         "SerialNumber=4973893"},
        {"FUJIFILM", "FUJIFILM\x0c\0\0\0", 12, true, ENTRY(0x10, 2, 18, "FPX20017035 592D31"),
         "InternalSerialNumber=FPX20017035 592D31"},
        {"SONY", "SONY DSC \0\0\0", 12, false, ENTRY(0x2031, 2, 9, "56341203\0"),
         "SerialNumber=03123456"},
        {"NIKON", "Nikon\0\1\0", 8, false, ENTRY(0xa0, 2, 12, "NO= 30001234"),
         "SerialNumber=NO= 30001234"},
        {"Leica Camera AG", "LEICA\0\0\0", 8, true, ENTRY(0x0303, 4, 1, "\x12\x34\x56\0"),
         "SerialNumber=5649426"},
    };

    for (size_t i = 0; i < G_N_ELEMENTS(notes); i++) {
        guint base = notes[i].in_note ? 0 : note_at(notes[i].make, "Model 1");
        g_autofree char *log = one_entry(notes[i].make, "Model 1", notes[i].mark, notes[i].length,
                                         base, notes[i].entry);
        g_autofree char *wanted = g_strdup_printf(
            "exif-maker %s", notes[i].told ? notes[i].told : "SerialNumber=0000000012345678");

        if (notes[i].told)
            assert_has(log, wanted);
        else
            assert_has_not(log, wanted); /* a mark nobody knows */
    }
}
END_TEST

/* The number as it stands on the camera, which differs by model; format and zeros are no number. */
START_TEST(canon)
{
    static const TiffEntry entries[] = {TIFF_TEXT(0x09, "Juf Tjitske"),
                                        {0x0c, 4, 1, "\x32\x4d\x0a\x19", 4},
                                        {0x15, 4, 1, "\0\0\0\x90", 4},
                                        {0x4019, 7, 6, "\0\0\0\x13\xe8\0", 6},
                                        {0x96, 2, 8, "H1234567", 8}};
    static const char *const models[][2] = {{"Canon EOS 20D", "SerialNumber=0420105522\n"},
                                            {"Canon EOS-1D Mark II", "SerialNumber=420105522\n"},
                                            {"Canon EOS D30", "SerialNumber=190a19762\n"}};

    for (size_t i = 0; i < G_N_ELEMENTS(models); i++) {
        g_autoptr(GByteArray) note = g_byte_array_new();
        g_autofree char *log = NULL;

        put_directory(note, true, entries, G_N_ELEMENTS(entries), note_at("Canon", models[i][0]));
        log = note_facts("Canon", models[i][0], note);
        assert_has(log, models[i][1]);
        assert_has(log, "text p0 m0 metadata [exif-maker:OwnerName] Juf Tjitske\n");
        assert_has(log, "exif-maker InternalSerialNumber=H1234567\n");
        assert_has(log, "exif-maker LensSerialNumber=00000013e8\n");
        assert_has_not(log, "Format");
    }
}
END_TEST

/* Olympus: in a directory of their own, whose offsets count from the note. */
START_TEST(equipment)
{
    static const TiffEntry numbers[] = {
        TIFF_TEXT(0x0101, "BHP242330           "), TIFF_TEXT(0x0102, "4046207242330001"),
        TIFF_TEXT(0x0202, "ABG366769"), TIFF_TEXT(0x1003, "00000000")};
    static const char *const marks[] = {"OLYMPUS\0II\3\0", "OM SYSTEM\0\0\0II\4\0"};

    for (size_t i = 0; i < 2; i++) {
        guint skip = i == 0 ? 12 : 16;
        const uint8_t at[] = {(uint8_t)(skip + 2 + 12 + 4), 0, 0, 0};
        TiffEntry pointer = {0x2010, 13, 1, at, 4};
        g_autoptr(GByteArray) note = g_byte_array_new();
        g_autofree char *log = NULL;

        put_mark(note, marks[i], skip);
        put_directory(note, true, &pointer, 1, skip);
        put_directory(note, true, numbers, G_N_ELEMENTS(numbers), at[0]);
        log = note_facts("OLYMPUS CORPORATION", "E-M10", note);
        assert_has(log, "exif-maker SerialNumber=BHP242330\n");
        assert_has(log, "exif-maker InternalSerialNumber=4046207242330001\n");
        assert_has(log, "exif-maker LensSerialNumber=ABG366769\n");
        assert_has_not(log, "AccessorySerialNumber");
    }
}
END_TEST

/* Nikon's third form is a block with a head of its own. */
START_TEST(nikon_head)
{
    static const TiffEntry entries[] = {TIFF_TEXT(0x1d, "6004321"),
                                        TIFF_BYTES(0x39, 7, "0100\1NLD\0Leeuwarden, Kalverdijkje")};
    g_autoptr(GByteArray) note = g_byte_array_new();
    g_autofree char *log = NULL;

    put_mark(note, "Nikon\0\2\x10\0\0MM\0*\0\0\0\x08", 18);
    put_directory(note, false, entries, G_N_ELEMENTS(entries), 8);
    log = note_facts("NIKON CORPORATION", "NIKON D3500", note);
    assert_has(log, "exif-maker SerialNumber=6004321\n");
    assert_has(log, "text p0 m0 metadata [exif-maker:Location] Leeuwarden, Kalverdijkje\n");
}
END_TEST

/* Two faces that a camera of Fuji's knows: a table of parts, each with the place of a name. */
START_TEST(fuji_faces)
{
    static const char *const names[] = {"Sanne Bakker", "Yusuf Yılmaz"};
    g_autoptr(GByteArray) faces = g_byte_array_new();
    g_autofree char *log = NULL;

    for (guint i = 0; i < 3; i++) {
        put_number(faces, i < 2 ? 24 + i * 62 : 0, 4, true);
        put_number(faces, i < 2 ? 62 : 0, 4, true);
    }
    for (guint i = 0, at = 24 + 2 * 62; i < 2; at += (guint)strlen(names[i++])) {
        guint start = faces->len;

        g_byte_array_set_size(faces, start + 62);
        memset(faces->data + start, 0, 62);
        faces->data[start + 30] = (uint8_t)strlen(names[i]);
        faces->data[start + 34] = (uint8_t)at;
    }
    put_text(faces, names[0]);
    put_text(faces, names[1]);
    log = one_entry("FUJIFILM", "FinePix", "FUJIFILM\x0c\0\0\0", 12, 0,
                    (TiffEntry){0x4282, 7, faces->len, faces->data, faces->len});
    assert_has(log, "tag p0 m0 fujifilm Sanne Bakker\n");
    assert_has(log, "tag p0 m0 fujifilm Yusuf Yılmaz\n");
}
END_TEST

START_TEST(words_of_a_note)
{
    guint base = note_at("CASIO COMPUTER CO.,LTD", "Model 1");
    g_autofree char *casio =
        ONE("CASIO COMPUTER CO.,LTD", "QVC\0\0\0", base, 0x3011, 2, 14, "Jelle de Vries");
    g_autofree char *settings =
        ONE("CASIO COMPUTER CO.,LTD", "QVC\0\0\0", base, 0x3011, 2, 6, "Normal");
    g_autofree char *samsung =
        ONE("SAMSUNG", "", note_at("SAMSUNG", "Model 1"), 0x0123, 2, 9, "Emma Bos\0");
    g_autoptr(GByteArray) kodak = g_byte_array_new(), hp = g_byte_array_new();
    g_autofree char *kodak_log = NULL, *hp_log = NULL;

    assert_has(casio, "MakerNote 0x3011: Jelle de Vries\n");
    assert_has_not(settings, "MakerNote");
    assert_has(samsung, "tag p0 m0 samsung Emma Bos\n");
    put_text(kodak, "KCGCW81234567   and settings");
    kodak_log = note_facts("EASTMAN KODAK COMPANY", "C340", kodak);
    assert_has(kodak_log, "exif-maker SerialNumber=KCGCW81234567\n");
    put_text(hp, "IIII\6 SERIAL NUMBER:CN55HT0AB1");
    hp_log = note_facts("Hewlett-Packard", "M525", hp);
    assert_has(hp_log, "exif-maker SerialNumber=CN55HT0AB1\n");
}
END_TEST

/* A raw photo that Adobe's converter made: the note, and where it once stood. */
START_TEST(kept_note)
{
    static const TiffEntry number = TIFF_TEXT(0x96, "H1234567");
    g_autoptr(GByteArray) kept = g_byte_array_new(), note = g_byte_array_new();
    g_autoptr(GByteArray) tiff = NULL;
    g_autofree char *log = NULL;

    put_directory(note, true, &number, 1, 1000);
    put_mark(kept, "Adobe\0MakN", 10);
    put_number(kept, note->len + 6, 4, false);
    put_text(kept, "II");
    put_number(kept, 1000, 4, false);
    g_byte_array_append(kept, note->data, note->len);

    const TiffEntry main[] = {TIFF_TEXT(0x010f, "Canon"),
                              TIFF_TEXT(0x0110, "EOS 20D"),
                              {0xc634, 1, kept->len, kept->data, kept->len}};

    tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    log = facts_of(&reader_tiff, "fotos/kamp.dng", NULL, tiff->data, tiff->len);
    assert_has(log, "exif-maker InternalSerialNumber=H1234567\n");
}
END_TEST

/* The JPEG within a raw photo of Panasonic's has the note that the photo has not. */
START_TEST(preview_of_a_raw_photo)
{
    g_autoptr(GByteArray) jpeg = jpeg_new();
    g_autoptr(GByteArray) tiff = NULL;
    g_autofree char *log = NULL;

    jpeg_end(jpeg);

    const TiffEntry main[] = {{0x002e, 7, jpeg->len, jpeg->data, jpeg->len}};

    tiff = tiff_new(true, TIFF_DIRECTORY(main), TIFF_NONE, TIFF_NONE);
    tiff->data[2] = 'U';
    log = facts_of(&reader_tiff, "fotos/kamp.rw2", NULL, tiff->data, tiff->len);
    assert_has(log, "leaf preview.jpg image/jpeg ");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("media_maker");
    TCase *notes = tcase_create("notes");
    SRunner *runner = srunner_create(suite);

    tcase_add_test(notes, numbers_by_maker);
    tcase_add_test(notes, canon);
    tcase_add_test(notes, equipment);
    tcase_add_test(notes, nikon_head);
    tcase_add_test(notes, fuji_faces);
    tcase_add_test(notes, words_of_a_note);
    tcase_add_test(notes, kept_note);
    tcase_add_test(notes, preview_of_a_raw_photo);
    suite_add_tcase(suite, notes);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
