/*
 * Ctrl-C, and the signals by which a service is ended: noted when they come, looked at by whatever
 * takes long. A command ends with 130 then, and what was in place before stays.
 */
#pragma once

#include <glib.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdbool.h>

void interrupt_catch(void);

/* For who looks at it himself; not 0 once a signal came. */
volatile sig_atomic_t *interrupt_flag(void);

/* Statements of `db` break off once a signal came. Whoever reads then sees less than there is:
 * nothing made of it may be published before interrupt_stops() was asked. */
void interrupt_watch(sqlite3 *db);

/* Whether a signal came; then that is the error, whatever was in *error. */
bool interrupt_stops(GError **error);
