/* What the commands share: how an error ends a run. */
#include "commands/command.h"

#include <errno.h>
#include <stdio.h>

#include "commands/terminal.h"
#include "language.h"

G_DEFINE_QUARK(schoolaudit - exit, exit_error)

void exit_error_set(GError **error, ExitStatus status, const char *id, const TextValue *values)
{
    g_autofree char *message = language_fill(id, values);

    g_set_error_literal(error, EXIT_ERROR, (gint)status, message);
}

void exit_error_system(GError **error, ExitStatus status, const char *id, const char *path)
{
    const char *cause = language_errno(errno);

    exit_error_set(error, status, id,
                   TEXT_VALUES(TEXT_TEXT("path", path), TEXT_TEXT("cause", cause)));
}

int command_fail(GError *error, int fallback)
{
    int status = fallback;

    if (error->domain == EXIT_ERROR)
        status = error->code;
    terminal_print_message(stderr, "schoolaudit: ", error->message);
    g_error_free(error);
    return status;
}
