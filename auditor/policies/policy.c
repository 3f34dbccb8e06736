/*
 * Loads policies, embedded ones by id and a school's own by file, and merges what they extend. What
 * a single file may say is policy_parse.c's business; which rules exist and what they find, the
 * judge's.
 */
#include "policies/policy.h"

#include <gio/gio.h>
#include <string.h>

#include "language.h"
#include "policies/policy_parse.h"
#include "yaml/yaml.h"

#define RESOURCE_FOLDER "/schoolaudit/policies"

/* A chain of policies longer than this is a circle, or nobody can read it. */
#define EXTENDS_MAXIMUM 8

G_DEFINE_QUARK(schoolaudit - policy - error, policy_error)

void policy_free(Policy *policy)
{
    if (!policy)
        return;
    g_free(policy->id);
    for (guint i = 0; i < POLICY_LANGUAGES; i++)
        g_free(policy->title[i]);
    g_free(policy->extends);
    g_free(policy->in_force);
    g_free(policy->review_by);
    g_strfreev(policy->channels);
    g_strfreev(policy->access);
    g_strfreev(policy->requires);
    g_strfreev(policy->dropped);
    g_clear_pointer(&policy->clauses, g_ptr_array_unref);
    g_free(policy->digest);
    g_free(policy);
}

static int compare_texts(gconstpointer first, gconstpointer second)
{
    return strcmp(*(char *const *)first, *(char *const *)second);
}

GStrv policy_list(void)
{
    g_auto(GStrv) names = g_resources_enumerate_children(RESOURCE_FOLDER, 0, NULL);
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    for (guint i = 0; names && names[i]; i++)
        if (g_str_has_suffix(names[i], ".yaml"))
            g_ptr_array_add(ids, g_strndup(names[i], strlen(names[i]) - strlen(".yaml")));
    g_ptr_array_sort(ids, compare_texts);
    g_ptr_array_add(ids, NULL);
    return (GStrv)g_ptr_array_free(g_steal_pointer(&ids), FALSE);
}

const PolicyClause *policy_clause(const Policy *policy, const char *id)
{
    for (guint i = 0; i < policy->clauses->len; i++) {
        const PolicyClause *clause = g_ptr_array_index(policy->clauses, i);
        if (g_str_equal(clause->id, id))
            return clause;
    }
    return NULL;
}

static bool fail_missing(const char *id_or_file, GError **error)
{
    g_auto(GStrv) ids = policy_list();
    const char *nearest = yaml_nearest_word(id_or_file, (const char *const *)ids);
    g_autofree char *all = g_strjoinv(", ", ids);

    g_autofree char *message =
        language_fill(nearest ? "policy-missing-near" : "policy-missing",
                      TEXT_VALUES(TEXT_TEXT("have", id_or_file), TEXT_TEXT("all", all),
                                  TEXT_TEXT("near", nearest)));

    g_set_error_literal(error, POLICY_ERROR, POLICY_ERROR_MISSING, message);
    return false;
}

/* A file above the YAML bound is refused without being read whole. */
static GBytes *file_read(const char *path, GError **error)
{
    g_autoptr(GFile) file = g_file_new_for_path(path);
    g_autoptr(GFileInputStream) stream = g_file_read(file, NULL, error);

    if (!stream)
        return NULL;
    return g_input_stream_read_bytes(G_INPUT_STREAM(stream), YAML_MAXIMUM_BYTES + 1, NULL, error);
}

/* The bytes of a policy. *name becomes what messages call it, *folder where its own `extends` is
 * looked for (NULL for embedded ones). A bare id is looked up among the embedded ones first. */
static GBytes *policy_find(const char *id_or_file, const char *folder, char **name,
                           char **own_folder, GError **error)
{
    g_autofree char *resource = g_strdup_printf(RESOURCE_FOLDER "/%s.yaml", id_or_file);

    if (!strchr(id_or_file, '/')) {
        GBytes *bytes = g_resources_lookup_data(resource, 0, NULL);
        if (bytes) {
            *name = g_strdup_printf("policies/%s.yaml", id_or_file);
            *own_folder = NULL;
            return bytes;
        }
    }
    g_autofree char *path = folder && !g_path_is_absolute(id_or_file)
                                ? g_build_filename(folder, id_or_file, NULL)
                                : g_strdup(id_or_file);
    if (!g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        fail_missing(id_or_file, error);
        return NULL;
    }
    g_autoptr(GError) problem = NULL;
    GBytes *bytes = file_read(path, &problem);
    if (!bytes) {
        const char *why = language_text("cli-errno-permission");
        g_autofree char *message = language_fill(
            "policy-unreadable", TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", why)));

        g_set_error_literal(error, POLICY_ERROR, POLICY_ERROR_MISSING, message);
        return NULL;
    }
    *own_folder = g_path_get_dirname(path);
    *name = g_steal_pointer(&path);
    return bytes;
}

static GStrv texts_merge(GStrv own, GStrv other)
{
    GStrvBuilder *builder = g_strv_builder_new();

    g_strv_builder_addv(builder, (const char **)own);
    for (guint i = 0; other[i]; i++)
        if (!g_strv_contains((const char *const *)own, other[i]))
            g_strv_builder_add(builder, other[i]);
    GStrv merged = g_strv_builder_end(builder);
    g_strv_builder_unref(builder);
    return merged;
}

static bool check_drops(const Policy *policy, const YamlNode *root, const Policy *other,
                        GError **error)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();

    for (guint i = 0; i < other->clauses->len; i++)
        g_ptr_array_add(ids, ((PolicyClause *)g_ptr_array_index(other->clauses, i))->id);
    g_ptr_array_add(ids, NULL);
    for (guint i = 0; policy->dropped[i]; i++) {
        if (policy_clause(other, policy->dropped[i]))
            continue;
        const char *nearest =
            yaml_nearest_word(policy->dropped[i], (const char *const *)ids->pdata);
        return yaml_fail(yaml_node_item(yaml_node_get(root, "drop"), i), error,
                         nearest ? "policy-drop-near" : "policy-drop",
                         TEXT_VALUES(TEXT_TEXT("policy", policy->extends),
                                     TEXT_TEXT("have", policy->dropped[i]),
                                     TEXT_TEXT("near", nearest)));
    }
    return true;
}

/* Takes over from the extended policy whatever the file itself does not say. */
static void policy_inherit(PolicyFile *file, Policy *other)
{
    Policy *policy = file->policy;

    if (!policy->channels)
        policy->channels = g_steal_pointer(&other->channels);
    if (!policy->access)
        policy->access = g_steal_pointer(&other->access);
    if (!policy->requires)
    policy->requires = g_steal_pointer(&other->requires);
    if (!file->has_shares)
        policy->shares_count = other->shares_count;
    if (!file->has_direct)
        policy->direct_messages_count = other->direct_messages_count;
    while (other->clauses->len) {
        PolicyClause *clause = g_ptr_array_steal_index(other->clauses, 0);
        if (policy_clause(policy, clause->id) ||
            g_strv_contains((const char *const *)policy->dropped, clause->id))
            policy_clause_free(clause);
        else
            g_ptr_array_add(policy->clauses, clause);
    }
    GStrv dropped = texts_merge(policy->dropped, other->dropped);
    g_strfreev(policy->dropped);
    policy->dropped = dropped;
}

static void policy_complete(PolicyFile *file)
{
    static const char *const everything[] = {"all", NULL};
    static const char *const open[] = {"public", NULL};
    Policy *policy = file->policy;

    if (!policy->channels)
        policy->channels = g_strdupv((GStrv)everything);
    if (!policy->access)
        policy->access = g_strdupv((GStrv)open);
    if (!policy->requires)
    policy->requires = g_new0(char *, 1);
    if (!file->has_shares)
        policy->shares_count = true;
}

static Policy *load_level(const char *id_or_file, const char *folder, guint level,
                          GChecksum *digest, GError **error);

/* Merges what the file extends, or fills in the defaults. */
static bool load_extended(PolicyFile *file, const YamlNode *root, const char *folder, guint level,
                          GChecksum *digest, GError **error)
{
    const char *extends = file->policy->extends;

    if (!extends) {
        policy_complete(file);
        return file->policy->clauses->len || yaml_fail(root, error, "policy-no-clause", NULL);
    }
    if (level >= EXTENDS_MAXIMUM)
        return yaml_fail(yaml_node_get(root, "extends"), error, "policy-circle",
                         TEXT_VALUES(TEXT_NUMBER("most", EXTENDS_MAXIMUM)));
    g_autoptr(GError) problem = NULL;
    g_autoptr(Policy) other = load_level(extends, folder, level + 1, digest, &problem);
    if (g_error_matches(problem, POLICY_ERROR, POLICY_ERROR_MISSING))
        return yaml_fail(yaml_node_get(root, "extends"), error, "policy-extends-missing",
                         TEXT_VALUES(TEXT_TEXT("problem", problem->message)));
    if (!other) {
        g_propagate_error(error, g_steal_pointer(&problem));
        return false;
    }
    if (!check_drops(file->policy, root, other, error))
        return false;
    policy_inherit(file, other);
    return file->policy->clauses->len || yaml_fail(root, error, "policy-no-clause", NULL);
}

static Policy *load_level(const char *id_or_file, const char *folder, guint level,
                          GChecksum *digest, GError **error)
{
    g_autofree char *name = NULL;
    g_autofree char *own_folder = NULL;
    g_autoptr(GBytes) bytes = policy_find(id_or_file, folder, &name, &own_folder, error);
    PolicyFile file;

    if (!bytes)
        return NULL;
    gsize length;
    const char *data = g_bytes_get_data(bytes, &length);
    g_checksum_update(digest, (const guchar *)data, (gssize)length);
    g_autoptr(YamlNode) root = yaml_load(data, length, name, error);
    if (!root || !policy_parse(root, &file, error))
        return NULL;
    for (guint i = 0; i < file.policy->clauses->len; i++)
        ((PolicyClause *)g_ptr_array_index(file.policy->clauses, i))->file = g_strdup(name);
    if (load_extended(&file, root, own_folder, level, digest, error))
        return file.policy;
    policy_free(file.policy);
    return NULL;
}

Policy *policy_load(const char *id_or_file, GError **error)
{
    g_autoptr(GChecksum) digest = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GError) problem = NULL;
    Policy *policy = load_level(id_or_file, NULL, 1, digest, &problem);

    if (policy) {
        policy->digest = g_strdup(g_checksum_get_string(digest));
        return policy;
    }
    int code = problem->domain == POLICY_ERROR ? problem->code : POLICY_ERROR_INVALID;
    g_set_error_literal(error, POLICY_ERROR, code, problem->message);
    return NULL;
}

/* Whose publications a clause reaches. The school's accounts are written by staff and management,
 * and an unknown author may be anybody. */
static char *clause_authors(const PolicyClause *clause)
{
    const char *const *binds = (const char *const *)clause->binds;
    bool everyone = g_strv_contains(binds, "everyone");
    bool staff = everyone || g_strv_contains(binds, "staff") || g_strv_contains(binds, "board");
    const char *roles[6] = {NULL};
    guint count = 0;

    if (staff) {
        roles[count++] = "school";
        roles[count++] = "staff";
    }
    if (everyone || g_strv_contains(binds, "pupils"))
        roles[count++] = "pupil";
    if (everyone || g_strv_contains(binds, "parents"))
        roles[count++] = "parent";
    roles[count] = "unknown";
    return policy_json_array(roles);
}

char *policy_parameter(const Policy *policy, const PolicyClause *clause, const PolicyRule *rule,
                       const char *name)
{
    const char *own = g_hash_table_lookup(rule->parameters, name);

    if (own)
        return g_strdup(own);
    if (g_str_equal(name, "channels"))
        return policy_json_array((const char *const *)policy->channels);
    if (g_str_equal(name, "access"))
        return policy_json_array((const char *const *)policy->access);
    if (g_str_equal(name, "authors"))
        return clause_authors(clause);
    if (g_str_equal(name, "shares"))
        return g_strdup(policy->shares_count ? "1" : "0");
    if (g_str_equal(name, "direct"))
        return g_strdup(policy->direct_messages_count ? "1" : "0");
    if (g_str_equal(name, "in_force"))
        return g_strdup(policy->in_force ? policy->in_force : "");
    if (g_str_equal(name, "review_by"))
        return g_strdup(policy->review_by ? policy->review_by : "");
    return g_str_equal(name, "policy") ? g_strdup(policy->id) : NULL;
}

bool policy_parameter_is_integer(const char *value)
{
    return g_ascii_string_to_signed(value, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}
