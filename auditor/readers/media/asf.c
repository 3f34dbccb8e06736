/*
 * Film and sound of Windows Media: WMV, WMA, ASF (Advanced Systems Format, revision 1.20.03). Reads
 * what the header says of title, makers and times, all further attributes, markers, texts shown
 * during the film, names of streams, pictures and XMP; the packets are stepped over.
 */
#include <string.h>

#include "readers/media/containers.h"
#include "readers/media/id3.h"
#include "readers/media/tags.h"
#include "readers/media/words.h"

#define OBJECTS_MAX 5000U
#define DEPTH_MAX 4U
#define ENTRIES_MAX 10000U
#define GUID 16U
#define EPOCH_1601 INT64_C(11644473600) /* seconds from 1601 to 1970 */

typedef struct {
    Metadata *metadata;
    unsigned objects, entries;
    bool film, sound, texts;
} Asf;

/* A cursor within one object; what is not there any more reads as zeros and marks it cut. */
typedef struct {
    Asf *asf;
    const uint8_t *data;
    size_t length, at;
    bool cut;
} Fields;

/* The first bytes of the numbers that name objects; the rest of each is told apart by them. */
static const uint8_t id_header[GUID] = {0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11,
                                        0xa6, 0xd9, 0x00, 0xaa, 0x00, 0x62, 0xce, 0x6c};

static uint64_t take_number(Fields *fields, unsigned size)
{
    uint8_t raw[8] = {0};

    if (size > fields->length - fields->at) {
        fields->cut = true;
        fields->at = fields->length;
        return 0;
    }
    memcpy(raw, fields->data + fields->at, size);
    fields->at += size;
    return number_64(raw, true);
}

static const uint8_t *take_bytes(Fields *fields, uint64_t *length)
{
    const uint8_t *at = fields->data + fields->at;

    if (*length > fields->length - fields->at) {
        fields->cut = true;
        *length = fields->length - fields->at;
    }
    fields->at += (size_t)*length;
    return at;
}

/* So many bytes of UTF-16 (g_free). */
static char *take_wide(Fields *fields, uint64_t length)
{
    const uint8_t *at = take_bytes(fields, &length);

    return words_from_utf16(at, (size_t)length, true);
}

static bool more(Fields *fields)
{
    if (fields->at >= fields->length)
        fields->cut = true; /* more were promised */
    if (fields->cut)
        return false;
    if (fields->asf->entries++ < ENTRIES_MAX)
        return true;
    metadata_lost(fields->asf->metadata, REASON_LIMIT_ENTRIES, "entries of a film");
    return false;
}

static void tell(Fields *fields, const char *name, const char *words)
{
    tags_value(fields->asf->metadata, "asf", name, words);
}

/* The end of a text of UTF-16 from `at` on, its zero included. */
static size_t wide_end(const uint8_t *data, size_t length, size_t at)
{
    for (; at + 2 <= length; at += 2)
        if (data[at] == 0 && data[at + 1] == 0)
            return at + 2;
    return length;
}

/* Kind, length, type of content, description, then the picture. */
static void take_picture(Asf *asf, const uint8_t *data, size_t length)
{
    g_autofree char *type = NULL, *description = NULL;
    size_t type_end = wide_end(data, length, MIN(5, length));
    size_t end = wide_end(data, length, type_end);

    if (length < 9)
        return;
    type = words_from_utf16(data + 5, type_end - 5, true);
    description = words_from_utf16(data + type_end, end - type_end, true);
    tags_value(asf->metadata, "asf", "PictureDescription", description);
    if (length - end < number_32(data + 1, true))
        metadata_lost(asf->metadata, REASON_TRUNCATED, "picture in a film or sound is cut");
    tags_leaf(asf->metadata, NULL, type, data + end, length - end);
}

/* Types: 0 text, 1 bytes, 2 to 5 numbers, 6 a number of 16 bytes. */
static void take_attribute(Asf *asf, const char *name, unsigned type, const uint8_t *data,
                           size_t length)
{
    g_autofree char *words = NULL;
    Bytes tag = bytes_of_memory(data, length);

    if (type == 0) {
        words = words_from_utf16(data, length, true);
        tags_value(asf->metadata, "asf", name, words);
    } else if (type == 1 && strcmp(name, "WM/Picture") == 0) {
        take_picture(asf, data, length);
    } else if (type == 1 && length > 10 && memcmp(data, "ID3", 3) == 0) {
        id3_read(asf->metadata, &tag, 0);
    } else if (type == 1) { /* lyrics with times, and what nobody described */
        words = words_from_printable(data, length);
        if (!words && length > 8 && strcmp(name, "WM/Lyrics_Synchronised") == 0)
            words = words_from_utf16(data, length & ~(size_t)1, true);
        tags_value(asf->metadata, "asf", name, words);
    }
}

static void take_description(Fields *fields)
{
    static const char *const names[] = {"TITLE", "AUTHOR", "COPYRIGHT", "DESCRIPTION", "Rating"};
    uint64_t lengths[G_N_ELEMENTS(names)];

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
        lengths[i] = take_number(fields, 2);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *words = take_wide(fields, lengths[i]);

        tell(fields, names[i], words);
    }
}

static void take_attributes(Fields *fields)
{
    for (uint64_t count = take_number(fields, 2); count > 0 && more(fields); count--) {
        g_autofree char *name = take_wide(fields, take_number(fields, 2));
        unsigned type = (unsigned)take_number(fields, 2);
        uint64_t length = take_number(fields, 2);
        const uint8_t *data = take_bytes(fields, &length);

        take_attribute(fields->asf, name ? name : "unnamed", type, data, (size_t)length);
    }
}

/* The same of streams and languages, with longer values. */
static void take_library(Fields *fields)
{
    for (uint64_t count = take_number(fields, 2); count > 0 && more(fields); count--) {
        uint64_t name_length, length;
        unsigned type;
        g_autofree char *name = NULL;
        const uint8_t *data;

        take_number(fields, 4); /* language and stream */
        name_length = take_number(fields, 2);
        type = (unsigned)take_number(fields, 2);
        length = take_number(fields, 4);
        name = take_wide(fields, name_length);
        data = take_bytes(fields, &length);
        take_attribute(fields->asf, name ? name : "unnamed", type, data, (size_t)length);
    }
}

/* Places in the film that have a name. */
static void take_markers(Fields *fields)
{
    g_autofree char *name = NULL;
    uint64_t count;

    fields->at = MIN((size_t)GUID, fields->length);
    count = take_number(fields, 4);
    take_number(fields, 2);
    name = take_wide(fields, take_number(fields, 2));
    tell(fields, "MarkerList", name);
    for (; count > 0 && more(fields); count--) {
        g_autofree char *words = NULL;

        take_number(fields, 8);
        take_number(fields, 8);
        take_number(fields, 2);
        take_number(fields, 8);
        words = take_wide(fields, take_number(fields, 4) * 2);
        tell(fields, "Chapter", words);
    }
}

/* Addresses that are opened and texts that are shown at some time: names of kinds, then each. */
static void take_commands(Fields *fields)
{
    uint64_t commands, types;

    fields->at = MIN((size_t)GUID, fields->length);
    commands = take_number(fields, 2);
    types = take_number(fields, 2);
    for (; types > 0 && more(fields); types--)
        g_free(take_wide(fields, take_number(fields, 2) * 2));
    for (; commands > 0 && more(fields); commands--) {
        g_autofree char *words = NULL;

        take_number(fields, 4);
        take_number(fields, 2);
        words = take_wide(fields, take_number(fields, 2) * 2);
        tell(fields, "ScriptCommand", words);
    }
}

/* A picture that is shown beside the film, and two addresses. */
static void take_branding(Fields *fields)
{
    static const char *const names[] = {"BannerAddress", "CopyrightAddress"};
    uint64_t length;
    const uint8_t *data;

    take_number(fields, 4);
    length = take_number(fields, 4);
    data = take_bytes(fields, &length);
    tags_leaf(fields->asf->metadata, "banner", NULL, data, (size_t)length);
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        length = take_number(fields, 4);
        data = take_bytes(fields, &length);
        tags_bytes(fields->asf->metadata, "asf", names[i], data, (size_t)length);
    }
}

/* Number of the file, its length, when it was made: tenths of microseconds since 1601. */
static void take_properties(Fields *fields)
{
    uint64_t moment;

    fields->at = MIN((size_t)GUID + 8, fields->length);
    moment = take_number(fields, 8) / 10000000;
    tags_moment(fields->asf->metadata, "asf", "CreateDate", (int64_t)moment - EPOCH_1601);
}

/* Width and height stand behind 54 bytes of numbers. */
static void take_film(Fields *fields)
{
    Metadata *metadata = fields->asf->metadata;

    fields->asf->film = true;
    if (fields->length < 62)
        return;
    metadata->width = number_32(fields->data + 54, true);
    metadata->height = number_32(fields->data + 58, true);
}

static void take_stream(Fields *fields)
{
    static const uint8_t sound[4] = {0x40, 0x9e, 0x69, 0xf8}, film[4] = {0xc0, 0xef, 0x19, 0xbc};
    static const uint8_t command[4] = {0xc0, 0xcf, 0xda, 0x59};
    Asf *asf = fields->asf;

    if (fields->length < GUID)
        fields->cut = true;
    else if (memcmp(fields->data, sound, 4) == 0)
        asf->sound = true;
    else if (memcmp(fields->data, film, 4) == 0)
        take_film(fields);
    else if (memcmp(fields->data, command, 4) == 0)
        asf->texts = true;
}

/* Names of a stream in some languages, behind 60 bytes of numbers. */
static void take_stream_names(Fields *fields)
{
    uint64_t count;

    fields->at = MIN((size_t)60, fields->length);
    count = take_number(fields, 2);
    take_number(fields, 2);
    for (; count > 0 && more(fields); count--) {
        g_autofree char *words = NULL;

        take_number(fields, 2);
        words = take_wide(fields, take_number(fields, 2));
        tell(fields, "StreamName", words);
    }
}

static void take_xmp(Fields *fields)
{
    metadata_xmp(fields->asf->metadata, fields->data, fields->length);
}

static const struct {
    uint8_t id[8];
    void (*take)(Fields *fields);
} objects[] = {
    {{0x33, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11}, take_description},
    {{0x40, 0xa4, 0xd0, 0xd2, 0x07, 0xe3, 0xd2, 0x11}, take_attributes},
    {{0xea, 0xcb, 0xf8, 0xc5, 0xaf, 0x5b, 0x77, 0x48}, take_library},
    {{0x94, 0x1c, 0x23, 0x44, 0x98, 0x94, 0xd1, 0x49}, take_library},
    {{0x01, 0xcd, 0x87, 0xf4, 0x51, 0xa9, 0xcf, 0x11}, take_markers},
    {{0x30, 0x1a, 0xfb, 0x1e, 0x62, 0x0b, 0xd0, 0x11}, take_commands},
    {{0xfa, 0xb3, 0x11, 0x22, 0x23, 0xbd, 0xd2, 0x11}, take_branding},
    {{0xa1, 0xdc, 0xab, 0x8c, 0x47, 0xa9, 0xcf, 0x11}, take_properties},
    {{0x91, 0x07, 0xdc, 0xb7, 0xb7, 0xa9, 0xcf, 0x11}, take_stream},
    {{0xcb, 0xa5, 0xe6, 0x14, 0x72, 0xc6, 0x32, 0x43}, take_stream_names},
    {{0xcb, 0xcf, 0x7a, 0xbe, 0xa9, 0x97, 0xe8, 0x42}, take_xmp},
};

static void read_objects(Asf *asf, const Bytes *bytes, uint64_t at, unsigned depth);

static void take_object(Asf *asf, const uint8_t *id, const Bytes *body, unsigned depth)
{
    static const uint8_t extension[8] = {0xb5, 0x03, 0xbf, 0x5f, 0x2e, 0xa9, 0xcf, 0x11};

    if (memcmp(id, id_header, GUID) == 0)
        read_objects(asf, body, 6, depth + 1); /* behind their number */
    else if (memcmp(id, extension, sizeof extension) == 0)
        read_objects(asf, body, GUID + 6, depth + 1);
    for (size_t i = 0; i < G_N_ELEMENTS(objects); i++) {
        g_autofree uint8_t *data = NULL;
        Fields fields = {.asf = asf};

        if (memcmp(id, objects[i].id, sizeof objects[i].id) != 0)
            continue;
        data = container_block(asf->metadata, body, 0, body->size, &fields.length);
        fields.data = data;
        if (data)
            objects[i].take(&fields);
        if (fields.cut)
            metadata_lost(asf->metadata, REASON_CORRUPT, "header of a film is damaged");
    }
}

static void read_objects(Asf *asf, const Bytes *bytes, uint64_t at, unsigned depth)
{
    uint8_t head[GUID + 8];

    if (depth >= DEPTH_MAX) {
        metadata_lost(asf->metadata, REASON_LIMIT_DEPTH, "objects in objects of a film");
        return;
    }
    while (at < bytes->size) {
        uint64_t size;
        Bytes body;

        if (!bytes_exact(bytes, at, head, sizeof head)) {
            if (depth > 0 || at == 0)
                metadata_lost(asf->metadata, REASON_TRUNCATED, "film is cut");
            return; /* else padding behind the last */
        }
        if (asf->objects++ > OBJECTS_MAX) {
            metadata_lost(asf->metadata, REASON_LIMIT_ENTRIES, "objects of a film");
            return;
        }
        size = number_64(head + GUID, true);
        if (size < sizeof head) {
            metadata_lost(asf->metadata, REASON_CORRUPT, "header of a film is damaged");
            return;
        }
        if (size > bytes->size - at) {
            metadata_lost(asf->metadata, REASON_TRUNCATED, "film is cut");
            size = bytes->size - at;
        }
        body = bytes_part(bytes, at + sizeof head, size - sizeof head);
        take_object(asf, head, &body, depth);
        at += size;
    }
}

/* Behind the header come the packets. */
static bool has_packets(const Bytes *bytes)
{
    uint8_t head[GUID + 8], next[GUID + 8];

    return bytes_exact(bytes, 0, head, sizeof head) &&
           bytes_exact(bytes, number_64(head + GUID, true), next, sizeof next);
}

static int asf_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= GUID && memcmp(head.data, id_header, GUID) == 0 ? 60 : 0;
}

static void asf_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "video");
    Bytes all = bytes_of_input(input);
    Asf asf = {.metadata = &metadata};

    read_objects(&asf, &all, 0, 0);
    if (!has_packets(&all))
        metadata_lost(&metadata, REASON_TRUNCATED, "film is cut");
    if (asf.texts)
        metadata_lost(&metadata, REASON_MEDIA_OMITTED, "subtitles inside a film");
    if (metadata.lost)
        metadata_search_xmp(&metadata, &all);
    tags_finish(&metadata, asf.film || !asf.sound);
}

const Reader reader_asf = {.name = "asf", .bid = asf_bid, .read = asf_read};
