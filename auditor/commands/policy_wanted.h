/* The protocol that the operator names, by id or as a file. */
#pragma once

#include "policies/policy.h"

/* NULL with EXIT_INPUT_MISSING where there is none of that name, EXIT_LIST_INVALID where it is not
 * valid. */
Policy *policy_wanted(const char *id_or_path, GError **error);
