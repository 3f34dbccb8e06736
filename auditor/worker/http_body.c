/* Bodies of HTTP answers; see http_body.h. Chunks: RFC 9112, 7.1. */
#include "worker/http_body.h"

#include <string.h>

#include "worker/unpack.h"

#define PACKINGS_MAX 4U
#define SIZE_LINE_MAX 256U

typedef enum {
    CHUNK_SIZE, /* in the line that tells the size */
    CHUNK_DATA,
    CHUNK_END,  /* the line end behind the data */
    CHUNK_LAST, /* behind the chunk of size 0 */
    CHUNK_NOT   /* no chunks, or none any more: bytes as they are */
} ChunkState;

struct HttpBody {
    HttpPull pull;
    void *user;
    ChunkState state;
    uint64_t left; /* of the chunk */
    const char *run;
    size_t run_length;
    char line[SIZE_LINE_MAX];
    size_t line_length;
    bool any_chunk, chunks_broken, ended;
    Unpack *packings[PACKINGS_MAX]; /* the last put on comes first */
    size_t packing_count;
    bool unknown_packing;
};

static bool more(HttpBody *body)
{
    if (body->run_length == 0)
        body->run_length = body->pull(body->user, &body->run);
    return body->run_length > 0;
}

/* Chunks end here, or there never were any: what was taken for a size line is content. */
static size_t give_up(HttpBody *body, const char **data)
{
    size_t length = body->line_length;

    body->chunks_broken = body->any_chunk;
    body->state = CHUNK_NOT;
    body->line_length = 0;
    *data = body->line;
    return length;
}

/* One byte of a size line: "1a2b", white space, ";extension", line end. False when it is none. */
static bool take_size(HttpBody *body, char byte)
{
    const char *line = body->line;
    size_t digits = 0;

    body->line[body->line_length++] = byte;
    if (body->line_length == SIZE_LINE_MAX)
        return false;
    while (digits < body->line_length && g_ascii_isxdigit(line[digits]))
        digits++;
    if (digits == body->line_length)
        return digits <= 12;
    if (digits == 0 || !strchr("; \t\r\n", line[digits]))
        return false;
    if (byte != '\n')
        return true;
    body->left = g_ascii_strtoull(line, NULL, 16);
    body->line_length = 0;
    body->any_chunk = true;
    body->state = body->left > 0 ? CHUNK_DATA : CHUNK_LAST;
    return true;
}

/* The line end behind a chunk's data. */
static bool take_end(HttpBody *body, char byte)
{
    body->line[body->line_length++] = byte;
    if (byte == '\n') {
        body->line_length = 0;
        body->state = CHUNK_SIZE;
        return true;
    }
    return byte == '\r' && body->line_length == 1;
}

static size_t take_run(HttpBody *body, size_t length, const char **data)
{
    *data = body->run;
    body->run += length;
    body->run_length -= length;
    return length;
}

static size_t next_of_chunks(void *user, const char **data)
{
    HttpBody *body = user;

    while (!body->ended && more(body)) {
        if (body->state == CHUNK_NOT)
            return take_run(body, body->run_length, data);
        if (body->state == CHUNK_LAST) { /* trailers */
            body->run_length = 0;
            continue;
        }
        if (body->state == CHUNK_DATA) {
            size_t length = (size_t)MIN(body->left, body->run_length);

            body->left -= length;
            body->state = body->left == 0 ? CHUNK_END : CHUNK_DATA;
            return take_run(body, length, data);
        }
        char byte = *body->run++;

        body->run_length--;
        if (!(body->state == CHUNK_SIZE ? take_size(body, byte) : take_end(body, byte)))
            return give_up(body, data);
    }
    if (!body->ended && body->line_length > 0 && body->state == CHUNK_SIZE && !body->any_chunk) {
        body->ended = true; /* a body so short that it looked like a size */
        *data = body->line;
        return body->line_length;
    }
    body->ended = true;
    return 0;
}

static size_t next_of_packing(void *user, const char **data)
{
    return unpack_next(user, data);
}

/* The value of Content-Encoding lists packings in the order they were put on. */
static void add_packings(HttpBody *body, const char *encoding)
{
    g_auto(GStrv) names = g_strsplit(encoding, ",", PACKINGS_MAX);

    for (guint i = g_strv_length(names); i-- > 0;) {
        const char *name = g_strstrip(names[i]);
        void *before = body->packing_count ? body->packings[body->packing_count - 1] : NULL;

        if (!*name || !g_ascii_strcasecmp(name, "identity") || !g_ascii_strcasecmp(name, "none"))
            continue;
        Unpack *unpack = before ? unpack_new(name, next_of_packing, before)
                                : unpack_new(name, next_of_chunks, body);

        if (unpack)
            body->packings[body->packing_count++] = unpack;
        body->unknown_packing = body->unknown_packing || !unpack;
    }
}

HttpBody *http_body_new(HttpPull pull, void *user, bool chunked, const char *encoding)
{
    HttpBody *body = g_new0(HttpBody, 1);

    body->pull = pull;
    body->user = user;
    body->state = chunked ? CHUNK_SIZE : CHUNK_NOT;
    if (encoding)
        add_packings(body, encoding);
    return body;
}

void http_body_free(HttpBody *body)
{
    if (!body)
        return;
    for (size_t i = 0; i < body->packing_count; i++)
        unpack_free(body->packings[i]);
    g_free(body);
}

size_t http_body_next(HttpBody *body, const char **data)
{
    if (body->packing_count > 0)
        return unpack_next(body->packings[body->packing_count - 1], data);
    return next_of_chunks(body, data);
}

Reason http_body_reason(const HttpBody *body, const char **detail)
{
    for (size_t i = 0; i < body->packing_count; i++) {
        Reason reason = unpack_reason(body->packings[i]);

        *detail = "the packed body is broken or ends too soon";
        if (reason != REASON_NONE)
            return reason;
    }
    *detail = "the body's chunks are broken; the rest was read as it is";
    if (body->chunks_broken)
        return REASON_CORRUPT;
    *detail = "the body ends inside a chunk";
    if (body->ended && (body->state == CHUNK_DATA || body->state == CHUNK_END ||
                        (body->state == CHUNK_SIZE && body->any_chunk)))
        return REASON_TRUNCATED;
    *detail = NULL;
    return REASON_NONE;
}
