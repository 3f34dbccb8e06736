/* schoolaudit list: what is built in: policies, rules and limits, one a line. */
#include <stdio.h>
#include <string.h>

#include <gio/gio.h>

#include "commands/command.h"
#include "policies/policy.h"
#include "worker/limits.h"

static int list_policies(void)
{
    g_auto(GStrv) ids = policy_list();

    for (size_t i = 0; ids[i]; i++) {
        g_autoptr(Policy) policy = policy_load(ids[i], NULL);

        if (policy)
            printf("%-16s %s\n%-16s %s\n", ids[i], policy->title[POLICY_DUTCH], "",
                   policy->title[POLICY_ENGLISH]);
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

    if (names)
        qsort(names, g_strv_length(names), sizeof *names, compare_names);
    for (size_t i = 0; names && names[i]; i++) {
        g_autofree char *path = g_strconcat("/schoolaudit/rules/", names[i], NULL);
        g_autoptr(GBytes) data = g_resources_lookup_data(path, 0, NULL);
        g_autofree char *sql = g_strndup(g_bytes_get_data(data, NULL), g_bytes_get_size(data));
        g_autofree char *id = header_field(sql, "rule");
        g_autofree char *dutch = header_field(sql, "title-nl");
        g_autofree char *english = header_field(sql, "title-en");

        printf("%-20s %s\n%-20s %s\n", id, dutch, "", english);
    }
    return 0;
}

static int list_limits(void)
{
#define LIMIT(constant, value, unit, reason, why)                                                  \
    printf("%-26s %14llu %-8s %-14s %s\n", &#constant[6], value, unit, reason, why);
    LIMIT_LIST(LIMIT)
#undef LIMIT
    return 0;
}

static int run(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*print)(void);
    } lists[] = {{"policies", list_policies}, {"rules", list_rules}, {"limits", list_limits}};

    for (size_t i = 0; argc == 2 && i < G_N_ELEMENTS(lists); i++) {
        if (!strcmp(argv[1], lists[i].name))
            return lists[i].print();
    }
    return command_fail(
        g_error_new(EXIT_ERROR, EXIT_USAGE, "list: wanted policies, rules or limits"), EXIT_USAGE);
}

const Command command_list = {
    .name = "list",
    .usage = "policies | rules | limits",
    .run = run,
};
