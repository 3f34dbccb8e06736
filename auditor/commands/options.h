/*
 * The options of a command: GLib takes them apart, the words around it are ours, in the operator's
 * language: the help, and the sentence for what is wrong.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>

/*
 * Takes the options out of argv as g_option_context_parse() does. In `entries` the description and
 * the word for the value are ids of texts. --help and -h print the help on standard output and end
 * the program with status 0, as GLib's own does. Errors are EXIT_ERRORs (EXIT_USAGE).
 * The texts cli-usage-<command> and cli-about-<command> head the help.
 */
bool options_parse(const char *command, const GOptionEntry *entries, int *argc, char ***argv,
                   GError **error);

/* Whether a --language holds nl or en; NULL does. */
bool options_check_language(const char *language, GError **error);

/* Whether a --today is a day; NULL is. */
bool options_check_today(const char *today, GError **error);

/* options_parse() and the checks of --language and --today, for a command that has both; they are
 * looked at after the parsing, hence by their place. */
bool options_parse_dated(const char *command, const GOptionEntry *entries, int *argc, char ***argv,
                         char *const *language, char *const *today, GError **error);

/* Whether a text is a day of the calendar, yyyy-mm-dd. */
bool options_is_date(const char *text);

/* The day as said; NULL: by SOURCE_DATE_EPOCH, else by the clock. Owned by the caller. */
char *options_today(const char *said);
