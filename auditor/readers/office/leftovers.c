/*
 * Each stream that nobody asked for is one of five: looks and bookkeeping, which hold no words of
 * anybody; a file in itself, which becomes an item; a macro; a formula; or something of another
 * program, of which the text in its bytes is recovered.
 */
#include "readers/office/leftovers.h"

#include <string.h>

#include "readers/office/office_art.h"
#include "readers/office/ole_properties.h"
#include "readers/office/vba.h"
#include "readers/text/codepages.h"
#include "readers/text/one_of.h"
#include "readers/text/recovered.h"

#define STREAM_BYTES_MAX (32U << 20)
#define ALL_BYTES_MAX (192U << 20)
#define SETTINGS_BYTES 64U /* what is shorter and has no words is no document */
#define CONTROL_BYTES_MAX 4096U

typedef struct {
    const Legacy *legacy;
    Place place;
    unsigned codepage;
    bool recovered; /* from a stream that may hold more */
    GString *text;
} Left;

/* Looks, bookkeeping and pictures of what is read elsewhere; and what the readers of documents
 * know, which is theirs to tell. */
static bool is_settled(const Left *left, const CompoundEntry *entry)
{
    static const char *const names[] = {
        "\001CompObj",    "\001Ole",   "\003ObjInfo", "\003LinkInfo", "\001OlePres000",
        "\002OlePres000", "\003PIC",   "\003META",    "\003PRINT",    "\003PICT",
        "\003OCXNAME",    "PROJECTwm", "PROJECTlk",   "_VBA_PROJECT", "VisioInformation",
        "Current ID",     NULL};
    static const char *const documents[] = {
        "WordDocument", "0Table",       "1Table",           "Data", "Workbook", "Book",
        "Pictures",     "Current User", "EncryptedSummary", NULL};
    const char *parent = compound_entry(left->legacy->compound, entry->parent)->name;
    bool is_document = left->place == PLACE_HIDDEN || entry->parent != COMPOUND_ROOT;
    return is_one_of(entry->name, names) || (is_document && is_one_of(entry->name, documents)) ||
           g_str_has_prefix(entry->name, "__SRP_") ||
           (strcmp(parent, "VBA") == 0 && strcmp(entry->name, "dir") == 0);
}

/* Captions and choices of buttons and lists on a page (MS-OFORMS), where they are plain; larger
 * ones may hold a picture. */
static bool is_control(const CompoundEntry *entry, size_t length)
{
    static const char *const names[] = {"f", "o", "x", "Ctls", "contents", "\003OCXDATA", NULL};
    return length <= CONTROL_BYTES_MAX && g_strv_contains(names, entry->name);
}

static bool begins(Slice bytes, size_t at, const char *with, size_t length)
{
    return bytes.length >= at + length && memcmp(bytes.data + at, with, length) == 0;
}

/* By its first bytes: a file of a kind that has a reader. */
static bool is_file(Slice bytes)
{
    bool xml = bytes.length > 8 && bytes.data[0] == '<' &&
               (bytes.data[1] == '?' || g_ascii_isalpha(bytes.data[1]));
    return xml || begins(bytes, 0, "\xEF\xBB\xBF<", 4) || begins(bytes, 0, "\xFF\xFE<\0", 4) ||
           begins(bytes, 0, "%PDF", 4) || begins(bytes, 0, "PK\3\4", 4) ||
           begins(bytes, 0, "\xD0\xCF\x11\xE0", 4) || begins(bytes, 0, "\x89PNG", 4) ||
           begins(bytes, 0, "\xFF\xD8\xFF", 3) || begins(bytes, 0, "GIF8", 4) ||
           begins(bytes, 0, "{\\rtf", 5) || begins(bytes, 0, "BM", 2) ||
           begins(bytes, 0, "8BPS", 4) || begins(bytes, 0, "II*\0", 4) ||
           begins(bytes, 0, "MM\0*", 4) || begins(bytes, 8, "WAVE", 4) ||
           begins(bytes, 8, "AVI ", 4) || begins(bytes, 40, " EMF", 4);
}

static void put_file(const Left *left, Slice bytes)
{
    const Legacy *legacy = left->legacy;
    g_autofree char *name = g_strdup_printf("object-%u", ++*legacy->objects);
    sink_leaf(legacy->sink, name, NULL, bytes.data, bytes.length);
    sink_medium(
        legacy->sink,
        &(FactMedium){.publication = legacy->publication, .role = "attachment", .uri = name});
}

static void put_text(Left *left, const char *label, Place place)
{
    texts_label(left->legacy->texts, label);
    texts_line(left->legacy->texts, place, left->text->str);
    g_string_truncate(left->text, 0);
}

/* ---- the kinds ---- */

/* Without the lines that each module begins with. */
static bool take_macro(Left *left, Slice stream)
{
    g_autoptr(GByteArray) source = vba_source(stream);
    if (source == NULL) {
        return false;
    }
    GString *all = g_string_new(NULL);
    codepage_append(all, (const char *)source->data, source->len, left->codepage);
    g_auto(GStrv) lines = g_strsplit(all->str, "\n", -1);
    for (char **line = lines; *line != NULL; line++) {
        if (!g_str_has_prefix(*line, "Attribute VB_")) {
            g_string_append(left->text, g_strstrip(*line));
            g_string_append_c(left->text, '\n');
        }
    }
    g_string_free(all, TRUE);
    put_text(left, "macros", PLACE_HIDDEN);
    return true;
}

/* Letters of a formula (MTEF): each stands behind the number of its typeface, 128 or a little more.
 * Its picture is read with the document; here are the words in it. */
static void take_formula(Left *left, Slice bytes)
{
    size_t last = 0;
    for (size_t at = 28; at + 3 <= bytes.length; at++) {
        guint8 typeface = (guint8)bytes.data[at], letter = (guint8)bytes.data[at + 1];
        if (typeface < 0x81 || typeface > 0x98 || bytes.data[at + 2] != 0 || letter < 0x20) {
            continue;
        }
        if (left->text->len > 0 && at - last > 6) {
            g_string_append_c(left->text, ' ');
        }
        g_string_append_unichar(left->text, letter);
        last = at;
        at += 2;
    }
    put_text(left, "formula", left->place);
}

static void take_unknown(Left *left, const CompoundEntry *entry, Slice bytes)
{
    if (g_str_has_prefix(entry->name, "Escher")) { /* Publisher */
        office_art_put(bytes, left->legacy->sink, left->legacy->publication,
                       left->legacy->pictures);
        texts_label(left->legacy->texts, NULL);
        office_art_words(bytes, left->legacy->texts);
        left->recovered = true;
        return;
    }
    bool control = is_control(entry, bytes.length);
    recover_runs(bytes, left->codepage, control ? 3 : 4, left->text);
    left->recovered =
        left->recovered || (!control && (left->text->len > 0 || bytes.length > SETTINGS_BYTES));
    put_text(left, "recovered", left->place);
}

static void take_stream(Left *left, unsigned index)
{
    Compound *compound = left->legacy->compound;
    const CompoundEntry *entry = compound_entry(compound, index);
    g_autoptr(GByteArray) bytes = compound_read(compound, index, STREAM_BYTES_MAX);
    Slice slice = legacy_slice(bytes);
    if (is_file(slice)) {
        put_file(left, slice);
    } else if (strcmp(entry->name, "Equation Native") == 0) {
        take_formula(left, slice);
    } else if (strcmp(entry->name, "PROJECT") == 0 || strcmp(entry->name, "\003VBFrame") == 0) {
        codepage_append(left->text, slice.data, slice.length, left->codepage);
        put_text(left, "macros", PLACE_HIDDEN);
    } else if (strcmp(compound_entry(compound, entry->parent)->name, "VBA") != 0 ||
               !take_macro(left, slice)) {
        take_unknown(left, entry, slice);
    }
}

void leftovers_read(const Legacy *legacy, Place place)
{
    unsigned codepage = ole_codepage(legacy->compound, COMPOUND_ROOT);
    uint64_t all = 0;
    if (compound_find(legacy->compound, COMPOUND_ROOT, "EncryptedPackage") != COMPOUND_NONE) {
        return; /* about the lock */
    }
    Left left = {.legacy = legacy,
                 .place = place,
                 .codepage = codepage == 0 || codepage == 1200 ? 1252 : codepage,
                 .text = g_string_new(NULL)};
    for (unsigned i = 1; i < compound_count(legacy->compound); i++) {
        const CompoundEntry *entry = compound_entry(legacy->compound, i);
        if (entry->is_storage || entry->is_asked || entry->parent == COMPOUND_NONE ||
            entry->size == 0 || is_settled(&left, entry)) {
            continue;
        }
        all += MIN(entry->size, STREAM_BYTES_MAX);
        if (all > ALL_BYTES_MAX || sink_is_full(legacy->sink)) {
            sink_gap(legacy->sink, REASON_LIMIT_BYTES, "a part of the document is too large");
            break;
        }
        take_stream(&left, i);
    }
    if (left.recovered) {
        sink_gap(legacy->sink, REASON_UNSUPPORTED_TYPE, "only the text in its bytes was recovered");
    }
    g_string_free(left.text, TRUE);
}
