/* The table of bounds; see bounds.h. */
#include "wire/bounds.h"

#include <glib.h>
#include <stddef.h>
#include <string.h>

#include "worker/limits.h"

#define KIB (1ULL << 10)
#define MIB (1ULL << 20)
#define GIB (1ULL << 30)

static const Bounds built_in = {.item_bytes = LIMIT_ITEM_BYTES,
                                .container_bytes = LIMIT_CONTAINER_BYTES,
                                .entries = LIMIT_ENTRIES,
                                .depth = LIMIT_DEPTH,
                                .ratio = LIMIT_RATIO,
                                .read_seconds = LIMIT_READ_SECONDS};

static Bounds in_force = {.item_bytes = LIMIT_ITEM_BYTES,
                          .container_bytes = LIMIT_CONTAINER_BYTES,
                          .entries = LIMIT_ENTRIES,
                          .depth = LIMIT_DEPTH,
                          .ratio = LIMIT_RATIO,
                          .read_seconds = LIMIT_READ_SECONDS};

static const struct {
    BoundRange range;
    size_t offset;
} table[] = {
    {{"item-bytes", KIB, 4 * GIB, true}, offsetof(Bounds, item_bytes)},
    {{"container-bytes", MIB, 16384 * GIB, true}, offsetof(Bounds, container_bytes)},
    {{"entries", 1, 100000000, false}, offsetof(Bounds, entries)},
    {{"depth", 1, BOUND_DEPTH_MAX, false}, offsetof(Bounds, depth)},
    {{"ratio", 2, 100000, false}, offsetof(Bounds, ratio)},
    {{"read-seconds", 1, 3600, false}, offsetof(Bounds, read_seconds)},
};

const Bounds *bounds(void)
{
    return &in_force;
}

static size_t place_of(const char *name)
{
    size_t i = 0;

    while (i < G_N_ELEMENTS(table) && !g_str_equal(table[i].range.name, name))
        i++;
    return i;
}

const BoundRange *bound_range(const char *name)
{
    size_t place = place_of(name);

    return place < G_N_ELEMENTS(table) ? &table[place].range : NULL;
}

static const uint64_t *value_of(const Bounds *set, size_t place)
{
    return (const uint64_t *)(const void *)((const char *)set + table[place].offset);
}

static bool set_one(Bounds *set, const char *name, const char *value)
{
    size_t place = place_of(name);
    guint64 number;

    if (place == G_N_ELEMENTS(table) ||
        !g_ascii_string_to_unsigned(value, 10, table[place].range.least, table[place].range.most,
                                    &number, NULL))
        return false;
    *(uint64_t *)(void *)((char *)set + table[place].offset) = number;
    return true;
}

bool bounds_set(const char *text)
{
    g_auto(GStrv) parts = g_strsplit(text ? text : "", ",", -1);
    Bounds set = built_in;

    for (size_t i = 0; parts[i]; i++) {
        char *equals = strchr(parts[i], '=');

        if (!equals)
            return false;
        *equals = '\0';
        if (!set_one(&set, parts[i], equals + 1))
            return false;
    }
    in_force = set;
    return true;
}

char *bounds_text(void)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (size_t i = 0; i < G_N_ELEMENTS(table); i++)
        if (*value_of(&in_force, i) != *value_of(&built_in, i))
            g_string_append_printf(text, "%s%s=%" G_GUINT64_FORMAT, text->len ? "," : "",
                                   table[i].range.name, *value_of(&in_force, i));
    return text->len ? g_strdup(text->str) : NULL;
}
