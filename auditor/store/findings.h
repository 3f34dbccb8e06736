/*
 * Findings while judging: collected from rules, merged over clauses, written in canonical order
 * with a fingerprint. What makes one is the rules' business; which clause it touches, judge.c's.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "policies/policy.h"
#include "store/rows.h"

typedef enum { CONFIDENCE_CERTAIN, CONFIDENCE_LIKELY, CONFIDENCE_REVIEW } Confidence;

/* One rule at one place; strings are those of the collection, NULL and 0 where it has none. */
typedef struct {
    const char *rule; /* borrowed */
    int64_t person, item, publication, photo, mention;
    const char *place, *excerpt, *reason, *digest, *consent_state, *consent_basis;
    Confidence confidence;
    bool breach, is_private; /* on an account known to be nobody's but a person's own */
    PolicyAs as;
    PolicySeverity severity;
    GPtrArray *clauses; /* const char *: borrowed; empty until a clause wants it */
} Finding;

typedef struct Findings Findings;

Findings *findings_new(void);
void findings_free(Findings *findings);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Findings, findings_free)

/* Which column of a rule's statement is what, by its name; -1 for what it has not. */
typedef struct {
    int person, item, publication, photo, mention, place, excerpt, reason, digest, consent_state,
        consent_basis, confidence, breach;
} FindingColumns;

void finding_columns_find(FindingColumns *columns, sqlite3_stmt *row);

/* Reads the row a rule's statement stands on; the same place found twice is one finding. Borrowed.
 * NULL when the row names no item. */
Finding *findings_take(Findings *findings, const char *rule, sqlite3_stmt *row,
                       const FindingColumns *columns);

/* A clause that the finding touches: highest severity, and verdict beats lead. */
void finding_touch(Finding *finding, const char *clause, PolicyAs as, PolicySeverity severity);

/* How many findings of a rule touch a clause at all. */
int64_t findings_count(const Findings *findings, const char *rule);

/* Writes finding and finding_clause; errors stick to `rows`. */
void findings_write(Findings *findings, Rows *rows);
