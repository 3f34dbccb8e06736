/*
 * schoolaudit decisions import: takes the file that the report saved into the log of decisions. The
 * file must fit a run that lies in the state folder, and every fingerprint in it a finding of that
 * run; else nothing is taken over. Names of the register that stand in a note are masked: the log
 * outlives the runs.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands/command.h"
#include "commands/json_member.h"
#include "commands/options.h"
#include "commands/run_folder.h"
#include "commands/terminal.h"
#include "language.h"
#include "reports/mask.h"
#include "store/decisions.h"
#include "store/run.h"

#define FILE_BYTES (64 * 1024 * 1024)
#define NOTE_CHARACTERS 400
#define PRINT_LEAST 16 /* digits of a fingerprint that may stand for the whole */

typedef struct {
    char *state, *run, *language, *today;
    char **words;
} DecisionsOptions;

/* One import under way. */
typedef struct {
    const char *file;
    char *run;         /* the run it was made from */
    char *decided;     /* the day of the import */
    sqlite3 *db;       /* that run's store */
    sqlite3_stmt *get; /* findings by the beginning of their fingerprint */
    Mask *mask;
    GPtrArray *decisions; /* Decision * */
} Import;

static void fail(const Import *import, const char *id, guint number, const char *value,
                 GError **error)
{
    exit_error_set(error, EXIT_LIST_INVALID, id,
                   TEXT_VALUES(TEXT_TEXT("file", import->file), TEXT_NUMBER("number", number),
                               TEXT_TEXT("value", value ? value : "")));
}

/* ---- the file ---- */

static json_object *read_file(const Import *import, GError **error)
{
    g_autoptr(GError) cause = NULL;
    g_autofree char *text = NULL;
    gsize length = 0;
    json_object *root = NULL;

    if (!g_file_get_contents(import->file, &text, &length, &cause)) {
        exit_error_set(error, EXIT_INPUT_MISSING, "decisions-unreadable",
                       TEXT_VALUES(TEXT_TEXT("path", import->file),
                                   TEXT_TEXT("cause", language_cause(cause))));
        return NULL;
    }
    if (length <= FILE_BYTES && !memchr(text, '\0', length))
        root = json_tokener_parse(text);
    if (!json_object_is_type(root, json_type_object)) {
        json_object_put(root);
        fail(import, "decisions-no-file", 0, NULL, error);
        return NULL;
    }
    return root;
}

/* Every key known and, where it is a text, a text. */
static bool check_keys(const Import *import, json_object *object, const char *const *keys,
                       guint number, GError **error)
{
    json_object_object_foreach(object, key, value)
    {
        if (!g_strv_contains(keys, key) ||
            (number > 0 && !json_object_is_type(value, json_type_string))) {
            fail(import, "decisions-key", number, key, error);
            return false;
        }
    }
    return true;
}

static bool is_fingerprint(const char *text)
{
    size_t length = text ? strspn(text, "0123456789abcdef") : 0;

    return length >= PRINT_LEAST && length <= 64 && text[length] == '\0';
}

/* The one finding whose fingerprint begins so. */
static char *whole_fingerprint(const Import *import, guint number, const char *beginning,
                               GError **error)
{
    g_autofree char *after = g_strconcat(beginning, "g", NULL);
    char *whole = NULL;
    int found = 0;

    sqlite3_reset(import->get);
    sqlite3_bind_text(import->get, 1, beginning, -1, SQLITE_TRANSIENT);
    sqlite3_bind_text(import->get, 2, after, -1, SQLITE_TRANSIENT);
    for (; sqlite3_step(import->get) == SQLITE_ROW; found++) {
        g_free(whole);
        whole = g_strdup((const char *)sqlite3_column_text(import->get, 0));
    }
    if (found == 1)
        return whole;
    g_free(whole);
    fail(import, found ? "decisions-ambiguous" : "decisions-unknown", number, beginning, error);
    return NULL;
}

/* What the reviewer wrote: bounded, and without a name of the register. */
static char *own_words(const Import *import, const char *text)
{
    g_autofree char *valid = text ? g_utf8_make_valid(text, -1) : NULL;
    g_autofree char *cut =
        valid ? g_utf8_substring(valid, 0, MIN(NOTE_CHARACTERS, g_utf8_strlen(valid, -1))) : NULL;

    return cut && *cut ? mask_text(import->mask, cut, MASK_PROSE) : NULL;
}

static bool take_words(const Import *import, Decision *decision, json_object *object, guint number,
                       GError **error)
{
    const char *kind = json_member_text(object, "kind"),
               *reason = json_member_text(object, "reason");
    const char *until = json_member_text(object, "until");

    if (!kind || !g_strv_contains(decision_kinds, kind))
        fail(import, "decisions-kind", number, kind, error);
    else if (reason && !g_strv_contains(decision_reasons, reason))
        fail(import, "decisions-reason", number, reason, error);
    else if (until && !options_is_date(until))
        fail(import, "decisions-until", number, until, error);
    else if (!until && g_str_equal(kind, "accepted"))
        fail(import, "decisions-no-until", number, NULL, error);
    else if (g_str_equal(kind, "consent") && !json_member_text(object, "reference"))
        fail(import, "decisions-no-reference", number, NULL, error);
    else {
        decision->kind = g_strdup(kind);
        decision->reason = g_strdup(reason);
        decision->until = g_strdup(until);
        decision->note = own_words(import, json_member_text(object, "note"));
        decision->reference = own_words(import, json_member_text(object, "reference"));
        return true;
    }
    return false;
}

static bool take_decision(Import *import, json_object *object, guint number, GError **error)
{
    static const char *const keys[] = {"fingerprint", "kind",      "reason", "note",
                                       "until",       "reference", NULL};
    Decision *decision = g_new0(Decision, 1);
    const char *beginning = NULL;

    g_ptr_array_add(import->decisions, decision);
    decision->run = g_strdup(import->run);
    decision->decided = g_strdup(import->decided);
    if (!json_object_is_type(object, json_type_object)) {
        fail(import, "decisions-no-object", number, NULL, error);
        return false;
    }
    if (!check_keys(import, object, keys, number, error))
        return false;
    beginning = json_member_text(object, "fingerprint");
    if (!is_fingerprint(beginning)) {
        fail(import, "decisions-fingerprint", number, beginning, error);
        return false;
    }
    decision->fingerprint = whole_fingerprint(import, number, beginning, error);
    return decision->fingerprint && take_words(import, decision, object, number, error);
}

static bool take_all(Import *import, json_object *root, GError **error)
{
    json_object *list = NULL;

    json_object_object_get_ex(root, "decisions", &list);
    if (!json_object_is_type(list, json_type_array)) {
        fail(import, "decisions-no-file", 0, NULL, error);
        return false;
    }
    for (size_t i = 0; i < json_object_array_length(list); i++)
        if (!take_decision(import, json_object_array_get_idx(list, i), (guint)i + 1, error))
            return false;
    return true;
}

/* ---- the run ---- */

static bool is_run(const char *folder, const char *run)
{
    sqlite3 *db = run_open(folder);
    g_autofree char *id = db ? run_value(db, "run-id") : NULL;

    sqlite3_close(db);
    return g_strcmp0(id, run) == 0;
}

/* The folder of the run: as said, else among those in the state folder. */
static char *find_run(const DecisionsOptions *options, const Import *import, GError **error)
{
    GDir *dir = options->run ? NULL : g_dir_open(options->state, 0, NULL);
    char *found = options->run && is_run(options->run, import->run) ? g_strdup(options->run) : NULL;
    const char *name;

    while (dir && !found && (name = g_dir_read_name(dir))) {
        g_autofree char *folder = g_build_filename(options->state, name, NULL);

        if (is_run(folder, import->run))
            found = g_steal_pointer(&folder);
    }
    if (dir)
        g_dir_close(dir);
    if (!found)
        exit_error_set(
            error, EXIT_LIST_INVALID, "decisions-no-run",
            TEXT_VALUES(TEXT_TEXT("file", import->file), TEXT_TEXT("run", import->run),
                        TEXT_TEXT("path", options->run ? options->run : options->state)));
    return found;
}

static bool open_run(Import *import, const char *folder, GError **error)
{
    import->db = run_open(folder);
    if (import->db &&
        sqlite3_prepare_v2(import->db,
                           "SELECT DISTINCT fingerprint FROM finding WHERE fingerprint >= ? AND"
                           " fingerprint < ? LIMIT 2",
                           -1, &import->get, NULL) == SQLITE_OK) {
        import->mask = mask_new(import->db, false, error);
        return import->mask != NULL;
    }
    exit_error_set(error, EXIT_INPUT_MISSING, "history-no-run",
                   TEXT_VALUES(TEXT_TEXT("path", folder)));
    return false;
}

static bool start(Import *import, json_object *root, GError **error)
{
    static const char *const keys[] = {"schema", "run", "made", "decisions", NULL};
    json_object *schema = NULL;
    const char *run = json_member_text(root, "run");

    json_object_object_get_ex(root, "schema", &schema);
    if (!check_keys(import, root, keys, 0, error))
        return false;
    if (!run || !json_object_is_type(schema, json_type_int) || json_object_get_int(schema) != 1) {
        fail(import, "decisions-no-file", 0, NULL, error);
        return false;
    }
    import->run = g_strdup(run);
    return true;
}

/* ---- the log ---- */

static bool same(const Decision *left, const Decision *right)
{
    return !g_strcmp0(left->fingerprint, right->fingerprint) &&
           !g_strcmp0(left->kind, right->kind) && !g_strcmp0(left->reason, right->reason) &&
           !g_strcmp0(left->note, right->note) && !g_strcmp0(left->until, right->until) &&
           !g_strcmp0(left->reference, right->reference);
}

/* Leaves out what already stands in the log as the last word on its finding. */
static bool drop_known(Import *import, const char *log, GError **error)
{
    g_autoptr(GPtrArray) known = decisions_read(log, NULL, error);
    g_autoptr(GHashTable) last = g_hash_table_new(g_str_hash, g_str_equal);

    if (!known)
        return false;
    for (guint i = 0; i < known->len; i++) {
        Decision *decision = g_ptr_array_index(known, i);

        g_hash_table_insert(last, decision->fingerprint, decision);
    }
    for (guint i = import->decisions->len; i-- > 0;) {
        const Decision *decision = g_ptr_array_index(import->decisions, i);
        const Decision *before = g_hash_table_lookup(last, decision->fingerprint);

        if (before && same(before, decision))
            g_ptr_array_remove_index(import->decisions, i);
    }
    return true;
}

static bool write_log(const DecisionsOptions *options, Import *import, const char *folder,
                      GError **error)
{
    g_autofree char *beside = g_path_get_dirname(folder);
    const char *state = options->state ? options->state : beside;
    g_autofree char *log = g_build_filename(state, DECISIONS_LOG, NULL);
    guint all = import->decisions->len;
    int lock = run_lock_take(state, error);
    bool done = lock >= 0 && drop_known(import, log, error) &&
                decisions_append(log, import->decisions, error);

    if (lock >= 0)
        close(lock);
    if (done) {
        g_autofree char *said = language_fill(
            "decisions-imported", TEXT_VALUES(TEXT_NUMBER("n", import->decisions->len),
                                              TEXT_NUMBER("known", all - import->decisions->len),
                                              TEXT_TEXT("path", log)));

        terminal_print(stdout, "", 0, said);
    }
    return done;
}

static bool import_file(const DecisionsOptions *options, GError **error)
{
    Import import = {.file = options->words[1],
                     .decided = options_today(options->today),
                     .decisions = g_ptr_array_new_with_free_func((GDestroyNotify)decision_free)};
    json_object *root = read_file(&import, error);
    g_autofree char *folder = NULL;
    bool done = root && start(&import, root, error) &&
                (folder = find_run(options, &import, error)) && open_run(&import, folder, error) &&
                take_all(&import, root, error) && write_log(options, &import, folder, error);

    json_object_put(root);
    sqlite3_finalize(import.get);
    mask_free(import.mask);
    sqlite3_close(import.db);
    g_ptr_array_unref(import.decisions);
    g_free(import.decided);
    g_free(import.run);
    return done;
}

static bool parse(DecisionsOptions *options, int argc, char **argv, GError **error)
{
    const GOptionEntry entries[] = {
        {"state", 0, 0, G_OPTION_ARG_FILENAME, &options->state, "cli-option-state",
         "cli-value-folder"},
        {"run", 0, 0, G_OPTION_ARG_FILENAME, &options->run, "cli-option-run", "cli-value-folder"},
        {"today", 0, 0, G_OPTION_ARG_STRING, &options->today, "cli-option-today-decisions",
         "cli-value-date"},
        {"language", 0, 0, G_OPTION_ARG_STRING, &options->language, "cli-option-language",
         "cli-value-language"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->words, NULL, NULL},
        G_OPTION_ENTRY_NULL};

    if (!options_parse_dated("decisions", entries, &argc, &argv, &options->language,
                             &options->today, error))
        return false;
    if (options->words && g_strv_length(options->words) == 2 &&
        !strcmp(options->words[0], "import")) {
        if (!options->state && !options->run)
            options->state = g_strdup("audits");
        return true;
    }
    exit_error_set(error, EXIT_USAGE, "cli-decisions-usage", NULL);
    return false;
}

static int run(int argc, char **argv)
{
    DecisionsOptions options = {0};
    GError *error = NULL;
    bool done = parse(&options, argc, argv, &error) && import_file(&options, &error);

    g_free(options.state);
    g_free(options.run);
    g_free(options.language);
    g_free(options.today);
    g_strfreev(options.words);
    return done ? 0 : command_fail(error, EXIT_CANNOT_WRITE);
}

const Command command_decisions = {
    .name = "decisions",
    .run = run,
};
