/*
 * A stream holds one or two sets; a set is a table of offsets to typed values. Names of the user's
 * own properties stand in a dictionary. Offsets are believed only within the set, which goes up to
 * the next one: what it says of its own size is wrong in files of some programs.
 */
#include "readers/office/ole_properties.h"

#include <string.h>

#include "readers/office/legacy.h"
#include "readers/text/codepages.h"
#include "readers/text/dates.h"

#define SET_BYTES_MAX (4U << 20)
#define VALUES_MAX 4096U
#define TYPE_SHORT 2U
#define TYPE_LONG 3U
#define TYPE_VARIANT 12U
#define TYPE_STRING 30U
#define TYPE_WIDE_STRING 31U
#define TYPE_FILETIME 64U
#define TYPE_BLOB 65U
#define TYPE_VECTOR 0x1000U

typedef struct {
    Slice set;
    unsigned codepage;
    GHashTable *names; /* id → name, of the user's own */
    Properties *properties;
} Set;

typedef struct {
    unsigned id;
    const char *name;
} Name;

static const Name summary_names[] = {{2, "title"},          {3, "subject"},      {4, "creator"},
                                     {5, "keywords"},       {6, "description"},  {7, "Template"},
                                     {8, "lastModifiedBy"}, {11, "lastPrinted"}, {12, "created"},
                                     {13, "modified"},      {18, "Application"}};
static const Name document_names[] = {
    {2, "category"}, {13, "TitlesOfParts"}, {14, "Manager"}, {15, "Company"}, {26, "contentType"}};

char *ole_filetime(uint64_t filetime)
{
    uint64_t seconds = filetime / 10000000;
    return seconds > 11644473600ULL ? date_from_seconds((long long)(seconds - 11644473600ULL))
                                    : NULL;
}

/* A string at `at`, in bytes or in UTF-16; *at moves behind it. g_free; NULL when it is cut. */
static char *take_string(const Set *set, size_t *at, bool wide)
{
    uint32_t length = legacy_u32(set->set, *at);
    size_t bytes = wide ? (size_t)length * 2 : length;
    if (*at + 4 > set->set.length || bytes > set->set.length - *at - 4) {
        return NULL;
    }
    GString *text = g_string_new(NULL);
    if (wide || set->codepage == 1200) {
        utf16_append(text, set->set.data + *at + 4, bytes);
    } else {
        const char *start = set->set.data + *at + 4;
        codepage_append(text, start, strnlen(start, bytes), set->codepage);
    }
    *at += 4 + ((bytes + 3) & ~(size_t)3);
    g_strchomp(text->str);
    return g_string_free(text, FALSE);
}

/* A vector of strings, or of variants that are strings, as lines. */
static char *take_vector(const Set *set, size_t at, unsigned type)
{
    uint32_t count = MIN(legacy_u32(set->set, at), VALUES_MAX);
    GString *all = g_string_new(NULL);
    at += 4;
    for (uint32_t i = 0; i < count; i++) {
        unsigned kind = type & 0xFFF;
        if (kind == TYPE_VARIANT) {
            kind = legacy_u16(set->set, at);
            at += 4;
        }
        if (kind != TYPE_STRING && kind != TYPE_WIDE_STRING) {
            at += 4;
            continue;
        }
        bool unpadded = kind == TYPE_STRING;
        size_t before = at;
        g_autofree char *one = take_string(set, &at, kind == TYPE_WIDE_STRING);
        if (one == NULL) {
            break;
        }
        if (unpadded) { /* strings of a vector follow each other without a gap */
            at = before + 4 + legacy_u32(set->set, before);
        }
        g_string_append_printf(all, "%s%s", all->len > 0 ? "\n" : "", one);
    }
    return g_string_free(all, FALSE);
}

/* The document's links, six values each (MS-OSHARED 2.3.3.1.21): those that are texts, as lines. */
static char *take_links(const Set *set, size_t at)
{
    size_t end = at + MIN(legacy_u32(set->set, at), set->set.length - MIN(at, set->set.length));
    uint32_t count = MIN(legacy_u32(set->set, at + 4), VALUES_MAX);
    GString *all = g_string_new(NULL);
    at += 8;
    for (uint32_t i = 0; i < count && at < end; i++) {
        bool is_text = legacy_u16(set->set, at) == TYPE_WIDE_STRING;
        g_autofree char *one = NULL;
        at += 4;
        if (is_text && (one = take_string(set, &at, true)) == NULL) {
            break;
        }
        if (is_text) {
            g_string_append_printf(all, "%s\n", one);
        } else {
            at += 4;
        }
    }
    return g_string_free(all, FALSE);
}

static char *take_value(const Set *set, size_t at)
{
    unsigned type = legacy_u16(set->set, at);
    size_t value = at + 4;
    if (type & TYPE_VECTOR) {
        return take_vector(set, value, type);
    }
    switch (type) {
    case TYPE_STRING:
        return take_string(set, &value, false);
    case TYPE_WIDE_STRING:
        return take_string(set, &value, true);
    case TYPE_BLOB:
        return take_links(set, value);
    case TYPE_FILETIME:
        return ole_filetime(legacy_u32(set->set, value) | (uint64_t)legacy_u32(set->set, value + 4)
                                                              << 32);
    default:
        return NULL;
    }
}

static void take_dictionary(Set *set, size_t at)
{
    uint32_t count = MIN(legacy_u32(set->set, at), VALUES_MAX);
    at += 4;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t id = legacy_u32(set->set, at);
        size_t start = at + 4, string = start;
        bool wide = set->codepage == 1200;
        g_autofree char *name = take_string(set, &string, wide);
        if (name == NULL) {
            return;
        }
        g_hash_table_insert(set->names, GUINT_TO_POINTER(id), g_steal_pointer(&name));
        at = wide ? string : start + 4 + legacy_u32(set->set, start);
    }
}

/* The offset of a value by its id; 0 when the set has none. */
static size_t find_value(Slice set, unsigned id)
{
    uint32_t count = MIN(legacy_u32(set, 4), VALUES_MAX);
    for (uint32_t i = 0; i < count; i++) {
        if (legacy_u32(set, 8 + 8 * (size_t)i) == id) {
            return legacy_u32(set, 12 + 8 * (size_t)i);
        }
    }
    return 0;
}

static const char *name_of(const Set *set, unsigned id, const Name *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (names[i].id == id) {
            return names[i].name;
        }
    }
    return g_hash_table_lookup(set->names, GUINT_TO_POINTER(id));
}

/* 0 when the set does not say. */
static unsigned codepage_of(Slice set)
{
    size_t page = find_value(set, 1);
    return page != 0 && legacy_u16(set, page) == TYPE_SHORT ? legacy_u16(set, page + 4) : 0;
}

static void read_set(Slice bytes, Properties *properties, const Name *names, size_t count)
{
    Set set = {.set = bytes,
               .codepage = codepage_of(bytes),
               .names = g_hash_table_new_full(NULL, NULL, NULL, g_free),
               .properties = properties};
    size_t dictionary = find_value(bytes, 0);
    if (set.codepage == 0) {
        set.codepage = 1252;
    }
    if (dictionary != 0) {
        take_dictionary(&set, dictionary);
    }
    uint32_t values = MIN(legacy_u32(bytes, 4), VALUES_MAX);
    for (uint32_t i = 0; i < values; i++) {
        unsigned id = legacy_u32(bytes, 8 + 8 * (size_t)i);
        const char *name = id > 1 ? name_of(&set, id, names, count) : NULL;
        if (name != NULL) {
            g_autofree char *value = take_value(&set, legacy_u32(bytes, 12 + 8 * (size_t)i));
            properties_add(properties, name, value);
        }
    }
    g_hash_table_unref(set.names);
}

static void read_stream(Compound *compound, unsigned storage, const char *stream,
                        Properties *properties, const Name *names, size_t count)
{
    unsigned index = compound_find(compound, storage, stream);
    g_autoptr(GByteArray) bytes = compound_read(compound, index, SET_BYTES_MAX);
    Slice all = legacy_slice(bytes);
    unsigned sets = MIN(legacy_u32(all, 24), 2U);
    for (unsigned i = 0; i < sets; i++) {
        size_t offset = legacy_u32(all, 44 + 20 * (size_t)i);
        size_t next = i + 1 < sets ? legacy_u32(all, 64 + 20 * (size_t)i) : 0;
        Slice set = legacy_part(all, offset, next > offset ? next - offset : all.length);
        read_set(set, properties, i == 0 ? names : NULL, i == 0 ? count : 0);
    }
}

unsigned ole_codepage(Compound *compound, unsigned storage)
{
    unsigned index = compound_find(compound, storage, "\005SummaryInformation");
    g_autoptr(GByteArray) bytes = compound_read(compound, index, SET_BYTES_MAX);
    Slice all = legacy_slice(bytes);
    size_t offset = legacy_u32(all, 44);
    return codepage_of(legacy_part(all, offset, all.length));
}

void ole_properties_read(Compound *compound, unsigned storage, Properties *properties)
{
    read_stream(compound, storage, "\005SummaryInformation", properties, summary_names,
                G_N_ELEMENTS(summary_names));
    read_stream(compound, storage, "\005DocumentSummaryInformation", properties, document_names,
                G_N_ELEMENTS(document_names));
}
