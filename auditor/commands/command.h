/* The seam of the commands: one file each, one line in main.c's table. */
#pragma once

#include <glib.h>

#include "texts.h"

/* Exit statuses of every command (see README). From 64 on the previous report stays. */
typedef enum {
    EXIT_COMPLETE_CLEAN = 0,
    EXIT_COMPLETE_FINDINGS = 1,
    EXIT_INCOMPLETE_CLEAN = 2,
    EXIT_INCOMPLETE_FINDINGS = 3,
    EXIT_USAGE = 64,
    EXIT_LIST_INVALID = 65, /* register, mapping, policy or decisions */
    EXIT_INPUT_MISSING = 66,
    EXIT_CONSERVATION = 70, /* a conservation law broke: our bug */
    EXIT_CANNOT_CREATE = 73,
    EXIT_CANNOT_WRITE = 74,
    EXIT_LOCKED = 75,
    EXIT_NO_SANDBOX = 77,
    EXIT_AUDIT_FILE = 78,
} ExitStatus;

/* Errors that carry their exit status as code: the top prints the message once and ends with it. */
#define EXIT_ERROR exit_error_quark()
GQuark exit_error_quark(void);

/* Sets the one sentence that ends a run, in the operator's language: what is wrong, where, and what
 * to do. `id` and `values` as for text_fill(). */
void exit_error_set(GError **error, ExitStatus status, const char *id, const TextValue *values);

/* The same for a text with {path} and {cause}: why the system just refused (errno). */
void exit_error_system(GError **error, ExitStatus status, const char *id, const char *path);

/* The texts cli-usage-<name> ("[OPTION...] INPUT...") and cli-about-<name> belong to a command. */
typedef struct {
    const char *name;
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; returns an ExitStatus */
} Command;

/* Prints "schoolaudit: message" on standard error, frees the error, returns its exit status
 * (`fallback` where the error is not an EXIT_ERROR). */
int command_fail(GError *error, int fallback);

extern const Command command_audit, command_register, command_list, command_find, command_decisions;
extern const Command command_purge, command_verify;
extern const Command command_scan, command_merge, command_judge, command_report;
