/*
 * The resource fork: where the data and the map lie, in the map a list of types, for each a list of
 * resources with the place of its name and of its data, which begins with its length.
 */
#include "readers/mac/mac_resources.h"

#include <glib.h>
#include <string.h>

#define TYPES_MAX 200U
#define RESOURCES_MAX 2000U

static uint32_t big(Slice bytes, size_t at, size_t width)
{
    uint32_t number = 0;
    for (size_t i = 0; i < width; i++) {
        number = number << 8 | (at + i < bytes.length ? (guint8)bytes.data[at + i] : 0);
    }
    return number;
}

/* Mac OS Roman, as these times wrote. NULL: nothing. g_free. */
static char *words(const char *data, size_t length)
{
    return length == 0 ? NULL
                       : g_convert_with_fallback(data, (gssize)length, "UTF-8", "MACINTOSH", "?",
                                                 NULL, NULL, NULL);
}

static void put_words(Sink *sink, const char *label, const char *data, size_t length)
{
    g_autofree char *text = words(data, length);
    if (text != NULL) {
        sink_text(sink, 0, 0, PLACE_METADATA, label, text, strlen(text));
    }
}

/* One string that begins with its length, at `at`; gives where the next one begins. */
static size_t put_pascal(Sink *sink, const char *label, Slice data, size_t at)
{
    size_t length = at < data.length ? (guint8)data.data[at] : 0;
    if (at + 1 + length <= data.length) {
        put_words(sink, label, data.data + at + 1, length);
    }
    return at + 1 + length;
}

static bool is_file(Slice data)
{
    static const struct {
        const char *magic;
        size_t length;
    } files[] = {{"\xff\xd8\xff", 3}, {"\x89PNG", 4}, {"GIF8", 4}, {"II*\0", 4},
                 {"MM\0*", 4},        {"%PDF", 4},    {"8BPS", 4}};
    for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
        if (data.length > files[i].length &&
            memcmp(data.data, files[i].magic, files[i].length) == 0) {
            return true;
        }
    }
    return false;
}

static void put_resource(Sink *sink, const char *type, uint32_t id, Slice data)
{
    g_autofree char *name = g_strdup_printf("%s-%u", type, id);
    g_strdelimit(name, "/", '_');
    if (is_file(data) || strcmp(type, "PICT") == 0) {
        sink_leaf(sink, name, NULL, data.data, data.length);
    } else if (strcmp(type, "STR ") == 0) {
        put_pascal(sink, name, data, 0);
    } else if (strcmp(type, "STR#") == 0) {
        size_t at = 2;
        for (uint32_t i = big(data, 0, 2); i > 0 && at < data.length; i--) {
            at = put_pascal(sink, name, data, at);
        }
    } else if (strcmp(type, "TEXT") == 0) {
        put_words(sink, name, data.data, data.length);
    }
}

/* False: the map or the data end too early. */
static bool put_type(Sink *sink, Slice fork, Slice map, size_t row, size_t list, unsigned *left)
{
    bool whole = true;
    char type[5] = "";
    memcpy(type, map.data + row, 4);
    size_t names = big(map, 26, 2);
    size_t first = list + big(map, row + 6, 2);
    for (uint32_t i = big(map, row + 4, 2) + 1; i > 0 && *left > 0; i--, (*left)--) {
        uint32_t name = big(map, first + 2, 2);
        size_t at = big(fork, 0, 4) + (size_t)big(map, first + 5, 3);
        size_t length = big(fork, at, 4);
        if (first + 12 > map.length) {
            return false;
        }
        if (name != 0xFFFF) {
            put_pascal(sink, "name of a resource", map, names + name);
        }
        if (at + 4 <= fork.length && length <= fork.length - at - 4) {
            put_resource(sink, type, big(map, first, 2), (Slice){fork.data + at + 4, length});
        } else {
            whole = false;
        }
        first += 12;
    }
    return whole;
}

void mac_resources_put(Slice fork, Sink *sink)
{
    size_t at = big(fork, 4, 4), length = big(fork, 12, 4);
    unsigned left = RESOURCES_MAX;
    if (length == 0) {
        return;
    }
    if (at > fork.length || length > fork.length - at || length < 30) {
        sink_gap(sink, REASON_CORRUPT, "the resources of a Mac's file are broken");
        return;
    }
    Slice map = {fork.data + at, length};
    size_t list = big(map, 24, 2);
    uint32_t types = (big(map, list, 2) + 1) & 0xFFFF;
    for (uint32_t i = 0; i < MIN(types, TYPES_MAX); i++) {
        size_t row = list + 2 + 8 * (size_t)i;
        if (row + 8 > map.length || !put_type(sink, fork, map, row, list, &left)) {
            sink_gap(sink, REASON_CORRUPT, "the resources of a Mac's file are broken");
            break;
        }
    }
    if (left == 0) {
        sink_gap(sink, REASON_LIMIT_ENTRIES, "more resources than are looked at");
    }
}
