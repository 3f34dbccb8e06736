/* Tags of MP3 files: every kind of frame, every charset, tags that are cut or lie. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "support_facts.h"
#include "support_picture.h"

extern const Reader reader_mp3;

static char *facts(const GByteArray *sound)
{
    ck_assert_int_ge(bid_of(&reader_mp3, "lied.mp3", NULL, sound->data, sound->len), 8);
    return facts_of(&reader_mp3, "lied.mp3", NULL, sound->data, sound->len);
}

static void add(GByteArray *into, const GByteArray *part)
{
    g_byte_array_append(into, part->data, part->len);
}

static void frame(GByteArray *into, const char *name, const void *data, size_t length)
{
    put_text(into, name);
    put_number(into, length, 4, false);
    put_number(into, 0, 2, false);
    g_byte_array_append(into, data, (guint)length);
}

static GByteArray *tag_of(unsigned version, const GByteArray *frames)
{
    GByteArray *tag = g_byte_array_new();
    unsigned size = frames->len + 20;

    put_text(tag, "ID3");
    put_number(tag, version, 1, false);
    put_number(tag, 0, 2, false);
    put_number(tag, (size & 0x7f) | (size >> 7 & 0x7f) << 8, 4, false);
    add(tag, frames);
    put_number(tag, 0, 8, false);
    put_number(tag, 0, 8, false);
    put_number(tag, 0, 4, false);
    return tag;
}

START_TEST(frames_of_every_kind)
{
    g_autoptr(GByteArray) frames = g_byte_array_new(), tag = NULL;
    g_autofree char *log = NULL;
    char old[129] = "TAGLied van groep 5";

    frame(frames, "TIT2", "\1\xff\xfeJ\0u\0f\0", 9);
    frame(frames, "TPE1",
          "\0Juf Ay\xe7"
          "a",
          9);
    frame(frames, "TCOM", "\2\0\xd6\0z", 5);
    frame(frames, "TCOP", "\3© De Vlinderhof", 17);
    frame(frames, "COMM", "\0nld\0Opgenomen in de gymzaal", 28);
    frame(frames, "USLT", "\3nld\0Lang zal ze leven", 22);
    frame(frames, "TXXX", "\0Verteller\0Fatima", 17);
    frame(frames, "APIC", "\0image/png\0\3Klas\0\x89PNG\r\n\x1a\n", 25);
    tag = tag_of(3, frames);
    g_byte_array_append(tag, (const guint8 *)"\xff\xfb\x90\x64", 4);
    g_byte_array_append(tag, (const guint8 *)old, 128);
    log = facts(tag);
    assert_has(log, "id3 Title=Juf\n");
    assert_has(log, "id3 Artist=Juf Ayça\n");
    assert_has(log, "id3 Composer=Öz\n");
    assert_has(log, "id3 Copyright=© De Vlinderhof\n");
    assert_has(log, "text p0 m0 caption [id3:Comment] Opgenomen in de gymzaal\n");
    assert_has(log, "text p0 m0 caption [id3:Lyrics] Lang zal ze leven\n");
    assert_has(log, "id3 Verteller=Fatima\n");
    assert_has(log, "id3 PictureDescription=Klas\n");
    assert_has(log, "leaf cover.png");
    assert_has(log, "id3 Title=Lied van groep 5\n");
    assert_has_not(log, "gap");
}
END_TEST

/* Where words stand behind other things, and in UTF-16. */
START_TEST(behind_other_things)
{
    g_autoptr(GByteArray) frames = g_byte_array_new(), tag = NULL;
    g_autofree char *log = NULL;

    frame(frames, "USER",
          "\1nld\xff\xfe"
          "E\0v\0a\0",
          12);
    frame(frames, "OWNE", "\1EUR1\00020240101\xff\xfeI\0r\0", 20);
    frame(frames, "COMR", "\1EUR1\00020240101x\0\0\xff\xfeJ\0o\0", 23);
    frame(frames, "WXXX", "\0Site van Bente\0http://x", 24);
    frame(frames, "PRIV", "x\0Van juf Tjitske", 17);
    tag = tag_of(3, frames);
    log = facts(tag);
    assert_has(log, "[id3:USER] Eva\n");
    assert_has(log, "[id3:OWNE] Ir\n");
    assert_has(log, "[id3:COMR] Jo\n");
    assert_has(log, "[id3:AddressDescription] Site van Bente\n");
    assert_has(log, "[id3:Private] Van juf Tjitske\n");
}
END_TEST

START_TEST(damage)
{
    g_autoptr(GByteArray) frames = g_byte_array_new(), tag = NULL;
    g_autofree char *log = NULL;

    frame(frames, "TIT2", "\3Bosdag", 7);
    put_text(frames, "TPE1");
    put_number(frames, 0x7fffff, 4, false);
    put_number(frames, 0, 2, false);
    put_text(frames, "\3Meester Daan");
    tag = tag_of(3, frames);
    log = facts(tag);
    assert_has(log, "id3 Title=Bosdag\n");
    assert_has(log, "id3 Artist=Meester Daan\n");
    assert_has(log, "gap truncated");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("id3");
    TCase *tests = tcase_create("id3");
    SRunner *runner = srunner_create(suite);
    int failed;

    tcase_add_test(tests, frames_of_every_kind);
    tcase_add_test(tests, behind_other_things);
    tcase_add_test(tests, damage);
    suite_add_tcase(suite, tests);
    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
