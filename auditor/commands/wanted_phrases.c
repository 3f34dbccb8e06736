/*
 * Built-in lists come from the headers of all rules, not only of those the policy uses: a run can
 * be judged again under another protocol. A policy's own words become lists of the parameter's
 * name.
 */
#include "commands/wanted_phrases.h"

#include <json-c/json.h>

#include "store/rule.h"

static const char *const own_lists[] = {"words", "titles"};

/* The texts of a list as the policy's parser writes it, or the one text that is no list. */
static void add_texts(Phrases *phrases, const char *list, const char *value)
{
    json_object *texts = *value == '[' ? json_tokener_parse(value) : NULL;

    if (!texts)
        phrases_add(phrases, list, value);
    for (size_t i = 0; texts && i < json_object_array_length(texts); i++)
        phrases_add(phrases, list, json_object_get_string(json_object_array_get_idx(texts, i)));
    json_object_put(texts);
}

static void add_policy(Phrases *phrases, const Policy *policy)
{
    for (guint i = 0; i < policy->clauses->len; i++) {
        const PolicyClause *clause = g_ptr_array_index(policy->clauses, i);

        for (guint j = 0; j < clause->rules->len; j++) {
            const PolicyRule *use = g_ptr_array_index(clause->rules, j);

            for (size_t k = 0; k < G_N_ELEMENTS(own_lists); k++) {
                const char *value = g_hash_table_lookup(use->parameters, own_lists[k]);

                if (value)
                    add_texts(phrases, own_lists[k], value);
            }
        }
    }
}

Phrases *phrases_wanted(const Policy *policy, GError **error)
{
    g_autoptr(Phrases) phrases = phrases_new();
    g_autoptr(GPtrArray) rules = rule_load_all(error);

    if (!rules)
        return NULL;
    for (guint i = 0; i < rules->len; i++) {
        const Rule *rule = g_ptr_array_index(rules, i);

        for (char **list = rule->lists; *list; list++)
            if (**list && !phrases_add_list(phrases, *list, error))
                return NULL;
        for (char **list = rule->context; *list; list++) {
            if (**list && !phrases_add_list(phrases, *list, error))
                return NULL;
            if (**list)
                phrases_set_context(phrases, *list);
        }
    }
    add_policy(phrases, policy);
    return g_steal_pointer(&phrases);
}
