/* Compound files: sectors of 512 bytes; streams, then the directory, then the allocation table. */
#include "support_compound.h"

#include <check.h>
#include <string.h>

#define SECTOR 512U
#define MINI 64U
#define CUTOFF 4096U
#define LAST 0xFFFFFFFEU
#define NOBODY 0xFFFFFFFFU
#define ENTRIES 64U

typedef struct {
    GByteArray *sectors, *mini;
    GArray *fat, *mini_fat; /* guint32 */
    GByteArray *directory;
    unsigned entries;
} Writing;

void put_bytes(GByteArray *bytes, const void *data, size_t length)
{
    g_byte_array_append(bytes, data, (guint)length);
}

void put_u16(GByteArray *bytes, unsigned value)
{
    const guint8 both[] = {(guint8)value, (guint8)(value >> 8)};
    g_byte_array_append(bytes, both, 2);
}

void put_u32(GByteArray *bytes, guint32 value)
{
    put_u16(bytes, value & 0xFFFF);
    put_u16(bytes, value >> 16);
}

void put_wide(GByteArray *bytes, const char *utf8)
{
    glong count;
    g_autofree gunichar2 *wide = g_utf8_to_utf16(utf8, -1, NULL, &count, NULL);
    for (glong i = 0; i < count; i++) {
        put_u16(bytes, wide[i]);
    }
}

static void grow(GByteArray *bytes, size_t length)
{
    guint before = bytes->len;
    if (length > before) {
        g_byte_array_set_size(bytes, (guint)length);
        memset(bytes->data + before, 0, length - before);
    }
}

void set_u16(GByteArray *bytes, size_t at, unsigned value)
{
    grow(bytes, at + 2);
    bytes->data[at] = (guint8)value;
    bytes->data[at + 1] = (guint8)(value >> 8);
}

void set_u32(GByteArray *bytes, size_t at, guint32 value)
{
    set_u16(bytes, at, value & 0xFFFF);
    set_u16(bytes, at + 2, value >> 16);
}

/* A chain of units for the data; its first number. */
static guint32 put_chain(GByteArray *units, GArray *table, guint unit, const void *data,
                         size_t length)
{
    guint32 first = table->len, count = (guint32)((length + unit - 1) / unit);
    if (count == 0) {
        return LAST;
    }
    put_bytes(units, data, length);
    grow(units, (size_t)(first + count) * unit);
    for (guint32 i = 0; i < count; i++) {
        guint32 next = i + 1 < count ? first + i + 1 : LAST;
        g_array_append_val(table, next);
    }
    return first;
}

static unsigned add_entry(Writing *writing, const char *name, unsigned kind, guint32 start,
                          size_t size)
{
    size_t at = (size_t)writing->entries * 128;
    g_autoptr(GByteArray) wide = g_byte_array_new();
    put_wide(wide, name);
    grow(writing->directory, at + 128);
    memcpy(writing->directory->data + at, wide->data, wide->len);
    set_u16(writing->directory, at + 0x40, wide->len + 2);
    writing->directory->data[at + 0x42] = (guint8)kind;
    set_u32(writing->directory, at + 0x44, NOBODY);
    set_u32(writing->directory, at + 0x48, NOBODY);
    set_u32(writing->directory, at + 0x4C, NOBODY);
    set_u32(writing->directory, at + 0x74, start);
    set_u32(writing->directory, at + 0x78, (guint32)size);
    return writing->entries++;
}

/* Hangs an entry before the other children of a storage. */
static void hang(Writing *writing, unsigned storage, unsigned entry)
{
    size_t child = (size_t)storage * 128 + 0x4C;
    memcpy(writing->directory->data + (size_t)entry * 128 + 0x48, writing->directory->data + child,
           4);
    set_u32(writing->directory, child, entry);
}

static unsigned storage_of(Writing *writing, GHashTable *storages, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL) {
        return 0;
    }
    g_autofree char *name = g_strndup(path, (gsize)(slash - path));
    gpointer known = g_hash_table_lookup(storages, name);
    if (known == NULL) {
        unsigned parent = storage_of(writing, storages, name);
        const char *own = strrchr(name, '/');
        unsigned entry = add_entry(writing, own != NULL ? own + 1 : name, 1, 0, 0);
        hang(writing, parent, entry);
        known = GUINT_TO_POINTER(entry);
        g_hash_table_insert(storages, g_strdup(name), known);
    }
    return GPOINTER_TO_UINT(known);
}

static void add_stream(Writing *writing, GHashTable *storages, const CompoundPart *part, bool small)
{
    bool mini = small && part->length < CUTOFF;
    guint32 start =
        mini ? put_chain(writing->mini, writing->mini_fat, MINI, part->data, part->length)
             : put_chain(writing->sectors, writing->fat, SECTOR, part->data, part->length);
    unsigned storage = storage_of(writing, storages, part->name);
    const char *slash = strrchr(part->name, '/');
    unsigned entry =
        add_entry(writing, slash != NULL ? slash + 1 : part->name, 2, start, part->length);
    hang(writing, storage, entry);
}

static guint32 put_table(Writing *writing, const GArray *numbers)
{
    return put_chain(writing->sectors, writing->fat, SECTOR, numbers->data,
                     numbers->len * sizeof(guint32));
}

static GByteArray *finish(Writing *writing, bool small)
{
    static const guint8 head[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};
    GByteArray *file = g_byte_array_new();
    guint32 mini_start =
        put_chain(writing->sectors, writing->fat, SECTOR, writing->mini->data, writing->mini->len);
    set_u32(writing->directory, 0x74, mini_start);
    set_u32(writing->directory, 0x78, writing->mini->len);
    guint32 mini_table = put_table(writing, writing->mini_fat);
    guint32 directory = put_chain(writing->sectors, writing->fat, SECTOR, writing->directory->data,
                                  writing->directory->len);
    guint32 table = writing->fat->len, count = (table + 2) * 4 / SECTOR + 1;
    put_bytes(file, head, sizeof head);
    grow(file, SECTOR);
    set_u16(file, 0x1A, 3);
    set_u16(file, 0x1E, 9);
    set_u32(file, 0x2C, count);
    set_u32(file, 0x30, directory);
    set_u32(file, 0x38, small ? CUTOFF : 0);
    set_u32(file, 0x3C, mini_table);
    set_u32(file, 0x44, LAST);
    for (guint32 i = 0; i < 109; i++) {
        set_u32(file, 0x4C + 4 * (size_t)i, i < count ? table + i : NOBODY);
    }
    put_bytes(file, writing->sectors->data, writing->sectors->len);
    grow(file, SECTOR * (size_t)(table + 1));
    put_bytes(file, writing->fat->data, writing->fat->len * sizeof(guint32));
    grow(file, SECTOR * (size_t)(table + count + 1));
    return file;
}

GByteArray *compound_new(const CompoundPart *parts, size_t count, bool small)
{
    Writing writing = {.sectors = g_byte_array_new(),
                       .mini = g_byte_array_new(),
                       .fat = g_array_new(FALSE, FALSE, sizeof(guint32)),
                       .mini_fat = g_array_new(FALSE, FALSE, sizeof(guint32)),
                       .directory = g_byte_array_new()};
    g_autoptr(GHashTable) storages = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    ck_assert_uint_lt(count, ENTRIES);
    add_entry(&writing, "Root Entry", 5, LAST, 0);
    for (size_t i = 0; i < count; i++) {
        add_stream(&writing, storages, &parts[i], small);
    }
    GByteArray *file = finish(&writing, small);
    g_byte_array_unref(writing.sectors);
    g_byte_array_unref(writing.mini);
    g_byte_array_unref(writing.directory);
    g_array_unref(writing.fat);
    g_array_unref(writing.mini_fat);
    return file;
}
