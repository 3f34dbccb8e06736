/* Gzip by ISA-L; see gunzip.h. */
#include "worker/gunzip.h"

#include <isa-l/igzip_lib.h>

#include "worker/bytes_at.h"

#define INPUT_BYTES 131072U

struct Gunzip {
    int fd;
    uint64_t size, offset; /* of the file; what was read of it */
    bool open;             /* inside a member */
    bool ended, has_rest;
    Reason reason;
    const char *detail;
    struct inflate_state state;
    uint8_t input[INPUT_BYTES];
};

Gunzip *gunzip_new(int fd, uint64_t size)
{
    Gunzip *gunzip = g_new0(Gunzip, 1);

    gunzip->fd = fd;
    gunzip->size = size;
    isal_inflate_init(&gunzip->state);
    return gunzip;
}

void gunzip_free(Gunzip *gunzip)
{
    g_free(gunzip);
}

static void stop(Gunzip *gunzip, Reason reason, const char *detail)
{
    gunzip->ended = true;
    gunzip->reason = reason;
    gunzip->detail = detail;
}

/* More packed bytes, when there are none left; false at the end of the file. */
static bool more_input(Gunzip *gunzip)
{
    if (gunzip->state.avail_in > 0)
        return true;
    size_t got = read_at(gunzip->fd, gunzip->input, MIN(INPUT_BYTES, gunzip->size - gunzip->offset),
                         gunzip->offset);

    if (got == 0)
        return false;
    gunzip->offset += got;
    gunzip->state.next_in = gunzip->input;
    gunzip->state.avail_in = (uint32_t)got;
    return true;
}

/* Goes to where the next member begins. Zeros behind one are padding, anything else is no part of
 * the stream. */
static bool find_member(Gunzip *gunzip)
{
    struct inflate_state *state = &gunzip->state;

    while (more_input(gunzip) && *state->next_in == 0) {
        state->next_in++;
        state->avail_in--;
    }
    gunzip->has_rest = state->avail_in > 0 && *state->next_in != 0x1F;
    gunzip->ended = state->avail_in == 0 || gunzip->has_rest;
    if (gunzip->ended)
        return false;
    uint8_t *next_in = state->next_in;
    uint32_t avail_in = state->avail_in;

    isal_inflate_reset(state);
    state->next_in = next_in;
    state->avail_in = avail_in;
    state->crc_flag = ISAL_GZIP;
    gunzip->open = true;
    return true;
}

/* What inflating once led to. */
static void judge(Gunzip *gunzip, int result, bool moved)
{
    if (result == ISAL_INCORRECT_CHECKSUM)
        stop(gunzip, REASON_CHECKSUM, "the checksum of the packed bytes is wrong");
    else if (result != ISAL_DECOMP_OK && result != ISAL_END_INPUT)
        stop(gunzip, REASON_CORRUPT, "the packed bytes are broken");
    else if (gunzip->state.block_state == ISAL_BLOCK_FINISH)
        gunzip->open = false;
    else if (!moved)
        stop(gunzip, REASON_TRUNCATED, "the packed bytes end too early");
}

size_t gunzip_read(Gunzip *gunzip, void *bytes, size_t room)
{
    struct inflate_state *state = &gunzip->state;
    size_t done = 0;

    while (done < room && !gunzip->ended) {
        if (!gunzip->open && !find_member(gunzip))
            break;
        bool fed = more_input(gunzip);
        uint32_t packed = state->avail_in;

        state->next_out = (uint8_t *)bytes + done;
        state->avail_out = (uint32_t)(room - done);
        int result = isal_inflate(state);
        size_t came = room - done - state->avail_out;

        done += came;
        judge(gunzip, result, came > 0 || (fed && state->avail_in < packed));
    }
    return done;
}

Reason gunzip_reason(const Gunzip *gunzip, const char **detail)
{
    *detail = gunzip->detail;
    return gunzip->reason;
}

uint64_t gunzip_consumed(const Gunzip *gunzip)
{
    return gunzip->offset - gunzip->state.avail_in;
}

bool gunzip_has_rest(const Gunzip *gunzip)
{
    return gunzip->has_rest;
}
