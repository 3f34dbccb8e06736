/*
 * MS-DOC 2.5 (file information block), 2.8.35 (piece table), 2.9.33 (pages of character
 * properties), 2.2.4 (string tables). Offsets are believed only where the streams reach.
 */
#include "readers/office/word_file.h"

#include <stdlib.h>
#include <string.h>

#include "readers/office/ole_properties.h"
#include "readers/text/codepages.h"

#define CHARSET_MAC 256U
#define CODEPAGE_MAC 10000U
#define PAGE_BYTES 512U
#define PAGES_MAX 200000U
#define NAMES_MAX 20000U
#define CHARACTERS_MAX (64U << 20)

/* Offsets into the block; 0 where the older version has no such table. */
typedef struct {
    size_t counts, pieces, runs, authors, commenters, bookmarks, paths;
} Layout;

static const Layout layout_97 = {.counts = 0x4C,
                                 .pieces = 0x1A2,
                                 .runs = 0xFA,
                                 .authors = 0x232,
                                 .commenters = 0x1BA,
                                 .bookmarks = 0x142,
                                 .paths = 0x2D2};
static const Layout layout_95 = {.counts = 0x34, .pieces = 0x160};

/* A table named by offset and length at `field` of the block. */
static Slice table_of(const WordFile *file, size_t field)
{
    Slice main = legacy_slice(file->main);
    if (field == 0) {
        return (Slice){"", 0};
    }
    return legacy_part(legacy_slice(file->table), legacy_u32(main, field),
                       legacy_u32(main, field + 4));
}

/* ---- pieces ---- */

static void add_piece(WordFile *file, uint32_t characters, uint32_t position, bool is_97)
{
    bool narrow = !is_97 || (position & 0x40000000) != 0;
    WordPiece piece = {.characters = characters,
                       .offset = is_97 && narrow ? (position & 0x3FFFFFFF) / 2 : position,
                       .wide = !narrow};
    size_t width = piece.wide ? 2 : 1;
    size_t room = piece.offset < file->main->len ? (file->main->len - piece.offset) / width : 0;
    if (characters > room) {
        file->unknown = true; /* it points behind the end */
        piece.characters = (uint32_t)room;
    }
    g_array_append_val(file->pieces, piece);
}

/* The piece table at `table`, behind its mark and length. */
static void read_piece_table(WordFile *file, Slice table, bool is_97)
{
    size_t count = table.length >= 4 ? (table.length - 4) / 12 : 0;
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t from = legacy_u32(table, 4 * i), to = legacy_u32(table, 4 * i + 4);
        uint32_t position = legacy_u32(table, 4 * (count + 1) + 8 * i + 2);
        if (to < from || (all += to - from) > CHARACTERS_MAX) {
            file->unknown = true;
            return;
        }
        add_piece(file, to - from, position, is_97);
    }
}

static void read_pieces(WordFile *file, const Layout *layout, bool is_97)
{
    Slice clx = table_of(file, layout->pieces);
    size_t at = 0;
    while (at + 3 <= clx.length && clx.data[at] == 1) { /* properties of pieces */
        at += 3 + legacy_u16(clx, at + 1);
    }
    if (at + 5 <= clx.length && clx.data[at] == 2) {
        read_piece_table(file, legacy_part(clx, at + 5, legacy_u32(clx, at + 1)), is_97);
    }
}

/* Without a table the text is one run between two offsets. */
static void read_plain(WordFile *file)
{
    Slice main = legacy_slice(file->main);
    uint32_t from = legacy_u32(main, 0x18), to = legacy_u32(main, 0x1C);
    if (from < to && to <= main.length) {
        add_piece(file, to - from, from, false);
    } else {
        file->unknown = true;
    }
}

/* ---- hidden and deleted runs ---- */

/* Operand bytes of a modifier of character properties, in Word 97 and later. */
static size_t operand_length(unsigned modifier, Slice list, size_t at)
{
    static const size_t lengths[] = {1, 1, 2, 4, 2, 2, 0, 3};
    unsigned kind = modifier >> 13;
    return kind == 6 ? 1 + (size_t)(legacy_u16(list, at) & 0xFF) : lengths[kind];
}

static bool veils(Slice list)
{
    bool veiled = false;
    for (size_t at = 0; at + 3 <= list.length;) {
        unsigned modifier = legacy_u16(list, at);
        guint8 value = (guint8)list.data[at + 2];
        if (modifier == 0x083C || modifier == 0x0800) { /* vanished, deleted under revision */
            veiled = value == 1 || value == 0x81 || (veiled && value == 0x80);
        }
        at += 2 + operand_length(modifier, list, at + 2);
    }
    return veiled;
}

static void read_run_page(WordFile *file, Slice page)
{
    size_t runs = page.length == PAGE_BYTES ? (guint8)page.data[PAGE_BYTES - 1] : 0;
    for (size_t i = 0; i < runs && 4 * (runs + 1) + i < PAGE_BYTES; i++) {
        size_t at = (size_t)(guint8)page.data[4 * (runs + 1) + i] * 2;
        size_t length = at > 0 && at < PAGE_BYTES ? (guint8)page.data[at] : 0;
        WordVeil veil = {legacy_u32(page, 4 * i), legacy_u32(page, 4 * i + 4)};
        if (veils(legacy_part(page, at + 1, length)) && veil.from < veil.to) {
            g_array_append_val(file->veils, veil);
        }
    }
}

static gint compare_veils(gconstpointer a, gconstpointer b)
{
    size_t one = ((const WordVeil *)a)->from, other = ((const WordVeil *)b)->from;
    return one < other ? -1 : one > other;
}

static void read_runs(WordFile *file, const Layout *layout)
{
    Slice table = table_of(file, layout->runs);
    size_t count = table.length >= 4 ? (table.length - 4) / 8 : 0;
    for (size_t i = 0; i < MIN(count, PAGES_MAX); i++) {
        size_t page = legacy_u32(table, 4 * (count + 1) + 4 * i) & 0x3FFFFF;
        read_run_page(file, legacy_part(legacy_slice(file->main), page * PAGE_BYTES, PAGE_BYTES));
    }
    g_array_sort(file->veils, compare_veils);
}

/* ---- names ---- */

static void take_name(GPtrArray *into, Slice bytes)
{
    GString *text = g_string_new(NULL);
    utf16_append(text, bytes.data, bytes.length);
    g_ptr_array_add(into, g_string_free(text, FALSE));
}

/* A table of strings in UTF-16, each with as many other bytes behind it. */
static void read_names(GPtrArray *into, Slice table)
{
    size_t count = MIN(legacy_u16(table, 2), NAMES_MAX), other = legacy_u16(table, 4), at = 6;
    if (legacy_u16(table, 0) != 0xFFFF) {
        return;
    }
    for (size_t i = 0; i < count && at + 2 <= table.length; i++) {
        size_t length = 2 * (size_t)legacy_u16(table, at);
        take_name(into, legacy_part(table, at + 2, length));
        at += 2 + length + other;
    }
}

/* Who commented: strings with their length before them, and nothing else. */
static void read_commenters(GPtrArray *into, Slice table)
{
    size_t at = 0;
    for (size_t i = 0; i < NAMES_MAX && at + 2 <= table.length; i++) {
        size_t length = 2 * (size_t)legacy_u16(table, at);
        take_name(into, legacy_part(table, at + 2, length));
        at += 2 + length;
    }
}

/* ---- the block ---- */

/* In which bytes of 8 bits are written ([MS-DOC] chse, lid). Where the language tells nothing, as
 * the summary of the file is written, which the same program wrote. */
static unsigned codepage_of(const Legacy *legacy, Slice main)
{
    unsigned page = codepage_of_language(legacy_u16(main, 6)), other;
    if (legacy_u16(main, 0x14) == CHARSET_MAC) {
        return CODEPAGE_MAC;
    }
    other = page == 1252 ? ole_codepage(legacy->compound, legacy->storage) : 0;
    return other >= 1250 && other <= 1258 ? other : page;
}

static void read_block(WordFile *file, const Legacy *legacy)
{
    Slice main = legacy_slice(file->main);
    unsigned mark = legacy_u16(main, 0), version = legacy_u16(main, 2);
    unsigned flags = legacy_u16(main, 0x0A);
    bool is_97 = version >= 0xC1 || mark == 0xA5EC;
    const Layout *layout = is_97 ? &layout_97 : &layout_95;
    file->encrypted = (flags & 0x0100) != 0;
    file->codepage = is_97 ? 1252 : codepage_of(legacy, main);
    if ((mark != 0xA5EC && mark != 0xA5DC) || main.length < 0x200 || file->encrypted) {
        file->unknown = !file->encrypted;
        return;
    }
    g_byte_array_unref(file->table);
    file->table = is_97 ? legacy_stream(legacy, flags & 0x0200 ? "1Table" : "0Table")
                        : g_byte_array_ref(file->main);
    for (size_t i = 0; i < WORD_STORIES; i++) {
        file->stories[i] = legacy_u32(main, layout->counts + 4 * i);
    }
    if (is_97 || (flags & 0x0004) != 0) {
        read_pieces(file, layout, is_97);
    }
    if (file->pieces->len == 0) {
        read_plain(file);
    }
    read_runs(file, layout);
    read_names(file->authors, table_of(file, layout->authors));
    read_commenters(file->authors, table_of(file, layout->commenters));
    read_names(file->names, table_of(file, layout->bookmarks));
    read_names(file->names, table_of(file, layout->paths));
}

WordFile *word_file_open(const Legacy *legacy)
{
    WordFile *file = g_new0(WordFile, 1);
    file->main = legacy_stream(legacy, "WordDocument");
    file->table = g_byte_array_new();
    file->pieces = g_array_new(FALSE, FALSE, sizeof(WordPiece));
    file->veils = g_array_new(FALSE, FALSE, sizeof(WordVeil));
    file->authors = g_ptr_array_new_with_free_func(g_free);
    file->names = g_ptr_array_new_with_free_func(g_free);
    read_block(file, legacy);
    return file;
}

void word_file_free(WordFile *file)
{
    g_byte_array_unref(file->main);
    g_byte_array_unref(file->table);
    g_array_unref(file->pieces);
    g_array_unref(file->veils);
    g_ptr_array_unref(file->authors);
    g_ptr_array_unref(file->names);
    g_free(file);
}
