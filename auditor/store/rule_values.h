/*
 * What a protocol says against what the rules it names can take: told with file and line before
 * anything is read.
 */
#pragma once

#include "policies/policy.h"
#include "store/rule.h"

/* Values for all that the rule declares, name -> text, freed by the caller; NULL and an error when
 * one is missing or one too many. */
GHashTable *rule_values(const Policy *policy, const PolicyClause *clause, const PolicyRule *use,
                        const Rule *rule, GError **error);

/* Whether every rule that the policy names is among `rules` (Rule *) and gets what it asks for. */
bool rule_values_check(const Policy *policy, const GPtrArray *rules, GError **error);
