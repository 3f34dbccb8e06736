/* What the commands share: how an error ends a run. */
#include "commands/command.h"

#include <stdio.h>

G_DEFINE_QUARK(schoolaudit - exit, exit_error)

int command_fail(GError *error, int fallback)
{
    int status = fallback;

    if (error->domain == EXIT_ERROR)
        status = error->code;
    else if (error->domain == G_OPTION_ERROR)
        status = EXIT_USAGE;
    fprintf(stderr, "schoolaudit: %s\n", error->message);
    g_error_free(error);
    return status;
}
