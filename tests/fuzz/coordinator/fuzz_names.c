/*
 * The search for names in text, under a fuzzer: any bytes, every carrier, over a small register.
 * Matches must lie within the text, come in order, and masking must end.
 */
#include <stdint.h>
#include <string.h>

#include "detect/names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const NamePerson people[] = {
    {.first = "Sanne", .infix = "de", .last = "Vries", .group = "7"},
    {.first = "Björk", .infix = "van der", .last = "Sluis-IJzerman", .group = "groep 7/8"},
    {.first = "Yağmur", .last = "Şahin", .first_names = "Yağmur Elif"},
    {.first = "Łukasz", .last = "Wiśniewski", .initials = "Ł.J."},
    {.first = "Aya", .infix = "el", .last = "Idrissi"},
    {.first = "Sjoerd", .infix = "fan 't", .last = "Hof"},
    {.first = "Rob", .last = "Jansen", .role = ROLE_STAFF},
};

typedef struct {
    size_t length;
    size_t last;
} Bounds;

static void found(const NameMatch *match, void *user)
{
    Bounds *bounds = user;

    g_assert(match->person < G_N_ELEMENTS(people));
    g_assert(match->start < match->end && match->end <= bounds->length);
    g_assert(match->start >= bounds->last);
    bounds->last = match->start;
}

static char *mask(uint32_t person, void *user)
{
    (void)user;
    return g_strdup_printf("[%u]", person);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static NameIndex *index;

    if (!index)
        index = names_new(people, G_N_ELEMENTS(people), NULL);
    g_assert(index);
    if (size == 0)
        return 0;
    Carrier carrier = (Carrier)(data[0] % 3);
    g_autofree char *text = g_utf8_make_valid((const char *)data + 1, (gssize)size - 1);
    Bounds bounds = {strlen(text), 0};

    names_find(index, text, bounds.length, carrier, found, &bounds);
    g_autofree char *masked = names_mask(index, text, carrier, mask, NULL);

    g_assert(masked);
    return 0;
}
