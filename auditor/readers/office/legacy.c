/*
 * Goes through the storages of a compound file: the document's own first, then whatever is embedded
 * in it. Files that were dropped into a document become items; documents of the three kinds are
 * read where they are.
 */
#include "readers/office/legacy.h"

#include <string.h>

#include "readers/office/leftovers.h"
#include "readers/office/ole_package.h"
#include "readers/office/ole_properties.h"
#include "readers/office/properties.h"
#include "readers/text/recovered.h"

#define EMBEDDED_MAX 2000U
#define RECOVERED_BYTES_MAX (32U << 20)

uint32_t legacy_u32(Slice bytes, size_t at)
{
    if (bytes.length < 4 || at > bytes.length - 4) {
        return 0;
    }
    const guint8 *b = (const guint8 *)bytes.data + at;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

unsigned legacy_u16(Slice bytes, size_t at)
{
    if (bytes.length < 2 || at > bytes.length - 2) {
        return 0;
    }
    const guint8 *b = (const guint8 *)bytes.data + at;
    return b[0] | (unsigned)b[1] << 8;
}

Slice legacy_part(Slice bytes, size_t at, size_t length)
{
    if (at >= bytes.length) {
        return (Slice){bytes.data, 0};
    }
    return (Slice){bytes.data + at, MIN(length, bytes.length - at)};
}

Slice legacy_slice(const GByteArray *bytes)
{
    return (Slice){bytes->data != NULL ? (const char *)bytes->data : "", bytes->len};
}

GByteArray *legacy_stream(const Legacy *legacy, const char *name)
{
    unsigned index = compound_find(legacy->compound, legacy->storage, name);
    return compound_read(legacy->compound, index, LEGACY_STREAM_BYTES_MAX);
}

void legacy_label(const Legacy *legacy, const char *part)
{
    g_autofree char *both = legacy->label != NULL && part != NULL
                                ? g_strdup_printf("%s, %s", legacy->label, part)
                                : NULL;
    texts_label(legacy->texts, both != NULL ? both : part != NULL ? part : legacy->label);
}

/* ---- what is embedded ---- */

static bool has(const Legacy *legacy, const char *stream)
{
    return compound_find(legacy->compound, legacy->storage, stream) != COMPOUND_NONE;
}

void legacy_files(const Legacy *legacy)
{
    static const char *const files[] = {"\001Ole10Native", "Package"};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        if (has(legacy, files[i])) {
            g_autoptr(GByteArray) bytes = legacy_stream(legacy, files[i]);
            g_autofree char *name = g_strdup_printf("object-%u", ++*legacy->objects);
            ole_package_put(legacy_slice(bytes), name, legacy->sink, legacy->publication);
        }
    }
}

void legacy_object(const Legacy *legacy)
{
    static const struct {
        const char *stream;
        void (*read)(const Legacy *legacy);
    } documents[] = {{"WordDocument", legacy_word},
                     {"Workbook", legacy_excel},
                     {"Book", legacy_excel},
                     {"PowerPoint Document", legacy_powerpoint}};
    for (size_t i = 0; i < G_N_ELEMENTS(documents); i++) {
        if (has(legacy, documents[i].stream)) {
            documents[i].read(legacy);
            return;
        }
    }
    legacy_files(legacy);
}

/* Who made what is embedded. */
static void read_properties(const Legacy *object)
{
    g_autoptr(Properties) properties = properties_new();
    ole_properties_read(object->compound, object->storage, properties);
    properties_tell(properties, object->sink, object->publication);
}

static void read_objects(const Legacy *whole)
{
    unsigned count = 0;
    for (unsigned i = 1; i < compound_count(whole->compound); i++) {
        const CompoundEntry *entry = compound_entry(whole->compound, i);
        if (!entry->is_storage || entry->parent == COMPOUND_NONE) {
            continue;
        }
        if (++count > EMBEDDED_MAX) {
            sink_gap(whole->sink, REASON_LIMIT_ENTRIES, "more embedded objects than are read");
            return;
        }
        g_autofree char *label = g_strdup_printf("embedded object %u", count);
        Legacy object = *whole;
        object.storage = i;
        object.label = label;
        texts_label(whole->texts, label);
        read_properties(&object);
        legacy_object(&object);
    }
}

/* A document that is no compound file, or one without its directory: Word 2 and Write wrote the
 * text as it is. */
static void recover_whole(Input *input, Sink *sink)
{
    Slice head = input_head(input);
    bool is_compound = head.length >= 4 && memcmp(head.data, "\xD0\xCF\x11\xE0", 4) == 0;
    GString *text = g_string_new(NULL);
    recover_text(input_whole(input, RECOVERED_BYTES_MAX), 1252, text);
    sink_text(sink, 0, 0, PLACE_BODY, "recovered", text->str, text->len);
    g_string_free(text, TRUE);
    if (is_compound) {
        sink_gap(sink, REASON_CORRUPT, "the document's directory cannot be read");
    } else {
        sink_gap(sink, REASON_UNSUPPORTED_TYPE, "only the text in its bytes was recovered");
    }
}

void legacy_read(Input *input, Sink *sink, void (*read)(const Legacy *legacy), Place left)
{
    g_autoptr(Compound) compound = compound_open(input);
    if (compound == NULL) {
        recover_whole(input, sink);
        return;
    }
    g_autoptr(Properties) properties = properties_new();
    ole_properties_read(compound, COMPOUND_ROOT, properties);
    uint32_t publication = properties_put(properties, sink);
    g_autoptr(Texts) texts = texts_new(sink, publication);
    unsigned pictures = 0, objects = 0;
    Legacy legacy = {.compound = compound,
                     .storage = COMPOUND_ROOT,
                     .sink = sink,
                     .texts = texts,
                     .publication = publication,
                     .pictures = &pictures,
                     .objects = &objects};
    read(&legacy);
    read_objects(&legacy);
    leftovers_read(&legacy, left);
    if (compound_gap(compound) != REASON_NONE) {
        sink_gap(sink, compound_gap(compound), "a part of the document is cut off or broken");
    }
}
