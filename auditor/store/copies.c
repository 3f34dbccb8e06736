/*
 * Pictures whose fingerprints differ in few bits (near.c) are compared cell by cell. A picture
 * joins the one that is nearest to it among those that are larger, not everyone that is near:
 * between frames of a burst the copy of one is nearest to that one. Of its own size it joins all
 * that are nearly the same. The nearest are joined first, and nothing joins two pictures of one
 * size that differ: they are two moments. What is joined to the same photo is one photo. The result
 * depends on the set of pictures only, not on their order.
 */
#include "store/copies.h"

#include <math.h>
#include <string.h>

#include "store/likeness.h"
#include "store/near.h"

#define CROPPED_MOST 8U    /* candidates that a slow comparison is spent on, for each picture */
#define SAME_SIZE_MOST 64U /* of one photo and one size, that another is compared with */

typedef struct {
    Likeness likeness;
    char *key;
    uint8_t *light;
    bool is_plain;
    uint32_t group; /* union-find: index of another of the same photo, or its own */
    uint32_t next;  /* of the same photo: in a ring */
    uint32_t seen;  /* the last search that met it */
    GArray *wholes; /* uint32_t: pictures that it may be a part of; NULL none */
} Picture;

typedef struct {
    uint32_t other;
    unsigned bits;
    double distance;
} Candidate;

/* Two pictures that are one photo, as far as they two go. */
typedef struct {
    uint32_t picture, other;
    double distance;
} Pair;

typedef struct {
    GArray *pictures;   /* Picture, by first item */
    GArray *hashes;     /* uint64_t: their fingerprints */
    Near *near;         /* of those */
    GArray *candidates; /* Candidate, of the picture under way */
    GArray *pairs;      /* Pair */
    uint32_t search;    /* number of the search under way */
} Copies;

static Picture *at(const Copies *copies, uint32_t index)
{
    return &g_array_index(copies->pictures, Picture, index);
}

static void picture_clear(gpointer data)
{
    Picture *picture = data;

    g_free(picture->key);
    g_free(picture->light);
    if (picture->wholes)
        g_array_unref(picture->wholes);
}

static void read_pictures(Copies *copies, Rows *rows)
{
    sqlite3_stmt *get = rows_prepare(rows, "SELECT l.key, s.fingerprint, s.width, s.height, s.light"
                                           " FROM picture_look l JOIN seen s ON s.hash = l.hash"
                                           " WHERE length(s.light) = 1024 AND s.frames = 0"
                                           " ORDER BY l.first");

    while (rows_next(rows, get)) {
        Picture picture = {.key = g_strdup(rows_text(get, 0)),
                           .light = g_memdup2(sqlite3_column_blob(get, 4), LIGHT_BYTES),
                           .group = copies->pictures->len,
                           .next = copies->pictures->len};

        picture.likeness = (Likeness){(uint64_t)sqlite3_column_int64(get, 1),
                                      (uint32_t)sqlite3_column_int64(get, 2),
                                      (uint32_t)sqlite3_column_int64(get, 3), picture.light};
        picture.is_plain = picture.likeness.width == 0 || picture.likeness.height == 0 ||
                           likeness_is_plain(&picture.likeness);
        g_array_append_val(copies->hashes, picture.likeness.fingerprint);
        g_array_append_val(copies->pictures, picture);
    }
    sqlite3_finalize(get);
}

static void add_candidate(Copies *copies, uint32_t other, unsigned bits)
{
    Picture *picture = at(copies, other);
    Candidate candidate = {other, bits, INFINITY};

    if (picture->seen == copies->search)
        return;
    picture->seen = copies->search;
    g_array_append_val(copies->candidates, candidate);
}

static void meet(uint32_t other, unsigned bits, void *user)
{
    Copies *copies = user;

    if (!at(copies, other)->is_plain)
        add_candidate(copies, other, bits);
}

static gint by_bits(gconstpointer left, gconstpointer right)
{
    const Candidate *a = left, *b = right;

    if (a->bits != b->bits)
        return a->bits < b->bits ? -1 : 1;
    return a->other < b->other ? -1 : a->other > b->other;
}

static uint32_t group_of(Copies *copies, uint32_t index)
{
    while (at(copies, index)->group != index) {
        Picture *picture = at(copies, index);

        picture->group = at(copies, picture->group)->group;
        index = picture->group;
    }
    return index;
}

static uint64_t area(const Likeness *likeness)
{
    return (uint64_t)likeness->width * likeness->height;
}

static bool has_same_size(const Likeness *one, const Likeness *two)
{
    return one->width == two->width && one->height == two->height;
}

static void add_pair(Copies *copies, uint32_t index, uint32_t other, double distance)
{
    Pair pair = {index, other, distance};

    g_array_append_val(copies->pairs, pair);
}

/* Compares with all candidates that are larger; gives the smallest distance. Those of the same size
 * are taken at once, all: of three alike two would point at each other and leave the third alone.
 */
static double compare(Copies *copies, uint32_t index)
{
    const Likeness *own = &at(copies, index)->likeness;
    double nearest = INFINITY;

    for (guint i = 0; i < copies->candidates->len; i++) {
        Candidate *candidate = &g_array_index(copies->candidates, Candidate, i);
        const Likeness *other = &at(copies, candidate->other)->likeness;
        bool is_same_size = has_same_size(own, other);

        if (area(other) < area(own) || (is_same_size && candidate->other > index))
            continue;
        candidate->distance = likeness_distance(own, other);
        if (!is_same_size)
            nearest = MIN(nearest, candidate->distance);
        else if (candidate->distance <= LIKENESS_SAME)
            add_pair(copies, index, candidate->other, candidate->distance);
    }
    return nearest;
}

/* The same for pictures that may have been cropped, with the most promising candidates. Who crops a
 * picture changes its size; frames of a burst all have the same. */
static double compare_cropped(Copies *copies, const Likeness *own)
{
    double nearest = INFINITY;
    unsigned done = 0;

    for (guint i = 0; i < copies->candidates->len && done < CROPPED_MOST; i++) {
        Candidate *candidate = &g_array_index(copies->candidates, Candidate, i);
        const Likeness *other = &at(copies, candidate->other)->likeness;

        if (area(other) < area(own) || has_same_size(own, other))
            continue;
        done++;
        candidate->distance = likeness_distance_cropped(own, other);
        nearest = MIN(nearest, candidate->distance);
    }
    return nearest;
}

/* A new search; its own picture is no candidate. */
static void begin_search(Copies *copies, uint32_t index)
{
    g_array_set_size(copies->candidates, 0);
    copies->search++;
    at(copies, index)->seen = copies->search;
}

/* Tells all that look like a part of this picture, and are not larger, that they may be one. */
static void find_parts(Copies *copies, uint32_t index)
{
    const Likeness *own = &at(copies, index)->likeness;

    begin_search(copies, index);
    for (unsigned way = 0; way < LIKENESS_CROPS; way++)
        near_find(copies->near, likeness_cropped(own, way), LIKENESS_BITS_CROPPED, meet, copies);
    for (guint i = 0; i < copies->candidates->len; i++) {
        Picture *part = at(copies, g_array_index(copies->candidates, Candidate, i).other);

        if (area(&part->likeness) > area(own))
            continue;
        if (!part->wholes)
            part->wholes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
        g_array_append_val(part->wholes, index);
    }
}

/* Pairs a picture with those nearest to it. */
static void pair_nearest(Copies *copies, uint32_t index)
{
    const Picture *picture = at(copies, index);
    const Likeness *own = &picture->likeness;
    guint before = copies->pairs->len;
    double nearest;

    begin_search(copies, index);
    near_find(copies->near, own->fingerprint, LIKENESS_BITS, meet, copies);
    for (guint i = 0; picture->wholes && i < picture->wholes->len; i++)
        add_candidate(copies, g_array_index(picture->wholes, uint32_t, i), LIKENESS_BITS);
    g_array_sort(copies->candidates, by_bits);
    nearest = compare(copies, index);
    if (nearest > LIKENESS_SAME && copies->pairs->len == before)
        nearest = compare_cropped(copies, own);
    for (guint i = 0; i < copies->candidates->len && nearest <= LIKENESS_SAME; i++) {
        const Candidate *candidate = &g_array_index(copies->candidates, Candidate, i);

        if (candidate->distance <= nearest &&
            !has_same_size(own, &at(copies, candidate->other)->likeness))
            add_pair(copies, index, candidate->other, candidate->distance);
    }
}

static gint by_distance(gconstpointer left, gconstpointer right)
{
    const Pair *a = left, *b = right;

    if (a->distance < b->distance || a->distance > b->distance)
        return a->distance < b->distance ? -1 : 1;
    if (a->picture != b->picture)
        return a->picture < b->picture ? -1 : 1;
    return (a->other > b->other) - (a->other < b->other);
}

/* Whether a picture of the group at `first` is of the size of this one and shows something else. */
static bool differs_from_one(Copies *copies, const Likeness *likeness, uint32_t first)
{
    uint32_t i = first;
    unsigned compared = 0;

    do {
        const Likeness *other = &at(copies, i)->likeness;

        if (has_same_size(likeness, other) && compared++ < SAME_SIZE_MOST &&
            likeness_distance(likeness, other) > LIKENESS_APART)
            return true;
        i = at(copies, i)->next;
    } while (i != first);
    return false;
}

static bool is_one_photo(Copies *copies, uint32_t first, uint32_t second)
{
    uint32_t i = first;

    do {
        if (differs_from_one(copies, &at(copies, i)->likeness, second))
            return false;
        i = at(copies, i)->next;
    } while (i != first);
    return true;
}

static void join(Copies *copies, const Pair *pair)
{
    uint32_t first = group_of(copies, pair->picture), second = group_of(copies, pair->other);
    uint32_t next = at(copies, first)->next;

    if (first == second || !is_one_photo(copies, first, second))
        return;
    at(copies, first)->next = at(copies, second)->next;
    at(copies, second)->next = next;
    at(copies, MAX(first, second))->group = MIN(first, second);
}

static void write_groups(Copies *copies, Rows *rows)
{
    sqlite3_stmt *put = rows_prepare(rows, "INSERT INTO picture_same VALUES (?, ?)");

    for (uint32_t i = 0; i < copies->pictures->len; i++) {
        uint32_t first = group_of(copies, i);

        if (first != i)
            rows_write(rows, put, "tt", at(copies, i)->key, at(copies, first)->key);
    }
    sqlite3_finalize(put);
}

void copies_join(Rows *rows)
{
    Copies copies = {.pictures = g_array_new(FALSE, FALSE, sizeof(Picture)),
                     .hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t)),
                     .candidates = g_array_new(FALSE, FALSE, sizeof(Candidate)),
                     .pairs = g_array_new(FALSE, FALSE, sizeof(Pair))};

    g_array_set_clear_func(copies.pictures, picture_clear);
    read_pictures(&copies, rows);
    copies.near = near_new((const uint64_t *)(const void *)copies.hashes->data, copies.hashes->len);
    for (uint32_t i = 0; i < copies.pictures->len; i++)
        if (!at(&copies, i)->is_plain)
            find_parts(&copies, i);
    for (uint32_t i = 0; i < copies.pictures->len; i++)
        if (!at(&copies, i)->is_plain)
            pair_nearest(&copies, i);
    g_array_sort(copies.pairs, by_distance);
    for (guint i = 0; i < copies.pairs->len; i++)
        join(&copies, &g_array_index(copies.pairs, Pair, i));
    write_groups(&copies, rows);
    g_array_unref(copies.pictures);
    g_array_unref(copies.candidates);
    g_array_unref(copies.pairs);
    near_free(copies.near);
    g_array_unref(copies.hashes);
}
