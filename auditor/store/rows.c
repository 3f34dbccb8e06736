/*
 * Prepared statements with sticky errors over SQLite. It knows nothing of tables; store.c,
 * finalise.c, link.c and judge.c do.
 */
#include "store/rows.h"

#include <gio/gio.h>
#include <stdarg.h>

#include "commands/command.h"
#include "language.h"

#define CACHE_KIB 16384 /* pages kept in memory by each connection */

void rows_fail(Rows *rows)
{
    if (rows->error)
        return;
    const char *cause = rows->db ? sqlite3_errmsg(rows->db) : language_text("cli-errno-memory");

    exit_error_set(&rows->error, EXIT_CANNOT_WRITE, "cli-store-fails",
                   TEXT_VALUES(TEXT_TEXT("path", rows->path), TEXT_TEXT("cause", cause)));
}

bool rows_open(Rows *rows, const char *path, GError **error)
{
    *rows = (Rows){.path = g_strdup(path)};
    if (sqlite3_open_v2(path, &rows->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL) !=
        SQLITE_OK)
        rows_fail(rows);
    rows_run(rows, "PRAGMA page_size = 16384; PRAGMA journal_mode = OFF;"
                   "PRAGMA synchronous = OFF;"
                   "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -" G_STRINGIFY(CACHE_KIB));
    return rows_good(rows, error);
}

void rows_borrow(Rows *rows, sqlite3 *db)
{
    const char *path = sqlite3_db_filename(db, "main");

    *rows = (Rows){.db = db, .path = g_strdup(path && *path ? path : "audit.db")};
}

void rows_release(Rows *rows)
{
    g_clear_pointer(&rows->path, g_free);
    g_clear_error(&rows->error);
    rows->db = NULL;
}

bool rows_finish(Rows *rows, GError **error)
{
    bool good = rows_good(rows, error);

    rows_release(rows);
    return good;
}

void rows_close(Rows *rows)
{
    sqlite3_close(rows->db);
    rows_release(rows);
}

bool rows_good(const Rows *rows, GError **error)
{
    if (!rows->error)
        return true;
    if (error)
        *error = g_error_copy(rows->error);
    return false;
}

void rows_run(Rows *rows, const char *sql)
{
    if (!rows->error && sqlite3_exec(rows->db, sql, NULL, NULL, NULL) != SQLITE_OK)
        rows_fail(rows);
}

void rows_run_resource(Rows *rows, const char *name)
{
    g_autofree char *path = g_strconcat("/schoolaudit/", name, NULL);
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    g_assert(bytes != NULL);
    rows_run(rows, g_bytes_get_data(bytes, NULL)); /* GLib ends resources with a NUL */
}

sqlite3_stmt *rows_prepare(Rows *rows, const char *sql)
{
    sqlite3_stmt *statement = NULL;

    if (rows->error)
        return NULL;
    if (sqlite3_prepare_v3(rows->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
        SQLITE_OK)
        rows_fail(rows);
    return statement;
}

static void bind_id(sqlite3_stmt *statement, int at, int64_t id)
{
    if (id != 0)
        sqlite3_bind_int64(statement, at, id);
    else
        sqlite3_bind_null(statement, at);
}

static void bind_list(sqlite3_stmt *statement, const char *format, va_list arguments)
{
    int at = 0;

    for (const char *letter = format; *letter; letter++) {
        at++;
        if (*letter == 'i')
            sqlite3_bind_int64(statement, at, va_arg(arguments, int64_t));
        else if (*letter == 'I')
            bind_id(statement, at, va_arg(arguments, int64_t));
        else if (*letter == 'd')
            sqlite3_bind_double(statement, at, va_arg(arguments, double));
        else if (*letter == 't')
            sqlite3_bind_text(statement, at, va_arg(arguments, const char *), -1, SQLITE_STATIC);
        else
            g_assert_not_reached();
    }
}

void rows_bind(sqlite3_stmt *statement, const char *format, ...)
{
    va_list arguments;

    if (!statement)
        return;
    va_start(arguments, format);
    bind_list(statement, format, arguments);
    va_end(arguments);
}

void rows_write(Rows *rows, sqlite3_stmt *statement, const char *format, ...)
{
    va_list arguments;

    if (!statement || rows->error)
        return;
    va_start(arguments, format);
    bind_list(statement, format, arguments);
    va_end(arguments);
    if (sqlite3_step(statement) != SQLITE_DONE)
        rows_fail(rows);
    sqlite3_reset(statement);
}

bool rows_next(Rows *rows, sqlite3_stmt *statement)
{
    int result;

    if (!statement || rows->error)
        return false;
    result = sqlite3_step(statement);
    if (result == SQLITE_ROW)
        return true;
    if (result != SQLITE_DONE)
        rows_fail(rows);
    sqlite3_reset(statement);
    return false;
}

const char *rows_text(sqlite3_stmt *statement, int column)
{
    return (const char *)sqlite3_column_text(statement, column);
}

const char *rows_word(sqlite3_stmt *statement, int column)
{
    const char *text = rows_text(statement, column);

    return text ? text : "";
}

int64_t rows_number(Rows *rows, const char *sql, int64_t otherwise)
{
    sqlite3_stmt *statement = rows_prepare(rows, sql);
    int64_t number = otherwise;

    if (rows_next(rows, statement))
        number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return number;
}
