/* A window over a file or over what gzip packed; see stream.h. */
#include "worker/stream.h"

#include <string.h>
#include <zlib.h>

#include "worker/bytes_at.h"

#define INPUT_BYTES 65536U

struct Stream {
    int fd;
    uint64_t size, offset; /* of the file; what was read of it */
    bool packed, open;     /* a gzip; inside one of its members */
    bool ended, damaged, truncated;
    bool has_seam, seam_damaged;
    size_t seam; /* in the window */
    z_stream zip;
    size_t from, to; /* what is in the window */
    unsigned char input[INPUT_BYTES];
    char window[STREAM_WINDOW];
};

Stream *stream_new(int fd, uint64_t size)
{
    Stream *stream = g_new0(Stream, 1);
    unsigned char first[3] = {0};

    stream->fd = fd;
    stream->size = size;
    read_at(fd, first, sizeof first, 0);
    stream->packed = first[0] == 0x1F && first[1] == 0x8B && first[2] == 8;
    if (stream->packed && inflateInit2(&stream->zip, 16 + MAX_WBITS) != Z_OK)
        stream->ended = true;
    return stream;
}

void stream_free(Stream *stream)
{
    if (!stream)
        return;
    if (stream->packed)
        inflateEnd(&stream->zip);
    g_free(stream);
}

/* More packed bytes behind those that are left; false at the end of the file. */
static bool more_input(Stream *stream)
{
    size_t left = stream->zip.avail_in;

    if (left > 0)
        memmove(stream->input, stream->zip.next_in, left);
    size_t got = read_at(stream->fd, stream->input + left, INPUT_BYTES - left, stream->offset);

    stream->offset += got;
    stream->zip.next_in = stream->input;
    stream->zip.avail_in = (uInt)(left + got);
    return got > 0;
}

/* Goes to where a member begins. Zeros between members are padding, anything else is damage. */
static bool find_member(Stream *stream)
{
    z_stream *zip = &stream->zip;

    for (;;) {
        if (zip->avail_in < 3 && !more_input(stream)) {
            stream->damaged = stream->damaged || (zip->avail_in > 0 && *zip->next_in != 0);
            return false;
        }
        if (zip->avail_in < 3)
            continue;
        if (zip->next_in[0] == 0x1F && zip->next_in[1] == 0x8B && zip->next_in[2] == 8)
            return inflateReset(zip) == Z_OK;
        stream->damaged = stream->damaged || zip->next_in[0] != 0;
        zip->next_in++;
        zip->avail_in--;
    }
}

static void set_seam(Stream *stream, bool damaged)
{
    stream->open = false;
    stream->has_seam = true;
    stream->seam_damaged = damaged;
    stream->seam = stream->to;
    stream->damaged = stream->damaged || damaged;
}

static void fill_packed(Stream *stream)
{
    z_stream *zip = &stream->zip;

    if (!stream->open && !find_member(stream)) {
        stream->ended = true;
        return;
    }
    stream->open = true;
    if (zip->avail_in == 0 && !more_input(stream)) {
        stream->ended = stream->truncated = true;
        set_seam(stream, true);
        return;
    }
    zip->next_out = (unsigned char *)stream->window + stream->to;
    zip->avail_out = (uInt)(STREAM_WINDOW - stream->to);
    int result = inflate(zip, Z_NO_FLUSH);

    stream->to = STREAM_WINDOW - zip->avail_out;
    if (result == Z_STREAM_END)
        set_seam(stream, false);
    else if (result != Z_OK && result != Z_BUF_ERROR)
        set_seam(stream, true);
}

static void fill_plain(Stream *stream)
{
    size_t got =
        read_at(stream->fd, stream->window + stream->to,
                MIN(STREAM_WINDOW - stream->to, stream->size - stream->offset), stream->offset);

    stream->offset += got;
    stream->to += got;
    stream->ended = got == 0 || stream->offset >= stream->size;
}

size_t stream_peek(Stream *stream, size_t want, const char **data)
{
    want = MIN(want, STREAM_WINDOW);
    if (stream->has_seam && stream->seam == stream->from)
        stream->has_seam = false;
    if (stream->to - stream->from < want && stream->from > 0) {
        memmove(stream->window, stream->window + stream->from, stream->to - stream->from);
        stream->to -= stream->from;
        stream->seam -= stream->from;
        stream->from = 0;
    }
    while (stream->to - stream->from < want && !stream->ended && !stream->has_seam) {
        if (stream->packed)
            fill_packed(stream);
        else
            fill_plain(stream);
    }
    *data = stream->window + stream->from;
    return MIN(want, (stream->has_seam ? stream->seam : stream->to) - stream->from);
}

size_t stream_peek_on(Stream *stream, size_t want, const char **data)
{
    size_t length;
    bool damaged;

    while ((length = stream_peek(stream, want, data)) == 0 && stream_at_seam(stream, &damaged) &&
           !stream->ended)
        ;
    return length;
}

void stream_skip(Stream *stream, size_t length)
{
    g_assert(length <= stream->to - stream->from);
    stream->from += length;
}

bool stream_at_seam(const Stream *stream, bool *damaged)
{
    *damaged = stream->has_seam && stream->seam_damaged;
    return stream->has_seam;
}

void stream_join(Stream *stream)
{
    stream->has_seam = false;
}

uint64_t stream_consumed(const Stream *stream)
{
    return stream->offset - (stream->packed ? stream->zip.avail_in : stream->to - stream->from);
}

bool stream_is_packed(const Stream *stream)
{
    return stream->packed;
}

bool stream_is_damaged(const Stream *stream)
{
    return stream->damaged;
}

bool stream_is_truncated(const Stream *stream)
{
    return stream->truncated;
}
