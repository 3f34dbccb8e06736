/* Members out of zips: whole at once where all is well, run by run where it is not; see take_out.h.
 */
#include "worker/take_out.h"

#include <libdeflate.h>
#include <stdbool.h>
#include <string.h>
#include <zlib.h>

#include <glib.h>

#include "worker/bytes_at.h"

typedef struct {
    char *bytes;
    size_t capacity;
} Buffer;

static Buffer output, input;

static char *room(Buffer *buffer, size_t capacity)
{
    if (capacity > buffer->capacity) {
        buffer->capacity = MAX(capacity, 1U << 20);
        g_free(buffer->bytes);
        buffer->bytes = g_malloc(buffer->capacity);
    }
    return buffer->bytes;
}

char *take_out_buffer(size_t capacity)
{
    return room(&output, capacity);
}

static bool inflate_whole(const char *packed, size_t length, char *bytes, size_t size)
{
    static struct libdeflate_decompressor *decompressor;

    if (!decompressor)
        decompressor = libdeflate_alloc_decompressor();
    return decompressor && libdeflate_deflate_decompress(decompressor, packed, length, bytes, size,
                                                         NULL) == LIBDEFLATE_SUCCESS;
}

static bool grow(Buffer *buffer, size_t used, size_t max)
{
    size_t capacity = MIN(2 * buffer->capacity, max + 1);

    if (used >= max)
        return false;
    buffer->bytes = g_realloc(buffer->bytes, capacity);
    buffer->capacity = capacity;
    return true;
}

/* As much as there is of what does not unpack as it should. */
static TakenOut salvage(const char *packed, size_t length, size_t size, size_t max)
{
    z_stream zip = {.next_in = (unsigned char *)packed, .avail_in = (uInt)length};
    int result = inflateInit2(&zip, -MAX_WBITS);
    size_t done = 0;

    room(&output, size + 1);
    while (result == Z_OK) {
        if (done >= MIN(output.capacity - 1, max) && !grow(&output, done, max))
            break;
        zip.next_out = (unsigned char *)output.bytes + done;
        zip.avail_out = (uInt)(MIN(output.capacity - 1, max) - done);
        uInt before = zip.avail_out;

        result = inflate(&zip, Z_NO_FLUSH);
        done += before - zip.avail_out;
    }
    inflateEnd(&zip);
    output.bytes[done] = '\0';
    TakenOut taken = {output.bytes, done, REASON_CORRUPT, "the packed bytes are broken"};

    if (result == Z_OK) {
        taken.reason = REASON_LIMIT_BYTES;
        taken.detail = "far more bytes than the archive announces";
    } else if (result == Z_STREAM_END) {
        taken.detail = "another number of bytes than the archive announces";
    } else if (result == Z_BUF_ERROR) {
        taken.reason = REASON_TRUNCATED;
        taken.detail = "the packed bytes end too early";
    }
    return taken;
}

TakenOut take_out(int fd, const Extent *extent, size_t size, size_t max)
{
    bool deflated = extent->kind == EXTENT_DEFLATED;
    char *bytes = room(&output, size + 1);
    char *packed = deflated ? room(&input, extent->length) : bytes;
    size_t got = read_at(fd, packed, extent->length, extent->offset);

    if (got < extent->length || (deflated && !inflate_whole(packed, got, bytes, size))) {
        if (deflated)
            return salvage(packed, got, size, max);
        bytes[got] = '\0';
        return (TakenOut){bytes, got, REASON_TRUNCATED, "fewer bytes than the archive announces"};
    }
    bytes[size] = '\0';
    if (libdeflate_crc32(0, bytes, size) != extent->checksum)
        return (TakenOut){bytes, size, REASON_CHECKSUM,
                          "the checksum is another than the archive's"};
    return (TakenOut){bytes, size, REASON_NONE, NULL};
}
