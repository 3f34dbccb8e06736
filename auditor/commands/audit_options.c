/* The options of an audit; see audit_options.h. */
#include "commands/audit_options.h"

#include <string.h>

#include "commands/audit_file.h"
#include "commands/command.h"
#include "commands/options.h"
#include "commands/run_folder.h"
#include "policies/policy.h"
#include "wire/bounds.h"

#define KEEP_DAYS 90

static void input_free(gpointer data)
{
    AuditInput *input = data;

    g_free(input->path);
    g_free(input->name);
    g_free(input->channel);
    g_free(input->access);
    g_free(input->owner);
    g_free(input);
}

static void word_free(gpointer data)
{
    SchoolWord *word = data;

    g_free(word->kind);
    g_free(word->platform);
    g_free(word->value);
    g_free(word->detail);
    g_free(word);
}

void audit_options_clear(AuditOptions *options)
{
    char *strings[] = {
        options->config,    options->register_file, options->mapping,    options->consents,
        options->staff,     options->parents,       options->takedowns,  options->policy,
        options->out,       options->state,         options->timetable,  options->holidays,
        options->language,  options->today,         options->school,     options->previous,
        options->decisions, options->as_of,         options->pixels,     options->allow,
        options->summary,   options->metrics_file,  options->notify_cmd, options->limits,
        options->shard};

    for (size_t i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(strings[i]);
    g_clear_pointer(&options->inputs, g_ptr_array_unref);
    g_clear_pointer(&options->school_words, g_ptr_array_unref);
    g_clear_pointer(&options->consent_lists, g_ptr_array_unref);
}

void audit_options_add_input(AuditOptions *options, const AuditInput *input)
{
    AuditInput *copy = g_new0(AuditInput, 1);

    copy->path = g_strdup(input->path);
    copy->name = g_strdup(input->name);
    copy->channel = g_strdup(input->channel);
    copy->access = g_strdup(input->access);
    copy->owner = g_strdup(input->owner);
    g_ptr_array_add(options->inputs, copy);
}

char **audit_options_paths(const AuditOptions *options)
{
    char **paths = g_new0(char *, options->inputs->len + 1);

    for (guint i = 0; i < options->inputs->len; i++)
        paths[i] = ((AuditInput *)options->inputs->pdata[i])->path;
    return paths;
}

/* What a stage has nothing to do with. */
static bool has_option(const char *command, const char *option)
{
    static const char *const not_in_scan[] = {"consents",     "takedowns", "timetable",  "holidays",
                                              "state",        "previous",  "decisions",  "summary",
                                              "metrics-file", "names",     "notify-cmd", "full",
                                              "dry-run",      "traces",    NULL};
    static const char *const not_in_merge[] = {"shard", "jobs",    "require-sandbox",
                                               "full",  "dry-run", NULL};

    static const char *const in_again[] = {"config",  "policy",   "out",   "state",     "previous",
                                           "summary", "language", "today", "decisions", "names",
                                           "traces",  "quiet",    "",      NULL};
    static const char *const in_report[] = {"config",  "policy",   "out",   "state",
                                            "summary", "language", "names", "traces",
                                            "quiet",   "",         NULL};

    if (!strcmp(command, "judge"))
        return g_strv_contains(in_again, option);
    if (!strcmp(command, "report"))
        return g_strv_contains(in_report, option);
    if (!strcmp(command, "scan"))
        return !g_strv_contains(not_in_scan, option);
    if (!strcmp(command, "merge"))
        return !g_strv_contains(not_in_merge, option);
    return strcmp(option, "shard") != 0;
}

static bool parse_own(const char *command, const GOptionEntry *entries, int *argc, char ***argv,
                      GError **error)
{
    g_autoptr(GArray) own = g_array_new(TRUE, TRUE, sizeof(GOptionEntry));

    for (; entries->long_name; entries++)
        if (has_option(command, entries->long_name))
            g_array_append_val(own, *entries);
    return options_parse(command, (const GOptionEntry *)(const void *)own->data, argc, argv, error);
}

/* GLib wants a table that holds where each value goes. */
static bool take_options(AuditOptions *options, const char *command, char ***channels,
                         char ***inputs, int *argc, char ***argv, GError **error)
{
#define FILE_OPTION(name, field, id)                                                               \
    {                                                                                              \
        name, 0, 0, G_OPTION_ARG_FILENAME, &options->field, id, "cli-value-file"                   \
    }
#define FOLDER_OPTION(name, field, id)                                                             \
    {                                                                                              \
        name, 0, 0, G_OPTION_ARG_FILENAME, &options->field, id, "cli-value-folder"                 \
    }
    const GOptionEntry entries[] = {
        {"shard", 0, 0, G_OPTION_ARG_STRING, &options->shard, "cli-option-shard",
         "cli-value-shard"},
        FILE_OPTION("config", config, "cli-option-config"),
        FILE_OPTION("register", register_file, "cli-option-register"),
        FILE_OPTION("mapping", mapping, "cli-option-mapping"),
        FILE_OPTION("consents", consents, "cli-option-consents"),
        FILE_OPTION("staff", staff, "cli-option-staff"),
        FILE_OPTION("parents", parents, "cli-option-parents"),
        FILE_OPTION("takedowns", takedowns, "cli-option-takedowns"),
        FILE_OPTION("timetable", timetable, "cli-option-timetable"),
        FILE_OPTION("holidays", holidays, "cli-option-holidays"),
        FILE_OPTION("allow", allow, "cli-option-allow"),
        {"policy", 0, 0, G_OPTION_ARG_FILENAME, &options->policy, "cli-option-policy",
         "cli-value-id-or-file"},
        {"school", 0, 0, G_OPTION_ARG_STRING, &options->school, "cli-option-school",
         "cli-value-name"},
        FOLDER_OPTION("out", out, "cli-option-out"),
        FOLDER_OPTION("state", state, "cli-option-state"),
        FOLDER_OPTION("previous", previous, "cli-option-previous"),
        FILE_OPTION("decisions", decisions, "cli-option-decisions"),
        FILE_OPTION("summary", summary, "cli-option-summary"),
        FILE_OPTION("metrics-file", metrics_file, "cli-option-metrics-file"),
        {"notify-cmd", 0, 0, G_OPTION_ARG_FILENAME, &options->notify_cmd, "cli-option-notify-cmd",
         "cli-value-program"},
        {"channel", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, channels, "cli-option-channel",
         "cli-value-channel"},
        {"names", 0, 0, G_OPTION_ARG_NONE, &options->names, "cli-option-names", NULL},
        {"traces", 0, 0, G_OPTION_ARG_NONE, &options->traces, "cli-option-traces", NULL},
        {"jobs", 0, 0, G_OPTION_ARG_INT, &options->jobs, "cli-option-jobs", "cli-value-number"},
        {"no-faces", 0, 0, G_OPTION_ARG_NONE, &options->no_faces, "cli-option-no-faces", NULL},
        {"pixels", 0, 0, G_OPTION_ARG_STRING, &options->pixels, "cli-option-pixels",
         "cli-value-pixels"},
        {"require-sandbox", 0, 0, G_OPTION_ARG_NONE, &options->require_sandbox,
         "cli-option-require-sandbox", NULL},
        {"language", 0, 0, G_OPTION_ARG_STRING, &options->language, "cli-option-language-report",
         "cli-value-language"},
        {"today", 0, 0, G_OPTION_ARG_STRING, &options->today, "cli-option-today-audit",
         "cli-value-date"},
        {"full", 0, 0, G_OPTION_ARG_NONE, &options->full, "cli-option-full", NULL},
        {"dry-run", 0, 0, G_OPTION_ARG_NONE, &options->dry_run, "cli-option-dry-run", NULL},
        {"quiet", 0, 0, G_OPTION_ARG_NONE, &options->quiet, "cli-option-quiet", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, inputs, NULL, NULL},
        G_OPTION_ENTRY_NULL};

    return parse_own(command, entries, argc, argv, error);
}

/* The channel that --channel NAME=INPUT gives an input. */
static bool assign_channels(AuditOptions *options, char **channels, GError **error)
{
    for (size_t i = 0; channels && channels[i]; i++) {
        const char *equals = strchr(channels[i], '=');
        bool found = false;

        for (guint k = 0; equals && k < options->inputs->len; k++) {
            AuditInput *input = options->inputs->pdata[k];

            if (!strcmp(input->path, equals + 1)) {
                g_free(input->channel);
                input->channel = g_strndup(channels[i], (gsize)(equals - channels[i]));
                found = true;
            }
        }
        if (!found) {
            exit_error_set(error, EXIT_USAGE, "cli-bad-channel",
                           TEXT_VALUES(TEXT_TEXT("value", channels[i])));
            return false;
        }
    }
    return true;
}

static bool check_today(AuditOptions *options, GError **error)
{
    options->today_given = options->today != NULL;
    if (!options->today)
        options->today = options_today(NULL);
    return options_check_today(options->today, error);
}

/* --no-faces is --pixels never; without either what an earlier run saw is not looked at again. */
static bool choose_pixels(AuditOptions *options, GError **error)
{
    static const char *const choices[] = {"never", "new", "all", NULL};

    if (options->pixels && !g_strv_contains(choices, options->pixels)) {
        exit_error_set(error, EXIT_USAGE, "cli-bad-pixels",
                       TEXT_VALUES(TEXT_TEXT("value", options->pixels)));
        return false;
    }
    if (options->no_faces || !options->pixels) {
        g_free(options->pixels);
        options->pixels = g_strdup(options->no_faces ? "never" : "new");
    }
    return true;
}

static bool check_rest(AuditOptions *options, GError **error)
{
    if (!options->language)
        options->language = g_strdup("nl");
    if (!options->policy && !options->of_run)
        options->policy = g_strdup(POLICY_DEFAULT);
    if (!options->out)
        options->out = g_build_filename("audits", options->today, NULL);
    if (!options->keep_days)
        options->keep_days = KEEP_DAYS;
    if (!options_check_language(options->language, error) || !choose_pixels(options, error))
        return false;
    if (options->inputs->len == 0)
        exit_error_set(error, EXIT_USAGE, "cli-no-input", NULL);
    else if (options->jobs < 0 || options->jobs > 256)
        exit_error_set(error, EXIT_USAGE, "cli-bad-jobs", NULL);
    else
        return true;
    return false;
}

static bool stays_apart(const char *written, const char *read, GError **error)
{
    if (!written || !read || run_path_is_apart(written, read))
        return true;
    exit_error_set(error, EXIT_USAGE, "cli-written-in-input",
                   TEXT_VALUES(TEXT_TEXT("path", written), TEXT_TEXT("input", read)));
    return false;
}

/* The next audit would read what this one writes, or this one would overwrite what it reads. The
 * folder of the run is looked at when it is made. */
static bool check_written(const AuditOptions *options, GError **error)
{
    bool own_policy =
        options->policy && g_file_test(options->policy, G_FILE_TEST_IS_REGULAR); /* else an id */
    const char *written[] = {options->summary, options->metrics_file, options->state};
    const char *read[] = {options->config,
                          options->register_file,
                          options->mapping,
                          options->consents,
                          options->staff,
                          options->parents,
                          options->takedowns,
                          options->timetable,
                          options->holidays,
                          options->allow,
                          own_policy ? options->policy : NULL};
    bool apart = true;

    for (size_t w = 0; w < G_N_ELEMENTS(written); w++) {
        for (size_t i = 0; apart && i < G_N_ELEMENTS(read); i++)
            apart = stays_apart(written[w], read[i], error);
        for (guint i = 0; apart && i < options->consent_lists->len; i++)
            apart = stays_apart(written[w], ((ConsentList *)options->consent_lists->pdata[i])->file,
                                error);
        for (guint i = 0; apart && i < options->inputs->len; i++)
            apart = stays_apart(written[w], ((AuditInput *)options->inputs->pdata[i])->path, error);
    }
    return apart;
}

bool audit_options_parse(AuditOptions *options, int argc, char **argv, GError **error)
{
    return audit_options_parse_stage(options, "audit", argc, argv, error);
}

bool audit_options_parse_stage(AuditOptions *options, const char *command, int argc, char **argv,
                               GError **error)
{
    g_auto(GStrv) channels = NULL, inputs = NULL;
    bool done = take_options(options, command, &channels, &inputs, &argc, &argv, error);

    options->of_run = !strcmp(command, "judge") || !strcmp(command, "report");
    options->begun = g_get_monotonic_time();
    options->inputs = g_ptr_array_new_with_free_func(input_free);
    options->school_words = g_ptr_array_new_with_free_func(word_free);
    options->consent_lists = g_ptr_array_new_with_free_func((GDestroyNotify)consent_list_free);
    for (size_t i = 0; done && inputs && inputs[i]; i++)
        audit_options_add_input(options, &(AuditInput){.path = inputs[i]});
    return done && check_today(options, error) &&
           (!options->config || audit_file_merge(options, error)) && check_rest(options, error) &&
           assign_channels(options, channels, error) && check_written(options, error) &&
           bounds_set(options->limits);
}
