/* schoolaudit: finds the command named on the command line and runs it. The commands stand in
 * commands/, one file each. */
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "commands/command.h"

static const Command *const commands[] = {
    &command_audit,
    &command_register,
    &command_list,
    &command_find,
};

static void print_usage(FILE *out)
{
    fprintf(out, "Usage: schoolaudit COMMAND [OPTION...] ...\n\n");
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
        fprintf(out, "  schoolaudit %s %s\n", commands[i]->name, commands[i]->usage);
    fprintf(out, "\nschoolaudit COMMAND --help explains a command; schoolaudit --version tells the "
                 "version.\n");
}

int main(int argc, char **argv)
{
    setlocale(LC_CTYPE, "C.UTF-8");
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
    fprintf(stderr, "schoolaudit: there is no command '%s'; see schoolaudit --help\n", argv[1]);
    return EXIT_USAGE;
}
