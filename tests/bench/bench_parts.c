/*
 * How long it takes to find which of many photos could be cut out of another: as many photos as
 * BENCH_PHOTOS says (100,000), of which one in fifty is a part of another. Their marks are drawn, a
 * third of them from a thousand patterns that many photos share, as edges and plain walls do.
 */
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "store/parts.h"
#include "wire/marks.h"
#include "wire/pixels.h"

#define COMMON 1000U
#define EVERY 50U
#define PART 0.6 /* of each side */

typedef struct {
    Rows rows;
    sqlite3_stmt *photo, *seen;
    GRand *dice;
    uint64_t common[COMMON];
} Bench;

static uint64_t draw(Bench *bench)
{
    uint64_t any = (uint64_t)g_rand_int(bench->dice) << 32 | g_rand_int(bench->dice);

    if (g_rand_int_range(bench->dice, 0, 3) > 0)
        return any;
    any = bench->common[g_rand_int_range(bench->dice, 0, COMMON)];
    for (unsigned i = 0; i < 6; i++)
        any ^= UINT64_C(1) << g_rand_int_range(bench->dice, 0, 64);
    return any;
}

static void store(Bench *bench, int64_t id, const uint8_t *light, const uint8_t *marks,
                  unsigned count)
{
    char hash[32];

    g_snprintf(hash, sizeof hash, "h%d", (int)id);
    rows_write(&bench->rows, bench->photo, "it", id, hash);
    rows_bind(bench->seen, "t", hash);
    sqlite3_bind_blob(bench->seen, 2, light, (int)LIGHT_BYTES, SQLITE_TRANSIENT);
    sqlite3_bind_blob(bench->seen, 3, marks, (int)(count * MARK_BYTES), SQLITE_TRANSIENT);
    sqlite3_step(bench->seen);
    sqlite3_reset(bench->seen);
}

/* Light between 5 x 5 points. */
static uint8_t light_at(double x, double y, const uint8_t points[25])
{
    unsigned column = (unsigned)(x * 4), row = (unsigned)(y * 4);
    const uint8_t *at = points + row * 5 + column;
    double u = x * 4 - column, v = y * 4 - row;

    return (uint8_t)((at[0] * (1 - u) + at[1] * u) * (1 - v) + (at[5] * (1 - u) + at[6] * u) * v);
}

/* A photo, and where it is time for one what would be cut out of its upper left. */
static void add(Bench *bench, int64_t id, bool with_part)
{
    uint8_t light[LIGHT_BYTES], part_light[LIGHT_BYTES], marks[MARKS_MAX * MARK_BYTES];
    uint8_t part[MARKS_MAX * MARK_BYTES];
    unsigned in_part = 0, coarser = (unsigned)lround(-3 * log2(PART));
    uint8_t points[25];

    for (unsigned i = 0; i < 25; i++)
        points[i] = (uint8_t)g_rand_int_range(bench->dice, 0, 256);
    for (unsigned i = 0; i < LIGHT_BYTES; i++) {
        double x = (i % LIGHT_SIDE + 0.5) / LIGHT_SIDE, y = (i / LIGHT_SIDE + 0.5) / LIGHT_SIDE;

        light[i] = light_at(x, y, points);
        part_light[i] = light_at(x * PART, y * PART, points);
    }
    for (unsigned i = 0; i < MARKS_MAX; i++) {
        Mark mark = {draw(bench), (uint16_t)g_rand_int_range(bench->dice, 1000, 64000),
                     (uint16_t)g_rand_int_range(bench->dice, 1000, 64000),
                     (uint8_t)(i * MARK_LEVELS / MARKS_MAX)};

        mark_put(&mark, marks + (size_t)i * MARK_BYTES);
        if (mark.x >= PART * 65535 || mark.y >= PART * 65535 || mark.level + coarser >= MARK_LEVELS)
            continue;
        mark.x = (uint16_t)(mark.x / PART);
        mark.y = (uint16_t)(mark.y / PART);
        mark.level = (uint8_t)(mark.level + coarser);
        mark_put(&mark, part + (size_t)in_part++ * MARK_BYTES);
    }
    store(bench, id, light, marks, MARKS_MAX);
    if (with_part)
        store(bench, id + 1, part_light, part, in_part);
}

int main(void)
{
    const char *wanted = g_getenv("BENCH_PHOTOS");
    int64_t photos = wanted ? g_ascii_strtoll(wanted, NULL, 10) : 100000, planted = 0;
    Bench bench = {.dice = g_rand_new_with_seed(5)};
    struct rusage before, after;
    GError *error = NULL;

    if (!rows_open(&bench.rows, ":memory:", &error))
        return EXIT_FAILURE;
    for (unsigned i = 0; i < COMMON; i++)
        bench.common[i] = (uint64_t)g_rand_int(bench.dice) << 32 | g_rand_int(bench.dice);
    rows_run(&bench.rows, "CREATE TABLE photo (id INTEGER PRIMARY KEY, pixels TEXT);"
                          "CREATE TABLE seen (hash TEXT PRIMARY KEY, width, height, light, marks,"
                          " frames);"
                          "CREATE TABLE photo_part (photo INTEGER PRIMARY KEY, whole INTEGER, x, y,"
                          " width, height); CREATE TABLE warning (code, detail)");
    bench.photo = rows_prepare(&bench.rows, "INSERT INTO photo VALUES (?, ?)");
    bench.seen = rows_prepare(&bench.rows, "INSERT INTO seen VALUES (?1, 800, 800, ?2, ?3, 0)");
    for (int64_t id = 1; id < photos; id += 2) {
        bool with_part = id % EVERY == 1;

        add(&bench, id, with_part);
        planted += with_part;
        if (!with_part)
            add(&bench, id + 1, false);
    }
    getrusage(RUSAGE_SELF, &before);
    parts_find(&bench.rows);
    getrusage(RUSAGE_SELF, &after);
    printf(
        "parts: %.1f s processor time of %d photos; %d of %d parts found, %d wrongly; %ld MiB "
        "(%ld before)\n",
        (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
            (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6,
        (int)photos,
        (int)rows_number(&bench.rows, "SELECT count(*) FROM photo_part WHERE whole = photo - 1", 0),
        (int)planted,
        (int)rows_number(&bench.rows, "SELECT count(*) FROM photo_part WHERE whole <> photo - 1",
                         0),
        after.ru_maxrss / 1024, before.ru_maxrss / 1024);
    sqlite3_finalize(bench.photo);
    sqlite3_finalize(bench.seen);
    rows_close(&bench.rows);
    g_rand_free(bench.dice);
    return EXIT_SUCCESS;
}
