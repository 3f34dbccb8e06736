/*
 * schoolaudit find: leads from an item number of a masked report back to where it lies. It reads a
 * stored run and prints what the report may not say; that is why it works on the machine of the run
 * only.
 */
#include <sqlite3.h>
#include <stdio.h>

#include "commands/command.h"
#include "commands/options.h"
#include "language.h"
#include "reports/escape.h"

typedef struct {
    gint64 item;
    char *language;
    char **folders;
} FindOptions;

static bool parse(FindOptions *options, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"item", 0, 0, G_OPTION_ARG_INT64, &options->item, "cli-option-item", "cli-value-item"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &options->language, "cli-option-language",
         "cli-value-language"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->folders, NULL, NULL},
        G_OPTION_ENTRY_NULL};

    if (!options_parse("find", entries, &argc, &argv, error) ||
        !options_check_language(options->language, error))
        return false;
    if (options->item > 0 && options->folders && !options->folders[1])
        return true;
    exit_error_set(error, EXIT_USAGE, "cli-find-usage", NULL);
    return false;
}

static void print_row(sqlite3_stmt *row)
{
    static const char *const labels[] = {"cli-find-source", "cli-find-path", "cli-find-place",
                                         "cli-find-url", "cli-find-state"};

    for (int i = 0; i < (int)G_N_ELEMENTS(labels); i++) {
        const char *value = (const char *)sqlite3_column_text(row, i);

        if (value && *value) {
            g_autofree char *safe = escape_visible(value, 4096);

            printf("%-8s%s\n", language_text(labels[i]), safe);
        }
    }
}

static bool find_item(const FindOptions *options, GError **error)
{
    g_autofree char *path = g_build_filename(options->folders[0], "audit.db", NULL);
    sqlite3_stmt *row = NULL;
    sqlite3 *db = NULL;
    bool found = false;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db,
                           "SELECT s.path, i.path, i.place, i.url, i.state || ' ' || i.reason "
                           "FROM item i JOIN source s ON s.id = i.source WHERE i.id = ?",
                           -1, &row, NULL) != SQLITE_OK) {
        bool exists = g_file_test(path, G_FILE_TEST_EXISTS);

        exit_error_set(
            error, EXIT_INPUT_MISSING, "cli-find-no-run",
            TEXT_VALUES(TEXT_TEXT("path", path),
                        TEXT_TEXT("cause", exists ? sqlite3_errmsg(db)
                                                  : language_text("cli-errno-missing"))));
    } else {
        sqlite3_bind_int64(row, 1, options->item);
        found = sqlite3_step(row) == SQLITE_ROW;
        if (found)
            print_row(row);
        else
            exit_error_set(
                error, EXIT_INPUT_MISSING, "cli-find-no-item",
                TEXT_VALUES(TEXT_TEXT("path", path), TEXT_NUMBER("item", options->item)));
    }
    sqlite3_finalize(row);
    sqlite3_close(db);
    return found;
}

static int run(int argc, char **argv)
{
    FindOptions options = {0};
    GError *error = NULL;
    bool done = parse(&options, argc, argv, &error) && find_item(&options, &error);

    g_free(options.language);
    g_strfreev(options.folders);
    return done ? 0 : command_fail(error, EXIT_USAGE);
}

const Command command_find = {
    .name = "find",
    .run = run,
};
