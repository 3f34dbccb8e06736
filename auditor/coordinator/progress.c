/* The progress line on standard error; see progress.h. */
#include "coordinator/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define TERMINAL_INTERVAL (G_USEC_PER_SEC / 5)
#define LOG_INTERVAL (30 * G_USEC_PER_SEC)

struct Progress {
    bool quiet, terminal, dutch, written;
    gint64 started, last;
};

Progress *progress_new(bool quiet, const char *language)
{
    Progress *progress = g_new0(Progress, 1);

    progress->quiet = quiet;
    progress->terminal = isatty(STDERR_FILENO);
    progress->dutch = !language || strcmp(language, "en") != 0;
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
    if (left < 90)
        return g_strdup_printf(progress->dutch ? ", nog %lu s" : ", %lu s left", left);
    return g_strdup_printf(progress->dutch ? ", nog %lu min" : ", %lu min left", (left + 59) / 60);
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

    fprintf(stderr, progress->terminal ? "\r\033[K" : "schoolaudit: ");
    fprintf(stderr,
            progress->dutch ? "%s%" PRIu64 " onderdelen, %.1f MB, %" PRIu64 " namen%s"
                            : "%s%" PRIu64 " items, %.1f MB, %" PRIu64 " names%s",
            share, state->items, (double)state->bytes / 1e6, state->findings, left);
    if (state->gaps > 0)
        fprintf(stderr, progress->dutch ? ", %" PRIu64 " niet gelezen" : ", %" PRIu64 " not read",
                state->gaps);
    if (!progress->terminal)
        fputc('\n', stderr);
    fflush(stderr);
}
