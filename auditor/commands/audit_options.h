/*
 * What an audit is to do: from the command line, and from the audit file (--config) where the
 * command line is silent. Everything that can be known to be wrong before anything long begins is
 * found here.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

#include "register/load.h"

typedef struct {
    char *path; /* folder or file, as given; patterns of the audit file are spread out */
    char *name, *channel, *access, *owner; /* NULL: as the readers say */
} AuditInput;

/* A fact on the school itself, for table school. */
typedef struct {
    char *kind; /* name | account | domain | camera | logo */
    char *platform, *value, *detail;
} SchoolWord;

typedef struct {
    char *config;
    char *register_file, *mapping, *consents, *staff, *parents, *takedowns;
    char *timetable, *holidays, *as_of, *allow;
    char *policy, *out, *state, *language, *today, *school;
    char *previous, *decisions;
    char *shard;                               /* of a scan: "I/N", "/N"; NULL */
    char *summary, *metrics_file, *notify_cmd; /* NULL: not wanted */
    char *pixels;                              /* never | new | all */
    GPtrArray *inputs;                         /* AuditInput * */
    GPtrArray *consent_lists;                  /* ConsentList *; of the audit file */
    GPtrArray *school_words;                   /* SchoolWord * */
    char *limits; /* as bounds_set() takes them; of the audit file; NULL: as built in */
    int jobs, keep_days;
    bool today_given;
    bool of_run;  /* the input is a run; NULL for a policy: its own */
    gint64 begun; /* when the options were read: g_get_monotonic_time() */
    gboolean names, traces, quiet, no_faces, require_sandbox, dry_run, full;
} AuditOptions;

/* Fills zeroed options. Errors are EXIT_ERRORs: EXIT_USAGE, EXIT_AUDIT_FILE, EXIT_INPUT_MISSING. */
bool audit_options_parse(AuditOptions *options, int argc, char **argv, GError **error);
/* The same for a stage of the audit: "scan", "merge", "judge", "report". */
bool audit_options_parse_stage(AuditOptions *options, const char *command, int argc, char **argv,
                               GError **error);
void audit_options_clear(AuditOptions *options);

/* The paths of the inputs, NULL at the end; the array is freed with g_free, the texts are not. */
char **audit_options_paths(const AuditOptions *options);

/* Adds one input; takes copies. */
void audit_options_add_input(AuditOptions *options, const AuditInput *input);
