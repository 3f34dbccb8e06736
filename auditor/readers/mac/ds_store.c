/*
 * .DS_Store, which a Mac leaves in each folder that it showed: the names of the files that are or
 * were in it, long after they are gone. A record is a name in UTF-16, four letters for what it says
 * and four for the form of that; the tree that holds the records is not needed to find them.
 */
#include <glib.h>
#include <string.h>

#include "readers/reader.h"

#define STORE_BYTES_MAX (16U << 20)
#define NAME_LENGTH_MAX 255U /* of the file system, in units of UTF-16 */

static int ds_store_bid(const Input *input)
{
    Slice head = input_head(input);
    return head.length > 8 && memcmp(head.data, "\0\0\0\1Bud1", 8) == 0 ? 60 : 0;
}

static uint32_t big_u32(const guint8 *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool is_form(const guint8 *bytes)
{
    static const char forms[][5] = {"blob", "bool", "comp", "dutc", "long", "shor", "type", "ustr"};
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (memcmp(bytes, forms[i], 4) == 0) {
            return true;
        }
    }
    return false;
}

/* The name of the record at `at`; NULL: there is none. g_free. */
static char *name_at(const guint8 *at, size_t left)
{
    uint32_t length = left > 4 ? big_u32(at) : 0;
    if (length == 0 || length > NAME_LENGTH_MAX || left < 4 + 2 * (size_t)length + 8 ||
        !is_form(at + 4 + 2 * (size_t)length + 4)) {
        return NULL;
    }
    gunichar2 units[NAME_LENGTH_MAX];
    for (uint32_t i = 0; i < length; i++) {
        units[i] = (gunichar2)(at[4 + 2 * i] << 8 | at[5 + 2 * i]);
    }
    return g_utf16_to_utf8(units, length, NULL, NULL, NULL);
}

static void ds_store_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, STORE_BYTES_MAX);
    const guint8 *bytes = (const guint8 *)whole.data;
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GString) names = g_string_new(NULL);
    for (size_t at = 8; at < whole.length; at++) {
        g_autofree char *name = name_at(bytes + at, whole.length - at);
        if (name != NULL && strcmp(name, ".") != 0 && g_hash_table_add(seen, g_strdup(name))) {
            g_string_append_printf(names, "%s\n", name);
        }
    }
    sink_text(sink, 0, 0, PLACE_FILENAME, "names of the folder", names->str, names->len);
}

const Reader reader_ds_store = {.name = "ds_store", .bid = ds_store_bid, .read = ds_store_read};
