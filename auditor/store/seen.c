/* What was seen in pictures during a scan; see seen.h. */
#include "store/seen.h"

static const char tables[] =
    "CREATE %s TABLE seen (hash TEXT PRIMARY KEY, width INTEGER, height INTEGER,"
    " fingerprint INTEGER, counted INTEGER, light BLOB, pixelated BLOB, clear BLOB,"
    " small INTEGER, small_x REAL, small_y REAL, small_width REAL, small_height REAL,"
    " small_clear BLOB, frames INTEGER, moment INTEGER, marks BLOB) WITHOUT ROWID;"
    "CREATE %s TABLE seen_face (hash TEXT, number INTEGER, x REAL, y REAL, width REAL,"
    " height REAL, score REAL, PRIMARY KEY (hash, number)) WITHOUT ROWID;"
    "CREATE %s TABLE seen_gap (hash TEXT PRIMARY KEY, reason TEXT NOT NULL, detail TEXT)"
    " WITHOUT ROWID;";

void seen_make_tables(Rows *rows)
{
    g_autofree char *sql = g_strdup_printf(tables, "TEMP", "TEMP", "TEMP");

    rows_run(rows, sql);
}

bool seen_open(Seen *seen, const char *path, GError **error)
{
    g_autofree char *sql = g_strdup_printf(tables, "", "", "");

    *seen = (Seen){0};
    if (!rows_open(&seen->rows, path, error))
        return false;
    rows_run(&seen->rows, sql);
    rows_run(&seen->rows, "BEGIN");
    seen->put = rows_prepare(&seen->rows, "INSERT OR IGNORE INTO seen VALUES"
                                          " (?, ?, ?, ?, ?, ?, ?, ?, ?9, ?10, ?11, ?12, ?13, ?14,"
                                          " ?15, ?16, ?17)");
    seen->put_face =
        rows_prepare(&seen->rows, "INSERT OR IGNORE INTO seen_face VALUES (?, ?, ?, ?, ?, ?, ?)");
    seen->put_gap = rows_prepare(&seen->rows, "INSERT OR IGNORE INTO seen_gap VALUES (?, ?, ?)");
    return rows_good(&seen->rows, error);
}

static void bind_small(sqlite3_stmt *put, const FactSmall *small)
{
    sqlite3_bind_int(put, 9, (int)small->kind);
    sqlite3_bind_double(put, 10, small->x);
    sqlite3_bind_double(put, 11, small->y);
    sqlite3_bind_double(put, 12, small->width);
    sqlite3_bind_double(put, 13, small->height);
    if (small->clear)
        sqlite3_bind_blob(put, 14, small->clear, (int)small->clear_length, SQLITE_STATIC);
    else
        sqlite3_bind_null(put, 14);
}

void seen_add_gap(Seen *seen, const char *hash, const char *reason, const char *detail)
{
    rows_write(&seen->rows, seen->put_gap, "ttt", hash, reason, detail);
}

void seen_add(Seen *seen, const char *hash, const FactPixels *pixels)
{
    if (!seen->put)
        return;
    rows_bind(seen->put, "tiiii", hash, (int64_t)pixels->width, (int64_t)pixels->height,
              (int64_t)pixels->fingerprint, (int64_t)pixels->is_counted);
    sqlite3_bind_blob(seen->put, 6, pixels->light, (int)LIGHT_BYTES, SQLITE_STATIC);
    sqlite3_bind_blob(seen->put, 7, pixels->pixelated, (int)PIXELATED_BYTES, SQLITE_STATIC);
    if (pixels->clear)
        sqlite3_bind_blob(seen->put, 8, pixels->clear, (int)pixels->clear_length, SQLITE_STATIC);
    else
        sqlite3_bind_null(seen->put, 8);
    bind_small(seen->put, &pixels->small);
    sqlite3_bind_int64(seen->put, 15, pixels->frames);
    sqlite3_bind_int64(seen->put, 16, pixels->moment);
    sqlite3_bind_blob(seen->put, 17, pixels->marks ? (const void *)pixels->marks : "",
                      (int)pixels->marks_length, SQLITE_STATIC);
    rows_write(&seen->rows, seen->put, "");
    for (unsigned i = 0; i < pixels->face_count; i++) {
        const FactFace *face = &pixels->faces[i];

        rows_write(&seen->rows, seen->put_face, "tiddddd", hash, (int64_t)i, face->x, face->y,
                   face->width, face->height, face->score);
    }
}

bool seen_finish(Seen *seen, GError **error)
{
    bool done;

    rows_run(&seen->rows, "COMMIT");
    done = rows_good(&seen->rows, error);
    seen_clear(seen);
    return done;
}

void seen_clear(Seen *seen)
{
    g_clear_pointer(&seen->put, sqlite3_finalize);
    g_clear_pointer(&seen->put_face, sqlite3_finalize);
    g_clear_pointer(&seen->put_gap, sqlite3_finalize);
    rows_close(&seen->rows);
}
