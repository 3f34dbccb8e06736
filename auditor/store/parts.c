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
#define CELLS_LEAST 4U

/* A mark without its pattern, which lies in the search's patterns, and whose it is. */
typedef struct {
    uint16_t x, y;
    uint32_t owner : 24; /* index in the slice */
    uint32_t level : 8;
} Entry;

typedef struct {
    double x, y, width, height; /* units of the whole's longer side: upper left and size */
} Place;

typedef struct {
    int64_t id;
    double width, height; /* units of the longer side */
} Photo;

typedef struct {
    uint32_t owner;
    Mark own, other;
} Match;

/* The best whole of a photo so far. */
typedef struct {
    int64_t photo, whole;
    unsigned agree;
    Place place; /* fractions: centre and size */
} Found;

typedef struct {
    Rows *rows;
    sqlite3_stmt *light;
    GArray *photos;             /* Photo: of the slice */
    GArray *entries;            /* Entry */
    GArray *read;               /* uint64_t: the patterns of the entries, until they are sorted */
    uint32_t *starts, *members; /* of each part and value: starts[part * (VALUES + 1) + value] */
    uint64_t *patterns;         /* of the members: scanned from end to end */
    GArray *matches;            /* Match: of the photo that asks */
    GArray *found;              /* Found, by photo */
    bool is_crowded;            /* more photos than ask with all their marks */
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

static void take_hit(Search *search, const Mark *mark, size_t place, unsigned part, int64_t self)
{
    const Entry *entry = entry_at(search, search->members[place]);
    uint64_t pattern = search->patterns[place], apart = pattern ^ mark->pattern;
    Match match = {entry->owner, *mark, {pattern, entry->x, entry->y, (uint8_t)entry->level}};

    for (unsigned before = 0; before < part; before++)
        if (part_of(apart, before) == 0)
            return; /* it came already */
    if (entry->level < mark->level && g_array_index(search->photos, Photo, entry->owner).id != self)
        g_array_append_val(search->matches, match);
}

/* One question: which marks have this part of the pattern in common with this one? */
typedef struct {
    const Mark *mark;
    const uint32_t *starts;
    unsigned part;
} Probe;

/* Marks that look like it in a finer size. */
static void ask(Search *search, const Probe *probe, int64_t self)
{
    uint32_t hits[CROWD + 1];
    size_t first = (size_t)probe->part * search->entries->len + probe->starts[0];
    unsigned many = probe->starts[1] - probe->starts[0], found = 0;

    if (many <= CROWD)
        found = scan(search->patterns + first, many, probe->mark->pattern, hits);
    for (unsigned i = 0; i < found; i++)
        take_hit(search, probe->mark, first + hits[i], probe->part, self);
}

/* The answers lie all over the memory: it is told what will be wanted before it is. */
static void ask_together(Search *search, const Mark *marks, const unsigned *chosen, unsigned count,
                         int64_t self)
{
    Probe probes[MARKS_MAX * PARTS];
    unsigned total = 0;

    for (unsigned i = 0; i < count; i++)
        for (unsigned part = 0; part < PARTS; part++) {
            const Mark *mark = &marks[chosen[i]];

            probes[total] = (Probe){
                mark, search->starts + (size_t)part * (VALUES + 1) + part_of(mark->pattern, part),
                part};
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

/* Mean of 4 x 4 places in the window (fractions). */
static double mean_in(const uint8_t *light, double x, double y, double width, double height)
{
    double sum = 0;

    for (unsigned i = 0; i < 16; i++) {
        double across = (x + (i % 4 + 0.5) / 4 * width) * LIGHT_SIDE;
        double down = (y + (i / 4 + 0.5) / 4 * height) * LIGHT_SIDE;
        unsigned column = (unsigned)CLAMP(across, 0, LIGHT_SIDE - 1.0);
        unsigned row = (unsigned)CLAMP(down, 0, LIGHT_SIDE - 1.0);

        sum += light[row * LIGHT_SIDE + column];
    }
    return sum / 16;
}

/* Correlation of a photo with a place of the other, in cells no finer than the other has them. */
static double likeness_at(const uint8_t *part, const uint8_t *whole, const Place *place)
{
    unsigned columns = (unsigned)CLAMP(place->width * LIGHT_SIDE, CELLS_LEAST, LIGHT_SIDE);
    unsigned rows = (unsigned)CLAMP(place->height * LIGHT_SIDE, CELLS_LEAST, LIGHT_SIDE);
    double a = 0, b = 0, aa = 0, bb = 0, ab = 0, count = (double)columns * rows;

    for (unsigned y = 0; y < rows; y++)
        for (unsigned x = 0; x < columns; x++) {
            double u = (double)x / columns, v = (double)y / rows;
            double one = mean_in(part, u, v, 1.0 / columns, 1.0 / rows);
            double two = mean_in(whole, place->x + u * place->width, place->y + v * place->height,
                                 place->width / columns, place->height / rows);

            a += one;
            b += two;
            aa += one * one;
            bb += two * two;
            ab += one * two;
        }
    aa -= a * a / count;
    bb -= b * b / count;
    return aa < count || bb < count ? 0 : (ab - a * b / count) / sqrt(aa * bb);
}

/* ---- one photo ---- */

/* Whether the laying puts it inside the other, as a real part of it; where, in fractions. */
static bool place_of(const Photo *part, const Photo *whole, const Laying *laying, Place *place)
{
    *place = (Place){laying->x / whole->width, laying->y / whole->height,
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
    Place place;

    if (count < LEAST)
        return;
    agree = best_laying(matches, count, &laying);
    if (agree < LEAST || agree <= found->agree || !place_of(part, whole, &laying, &place) ||
        !light_of(search, part->id, own) || !light_of(search, whole->id, other) ||
        likeness_at(own, other, &place) < MAX(LIKE, 1 - agree / DOUBT))
        return;
    *found =
        (Found){part->id,
                whole->id,
                agree,
                {place.x + place.width / 2, place.y + place.height / 2, place.width, place.height}};
}

static void ask_all(Search *search, const Photo *part, const Mark *marks, unsigned count,
                    Found *found)
{
    unsigned asked[MARK_LEVELS] = {0}, most = search->is_crowded ? ASKED : MARKS_MAX;
    unsigned chosen[MARKS_MAX], many = 0;

    g_array_set_size(search->matches, 0);
    for (unsigned i = 0; i < count; i++)
        if (marks[i].level > 0 && marks[i].level < MARK_LEVELS && asked[marks[i].level]++ < most)
            chosen[many++] = i;
    ask_together(search, marks, chosen, many, part->id);
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

static void write_parts(Search *search)
{
    sqlite3_stmt *put =
        rows_prepare(search->rows, "INSERT INTO photo_part VALUES (?, ?, ?, ?, ?, ?)");

    for (guint i = 0; i < search->found->len; i++) {
        const Found *found = &g_array_index(search->found, Found, i);

        if (found->agree > 0)
            rows_write(search->rows, put, "iidddd", found->photo, found->whole, found->place.x,
                       found->place.y, found->place.width, found->place.height);
    }
    sqlite3_finalize(put);
}

void parts_find(Rows *rows)
{
    Search search = {.rows = rows,
                     .photos = g_array_new(FALSE, FALSE, sizeof(Photo)),
                     .entries = g_array_new(FALSE, FALSE, sizeof(Entry)),
                     .read = g_array_new(FALSE, FALSE, sizeof(uint64_t)),
                     .matches = g_array_new(FALSE, TRUE, sizeof(Match)),
                     .found = g_array_new(FALSE, TRUE, sizeof(Found))};
    int64_t last = 0;

    search.light = rows_prepare(
        rows, "SELECT s.light FROM photo f JOIN seen s ON s.hash = f.pixels WHERE f.id = ?");
    search.is_crowded = rows_number(rows, SELECT_COUNT, 0) > (int64_t)CROWDED;
    if (search.is_crowded)
        rows_run(rows, "INSERT INTO warning (code, detail) VALUES ('crops-by-fewer-marks', NULL)");
    while ((last = read_slice(&search, last)) > 0) {
        sort_marks(&search);
        search_slice(&search);
    }
    sqlite3_finalize(search.light);
    write_parts(&search);
    g_array_unref(search.photos);
    g_array_unref(search.entries);
    g_array_unref(search.read);
    g_array_unref(search.matches);
    g_array_unref(search.found);
    g_free(search.starts);
    g_free(search.members);
    g_free(search.patterns);
}
