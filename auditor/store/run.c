/* Opens the stores of earlier runs, and asks them for one word. */
#include "store/run.h"

#include <glib.h>

sqlite3 *run_open(const char *folder)
{
    g_autofree char *manifest = g_build_filename(folder, "manifest.json", NULL);
    g_autofree char *path = g_build_filename(folder, "audit.db", NULL);
    sqlite3 *db = NULL;

    if (g_file_test(manifest, G_FILE_TEST_IS_REGULAR) &&
        g_file_test(path, G_FILE_TEST_IS_REGULAR) &&
        sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK)
        return db;
    sqlite3_close(db);
    return NULL;
}

char *run_value(sqlite3 *db, const char *key)
{
    sqlite3_stmt *get = NULL;
    char *value = NULL;

    if (sqlite3_prepare_v2(db, "SELECT value FROM run WHERE key = ?", -1, &get, NULL) ==
        SQLITE_OK) {
        sqlite3_bind_text(get, 1, key, -1, SQLITE_STATIC);
        if (sqlite3_step(get) == SQLITE_ROW)
            value = g_strdup((const char *)sqlite3_column_text(get, 0));
    }
    sqlite3_finalize(get);
    return value;
}
