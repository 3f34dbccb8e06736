/* Reads the audit file; see audit_file.h. Knows the keys and where paths lead, judges nothing. */
#include "commands/audit_file.h"

#include <glob.h>
#include <stdio.h>
#include <string.h>

#include "commands/audit_limits.h"
#include "commands/command.h"
#include "yaml/yaml.h"

static const char *const accesses[] = {"public", "closed", "direct", NULL};
static const char *const languages[] = {"nl", "en", NULL};

typedef struct {
    AuditOptions *options;
    char *folder; /* of the audit file: paths are meant from here */
} Reading;

/* "audits/%Y-%m-%d" on the day of the audit. */
static char *with_date(const Reading *reading, const char *text)
{
    g_auto(GStrv) parts = g_strsplit(reading->options->today, "-", 3);
    GString *out = g_string_new(text);

    if (g_strv_length(parts) == 3) {
        g_string_replace(out, "%Y", parts[0], 0);
        g_string_replace(out, "%m", parts[1], 0);
        g_string_replace(out, "%d", parts[2], 0);
    }
    return g_string_free(out, FALSE);
}

static char *path_of(const Reading *reading, const YamlNode *node)
{
    const char *text = yaml_node_text(node);
    g_autofree char *dated = text ? with_date(reading, text) : NULL;

    if (!dated || g_path_is_absolute(dated))
        return g_steal_pointer(&dated);
    return g_build_filename(reading->folder, dated, NULL);
}

/* A policy is named by its id or by a file. */
static char *policy_of(const Reading *reading, const YamlNode *node)
{
    const char *text = yaml_node_text(node);

    return text && (strchr(text, '/') || strchr(text, '.')) ? path_of(reading, node)
                                                            : g_strdup(text);
}

/* A program is looked for where the system keeps them, unless it is a path. */
static char *program_of(const Reading *reading, const YamlNode *node)
{
    const char *text = yaml_node_text(node);

    return text && strchr(text, '/') ? path_of(reading, node) : g_strdup(text);
}

static void fill(char **place, char *value)
{
    if (*place)
        g_free(value);
    else
        *place = value;
}

static void fill_path(const Reading *reading, char **place, const YamlNode *node)
{
    fill(place, path_of(reading, node));
}

/* ---- the school ---- */

static void add_word(const Reading *reading, const char *kind, const char *platform,
                     const char *value, const char *detail)
{
    SchoolWord *word = g_new0(SchoolWord, 1);

    word->kind = g_strdup(kind);
    word->platform = g_strdup(platform);
    word->value = g_strdup(value);
    word->detail = g_strdup(detail);
    g_ptr_array_add(reading->options->school_words, word);
}

static void add_texts(const Reading *reading, const char *kind, const YamlNode *list)
{
    for (guint i = 0; i < yaml_node_length(list); i++)
        add_word(reading, kind, NULL, yaml_node_text(yaml_node_item(list, i)), NULL);
}

static bool is_owner(const char *owner)
{
    return !owner || g_str_equal(owner, "school") || g_str_equal(owner, "management") ||
           g_str_equal(owner, "allowed") ||
           (g_str_has_prefix(owner, "staff:") && owner[strlen("staff:")]);
}

static bool check_owner(const YamlNode *node, GError **error)
{
    g_autofree char *have = yaml_node_describe(node);

    return is_owner(yaml_node_text(node)) ||
           yaml_fail(node, error, "audit-file-owner", TEXT_VALUES(TEXT_TEXT("have", have)));
}

static bool read_accounts(const Reading *reading, const YamlNode *list, GError **error)
{
    static const YamlKey keys[] = {{"platform", YAML_TYPE_TEXT, false, NULL},
                                   {"handle", YAML_TYPE_TEXT, true, NULL},
                                   {"owner", YAML_TYPE_TEXT, false, NULL},
                                   {0}};

    for (guint i = 0; i < yaml_node_length(list); i++) {
        const YamlNode *account = yaml_node_item(list, i);
        const YamlNode *owner = yaml_node_get(account, "owner");

        if (!yaml_node_check(account, keys, error) || !check_owner(owner, error))
            return false;
        add_word(reading, "account", yaml_node_text(yaml_node_get(account, "platform")),
                 yaml_node_text(yaml_node_get(account, "handle")), yaml_node_text(owner));
    }
    return true;
}

static bool read_cameras(const Reading *reading, const YamlNode *list, GError **error)
{
    static const YamlKey keys[] = {
        {"model", YAML_TYPE_TEXT, true, NULL}, {"serial", YAML_TYPE_TEXT, false, NULL}, {0}};

    for (guint i = 0; i < yaml_node_length(list); i++) {
        const YamlNode *camera = yaml_node_item(list, i);

        if (!yaml_node_check(camera, keys, error))
            return false;
        add_word(reading, "camera", NULL, yaml_node_text(yaml_node_get(camera, "model")),
                 yaml_node_text(yaml_node_get(camera, "serial")));
    }
    return true;
}

static bool read_school(const Reading *reading, const YamlNode *school, GError **error)
{
    static const YamlKey keys[] = {{"name", YAML_TYPE_TEXT, false, NULL},
                                   {"names", YAML_TYPE_TEXTS, false, NULL},
                                   {"accounts", YAML_TYPE_LIST, false, NULL},
                                   {"cameras", YAML_TYPE_LIST, false, NULL},
                                   {"logos", YAML_TYPE_TEXTS, false, NULL},
                                   {"domains", YAML_TYPE_TEXTS, false, NULL},
                                   {0}};
    const char *name = yaml_node_text(yaml_node_get(school, "name"));

    if (!school)
        return true;
    if (!yaml_node_check(school, keys, error))
        return false;
    fill(&reading->options->school, g_strdup(name));
    if (name)
        add_word(reading, "name", NULL, name, NULL);
    add_texts(reading, "name", yaml_node_get(school, "names"));
    add_texts(reading, "logo", yaml_node_get(school, "logos"));
    add_texts(reading, "domain", yaml_node_get(school, "domains"));
    return read_accounts(reading, yaml_node_get(school, "accounts"), error) &&
           read_cameras(reading, yaml_node_get(school, "cameras"), error);
}

/* ---- lists ---- */

static bool read_register(const Reading *reading, const YamlNode *node, GError **error)
{
    static const YamlKey keys[] = {{"file", YAML_TYPE_TEXT, true, NULL},
                                   {"mapping", YAML_TYPE_TEXT, false, NULL},
                                   {"as-of", YAML_TYPE_DATE, false, NULL},
                                   {0}};
    AuditOptions *options = reading->options;

    if (!node)
        return true;
    if (!yaml_node_check(node, keys, error))
        return false;
    if (!options->register_file) {
        fill_path(reading, &options->mapping, yaml_node_get(node, "mapping"));
        fill(&options->as_of, g_strdup(yaml_node_text(yaml_node_get(node, "as-of"))));
    }
    fill_path(reading, &options->register_file, yaml_node_get(node, "file"));
    return true;
}

static bool add_consents(const Reading *reading, const YamlNode *node, GError **error)
{
    static const char *const key_words[] = {"id", "name", NULL};
    static const YamlKey keys[] = {{"file", YAML_TYPE_TEXT, true, NULL},
                                   {"mapping", YAML_TYPE_TEXT, false, NULL},
                                   {"key", YAML_TYPE_TEXTS, false, key_words},
                                   {0}};
    const YamlNode *key = yaml_node_get(node, "key");

    if (!yaml_node_check(node, keys, error))
        return false;
    if (key && yaml_node_length(key) == 0)
        return yaml_fail(key, error, "policy-list-empty", NULL);
    ConsentList *list = consent_list_new();

    list->file = path_of(reading, yaml_node_get(node, "file"));
    list->mapping = path_of(reading, yaml_node_get(node, "mapping"));
    list->key = key ? yaml_node_read_texts(key, NULL) : NULL;
    g_ptr_array_add(reading->options->consent_lists, list);
    return true;
}

static bool read_consents(const Reading *reading, const YamlNode *list, GError **error)
{
    for (guint i = 0; i < yaml_node_length(list); i++)
        if (!add_consents(reading, yaml_node_item(list, i), error))
            return false;
    if (reading->options->consents) /* the command line names its own */
        g_ptr_array_set_size(reading->options->consent_lists, 0);
    return true;
}

static bool read_file(const Reading *reading, const YamlNode *node, char **place, GError **error)
{
    static const YamlKey keys[] = {{"file", YAML_TYPE_TEXT, true, NULL}, {0}};

    if (!node)
        return true;
    if (!yaml_node_check(node, keys, error))
        return false;
    fill_path(reading, place, yaml_node_get(node, "file"));
    return true;
}

static bool read_timetable(const Reading *reading, const YamlNode *node, GError **error)
{
    static const char *const zones[] = {"Europe/Amsterdam", NULL};
    static const YamlKey keys[] = {{"file", YAML_TYPE_TEXT, true, NULL},
                                   {"holidays", YAML_TYPE_TEXT, false, NULL},
                                   {"zone", YAML_TYPE_TEXT, false, zones},
                                   {0}};

    if (!node)
        return true;
    if (!yaml_node_check(node, keys, error))
        return false;
    fill_path(reading, &reading->options->timetable, yaml_node_get(node, "file"));
    fill_path(reading, &reading->options->holidays, yaml_node_get(node, "holidays"));
    return true;
}

/* ---- inputs ---- */

static bool add_matches(const Reading *reading, const YamlNode *node, AuditInput *input,
                        GError **error)
{
    const YamlNode *path_node = yaml_node_get(node, "path");
    g_autofree char *pattern = path_of(reading, path_node);
    glob_t found;

    if (!strpbrk(pattern, "*?[")) {
        input->path = pattern;
        audit_options_add_input(reading->options, input);
        return true;
    }
    if (glob(pattern, 0, NULL, &found) != 0) {
        exit_error_set(error, EXIT_INPUT_MISSING, "audit-file-no-match",
                       TEXT_VALUES(TEXT_TEXT("pattern", pattern)));
        return false;
    }
    for (size_t i = 0; i < found.gl_pathc; i++) {
        input->path = found.gl_pathv[i];
        audit_options_add_input(reading->options, input);
    }
    globfree(&found);
    return true;
}

static bool read_inputs(const Reading *reading, const YamlNode *list, GError **error)
{
    static const YamlKey keys[] = {
        {"path", YAML_TYPE_TEXT, true, NULL},     {"name", YAML_TYPE_TEXT, false, NULL},
        {"channel", YAML_TYPE_TEXT, false, NULL}, {"access", YAML_TYPE_TEXT, false, accesses},
        {"owner", YAML_TYPE_TEXT, false, NULL},   {0}};

    if (reading->options->inputs->len > 0)
        return true; /* the command line names its own */
    for (guint i = 0; i < yaml_node_length(list); i++) {
        const YamlNode *node = yaml_node_item(list, i);
        AuditInput input = {.name = (char *)yaml_node_text(yaml_node_get(node, "name")),
                            .channel = (char *)yaml_node_text(yaml_node_get(node, "channel")),
                            .access = (char *)yaml_node_text(yaml_node_get(node, "access")),
                            .owner = (char *)yaml_node_text(yaml_node_get(node, "owner"))};

        if (!yaml_node_check(node, keys, error) ||
            !check_owner(yaml_node_get(node, "owner"), error) ||
            !add_matches(reading, node, &input, error))
            return false;
    }
    return true;
}

static bool read_report(const Reading *reading, const YamlNode *node, GError **error)
{
    static const YamlKey keys[] = {{"language", YAML_TYPE_TEXT, false, languages},
                                   {"names", YAML_TYPE_BOOLEAN, false, NULL},
                                   {"traces", YAML_TYPE_BOOLEAN, false, NULL},
                                   {"keep-days", YAML_TYPE_INTEGER, false, NULL},
                                   {0}};
    bool names = false, traces = false;
    gint64 days = 0;

    if (!node)
        return true;
    if (!yaml_node_check(node, keys, error))
        return false;
    fill(&reading->options->language, g_strdup(yaml_node_text(yaml_node_get(node, "language"))));
    if (yaml_node_get(node, "names") &&
        !yaml_node_read_boolean(yaml_node_get(node, "names"), &names, error))
        return false;
    if (yaml_node_get(node, "traces") &&
        !yaml_node_read_boolean(yaml_node_get(node, "traces"), &traces, error))
        return false;
    if (yaml_node_get(node, "keep-days") &&
        !yaml_node_read_integer(yaml_node_get(node, "keep-days"), 1, 36500, &days, error))
        return false;
    reading->options->names = reading->options->names || names;
    reading->options->traces = reading->options->traces || traces;
    reading->options->keep_days = (int)days;
    return true;
}

static bool read_root(const Reading *reading, const YamlNode *root, GError **error)
{
    static const YamlKey keys[] = {
        {"school", YAML_TYPE_MAP, false, NULL},    {"policy", YAML_TYPE_TEXT, false, NULL},
        {"register", YAML_TYPE_MAP, false, NULL},  {"consents", YAML_TYPE_LIST, false, NULL},
        {"staff", YAML_TYPE_MAP, false, NULL},     {"parents", YAML_TYPE_MAP, false, NULL},
        {"takedowns", YAML_TYPE_MAP, false, NULL}, {"timetable", YAML_TYPE_MAP, false, NULL},
        {"allow", YAML_TYPE_MAP, false, NULL},     {"inputs", YAML_TYPE_LIST, true, NULL},
        {"out", YAML_TYPE_TEXT, false, NULL},      {"state", YAML_TYPE_TEXT, false, NULL},
        {"summary", YAML_TYPE_TEXT, false, NULL},  {"metrics-file", YAML_TYPE_TEXT, false, NULL},
        {"report", YAML_TYPE_MAP, false, NULL},    {"notify-cmd", YAML_TYPE_TEXT, false, NULL},
        {"limits", YAML_TYPE_MAP, false, NULL},    {0}};
    AuditOptions *options = reading->options;

    if (!yaml_node_check(root, keys, error))
        return false;
    fill(&options->policy, policy_of(reading, yaml_node_get(root, "policy")));
    fill_path(reading, &options->out, yaml_node_get(root, "out"));
    fill_path(reading, &options->state, yaml_node_get(root, "state"));
    fill_path(reading, &options->summary, yaml_node_get(root, "summary"));
    fill_path(reading, &options->metrics_file, yaml_node_get(root, "metrics-file"));
    fill(&options->notify_cmd, program_of(reading, yaml_node_get(root, "notify-cmd")));
    return read_school(reading, yaml_node_get(root, "school"), error) &&
           read_register(reading, yaml_node_get(root, "register"), error) &&
           read_consents(reading, yaml_node_get(root, "consents"), error) &&
           read_file(reading, yaml_node_get(root, "staff"), &options->staff, error) &&
           read_file(reading, yaml_node_get(root, "parents"), &options->parents, error) &&
           read_file(reading, yaml_node_get(root, "takedowns"), &options->takedowns, error) &&
           read_timetable(reading, yaml_node_get(root, "timetable"), error) &&
           read_file(reading, yaml_node_get(root, "allow"), &options->allow, error) &&
           read_inputs(reading, yaml_node_get(root, "inputs"), error) &&
           audit_limits_read(yaml_node_get(root, "limits"), &options->limits, error) &&
           read_report(reading, yaml_node_get(root, "report"), error);
}

bool audit_file_merge(AuditOptions *options, GError **error)
{
    Reading reading = {.options = options, .folder = g_path_get_dirname(options->config)};
    g_autofree char *data = NULL;
    g_autoptr(GError) cause = NULL;
    gsize length = 0;
    bool done = false;

    if (!g_file_get_contents(options->config, &data, &length, &cause)) {
        exit_error_set(error, EXIT_AUDIT_FILE, "audit-file-unreadable",
                       TEXT_VALUES(TEXT_TEXT("path", options->config)));
    } else {
        g_autoptr(YamlNode) root = yaml_load(data, length, options->config, &cause);

        done = root && read_root(&reading, root, &cause);
        if (!done && cause && cause->domain == EXIT_ERROR)
            g_propagate_error(error, g_steal_pointer(&cause));
        else if (!done)
            g_set_error_literal(error, EXIT_ERROR, EXIT_AUDIT_FILE,
                                cause ? cause->message : options->config);
    }
    g_free(reading.folder);
    return done;
}
