/* See frames.h. A frame is kind, length and checksum (XXH3-64 of kind and body), then the body. */
#include "store/frames.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "commands/command.h"

#define MAGIC "schoolaudit facts 2\n"
#define MAGIC_BYTES (sizeof MAGIC - 1)
#define HEAD_BYTES 16U
#define WRITE_BYTES (256U * 1024U)
#define READ_BYTES (1024U * 1024U)
#define BACK_BYTES (256U * 1024U)
#define JUMP_BYTES 4096U
#define HOLD_BYTES (READ_BYTES / 4)
#define FRAME_MAXIMUM (64U * 1024U * 1024U) /* a record holds at most a text of 1 MiB */
#define TICK_MICROSECONDS 100000

struct FrameWriter {
    char *path;
    OpenFile *file;
    GByteArray *waiting;
    uint64_t written;
    gint64 written_at;
    GError *error;
};

struct FrameReader {
    OpenFile *file;
    uint8_t *buffer;
    size_t capacity, filled, at; /* filled and at: within the buffer */
    size_t ahead;                /* to be read at once: little after a jump, then more and more */
    uint64_t buffer_offset;      /* of the buffer's first byte in the file */
};

static void fail(FrameWriter *writer)
{
    if (!writer->error)
        exit_error_system(&writer->error, EXIT_CANNOT_WRITE, "cli-store-fails", writer->path);
}

static void write_waiting(FrameWriter *writer)
{
    if (!writer->error &&
        !open_file_write(writer->file, writer->waiting->data, writer->waiting->len))
        fail(writer);
    writer->written += writer->waiting->len;
    g_byte_array_set_size(writer->waiting, 0);
    writer->written_at = g_get_monotonic_time();
}

FrameWriter *frame_writer_new(const char *path, GError **error)
{
    g_autoptr(FrameWriter) writer = g_new0(FrameWriter, 1);
    int descriptor;

    writer->path = g_strdup(path);
    writer->waiting = g_byte_array_sized_new(WRITE_BYTES + 4096);
    unlink(path);
    descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        exit_error_system(error, EXIT_CANNOT_CREATE, "cli-store-not-made", path);
        return NULL;
    }
    writer->file = open_file_new(descriptor);
    g_byte_array_append(writer->waiting, (const guint8 *)MAGIC, MAGIC_BYTES);
    return g_steal_pointer(&writer);
}

static uint64_t checksum(uint32_t kind, const void *body, size_t length)
{
    return XXH3_64bits_withSeed(body, length, kind);
}

uint64_t frame_writer_put(FrameWriter *writer, uint32_t kind, const void *body, size_t length)
{
    uint32_t head[2] = {kind, (uint32_t)length};
    uint64_t sum = checksum(kind, body, length);
    uint64_t offset = writer->written + writer->waiting->len + HEAD_BYTES;

    g_assert(length <= FRAME_MAXIMUM);
    g_byte_array_append(writer->waiting, (const guint8 *)head, sizeof head);
    g_byte_array_append(writer->waiting, (const guint8 *)&sum, sizeof sum);
    g_byte_array_append(writer->waiting, body, (guint)length);
    if (writer->waiting->len >= WRITE_BYTES)
        write_waiting(writer);
    return offset;
}

OpenFile *frame_writer_file(const FrameWriter *writer)
{
    return writer->file;
}

void frame_writer_tick(FrameWriter *writer)
{
    if (writer->waiting->len > 0 && g_get_monotonic_time() - writer->written_at > TICK_MICROSECONDS)
        write_waiting(writer);
}

bool frame_writer_finish(FrameWriter *writer, GError **error)
{
    write_waiting(writer);
    if (!writer->error && fsync(writer->file->descriptor) < 0)
        fail(writer);
    if (!writer->error)
        return true;
    *error = g_error_copy(writer->error);
    return false;
}

void frame_writer_free(FrameWriter *writer)
{
    if (!writer)
        return;
    open_file_drop(writer->file);
    g_clear_error(&writer->error);
    g_byte_array_unref(writer->waiting);
    g_free(writer->path);
    g_free(writer);
}

/* Has `length` bytes in the buffer from where we are; false when the file ends before. Some of what
 * lies behind us stays: the next one wanted is rarely far away. */
static bool fill(FrameReader *reader, size_t length)
{
    if (reader->at + length > reader->capacity) {
        size_t shift = reader->at - MIN(reader->at, BACK_BYTES);
        size_t left = reader->filled > shift ? reader->filled - shift : 0;

        memmove(reader->buffer, reader->buffer + shift, left);
        reader->buffer_offset += shift;
        reader->filled = left;
        reader->at -= shift;
    }
    if (reader->at + length > reader->capacity) {
        reader->capacity = reader->at + length;
        reader->buffer = g_realloc(reader->buffer, reader->capacity);
    }
    while (reader->filled < reader->at + length) {
        size_t wanted = MAX(reader->at + length - reader->filled, reader->ahead);
        ssize_t got = pread(reader->file->descriptor, reader->buffer + reader->filled,
                            MIN(wanted, reader->capacity - reader->filled),
                            (off_t)(reader->buffer_offset + reader->filled));

        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        reader->filled += (size_t)got;
        reader->ahead = MIN(2 * reader->ahead, READ_BYTES);
    }
    return true;
}

FrameReader *frame_reader_new(const char *path)
{
    g_autoptr(FrameReader) reader = g_new0(FrameReader, 1);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat status;

    if (descriptor < 0)
        return NULL;
    reader->file = open_file_new(descriptor);
    if (fstat(descriptor, &status) < 0 || !S_ISREG(status.st_mode))
        return NULL;
    reader->capacity = READ_BYTES;
    reader->ahead = JUMP_BYTES;
    reader->buffer = g_malloc(reader->capacity);
    if (!fill(reader, MAGIC_BYTES) || memcmp(reader->buffer, MAGIC, MAGIC_BYTES) != 0)
        return NULL;
    reader->at = MAGIC_BYTES;
    return g_steal_pointer(&reader);
}

void frame_reader_free(FrameReader *reader)
{
    if (!reader)
        return;
    open_file_drop(reader->file);
    g_free(reader->buffer);
    g_free(reader);
}

OpenFile *frame_reader_file(const FrameReader *reader)
{
    return reader->file;
}

uint64_t frame_reader_tell(const FrameReader *reader)
{
    return reader->buffer_offset + reader->at;
}

void frame_reader_seek(FrameReader *reader, uint64_t offset)
{
    if (offset >= reader->buffer_offset && offset <= reader->buffer_offset + reader->filled) {
        reader->at = (size_t)(offset - reader->buffer_offset);
        return;
    }
    reader->at = (size_t)MIN(offset, JUMP_BYTES / 4);
    reader->ahead = JUMP_BYTES;
    reader->buffer_offset = offset - reader->at;
    reader->filled = 0;
}

void frame_reader_hold(FrameReader *reader, uint64_t begin, uint64_t end)
{
    if (end - begin > HOLD_BYTES)
        return;
    frame_reader_seek(reader, begin);
    fill(reader, (size_t)(end - begin)); /* where the file ends before, its end is held */
}

bool frame_reader_next(FrameReader *reader, StoredFrame *frame)
{
    uint32_t head[2];
    uint64_t sum;

    if (!fill(reader, HEAD_BYTES))
        return false;
    memcpy(head, reader->buffer + reader->at, sizeof head);
    memcpy(&sum, reader->buffer + reader->at + sizeof head, sizeof sum);
    if (head[1] > FRAME_MAXIMUM || !fill(reader, HEAD_BYTES + head[1]))
        return false;
    *frame = (StoredFrame){head[0], reader->buffer + reader->at + HEAD_BYTES, head[1],
                           frame_reader_tell(reader) + HEAD_BYTES};
    if (checksum(frame->kind, frame->body, frame->length) != sum)
        return false;
    reader->at += HEAD_BYTES + head[1];
    return true;
}
