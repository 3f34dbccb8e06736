/* Web archives under a fuzzer: every record as a member, every byte of it looked at. */
#include <glib.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

#include "worker/warc.h"

#define LOOK_BYTES_MAX (64U << 20) /* bombs are the walker's business */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int fd = memfd_create("warc", MFD_CLOEXEC);
    const void *run;
    const char *detail;
    size_t length, looked = 0;
    Member member;

    g_assert(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    Warc *warc = warc_open(fd, size, "map/antwoord.html");

    while (warc && looked < LOOK_BYTES_MAX && warc_next(warc, &member) == STEP_OK) {
        Step step = STEP_END;

        g_assert(member.name && *member.name && g_utf8_validate(member.name, -1, NULL));
        g_assert(!member.location || g_utf8_validate(member.location, -1, NULL));
        g_assert(!member.declared_type || g_utf8_validate(member.declared_type, -1, NULL));
        while (looked < LOOK_BYTES_MAX && (step = warc_data(warc, &run, &length)) == STEP_OK)
            looked += length;
        g_assert(step != STEP_MEMBER || warc_failure(warc, &detail) != REASON_NONE);
        g_assert(warc_consumed(warc) <= size);
    }
    warc_free(warc);
    close(fd);
    return 0;
}
