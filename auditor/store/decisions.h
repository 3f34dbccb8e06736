/*
 * Decisions of reviewers: the log beside the runs, one JSON record a line, each holding the SHA-256
 * of the line before it, so that what was decided cannot be changed or taken out unseen. A later
 * record about the same fingerprint takes the place of an earlier one.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

#define DECISIONS_LOG "decisions.log"

/* just, unjust, consent, removed, accepted; and the fixed reasons. End with NULL. */
extern const char *const decision_kinds[];
extern const char *const decision_reasons[];

/* Whether a decision closes its finding: unjust, consent and accepted do, until they lapse. Just
 * confirms it; removed is a promise that the next run holds against what it finds. */
bool decision_closes(const char *kind);

/* One decision; strings owned, NULL where there is none. */
typedef struct {
    char *fingerprint; /* 64 hexadecimal digits */
    char *kind, *reason, *note, *reference, *until, *decided, *run;
} Decision;
void decision_free(Decision *decision);

/* The head of an empty log. */
#define DECISIONS_NONE "0000000000000000000000000000000000000000000000000000000000000000"

/* Reads and verifies a log (none: empty). Returns Decision *, in its order, and the hash of its
 * last line in `head`; both owned by the caller. Errors are EXIT_ERRORs (EXIT_LIST_INVALID) that
 * name file and line. */
GPtrArray *decisions_read(const char *path, char **head, GError **error);

/* Appends: the log is written anew beside the old one and put in its place whole. */
bool decisions_append(const char *path, const GPtrArray *decisions, GError **error);

/* Fills the table decision; of a run before that it knows (`decisions-head` in the table run of the
 * previous store) the log must be a continuation, else a warning says so. */
bool decisions_load(sqlite3 *db, const char *path, GError **error);

/* Marks after judging which are used; warns of lapsed ones and of removals that did not happen. */
bool decisions_settle(sqlite3 *db, const char *today, GError **error);
