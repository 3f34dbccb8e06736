/*
 * What stands before a scan, and before shards are merged: policy and lists are read, what texts
 * are searched for is made of them, and a store knows what the run is made with.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "detect/data.h"
#include "detect/names.h"
#include "detect/phrases.h"
#include "policies/policy.h"
#include "store/store.h"

typedef struct {
    Policy *policy;
    NameIndex *names; /* NULL without any list of people */
    DataFinder *data;
    Phrases *phrases, *allowed;
    Store *store;
    char *keep_until; /* a day */
    char *detection;  /* digest of what texts are searched for (detection.h) */
} AuditRun;

/* In this order, on a zeroed run; the scratch files of its store go into `scratch`. Errors are
 * EXIT_ERRORs. */
bool audit_run_policy(const AuditOptions *options, AuditRun *run, GError **error);
bool audit_run_prepare(const AuditOptions *options, const char *scratch, AuditRun *run,
                       GError **error);
void audit_run_clear(AuditRun *run);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(AuditRun, audit_run_clear)

/* A moment of the run, as the clock says or as it was fixed (g_free). */
char *audit_moment(const AuditOptions *options);
