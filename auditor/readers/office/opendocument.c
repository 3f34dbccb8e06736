/*
 * OpenDocument texts, workbooks, presentations and drawings, as a package or as one flat XML file:
 * which part is read how. The text itself is opendocument_story.c's.
 */
#include <string.h>

#include "readers/office/opendocument_story.h"
#include "readers/office/package.h"
#include "readers/office/properties.h"
#include "readers/reader.h"
#include "readers/text/texts.h"
#include "worker/xml.h"

#define FLAT_BYTES_MAX (96U << 20)
#define FLAT_LOOK_BYTES 4096U

static bool is_package(const Input *input)
{
    return g_str_has_prefix(input_type(input), "application/vnd.oasis.opendocument.") ||
           g_str_has_prefix(input_type(input), "application/vnd.sun.xml.");
}

static int opendocument_bid(const Input *input)
{
    Slice head = input_head(input);
    size_t length = MIN(head.length, FLAT_LOOK_BYTES);
    if (is_package(input)) {
        return 70;
    }
    return memmem(head.data, length, "<office:document ", 17) != NULL &&
                   memmem(head.data, length, "urn:oasis:names:tc:opendocument", 31) != NULL
               ? 70
               : 0;
}

static PartFate fate_of(const char *name)
{
    if (g_str_has_prefix(name, "Configurations2/") || strcmp(name, "layout-cache") == 0 ||
        strcmp(name, "mimetype") == 0) {
        return PART_DROP;
    }
    return g_str_has_suffix(name, ".xml") || g_str_has_suffix(name, ".rdf") ? PART_KEEP : PART_LEAF;
}

/* OpenDocument part 3, 3.4: a locked package says so in its manifest. */
static bool is_locked(Package *package)
{
    PackagePart *manifest = package_find(package, "META-INF/manifest.xml");
    if (manifest == NULL) {
        return false;
    }
    manifest->used = true;
    return memmem(manifest->data, manifest->length, "encryption-data", 15) != NULL;
}

static bool read_parts(Package *package, const char *pattern, const char *label, Texts *texts)
{
    g_autoptr(GPtrArray) parts = package_match(package, pattern);
    bool whole = true;
    for (guint i = 0; i < parts->len; i++) {
        PackagePart *part = g_ptr_array_index(parts, i);
        part->used = true;
        texts_label(texts, label);
        whole = opendocument_story_read((Slice){part->data, part->length}, texts) && whole;
    }
    return whole;
}

static void use(Package *package, const char *pattern)
{
    g_autoptr(GPtrArray) parts = package_match(package, pattern);
    for (guint i = 0; i < parts->len; i++) {
        ((PackagePart *)g_ptr_array_index(parts, i))->used = true;
    }
}

static void read_package(Input *input, Sink *sink)
{
    g_autoptr(Package) package = package_open(input, sink, fate_of);
    g_autoptr(Properties) properties = properties_new();
    bool locked = is_locked(package);
    properties_read(properties, package_find(package, "meta.xml"));
    g_autoptr(Texts) texts = texts_new(sink, properties_put(properties, sink));
    if (locked) {
        sink_gap(sink, REASON_ENCRYPTED, "the document asks for a password");
        use(package, "*");
        return;
    }
    bool whole = package_find(package, "content.xml") != NULL;
    whole = read_parts(package, "content.xml", NULL, texts) && whole;
    whole = read_parts(package, "styles.xml", "header and footer", texts) && whole;
    whole = read_parts(package, "*/content.xml", "embedded object", texts) && whole;
    whole = read_parts(package, "*/styles.xml", "embedded object", texts) && whole;
    use(package, "*settings.xml");
    use(package, "manifest.rdf");
    package_put_rest(package, sink);
    if (!whole) {
        sink_gap(sink, REASON_CORRUPT, "a part of the document is missing or not well-formed");
    }
}

/* ---- flat files ---- */

typedef struct {
    Properties *properties;
    GString *text;
    bool in_meta;
} Meta;

static void meta_start(void *user, const char *space, const char *name,
                       const XmlAttribute *attributes, size_t count)
{
    (void)space, (void)attributes, (void)count;
    Meta *meta = user;
    meta->in_meta = meta->in_meta || strcmp(name, "meta") == 0;
    g_string_truncate(meta->text, 0);
}

static void meta_end(void *user, const char *space, const char *name)
{
    (void)space;
    Meta *meta = user;
    if (meta->in_meta) {
        properties_add(meta->properties, name, meta->text->str);
    }
    meta->in_meta = meta->in_meta && strcmp(name, "meta") != 0;
    g_string_truncate(meta->text, 0);
}

static void meta_text(void *user, const char *text, size_t length)
{
    Meta *meta = user;
    if (meta->in_meta) {
        g_string_append_len(meta->text, text, (gssize)length);
    }
}

static void read_flat(Input *input, Sink *sink)
{
    static const XmlHandler handler = {.start = meta_start, .end = meta_end, .text = meta_text};
    Slice whole = input_whole(input, FLAT_BYTES_MAX);
    g_autoptr(Properties) properties = properties_new();
    Meta meta = {.properties = properties, .text = g_string_new(NULL)};
    xml_parse(whole.data, whole.length, &handler, &meta);
    g_string_free(meta.text, TRUE);
    g_autoptr(Texts) texts = texts_new(sink, properties_put(properties, sink));
    if (!opendocument_story_read(whole, texts)) {
        sink_gap(sink, REASON_CORRUPT, "XML that is cut off or not well-formed");
    }
}

static void opendocument_read(Input *input, Sink *sink)
{
    if (is_package(input)) {
        read_package(input, sink);
    } else {
        read_flat(input, sink);
    }
}

const Reader reader_opendocument = {
    .name = "opendocument", .bid = opendocument_bid, .read = opendocument_read};
