/*
 * schoolaudit find: leads from an item number of a masked report back to where it lies. It reads a
 * stored run and prints what the report may not say; that is why it works on the machine of the run
 * only.
 */
#include <sqlite3.h>
#include <stdio.h>

#include "commands/command.h"
#include "reports/escape.h"

typedef struct {
    gint64 item;
    char **folders;
} FindOptions;

static bool parse(FindOptions *options, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"item", 0, 0, G_OPTION_ARG_INT64, &options->item, "number of the item in the report", "N"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->folders, NULL, NULL},
        G_OPTION_ENTRY_NULL};
    g_autoptr(GOptionContext) context = g_option_context_new("DIR");

    g_option_context_set_summary(context,
                                 "Prints where an item of a report lies; DIR is the run's folder.");
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, error))
        return false;
    if (options->item > 0 && options->folders && !options->folders[1])
        return true;
    g_set_error(
        error, EXIT_ERROR, EXIT_USAGE,
        "find: wanted an item number and the folder of a run, as in schoolaudit find --item 12 "
        "audits/2026-11-23");
    return false;
}

static void print_row(sqlite3_stmt *row)
{
    static const char *const labels[] = {"source", "path", "place", "url", "state"};

    for (int i = 0; i < (int)G_N_ELEMENTS(labels); i++) {
        const char *value = (const char *)sqlite3_column_text(row, i);

        if (value && *value) {
            g_autofree char *safe = escape_visible(value, 4096);

            printf("%-8s%s\n", labels[i], safe);
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
        g_set_error(error, EXIT_ERROR, EXIT_INPUT_MISSING,
                    "%s: %s; name the folder of a run that is complete", path, sqlite3_errmsg(db));
    } else {
        sqlite3_bind_int64(row, 1, options->item);
        found = sqlite3_step(row) == SQLITE_ROW;
        if (found)
            print_row(row);
        else
            g_set_error(error, EXIT_ERROR, EXIT_INPUT_MISSING,
                        "%s: there is no item %" G_GINT64_FORMAT " in this run", path,
                        options->item);
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

    g_strfreev(options.folders);
    return done ? 0 : command_fail(error, EXIT_USAGE);
}

const Command command_find = {
    .name = "find",
    .usage = "--item N DIR",
    .run = run,
};
