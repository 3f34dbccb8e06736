/*
 * What a worker says, under a fuzzer: the first byte chooses between a stream of frames as it comes
 * from the socket and the body of one frame of any kind. Every message of either direction is
 * taken, and what a `get` accepts must be what its header promises.
 */
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "wire/messages.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_text(const char *text)
{
    g_assert(!text || g_utf8_validate(text, -1, NULL));
}

static void get_to_worker(GVariant *body, const Frame *frame)
{
    uint32_t kind = frame->kind;
    MessageRead read;
    MessageWalk walk;
    MessageTake take;

    if (kind == MESSAGE_READ && message_get_read(body, frame, &read))
        check_text(read.path);
    if ((kind == MESSAGE_WALK || kind == MESSAGE_LIST) && message_get_walk(body, &walk))
        check_text(walk.path);
    if (kind == MESSAGE_TAKE)
        message_get_take(body, &take);
}

static void get_leaf(GVariant *body, const Frame *frame)
{
    MessageLeaf leaf;

    if (!message_get_leaf(body, frame, &leaf))
        return;
    check_text(leaf.name);
    check_text(leaf.detail);
    g_assert(leaf.name[0] != '\0');
    g_assert(leaf.state < ITEM_STATES);
    for (size_t i = 0; i < leaf.inlined_length; i++)
        (void)*((const volatile char *)leaf.inlined + i);
}

static void get_row(GVariant *body)
{
    MessageRow row;

    if (!message_get_row(body, &row))
        return;
    for (const char **cell = row.cells; *cell; cell++)
        check_text(*cell);
    g_free(row.cells);
}

static void get_end(GVariant *body)
{
    MessageEnd end;

    if (!message_get_end(body, &end))
        return;
    check_text(end.detail);
    check_text(end.reader);
    check_text(end.hash);
    g_assert(end.state < ITEM_STATES);
}

static void get_fact(GVariant *body, const Frame *frame)
{
    uint32_t request;
    Fact fact;

    if (!message_get_fact(body, frame, &request, &fact))
        return;
    g_assert(fact.kind == frame->kind - MESSAGE_FACT);
    if (fact.kind == FACT_TEXT)
        g_assert(g_utf8_validate_len(fact.text.text, fact.text.length, NULL));
    if (fact.kind == FACT_PERSON_TAG)
        check_text(fact.person_tag.name);
}

static void take_frame(const Frame *frame)
{
    g_autoptr(GVariant) body = message_parse(frame);
    MessageHello hello;
    MessageType type;
    uint32_t request;

    if (!body)
        return;
    get_to_worker(body, frame);
    if (frame->kind == MESSAGE_HELLO)
        message_get_hello(body, &hello);
    else if (frame->kind == MESSAGE_BEGIN || frame->kind == MESSAGE_NEED_SPOOL)
        message_get_request(body, &request);
    else if (frame->kind == MESSAGE_TYPE && message_get_type(body, &type))
        check_text(type.type);
    else if (frame->kind == MESSAGE_LEAF)
        get_leaf(body, frame);
    else if (frame->kind == MESSAGE_ROW)
        get_row(body);
    else if (frame->kind == MESSAGE_END)
        get_end(body);
    else if (frame->kind >= MESSAGE_FACT && frame->kind < MESSAGES)
        get_fact(body, frame);
}

static void take_stream(const uint8_t *data, size_t size)
{
    int sockets[2];

    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, sockets))
        return;
    if (write(sockets[0], data, size) < 0 && size > 0)
        g_printerr("socket: not written\n");
    shutdown(sockets[0], SHUT_WR);
    g_autoptr(Channel) channel = channel_new(sockets[1]);
    Frame frame;

    while (channel_receive(channel, true, &frame) == CHANNEL_FRAME)
        take_frame(&frame);
    close(sockets[0]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    if (data[0] == 'S') {
        take_stream(data + 1, size - 1);
        return 0;
    }
    g_autofree void *body = g_memdup2(data + 2, size - 2);
    Frame frame = {.kind = data[1] % (uint32_t)(MESSAGES + 1),
                   .body = body,
                   .length = size - 2,
                   .payload = body, /* any bytes will do */
                   .payload_length = size - 2,
                   .fd = -1};

    take_frame(&frame);
    return 0;
}
