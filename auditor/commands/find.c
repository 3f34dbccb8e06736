/*
 * schoolaudit find: everything on one person, from a stored run or straight from inputs, for an
 * access request or the morning after an incident; and with --item from a number of a masked report
 * back to where it lies. It prints what the reports may not say of the one who is asked for; all
 * others stay masked.
 */
#include "commands/find.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "language.h"
#include "reports/escape.h"
#include "store/fit.h"

static bool parse(FindOptions *options, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"item", 0, 0, G_OPTION_ARG_INT64, &options->item, "cli-option-item", "cli-value-item"},
        {"id", 0, 0, G_OPTION_ARG_STRING, &options->id, "cli-option-id", "cli-value-item"},
        {"register", 0, 0, G_OPTION_ARG_FILENAME, &options->register_file, "cli-option-register",
         "cli-value-file"},
        {"mapping", 0, 0, G_OPTION_ARG_FILENAME, &options->mapping, "cli-option-mapping",
         "cli-value-file"},
        {"consents", 0, 0, G_OPTION_ARG_FILENAME, &options->consents, "cli-option-consents",
         "cli-value-file"},
        {"staff", 0, 0, G_OPTION_ARG_FILENAME, &options->staff, "cli-option-staff",
         "cli-value-file"},
        {"policy", 0, 0, G_OPTION_ARG_FILENAME, &options->policy, "cli-option-policy",
         "cli-value-id-or-file"},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &options->jobs, "cli-option-jobs", "cli-value-number"},
        {"today", 0, 0, G_OPTION_ARG_STRING, &options->today, "cli-option-today-audit",
         "cli-value-date"},
        {"quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, "cli-option-quiet", NULL},
        {"language", 0, 0, G_OPTION_ARG_STRING, &options->language, "cli-option-language",
         "cli-value-language"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->places, NULL, NULL},
        G_OPTION_ENTRY_NULL};

    if (!options_parse_dated("find", entries, &argc, &argv, &options->language, &options->today,
                             error))
        return false;
    if (options->places && (options->item == 0 || (options->item > 0 && !options->places[1])) &&
        options->jobs >= 0 && options->jobs <= 256)
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

static sqlite3 *open_store(const char *path, GError **error)
{
    sqlite3 *db = NULL;

    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
        sqlite3_exec(db, "SELECT 1 FROM item LIMIT 1", NULL, NULL, NULL) == SQLITE_OK) {
        if (store_fits(db, path, error))
            return db;
        sqlite3_close(db);
        return NULL;
    }
    const char *cause = g_file_test(path, G_FILE_TEST_EXISTS) ? sqlite3_errmsg(db)
                                                              : language_text("cli-errno-missing");

    exit_error_set(error, EXIT_INPUT_MISSING, "cli-find-no-run",
                   TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", cause)));
    sqlite3_close(db);
    return NULL;
}

static bool find_item(sqlite3 *db, const FindOptions *options, GError **error)
{
    sqlite3_stmt *row = NULL;
    bool found = false;

    if (sqlite3_prepare_v2(db,
                           "SELECT s.path, i.path, i.place, i.url, i.state || ' ' || i.reason "
                           "FROM item i JOIN source s ON s.id = i.source WHERE i.id = ?",
                           -1, &row, NULL) == SQLITE_OK) {
        sqlite3_bind_int64(row, 1, options->item);
        found = sqlite3_step(row) == SQLITE_ROW;
        if (found)
            print_row(row);
    }
    sqlite3_finalize(row);
    if (!found)
        exit_error_set(
            error, EXIT_INPUT_MISSING, "cli-find-no-item",
            TEXT_VALUES(TEXT_TEXT("path", options->places[0]), TEXT_NUMBER("item", options->item)));
    return found;
}

/* Several of one name: their numbers and groups, to choose from. */
static void print_choice(sqlite3 *db, const GArray *persons)
{
    sqlite3_stmt *row = NULL;

    terminal_print(stdout, "", 0, language_text("cli-find-several"));
    for (guint i = 0; i < persons->len; i++) {
        if (sqlite3_prepare_v2(db,
                               "SELECT number, coalesce(\"group\", ''), coalesce(birth, '')"
                               " FROM person WHERE id = ?",
                               -1, &row, NULL) != SQLITE_OK)
            return;
        sqlite3_bind_int64(row, 1, g_array_index(persons, int64_t, i));
        if (sqlite3_step(row) == SQLITE_ROW) {
            g_autofree char *line =
                g_strdup_printf("--id %s   %s   %s", (const char *)sqlite3_column_text(row, 0),
                                (const char *)sqlite3_column_text(row, 1),
                                (const char *)sqlite3_column_text(row, 2));
            terminal_print(stdout, "  ", 4, line);
        }
        sqlite3_finalize(row);
    }
}

static bool find_in_store(sqlite3 *db, const FindOptions *options, const char *name, GError **error)
{
    g_autoptr(GArray) persons = find_persons(db, name, options->id);

    if (persons->len == 1)
        return find_print_person(db, g_array_index(persons, int64_t, 0), error);
    if (persons->len > 1) {
        print_choice(db, persons);
        return true;
    }
    if (name)
        return find_print_name(db, name, error);
    exit_error_set(error, EXIT_INPUT_MISSING, "cli-find-no-id", NULL);
    return false;
}

static bool is_run(const FindOptions *options)
{
    g_autofree char *manifest = g_build_filename(options->places[0], "manifest.json", NULL);
    g_autofree char *store = g_build_filename(options->places[0], "audit.db", NULL);

    return !options->places[1] &&
           (g_file_test(manifest, G_FILE_TEST_EXISTS) || g_file_test(store, G_FILE_TEST_EXISTS));
}

static bool find_in_run(const FindOptions *options, const char *name, GError **error)
{
    g_autofree char *path = g_build_filename(options->places[0], "audit.db", NULL);
    sqlite3 *db = open_store(path, error);
    bool found = db && (options->item > 0 ? find_item(db, options, error)
                                          : find_in_store(db, options, name, error));

    sqlite3_close(db);
    return found;
}

static void remove_folder(const char *folder)
{
    GDir *dir = g_dir_open(folder, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        unlink(path);
    }
    if (dir)
        g_dir_close(dir);
    rmdir(folder);
}

/* The store of the search holds names: it lies in a folder of our own and goes at once. */
static bool find_in_inputs(const FindOptions *options, const char *name, GError **error)
{
    g_autofree char *folder = g_dir_make_tmp("schoolaudit-find-XXXXXX", NULL);
    g_autofree char *path = NULL;
    sqlite3 *db;
    bool found;

    if (!folder) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-folder-not-made", g_get_tmp_dir());
        return false;
    }
    path = find_scan(options, name, folder, error);
    db = path ? open_store(path, error) : NULL;
    found = db && find_in_store(db, options, name, error);
    sqlite3_close(db);
    remove_folder(folder);
    return found;
}

static void options_clear(FindOptions *options)
{
    char *strings[] = {options->id,      options->language,      options->policy,   options->today,
                       options->mapping, options->register_file, options->consents, options->staff};

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(strings[i]);
    g_strfreev(options->places);
}

static bool find(FindOptions *options, GError **error)
{
    g_autofree char *name = NULL;

    if (options->item == 0 && !options->id && !(name = find_ask_name(error)))
        return false;
    if (!options->today)
        options->today = options_today(NULL);
    return options->item > 0 || is_run(options) ? find_in_run(options, name, error)
                                                : find_in_inputs(options, name, error);
}

static int run(int argc, char **argv)
{
    FindOptions options = {0};
    GError *error = NULL;
    bool done = parse(&options, argc, argv, &error) && find(&options, &error);

    if (done && fflush(stdout)) {
        exit_error_set(&error, EXIT_CANNOT_WRITE, "cli-cannot-print", NULL);
        done = false;
    }
    options_clear(&options);
    return done ? 0 : command_fail(error, EXIT_LIST_INVALID);
}

const Command command_find = {
    .name = "find",
    .run = run,
};
