/* See interrupt.h. */
#include "commands/interrupt.h"

#include "commands/command.h"

#define EXIT_INTERRUPTED 130
#define STEPS                                                                                      \
    10000 /* of the database's machine, from one look to the next: some hundredths of a second */

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
    interrupted = number;
}

void interrupt_catch(void)
{
    struct sigaction action = {.sa_handler = on_signal};

    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
}

volatile sig_atomic_t *interrupt_flag(void)
{
    return &interrupted;
}

static int look(void *user)
{
    (void)user;
    return interrupted != 0;
}

void interrupt_watch(sqlite3 *db)
{
    sqlite3_progress_handler(db, STEPS, look, NULL);
}

bool interrupt_stops(GError **error)
{
    if (!interrupted)
        return false;
    g_clear_error(error);
    exit_error_set(error, EXIT_INTERRUPTED, "cli-interrupted", NULL);
    return true;
}
