/*
 * Reads rule files and prepares their statements. Strict: an unbound parameter is NULL to SQLite
 * and would silently give nothing, which a report would call clean.
 */
#include "store/rule.h"

#include <gio/gio.h>
#include <string.h>

#include "commands/command.h"
#include "policies/policy.h"

#define RULES_FOLDER "/schoolaudit/rules"

void rule_free(Rule *rule)
{
    g_free(rule->id);
    g_free(rule->title_nl);
    g_free(rule->title_en);
    g_free(rule->severity);
    g_strfreev(rule->needs);
    g_strfreev(rule->parameters);
    g_strfreev(rule->lists);
    g_strfreev(rule->context);
    g_hash_table_unref(rule->defaults);
    g_free(rule->checked);
    g_free(rule->undecided);
    g_free(rule->findings);
    g_free(rule);
}

static bool fail(GError **error, const char *name, const char *message, const char *detail)
{
    g_autofree char *technical =
        g_strdup_printf("%s%s%s", message, detail ? " " : "", detail ? detail : "");

    exit_error_set(error, EXIT_LIST_INVALID, "cli-rule-broken",
                   TEXT_VALUES(TEXT_TEXT("rule", name), TEXT_TEXT("technical", technical)));
    return false;
}

static GStrv split_words(const char *value)
{
    GStrv words = g_strsplit(value, ",", -1);

    for (char **word = words; *word; word++)
        g_strstrip(*word);
    return words;
}

static void take_text(char **field, const char *value)
{
    g_free(*field);
    *field = g_strdup(value);
}

static void take_words(GStrv *field, const char *value)
{
    g_strfreev(*field);
    *field = split_words(value);
}

static bool take_default(Rule *rule, const char *name, const char *value, GError **error)
{
    const char *equals = strchr(value, '=');

    if (!equals)
        return fail(error, name, "a default without '=':", value);
    g_hash_table_insert(rule->defaults, g_strndup(value, (gsize)(equals - value)),
                        g_strdup(equals + 1));
    return true;
}

static bool take_transient(Rule *rule, const char *name, const char *value, GError **error)
{
    rule->transient = g_str_equal(value, "yes");
    return rule->transient || fail(error, name, "transient is yes or is not there:", value);
}

static bool take_gaps(Rule *rule, const char *name, const char *value, GError **error)
{
    rule->gaps_harmless = g_str_equal(value, "harmless");
    return rule->gaps_harmless || fail(error, name, "gaps are harmless or not there:", value);
}

static bool take_pictures(Rule *rule, const char *name, const char *value, GError **error)
{
    rule->pictures_withheld = g_str_equal(value, "withheld");
    return rule->pictures_withheld ||
           fail(error, name, "pictures are withheld or not there:", value);
}

static bool take_header(Rule *rule, const char *name, const char *key, const char *value,
                        GError **error)
{
    if (g_str_equal(key, "rule"))
        take_text(&rule->id, value);
    else if (g_str_equal(key, "title-nl"))
        take_text(&rule->title_nl, value);
    else if (g_str_equal(key, "title-en"))
        take_text(&rule->title_en, value);
    else if (g_str_equal(key, "severity"))
        take_text(&rule->severity, value);
    else if (g_str_equal(key, "needs"))
        take_words(&rule->needs, value);
    else if (g_str_equal(key, "parameters"))
        take_words(&rule->parameters, value);
    else if (g_str_equal(key, "lists"))
        take_words(&rule->lists, value);
    else if (g_str_equal(key, "context"))
        take_words(&rule->context, value);
    else if (g_str_equal(key, "transient"))
        return take_transient(rule, name, value, error);
    else if (g_str_equal(key, "gaps"))
        return take_gaps(rule, name, value, error);
    else if (g_str_equal(key, "pictures"))
        return take_pictures(rule, name, value, error);
    else if (g_str_equal(key, "default"))
        return take_default(rule, name, value, error);
    else if (!g_str_equal(key, "checks"))
        return fail(error, name, "unknown key in its header:", key);
    return true;
}

/* "-- checked:" and its like begin the statement that follows; NULL for any other line. */
static char **section_of(Rule *rule, const char *line)
{
    if (g_str_equal(line, "-- checked:"))
        return &rule->checked;
    if (g_str_equal(line, "-- undecided:"))
        return &rule->undecided;
    return g_str_equal(line, "-- findings:") ? &rule->findings : NULL;
}

static bool parse_header_line(Rule *rule, const char *name, const char *line, GError **error)
{
    const char *colon = strchr(line, ':');
    g_autofree char *key = NULL, *value = NULL;

    if (*line == '\0')
        return true;
    if (!g_str_has_prefix(line, "-- ") || !colon)
        return fail(error, name, "not a line of a header:", line);
    key = g_strndup(line + 3, (gsize)(colon - line - 3));
    value = g_strstrip(g_strdup(colon + 1));
    return take_header(rule, name, key, value, error);
}

static bool parse_lines(Rule *rule, const char *name, char **lines, GError **error)
{
    GString *sql = NULL;
    char **section = NULL;
    bool good = true;

    for (; good && *lines; lines++) {
        char *line = g_strchomp(*lines);
        char **next = section_of(rule, line);

        if (next) {
            if (sql)
                *section = g_string_free(sql, FALSE);
            sql = g_string_new(NULL);
            section = next;
        } else if (sql) {
            g_string_append_printf(sql, "%s\n", line);
        } else {
            good = parse_header_line(rule, name, line, error);
        }
    }
    if (sql)
        *section = g_string_free(sql, FALSE);
    return good;
}

static bool check_complete(const Rule *rule, const char *name, GError **error)
{
    GHashTableIter iterator;
    gpointer key;

    if (g_strcmp0(rule->id, name) != 0)
        return fail(error, name, "the file and its 'rule:' line disagree", NULL);
    if (!rule->title_nl || !rule->title_en || !rule->severity)
        return fail(error, name, "wanted title-nl, title-en and severity", NULL);
    if (!rule->checked || !rule->findings)
        return fail(error, name, "wanted '-- checked:' and '-- findings:'", NULL);
    g_hash_table_iter_init(&iterator, rule->defaults);
    while (g_hash_table_iter_next(&iterator, &key, NULL))
        if (!g_strv_contains((const char *const *)rule->parameters, key))
            return fail(error, name, "a default for what is no parameter:", key);
    return true;
}

Rule *rule_parse(const char *name, const char *text, GError **error)
{
    g_autoptr(Rule) rule = g_new0(Rule, 1);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

    rule->defaults = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    rule->needs = g_new0(char *, 1);
    rule->parameters = g_new0(char *, 1);
    rule->lists = g_new0(char *, 1);
    rule->context = g_new0(char *, 1);
    if (!parse_lines(rule, name, lines, error) || !check_complete(rule, name, error))
        return NULL;
    return g_steal_pointer(&rule);
}

static Rule *rule_load(const char *file, GError **error)
{
    g_autofree char *path = g_build_path("/", RULES_FOLDER, file, NULL);
    g_autofree char *name = g_strndup(file, strlen(file) - strlen(".sql"));
    g_autoptr(GBytes) bytes = g_resources_lookup_data(path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);

    return bytes ? rule_parse(name, g_bytes_get_data(bytes, NULL), error) : NULL;
}

static int compare_files(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

GPtrArray *rule_load_all(GError **error)
{
    g_autoptr(GPtrArray) rules = g_ptr_array_new_with_free_func((GDestroyNotify)rule_free);
    g_auto(GStrv) files =
        g_resources_enumerate_children(RULES_FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

    if (files)
        qsort(files, g_strv_length(files), sizeof *files, compare_files);
    for (char **file = files; file && *file; file++) {
        Rule *rule = rule_load(*file, error);

        if (!rule)
            return NULL;
        g_ptr_array_add(rules, rule);
    }
    return g_steal_pointer(&rules);
}

static bool bind_parameter(const Rule *rule, sqlite3_stmt *statement, int at,
                           GHashTable *parameters, GError **error)
{
    const char *name = sqlite3_bind_parameter_name(statement, at);
    const char *value;

    if (!name || *name != ':' || !g_strv_contains((const char *const *)rule->parameters, name + 1))
        return fail(error, rule->id, "a parameter that its header does not declare:", name);
    value = g_hash_table_lookup(parameters, name + 1);
    if (!value)
        return fail(error, rule->id, "no value for parameter", name + 1);
    if (policy_parameter_is_integer(value))
        sqlite3_bind_int64(statement, at, g_ascii_strtoll(value, NULL, 10));
    else
        sqlite3_bind_text(statement, at, value, -1, SQLITE_TRANSIENT);
    return true;
}

sqlite3_stmt *rule_prepare(const Rule *rule, sqlite3 *db, const char *sql, GError **error)
{
    sqlite3_stmt *statement = NULL;

    if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK || !statement) {
        fail(error, rule->id, "SQL:", sqlite3_errmsg(db));
        return NULL;
    }
    if (!sqlite3_stmt_readonly(statement)) {
        fail(error, rule->id, "a statement that writes", NULL);
        sqlite3_finalize(statement);
        return NULL;
    }
    return statement;
}

bool rule_bind(const Rule *rule, sqlite3_stmt *statement, GHashTable *parameters, GError **error)
{
    sqlite3_reset(statement);
    for (int at = 1; at <= sqlite3_bind_parameter_count(statement); at++)
        if (!bind_parameter(rule, statement, at, parameters, error))
            return false;
    return true;
}
