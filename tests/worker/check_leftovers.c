/* Streams of compound files that no reader of documents asks for: nothing passes in silence. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "readers/office/vba.h"
#include "readers/reader.h"
#include "support_compound.h"
#include "support_facts.h"

extern const Reader reader_word, reader_compound_file;

static char *facts_of_stream(const Reader *reader, const char *name, const void *data,
                             size_t length)
{
    const CompoundPart parts[] = {{name, data, length}};
    g_autoptr(GByteArray) file = compound_new(parts, 1, true);
    return facts_of(reader, "brief.doc", "application/x", file->data, file->len);
}

#define FACTS(name, text) facts_of_stream(&reader_compound_file, name, text, sizeof(text) - 1)

/* Packed as Visual Basic does, each byte as it is; `tail` behind the last one. */
static GByteArray *module_new(const char *source, const char *tail, size_t tail_length)
{
    GByteArray *module = g_byte_array_new();
    g_autoptr(GByteArray) chunk = g_byte_array_new();
    for (size_t i = 0; source[i] != '\0'; i++) {
        if (i % 8 == 0) {
            put_bytes(chunk, "\0", 1);
        }
        put_bytes(chunk, source + i, 1);
    }
    put_bytes(chunk, tail, tail_length);
    put_bytes(module, "compiled\1", 9);
    put_u16(module, 0xB000 | (chunk->len - 1));
    put_bytes(module, chunk->data, chunk->len);
    return module;
}

START_TEST(macros)
{
    static const char source[] = "Attribute VB_Name = \"Eerste1\"\n'  Cijfers van Sanne de Vries\n'"
                                 " Noa Jansen"; /* a multiple of eight */
    ck_assert_uint_eq(strlen(source) % 8, 0);
    /* A mark, and a token: eleven bytes again, eleven back. How many bits tell the length depends
     * on what was unpacked: seven bits of distance here. */
    const unsigned token = 10U << 9 | 8U;
    const char tail[] = {1, (char)(token & 0xFF), (char)(token >> 8)};
    g_autoptr(GByteArray) module = module_new(source, tail, sizeof tail);
    g_autoptr(GByteArray) unpacked = vba_source((Slice){(char *)module->data, module->len});
    ck_assert_ptr_nonnull(unpacked);
    ck_assert_uint_eq(unpacked->len, strlen(source) + 11);
    ck_assert_mem_eq(unpacked->data + unpacked->len - 11, " Noa Jansen", 11);
    g_autofree char *facts =
        facts_of_stream(&reader_compound_file, "VBA/Een", module->data, module->len);
    assert_has(facts, "hidden [macros] '  Cijfers van Sanne de Vries\n' Noa Jansen Noa Jansen\n");
    assert_has_not(facts, "VB_Name");
    assert_has_not(facts, "gap");
    ck_assert_ptr_null(vba_source((Slice){(char *)module->data, module->len - 1}));
    g_autofree char *cut =
        facts_of_stream(&reader_compound_file, "VBA/Een", module->data, module->len - 1);
    assert_has(cut, "gap unsupported-type\n");
    g_autofree char *looks = FACTS("VBA/__SRP_0", "Sanne de Vries");
    assert_has_not(looks, "Sanne");
}
END_TEST

/* In a document with the marks of Word's and a stream beside it. */
static char *facts_beside(const char *name, const void *data, size_t length)
{
    const CompoundPart parts[] = {{"WordDocument", "\xEC\xA5", 2}, {name, data, length}};
    g_autoptr(GByteArray) file = compound_new(parts, 2, true);
    return facts_of(&reader_word, "brief.doc", "application/msword", file->data, file->len);
}

#define BESIDE(name, text) facts_beside(name, text, sizeof(text) - 1)

START_TEST(beside_a_document)
{
    g_autofree char *custom = BESIDE("MsoDataStore/A/Item", "<Auteur>Sanne de Vries</Auteur>");
    assert_has(custom, "leaf object-1  31\n");
    g_autofree char *foreign = BESIDE("ObjectPool/_1/VisioDocument", "\1\2Sanne de Vries\0\0\3");
    assert_has(foreign, "hidden [recovered] Sanne de Vries\n");
    assert_has(foreign, "gap unsupported-type\n");
    g_autofree char *silent = BESIDE("ObjectPool/_1/\003ObjInfo", "\0\0Sanne de Vries\0\0\3");
    assert_has_not(silent, "gap unsupported-type\n");
    g_autofree char *table = BESIDE("1Table", "Sanne de Vries");
    assert_has_not(table, "[recovered]");
}
END_TEST

START_TEST(objects)
{
    g_autofree char *control = FACTS("contents", "\1\2\3\0\3\0\0\x80Noa\0\1\2");
    assert_has(control, "body [recovered] \xE2\x82\xACNoa\n");
    assert_has_not(control, "gap");
    g_autofree char *pdf = FACTS("CONTENTS", "%PDF-1.4 Sanne");
    assert_has(pdf, "leaf object-1  14\n");
    g_autofree char *layers = FACTS("CONTENTS", "8BPS Sanne");
    assert_has(layers, "leaf object-1  10\n");
    g_autofree char *empty = FACTS("settings", "\1\2\3\4");
    assert_has_not(empty, "gap");
    g_autofree char *packed = g_malloc0(100);
    g_autofree char *unseen = facts_of_stream(&reader_compound_file, "Drawing", packed, 100);
    assert_has(unseen, "gap unsupported-type\n");
}
END_TEST

START_TEST(publisher)
{
    g_autoptr(GByteArray) story = g_byte_array_new();
    put_bytes(story, "CHNKINK \1\2", 10);
    put_wide(story, "Sanne de Vries won de wedstrijd");
    const CompoundPart parts[] = {{"Contents", "\xE8\xAC,\0\0\0\0\0", 8},
                                  {"Quill/QuillSub/CONTENTS", story->data, story->len}};
    g_autoptr(GByteArray) file = compound_new(parts, 2, true);
    g_autofree char *facts = facts_of(&reader_compound_file, "krant.pub",
                                      "application/x-mspublisher", file->data, file->len);
    assert_has(facts, "Sanne de Vries won de wedstrijd\n");
    assert_has(facts, "body [recovered]");
    assert_has(facts, "gap unsupported-type\n");
    assert_has_not(facts, "leaf");
}
END_TEST

START_TEST(formulas)
{
    g_autoptr(GByteArray) formula = g_byte_array_new();
    set_u16(formula, 0, 28);
    set_u16(formula, 26, 0);
    for (const char *letter = "Sanne"; *letter != '\0'; letter++) {
        const guint8 record[] = {2, 0x81, (guint8)*letter, 0};
        put_bytes(formula, record, sizeof record);
    }
    g_autofree char *facts =
        facts_of_stream(&reader_compound_file, "Equation Native", formula->data, formula->len);
    assert_has(facts, "body [formula] Sanne\n");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(locked)
{
    const CompoundPart parts[] = {{"EncryptedPackage", "xxxxxxxx", 8},
                                  {"EncryptionInfo", "x", 1},
                                  {"\006DataSpaces/Version", "Microsoft.Container", 19}};
    g_autoptr(GByteArray) file = compound_new(parts, 3, true);
    g_autofree char *facts =
        facts_of(&reader_compound_file, "x.docx", "application/x", file->data, file->len);
    assert_has(facts, "gap encrypted\n");
    assert_has_not(facts, "Microsoft");
    assert_has_not(facts, "gap unsupported-type\n");
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    Suite *suite = suite_create("leftovers");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, macros);
    tcase_add_test(tests, beside_a_document);
    tcase_add_test(tests, objects);
    tcase_add_test(tests, publisher);
    tcase_add_test(tests, formulas);
    tcase_add_test(tests, locked);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
