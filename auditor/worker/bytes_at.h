/* Bytes of a file by their place, which no other process that shares the descriptor can move, and
 * numbers as archives have them. */
#pragma once

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

/* How many came: fewer only at the end of the file, or where it cannot be read. */
static inline size_t read_at(int fd, void *buffer, size_t length, uint64_t offset)
{
    size_t done = 0;

    while (done < length) {
        ssize_t got = pread(fd, (char *)buffer + done, length - done, (off_t)(offset + done));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            break;
        done += (size_t)got;
    }
    return done;
}

/* The lowest byte first; `count` at most 8. */
static inline uint64_t little(const void *bytes, unsigned count)
{
    const uint8_t *at = bytes;
    uint64_t value = 0;

    while (count-- > 0)
        value = value << 8 | at[count];
    return value;
}
