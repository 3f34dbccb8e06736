/* Wrapping for terminals; see terminal.h. */
#include "commands/terminal.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_UNKNOWN 80
#define WIDTH_LEAST 40
#define WIDTH_MOST 120 /* longer lines are hard to read */
#define HANGING 2

int terminal_width(FILE *stream)
{
    struct winsize size = {0};

    if (ioctl(fileno(stream), TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
        return WIDTH_UNKNOWN - 1;
    return CLAMP((int)size.ws_col, WIDTH_LEAST, WIDTH_MOST) - 1;
}

/* File names and headers come from elsewhere: an escape sequence in one would steer the terminal.
 */
static char *printable(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_sized_new(strlen(valid));

    for (const char *at = valid; *at; at = g_utf8_next_char(at)) {
        gunichar character = g_utf8_get_char(at);
        bool steers = g_unichar_iscntrl(character) && character != '\n';

        g_string_append_unichar(out, steers ? '?' : character);
    }
    return g_string_free(out, FALSE);
}

/* A word that no line can hold (a path) goes on in the next ones, cut at the edge. */
static glong print_long(FILE *stream, const char *word, glong used, int indent, glong width)
{
    for (const char *at = word; *at; at = g_utf8_next_char(at)) {
        if (used >= width) {
            fprintf(stream, "\n%*s", indent, "");
            used = indent;
        }
        fprintf(stream, "%.*s", (int)(g_utf8_next_char(at) - at), at);
        used++;
    }
    return used;
}

void terminal_print(FILE *stream, const char *first, int indent, const char *words)
{
    g_autofree char *clean = printable(words);
    g_auto(GStrv) parts = g_strsplit(clean, " ", -1);
    glong used = g_utf8_strlen(first, -1), width = terminal_width(stream);

    fputs(first, stream);
    for (guint i = 0; parts[i]; i++) {
        glong length = g_utf8_strlen(parts[i], -1);
        if (i > 0 && used > indent && used + 1 + length > width) {
            fprintf(stream, "\n%*s", indent, "");
            used = indent;
        } else if (i > 0) {
            fputc(' ', stream);
            used++;
        }
        used = print_long(stream, parts[i], used, indent, width);
    }
    fputc('\n', stream);
}

void terminal_print_message(FILE *stream, const char *first, const char *message)
{
    g_auto(GStrv) lines = g_strsplit(message, "\n", -1);

    if (!isatty(fileno(stream))) {
        g_autofree char *clean = printable(message);
        fprintf(stream, "%s%s\n", first, clean);
        return;
    }
    for (guint i = 0; lines[i]; i++) {
        size_t indent = strspn(lines[i], " ");
        g_autofree char *start = i == 0 ? g_strdup(first) : g_strndup(lines[i], indent);

        terminal_print(stream, start, (int)(i == 0 ? 0 : indent) + HANGING,
                       lines[i] + (i ? indent : 0));
    }
}
