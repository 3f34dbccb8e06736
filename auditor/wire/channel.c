/* Framing and descriptor passing; see channel.h. What a frame means is messages.c's business. */
#include "wire/channel.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define HEADER 16U
#define FLUSH_AT 65536U
#define RECEIVE_BYTES 262144U
#define MAX_DESCRIPTORS 8U
#define HAS_FD 0x80000000U

struct Channel {
    int fd;
    GByteArray *out;
    volatile size_t ready; /* bytes of `out` that are whole frames and not being sent */
    bool gone;
    char *in; /* malloc'ed, so 8-byte aligned; frames begin at multiples of 8 */
    size_t capacity, start, end;
    int descriptors[MAX_DESCRIPTORS];
    unsigned descriptor_count;
};

Channel *channel_new(int fd)
{
    Channel *channel = g_new0(Channel, 1);

    channel->fd = fd;
    channel->out = g_byte_array_sized_new(FLUSH_AT + 4096);
    channel->capacity = RECEIVE_BYTES;
    channel->in = g_malloc(channel->capacity);
    return channel;
}

void channel_free(Channel *channel)
{
    if (!channel)
        return;
    for (unsigned i = 0; i < channel->descriptor_count; i++)
        close(channel->descriptors[i]);
    close(channel->fd);
    g_byte_array_unref(channel->out);
    g_free(channel->in);
    g_free(channel);
}

int channel_fd(const Channel *channel)
{
    return channel->fd;
}

/* One sendmsg; the descriptor travels with the first byte of `data`. */
static ssize_t send_some(int socket, const void *data, size_t length, int fd)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int))];
    } control = {0};
    struct iovec vector = {(void *)data, length};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};

    if (fd >= 0) {
        message.msg_control = control.space;
        message.msg_controllen = sizeof control.space;
        struct cmsghdr *header = CMSG_FIRSTHDR(&message);

        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(header), &fd, sizeof fd);
    }
    return sendmsg(socket, &message, MSG_NOSIGNAL);
}

static bool send_all(Channel *channel, const uint8_t *data, size_t length, int fd)
{
    while (length > 0 && !channel->gone) {
        ssize_t sent = send_some(channel->fd, data, length, fd);

        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0) {
            channel->gone = true;
            break;
        }
        data += sent;
        length -= (size_t)sent;
        fd = -1;
    }
    return !channel->gone;
}

bool channel_flush(Channel *channel)
{
    channel->ready = 0;

    bool sent = send_all(channel, channel->out->data, channel->out->len, -1);

    g_byte_array_set_size(channel->out, 0);
    return sent;
}

/* Only system calls: nothing of the process may be trusted any more. */
void channel_rescue(const Channel *channel)
{
    const uint8_t *at = channel->out->data;
    size_t left = channel->ready;
    ssize_t sent;

    while (left > 0 && !channel->gone && (sent = send_some(channel->fd, at, left, -1)) > 0) {
        at += sent;
        left -= (size_t)sent;
    }
}

static size_t padded(size_t length)
{
    return (length + 7) & ~(size_t)7;
}

/* Queues header, room for the body, and payload; returns where the body goes. */
static uint8_t *queue_frame(Channel *channel, const uint32_t header[4], const void *payload)
{
    size_t length = padded(header[0]), payload_length = header[2];
    size_t size = HEADER + length + padded(payload_length);

    if ((header[1] & HAS_FD) || channel->out->len + size > FLUSH_AT)
        channel_flush(channel);
    size_t start = channel->out->len;

    g_byte_array_set_size(channel->out, (guint)(start + size));
    uint8_t *at = channel->out->data + start;

    memcpy(at, header, HEADER);
    memset(at + HEADER + header[0], 0, length - header[0]);
    if (payload_length > 0)
        memcpy(at + HEADER + length, payload, payload_length);
    memset(at + HEADER + length + payload_length, 0, padded(payload_length) - payload_length);
    return at + HEADER;
}

bool channel_send(Channel *channel, uint32_t kind, GVariant *body, const void *payload,
                  size_t payload_length, int fd)
{
    g_autoptr(GVariant) owned = g_variant_ref_sink(body);
    size_t length = g_variant_get_size(owned);
    uint32_t header[4] = {(uint32_t)length, kind | (fd >= 0 ? HAS_FD : 0), (uint32_t)payload_length,
                          0};

    g_assert(length <= CHANNEL_MAX_BODY && payload_length <= CHANNEL_MAX_BODY);
    g_variant_store(owned, queue_frame(channel, header, payload));
    if (fd < 0) {
        channel->ready = channel->out->len;
        return !channel->gone;
    }
    bool sent = send_all(channel, channel->out->data, channel->out->len, fd);

    g_byte_array_set_size(channel->out, 0);
    return sent;
}

bool channel_send_bytes(Channel *channel, uint32_t kind, const void *body, size_t length,
                        const void *payload, size_t payload_length)
{
    uint32_t header[4] = {(uint32_t)length, kind, (uint32_t)payload_length, 0};

    g_assert(length <= CHANNEL_MAX_BODY && payload_length <= CHANNEL_MAX_BODY);
    memcpy(queue_frame(channel, header, payload), body, length);
    channel->ready = channel->out->len;
    return !channel->gone;
}

static bool keep_descriptors(Channel *channel, struct msghdr *message)
{
    bool fits = !(message->msg_flags & MSG_CTRUNC);

    for (struct cmsghdr *c = CMSG_FIRSTHDR(message); c; c = CMSG_NXTHDR(message, c)) {
        if (c->cmsg_level != SOL_SOCKET || c->cmsg_type != SCM_RIGHTS)
            continue;
        size_t count = (c->cmsg_len - CMSG_LEN(0)) / sizeof(int);

        for (size_t i = 0; i < count; i++) {
            int fd;

            memcpy(&fd, CMSG_DATA(c) + i * sizeof fd, sizeof fd);
            if (channel->descriptor_count < MAX_DESCRIPTORS) {
                channel->descriptors[channel->descriptor_count++] = fd;
            } else {
                close(fd);
                fits = false;
            }
        }
    }
    return fits;
}

static ChannelResult read_more(Channel *channel, bool wait)
{
    union {
        struct cmsghdr header;
        char space[CMSG_SPACE(sizeof(int) * MAX_DESCRIPTORS)];
    } control;
    struct iovec vector = {channel->in + channel->end, channel->capacity - channel->end};
    struct msghdr message = {.msg_iov = &vector,
                             .msg_iovlen = 1,
                             .msg_control = control.space,
                             .msg_controllen = sizeof control.space};
    ssize_t got;

    do {
        got = recvmsg(channel->fd, &message, MSG_CMSG_CLOEXEC | (wait ? 0 : MSG_DONTWAIT));
    } while (got < 0 && errno == EINTR);
    if (got < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK ? CHANNEL_AGAIN : CHANNEL_CLOSED;
    if (got == 0)
        return CHANNEL_CLOSED;
    channel->end += (size_t)got;
    return keep_descriptors(channel, &message) ? CHANNEL_FRAME : CHANNEL_BROKEN;
}

/* Room for a frame of `needed` bytes in all, from channel->start on. */
static void make_room(Channel *channel, size_t needed)
{
    if (channel->start == channel->end)
        channel->start = channel->end = 0;
    if (channel->capacity - channel->start >= MAX(needed, 65536U))
        return;
    memmove(channel->in, channel->in + channel->start, channel->end - channel->start);
    channel->end -= channel->start;
    channel->start = 0;
    if (channel->capacity < needed) {
        channel->capacity = needed;
        channel->in = g_realloc(channel->in, channel->capacity);
    }
}

static int take_descriptor(Channel *channel)
{
    int fd = channel->descriptors[0];

    channel->descriptor_count--;
    memmove(channel->descriptors, channel->descriptors + 1,
            channel->descriptor_count * sizeof channel->descriptors[0]);
    return fd;
}

static void describe(Channel *channel, const uint32_t header[4], Frame *frame)
{
    const char *body = channel->in + channel->start + HEADER;

    *frame = (Frame){.kind = header[1] & ~HAS_FD,
                     .body = body,
                     .length = header[0],
                     .payload = header[2] > 0 ? body + padded(header[0]) : NULL,
                     .payload_length = header[2],
                     .fd = header[1] & HAS_FD ? take_descriptor(channel) : -1};
}

ChannelResult channel_receive(Channel *channel, bool wait, Frame *frame)
{
    for (;;) {
        size_t available = channel->end - channel->start;
        size_t needed = HEADER;

        if (available >= HEADER) {
            uint32_t header[4];

            memcpy(header, channel->in + channel->start, HEADER);
            if (header[0] > CHANNEL_MAX_BODY || header[2] > CHANNEL_MAX_BODY)
                return CHANNEL_BROKEN;
            needed = HEADER + padded(header[0]) + padded(header[2]);
            if (available >= needed) {
                if ((header[1] & HAS_FD) && channel->descriptor_count == 0)
                    return CHANNEL_BROKEN;
                describe(channel, header, frame);
                channel->start += needed;
                return CHANNEL_FRAME;
            }
        }
        make_room(channel, needed);
        ChannelResult result = read_more(channel, wait);

        if (result != CHANNEL_FRAME)
            return result;
    }
}
