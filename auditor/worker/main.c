/*
 * schoolaudit-worker: parses, and can do nothing else. It is started by schoolaudit with a socket
 * as descriptor 3, warms up its libraries, locks itself in, says HELLO, and serves one request at a
 * time until the socket closes. It never sees a name of the register, unless it was started as a
 * list worker.
 */
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "readers/pdf/pdf.h"
#include "readers/pixels/film.h"
#include "readers/pixels/libav.h"
#include "readers/pixels/look.h"
#include "readers/pixels/weights.h"
#include "readers/text/remains.h"
#include "wire/bounds.h"
#include "wire/messages.h"
#include "worker/archive.h"
#include "worker/input.h"
#include "worker/libraries.h"
#include "worker/limits.h"
#include "worker/list.h"
#include "worker/readers.h"
#include "worker/sandbox.h"
#include "worker/sink.h"
#include "worker/sniff.h"
#include "worker/take_out.h"
#include "worker/walk.h"
#include "worker/xml.h"

#define SOCKET_FD 3
#define EXIT_OUT_OF_MEMORY 99 /* the coordinator knows it */

typedef struct {
    Channel *channel;
    uint32_t request;
    uint32_t leaves;
    Sink *sink;
    bool dropped;
    bool leaves_cut;
    TakenOut taken; /* of an extent */
} Reading;

static void put_fact(void *user, const Fact *fact)
{
    Reading *reading = user;

    if (!message_put_fact(reading->channel, reading->request, fact))
        reading->dropped = true;
}

static void flush_facts(void *user)
{
    Reading *reading = user;

    channel_flush(reading->channel);
}

/* A memfd that nobody can change any more, -1 when there is no room. */
static int sealed(const void *data, size_t length)
{
    int fd = memfd_create("leaf", MFD_CLOEXEC | MFD_ALLOW_SEALING);

    if (fd < 0 || write(fd, data, length) != (ssize_t)length) {
        if (fd >= 0)
            close(fd);
        return -1;
    }
    fcntl(fd, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL);
    return fd;
}

/* Pictures in data: URIs, attachments: leaves of the item being read. */
static void put_leaf(void *user, const char *name, const char *declared_type, const char *location,
                     const void *data, size_t length)
{
    Reading *reading = user;

    if (reading->leaves >= LIMIT_ITEM_LEAVES) {
        if (!reading->leaves_cut)
            sink_gap(reading->sink, REASON_LIMIT_ENTRIES,
                     "more embedded files than one item may have");
        reading->leaves_cut = true;
        return;
    }
    MessageLeaf leaf = {.request = reading->request,
                        .ordinal = reading->leaves++,
                        .name = *name ? name : "?",
                        .declared_type = declared_type,
                        .location = location,
                        .size = length,
                        .state = ITEM_PENDING};
    int fd = -1;

    if (length <= LIMIT_INLINE_BYTES) {
        leaf.inlined = data;
        leaf.inlined_length = length;
    } else if ((fd = sealed(data, length)) < 0) {
        leaf.state = ITEM_FAILED;
        leaf.reason = REASON_LIMIT_MEMORY;
    }
    message_put_leaf(reading->channel, &leaf, fd);
    if (fd >= 0)
        close(fd);
}

/* Items up to this size are read once, into a buffer that is kept for the next one: fresh pages
 * cost more than the copy. */
#define BUFFERED_BYTES (8U << 20)

static Input *open_input(const MessageRead *read, int fd, TakenOut *taken)
{
    size_t length = fd >= 0 ? read->size : read->inlined_length;
    Input *input;
    char *buffer;

    if (read->extent.kind != EXTENT_NONE) {
        *taken = take_out(fd, &read->extent, read->size, LIMIT_MEMORY_LEAF_BYTES);
        return input_new_terminated(read->path, taken->bytes, taken->length);
    }
    if (fd >= 0 && read->size > BUFFERED_BYTES)
        return input_new_fd(read->path, fd, read->size);
    buffer = take_out_buffer(length + 1);
    if (fd < 0) {
        memcpy(buffer, read->inlined ? read->inlined : "", length);
    } else {
        g_autoptr(Input) file = input_new_fd(read->path, fd, read->size);
        size_t got = input_read_at(file, 0, buffer, length);

        if (got < length) /* shorter than it was: let the reader meet the gap itself */
            return g_steal_pointer(&file);
    }
    buffer[length] = '\0';
    input = input_new_terminated(read->path, buffer, length);
    return input;
}

/* What the reader's choice means for the ledger. */
static const Reader *choose(Input *input, const Sniff *sniff, MessageEnd *end)
{
    const Reader *reader = NULL;

    if (input_size(input) == 0) {
        end->state = ITEM_SKIPPED;
        end->reason = REASON_EMPTY;
    } else if (!sniff->is_item) {
        end->state = ITEM_READ;
    } else if (sniff->is_harmless) {
        end->state = ITEM_SKIPPED;
        end->reason = REASON_HARMLESS_TYPE;
    } else if (!(reader = readers_choose(input))) {
        end->state = sniff->is_container ? ITEM_PARTIAL : ITEM_SKIPPED;
        end->reason = REASON_NO_READER;
    }
    return reader;
}

static void finish(Reading *reading, Input *input, const Reader *reader, MessageEnd *end)
{
    end->reader = reader ? reader->name : NULL;
    if (reader) {
        end->state = ITEM_READ;
        end->reason = sink_first_gap(reading->sink, &end->detail);
        if (end->reason == REASON_NONE)
            end->reason = input_gap(input);
        if (end->reason == REASON_NONE && reading->dropped)
            end->reason = REASON_LIMIT_BYTES;
        if (reason_is_gap(end->reason))
            end->state = ITEM_PARTIAL;
    }
}

#define HASH_DIGITS 32U

/* Whether all that stands in these bytes is known already; then their digests are all there is to
 * tell. */
static bool is_known(const Reading *reading, const MessageRead *read, Input *input)
{
    g_autofree char *digest = NULL, *hash = NULL;
    bool known = false;

    if (!read->expected || reading->taken.reason != REASON_NONE)
        return false;
    hash = input_hash(input, read->digest ? &digest : NULL);
    for (const char *at = read->expected; hash && strlen(at) >= HASH_DIGITS && !known;
         at += HASH_DIGITS)
        known = strncmp(at, hash, HASH_DIGITS) == 0;
    if (known)
        message_put_same(reading->channel, &(MessageEnd){.request = read->request,
                                                         .state = ITEM_READ,
                                                         .hash = hash,
                                                         .digest = digest,
                                                         .entries_directory = -1,
                                                         .bytes = input_size(input)});
    return known;
}

/* What came out of the archive damaged was not read whole, whatever its reader thinks; that nobody
 * wants to read it may be due to the damage. */
static void tell_damage(const TakenOut *taken, MessageEnd *end)
{
    if (taken->reason == REASON_NONE || (end->state != ITEM_SKIPPED && reason_is_gap(end->reason)))
        return;
    end->state = taken->length > 0 ? ITEM_PARTIAL : ITEM_FAILED;
    end->reason = taken->reason;
    end->detail = taken->detail;
}

/* What it is; with its bytes where the walk of a container needs them. */
static void tell_type(Reading *reading, const MessageRead *read, const Sniff *sniff)
{
    MessageType type = {read->request, sniff->type, sniff->is_container, sniff->is_item};
    int fd = -1;

    if (sniff->is_container && read->extent.kind != EXTENT_NONE)
        fd = sealed(reading->taken.bytes, reading->taken.length);
    message_put_type(reading->channel, &type, fd);
    if (sniff->is_container)
        channel_flush(reading->channel); /* its walk may begin while this goes on */
    if (fd >= 0)
        close(fd);
}

/* The facts of an item, and the digests of all its bytes. */
static void read_facts(Reading *reading, const MessageRead *read, Input *input)
{
    Channel *channel = reading->channel;
    MessageEnd end = {
        .request = read->request, .entries_directory = -1, .bytes = input_size(input)};

    input_set_declared_type(input, read->declared_type);
    Sniff sniff = sniff_input(input);

    input_set_type(input, sniff.type);
    tell_type(reading, read, &sniff);
    const Reader *reader = choose(input, &sniff, &end);

    if (reader) {
        reader->read(input, reading->sink);
    } else if (end.reason == REASON_NO_READER && !sniff.is_container &&
               remains_read(input, reading->sink)) {
        end.state = ITEM_PARTIAL;
        end.detail = "only the words in its bytes were looked at";
    }
    finish(reading, input, reader, &end);
    tell_damage(&reading->taken, &end);
    end.entries = reading->leaves;
    g_autofree char *digest = NULL;
    g_autofree char *hash = input_hash(input, read->digest ? &digest : NULL);

    end.hash = hash;
    end.digest = digest;
    message_put_end(channel, &end);
}

static void look(Reading *reading, const MessageRead *read, Input *input)
{
    MessageEnd end = {.request = read->request,
                      .state = ITEM_READ,
                      .entries_directory = -1,
                      .bytes = input_size(input)};

    if (libav_is_loaded())
        film_look(input, reading->sink);
    else
        look_into(input, read->orientation, read->small, reading->sink);
    end.reason = sink_first_gap(reading->sink, &end.detail);
    if (end.reason == REASON_NONE)
        end.reason = input_gap(input);
    if (reason_is_gap(end.reason))
        end.state = ITEM_PARTIAL;
    message_put_end(reading->channel, &end);
}

static void read_item(Channel *channel, const MessageRead *read, int fd)
{
    Reading reading = {.channel = channel, .request = read->request};
    g_autoptr(Input) input = NULL;
    static const SinkCallbacks callbacks = {put_fact, put_leaf, NULL};
    g_autoptr(Sink) sink = sink_new(&callbacks, &reading);

    reading.sink = sink;
    sink_on_flush(sink, flush_facts);
    message_put_request(channel, MESSAGE_BEGIN, read->request, -1);
    if (!read->expected) /* else it may be that nothing is parsed, and one message enough */
        channel_flush(channel);
    input = open_input(read, fd, &reading.taken);
    sink_bound_text(sink, input_size(input));
    if (!is_known(&reading, read, input)) {
        channel_flush(channel);
        if (read->look)
            look(&reading, read, input);
        else
            read_facts(&reading, read, input);
    }
    channel_flush(channel);
}

/* What it was started for. */
typedef enum { ROLE_ITEMS, ROLE_FILMS, ROLE_LISTS } Role;

static bool serve(Channel *channel, const Frame *frame, Role role)
{
    g_autoptr(GVariant) body = message_parse(frame);
    MessageRead read;
    MessageWalk walk;
    bool done = true;

    if (!body)
        return false;
    if (frame->kind == MESSAGE_READ && role != ROLE_LISTS && message_get_read(body, frame, &read) &&
        (role == ROLE_ITEMS || read.look)) {
        read_item(channel, &read, frame->fd);
    } else if (frame->kind == MESSAGE_WALK && role == ROLE_ITEMS && message_get_walk(body, &walk)) {
        walk_container(channel, &walk, frame->fd);
    } else if (frame->kind == MESSAGE_LIST && role == ROLE_LISTS && message_get_walk(body, &walk)) {
        g_autoptr(Input) input = input_new_fd(walk.path, frame->fd, walk.size);

        list_read(channel, walk.request, input);
    } else {
        done = frame->kind == MESSAGE_TAKE; /* room for leaves of a walk that is over */
    }
    return done;
}

/* Of the process that ends, for its signal handlers. */
static const Channel *ending;

/* What was read before it came to that is handed over: a document that makes a library fall has
 * pages that were well. An allocation that fails ends in abort(): tell it from a crash by the error
 * it left behind, or, where printing has replaced that, by there being no room left. */
#define ROOM_OF_A_CRASH (64 << 20)
static void on_end(int signal_number)
{
    bool aborted = signal_number == SIGABRT || signal_number == SIGTRAP;
    bool full = aborted && (errno == ENOMEM || sbrk(ROOM_OF_A_CRASH) == (void *)-1);

    if (ending)
        channel_rescue(ending);
    if (full)
        _exit(EXIT_OUT_OF_MEMORY);
    raise(signal_number);
}

/* On a stack of their own, since that of the process may be what is at its end. Once each: what
 * goes wrong in a handler ends the process. */
static void catch_ends(void)
{
    static const int signals[] = {SIGABRT, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGXCPU};
    static char stack[65536];
    stack_t alternative = {.ss_sp = stack, .ss_size = sizeof stack};
    struct sigaction action = {.sa_handler = on_end, .sa_flags = SA_ONSTACK | (int)SA_RESETHAND};

    sigaltstack(&alternative, NULL);
    for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
        sigaction(signals[i], &action, NULL);
}

static void say_hello(Channel *channel, Role role)
{
    SandboxLayers layers =
        sandbox_enter(role == ROLE_FILMS ? LIMIT_FILM_MEMORY : LIMIT_WORKER_MEMORY);

    message_put_hello(channel, &(MessageHello){MESSAGES_VERSION, layers.active, layers.missing,
                                               weights_are_there(), libav_is_loaded()});
    channel_flush(channel);
    g_free(layers.active);
    g_free(layers.missing);
}

static void warm_up(Role role)
{
    setlocale(LC_CTYPE, "C.UTF-8");
    /* DOS times in archives have no zone: the same everywhere, and no file is looked for each time
     */
    setenv("TZ", "UTC0", 1);
    catch_ends();
    weights_load();
    if (role == ROLE_FILMS) { /* nothing but films */
        libav_load();
        return;
    }
    archive_warm_up();
    sniff_warm_up();
    xml_warm_up();
    pdf_warm_up();
}

/* For the coordinator, which wants to know whether what was read earlier would be read so again. */
static int tell_libraries(void)
{
    g_autofree char *digest = libraries_digest();

    return printf("%s", digest) > 0 && fflush(stdout) == 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
    Role role = ROLE_ITEMS;
    bool known = true;

    if (argc == 2 && !strcmp(argv[1], "--libraries"))
        return tell_libraries();

    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--lists"))
            role = ROLE_LISTS;
        else if (!strcmp(argv[i], "--films"))
            role = ROLE_FILMS;
        else
            known = known && g_str_has_prefix(argv[i], "--limits=") &&
                    bounds_set(argv[i] + strlen("--limits="));
    }

    if (!known || fcntl(SOCKET_FD, F_GETFD) < 0) {
        fprintf(stderr, "schoolaudit-worker: it is started by schoolaudit, not by hand\n");
        return 64;
    }
    warm_up(role);
    Channel *channel = channel_new(SOCKET_FD);
    Frame frame;

    say_hello(channel, role);
    ending = channel;
    while (channel_receive(channel, true, &frame) == CHANNEL_FRAME) {
        bool served = serve(channel, &frame, role);

        if (frame.fd >= 0)
            close(frame.fd);
        if (!served)
            return 65;
    }
    ending = NULL;
    channel_free(channel);
    return 0;
}
