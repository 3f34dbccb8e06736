/*
 * The binary property list: "bplist00", objects, a table of their offsets, and 32 bytes at the end
 * that tell where that table lies and how wide its numbers are.
 */
#include "readers/documents/property_list.h"

#include <glib.h>
#include <string.h>

#define TRAILER_BYTES 32U
#define OBJECTS_MAX 100000U

static uint64_t number_at(Slice bytes, size_t at, size_t width)
{
    uint64_t number = 0;
    for (size_t i = 0; i < width && at + i < bytes.length; i++) {
        number = number << 8 | (guint8)bytes.data[at + i];
    }
    return number;
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

static char *string_at(Slice bytes, size_t at)
{
    guint8 kind = (guint8)bytes.data[at] >> 4;
    uint64_t length = kind == 5 || kind == 6 ? length_at(bytes, &at) : 0;
    size_t left = at < bytes.length ? bytes.length - at : 0;
    if (length == 0 || length > left / (kind == 6 ? 2 : 1)) {
        return NULL;
    }
    if (kind == 5) {
        g_autofree char *raw = g_strndup(bytes.data + at, length);
        return g_utf8_make_valid(raw, -1);
    }
    return g_convert_with_fallback(bytes.data + at, (gssize)(2 * length), "UTF-8", "UTF-16BE", "?",
                                   NULL, NULL, NULL);
}

char *property_list_strings(Slice bytes)
{
    if (bytes.length < 8 + TRAILER_BYTES || memcmp(bytes.data, "bplist0", 7) != 0) {
        return NULL;
    }
    size_t trailer = bytes.length - TRAILER_BYTES;
    size_t width = (guint8)bytes.data[trailer + 6];
    uint64_t count = number_at(bytes, trailer + 8, 8);
    uint64_t table = number_at(bytes, trailer + 24, 8);
    GString *strings = g_string_new(NULL);
    for (uint64_t i = 0; i < MIN(count, OBJECTS_MAX) && width > 0 && width <= 8; i++) {
        if (table >= trailer || i * width >= trailer - table) {
            break;
        }
        uint64_t at = number_at(bytes, (size_t)(table + i * width), width);
        g_autofree char *string = at >= 8 && at < trailer ? string_at(bytes, (size_t)at) : NULL;
        if (string != NULL) {
            g_string_append_printf(strings, "%s\n", string);
        }
    }
    return g_string_free(strings, FALSE);
}
