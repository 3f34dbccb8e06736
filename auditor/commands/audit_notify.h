/*
 * Tells a program of the operator that an audit begins and has ended (--notify-cmd). It is a
 * process of its own, started without a shell: PROGRAM start DAY, PROGRAM end DAY STATUS. Neither
 * its arguments nor its environment hold a name of the register, and nothing it does or leaves
 * undone changes the audit: what went wrong with it is a line on standard error.
 */
#pragma once

#include <glib.h>
#include <sys/types.h>

#define NOTIFY_SECONDS 30 /* for the program that is told of the end; then it is killed */

typedef struct {
    const char *program, *today; /* borrowed; program NULL: nobody wants to know */
    pid_t begun;                 /* of the start, 0 none */
    gint64 since;                /* monotonic microseconds */
    guint patience;              /* milliseconds */
} AuditNotify;

/* Starts the program for the beginning and does not wait for it. Fills the whole of `notify`. */
void audit_notify_begin(AuditNotify *notify, const char *program, const char *today);

/* Starts it for the end and waits until it has ended, at most `patience`; the one of the beginning
 * is ended too if it still runs. */
void audit_notify_end(AuditNotify *notify, int status);
