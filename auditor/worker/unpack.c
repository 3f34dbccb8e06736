/* Taking packings off; see unpack.h. */
#include "worker/unpack.h"

#include <brotli/decode.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#define OUTPUT_BYTES 65536U
#define ZSTD_WINDOW_LOG 26 /* 64 MiB; what browsers accept is 8 MiB */

typedef enum { PACKED_ZLIB, PACKED_BROTLI, PACKED_ZSTD, PACKED_NOT } Packing;

struct Unpack {
    UnpackPull pull;
    void *user;
    bool gzip; /* of PACKED_ZLIB */
    Packing packing;
    z_stream zip;
    bool zip_open;
    BrotliDecoderState *brotli;
    ZSTD_DStream *zstd;
    const char *input; /* what is left of the current run */
    size_t input_length;
    const char *first; /* the first run, while it is the current one */
    size_t first_length;
    bool started, ended, finished; /* finished: the packing's own end was seen */
    uint64_t produced;
    Reason reason;
    char output[OUTPUT_BYTES];
};

Unpack *unpack_new(const char *name, UnpackPull pull, void *user)
{
    Unpack *unpack;
    bool gzip = !g_ascii_strcasecmp(name, "gzip") || !g_ascii_strcasecmp(name, "x-gzip");
    bool brotli = !g_ascii_strcasecmp(name, "br"), zstd = !g_ascii_strcasecmp(name, "zstd");

    if (!gzip && !brotli && !zstd && g_ascii_strcasecmp(name, "deflate") != 0)
        return NULL;
    unpack = g_new0(Unpack, 1);
    unpack->pull = pull;
    unpack->user = user;
    unpack->gzip = gzip;
    unpack->packing = brotli ? PACKED_BROTLI : zstd ? PACKED_ZSTD : PACKED_ZLIB;
    return unpack;
}

void unpack_free(Unpack *unpack)
{
    if (!unpack)
        return;
    if (unpack->zip_open)
        inflateEnd(&unpack->zip);
    if (unpack->brotli)
        BrotliDecoderDestroyInstance(unpack->brotli);
    ZSTD_freeDStream(unpack->zstd);
    g_free(unpack);
}

/* Looks at the first bytes and opens what they need. */
static void start(Unpack *unpack)
{
    const unsigned char *bytes = (const unsigned char *)unpack->input;
    size_t length = unpack->input_length;
    bool zlib_head = length >= 2 && (bytes[0] & 15) == 8 && (bytes[0] << 8 | bytes[1]) % 31 == 0;
    int bits = unpack->gzip ? 16 + MAX_WBITS : zlib_head ? MAX_WBITS : -MAX_WBITS;

    unpack->started = true;
    switch (unpack->packing) {
    case PACKED_ZLIB:
        if (unpack->gzip && (length < 2 || bytes[0] != 0x1F || bytes[1] != 0x8B))
            unpack->packing = PACKED_NOT;
        else
            unpack->zip_open = inflateInit2(&unpack->zip, bits) == Z_OK;
        break;
    case PACKED_BROTLI:
        unpack->brotli = BrotliDecoderCreateInstance(NULL, NULL, NULL);
        break;
    case PACKED_ZSTD:
        if (length < 4 || memcmp(bytes, "\x28\xB5\x2F\xFD", 4) != 0) {
            unpack->packing = PACKED_NOT;
            break;
        }
        unpack->zstd = ZSTD_createDStream();
        ZSTD_DCtx_setParameter(unpack->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG);
        break;
    case PACKED_NOT:
        break;
    }
}

/* Each step unpacks from the input into the output and returns how much came out; false in *good
 * when the bytes are not what they should be. */
static size_t step_zlib(Unpack *unpack, bool *good)
{
    z_stream *zip = &unpack->zip;

    zip->next_in = (unsigned char *)unpack->input;
    zip->avail_in = (uInt)unpack->input_length;
    zip->next_out = (unsigned char *)unpack->output;
    zip->avail_out = OUTPUT_BYTES;
    int result = unpack->zip_open ? inflate(zip, Z_NO_FLUSH) : Z_MEM_ERROR;

    unpack->input += unpack->input_length - zip->avail_in;
    unpack->input_length = zip->avail_in;
    *good = result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR;
    if (result == Z_STREAM_END) {
        unpack->finished = !unpack->gzip || zip->avail_in < 2 || zip->next_in[0] != 0x1F;
        if (!unpack->finished)
            inflateReset(zip); /* members one behind the other */
    }
    return OUTPUT_BYTES - zip->avail_out;
}

static size_t step_brotli(Unpack *unpack, bool *good)
{
    const uint8_t *next = (const uint8_t *)unpack->input;
    uint8_t *out = (uint8_t *)unpack->output;
    size_t left = unpack->input_length, room = OUTPUT_BYTES;
    BrotliDecoderResult result = BROTLI_DECODER_RESULT_ERROR;

    if (unpack->brotli)
        result = BrotliDecoderDecompressStream(unpack->brotli, &left, &next, &room, &out, NULL);
    unpack->input = (const char *)next;
    unpack->input_length = left;
    *good = result != BROTLI_DECODER_RESULT_ERROR;
    unpack->finished = result == BROTLI_DECODER_RESULT_SUCCESS;
    return OUTPUT_BYTES - room;
}

static size_t step_zstd(Unpack *unpack, bool *good)
{
    ZSTD_inBuffer in = {unpack->input, unpack->input_length, 0};
    ZSTD_outBuffer out = {unpack->output, OUTPUT_BYTES, 0};
    size_t result = ZSTD_decompressStream(unpack->zstd, &out, &in);

    unpack->input += in.pos;
    unpack->input_length -= in.pos;
    *good = !ZSTD_isError(result);
    unpack->finished = result == 0 && unpack->input_length == 0;
    return out.pos;
}

static size_t step(Unpack *unpack, bool *good)
{
    switch (unpack->packing) {
    case PACKED_ZLIB:
        return step_zlib(unpack, good);
    case PACKED_BROTLI:
        return step_brotli(unpack, good);
    default:
        return step_zstd(unpack, good);
    }
}

/* The next run of input; false at its end. */
static bool more(Unpack *unpack)
{
    unpack->input_length = unpack->pull(unpack->user, &unpack->input);
    if (unpack->input_length == 0) {
        unpack->ended = true;
        if (unpack->started && unpack->packing != PACKED_NOT && !unpack->finished)
            unpack->reason = REASON_TRUNCATED;
        return false;
    }
    unpack->first = unpack->started ? NULL : unpack->input;
    unpack->first_length = unpack->input_length;
    if (!unpack->started)
        start(unpack);
    return true;
}

static size_t pass(Unpack *unpack, const char **data)
{
    size_t length = unpack->input_length;

    *data = unpack->input;
    unpack->input_length = 0;
    return length;
}

size_t unpack_next(Unpack *unpack, const char **data)
{
    while (!unpack->ended) {
        bool good;
        bool asks = unpack->input_length == 0;

        if (unpack->packing == PACKED_NOT || unpack->finished || !unpack->started) {
            if (unpack->input_length == 0 && !more(unpack))
                return 0;
            if (unpack->finished)
                unpack->input_length = 0; /* bytes behind the packing's end are nobody's */
            else if (unpack->packing == PACKED_NOT)
                return pass(unpack, data);
            continue;
        }
        size_t produced = step(unpack, &good);

        unpack->produced += produced;
        if (!good && unpack->produced == 0 && unpack->first) { /* it was not packed after all */
            unpack->packing = PACKED_NOT;
            unpack->input = unpack->first;
            unpack->input_length = unpack->first_length;
            continue;
        }
        if (!good) {
            unpack->reason = REASON_CORRUPT;
            unpack->ended = true;
        }
        *data = unpack->output;
        if (produced > 0)
            return produced;
        if (!unpack->ended && !unpack->finished && (asks || unpack->input_length == 0))
            more(unpack);
    }
    return 0;
}

Reason unpack_reason(const Unpack *unpack)
{
    return unpack->reason;
}

bool unpack_was_packed(const Unpack *unpack)
{
    return unpack->packing != PACKED_NOT;
}
