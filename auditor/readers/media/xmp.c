/*
 * XMP packets: reads RDF as Adobe's XMP specification (part 1) uses it, properties as attributes
 * or elements, Alt, Bag and Seq, structures in every spelling, and emits each value under its
 * path. Parsing is worker/xml.h's business, people and regions are xmp_people.c's.
 */
#include <string.h>

#include "readers/media/metadata.h"
#include "readers/media/thumbnail.h"
#include "readers/media/words.h"
#include "readers/media/xmp_fields.h"
#include "readers/media/xmp_people.h"
#include "readers/media/xmp_tree.h"

#define PATH_BYTES 400U
#define BULK_BYTES 512U /* a value this long without a space is encoded data */
#define WORDS_DIGITS 5U
#define PACKET_BYTES (16U * 1024U * 1024U)

/* Latitude and longitude are two properties of the same structure; kept until both are there. */
typedef struct {
    char parent[64];
    bool has[2];
    double degrees[2];
} Coordinates;

typedef struct {
    Metadata *metadata;
    Coordinates positions[2]; /* taken, destination */
    const XmpNode *document;  /* rdf:RDF */
} Packet;

static void read_property(Packet *packet, const XmpNode *property, const char *path);

/* Takes GPSLatitude and its kin wherever they stand; false when `path` is something else. */
static bool take_coordinate(Packet *packet, const char *path, const char *value)
{
    static const char *const names[2][2] = {{"GPSLatitude", "GPSLongitude"},
                                            {"GPSDestLatitude", "GPSDestLongitude"}};
    const char *cut = strrchr(path, '/');
    const char *name = cut ? cut + 1 : g_str_has_prefix(path, "exif:") ? path + 5 : path;
    size_t parent_length = cut ? (size_t)(cut - path) : 0;
    g_autofree char *parent = g_strndup(path, parent_length);

    for (unsigned i = 0; i < 4; i++) {
        Coordinates *at = &packet->positions[i / 2];
        g_autofree char *key = NULL;

        if (strcmp(name, names[i / 2][i % 2]) != 0)
            continue;
        if (strncmp(at->parent, parent, sizeof at->parent - 1) != 0)
            *at = (Coordinates){.has = {false, false}};
        g_strlcpy(at->parent, parent, sizeof at->parent);
        at->has[i % 2] = words_coordinate(value, &at->degrees[i % 2]);
        if (!at->has[0] || !at->has[1])
            return true;
        key =
            g_strconcat(parent, *parent ? "/" : "", i < 2 ? "GPSPosition" : "GPSDestination", NULL);
        metadata_position(packet->metadata, "xmp", key, at->degrees[0], at->degrees[1]);
        at->has[0] = at->has[1] = false;
        return true;
    }
    return false;
}

/* Encoded pictures and depth maps have no spaces. */
static bool is_bulk(const char *value)
{
    return strcspn(value, " \t\r\n") > BULK_BYTES;
}

/* Names have letters, telephone numbers many digits; a rating or a size has neither. */
static bool may_be_words(const char *value)
{
    unsigned digits = 0;

    for (const char *at = value; *at; at++) {
        if (g_ascii_isalpha(*at) || ((unsigned char)*at & 0x80))
            return true;
        digits += g_ascii_isdigit(*at);
    }
    return digits >= WORDS_DIGITS && !strchr(value, '.');
}

/* As Photoshop and Bridge write it; of a film it is only a frame. */
static void take_small(Packet *packet, const char *written)
{
    gsize length = 0;
    g_autofree guchar *data = NULL;

    if (strcmp(packet->metadata->format, "video") == 0 ||
        !metadata_charge(packet->metadata, strlen(written)))
        return;
    data = g_base64_decode(written, &length);
    if (length > 0) {
        Bytes bytes = bytes_of_memory(data, length);

        thumbnail_note(packet->metadata, &bytes, 0, length);
    }
}

static void take_value(Packet *packet, const char *path, const char *written)
{
    g_autofree char *value = words_from_bytes((const uint8_t *)written, strlen(written));
    const char *key = path;

    if (!value || take_coordinate(packet, path, value))
        return;
    switch (xmp_field(path, &key)) {
    case XMP_IGNORE:
        if (!is_bulk(value))
            metadata_aside(packet->metadata, path, value);
        break;
    case XMP_SMALL:
        take_small(packet, written);
        break;
    case XMP_PLAIN:
        metadata_setting(packet->metadata, "xmp", key, value);
        break;
    case XMP_DATE:
        metadata_date(packet->metadata, "xmp", key, value);
        break;
    case XMP_PERSON:
        metadata_property(packet->metadata, "xmp", path, value);
        metadata_person(packet->metadata, key, value, NULL);
        break;
    case XMP_CAPTION:
        metadata_text(packet->metadata, "xmp", key, PLACE_CAPTION, value);
        break;
    case XMP_WORDS:
        if (is_bulk(value))
            break;
        if (may_be_words(value))
            metadata_text(packet->metadata, "xmp", key, PLACE_METADATA, value);
        else
            metadata_property(packet->metadata, "xmp", key, value);
        break;
    }
}

/* Path of a field: the property's own prefix, then local names. */
static char *path_below(const char *path, const XmpNode *node)
{
    if (!path && strchr(node->name, ':')) /* a prefix nobody declared */
        return g_strdup(node->name);
    if (!path)
        return g_strconcat(xmp_prefix(node->space), ":", xmp_local(node), NULL);
    if (strlen(path) > PATH_BYTES)
        return g_strdup(path);
    return g_strconcat(path, "/", xmp_local(node), NULL);
}

/* Attributes and elements that are no syntax; `path` NULL: they are properties. */
static void read_fields(Packet *packet, const XmpNode *node, const char *path)
{
    for (const XmpNode *child = node->child; child; child = child->next) {
        g_autofree char *below = NULL;

        if (path && xmp_is_rdf(child, "value")) {
            read_property(packet, child, path);
            continue;
        }
        if (path && !child->attribute && xmp_is_rdf(child, "Description")) {
            read_fields(packet, child, path);
            continue;
        }
        if (xmp_is_syntax(child))
            continue;
        below = path_below(path, child);
        if (child->attribute)
            take_value(packet, below, child->text);
        else
            read_property(packet, child, below);
    }
}

static void read_items(Packet *packet, const XmpNode *array, const char *path)
{
    for (const XmpNode *item = array->child; item; item = item->next)
        if (!item->attribute && !xmp_people_item(packet->metadata, path, item))
            read_property(packet, item, path);
}

static bool is_array(const XmpNode *node)
{
    return !node->attribute && (xmp_is_rdf(node, "Alt") || xmp_is_rdf(node, "Bag") ||
                                xmp_is_rdf(node, "Seq") || xmp_is_rdf(node, "List"));
}

static void read_property(Packet *packet, const XmpNode *property, const char *path)
{
    bool structured = false;

    for (const XmpNode *child = property->child; child; child = child->next) {
        if (is_array(child)) {
            read_items(packet, child, path);
            structured = true;
        } else if (child->attribute && xmp_is_rdf(child, "resource")) {
            take_value(packet, path, child->text);
        } else if (!xmp_is_syntax(child) || xmp_is_rdf(child, "Description") ||
                   xmp_is_rdf(child, "value")) {
            structured = true;
        }
    }
    if (structured && property->child)
        read_fields(packet, property, path);
    if (*property->text)
        take_value(packet, path, property->text);
}

/* A list that stands apart belongs to the property that names it (rdf:nodeID). */
static char *path_of_list(const Packet *packet, const XmpNode *list)
{
    const XmpNode *id = list->child;

    while (id && !(id->attribute && xmp_is_rdf(id, "nodeID")))
        id = id->next;
    for (const XmpNode *about = packet->document->child; id && about; about = about->next)
        for (const XmpNode *property = about->child; property; property = property->next)
            for (const XmpNode *name = property->attribute ? NULL : property->child; name;
                 name = name->next)
                if (name->attribute && xmp_is_rdf(name, "nodeID") &&
                    strcmp(name->text, id->text) == 0)
                    return path_below(NULL, property);
    return g_strdup("rdf:Bag");
}

static void read_description(Packet *packet, const XmpNode *about)
{
    g_autofree char *path = NULL;

    if (about->attribute)
        return;
    if (!is_array(about)) {
        read_fields(packet, about, NULL);
        return;
    }
    path = path_of_list(packet, about);
    read_items(packet, about, path);
}

/* Finds every rdf:RDF and reads its descriptions; returns how many there were. */
static unsigned read_documents(Packet *packet, const XmpNode *node, unsigned depth)
{
    unsigned found = 0;

    for (const XmpNode *child = node->child; child && depth < 16; child = child->next) {
        if (child->attribute)
            continue;
        if (!xmp_is_rdf(child, "RDF")) {
            found += read_documents(packet, child, depth + 1);
            continue;
        }
        found++;
        packet->document = child;
        for (const XmpNode *about = child->child; about; about = about->next)
            read_description(packet, about);
    }
    return found;
}

/* Where RDF is not to be found or the packet is broken, all its words are worth looking at. */
static void emit_remains(Metadata *metadata, const XmpTree *tree, const char *packet, size_t length)
{
    g_autofree char *words = xmp_tree_words(tree);

    if (words_any(words)) {
        metadata_text(metadata, "xmp", "unstructured", PLACE_METADATA, words);
        return;
    }
    for (size_t i = 0; i < length; i++)
        if (packet[i] == '<') {
            g_autofree char *raw = words_from_bytes((const uint8_t *)packet, MIN(length, 65536U));

            metadata_text(metadata, "xmp", "unstructured", PLACE_METADATA, raw);
            return;
        }
}

/* libxml2 refuses white space before an XML declaration and bytes behind the last element. */
static void trim_packet(const char **packet, size_t *length)
{
    while (*length > 0 && memchr(" \t\r\n", **packet, 4)) {
        (*packet)++;
        (*length)--;
    }
    while (*length > 0 && (*packet)[*length - 1] != '>' &&
           memchr(" \t\r\n\0", (*packet)[*length - 1], 5)) {
        if ((*packet)[*length - 1] == '\0' && *length > 1 && (*packet)[*length - 2] == '>' &&
            *length % 2 == 0)
            return; /* UTF-16, little end first */
        (*length)--;
    }
}

void metadata_xmp(Metadata *metadata, const void *bytes, size_t length)
{
    const char *start = bytes;
    Packet packet = {.metadata = metadata};
    g_autoptr(XmpTree) tree = NULL;
    bool complete = false;
    unsigned documents;

    trim_packet(&start, &length);
    if (length == 0)
        return;
    if (length > PACKET_BYTES) {
        metadata_lost(metadata, REASON_LIMIT_BYTES, "XMP packet");
        length = PACKET_BYTES;
    }
    tree = xmp_tree_parse(start, length, &complete);
    documents = read_documents(&packet, xmp_tree_root(tree), 0);
    if (documents > 0)
        metadata->xmp_seen = true;
    if (documents == 0 || !complete) {
        emit_remains(metadata, tree, start, length);
        if (!complete || !xmp_tree_root(tree)->child)
            metadata_lost(metadata, REASON_CORRUPT, "XMP packet cannot be parsed to its end");
    }
}
