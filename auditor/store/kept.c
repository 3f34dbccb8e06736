/* Results of an earlier run; see kept.h. A store of another version of the engine is no use. */
#include "store/kept.h"

#include <sqlite3.h>
#include <string.h>

#include "store/run.h"

struct Kept {
    sqlite3 *db;
    sqlite3_stmt *get, *get_faces;
};

static Kept *prepare(sqlite3 *db)
{
    static const char find[] =
        "SELECT p.width, p.height, p.fingerprint, p.counted, p.light,"
        " coalesce(p.pixelated, t.pixelated), coalesce(p.clear, t.clear),"
        " p.small, p.small_x, p.small_y, p.small_width, p.small_height, p.small_clear,"
        " p.frames, p.moment, p.marks"
        " FROM pixels p LEFT JOIN photo f ON f.pixels = p.hash"
        " LEFT JOIN thumbnail t ON t.photo = f.id WHERE p.hash = ? AND p.version = ?"
        " AND p.hash NOT IN (SELECT hash FROM pixels_gap) LIMIT 1";
    static const char find_faces[] = "SELECT x, y, width, height, score FROM pixels_face"
                                     " WHERE hash = ? ORDER BY number";
    Kept *kept = g_new0(Kept, 1);

    kept->db = db;
    if (sqlite3_prepare_v2(db, find, -1, &kept->get, NULL) == SQLITE_OK &&
        sqlite3_prepare_v2(db, find_faces, -1, &kept->get_faces, NULL) == SQLITE_OK)
        return kept;
    kept_free(kept);
    return NULL;
}

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(const char *const *)right, *(const char *const *)left);
}

Kept *kept_open(const char *state, const char *out)
{
    g_autoptr(GDir) dir = g_dir_open(state, 0, NULL);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *own = g_path_get_basename(out);
    Kept *kept = NULL;
    const char *name;

    /* A run of the same day is replaced only when this one is done, so it may well be read. */
    g_ptr_array_add(names, g_strdup(own));
    while (dir && (name = g_dir_read_name(dir)))
        if (*name != '.' && strcmp(name, own) != 0)
            g_ptr_array_add(names, g_strdup(name));
    g_ptr_array_sort(names, compare_names);
    for (guint i = 0; i < names->len && !kept; i++) {
        g_autofree char *folder = g_build_filename(state, names->pdata[i], NULL);
        sqlite3 *db = run_open(folder);

        if (db)
            kept = prepare(db);
    }
    return kept;
}

void kept_free(Kept *kept)
{
    if (!kept)
        return;
    sqlite3_finalize(kept->get);
    sqlite3_finalize(kept->get_faces);
    sqlite3_close(kept->db);
    g_free(kept);
}

static void read_faces(Kept *kept, const char *hash, FactPixels *pixels)
{
    sqlite3_stmt *get = kept->get_faces;

    sqlite3_reset(get);
    sqlite3_bind_text(get, 1, hash, -1, SQLITE_TRANSIENT);
    while (pixels->face_count < FACES_MAX && sqlite3_step(get) == SQLITE_ROW)
        pixels->faces[pixels->face_count++] =
            (FactFace){sqlite3_column_double(get, 0), sqlite3_column_double(get, 1),
                       sqlite3_column_double(get, 2), sqlite3_column_double(get, 3),
                       sqlite3_column_double(get, 4)};
}

bool kept_find(Kept *kept, const char *hash, bool counted, FactPixels *pixels)
{
    sqlite3_stmt *get = kept->get;

    sqlite3_reset(get);
    sqlite3_bind_text(get, 1, hash, -1, SQLITE_TRANSIENT);
    sqlite3_bind_int(get, 2, PIXELS_VERSION);
    if (sqlite3_step(get) != SQLITE_ROW || sqlite3_column_bytes(get, 4) != (int)LIGHT_BYTES ||
        sqlite3_column_bytes(get, 5) != (int)PIXELATED_BYTES ||
        sqlite3_column_bytes(get, 6) > (int)CLEAR_BYTES ||
        sqlite3_column_bytes(get, 12) > (int)CLEAR_BYTES || sqlite3_column_int64(get, 7) < 0 ||
        sqlite3_column_int64(get, 7) >= SMALL_KINDS)
        return false;
    *pixels = (FactPixels){.width = (uint32_t)sqlite3_column_int64(get, 0),
                           .height = (uint32_t)sqlite3_column_int64(get, 1),
                           .fingerprint = (uint64_t)sqlite3_column_int64(get, 2),
                           .is_counted = sqlite3_column_int(get, 3) != 0,
                           .light = sqlite3_column_blob(get, 4),
                           .pixelated = sqlite3_column_blob(get, 5),
                           .clear = sqlite3_column_blob(get, 6),
                           .clear_length = (size_t)sqlite3_column_bytes(get, 6),
                           .frames = (uint32_t)sqlite3_column_int64(get, 13),
                           .moment = (uint32_t)sqlite3_column_int64(get, 14),
                           .marks = sqlite3_column_blob(get, 15),
                           .marks_length = (size_t)sqlite3_column_bytes(get, 15)};
    if (counted && !pixels->is_counted)
        return false;
    pixels->small = (FactSmall){.kind = (SmallKind)sqlite3_column_int(get, 7),
                                .x = sqlite3_column_double(get, 8),
                                .y = sqlite3_column_double(get, 9),
                                .width = sqlite3_column_double(get, 10),
                                .height = sqlite3_column_double(get, 11),
                                .clear = sqlite3_column_blob(get, 12),
                                .clear_length = (size_t)sqlite3_column_bytes(get, 12)};
    read_faces(kept, hash, pixels);
    return true;
}
