/*
 * "bplist00", objects, a table of their offsets, and 32 bytes at the end that tell where that table
 * lies and how wide its numbers are. A reader of its own for the files, and for what others hold.
 */
#include "readers/mac/property_list.h"

#include <string.h>

#define LIST_BYTES_MAX (128U << 20)
#define TRAILER_BYTES 32U
#define OBJECTS_MAX 1000000U
#define LEAF_BYTES_MIN 16U

typedef struct {
    Slice bytes;
    size_t trailer, width, reference; /* of the table's numbers, of those that name an object */
    uint64_t count, table;
} List;

static uint64_t number_at(Slice bytes, size_t at, size_t width)
{
    uint64_t number = 0;
    for (size_t i = 0; i < width && at + i < bytes.length; i++) {
        number = number << 8 | (guint8)bytes.data[at + i];
    }
    return number;
}

static bool list_open(List *list, Slice bytes)
{
    if (bytes.length < 8 + TRAILER_BYTES || memcmp(bytes.data, "bplist0", 7) != 0) {
        return false;
    }
    *list = (List){.bytes = bytes, .trailer = bytes.length - TRAILER_BYTES};
    list->width = (guint8)bytes.data[list->trailer + 6];
    list->reference = (guint8)bytes.data[list->trailer + 7];
    list->count = MIN(number_at(bytes, list->trailer + 8, 8), OBJECTS_MAX);
    list->table = number_at(bytes, list->trailer + 24, 8);
    return list->width > 0 && list->width <= 8 && list->reference > 0 && list->reference <= 8 &&
           list->table < list->trailer;
}

/* Where an object begins; 0: there is none. */
static size_t object_at(const List *list, uint64_t object)
{
    if (object >= list->count || object * list->width >= list->trailer - list->table) {
        return 0;
    }
    uint64_t at = number_at(list->bytes, (size_t)(list->table + object * list->width), list->width);
    return at >= 8 && at < list->trailer ? (size_t)at : 0;
}

/* The length behind a marker: four bits, or a number of its own when they are all set. */
static uint64_t length_at(Slice bytes, size_t *at)
{
    guint8 marker = (guint8)bytes.data[(*at)++];
    if ((marker & 15) != 15 || *at >= bytes.length) {
        return marker & 15;
    }
    size_t width = (size_t)1 << ((guint8)bytes.data[*at] & 3);
    uint64_t length = number_at(bytes, *at + 1, width);
    *at += 1 + width;
    return length;
}

static guint8 kind_at(const List *list, size_t at)
{
    return (guint8)list->bytes.data[at] >> 4;
}

/* What an object of bytes or letters holds; empty for others. */
static Slice content_at(const List *list, size_t at)
{
    guint8 kind = at > 0 ? kind_at(list, at) : 0;
    size_t unit = kind == 6 ? 2 : 1;
    uint64_t length = kind >= 4 && kind <= 6 ? length_at(list->bytes, &at) : 0;
    size_t left = at < list->bytes.length ? list->bytes.length - at : 0;
    return length > left / unit ? (Slice){"", 0}
                                : (Slice){list->bytes.data + at, (size_t)length * unit};
}

/* NULL when it is no string, or an empty one. g_free. */
static char *string_at(const List *list, size_t at)
{
    Slice content = content_at(list, at);
    guint8 kind = at > 0 ? kind_at(list, at) : 0;
    if (content.length == 0 || (kind != 5 && kind != 6)) {
        return NULL;
    }
    if (kind == 5) {
        g_autofree char *raw = g_strndup(content.data, content.length);
        return g_utf8_make_valid(raw, -1);
    }
    return g_convert_with_fallback(content.data, (gssize)content.length, "UTF-8", "UTF-16BE", "?",
                                   NULL, NULL, NULL);
}

char *property_list_strings(Slice bytes)
{
    List list;
    if (!list_open(&list, bytes)) {
        return NULL;
    }
    GString *strings = g_string_new(NULL);
    for (uint64_t i = 0; i < list.count; i++) {
        g_autofree char *string = string_at(&list, object_at(&list, i));
        if (string != NULL) {
            g_string_append_printf(strings, "%s\n", string);
        }
    }
    return g_string_free(strings, FALSE);
}

typedef struct {
    Sink *sink;
    unsigned count;
} Leaves;

/* One value that is bytes; of a saved page with its address and type, else NULL. */
static void put_data(Leaves *leaves, Slice data, const char *url, const char *type)
{
    const char *slash = url != NULL ? strrchr(url, '/') : NULL;
    g_autofree char *name = slash != NULL && slash[1] != '\0'
                                ? g_strdup(slash + 1)
                                : g_strdup_printf("data-%u", ++leaves->count);
    g_autofree char *nested = property_list_strings(data);
    if (nested != NULL) {
        sink_text(leaves->sink, 0, 0, PLACE_METADATA, "list within", nested, strlen(nested));
    } else if (type != NULL || data.length >= LEAF_BYTES_MIN) {
        sink_leaf_from(leaves->sink, name, type, url, data.data, data.length);
    }
}

/* A part of a saved page: its bytes with address and type. Objects that were given are marked. */
static void put_part(Leaves *leaves, const List *list, size_t at, guint8 *given)
{
    uint64_t count = length_at(list->bytes, &at);
    g_autofree char *url = NULL;
    g_autofree char *type = NULL;
    uint64_t data = G_MAXUINT64;
    for (uint64_t i = 0; i < count && at + (count + i) * list->reference < list->trailer; i++) {
        size_t from = at + (size_t)i * list->reference;
        size_t value = from + (size_t)count * list->reference;
        g_autofree char *key =
            string_at(list, object_at(list, number_at(list->bytes, from, list->reference)));
        uint64_t object = number_at(list->bytes, value, list->reference);
        if (g_strcmp0(key, "WebResourceData") == 0) {
            data = object;
        } else if (g_strcmp0(key, "WebResourceURL") == 0 && url == NULL) {
            url = string_at(list, object_at(list, object));
        } else if (g_strcmp0(key, "WebResourceMIMEType") == 0 && type == NULL) {
            type = string_at(list, object_at(list, object));
        }
    }
    size_t found = object_at(list, data);
    if (found > 0 && kind_at(list, found) == 4 && !given[data]) {
        given[data] = 1;
        put_data(leaves, content_at(list, found), url, type);
    }
}

/* Every value that is bytes, the parts of saved pages first. */
static void put_all_data(Leaves *leaves, const List *list)
{
    g_autofree guint8 *given = g_malloc0(list->count + 1);
    for (uint64_t i = 0; i < list->count; i++) {
        size_t at = object_at(list, i);
        if (at > 0 && kind_at(list, at) == 13) {
            put_part(leaves, list, at, given);
        }
    }
    for (uint64_t i = 0; i < list->count; i++) {
        size_t at = object_at(list, i);
        if (at > 0 && kind_at(list, at) == 4 && !given[i]) {
            put_data(leaves, content_at(list, at), NULL, NULL);
        }
    }
}

/* ---- the reader ---- */

static int property_list_bid(const Input *input)
{
    Slice head = input_head(input);
    return head.length > 8 && memcmp(head.data, "bplist0", 7) == 0 ? 56 : 0;
}

static bool is_broken(const List *list)
{
    for (uint64_t i = 0; i < list->count; i++) {
        if (object_at(list, i) == 0) {
            return true;
        }
    }
    return false;
}

static void property_list_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, LIST_BYTES_MAX);
    List list;
    Leaves leaves = {sink, 0};
    g_autofree char *strings = property_list_strings(whole);
    if (strings == NULL) {
        sink_gap(sink, REASON_CORRUPT, "the list's own table is missing or broken");
        return;
    }
    if (list_open(&list, whole) && number_at(whole, list.trailer + 8, 8) > OBJECTS_MAX) {
        sink_gap(sink, REASON_LIMIT_ENTRIES, "more values than are looked at");
    } else if (is_broken(&list)) {
        sink_gap(sink, REASON_CORRUPT, "some values of the list are not where it says");
    }
    sink_text(sink, 0, 0, PLACE_BODY, NULL, strings, strlen(strings));
    put_all_data(&leaves, &list);
}

const Reader reader_property_list = {
    .name = "property_list", .bid = property_list_bid, .read = property_list_read};
