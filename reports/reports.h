/*
 * Writes all reports of a judged store into the folder of a run: findings.json, findings.csv,
 * ledger.csv, report.html and, last, manifest.json; with `names` the set with names beside them
 * ("-met-namen"). Reads the store and the policy only; judges nothing.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>
#include <stdbool.h>

#include "policies/policy.h"

typedef struct {
    const char *out;               /* folder of the run; its .part may hold a finished audit.db */
    const char *language;          /* "nl" or "en": which one the page shows first */
    bool names;                    /* the set with names as well */
    const char *today;             /* ISO date */
    const char *version;           /* of the program */
    bool traces;                   /* traces.csv as well */
    bool (*stops)(GError **error); /* asked before the files are put in place; true, with an error:
                                      they are not. Or NULL */
} ReportOptions;

/* Either every file is in place afterwards, or none was touched. Errors are EXIT_ERRORs. `policy`
 * may be NULL: clauses then stand without their texts. */
bool reports_write(sqlite3 *store, const Policy *policy, const ReportOptions *options,
                   GError **error);
