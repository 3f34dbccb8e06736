/*
 * Judging: runs the rules a policy names over a linked store and writes findings, and a result for
 * every clause. Reads nothing but the store and the policy, so a run can be judged again.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "policies/policy.h"

/*
 * The processor time of each rule stands in temp.rule_time afterwards, for who keeps a log.
 *
 * Replaces finding, finding_clause, clause_result, rule_result, permission. `today` is an ISO date.
 * Errors (EXIT_LIST_INVALID) come before any rule runs: a parameter missing or unknown, a rule that
 * cannot be prepared. A rule that fails while running makes its clauses `error` instead.
 *
 * clause_result.reason: manual, shows-scope, shows-follow-up, shows-breach, leads-only,
 * rule-not-available <rule>, needs-input <input>, rule-failed <rule>, nothing-checked, undecided
 * <count> (in scope, but a rule could not say), review <count> (only findings of low confidence).
 */
bool judge_run(sqlite3 *db, const Policy *policy, const char *today, GError **error);
