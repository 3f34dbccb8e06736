/* See policy_wanted.h. */
#include "commands/policy_wanted.h"

#include "commands/command.h"
#include "store/rule_values.h"

Policy *policy_wanted(const char *id_or_path, GError **error)
{
    GError *cause = NULL;
    g_autoptr(GPtrArray) rules = rule_load_all(error);
    Policy *policy = rules ? policy_load(id_or_path, &cause) : NULL;

    if (!rules)
        return NULL;

    if (!policy) {
        bool missing = g_error_matches(cause, POLICY_ERROR, POLICY_ERROR_MISSING);

        g_set_error_literal(error, EXIT_ERROR, missing ? EXIT_INPUT_MISSING : EXIT_LIST_INVALID,
                            cause->message);
        g_error_free(cause);
        return NULL;
    }
    if (!rule_values_check(policy, rules, error))
        g_clear_pointer(&policy, policy_free);
    return policy;
}
