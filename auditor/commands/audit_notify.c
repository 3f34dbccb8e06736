/* Starts, waits for and ends the operator's program; see audit_notify.h. What it is for (a mail, a
 * chat, a pager) is its own business: this program sends nothing. */
#include "commands/audit_notify.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>

#include "commands/terminal.h"
#include "coordinator/process.h"
#include "language.h"

#define FIRST_OF_OURS 3 /* descriptors from here on are no business of the program */

static void say(const char *id, const TextValue *values)
{
    g_autofree char *words = language_fill(id, values);

    terminal_print_message(stderr, "schoolaudit: ", words);
}

/* What a program needs to find others and to write in the operator's language; anything else may
 * hold what is nobody's business. */
static GStrv environment_for(void)
{
    static const char *const passed[] = {"PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR"};
    GStrvBuilder *builder = g_strv_builder_new();

    for (size_t i = 0; i < G_N_ELEMENTS(passed); i++) {
        const char *value = g_getenv(passed[i]);
        g_autofree char *pair = value ? g_strconcat(passed[i], "=", value, NULL) : NULL;

        if (pair)
            g_strv_builder_add(builder, pair);
    }
    GStrv environment = g_strv_builder_end(builder);

    g_strv_builder_unref(builder);
    return environment;
}

static int spawn(char *const *arguments, pid_t *pid)
{
    g_auto(GStrv) environment = environment_for();
    posix_spawn_file_actions_t actions;
    int result;

    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, 2, 1); /* standard output is the audit's own */
    posix_spawn_file_actions_addclosefrom_np(&actions, FIRST_OF_OURS);
    result = process_spawn(arguments[0], arguments, environment, &actions, pid);
    posix_spawn_file_actions_destroy(&actions);
    return result;
}

/* The process, 0 where it could not be started. */
static pid_t start(const AuditNotify *notify, const char *event, const char *status)
{
    char *arguments[] = {(char *)notify->program, (char *)event, (char *)notify->today,
                         (char *)status, NULL};
    pid_t pid = 0;
    int failure = spawn(arguments, &pid);

    if (!failure)
        return pid;
    say("notify-not-started", TEXT_VALUES(TEXT_TEXT("path", notify->program),
                                          TEXT_TEXT("cause", language_errno(failure))));
    return 0;
}

/* Until it has ended by itself or its time is over; then by force, with what it started. */
static void finish(const AuditNotify *notify, pid_t pid, gint64 since)
{
    gint64 end = since + (gint64)notify->patience * 1000;
    int status = 0;
    pid_t ended;

    while ((ended = waitpid(pid, &status, WNOHANG)) == 0 && g_get_monotonic_time() < end)
        g_usleep(10000);
    if (ended == 0) {
        kill(-pid, SIGKILL);
        waitpid(pid, &status, 0);
        say("notify-killed", TEXT_VALUES(TEXT_TEXT("path", notify->program),
                                         TEXT_NUMBER("n", notify->patience / 1000)));
    } else if (ended == pid && status != 0) {
        say("notify-failed",
            TEXT_VALUES(
                TEXT_TEXT("path", notify->program),
                TEXT_NUMBER("status", (uint64_t)(WIFEXITED(status) ? WEXITSTATUS(status)
                                                                   : 128 + WTERMSIG(status)))));
    }
}

void audit_notify_begin(AuditNotify *notify, const char *program, const char *today)
{
    *notify = (AuditNotify){.program = program,
                            .today = today,
                            .since = g_get_monotonic_time(),
                            .patience = NOTIFY_SECONDS * 1000};
    if (program)
        notify->begun = start(notify, "start", NULL);
}

void audit_notify_end(AuditNotify *notify, int status)
{
    g_autofree char *number = g_strdup_printf("%d", status);
    pid_t pid;

    if (!notify->program)
        return;
    if (notify->begun > 0)
        finish(notify, notify->begun, notify->since);
    notify->begun = 0;
    gint64 now = g_get_monotonic_time();

    if ((pid = start(notify, "end", number)) > 0)
        finish(notify, pid, now);
}
