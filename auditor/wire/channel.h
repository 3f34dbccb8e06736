/*
 * Frames over a stream socket between coordinator and worker: a 16-byte header (length of the body,
 * kind, length of the payload), a body that is one serialised GVariant, a payload of plain bytes
 * (an item's content, a text), each padded to 8 bytes; at most one file descriptor a frame, sent
 * with the header's first byte. Nothing that comes in is trusted: lengths are bounded, descriptors
 * counted. The payload stands apart because GLib checks the form of byte arrays byte by byte.
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#define CHANNEL_MAX_BODY (1280U * 1024U) /* of a body, and of a payload */

typedef struct Channel Channel;

typedef enum {
    CHANNEL_FRAME,  /* a frame was taken */
    CHANNEL_AGAIN,  /* nothing whole yet */
    CHANNEL_CLOSED, /* the other side is gone */
    CHANNEL_BROKEN, /* it lied about lengths or descriptors */
} ChannelResult;

typedef struct {
    uint32_t kind;
    const void *body; /* 8-byte aligned, valid until the next channel_receive */
    size_t length;
    const void *payload; /* the same; NULL when empty */
    size_t payload_length;
    int fd; /* -1: none; owned by the receiver */
} Frame;

Channel *channel_new(int fd); /* takes the socket over */
void channel_free(Channel *channel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Channel, channel_free)
int channel_fd(const Channel *channel);

/* Queues a frame; sinks a floating body, copies the payload (NULL: none). A frame with a descriptor
 * is sent at once, others when 64 KiB are waiting or on flush. The descriptor stays the caller's.
 * False: the other side is gone (sticky). */
bool channel_send(Channel *channel, uint32_t kind, GVariant *body, const void *payload,
                  size_t payload_length, int fd);
/* The same for a body that is serialised already, at most CHANNEL_MAX_BODY long; it is copied. */
bool channel_send_bytes(Channel *channel, uint32_t kind, const void *body, size_t length,
                        const void *payload, size_t payload_length);
bool channel_flush(Channel *channel);
/* Sends what is queued, from a signal handler of a process that is about to end. */
void channel_rescue(const Channel *channel);

/* Takes the next frame that has come in, reading from the socket when none is whole: `wait` says
 * whether to block. */
ChannelResult channel_receive(Channel *channel, bool wait, Frame *frame);
