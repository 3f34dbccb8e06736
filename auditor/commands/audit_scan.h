/*
 * The scan of an audit, with what lies in the state folder from one audit to the next: facts of the
 * run before, and of one that was broken off. A shard has the same scan without these.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "commands/audit_options.h"
#include "commands/audit_prepare.h"
#include "commands/run_folder.h"
#include "coordinator/scan.h"

/* The scan ends in order when a signal says so. */
void audit_scan_catch_signals(void);

/* An input as a scan wants it; borrows. */
ScanInput audit_scan_input(const AuditInput *input);

/* Scans all inputs into the run's store. What the options and the run say is filled in; spool
 * folder, shelves and units are the caller's. `result` has texts to be freed by the caller, also
 * after a failure. */
bool audit_scan(const AuditOptions *options, const AuditRun *run, ScanOptions *scan,
                ScanResult *result, GError **error);

/* The same with the facts of earlier audits, leaving its own for the next. */
bool audit_scan_inputs(const AuditOptions *options, const RunFolder *folder, const AuditRun *run,
                       GError **error);

/* What a shelf is made with; `engine` as detection_engine says. */
void audit_scan_say(ShelfWriter *shelf, const AuditOptions *options, const AuditRun *run,
                    const char *engine);

/* What the store has to know of a scan: the layers of the sandbox, whether faces were counted. */
void audit_scan_describe(Store *store, const AuditOptions *options, const ScanResult *result);
