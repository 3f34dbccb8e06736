/* See rule_values.h. */
#include "store/rule_values.h"

#include <string.h>

#include "commands/command.h"
#include "yaml/yaml.h"

/* `other`: the parameter, or the rule that may have been meant. */
static void fail_use(const char *id, const PolicyClause *clause, const PolicyRule *use,
                     const char *other, const Rule *known, GError **error)
{
    g_autofree char *takes = known ? g_strjoinv(", ", known->parameters) : NULL;
    g_autofree char *line = g_strdup_printf("%u", use->line);

    exit_error_set(error, EXIT_LIST_INVALID, id,
                   TEXT_VALUES(TEXT_TEXT("file", clause->file), TEXT_TEXT("line", line),
                               TEXT_TEXT("clause", clause->id), TEXT_TEXT("rule", use->rule),
                               TEXT_TEXT("other", other), TEXT_TEXT("takes", takes)));
}

/* Whether the rule walks through the parameter, so that only a list will do. */
static bool wants_list(const Rule *rule, const char *parameter)
{
    g_autofree char *walk = g_strdup_printf("json_each(:%s)", parameter);

    return strstr(rule->findings, walk) != NULL;
}

GHashTable *rule_values(const Policy *policy, const PolicyClause *clause, const PolicyRule *use,
                        const Rule *rule, GError **error)
{
    g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    GHashTableIter iterator;
    gpointer name;

    for (char **parameter = rule->parameters; *parameter; parameter++) {
        char *value = policy_parameter(policy, clause, use, *parameter);

        g_hash_table_insert(values, *parameter,
                            value ? value
                                  : g_strdup(g_hash_table_lookup(rule->defaults, *parameter)));
    }
    g_hash_table_iter_init(&iterator, use->parameters);
    while (g_hash_table_iter_next(&iterator, &name, NULL)) {
        if (!g_hash_table_contains(values, name)) {
            fail_use("cli-parameter-unknown", clause, use, name, rule, error);
            return NULL;
        }
    }
    for (char **parameter = rule->parameters; *parameter; parameter++) {
        const char *value = g_hash_table_lookup(values, *parameter);

        if (!value || (wants_list(rule, *parameter) && *value != '[')) {
            fail_use(value ? "cli-parameter-list" : "cli-parameter-wanted", clause, use, *parameter,
                     rule, error);
            return NULL;
        }
    }
    return g_steal_pointer(&values);
}

static const Rule *find_rule(const GPtrArray *rules, const char *id)
{
    for (guint i = 0; i < rules->len; i++) {
        const Rule *rule = g_ptr_array_index(rules, i);

        if (g_str_equal(rule->id, id))
            return rule;
    }
    return NULL;
}

static void fail_unknown(const PolicyClause *clause, const PolicyRule *use, const GPtrArray *rules,
                         GError **error)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    for (guint i = 0; i < rules->len; i++)
        g_ptr_array_add(ids, ((const Rule *)g_ptr_array_index(rules, i))->id);
    g_ptr_array_add(ids, NULL);
    const char *near = yaml_nearest_word(use->rule, (const char *const *)ids->pdata);
    fail_use(near ? "cli-rule-near" : "cli-rule-unknown", clause, use, near, NULL, error);
}

bool rule_values_check(const Policy *policy, const GPtrArray *rules, GError **error)
{
    for (guint i = 0; i < policy->clauses->len; i++) {
        const PolicyClause *clause = g_ptr_array_index(policy->clauses, i);

        for (guint k = 0; k < clause->rules->len; k++) {
            const PolicyRule *use = g_ptr_array_index(clause->rules, k);
            const Rule *rule = find_rule(rules, use->rule);

            if (!rule) {
                fail_unknown(clause, use, rules, error);
                return false;
            }
            g_autoptr(GHashTable) values = rule_values(policy, clause, use, rule, error);
            if (!values)
                return false;
        }
    }
    return true;
}
