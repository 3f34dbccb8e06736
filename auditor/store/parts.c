/*
 * The fine marks of all photos are sorted by four parts of 17 bits of their patterns, so many
 * photos at a time that memory stays small; every photo asks with its coarser marks which of them
 * show the same from nearer. Where enough agree on one place and size, the light decides. Each pair
 * that is looked at has marks in common: never all pairs.
 */
#include "store/parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/likeness.h"
#include "wire/marks.h"
#include "wire/pixels.h"

#define SLICE 50000    /* photos sorted at a time */
#define CROWDED 20000U /* more photos than this ask with fewer marks, */
#define ASKED 8U       /* the strongest of each size */
#define PARTS 4U
#define PART_BITS 17U
#define PART_STEP 47U / 3U /* from one to the next: they overlap */
#define VALUES (1U << PART_BITS)
#define CROWD 200U /* marks that look so: they tell nothing */
#define BITS 10    /* that may differ in the patterns of one mark */
#define LEAST 6U   /* marks that agree */
#define MATCHES_MOST 96U
#define NEAR 0.02 /* of the longer side: where a mark must lie */
#define FAR 0.1   /* between two marks that tell place and size */
#define SAME 0.04 /* marks nearer to each other count once */
#define SMALLEST 0.03
#define LARGEST 0.9 /* shares of the whole's area */
#define OVER 0.03   /* over its edges */
#define LIKE 0.8    /* correlation of the light, at least; the fewer agree, */
#define DOUBT 120.0 /* the nearer to 1 it must be: by agreeing marks, of 1 */

/* A mark without its pattern, which lies in the search's patterns, and whose it is. */
typedef struct {
    uint16_t x, y;
    uint32_t owner : 24; /* index in the slice */
    uint32_t level : 8;
} Entry;

typedef struct {
    int64_t id;
    double width, height; /* units of the longer side */
} Photo;

typedef struct {
    uint32_t owner;
    Mark own, other;
} Match;

/* A match in short, as most of them come to nothing. */
typedef struct {
    uint32_t owner;
    uint32_t place; /* in the search's members */
    uint32_t mark;  /* of the asking photo */
} Hit;

/* The best whole of a photo so far. */
typedef struct {
    int64_t photo, whole;
    unsigned agree;
    bool is_cut_short;   /* a bound left out so much that there may be one all the same */
    LikenessPlace place; /* fractions: centre and size */
} Found;

typedef struct {
    Rows *rows;
    sqlite3_stmt *light;
    GArray *photos;             /* Photo: of the slice */
    GArray *entries;            /* Entry */
    GArray *read;               /* uint64_t: the patterns of the entries, until they are sorted */
    uint32_t *starts, *members; /* of each part and value: starts[part * (VALUES + 1) + value] */
    uint64_t *patterns;         /* of the members: scanned from end to end */
    uint32_t *owners;           /* of the members: 256 times whose it is, and its level */
    GArray *hits;               /* Hit: of the photo that asks */
    GArray *matches;            /* Match: what is left of them */
    GArray *found;              /* Found, by photo */
    uint16_t *counts;           /* matches of each photo of the slice, all 0 between photos */
    unsigned questions, common; /* of the photo that asks: all, and those that tell nothing */
    bool is_crowded;            /* more photos than ask with all their marks */
    int64_t fewer;              /* photos that asked with fewer marks than they have */
} Search;

#define SELECT_MARKED                                                                              \
    "SELECT f.id, s.width, s.height, s.marks FROM photo f JOIN seen s ON s.hash = f.pixels "       \
    "WHERE s.frames = 0 AND length(s.marks) > 0 "

#define SELECT_COUNT                                                                               \
    "SELECT count(*) FROM photo f JOIN seen s ON s.hash = f.pixels "                               \
    "WHERE s.frames = 0 AND length(s.marks) > 0"

static unsigned part_of(uint64_t pattern, unsigned part)
{
    return (unsigned)(pattern >> (part * PART_STEP)) & (VALUES - 1);
}

static Photo photo_of(sqlite3_stmt *row)
{
    double width = (double)MAX(sqlite3_column_int64(row, 1), 1);
    double height = (double)MAX(sqlite3_column_int64(row, 2), 1), longer = MAX(width, height);

    return (Photo){sqlite3_column_int64(row, 0), width / longer, height / longer};
}

/* The marks of a row; how many. */
static unsigned marks_of(sqlite3_stmt *row, Mark marks[MARKS_MAX])
{
    const uint8_t *bytes = sqlite3_column_blob(row, 3);
    unsigned count = MIN((unsigned)sqlite3_column_bytes(row, 3) / MARK_BYTES, MARKS_MAX);

    for (unsigned i = 0; i < count; i++)
        marks[i] = mark_get(bytes + (size_t)i * MARK_BYTES);
    return count;
}

/* The fine marks of the next photos behind `after`; the id of the last. */
static int64_t read_slice(Search *search, int64_t after)
{
    sqlite3_stmt *row = rows_prepare(search->rows, SELECT_MARKED
                                     "AND f.id > ? ORDER BY f.id LIMIT " G_STRINGIFY(SLICE));
    int64_t last = 0;

    g_array_set_size(search->photos, 0);
    g_array_set_size(search->entries, 0);
    g_array_set_size(search->read, 0);
    rows_bind(row, "i", after);
    while (rows_next(search->rows, row)) {
        Photo photo = photo_of(row);
        Mark marks[MARKS_MAX];
        unsigned count = marks_of(row, marks);

        for (unsigned i = 0; i < count; i++) {
            Entry entry = {marks[i].x, marks[i].y, search->photos->len & 0xffffff, marks[i].level};

            if (marks[i].level >= MARK_FINE_LEVELS)
                continue;
            g_array_append_val(search->entries, entry);
            g_array_append_val(search->read, marks[i].pattern);
        }
        g_array_append_val(search->photos, photo);
        last = photo.id;
    }
    sqlite3_finalize(row);
    return last;
}

static const Entry *entry_at(const Search *search, uint32_t index)
{
    return &g_array_index(search->entries, Entry, index);
}

/* Counting sort of the marks by each part of their patterns. */
static void sort_marks(Search *search)
{
    uint32_t count = search->entries->len;
    const uint64_t *read = (const uint64_t *)(const void *)search->read->data;

    g_free(search->starts);
    g_free(search->members);
    g_free(search->patterns);
    g_free(search->owners);
    search->owners = g_new(uint32_t, (gsize)PARTS * count + 1);
    search->patterns = g_new(uint64_t, (gsize)PARTS * count + 1);
    search->starts = g_new0(uint32_t, (gsize)PARTS * (VALUES + 1) + 1);
    search->members = g_new(uint32_t, (gsize)PARTS * count + 1);
    for (unsigned part = 0; part < PARTS; part++) {
        uint32_t *starts = search->starts + (size_t)part * (VALUES + 1);

        for (uint32_t i = 0; i < count; i++)
            starts[part_of(read[i], part) + 1]++;
        for (unsigned value = 0; value < VALUES; value++)
            starts[value + 1] += starts[value];
        g_autofree uint32_t *next = g_memdup2(starts, VALUES * sizeof *starts);

        for (uint32_t i = 0; i < count; i++) {
            size_t to = (size_t)part * count + next[part_of(read[i], part)]++;

            search->members[to] = i;
            search->patterns[to] = read[i];
            search->owners[to] = entry_at(search, i)->owner << 8 | entry_at(search, i)->level;
        }
    }
}

/* Which of the patterns are near to one, as places in `hits`; how many. */
#if defined(__x86_64__) && defined(__gnu_linux__)
__attribute__((target_clones("popcnt", "default")))
#endif
static unsigned
scan(const uint64_t *patterns, unsigned count, uint64_t wanted, uint32_t *hits)
{
    unsigned found = 0;

    for (unsigned i = 0; i < count; i++) {
        hits[found] = i;
        found += __builtin_popcountll(patterns[i] ^ wanted) <= BITS;
    }
    return found;
}

/* One question: which marks have this part of the pattern in common with this one? */
typedef struct {
    const Mark *mark;
    const uint32_t *starts;
    unsigned part, number; /* of the mark */
} Probe;

static void take_hit(Search *search, const Probe *probe, size_t place, uint32_t self)
{
    uint64_t apart = search->patterns[place] ^ probe->mark->pattern;
    uint32_t owner = search->owners[place] >> 8, level = search->owners[place] & 0xff;
    Hit hit = {owner, (uint32_t)place, probe->number};

    for (unsigned before = 0; before < probe->part; before++)
        if (part_of(apart, before) == 0)
            return; /* it came already */
    if (level < probe->mark->level && owner != self)
        g_array_append_val(search->hits, hit);
}

/* Marks that look like it in a finer size. */
static void ask(Search *search, const Probe *probe, uint32_t self)
{
    uint32_t hits[CROWD + 1];
    size_t first = (size_t)probe->part * search->entries->len + probe->starts[0];
    unsigned many = probe->starts[1] - probe->starts[0], found = 0;

    search->questions++;
    search->common += many > CROWD;
    if (many <= CROWD)
        found = scan(search->patterns + first, many, probe->mark->pattern, hits);
    for (unsigned i = 0; i < found; i++)
        take_hit(search, probe, first + hits[i], self);
}

/* The answers lie all over the memory: it is told what will be wanted before it is. */
static void ask_together(Search *search, const Mark *marks, const unsigned *chosen, unsigned count,
                         uint32_t self)
{
    Probe probes[MARKS_MAX * PARTS];
    unsigned total = 0;

    for (unsigned i = 0; i < count; i++)
        for (unsigned part = 0; part < PARTS; part++) {
            const Mark *mark = &marks[chosen[i]];

            probes[total] = (Probe){
                mark, search->starts + (size_t)part * (VALUES + 1) + part_of(mark->pattern, part),
                part, chosen[i]};
            __builtin_prefetch(probes[total++].starts);
        }
    for (unsigned i = 0; i < total; i++)
        __builtin_prefetch(search->patterns + (size_t)probes[i].part * search->entries->len +
                           probes[i].starts[0]);
    for (unsigned i = 0; i < total; i++)
        ask(search, &probes[i], self);
}

static int by_value(uint64_t one, uint64_t two)
{
    return (one > two) - (one < two);
}

static int by_mark(const Mark *one, const Mark *two)
{
    int order = by_value(one->pattern, two->pattern);

    if (order == 0)
        order = by_value((uint64_t)one->x << 32 | (uint64_t)one->y << 16 | one->level,
                         (uint64_t)two->x << 32 | (uint64_t)two->y << 16 | two->level);
    return order;
}

static int by_owner(const void *left, const void *right)
{
    const Match *one = left, *two = right;
    int order = by_value(one->owner, two->owner);

    if (order == 0)
        order = by_mark(&one->own, &two->own);
    return order == 0 ? by_mark(&one->other, &two->other) : order;
}

static double x_of(const Mark *mark)
{
    return mark->x / 65535.0;
}

static double y_of(const Mark *mark)
{
    return mark->y / 65535.0;
}

/* Place and size of the asking photo in the other, so that both matches lie right. */
typedef struct {
    double x, y, size;
} Laying;

static bool lay(const Match *a, const Match *b, Laying *laying)
{
    double x = x_of(&b->own) - x_of(&a->own), y = y_of(&b->own) - y_of(&a->own);
    double u = x_of(&b->other) - x_of(&a->other), v = y_of(&b->other) - y_of(&a->other);
    double length = x * x + y * y, size;

    if (length < FAR * FAR)
        return false;
    size = (x * u + y * v) / length;
    if (size < 0.1 || size > 0.98 || hypot(u - size * x, v - size * y) > NEAR)
        return false;
    /* the sizes in which they were found must say about the same */
    if (fabs(log2(size) + (a->own.level - a->other.level) / 3.0) > 0.45 ||
        fabs(log2(size) + (b->own.level - b->other.level) / 3.0) > 0.45)
        return false;
    *laying = (Laying){x_of(&a->other) - size * x_of(&a->own),
                       y_of(&a->other) - size * y_of(&a->own), size};
    return true;
}

/* How many marks of it, at different places, lie where they should. */
static unsigned count_agreeing(const Match *matches, unsigned count, const Laying *laying)
{
    unsigned agree = 0;
    const Mark *taken[MATCHES_MOST];

    for (unsigned i = 0; i < count; i++) {
        const Mark *own = &matches[i].own, *other = &matches[i].other;
        bool is_new = hypot(laying->x + laying->size * x_of(own) - x_of(other),
                            laying->y + laying->size * y_of(own) - y_of(other)) <= NEAR;

        for (unsigned k = 0; k < agree && is_new; k++)
            is_new = hypot(x_of(taken[k]) - x_of(own), y_of(taken[k]) - y_of(own)) > SAME;
        if (is_new)
            taken[agree++] = own;
    }
    return agree;
}

static unsigned best_laying(const Match *matches, unsigned count, Laying *best)
{
    unsigned most = 0;

    count = MIN(count, MATCHES_MOST);
    for (unsigned i = 0; i < count; i++)
        for (unsigned k = i + 1; k < count; k++) {
            Laying laying;
            unsigned agree;

            if (!lay(&matches[i], &matches[k], &laying))
                continue;
            agree = count_agreeing(matches, count, &laying);
            if (agree > most) {
                most = agree;
                *best = laying;
            }
        }
    return most;
}

/* ---- the light ---- */

static bool light_of(Search *search, int64_t photo, uint8_t light[LIGHT_BYTES])
{
    bool done = false;

    rows_bind(search->light, "i", photo);
    while (rows_next(search->rows, search->light))
        if (sqlite3_column_bytes(search->light, 0) == (int)LIGHT_BYTES) {
            memcpy(light, sqlite3_column_blob(search->light, 0), LIGHT_BYTES);
            done = true;
        }
    return done;
}

/* ---- one photo ---- */

/* Whether the laying puts it inside the other, as a real part of it; where, in fractions. */
static bool place_of(const Photo *part, const Photo *whole, const Laying *laying,
                     LikenessPlace *place)
{
    *place = (LikenessPlace){laying->x / whole->width, laying->y / whole->height,
                             laying->size * part->width / whole->width,
                             laying->size * part->height / whole->height};

    double share = place->width * place->height;

    return place->x >= -OVER && place->y >= -OVER && place->x + place->width <= 1 + OVER &&
           place->y + place->height <= 1 + OVER && share >= SMALLEST && share <= LARGEST;
}

static void consider(Search *search, const Photo *part, const Match *matches, unsigned count,
                     Found *found)
{
    const Photo *whole = &g_array_index(search->photos, Photo, matches->owner);
    uint8_t own[LIGHT_BYTES], other[LIGHT_BYTES];
    Laying laying = {0};
    unsigned agree;
    LikenessPlace place;

    if (count < LEAST)
        return;
    agree = best_laying(matches, count, &laying);
    found->is_cut_short |= count > MATCHES_MOST && agree < LEAST;
    if (agree < LEAST || agree <= found->agree || !place_of(part, whole, &laying, &place) ||
        !light_of(search, part->id, own) || !light_of(search, whole->id, other) ||
        likeness_correlation(own, other, &place) < MAX(LIKE, 1 - agree / DOUBT))
        return;
    *found =
        (Found){part->id,
                whole->id,
                agree,
                found->is_cut_short,
                {place.x + place.width / 2, place.y + place.height / 2, place.width, place.height}};
}

/* Most photos have a mark or two in common, by chance: only of those that have LEAST are the hits
 * looked up. */
static void take_matches(Search *search, const Mark *marks)
{
    const Hit *hits = (const Hit *)(const void *)search->hits->data;

    g_array_set_size(search->matches, 0);
    for (guint i = 0; i < search->hits->len; i++)
        search->counts[hits[i].owner] += search->counts[hits[i].owner] < LEAST;
    for (guint i = 0; i < search->hits->len; i++)
        if (search->counts[hits[i].owner] >= LEAST) {
            uint32_t place = hits[i].place;
            const Entry *entry = entry_at(search, search->members[place]);
            Match match = {hits[i].owner,
                           marks[hits[i].mark],
                           {search->patterns[place], entry->x, entry->y, (uint8_t)entry->level}};

            g_array_append_val(search->matches, match);
        }
    for (guint i = 0; i < search->hits->len; i++)
        search->counts[hits[i].owner] = 0;
}

/* The strongest marks of each size, as many as may ask. */
static unsigned choose(Search *search, const Mark *marks, unsigned count,
                       unsigned chosen[MARKS_MAX], bool *left_out)
{
    unsigned asked[MARK_LEVELS] = {0}, most = search->is_crowded ? ASKED : MARKS_MAX, many = 0;

    for (unsigned i = 0; i < count; i++) {
        if (marks[i].level == 0 || marks[i].level >= MARK_LEVELS)
            continue;
        if (asked[marks[i].level]++ < most)
            chosen[many++] = i;
        else
            *left_out = true;
    }
    return many;
}

/* Where a photo stands in the slice; behind its end when it is in another. */
static uint32_t index_of(const Search *search, int64_t photo)
{
    guint from = 0, to = search->photos->len;

    while (from < to) {
        guint middle = (from + to) / 2;

        if (g_array_index(search->photos, Photo, middle).id < photo)
            from = middle + 1;
        else
            to = middle;
    }
    return from < search->photos->len && g_array_index(search->photos, Photo, from).id == photo
               ? from
               : UINT32_MAX;
}

static void ask_all(Search *search, const Photo *part, const Mark *marks, unsigned count,
                    Found *found)
{
    unsigned chosen[MARKS_MAX], many;
    bool left_out = false;

    many = choose(search, marks, count, chosen, &left_out);
    search->fewer += left_out;
    search->questions = search->common = 0;
    g_array_set_size(search->hits, 0);
    ask_together(search, marks, chosen, many, index_of(search, part->id));
    found->is_cut_short |= 2 * search->common > search->questions;
    take_matches(search, marks);
    g_array_sort(search->matches, by_owner);

    const Match *all = (const Match *)(const void *)search->matches->data;

    for (guint from = 0, to; from < search->matches->len; from = to) {
        for (to = from; to < search->matches->len && all[to].owner == all[from].owner;)
            to++;
        consider(search, part, all + from, to - from, found);
    }
}

static void search_slice(Search *search)
{
    sqlite3_stmt *row = rows_prepare(search->rows, SELECT_MARKED "ORDER BY f.id");
    guint number = 0;

    while (rows_next(search->rows, row)) {
        Photo photo = photo_of(row);
        Mark marks[MARKS_MAX];
        unsigned count = marks_of(row, marks);

        if (number == search->found->len)
            g_array_set_size(search->found, number + 1);
        ask_all(search, &photo, marks, count, &g_array_index(search->found, Found, number++));
    }
    sqlite3_finalize(row);
}

static void warn(Search *search, const char *code, int64_t count)
{
    g_autofree char *detail = g_strdup_printf("%" G_GINT64_FORMAT, count);
    sqlite3_stmt *put;

    if (count == 0)
        return;
    put = rows_prepare(search->rows, "INSERT INTO warning (code, detail) VALUES (?, ?)");
    rows_write(search->rows, put, "tt", code, detail);
    sqlite3_finalize(put);
}

static void write_parts(Search *search)
{
    sqlite3_stmt *put =
        rows_prepare(search->rows, "INSERT INTO photo_part VALUES (?, ?, ?, ?, ?, ?)");
    int64_t cut_short = 0;

    for (guint i = 0; i < search->found->len; i++) {
        const Found *found = &g_array_index(search->found, Found, i);

        cut_short += found->agree == 0 && found->is_cut_short;
        if (found->agree > 0)
            rows_write(search->rows, put, "iidddd", found->photo, found->whole, found->place.x,
                       found->place.y, found->place.width, found->place.height);
    }
    sqlite3_finalize(put);
    warn(search, "crops-by-fewer-marks", search->fewer);
    warn(search, "crops-not-searched", cut_short);
}

void parts_find(Rows *rows)
{
    Search search = {.rows = rows,
                     .photos = g_array_new(FALSE, FALSE, sizeof(Photo)),
                     .entries = g_array_new(FALSE, FALSE, sizeof(Entry)),
                     .read = g_array_new(FALSE, FALSE, sizeof(uint64_t)),
                     .hits = g_array_new(FALSE, FALSE, sizeof(Hit)),
                     .matches = g_array_new(FALSE, TRUE, sizeof(Match)),
                     .found = g_array_new(FALSE, TRUE, sizeof(Found))};
    int64_t last = 0;

    search.light = rows_prepare(
        rows, "SELECT s.light FROM photo f JOIN seen s ON s.hash = f.pixels WHERE f.id = ?");
    search.is_crowded = rows_number(rows, SELECT_COUNT, 0) > (int64_t)CROWDED;
    search.counts = g_new0(uint16_t, SLICE);
    while ((last = read_slice(&search, last)) > 0) {
        sort_marks(&search);
        search.fewer = 0; /* it is the same in each slice */
        search_slice(&search);
    }
    sqlite3_finalize(search.light);
    write_parts(&search);
    g_array_unref(search.photos);
    g_array_unref(search.entries);
    g_array_unref(search.read);
    g_array_unref(search.hits);
    g_array_unref(search.matches);
    g_array_unref(search.found);
    g_free(search.starts);
    g_free(search.members);
    g_free(search.patterns);
    g_free(search.owners);
    g_free(search.counts);
}
