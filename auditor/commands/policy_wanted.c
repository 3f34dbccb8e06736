/* See policy_wanted.h. */
#include "commands/policy_wanted.h"

#include "commands/command.h"

Policy *policy_wanted(const char *id_or_path, GError **error)
{
    GError *cause = NULL;
    Policy *policy = policy_load(id_or_path, &cause);

    if (!policy) {
        bool missing = g_error_matches(cause, POLICY_ERROR, POLICY_ERROR_MISSING);

        g_set_error_literal(error, EXIT_ERROR, missing ? EXIT_INPUT_MISSING : EXIT_LIST_INVALID,
                            cause->message);
        g_error_free(cause);
    }
    return policy;
}
