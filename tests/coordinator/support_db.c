/* A store in memory for suites: see support_db.h. */
#include "support_db.h"

#include <check.h>
#include <gio/gio.h>
#include <string.h>

#include "store/functions.h"

void db_run(sqlite3 *db, const char *sql)
{
    char *message = NULL;

    ck_assert_msg(sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK, "%s in %s", message,
                  sql);
}

static void run_resource(sqlite3 *db, const char *path)
{
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    ck_assert_ptr_nonnull(bytes);
    db_run(db, g_bytes_get_data(bytes, NULL));
}

sqlite3 *db_new(void)
{
    sqlite3 *db = NULL;

    ck_assert_int_eq(sqlite3_open(":memory:", &db), SQLITE_OK);
    functions_add(db);
    run_resource(db, "/schoolaudit/store/schema.sql");
    run_resource(db, "/schoolaudit/store/finish.sql");
    return db;
}

void db_expect(sqlite3 *db, const char *sql, const char *wanted)
{
    g_autoptr(GString) answer = g_string_new(NULL);
    sqlite3_stmt *statement = NULL;

    ck_assert_msg(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK, "%s: %s", sql,
                  sqlite3_errmsg(db));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(statement, 0);

        g_string_append_printf(answer, "%s%s", answer->len ? " " : "", text ? text : "NULL");
    }
    sqlite3_finalize(statement);
    ck_assert_msg(strcmp(answer->str, wanted) == 0, "%s: wanted '%s', have '%s'", sql, wanted,
                  answer->str);
}
