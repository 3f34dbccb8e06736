/* Taking a member out of its zip by its extent (wire/extent.h). */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "wire/extent.h"
#include "wire/state.h"

typedef struct {
    const char *bytes; /* data[length] is a NUL; in a buffer that the next call uses again */
    size_t length;
    Reason reason; /* not REASON_NONE: what came out is not all, or not what went in */
    const char *detail;
} TakenOut;

/* `size` as the directory has it. When the bytes are not what they should be, as many as there are
 * come out, more than `size` too, up to `max`. The descriptor is borrowed. */
TakenOut take_out(int fd, const Extent *extent, size_t size, size_t max);

/* A buffer of at least `capacity` bytes that lives as long as the process: fresh pages for each
 * item cost more than a copy. Only one user at a time. */
char *take_out_buffer(size_t capacity);
