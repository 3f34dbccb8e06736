/*
 * Holds a store against an empty one of this version. Only what is missing counts: what another
 * version has besides harms nobody.
 */
#include "store/fit.h"

#include "commands/command.h"
#include "store/rows.h"

/* Every column of every table that schema.sql makes. */
#define COLUMNS                                                                                    \
    "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "                 \
    "WHERE m.type = 'table' ORDER BY m.rowid, c.cid"

static bool has_column(sqlite3 *db, const char *table, const char *column)
{
    sqlite3_stmt *get = NULL;
    bool found = false;

    if (sqlite3_prepare_v2(db, "SELECT 1 FROM pragma_table_info(?1) WHERE name = ?2", -1, &get,
                           NULL) == SQLITE_OK) {
        sqlite3_bind_text(get, 1, table, -1, SQLITE_STATIC);
        sqlite3_bind_text(get, 2, column, -1, SQLITE_STATIC);
        found = sqlite3_step(get) == SQLITE_ROW;
    }
    sqlite3_finalize(get);
    return found;
}

bool store_fits(sqlite3 *db, const char *path, GError **error)
{
    Rows ours;
    sqlite3_stmt *columns;
    bool fits = true;

    if (!rows_open(&ours, ":memory:", error))
        return false;
    rows_run_resource(&ours, "store/schema.sql");
    columns = rows_prepare(&ours, COLUMNS);
    while (fits && rows_next(&ours, columns)) {
        fits = has_column(db, rows_text(columns, 0), rows_text(columns, 1));
        if (!fits)
            exit_error_set(error, EXIT_INPUT_MISSING, "cli-store-other",
                           TEXT_VALUES(TEXT_TEXT("path", path),
                                       TEXT_TEXT("table", rows_text(columns, 0)),
                                       TEXT_TEXT("column", rows_text(columns, 1))));
    }
    sqlite3_finalize(columns);
    fits = rows_good(&ours, fits ? error : NULL) && fits;
    rows_close(&ours);
    return fits;
}
