/* Which phrases a scan has to look for, so that every rule finds its own in the store. */
#pragma once

#include "detect/phrases.h"
#include "policies/policy.h"

/* All lists that rules name in their headers, and the words and titles that the policy gives to
 * rules. The caller frees it with phrases_free(). */
Phrases *phrases_wanted(const Policy *policy, GError **error);
