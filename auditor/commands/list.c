/* schoolaudit list: what is built in: policies, rules, readers and limits. */
#include <stdio.h>
#include <string.h>

#include <gio/gio.h>

#include "commands/command.h"
#include "commands/options.h"
#include "commands/terminal.h"
#include "language.h"
#include "policies/policy.h"
#include "worker/limits.h"

#define NAME_COLUMN 22

static void print_entry(const char *name, const char *explanation)
{
    g_autofree char *first = g_strdup_printf("%-*s ", NAME_COLUMN - 1, name);

    terminal_print(stdout, first, NAME_COLUMN, explanation);
}

static int list_policies(void)
{
    bool dutch = !strcmp(language_get(), "nl");
    g_auto(GStrv) ids = policy_list();

    for (size_t i = 0; ids[i]; i++) {
        g_autoptr(Policy) policy = policy_load(ids[i], NULL);

        if (policy)
            print_entry(ids[i], policy->title[dutch ? POLICY_DUTCH : POLICY_ENGLISH]);
    }
    return 0;
}

/* A field of a rule's header, "-- title-nl: ..."; g_free. */
static char *header_field(const char *sql, const char *name)
{
    g_autofree char *key = g_strdup_printf("-- %s:", name);
    const char *line = strstr(sql, key);

    return line ? g_strstrip(g_strndup(line + strlen(key), strcspn(line + strlen(key), "\n")))
                : g_strdup("");
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int list_rules(void)
{
    g_auto(GStrv) names = g_resources_enumerate_children("/schoolaudit/rules", 0, NULL);
    g_autofree char *title_key = g_strconcat("title-", language_get(), NULL);

    if (names)
        qsort(names, g_strv_length(names), sizeof *names, compare_names);
    for (size_t i = 0; names && names[i]; i++) {
        g_autofree char *path = g_strconcat("/schoolaudit/rules/", names[i], NULL);
        g_autoptr(GBytes) data = g_resources_lookup_data(path, 0, NULL);
        g_autofree char *sql = g_strndup(g_bytes_get_data(data, NULL), g_bytes_get_size(data));
        g_autofree char *id = header_field(sql, "rule");
        g_autofree char *title = header_field(sql, title_key);

        print_entry(id, title);
    }
    return 0;
}

static int list_readers(void)
{
#define READER(name) #name,
    static const char *const names[] = {
#include "readers/readers.def"
    };
#undef READER

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *id = g_strconcat("reader-", names[i], NULL);

        print_entry(names[i], language_text(id));
    }
    return 0;
}

/* "LIMIT_ITEM_BYTES": its name and value on one line, why it is there below. */
static void print_limit(const char *constant, uint64_t value, const char *unit, const char *reason)
{
    g_autofree char *name = g_ascii_strdown(constant + strlen("LIMIT_"), -1);
    g_strdelimit(name, "_", '-');
    g_autofree char *unit_id = g_strconcat("cli-unit-", unit, NULL);
    g_autofree char *why_id = g_strconcat("cli-limit-", name, NULL);
    g_autofree char *number = text_number(language_get(), value);

    printf("%-24s %18s %s%s%s%s\n", name, number, language_text(unit_id), *reason ? " (" : "",
           reason, *reason ? ")" : "");
    terminal_print(stdout, "    ", 4, language_text(why_id));
}

static int list_limits(void)
{
#define LIMIT(constant, value, unit, reason, why) print_limit(#constant, value, unit, reason);
    LIMIT_LIST(LIMIT)
#undef LIMIT
    return 0;
}

static int run(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*print)(void);
    } lists[] = {{"policies", list_policies},
                 {"rules", list_rules},
                 {"readers", list_readers},
                 {"limits", list_limits}};
    g_autofree char *language = NULL;
    const GOptionEntry entries[] = {{"language", 0, 0, G_OPTION_ARG_STRING, &language,
                                     "cli-option-language", "cli-value-language"},
                                    G_OPTION_ENTRY_NULL};
    GError *error = NULL;

    if (!options_parse("list", entries, &argc, &argv, &error) ||
        !options_check_language(language, &error))
        return command_fail(error, EXIT_USAGE);
    for (size_t i = 0; argc == 2 && i < G_N_ELEMENTS(lists); i++) {
        if (!strcmp(argv[1], lists[i].name))
            return lists[i].print();
    }
    exit_error_set(&error, EXIT_USAGE, "cli-list-usage", NULL);
    return command_fail(error, EXIT_USAGE);
}

const Command command_list = {
    .name = "list",
    .run = run,
};
