/* Options in the operator's language; see options.h. What they mean is each command's. */
#include "commands/options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "commands/command.h"
#include "commands/terminal.h"
#include "language.h"
#include "yaml/yaml.h"

#define OPTION_COLUMN 25 /* the explanations stand from here on */

static void print_option(const char *name, const char *value, const char *explanation)
{
    g_autofree char *left = g_strdup_printf("  --%s%s%s", name, *value ? " " : "", value);
    glong length = g_utf8_strlen(left, -1);

    if (length + 1 > OPTION_COLUMN) {
        puts(left);
        g_free(g_steal_pointer(&left));
        left = g_strdup("");
        length = 0;
    }
    g_autofree char *blank = g_strnfill((gsize)(OPTION_COLUMN - length), ' ');
    g_autofree char *first = g_strconcat(left, blank, NULL);
    terminal_print(stdout, first, OPTION_COLUMN, explanation);
}

static void print_help(const char *command, const GOptionEntry *entries)
{
    g_autofree char *usage_id = g_strconcat("cli-usage-", command, NULL);
    g_autofree char *about_id = g_strconcat("cli-about-", command, NULL);
    g_autofree char *usage = g_strdup_printf("%s schoolaudit %s %s", language_text("cli-usage"),
                                             command, language_text(usage_id));

    terminal_print(stdout, "", 2, usage);
    puts("");
    terminal_print(stdout, "", 0, language_text(about_id));
    printf("\n%s\n", language_text("cli-options"));
    for (; entries->long_name; entries++) {
        if (*entries->long_name)
            print_option(entries->long_name,
                         entries->arg_description ? language_text(entries->arg_description) : "",
                         language_text(entries->description));
    }
    print_option("help", "", language_text("cli-option-help"));
}

static bool wants_help(int argc, char **argv)
{
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
            return true;
    }
    return false;
}

/* The option that GLib's sentence is about: the last word that begins with a dash. */
static char *option_of(const char *message)
{
    g_auto(GStrv) words = g_strsplit(message, " ", -1);

    for (guint i = g_strv_length(words); i > 0; i--) {
        if (*words[i - 1] == '-')
            return g_strdup(words[i - 1]);
    }
    return g_strdup("");
}

/* What GLib quotes in its sentence: the value that is no number. */
static char *value_of(const char *message)
{
    const char *start = strstr(message, "“"), *end = start ? strstr(start, "”") : NULL;

    return end ? g_strndup(start + strlen("“"), (gsize)(end - start) - strlen("“")) : g_strdup("");
}

static const char *nearest_option(const char *option, const GOptionEntry *entries)
{
    const char *names[64] = {"help"};
    g_autofree char *name = g_strndup(option, strcspn(option, "="));

    for (guint i = 1; entries->long_name && i + 1 < G_N_ELEMENTS(names); entries++) {
        if (*entries->long_name)
            names[i++] = entries->long_name;
    }
    return yaml_nearest_word(name + strspn(name, "-"), names);
}

static void explain(const GError *cause, const char *command, const GOptionEntry *entries,
                    GError **error)
{
    g_autofree char *option = option_of(cause->message);
    g_autofree char *value = value_of(cause->message);
    const char *near = NULL, *id = "cli-option-unreadable";

    if (g_error_matches(cause, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION)) {
        near = nearest_option(option, entries);
        id = near ? "cli-option-unknown-near" : "cli-option-unknown";
    } else if (g_error_matches(cause, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE)) {
        id = g_str_has_prefix(cause->message, "Missing") ? "cli-option-without-value"
                                                         : "cli-option-no-number";
    }
    exit_error_set(error, EXIT_USAGE, id,
                   TEXT_VALUES(TEXT_TEXT("option", option), TEXT_TEXT("command", command),
                               TEXT_TEXT("near", near), TEXT_TEXT("value", value)));
}

bool options_parse(const char *command, const GOptionEntry *entries, int *argc, char ***argv,
                   GError **error)
{
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) cause = NULL;

    if (wants_help(*argc, *argv)) {
        print_help(command, entries);
        exit(fflush(stdout) ? EXIT_CANNOT_WRITE : EXIT_COMPLETE_CLEAN);
    }
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    if (g_option_context_parse(context, argc, argv, &cause))
        return true;
    explain(cause, command, entries, error);
    return false;
}

bool options_check_language(const char *language, GError **error)
{
    if (!language || !strcmp(language, "nl") || !strcmp(language, "en"))
        return true;
    exit_error_set(error, EXIT_USAGE, "cli-bad-language",
                   TEXT_VALUES(TEXT_TEXT("value", language)));
    return false;
}

bool options_check_today(const char *today, GError **error)
{
    if (!today || options_is_date(today))
        return true;
    exit_error_set(error, EXIT_USAGE, "cli-bad-date", TEXT_VALUES(TEXT_TEXT("value", today)));
    return false;
}

bool options_parse_dated(const char *command, const GOptionEntry *entries, int *argc, char ***argv,
                         char *const *language, char *const *today, GError **error)
{
    return options_parse(command, entries, argc, argv, error) &&
           options_check_language(*language, error) && options_check_today(*today, error);
}

bool options_is_date(const char *text)
{
    GDate date;
    int year, month, day;

    if (strlen(text) != 10 || text[4] != '-' || text[7] != '-' ||
        sscanf(text, "%4d-%2d-%2d", &year, &month, &day) != 3)
        return false;
    g_date_clear(&date, 1);
    return g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year);
}

char *options_today(const char *said)
{
    const char *epoch = g_getenv("SOURCE_DATE_EPOCH");
    g_autoptr(GDateTime) now = epoch
                                   ? g_date_time_new_from_unix_utc(g_ascii_strtoll(epoch, NULL, 10))
                                   : g_date_time_new_now_local();

    return said ? g_strdup(said) : g_date_time_format(now, "%Y-%m-%d");
}
