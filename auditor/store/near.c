/*
 * Sorted by each of four parts of 16 bits: of so many differences one part has a fourth at most, so
 * that each question looks up a few values of each part, and compares with those that have them.
 */
#include "store/near.h"

#include <glib.h>

#define PARTS 4U
#define PART_BITS 16U
#define PART_VALUES (1U << PART_BITS)

struct Near {
    const uint64_t *hashes; /* borrowed */
    uint32_t count;
    uint32_t *starts, *members; /* of each part and value: starts[part * 65537 + value] */
};

typedef struct {
    const Near *near;
    uint64_t hash;
    unsigned most;
    NearVisit *visit;
    void *user;
} Question;

static unsigned part_of(uint64_t hash, unsigned part)
{
    return (unsigned)(hash >> (PART_BITS * part)) & (PART_VALUES - 1);
}

/* Counting sort by one part. */
static void sort_by(Near *near, unsigned part)
{
    uint32_t *starts = near->starts + (size_t)part * (PART_VALUES + 1);
    uint32_t *members = near->members + (size_t)part * near->count;

    for (uint32_t i = 0; i < near->count; i++)
        starts[part_of(near->hashes[i], part) + 1]++;
    for (unsigned value = 0; value < PART_VALUES; value++)
        starts[value + 1] += starts[value];
    g_autofree uint32_t *next = g_memdup2(starts, PART_VALUES * sizeof *starts);

    for (uint32_t i = 0; i < near->count; i++)
        members[next[part_of(near->hashes[i], part)]++] = i;
}

Near *near_new(const uint64_t *hashes, uint32_t count)
{
    Near *near = g_new0(Near, 1);

    near->hashes = hashes;
    near->count = count;
    near->starts = g_new0(uint32_t, (gsize)PARTS * (PART_VALUES + 1) + 1);
    near->members = g_new0(uint32_t, (gsize)PARTS * count + 1);
    for (unsigned part = 0; part < PARTS; part++)
        sort_by(near, part);
    return near;
}

void near_free(Near *near)
{
    if (!near)
        return;
    g_free(near->starts);
    g_free(near->members);
    g_free(near);
}

static void probe(const Question *question, unsigned part, unsigned value)
{
    const Near *near = question->near;
    const uint32_t *starts = near->starts + (size_t)part * (PART_VALUES + 1);
    const uint32_t *members = near->members + (size_t)part * near->count;

    for (uint32_t i = starts[value]; i < starts[value + 1]; i++) {
        uint64_t apart = question->hash ^ near->hashes[members[i]];
        unsigned bits = (unsigned)__builtin_popcountll(apart);

        if (bits <= question->most)
            question->visit(members[i], bits, question->user);
    }
}

void near_find(const Near *near, uint64_t hash, unsigned most, NearVisit *visit, void *user)
{
    Question question = {near, hash, most, visit, user};

    for (unsigned part = 0; part < PARTS; part++) {
        unsigned value = part_of(hash, part);

        probe(&question, part, value);
        for (unsigned i = 0; i < PART_BITS; i++) {
            probe(&question, part, value ^ 1U << i);
            for (unsigned k = 0; most >= 2 * PARTS && k < i; k++)
                probe(&question, part, value ^ 1U << i ^ 1U << k);
        }
    }
}
