/*
 * Reads by position, so that a large file costs only its tables. The directory's red-black trees
 * are walked without trusting them: each entry once.
 */
#include "worker/compound.h"

#include <string.h>

#define HEADER_BYTES 512U
#define HEADER_FAT_ENTRIES 109U
#define ENTRY_BYTES 128U
#define ENTRIES_MAX 100000U
#define SECTOR_LAST 0xFFFFFFFAU /* from here on numbers have other meanings */
#define NOBODY 0xFFFFFFFFU
#define MINI_SECTOR_BYTES 64U

struct Compound {
    Input *input; /* borrowed */
    unsigned sector_shift;
    uint32_t sectors; /* that the file has room for */
    uint32_t mini_cutoff;
    GArray *fat, *mini_fat; /* uint32_t */
    GByteArray *mini;       /* the stream that holds the small ones */
    bool mini_read;
    GArray *entries; /* CompoundEntry */
    GArray *links;   /* left, right, child of each entry */
    Reason gap;
};

static uint32_t u32(const guint8 *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 |
           (uint32_t)bytes[3] << 24;
}

static unsigned u16(const guint8 *bytes)
{
    return bytes[0] | (unsigned)bytes[1] << 8;
}

static void note_gap(Compound *compound, Reason reason)
{
    if (compound->gap == REASON_NONE) {
        compound->gap = reason;
    }
}

/* ---- sectors ---- */

/* Appends one sector, as far as the file has it. */
static bool append_sector(Compound *compound, uint32_t sector, GByteArray *out)
{
    size_t size = (size_t)1 << compound->sector_shift;
    uint64_t offset = ((uint64_t)sector + 1) << compound->sector_shift;
    guint before = out->len;
    if (sector >= compound->sectors) {
        note_gap(compound, REASON_TRUNCATED);
        return false;
    }
    g_byte_array_set_size(out, before + (guint)size);
    size_t got = input_read_at(compound->input, offset, out->data + before, size);
    g_byte_array_set_size(out, before + (guint)got);
    return got > 0;
}

/* A chain of sectors, at most `max` bytes; a chain that is longer than the file has sectors runs in
 * a circle. */
static GByteArray *read_chain(Compound *compound, uint32_t sector, uint64_t max)
{
    GByteArray *out = g_byte_array_new();
    for (uint32_t steps = 0; sector < SECTOR_LAST && out->len < max; steps++) {
        if (steps > compound->sectors || sector >= compound->fat->len ||
            !append_sector(compound, sector, out)) {
            note_gap(compound, steps > compound->sectors ? REASON_CORRUPT : REASON_TRUNCATED);
            break;
        }
        sector = g_array_index(compound->fat, uint32_t, sector);
    }
    if (out->len > max) {
        g_byte_array_set_size(out, (guint)max);
    }
    return out;
}

static void append_numbers(GArray *to, const guint8 *bytes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t number = u32(bytes + 4 * i);
        g_array_append_val(to, number);
    }
}

static void append_fat_sector(Compound *compound, uint32_t sector)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    size_t numbers = (size_t)1 << (compound->sector_shift - 2);
    if (sector >= SECTOR_LAST || compound->fat->len > compound->sectors) {
        return;
    }
    append_sector(compound, sector, bytes);
    append_numbers(compound->fat, bytes->data, bytes->len / 4);
    while (compound->fat->len % numbers != 0) {
        uint32_t end = NOBODY; /* keeps the next sector's numbers in their place */
        g_array_append_val(compound->fat, end);
    }
}

/* The allocation table: 109 of its sectors stand in the header, more in a chain of their own. */
static void read_fat(Compound *compound, const guint8 *header)
{
    size_t numbers = (size_t)1 << (compound->sector_shift - 2);
    uint32_t next = u32(header + 0x44);
    for (size_t i = 0; i < HEADER_FAT_ENTRIES; i++) {
        append_fat_sector(compound, u32(header + 0x4C + 4 * i));
    }
    for (uint32_t steps = 0; next < SECTOR_LAST && steps <= compound->sectors; steps++) {
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        if (!append_sector(compound, next, bytes) || bytes->len < 4 * numbers) {
            return;
        }
        for (size_t i = 0; i + 1 < numbers; i++) {
            append_fat_sector(compound, u32(bytes->data + 4 * i));
        }
        next = u32(bytes->data + 4 * (numbers - 1));
    }
}

/* ---- directory ---- */

static char *name_of(const guint8 *entry)
{
    unsigned bytes = MIN(u16(entry + 0x40), 64U);
    gunichar2 name[33] = {0};
    for (unsigned i = 0; i + 2 < bytes + 2 && i / 2 < 32 && i + 1 < bytes; i += 2) {
        name[i / 2] = (gunichar2)u16(entry + i);
    }
    for (unsigned i = 0; i < 32; i++) { /* half a pair is nobody's name */
        name[i] = name[i] >= 0xD800 && name[i] < 0xE000 ? 0xFFFD : name[i];
    }
    char *utf8 = g_utf16_to_utf8(name, -1, NULL, NULL, NULL);
    return utf8 != NULL ? utf8 : g_strdup("");
}

static void add_entry(Compound *compound, const guint8 *bytes)
{
    unsigned kind = bytes[0x42];
    bool used = kind == 1 || kind == 2 || kind == 5;
    CompoundEntry entry = {.name = used ? name_of(bytes) : g_strdup(""),
                           .is_storage = kind != 2,
                           .parent = COMPOUND_NONE,
                           .start = u32(bytes + 0x74),
                           .size = u32(bytes + 0x78)};
    if (compound->sector_shift == 12) {
        entry.size |= (uint64_t)u32(bytes + 0x7C) << 32;
    }
    g_array_append_val(compound->entries, entry);
    append_numbers(compound->links, bytes + 0x44, 3);
}

/* Gives every entry its parent: children of a storage are a tree of left and right neighbours. */
static void set_parents(Compound *compound)
{
    g_autoptr(GArray) open = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    g_autofree bool *seen = g_new0(bool, compound->entries->len);
    uint32_t root = COMPOUND_ROOT;
    g_array_append_val(open, root);
    seen[root] = true;
    while (open->len > 0) {
        uint32_t at = g_array_index(open, uint32_t, open->len - 1);
        g_array_set_size(open, open->len - 1);
        const CompoundEntry *entry = compound_entry(compound, at);
        for (unsigned i = 0; i < 3; i++) { /* left and right have our parent, a child has us */
            uint32_t next = g_array_index(compound->links, uint32_t, 3 * at + i);
            bool wanted = next < compound->entries->len && !seen[next] &&
                          (i == 2 ? entry->is_storage : at != root);
            if (wanted) {
                seen[next] = true;
                g_array_index(compound->entries, CompoundEntry, next).parent =
                    i == 2 ? at : entry->parent;
                g_array_append_val(open, next);
            } else if (next < NOBODY && next >= compound->entries->len) {
                note_gap(compound, REASON_CORRUPT);
            }
        }
    }
}

static bool read_directory(Compound *compound, uint32_t start)
{
    g_autoptr(GByteArray) bytes = read_chain(compound, start, (uint64_t)ENTRIES_MAX * ENTRY_BYTES);
    for (guint at = 0; at + ENTRY_BYTES <= bytes->len; at += ENTRY_BYTES) {
        add_entry(compound, bytes->data + at);
    }
    if (compound->entries->len == 0) {
        return false;
    }
    set_parents(compound);
    return true;
}

/* ---- opening ---- */

static void entry_clear(gpointer data)
{
    g_free(((CompoundEntry *)data)->name);
}

Compound *compound_open(Input *input)
{
    guint8 header[HEADER_BYTES];
    if (input_read_at(input, 0, header, sizeof header) != sizeof header ||
        memcmp(header, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) != 0) {
        return NULL;
    }
    unsigned shift = u16(header + 0x1E);
    Compound *compound = g_new0(Compound, 1);
    compound->input = input;
    compound->sector_shift = shift == 12 ? 12 : 9;
    compound->sectors = (uint32_t)MIN(input_size(input) >> compound->sector_shift, SECTOR_LAST - 1);
    compound->mini_cutoff = u32(header + 0x38);
    compound->fat = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    compound->mini_fat = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    compound->entries = g_array_new(FALSE, FALSE, sizeof(CompoundEntry));
    g_array_set_clear_func(compound->entries, entry_clear);
    compound->links = g_array_new(FALSE, FALSE, sizeof(uint32_t));
    compound->mini = g_byte_array_new();
    read_fat(compound, header);
    if (!read_directory(compound, u32(header + 0x30))) {
        compound_free(compound);
        return NULL;
    }
    g_autoptr(GByteArray) mini = read_chain(compound, u32(header + 0x3C),
                                            (uint64_t)compound->sectors << compound->sector_shift);
    append_numbers(compound->mini_fat, mini->data, mini->len / 4);
    return compound;
}

void compound_free(Compound *compound)
{
    if (compound != NULL) {
        g_array_unref(compound->fat);
        g_array_unref(compound->mini_fat);
        g_array_unref(compound->entries);
        g_array_unref(compound->links);
        g_byte_array_unref(compound->mini);
        g_free(compound);
    }
}

unsigned compound_count(const Compound *compound)
{
    return compound->entries->len;
}

const CompoundEntry *compound_entry(const Compound *compound, unsigned index)
{
    return &g_array_index(compound->entries, CompoundEntry, index);
}

unsigned compound_find(const Compound *compound, unsigned storage, const char *name)
{
    for (unsigned i = 1; i < compound->entries->len; i++) {
        const CompoundEntry *entry = compound_entry(compound, i);
        if (entry->parent == storage && g_ascii_strcasecmp(entry->name, name) == 0) {
            return i;
        }
    }
    return COMPOUND_NONE;
}

/* ---- streams ---- */

static void load_mini(Compound *compound)
{
    if (!compound->mini_read) {
        const CompoundEntry *root = compound_entry(compound, COMPOUND_ROOT);
        compound->mini_read = true;
        g_byte_array_unref(compound->mini);
        compound->mini = read_chain(compound, root->start,
                                    (uint64_t)compound->sectors << compound->sector_shift);
    }
}

static GByteArray *read_mini(Compound *compound, uint32_t sector, uint64_t size)
{
    GByteArray *out = g_byte_array_new();
    load_mini(compound);
    for (guint steps = 0; sector < SECTOR_LAST && out->len < size; steps++) {
        uint64_t offset = (uint64_t)sector * MINI_SECTOR_BYTES;
        if (steps > compound->mini_fat->len || sector >= compound->mini_fat->len ||
            offset >= compound->mini->len) {
            note_gap(compound, REASON_CORRUPT);
            break;
        }
        guint left = compound->mini->len - (guint)offset;
        g_byte_array_append(out, compound->mini->data + offset, MIN(left, MINI_SECTOR_BYTES));
        sector = g_array_index(compound->mini_fat, uint32_t, sector);
    }
    if (out->len > size) {
        g_byte_array_set_size(out, (guint)size);
    }
    return out;
}

GByteArray *compound_read(Compound *compound, unsigned index, size_t max)
{
    if (index >= compound->entries->len || compound_entry(compound, index)->is_storage) {
        return g_byte_array_new();
    }
    CompoundEntry *entry = &g_array_index(compound->entries, CompoundEntry, index);
    uint64_t size = MIN(entry->size, max);
    entry->is_asked = true;
    if (entry->size > max) {
        note_gap(compound, REASON_LIMIT_BYTES);
    }
    bool small = entry->size < compound->mini_cutoff;
    GByteArray *out =
        small ? read_mini(compound, entry->start, size) : read_chain(compound, entry->start, size);
    if (out->len < size) {
        note_gap(compound, REASON_TRUNCATED);
    }
    return out;
}

Reason compound_gap(const Compound *compound)
{
    return compound->gap;
}
