/*
 * Reads one policy file: every key known, every word from its list, every text in both languages.
 * It refuses rather than guesses, since a clause misread here would be a clause unchecked. Merging
 * with other files is policy.c's business, whether a rule exists the judge's.
 */
#include "policies/policy_parse.h"

#include <json-c/json.h>
#include <string.h>

#include "register/channels.h"

static const char *const strengths[] = {"must", "should", "may", "is", NULL};
static const char *const severities[] = {"high", "medium", "low", "info", NULL};
static const char *const results[] = {"verdict", "lead", NULL};
static const char *const kinds[] = {"auto", "assist", "manual", NULL};
static const char *const groups[] = {"staff", "pupils", "parents", "board", "everyone", NULL};
static const char *const accesses[] = {"public", "closed", "direct", NULL};
static const char *const authors[] = {"school", "staff", "pupil", "parent", "unknown", NULL};
static const char *const inputs[] = {"register",  "consents", "staff",    "parents",
                                     "timetable", "holidays", "accounts", "takedowns",
                                     "previous",  "allow",    "pixels",   NULL};
/* In the order of PolicyShows and PolicyAccounts. */
static const char *const shown[] = {"nothing", "scope", "follow-up", "breach", NULL};
static const char *const accounts[] = {"any", "school", "private", "leads-on-private", NULL};

const char *policy_strength_id(PolicyStrength strength)
{
    return strengths[strength];
}

const char *policy_severity_id(PolicySeverity severity)
{
    return severities[severity];
}

const char *policy_as_id(PolicyAs as)
{
    return results[as];
}

const char *policy_kind_id(PolicyKind kind)
{
    return kinds[kind];
}

static void policy_rule_free(gpointer data)
{
    PolicyRule *rule = data;

    g_free(rule->rule);
    g_free(rule->verdict_with);
    g_clear_pointer(&rule->parameters, g_hash_table_unref);
    g_free(rule);
}

void policy_clause_free(PolicyClause *clause)
{
    g_free(clause->id);
    g_free(clause->article);
    g_free(clause->law);
    g_free(clause->policy);
    g_free(clause->file);
    for (guint i = 0; i < POLICY_LANGUAGES; i++) {
        g_free(clause->text[i]);
        g_free(clause->question[i]);
        g_free(clause->note[i]);
    }
    g_strfreev(clause->binds);
    g_clear_pointer(&clause->rules, g_ptr_array_unref);
    g_free(clause);
}

char *policy_json_array(const char *const *texts)
{
    json_object *array = json_object_new_array();

    for (; *texts; texts++)
        json_object_array_add(array, json_object_new_string(*texts));
    char *json = g_strdup(json_object_to_json_string_ext(
        array, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
    json_object_put(array);
    return json;
}

static char *text_of(const YamlNode *map, const char *key)
{
    return g_strdup(yaml_node_text(yaml_node_get(map, key)));
}

/* The value of a key that yaml_node_check() has already held against the same words. */
static guint word_of(const YamlNode *map, const char *key, const char *const *words, guint missing)
{
    guint place = missing;

    if (yaml_node_get(map, key))
        yaml_node_read_choice(yaml_node_get(map, key), words, &place, NULL);
    return place;
}

static bool list_is_filled(const YamlNode *map, const char *key, GError **error)
{
    const YamlNode *list = yaml_node_get(map, key);

    return !list || yaml_node_length(list) || yaml_fail(list, error, "policy-list-empty", NULL);
}

/* nl and en, both given and not empty; the whole key may be absent. */
static bool parse_languages(const YamlNode *map, const char *key, char *text[], GError **error)
{
    static const YamlKey keys[] = {
        {"nl", YAML_TYPE_TEXT, true, NULL}, {"en", YAML_TYPE_TEXT, true, NULL}, {0}};
    const YamlNode *node = yaml_node_get(map, key);

    if (!node)
        return true;
    if (!yaml_node_check(node, keys, error))
        return false;
    for (guint i = 0; keys[i].name; i++)
        if (!*yaml_node_text(yaml_node_get(node, keys[i].name)))
            return yaml_fail(yaml_node_get(node, keys[i].name), error, "policy-text-empty", NULL);
    text[POLICY_DUTCH] = text_of(node, "nl");
    text[POLICY_ENGLISH] = text_of(node, "en");
    return true;
}

/* Channels with "social" replaced by what it stands for, each once. */
static GStrv channels_expand(const YamlNode *list)
{
    g_autoptr(GPtrArray) channels = g_ptr_array_new();

    for (guint i = 0; i < yaml_node_length(list); i++) {
        const char *channel = yaml_node_text(yaml_node_item(list, i));
        const char *const one[] = {channel, NULL};
        for (const char *const *at = g_str_equal(channel, "social") ? channels_social() : one; *at;
             at++)
            if (!g_ptr_array_find_with_equal_func(channels, *at, g_str_equal, NULL))
                g_ptr_array_add(channels, (gpointer)*at);
    }
    g_ptr_array_add(channels, NULL);
    return g_strdupv((GStrv)channels->pdata);
}

/* rule names and clause ids: short ASCII words; rule names in kebab-case. */
static bool name_is_good(const char *name, bool is_rule)
{
    if (!g_ascii_isalnum(*name) || strlen(name) > 60)
        return false;
    for (const char *at = name; *at; at++) {
        bool joint = *at == '-' || (!is_rule && *at == '.');
        if (joint && !g_ascii_isalnum(at[1]))
            return false;
        if (!joint &&
            !(is_rule ? g_ascii_islower(*at) || g_ascii_isdigit(*at) : g_ascii_isalnum(*at)))
            return false;
    }
    return true;
}

static bool parameter_name_is_good(const char *name)
{
    if (!g_ascii_islower(*name) || strlen(name) > 30)
        return false;
    for (const char *at = name; *at; at++)
        if (!g_ascii_islower(*at) && !g_ascii_isdigit(*at) && *at != '_')
            return false;
    return true;
}

/* A word list for the parameters whose words are the same in every rule. */
static bool check_parameter_words(const char *name, const YamlNode *value, GError **error)
{
    const char *const *words = g_str_equal(name, "access")    ? accesses
                               : g_str_equal(name, "authors") ? authors
                                                              : NULL;
    guint place;

    if (!words && !g_str_equal(name, "channels"))
        return true;
    if (!yaml_node_check_type(value, YAML_TYPE_TEXTS, error))
        return false;
    if (!yaml_node_length(value))
        return yaml_fail(value, error, "policy-list-empty", NULL);
    for (guint i = 0; words && i < yaml_node_length(value); i++)
        if (!yaml_node_read_choice(yaml_node_item(value, i), words, &place, error))
            return false;
    return true;
}

static char *parameter_value(const char *name, const YamlNode *value, GError **error)
{
    bool truth;

    if (yaml_node_kind(value) == YAML_KIND_LIST) {
        g_auto(GStrv) texts = g_str_equal(name, "channels") ? channels_expand(value)
                                                            : yaml_node_read_texts(value, error);
        return texts ? policy_json_array((const char *const *)texts) : NULL;
    }
    if (yaml_node_read_boolean(value, &truth, NULL))
        return g_strdup(truth ? "1" : "0");
    if (!yaml_node_check_type(value, YAML_TYPE_TEXT, error))
        return NULL;
    return g_strdup(yaml_node_text(value));
}

static bool parse_parameters(const YamlNode *with, GHashTable *parameters, GError **error)
{
    for (guint i = 0; i < yaml_node_length(with); i++) {
        const char *name = yaml_node_key(with, i);
        const YamlNode *value = yaml_node_item(with, i);
        if (!parameter_name_is_good(name))
            return yaml_fail(value, error, "policy-parameter-name",
                             TEXT_VALUES(TEXT_TEXT("have", name)));
        if (!check_parameter_words(name, value, error))
            return false;
        char *text = parameter_value(name, value, error);
        if (!text)
            return false;
        g_hash_table_insert(parameters, g_strdup(name), text);
    }
    return true;
}

static bool parse_rule(const YamlNode *node, PolicyRule *rule, GError **error)
{
    static const YamlKey keys[] = {{"rule", YAML_TYPE_TEXT, true, NULL},
                                   {"as", YAML_TYPE_TEXT, true, results},
                                   {"severity", YAML_TYPE_TEXT, true, severities},
                                   {"accounts", YAML_TYPE_TEXT, false, accounts},
                                   {"verdict-with", YAML_TYPE_TEXT, false, inputs},
                                   {"with", YAML_TYPE_MAP, false, NULL},
                                   {0}};

    if (!yaml_node_check(node, keys, error))
        return false;
    rule->rule = text_of(node, "rule");
    rule->as = (PolicyAs)word_of(node, "as", results, 0);
    rule->severity = (PolicySeverity)word_of(node, "severity", severities, 0);
    rule->accounts = (PolicyAccounts)word_of(node, "accounts", accounts, ACCOUNTS_ANY);
    rule->verdict_with = text_of(node, "verdict-with");
    rule->line = yaml_node_line(node);
    if (!name_is_good(rule->rule, true))
        return yaml_fail(yaml_node_get(node, "rule"), error, "policy-rule-name",
                         TEXT_VALUES(TEXT_TEXT("have", rule->rule)));
    if (rule->verdict_with && rule->as != AS_LEAD)
        return yaml_fail(yaml_node_get(node, "verdict-with"), error, "policy-verdict-with", NULL);
    return parse_parameters(yaml_node_get(node, "with"), rule->parameters, error);
}

static bool parse_rules(const YamlNode *list, PolicyClause *clause, GError **error)
{
    clause->kind = CLAUSE_MANUAL;
    for (guint i = 0; i < yaml_node_length(list); i++) {
        PolicyRule *rule = g_new0(PolicyRule, 1);
        rule->parameters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
        g_ptr_array_add(clause->rules, rule);
        if (!parse_rule(yaml_node_item(list, i), rule, error))
            return false;
        if (rule->as == AS_VERDICT)
            clause->kind = CLAUSE_AUTO;
        else if (clause->kind == CLAUSE_MANUAL)
            clause->kind = CLAUSE_ASSIST;
    }
    return true;
}

static bool check_clause(const YamlNode *node, GError **error)
{
    static const YamlKey keys[] = {{"id", YAML_TYPE_TEXT, true, NULL},
                                   {"article", YAML_TYPE_TEXT, true, NULL},
                                   {"law", YAML_TYPE_TEXT, false, NULL},
                                   {"text", YAML_TYPE_MAP, true, NULL},
                                   {"question", YAML_TYPE_MAP, false, NULL},
                                   {"note", YAML_TYPE_MAP, false, NULL},
                                   {"binds", YAML_TYPE_TEXTS, true, groups},
                                   {"strength", YAML_TYPE_TEXT, true, strengths},
                                   {"shows", YAML_TYPE_TEXT, false, shown},
                                   {"rules", YAML_TYPE_LIST, false, NULL},
                                   {0}};

    if (!yaml_node_check(node, keys, error) || !list_is_filled(node, "binds", error))
        return false;
    const YamlNode *id = yaml_node_get(node, "id");
    return name_is_good(yaml_node_text(id), false) ||
           yaml_fail(id, error, "policy-clause-id",
                     TEXT_VALUES(TEXT_TEXT("have", yaml_node_text(id))));
}

static bool parse_clause(const YamlNode *node, PolicyClause *clause, GError **error)
{
    if (!check_clause(node, error))
        return false;
    clause->id = text_of(node, "id");
    clause->article = text_of(node, "article");
    clause->law = text_of(node, "law");
    clause->line = yaml_node_line(node);
    clause->binds = yaml_node_read_texts(yaml_node_get(node, "binds"), NULL);
    clause->strength = (PolicyStrength)word_of(node, "strength", strengths, 0);
    clause->shows = (PolicyShows)word_of(node, "shows", shown, SHOWS_NOTHING);
    return parse_languages(node, "text", clause->text, error) &&
           parse_languages(node, "question", clause->question, error) &&
           parse_languages(node, "note", clause->note, error) &&
           parse_rules(yaml_node_get(node, "rules"), clause, error);
}

static bool parse_clauses(const YamlNode *list, Policy *policy, GError **error)
{
    for (guint i = 0; i < yaml_node_length(list); i++) {
        const YamlNode *node = yaml_node_item(list, i);
        PolicyClause *clause = g_new0(PolicyClause, 1);
        clause->rules = g_ptr_array_new_with_free_func(policy_rule_free);
        clause->policy = g_strdup(policy->id);
        if (!parse_clause(node, clause, error)) {
            policy_clause_free(clause);
            return false;
        }
        const PolicyClause *earlier = policy_clause(policy, clause->id);
        g_ptr_array_add(policy->clauses, clause);
        if (earlier) {
            g_autofree char *line = g_strdup_printf("%u", earlier->line);

            return yaml_fail(yaml_node_get(node, "id"), error, "policy-clause-twice",
                             TEXT_VALUES(TEXT_TEXT("line", line)));
        }
    }
    return true;
}

static bool parse_scope(const YamlNode *scope, PolicyFile *file, GError **error)
{
    static const YamlKey keys[] = {{"channels", YAML_TYPE_TEXTS, false, NULL},
                                   {"access", YAML_TYPE_TEXTS, false, accesses},
                                   {"shares-count", YAML_TYPE_BOOLEAN, false, NULL},
                                   {"direct-messages-count", YAML_TYPE_BOOLEAN, false, NULL},
                                   {0}};
    Policy *policy = file->policy;

    if (!scope)
        return true;
    if (!yaml_node_check(scope, keys, error) || !list_is_filled(scope, "channels", error) ||
        !list_is_filled(scope, "access", error))
        return false;
    if (yaml_node_get(scope, "channels"))
        policy->channels = channels_expand(yaml_node_get(scope, "channels"));
    if (yaml_node_get(scope, "access"))
        policy->access = yaml_node_read_texts(yaml_node_get(scope, "access"), NULL);
    file->has_shares =
        yaml_node_read_boolean(yaml_node_get(scope, "shares-count"), &policy->shares_count, NULL);
    file->has_direct = yaml_node_read_boolean(yaml_node_get(scope, "direct-messages-count"),
                                              &policy->direct_messages_count, NULL);
    return true;
}

static bool parse_drop(const YamlNode *root, Policy *policy, GError **error)
{
    const YamlNode *list = yaml_node_get(root, "drop");

    policy->dropped = list ? yaml_node_read_texts(list, NULL) : g_new0(char *, 1);
    if (!yaml_node_length(list))
        return true;
    if (!policy->extends)
        return yaml_fail(list, error, "policy-drop-alone", NULL);
    for (guint i = 0; i < yaml_node_length(list); i++)
        if (policy_clause(policy, policy->dropped[i]))
            return yaml_fail(yaml_node_item(list, i), error, "policy-drop-own",
                             TEXT_VALUES(TEXT_TEXT("have", policy->extends)));
    return true;
}

static bool parse_policy(const YamlNode *root, PolicyFile *file, GError **error)
{
    static const YamlKey keys[] = {
        {"id", YAML_TYPE_TEXT, true, NULL},           {"title", YAML_TYPE_MAP, true, NULL},
        {"extends", YAML_TYPE_TEXT, false, NULL},     {"drop", YAML_TYPE_TEXTS, false, NULL},
        {"in-force", YAML_TYPE_DATE, false, NULL},    {"review-by", YAML_TYPE_DATE, false, NULL},
        {"scope", YAML_TYPE_MAP, false, NULL},        {"clauses", YAML_TYPE_LIST, false, NULL},
        {"requires", YAML_TYPE_TEXTS, false, inputs}, {0}};
    Policy *policy = file->policy;

    if (!yaml_node_check(root, keys, error))
        return false;
    policy->id = text_of(root, "id");
    policy->extends = text_of(root, "extends");
    policy->in_force = text_of(root, "in-force");
    policy->review_by = text_of(root, "review-by");
    if (!name_is_good(policy->id, true))
        return yaml_fail(yaml_node_get(root, "id"), error, "policy-id",
                         TEXT_VALUES(TEXT_TEXT("have", policy->id)));
    if (yaml_node_get(root, "requires"))
    policy->requires = yaml_node_read_texts(yaml_node_get(root, "requires"), NULL);
    return parse_languages(root, "title", policy->title, error) &&
           parse_scope(yaml_node_get(root, "scope"), file, error) &&
           parse_clauses(yaml_node_get(root, "clauses"), policy, error) &&
           parse_drop(root, policy, error);
}

bool policy_parse(const YamlNode *root, PolicyFile *file, GError **error)
{
    *file = (PolicyFile){.policy = g_new0(Policy, 1)};
    file->policy->clauses = g_ptr_array_new_with_free_func((GDestroyNotify)policy_clause_free);
    if (parse_policy(root, file, error))
        return true;
    g_clear_pointer(&file->policy, policy_free);
    return false;
}
