/* schoolaudit: finds the command named on the command line and runs it. The commands stand in
 * commands/, one file each. */
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "commands/command.h"
#include "commands/terminal.h"
#include "language.h"

static const Command *const commands[] = {
    &command_audit,     &command_register, &command_list,   &command_find,
    &command_decisions, &command_purge,    &command_verify, &command_scan,
    &command_merge,     &command_judge,    &command_report,
};

static void print_usage(FILE *out)
{
    terminal_print(out, "", 0, language_text("cli-about"));
    fprintf(out, "\n%s\n", language_text("cli-usage"));
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        g_autofree char *usage_id = g_strconcat("cli-usage-", commands[i]->name, NULL);
        g_autofree char *about_id = g_strconcat("cli-about-", commands[i]->name, NULL);
        g_autofree char *usage =
            g_strdup_printf("schoolaudit %s %s", commands[i]->name, language_text(usage_id));

        terminal_print(out, "  ", 6, usage);
        terminal_print(out, "      ", 6, language_text(about_id));
    }
    fputc('\n', out);
    terminal_print(out, "", 0, language_text("cli-about-help"));
}

/* The names of the register are in our memory: nothing of it is ever left in a file. */
static void keep_no_core(void)
{
    const struct rlimit none = {0, 0};

    setrlimit(RLIMIT_CORE, &none); /* lowering a limit cannot fail */
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

int main(int argc, char **argv)
{
    keep_no_core();
    setlocale(LC_CTYPE, "C.UTF-8");
    language_choose(argc, argv);
    if (argc < 2) {
        print_usage(stderr);
        return EXIT_USAGE;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
        print_usage(stdout);
        return 0;
    }
    if (!strcmp(argv[1], "--version")) {
        printf("schoolaudit %s\n", SCHOOLAUDIT_VERSION);
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (!strcmp(argv[1], commands[i]->name))
            return commands[i]->run(argc - 1, argv + 1);
    }
    GError *error = NULL;

    exit_error_set(&error, EXIT_USAGE, "cli-no-such-command",
                   TEXT_VALUES(TEXT_TEXT("command", argv[1])));
    return command_fail(error, EXIT_USAGE);
}
