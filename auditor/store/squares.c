/*
 * The fingerprints of the middles of all photos that are no squares are sorted (near.c); each
 * square asks for its own, and the one whose light is most like it is its whole. On photos and
 * their frames (make copies) a true middle correlates by .979 at least.
 */
#include "store/squares.h"

#include <string.h>

#include "store/likeness.h"
#include "store/near.h"

#define SQUARE 0.02 /* sides may differ by so much, of one */
#define BITS 9U     /* that may differ in the fingerprints */
#define LIKE 0.975  /* correlation of the light, at least */

typedef struct {
    int64_t id;
    uint64_t fingerprint;
    uint32_t width, height;
    uint8_t light[LIGHT_BYTES];
} Photo;

typedef struct {
    GArray *photos;   /* Photo: no squares */
    GArray *hashes;   /* uint64_t: of their middles */
    Near *near;       /* of those */
    const Photo *own; /* the square that asks */
    const Photo *whole;
    double like;
} Search;

static Likeness likeness_of(const Photo *photo)
{
    return (Likeness){photo->fingerprint, photo->width, photo->height, photo->light};
}

static bool is_square(const Photo *photo)
{
    Likeness likeness = likeness_of(photo);
    LikenessPlace square = likeness_square(&likeness);

    return square.width >= 1 - SQUARE && square.height >= 1 - SQUARE;
}

/* From the row of a query of SELECT_PHOTOS; false when there is too little to go by. */
static bool take_photo(sqlite3_stmt *row, Photo *photo)
{
    Likeness likeness;

    photo->id = sqlite3_column_int64(row, 0);
    photo->fingerprint = (uint64_t)sqlite3_column_int64(row, 1);
    photo->width = (uint32_t)sqlite3_column_int64(row, 2);
    photo->height = (uint32_t)sqlite3_column_int64(row, 3);
    memcpy(photo->light, sqlite3_column_blob(row, 4), LIGHT_BYTES);
    likeness = likeness_of(photo);
    return photo->width > 0 && photo->height > 0 && !likeness_is_plain(&likeness);
}

#define SELECT_PHOTOS                                                                              \
    "SELECT f.id, s.fingerprint, s.width, s.height, s.light FROM photo f"                          \
    " JOIN seen s ON s.hash = f.pixels WHERE s.frames = 0 AND length(s.light) = 1024 "

static void read_photos(Search *search, Rows *rows)
{
    sqlite3_stmt *row = rows_prepare(rows, SELECT_PHOTOS "ORDER BY f.id");
    Photo photo;

    while (rows_next(rows, row)) {
        if (!take_photo(row, &photo) || is_square(&photo))
            continue;
        Likeness likeness = likeness_of(&photo);
        uint64_t hash = likeness_of_square(&likeness);

        g_array_append_val(search->photos, photo);
        g_array_append_val(search->hashes, hash);
    }
    sqlite3_finalize(row);
}

/* Of those alike the first one. */
static void consider(uint32_t index, unsigned bits, void *user)
{
    Search *search = user;
    const Photo *whole = &g_array_index(search->photos, Photo, index);
    Likeness likeness = likeness_of(whole);
    LikenessPlace square = likeness_square(&likeness);
    double like;

    (void)bits;
    if (whole == search->whole || MIN(whole->width, whole->height) < search->own->width)
        return;
    like = likeness_correlation(search->own->light, whole->light, &square);
    if (like < LIKE || like < search->like ||
        (like <= search->like && search->whole && whole > search->whole))
        return;
    search->like = like;
    search->whole = whole;
}

static void write_part(const Search *search, Rows *rows, sqlite3_stmt *put)
{
    Likeness likeness = likeness_of(search->whole);
    LikenessPlace square = likeness_square(&likeness);

    rows_write(rows, put, "iidddd", search->own->id, search->whole->id, square.x + square.width / 2,
               square.y + square.height / 2, square.width, square.height);
}

void squares_find(Rows *rows)
{
    Search search = {.photos = g_array_new(FALSE, FALSE, sizeof(Photo)),
                     .hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t))};
    sqlite3_stmt *put = rows_prepare(rows, "INSERT INTO photo_part VALUES (?, ?, ?, ?, ?, ?)");
    sqlite3_stmt *row = rows_prepare(
        rows, SELECT_PHOTOS "AND abs(s.width - s.height) <= s.width / 40"
                            " AND f.id NOT IN (SELECT photo FROM photo_part) ORDER BY f.id");
    Photo photo;

    read_photos(&search, rows);
    search.near = near_new((const uint64_t *)(const void *)search.hashes->data, search.hashes->len);
    search.own = &photo;
    while (rows_next(rows, row)) {
        if (!take_photo(row, &photo) || !is_square(&photo))
            continue;
        search.whole = NULL;
        search.like = 0;
        near_find(search.near, photo.fingerprint, BITS, consider, &search);
        if (search.whole)
            write_part(&search, rows, put);
    }
    sqlite3_finalize(row);
    sqlite3_finalize(put);
    near_free(search.near);
    g_array_unref(search.photos);
    g_array_unref(search.hashes);
}
