/* The progress line on standard error; see progress.h. */
#include "coordinator/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "commands/terminal.h"
#include "texts.h"

#define TERMINAL_INTERVAL (G_USEC_PER_SEC / 5)
#define LOG_INTERVAL (30 * G_USEC_PER_SEC)

struct Progress {
    bool quiet, terminal, written;
    const char *language;
    gint64 started, last;
};

Progress *progress_new(bool quiet, const char *language)
{
    Progress *progress = g_new0(Progress, 1);

    progress->quiet = quiet;
    progress->terminal = isatty(STDERR_FILENO);
    progress->language = language;
    progress->started = progress->last = g_get_monotonic_time();
    return progress;
}

void progress_free(Progress *progress)
{
    if (!progress)
        return;
    if (progress->written && progress->terminal)
        fputs("\r\033[K", stderr);
    g_free(progress);
}

static char *time_left(const Progress *progress, double done)
{
    double elapsed = (double)(g_get_monotonic_time() - progress->started) / G_USEC_PER_SEC;
    unsigned long left;

    if (done < 0.01 || elapsed < 2)
        return g_strdup("");
    left = (unsigned long)(elapsed / done * (1 - done)) + 1;
    bool seconds = left < 90;

    return text_fill(progress->language, seconds ? "cli-seconds-left" : "cli-minutes-left",
                     TEXT_VALUES(TEXT_NUMBER("left", seconds ? left : (left + 59) / 60)));
}

void progress_tell(Progress *progress, const ProgressState *state)
{
    gint64 now = g_get_monotonic_time();

    if (progress->quiet ||
        now - progress->last < (progress->terminal ? TERMINAL_INTERVAL : LOG_INTERVAL))
        return;
    progress->last = now;
    progress->written = true;
    g_autofree char *left = time_left(progress, state->done);
    g_autofree char *share =
        state->done >= 0 ? g_strdup_printf("%3.0f%% ", 100 * state->done) : g_strdup("");
    g_autofree char *gaps = state->gaps > 0
                                ? text_fill(progress->language, "cli-progress-gaps",
                                            TEXT_VALUES(TEXT_NUMBER("gaps", state->gaps)))
                                : g_strdup("");
    g_autofree char *line = text_fill(
        progress->language, "cli-progress",
        TEXT_VALUES(TEXT_TEXT("share", share), TEXT_NUMBER("items", state->items),
                    TEXT_BYTES("bytes", state->bytes), TEXT_NUMBER("names", state->findings),
                    TEXT_TEXT("left", left), TEXT_TEXT("gaps", gaps)));

    if (progress->terminal) {
        /* A line that wraps could not be rewritten. */
        g_autofree char *cut =
            g_utf8_substring(line, 0, MIN(g_utf8_strlen(line, -1), terminal_width(stderr)));
        fprintf(stderr, "\r\033[K%s", cut);
    } else {
        fprintf(stderr, "schoolaudit: %s\n", line);
    }
    fflush(stderr);
}
