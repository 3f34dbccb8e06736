/* Office documents before 2007: compound files, Word, Excel, PowerPoint, properties. */
#include <check.h>
#include <glib.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "readers/reader.h"
#include "support_compound.h"
#include "support_facts.h"
#include "worker/compound.h"
#include "worker/input.h"

extern const Reader reader_word, reader_excel, reader_powerpoint, reader_compound_file;
extern const Reader reader_workbook_part, reader_recovered_file;

#define PART(name, bytes)                                                                          \
    {                                                                                              \
        name, (bytes)->data, (bytes)->len                                                          \
    }

static char *facts_of_parts(const Reader *reader, const CompoundPart *parts, size_t count)
{
    g_autoptr(GByteArray) file = compound_new(parts, count, true);
    return facts_of(reader, "brief.doc", "application/x", file->data, file->len);
}

/* ---- compound files ---- */

START_TEST(storages)
{
    g_autofree char *large = g_strnfill(70000, 'x');
    const CompoundPart parts[] = {
        {"klein", "Sanne", 5}, {"map/groot", large, 70000}, {"map/in/diep", "Noa", 3}};
    g_autoptr(GByteArray) file = compound_new(parts, G_N_ELEMENTS(parts), true);
    g_autoptr(Input) input = input_new_memory("x", NULL, file->data, file->len);
    g_autoptr(Compound) compound = compound_open(input);
    ck_assert_ptr_nonnull(compound);
    unsigned folder = compound_find(compound, COMPOUND_ROOT, "MAP");
    unsigned inner = compound_find(compound, folder, "in");
    ck_assert_uint_ne(inner, COMPOUND_NONE);
    ck_assert_uint_eq(compound_find(compound, COMPOUND_ROOT, "diep"), COMPOUND_NONE);
    g_autoptr(GByteArray) small =
        compound_read(compound, compound_find(compound, inner, "diep"), 9);
    ck_assert_mem_eq(small->data, "Noa", 3);
    g_autoptr(GByteArray) all =
        compound_read(compound, compound_find(compound, folder, "groot"), 100000);
    ck_assert_uint_eq(all->len, 70000);
    ck_assert_int_eq(compound_gap(compound), REASON_NONE);
    g_autoptr(GByteArray) cut =
        compound_read(compound, compound_find(compound, folder, "groot"), 100);
    ck_assert_uint_eq(cut->len, 100);
    ck_assert_int_eq(compound_gap(compound), REASON_LIMIT_BYTES);
}
END_TEST

START_TEST(circles)
{
    g_autofree char *large = g_strnfill(70000, 'x');
    const CompoundPart parts[] = {{"groot", large, 70000}};
    g_autoptr(GByteArray) file = compound_new(parts, 1, true);
    size_t table = (size_t)(file->data[0x4C] | file->data[0x4D] << 8) * 512 + 512;
    set_u32(file, table + 4, 0); /* the second sector leads back to the first */
    g_autoptr(Input) input = input_new_memory("x", NULL, file->data, file->len);
    g_autoptr(Compound) compound = compound_open(input);
    g_autoptr(GByteArray) bytes =
        compound_read(compound, compound_find(compound, 0, "groot"), 1U << 30);
    ck_assert_uint_le(bytes->len, 70000 + 512);
    for (size_t length = 0; length < file->len; length += 97) { /* cut anywhere */
        g_autofree char *facts =
            facts_of(&reader_compound_file, "x", "application/x-ole-storage", file->data, length);
        ck_assert_ptr_nonnull(facts);
    }
}
END_TEST

/* ---- Word ---- */

#define TEXT_AT 0x800U

/* A document of Word 97 with text in UTF-16 from TEXT_AT on; story lengths as given. */
static GByteArray *word_main(const char *text, const guint32 *stories, size_t count)
{
    GByteArray *main = g_byte_array_new();
    set_u16(main, 0, 0xA5EC);
    set_u16(main, 2, 0xC1);
    for (size_t i = 0; i < count; i++) {
        set_u32(main, 0x4C + 4 * i, stories[i]);
    }
    set_u16(main, TEXT_AT - 2, 0);
    put_wide(main, text);
    return main;
}

/* A piece table of one run of `count` characters. */
static GByteArray *word_table(GByteArray *main, guint32 count)
{
    GByteArray *table = g_byte_array_new();
    put_bytes(table, "\1\2\0\0\0", 5); /* properties of pieces, passed over */
    put_bytes(table, "\2", 1);
    put_u32(table, 16);
    put_u32(table, 0);
    put_u32(table, count);
    put_u16(table, 0);
    put_u32(table, TEXT_AT);
    put_u16(table, 0);
    set_u32(main, 0x1A2, 0);
    set_u32(main, 0x1A6, table->len);
    return table;
}

START_TEST(word_stories)
{
    static const char text[] =
        "Kamp met Zoë\r\x13 HYPERLINK \"https://x.example/a\" \x14hier\x15\rNoa\x07"
        "Groep 7\x07\x07na de tabel\reen noot\rklopt Omar?\r";
    const guint32 stories[] = {(guint32)g_utf8_strlen(text, -1) - 21, 9, 0, 0, 12};
    g_autoptr(GByteArray) main = word_main(text, stories, 5);
    g_autoptr(GByteArray) table = word_table(main, (guint32)g_utf8_strlen(text, -1));
    size_t owners = table->len;
    put_u16(table, 7);
    put_wide(table, "Juf Els");
    set_u32(main, 0x1BA, (guint32)owners);
    set_u32(main, 0x1BE, table->len - (guint32)owners);
    const CompoundPart parts[] = {PART("WordDocument", main), PART("0Table", table)};
    g_autofree char *facts = facts_of_parts(&reader_word, parts, 2);
    assert_has(facts, "body [] Kamp met Zoë\nhier\nNoa\tGroep 7\t\nna de tabel\n");
    assert_has(facts, "url [] https://x.example/a\n");
    assert_has(facts, "body [footnotes] een noot\n");
    assert_has(facts, "hidden [comments] klopt Omar?\n");
    assert_has(facts, "author [names and paths] Juf Els\n");
    assert_has_not(facts, "gap");
}
END_TEST

START_TEST(word_hidden)
{
    const guint32 stories[] = {16};
    g_autoptr(GByteArray) main = word_main("Kamp Mila Bakker", stories, 1);
    g_autoptr(GByteArray) table = word_table(main, 16);
    size_t pages = table->len;
    put_u32(table, TEXT_AT);
    put_u32(table, TEXT_AT + 32);
    put_u32(table, 5); /* the page of runs is the fifth of the stream */
    set_u32(main, 0xFA, (guint32)pages);
    set_u32(main, 0xFE, table->len - (guint32)pages);
    set_u32(main, 5 * 512, TEXT_AT + 10);
    set_u32(main, 5 * 512 + 4, TEXT_AT + 18);
    set_u32(main, 5 * 512 + 200, 0x01083C03); /* three bytes: vanished, 1 */
    set_u16(main, 6 * 512 - 2, 0x0100);       /* one run */
    main->data[5 * 512 + 8] = 100;
    const CompoundPart parts[] = {PART("WordDocument", main), PART("0Table", table)};
    g_autofree char *facts = facts_of_parts(&reader_word, parts, 2);
    assert_has(facts, "body [] Kamp  Bakker\n");
    assert_has(facts, "hidden [] Mila\n");
}
END_TEST

START_TEST(word_old_and_locked)
{
    g_autoptr(GByteArray) main = g_byte_array_new();
    set_u16(main, 0, 0xA5DC);
    set_u16(main, 2, 0x65);
    set_u16(main, 6, 0x0415); /* Polish */
    set_u32(main, 0x18, 0x300);
    set_u32(main, 0x1C, 0x300 + 11);
    set_u32(main, 0x34, 11);
    set_u16(main, 0x2FE, 0);
    put_bytes(main, "Wi\x9cniewska\r", 11);
    const CompoundPart parts[] = {PART("WordDocument", main)};
    g_autofree char *facts = facts_of_parts(&reader_word, parts, 1);
    assert_has(facts, "body [] Wiśniewska\n");
    set_u16(main, 0x0A, 0x0100);
    g_autofree char *locked = facts_of_parts(&reader_word, parts, 1);
    assert_has(locked, "gap encrypted\n");
    set_u32(main, 0, 0);
    set_u16(main, 0x0A, 0);
    g_autofree char *broken = facts_of_parts(&reader_word, parts, 1);
    assert_has(broken, "body [recovered] ");
    assert_has(broken, "niewska");
    assert_has(broken, "gap corrupt\n");
}
END_TEST

/* ---- Excel ---- */

static void record(GByteArray *book, unsigned kind, const void *data, size_t length)
{
    put_u16(book, kind);
    put_u16(book, (unsigned)length);
    put_bytes(book, data, length);
}
#define RECORD(book, kind, bytes) record(book, kind, bytes, sizeof(bytes) - 1)

static GByteArray *workbook(void)
{
    GByteArray *book = g_byte_array_new();
    RECORD(book, 0x809, "\0\6\5\0\0\0\0\0");
    RECORD(book, 0x5C, "\7\0\0Juf Els");
    RECORD(book, 0x5A, "\2\0\0\0\1\0\0\0\0\0\0\0\0\2\7\0\0Omar Bo\2\2\0\1Y\0v\0");
    RECORD(book, 0x9E, "\0\0\0\0\6\2\0\0\0\0\3\1\0\0\0\0\0\0\0\0\0\0\0\0\0Mia");
    g_autoptr(GByteArray) view = g_byte_array_new();
    set_u16(view, 50, 8);
    put_bytes(view, "\0Bram Bos", 9);
    put_u16(book, 0x1A9);
    put_u16(book, view->len);
    put_bytes(book, view->data, view->len);
    RECORD(book, 0xE0, "\0\0\0\0");
    RECORD(book, 0xE0, "\0\0\x0E\0"); /* a style that shows a date */
    RECORD(book, 0x85, "\0\0\0\0\0\0\7\0Groep 7");
    RECORD(book, 0x85, "\0\0\0\0\1\0\3\0Oud");
    /* Noa; "San|ne" cut between records and wide from there on; with runs */
    RECORD(book, 0xFC, "\3\0\0\0\3\0\0\0\3\0\0Noa\5\0\0San");
    RECORD(book, 0x3C, "\1n\0e\0\4\0\x08\1\0Daan\0\0\0\0");
    RECORD(book, 0x0A, "");
    RECORD(book, 0x809, "\0\6\x10\0\0\0\0\0");
    RECORD(book, 0x208, "\2\0\0\0\0\0\0\0\0\0\0\0\x20\0\0\0"); /* row 3 is hidden */
    RECORD(book, 0xFD, "\0\0\0\0\0\0\0\0\0\0");
    RECORD(book, 0xFD, "\0\0\1\0\0\0\1\0\0\0");
    RECORD(book, 0x27E, "\1\0\0\0\0\0\x0A\0\0\0");   /* 2 */
    RECORD(book, 0x27E, "\1\0\1\0\1\0\xDA\x5C\2\0"); /* 38710 as a date: 24-12-2005 */
    RECORD(book, 0xFD, "\2\0\0\0\0\0\2\0\0\0");
    RECORD(book, 0x1B6, "\0\0\0\0\0\0\0\0\0\0\6\0\0\0\0\0\0\0");
    RECORD(book, 0x3C, "\0klopt?");
    RECORD(book, 0x1C, "\0\0\0\0\0\0\1\0\x0C\0\0Meester Jan.\0");
    RECORD(book, 0x14, "\x11\0\0&L&\"Arial\"&9kop 1");
    RECORD(book, 0x0A, "");
    RECORD(book, 0x809, "\0\6\x10\0\0\0\0\0");
    RECORD(book, 0x204, "\0\0\0\0\0\0\4\0\0Yara");
    RECORD(book, 0x0A, "");
    return book;
}

START_TEST(excel_cells)
{
    g_autoptr(GByteArray) book = workbook();
    const CompoundPart parts[] = {PART("Workbook", book)};
    g_autofree char *facts = facts_of_parts(&reader_excel, parts, 1);
    assert_has(facts, "title [sheet 1] Groep 7\n");
    assert_has(facts, "body [sheet 1] Noa\tSanne\n2\t24-12-2005\n");
    assert_has(facts, "Daan\n");
    assert_has(facts, "hidden [sheet 1] klopt?\n");
    assert_has_not(facts, "body [sheet 1] Daan");
    assert_has(facts, "author [sheet 1] Meester Jan.\n");
    assert_has(facts, "kop 1\n");
    assert_has_not(facts, "Arial");
    assert_has(facts, "hidden [sheet 2] Oud\nYara\n");
    assert_has(facts, "Juf Els\n");
    assert_has(facts, "Omar Bo\nYv\nMia\nBram Bos\n");
    assert_has_not(facts, "gap");
}
END_TEST

/* Texts within formulas, and what stands in no cell. */
START_TEST(excel_words)
{
    g_autoptr(GByteArray) book = g_byte_array_new();
    RECORD(book, 0x809, "\0\6\5\0\0\0\0\0");
    RECORD(book, 0x5B, "\0\0\0\0\4\0\0Tess");
    /* "Isa" in a cell; "Kim" and UTF-16 whose bytes are all letters in none */
    RECORD(book, 0xFC, "\3\0\0\0\3\0\0\0\3\0\0Isa\3\0\0Kim\5\0\1>k)Ro`6eeQ");
    RECORD(book, 0x18, "\0\0\0\4\x08\0\0\0\0\0\0\0\0\0\0Klas\x17\5\0Bente");
    RECORD(book, 0x894, "\0\0\0\0\0\0\0\0\0\0\0\0\1\0\4\0\0x\0Roos");
    RECORD(book, 0x1AE, "\1\0\x0E\0\0\1\1GPim\3Jip.xls\3\0\0Lev");
    RECORD(book, 0x0A, "");
    RECORD(book, 0x809, "\0\6\x10\0\0\0\0\0");
    RECORD(book, 0xFD, "\0\0\0\0\0\0\0\0\0\0");
    RECORD(book, 0xFD, "\0\0\1\0\0\0\x63\0\0\0");
    /* a reference, a text, an array, CHOOSE with one jump, a text, and the array's { "Fay", 1 } */
    RECORD(book, 0x06,
           "\1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x23\0\x44\0\0\0\0\x17\4\0Sven\x60\0\0\0\0"
           "\0\0\0\x19\4\1\0\0\0\0\0\x17\3\0Ties\1\0\0\2\3\0\0Fay\1\0\0\0\0\0\0\0\0");
    RECORD(book, 0x1BE,
           "\0\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\1\0\0\0\x0C\0\0\0\x17\x09\0Noor\0Joep\0\0\0\0");
    RECORD(book, 0x1B1, "\2\0\x08\0\0\0\0\0\0\0\x17\4\0Guus\x15");
    RECORD(book, 0x87A, "\0\0\0\0\0\0\0\0\0\0\0\0\1\0\6\0\0\0\0\0\0\0\0\0\x17\3\0Lux\0\0\0\0");
    RECORD(book, 0x800, "\0\x08\0\0\0\0\0\0\0\0N\0i\0e\0k\0\0\0");
    RECORD(
        book, 0x89C,
        "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\6\0\0\0\6\0\0&CKaat");
    RECORD(book, 0x0A, "");
    const CompoundPart parts[] = {PART("Workbook", book)};
    g_autofree char *facts = facts_of_parts(&reader_excel, parts, 1);
    assert_has(facts, "author [] Tess\n");
    assert_has(facts, "hidden [texts that no cell shows] Kim\n款利息收入\n");
    assert_has(facts, "Klas\nBente\nRoos\nG:\\Pim\\Jip.xls\nLev\n");
    assert_has(facts, "Sven\nFay\nTie\nNoor Joep\nGuus\nLux\nNiek\n");
    assert_has(facts, "body [sheet 1] Isa\n");
    assert_has(facts, "Kaat\n");
    assert_has(facts, "gap corrupt\n"); /* text 99 */
}
END_TEST

START_TEST(excel_old_and_locked)
{
    g_autoptr(GByteArray) bare = g_byte_array_new();
    RECORD(bare, 0x409, "\0\0\x10\0\0\0");
    RECORD(bare, 0x204, "\0\0\0\0\0\0\3\0Zo\xEB");
    RECORD(bare, 0x04, "\0\0\1\0\0\0\0\3Bas"); /* as in version 2 */
    RECORD(bare, 0x0A, "");
    g_autofree char *facts = facts_of(&reader_excel, "x.xls", "x/y", bare->data, bare->len);
    assert_has(facts, "body [sheet 1] Zoë\tBas\n");
    ck_assert_int_gt(bid_of(&reader_excel, "x.xls", "x/y", bare->data, bare->len), 60);
    static const char mixed[] =
        "\x09\x08\x08\0\0\5\5\0\0\0\0\0\x0A\0\0\0" /* a sheet that claims 8 */
        "\x09\x08\x08\0\0\6\x10\0\0\0\0\0\4\2\x0B\0\0\0\0\0\0\0\3\0"
        "Zo\xEB\x0A\0\0\0";
    g_autofree char *claimed = facts_of(&reader_excel, "x.xls", "x/y", mixed, sizeof mixed - 1);
    assert_has(claimed, "body [sheet 1] Zoë\n");
    g_autoptr(GByteArray) book = g_byte_array_new();
    RECORD(book, 0x809, "\0\6\5\0\0\0\0\0");
    RECORD(book, 0x2F, "\1\0");
    RECORD(book, 0x204, "\0\0\0\0\0\0\4\0\0Yara");
    const CompoundPart parts[] = {PART("Workbook", book)};
    g_autofree char *locked = facts_of_parts(&reader_excel, parts, 1);
    assert_has(locked, "gap encrypted\n");
    assert_has_not(locked, "Yara");
}
END_TEST

/* ---- PowerPoint ---- */

/* Closes a record whose head is at `at`. */
static void close_record(GByteArray *stream, size_t at)
{
    set_u32(stream, at + 4, (guint32)(stream->len - at - 8));
}

static size_t open_record(GByteArray *stream, unsigned head, unsigned kind)
{
    size_t at = stream->len;
    put_u16(stream, head);
    put_u16(stream, kind);
    put_u32(stream, 0);
    return at;
}

static void put_wide_record(GByteArray *stream, unsigned head, unsigned kind, const char *text)
{
    size_t at = open_record(stream, head, kind);
    put_wide(stream, text);
    close_record(stream, at);
}

static size_t put_slide(GByteArray *stream, const char *text, bool hidden)
{
    size_t slide = open_record(stream, 0x0F, 0x03EE);
    size_t show = open_record(stream, 0, 0x03F9);
    put_bytes(stream, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
    stream->data[show + 8 + 10] = hidden ? 4 : 0;
    set_u16(stream, show + 8 + 14, 0);
    close_record(stream, show);
    put_wide_record(stream, 0, 0x0FA0, text);
    close_record(stream, slide);
    return slide;
}

/* `gap`: so many zeros stand before the last slide, as some saves leave them. */
static GByteArray *slides(GByteArray *current, unsigned gap)
{
    GByteArray *stream = g_byte_array_new();
    size_t document = open_record(stream, 0x0F, 0x03E8);
    size_t list = open_record(stream, 0x0F, 0x0FF0);
    for (unsigned i = 2; i < 4; i++) { /* records 2 and 3 are the slides */
        size_t persist = open_record(stream, 0, 0x03F3);
        put_u32(stream, i);
        close_record(stream, persist);
        put_wide_record(stream, 0, 0x0FA0, i == 2 ? "Titel een" : "Titel twee");
    }
    close_record(stream, list);
    size_t comment = open_record(stream, 0x0F, 0x2EE0);
    put_wide_record(stream, 0, 0x0FBA, "Meester Jan");
    put_wide_record(stream, 0x10, 0x0FBA, "klopt Omar?");
    close_record(stream, comment);
    close_record(stream, document);
    put_slide(stream, "van vorig jaar: Daan", false);
    size_t first = put_slide(stream, "Noa\rop kamp", false);
    for (unsigned i = 0; i < gap; i++) {
        put_bytes(stream, "", 1);
    }
    size_t second = put_slide(stream, "Mila", true);
    size_t directory = open_record(stream, 0, 0x1772);
    put_u32(stream, 1 | 3U << 20);
    put_u32(stream, (guint32)document);
    put_u32(stream, (guint32)first);
    put_u32(stream, (guint32)second);
    close_record(stream, directory);
    size_t edit = open_record(stream, 0, 0x0FF5);
    put_bytes(stream, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
    put_u32(stream, (guint32)directory);
    put_bytes(stream, "\0\0\0\0\0\0\0\0\0\0\0\0", 12);
    close_record(stream, edit);
    set_u32(current, 16, (guint32)edit);
    return stream;
}

START_TEST(powerpoint_slides)
{
    g_autoptr(GByteArray) current = g_byte_array_new();
    g_autoptr(GByteArray) stream = slides(current, 0);
    const CompoundPart parts[] = {PART("PowerPoint Document", stream),
                                  PART("Current User", current)};
    g_autofree char *facts = facts_of_parts(&reader_powerpoint, parts, 2);
    assert_has(facts, "body [slide 1] Titel een\n");
    assert_has(facts, "hidden [slide 2] Titel twee\n");
    assert_has(facts, "body [slide 1] Noa\nop kamp\n");
    assert_has(facts, "hidden [slide 2] Mila\n");
    assert_has(facts, "hidden [earlier version] van vorig jaar: Daan\n");
    assert_has(facts, "author [] Meester Jan\n");
    assert_has(facts, "hidden [] klopt Omar?\n");
    assert_has_not(facts, "gap");
    set_u32(current, 12, 0xF3D1C4DF);
    g_autofree char *locked = facts_of_parts(
        &reader_powerpoint,
        (const CompoundPart[]){PART("PowerPoint Document", stream), PART("Current User", current)},
        2);
    assert_has(locked, "gap encrypted\n");
}
END_TEST

/* What stands between two records is no record: the directory tells where the next one is. */
START_TEST(powerpoint_gaps)
{
    for (unsigned gap = 1; gap < 30; gap += 4) {
        g_autoptr(GByteArray) current = g_byte_array_new();
        g_autoptr(GByteArray) stream = slides(current, gap);
        const CompoundPart parts[] = {PART("PowerPoint Document", stream),
                                      PART("Current User", current)};
        g_autofree char *facts = facts_of_parts(&reader_powerpoint, parts, 2);
        assert_has(facts, "body [slide 1] Noa\nop kamp\n");
        assert_has(facts, "hidden [slide 2] Mila\n");
    }
}
END_TEST

/* ---- what they share ---- */

START_TEST(properties_and_objects)
{
    g_autoptr(GByteArray) set = g_byte_array_new();
    put_bytes(set, "\xFE\xFF\0\0\0\0\0\0", 8);
    set_u32(set, 24, 1);
    set_u32(set, 44, 48);
    set_u32(set, 48, 0x20); /* wrong: only the table */
    set_u32(set, 52, 3);
    static const guint32 table[] = {1, 32, 4, 40, 12, 56};
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        put_u32(set, table[i]);
    }
    put_u32(set, 2);
    put_u32(set, 1250);
    put_u32(set, 30);
    put_u32(set, 7);
    put_bytes(set, "Juf E\x9c\0", 8);
    put_u32(set, 64);
    put_u32(set, 0x2D3C8000);
    put_u32(set, 0x01DA6BAA);
    put_u32(set, 0);
    put_u32(set, 0);
    const CompoundPart parts[] = {
        PART("\005SummaryInformation", set),
        {"pool/\001Ole10Native", "\x1F\0\0\0\2\0naam\0pad\0\0\0\3\0\2\0\0\0x\0\5\0\0\0Sanne", 35}};
    g_autofree char *facts = facts_of_parts(&reader_compound_file, parts, 2);
    assert_has(facts, "author=Juf Eś");
    assert_has(facts, "published=2024-03-");
    assert_has(facts, "leaf object-1-naam  5\n");
}
END_TEST

/* Links that a document once had stay among its properties. */
START_TEST(links_of_old)
{
    static const guint32 table[] = {8, 0, 0, 3, 0, 32, 1, 56, 2, 64};
    g_autoptr(GByteArray) sets = g_byte_array_new();
    put_bytes(sets, "\xFE\xFF\0\0", 4);
    set_u32(sets, 24, 2);
    set_u32(sets, 44, 68);
    set_u32(sets, 64, 76);
    for (size_t i = 0; i < G_N_ELEMENTS(table); i++) {
        put_u32(sets, table[i]);
    }
    put_u32(sets, 1); /* the dictionary */
    put_u32(sets, 2);
    put_u32(sets, 12);
    put_bytes(sets, "_PID_HLINKS\0", 12);
    put_u32(sets, 2);
    put_u32(sets, 1252);
    put_u32(sets, 65);
    put_u32(sets, 44);
    put_u32(sets, 2);
    put_u32(sets, 3);
    put_u32(sets, 7);
    put_u32(sets, 31);
    put_u32(sets, 12);
    put_wide(sets, "x/fenna-bos");
    put_u16(sets, 0);
    const CompoundPart parts[] = {PART("\005DocumentSummaryInformation", sets)};
    g_autofree char *facts = facts_of_parts(&reader_compound_file, parts, 1);
    assert_has(facts, "metadata [_PID_HLINKS] x/fenna-bos\n");
}
END_TEST

START_TEST(pictures_and_locks)
{
    static const char art[] = "zz\xA0\x46\x1D\xF0\x15\0\0\0"
                              "0123456789abcdef"
                              "\xFF\xFF\xD8\xFF\xE0";
    const guint32 stories[] = {4};
    g_autoptr(GByteArray) main = word_main("Kamp", stories, 1);
    g_autoptr(GByteArray) table = word_table(main, 4);
    g_autoptr(GByteArray) data = g_byte_array_new();
    put_bytes(data, art, sizeof art - 1);
    set_u32(data, data->len + 40, 0);
    data->data[6] = 24; /* the picture's record */
    const CompoundPart parts[] = {PART("WordDocument", main), PART("0Table", table),
                                  PART("Data", data)};
    g_autofree char *facts = facts_of_parts(&reader_word, parts, 3);
    assert_has(facts, "leaf picture-1.jpg");
    const CompoundPart locked[] = {{"EncryptedPackage", "xxxxxxxx", 8}, {"EncryptionInfo", "x", 1}};
    g_autofree char *closed = facts_of_parts(&reader_compound_file, locked, 2);
    assert_has(closed, "gap encrypted\n");
    const CompoundPart unknown[] = {{"Quill", "\1\2Sanne de Vries\0\0zz\3", 20}};
    g_autofree char *other = facts_of_parts(&reader_compound_file, unknown, 1);
    assert_has(other, "body [recovered] Sanne de Vries\n");
    assert_has(other, "gap unsupported-type\n");
}
END_TEST

/* ---- binary parts, unknown documents ---- */

START_TEST(binary_parts)
{
    static const char part[] = "\x9F\1\x08\0\0\0\0\0\0\0\0" /* the strings begin */
                               "\x13\x0B\0\3\0\0\0N\0o\0a\0"
                               "\2\x0C\0\0\0\0\0\0\0\0\x0A\0\0\0"
                               "\xFD\4\x09\0\2\0\0\0o\0k\0";
    const char *path = "x.xlsb!/xl/sharedStrings.bin";
    ck_assert_int_gt(bid_of(&reader_workbook_part, path, "x/y", part, sizeof part - 1), 8);
    ck_assert_int_eq(bid_of(&reader_workbook_part, "a.bin", "x/y", part, sizeof part - 1), 0);
    g_autofree char *facts = facts_of(&reader_workbook_part, path, "x/y", part, sizeof part - 1);
    assert_has(facts, "body [] Noa\n2\n");
    assert_has(facts, "hidden [] ok\n");
    assert_has_not(facts, "gap");
    g_autofree char *cut = facts_of(&reader_workbook_part, path, "x/y", part, sizeof part - 2);
    assert_has(cut, "gap truncated\n");
}
END_TEST

START_TEST(unknown_documents)
{
    static const char old[] = "\1\2\3Sanne de Vries was er\0\xCB\1\0";
    ck_assert_int_gt(bid_of(&reader_recovered_file, "x.wpd", "application/octet-stream", old, 9),
                     0);
    g_autofree char *facts =
        facts_of(&reader_recovered_file, "x.wpd", "application/octet-stream", old, sizeof old - 1);
    assert_has(facts, "body [recovered] Sanne de Vries was er\n");
    assert_has(facts, "gap unsupported-type\n");
    static const char snappy[] = "\0\x0C\0\0\x11\x14"
                                 "Sanne \x15\x06"; /* six bytes, then nine of them again */
    g_autofree char *part = facts_of(&reader_recovered_file, "x.pages!/Index/Document.iwa", "x/y",
                                     snappy, sizeof snappy - 1);
    assert_has(part, "Sanne Sanne San\n");
    /* sixty-eight bytes as they are: a text of 65, whose length is an A, and the next field */
    static const char field[] =
        "\0\x47\0\0\x44\xF0\x43\x0A"
        "ASietske Hoekstra, Omar Bakker en Fenna de Vries gaan ook naar Urk\x10";
    g_autofree char *letter = facts_of(&reader_recovered_file, "x.pages!/Index/Document.iwa", "x/y",
                                       field, sizeof field - 1);
    assert_has(letter, "body [recovered] Sietske Hoekstra");
}
END_TEST

int main(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    Suite *suite = suite_create("legacy");
    TCase *tests = tcase_create("all");
    tcase_set_timeout(tests, 60);
    tcase_add_test(tests, storages);
    tcase_add_test(tests, circles);
    tcase_add_test(tests, word_stories);
    tcase_add_test(tests, word_hidden);
    tcase_add_test(tests, word_old_and_locked);
    tcase_add_test(tests, excel_cells);
    tcase_add_test(tests, excel_words);
    tcase_add_test(tests, excel_old_and_locked);
    tcase_add_test(tests, powerpoint_slides);
    tcase_add_test(tests, powerpoint_gaps);
    tcase_add_test(tests, properties_and_objects);
    tcase_add_test(tests, links_of_old);
    tcase_add_test(tests, pictures_and_locks);
    tcase_add_test(tests, binary_parts);
    tcase_add_test(tests, unknown_documents);
    suite_add_tcase(suite, tests);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
