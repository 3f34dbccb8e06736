/* Outlook: messages as files, forwarded messages, attachments, packed RTF, winmail.dat. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "readers/mail/mapi.h"
#include "readers/reader.h"
#include "support_compound.h"
#include "support_facts.h"
#include "worker/xml.h"

extern const Reader reader_outlook, reader_tnef;

#define SENT_LOW 0x2D3C8000U /* 1 March 2024 */
#define SENT_HIGH 0x01DA6BAAU

static GByteArray *wide(const char *text)
{
    GByteArray *bytes = g_byte_array_new();
    put_wide(bytes, text);
    return bytes;
}

/* Rows of numbers behind a head of `head` bytes: a time of sending, and a kind of recipient. */
static GByteArray *numbers(size_t head, unsigned role)
{
    GByteArray *bytes = g_byte_array_new();
    set_u32(bytes, head - 4, 0);
    put_u32(bytes, 0x00390040);
    put_u32(bytes, 0);
    put_u32(bytes, SENT_LOW);
    put_u32(bytes, SENT_HIGH);
    put_u32(bytes, 0x0C150003);
    put_u32(bytes, 0);
    put_u32(bytes, role);
    put_u32(bytes, 0);
    return bytes;
}

START_TEST(message)
{
    g_autoptr(GByteArray) subject = wide("Kamp groep 7"), from = wide("Juf Els"),
                          to = wide("Meester Jan"), name = wide("map\\kamp.txt"),
                          inner = wide("Doorgestuurd: Omar"), cid = wide("foto1"),
                          other = wide("Sem de Boer");
    g_autoptr(GByteArray) top = numbers(32, 0), cc = numbers(8, 2), below = numbers(24, 0);
#define ATTACHED "__attach_version1.0_#00000001/__substg1.0_3701000D/"
    const CompoundPart parts[] = {
        {"__properties_version1.0", top->data, top->len},
        {"__substg1.0_0037001F", subject->data, subject->len},
        {"__substg1.0_0C1A001F", from->data, from->len},
        {"__substg1.0_0C1F001E", "els@school.example", 18},
        {"__substg1.0_1000001E", "Dag Zo\xEB", 7},
        {"__substg1.0_10130102", "<p>Dag <b>Zo&euml;</b> <img src='cid:foto1' alt='Noa'>", 54},
        {"__substg1.0_8001001F", other->data, other->len},
        {"__substg1.0_1035001E", "<abc@x.example>", 15},
        {"__recip_version1.0_#00000000/__properties_version1.0", cc->data, cc->len},
        {"__recip_version1.0_#00000000/__substg1.0_3001001F", to->data, to->len},
        {"__recip_version1.0_#00000000/__substg1.0_39FE001E", "jan@school.example", 18},
        {"__attach_version1.0_#00000000/__substg1.0_37010102", "inhoud", 6},
        {"__attach_version1.0_#00000000/__substg1.0_3707001F", name->data, name->len},
        {"__attach_version1.0_#00000000/__substg1.0_3712001F", cid->data, cid->len},
        {ATTACHED "__properties_version1.0", below->data, below->len},
        {ATTACHED "__substg1.0_0037001F", inner->data, inner->len}};
    g_autoptr(GByteArray) file = compound_new(parts, G_N_ELEMENTS(parts), true);
    g_autofree char *facts =
        facts_of(&reader_outlook, "x.msg", "application/vnd.ms-outlook", file->data, file->len);
    assert_has(facts, "publication 1 message published platform=e-mail published=2024-03-0");
    assert_has(facts, "id=abc@x.example author=Juf Els title=Kamp groep 7 access=direct\n");
    assert_has(facts, "metadata [from] els@school.example\n");
    assert_has(facts, "body [] Dag Zoë\n");
    assert_has(facts, "body [html] Dag Zoë");
    assert_has(facts, "medium p1 m1 image kamp.txt\n");
    assert_has(facts, "metadata [properties] ");
    assert_has(facts, "Sem de Boer\n");
    assert_has(facts, "contact participant name=Meester Jan handle=jan@school.example\n");
    assert_has(facts, "metadata [cc] jan@school.example\n");
    assert_has(facts, "leaf kamp.txt  6\n");
    assert_has(facts, "publication 2 message");
    assert_has(facts, "title=Doorgestuurd: Omar");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(packed_rtf)
{
    /* the example of MS-OXRTFCP 3.1.1 */
    static const char packed[] = "\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125\x42"
                                 "2\x0a\xf3 hel\x09\0 bw\x05\xb0"
                                 "ld}\x0a\x80\x0f\xa0";
    g_autoptr(GByteArray) rtf = lzfu_unpack((Slice){packed, sizeof packed - 1}, 1000);
    ck_assert_ptr_nonnull(rtf);
    ck_assert_uint_eq(rtf->len, 43);
    ck_assert_mem_eq(rtf->data, "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", 43);
    ck_assert_ptr_null(lzfu_unpack((Slice){"xxxxxxxxxxxxxxxxx", 17}, 1000));
    const CompoundPart parts[] = {{"__properties_version1.0", "", 0},
                                  {"__substg1.0_10090102", packed, sizeof packed - 1}};
    g_autoptr(GByteArray) file = compound_new(parts, 2, true);
    g_autofree char *facts =
        facts_of(&reader_outlook, "x.msg", "application/vnd.ms-outlook", file->data, file->len);
    assert_has(facts, "body [rtf] hello world");
}
END_TEST

static void put_attribute(GByteArray *tnef, guint32 id, const void *data, size_t length)
{
    put_bytes(tnef, "\1", 1);
    put_u32(tnef, id);
    put_u32(tnef, (guint32)length);
    put_bytes(tnef, data, length);
    put_u16(tnef, 0);
}

START_TEST(winmail)
{
    g_autoptr(GByteArray) tnef = g_byte_array_new(), values = g_byte_array_new();
    put_u32(values, 3);
    put_u32(values, 0x1000001E);
    put_u32(values, 1);
    put_u32(values, 6);
    put_bytes(values, "Dag Zo\0\0", 8);
    put_u32(values, 0x8001001F); /* one with a name */
    put_bytes(values, "0123456789abcdef", 16);
    put_u32(values, 1);
    put_u32(values, 6);
    put_bytes(values, "n\0a\0\0\0\0\0", 8);
    put_u32(values, 1);
    put_u32(values, 6);
    put_bytes(values, "N\0o\0a\0\0\0", 8);
    put_u32(values, 0x00390040);
    put_u32(values, SENT_LOW);
    put_u32(values, SENT_HIGH);
    put_bytes(tnef, "\x78\x9F\x3E\x22\1\0", 6);
    put_attribute(tnef, 0x00018004, "Kamp", 5);
    put_attribute(tnef, 0x00069003, values->data, values->len);
    put_attribute(tnef, 0x00069002, "xxxx", 4);
    put_attribute(tnef, 0x00018010, "lijst.txt", 10);
    put_attribute(tnef, 0x0006800F, "Sanne", 5);
    ck_assert_int_gt(bid_of(&reader_tnef, "winmail.dat", "x/y", tnef->data, tnef->len), 60);
    g_autofree char *facts = facts_of(&reader_tnef, "winmail.dat", "x/y", tnef->data, tnef->len);
    assert_has(facts, "title=Kamp");
    assert_has(facts, "published=2024-03-0");
    assert_has(facts, "body [] Dag Zo\n");
    assert_has(facts, "metadata [properties] Noa\n");
    assert_has(facts, "leaf lijst.txt  5\n");
    assert_has_not(facts, "gap");
    g_autofree char *cut = facts_of(&reader_tnef, "winmail.dat", "x/y", tnef->data, tnef->len - 4);
    assert_has(cut, "gap truncated\n");
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    xml_warm_up();
    Suite *suite = suite_create("outlook");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 20);
    tcase_add_test(tests, message);
    tcase_add_test(tests, packed_rtf);
    tcase_add_test(tests, winmail);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
