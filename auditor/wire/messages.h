/*
 * What coordinator and worker say to each other; put and get of each message stand side by side in
 * messages.c. A `get` gives false for anything that is not exactly the message: wrong type, not in
 * normal form, numbers out of range, bad UTF-8. Strings that come out are borrowed from the
 * GVariant; "" on the wire is NULL here where the struct says "may be NULL".
 */
#pragma once

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "wire/channel.h"
#include "wire/extent.h"
#include "wire/fact.h"
#include "wire/state.h"

typedef enum {
    /* to the worker */
    MESSAGE_READ = 1, /* an item; its bytes inline or by descriptor */
    MESSAGE_WALK,     /* a container; always by descriptor */
    MESSAGE_LIST,     /* a list of the operator; by descriptor; only to a list worker */
    MESSAGE_TAKE,     /* leaves taken over: room for more */
    MESSAGE_SPOOL,    /* the descriptor asked for by MESSAGE_NEED_SPOOL */
    /* from the worker */
    MESSAGE_HELLO,
    MESSAGE_BEGIN,
    MESSAGE_TYPE,
    MESSAGE_LEAF,
    MESSAGE_NEED_SPOOL,
    MESSAGE_ROW,
    MESSAGE_END,
    MESSAGE_SAME, /* the item is one of those expected: not read, only its digests are told */
    MESSAGE_FACT, /* MESSAGE_FACT + FactKind */
    MESSAGES = MESSAGE_FACT + FACTS
} MessageKind;

typedef struct {
    uint32_t request;
    const char *path;          /* chain path */
    const char *declared_type; /* may be NULL */
    const char *expected;      /* hashes of 32 digits, one behind the other: of these contents all
                                  is known; may be NULL */
    uint64_t size;
    bool digest;          /* SHA-256 wanted too */
    bool look;            /* not read but looked into: it is a picture that was read before */
    bool small;           /* and held against the small picture in its metadata */
    uint32_t orientation; /* of that picture, as Exif has it; 0 unknown */
    Extent extent;        /* a part of the descriptor's file, to be taken out of it */
    const void *inlined;  /* NULL: by descriptor */
    size_t inlined_length;
} MessageRead;

typedef struct {
    uint32_t request;
    const char *path;
    uint64_t size;
    uint32_t part, parts; /* member i belongs to this walker when i % parts == part */
} MessageWalk;

typedef struct {
    uint32_t leaves;
    uint64_t bytes;
} MessageTake;

typedef struct {
    uint32_t version;    /* of this protocol; must be MESSAGES_VERSION */
    const char *active;  /* comma separated layers: "rlimits,no-new-privs,landlock-7,seccomp" */
    const char *missing; /* comma separated */
    bool counts_faces;   /* it has what that takes */
    bool sees_films;     /* the same for their frames; only a worker started for films */
} MessageHello;
#define MESSAGES_VERSION 3U

typedef struct {
    uint32_t request;
    const char *type; /* content type */
    bool is_container;
    bool is_item; /* there is something to read besides the members */
} MessageType;    /* of a container that was an extent with its bytes by descriptor */

typedef struct {
    uint32_t request;
    uint32_t ordinal;          /* place in the container, from 0 */
    const char *name;          /* path in the container, UTF-8, "/" separated, never empty */
    const char *modified;      /* RFC 3339 or NULL */
    const char *declared_type; /* or NULL */
    const char *location;      /* address where it once stood, or NULL */
    uint64_t size;
    uint64_t consumed;  /* bytes of the container read so far, for the progress line */
    ItemState state;    /* ITEM_PENDING: to be read; else what became of it, with the reason */
    Reason reason;      /* with ITEM_PENDING: a gap the item has already (checksum, truncated,
                           name-unreadable) */
    const char *detail; /* or NULL */
    Extent extent;      /* where in the container it lies; then neither inline nor by descriptor,
                           and `size` is what the container says */
    const void *inlined;
    size_t inlined_length;
} MessageLeaf;

typedef struct {
    uint32_t request;
    uint32_t line;
    const char *sheet;
    const char **cells; /* NULL-terminated; free the array only */
    uint32_t hidden;    /* ROW_HIDDEN, SHEET_HIDDEN */
} MessageRow;
#define ROW_HIDDEN 1U
#define SHEET_HIDDEN 2U

typedef struct {
    uint32_t request;
    ItemState state;
    Reason reason;
    const char *detail;        /* or NULL */
    const char *reader;        /* or NULL; of a list: charset or format */
    const char *hash;          /* or NULL */
    const char *digest;        /* or NULL; of a list: the delimiter */
    int64_t entries;           /* walks: leaves seen, all parts; -1 */
    int64_t entries_directory; /* walks: what the format's own directory counts; -1 */
    uint64_t bytes;            /* bytes delivered */
} MessageEnd;

bool message_put_read(Channel *channel, const MessageRead *read, int fd);
bool message_get_read(GVariant *body, const Frame *frame, MessageRead *read);
bool message_put_walk(Channel *channel, MessageKind kind, const MessageWalk *walk, int fd);
bool message_get_walk(GVariant *body, MessageWalk *walk);
bool message_put_take(Channel *channel, const MessageTake *take);
bool message_get_take(GVariant *body, MessageTake *take);
bool message_put_request(Channel *channel, MessageKind kind, uint32_t request, int fd);
bool message_get_request(GVariant *body, uint32_t *request);
bool message_put_hello(Channel *channel, const MessageHello *hello);
bool message_get_hello(GVariant *body, MessageHello *hello);
bool message_put_type(Channel *channel, const MessageType *type, int fd);
bool message_get_type(GVariant *body, MessageType *type);
bool message_put_leaf(Channel *channel, const MessageLeaf *leaf, int fd);
bool message_get_leaf(GVariant *body, const Frame *frame, MessageLeaf *leaf);
bool message_put_row(Channel *channel, const MessageRow *row);
bool message_get_row(GVariant *body, MessageRow *row);
bool message_put_end(Channel *channel, const MessageEnd *end);
bool message_put_same(Channel *channel, const MessageEnd *end); /* got like an end */
bool message_get_end(GVariant *body, MessageEnd *end);
bool message_put_fact(Channel *channel, uint32_t request, const Fact *fact);
bool message_get_fact(GVariant *body, const Frame *frame, uint32_t *request, Fact *fact);

/* The body of a frame as the GVariant its kind wants, checked for normal form; NULL when it is
 * anything else. Content and texts are the frame's payload. Borrows the frame's bytes: free it
 * before the next channel_receive. */
GVariant *message_parse(const Frame *frame);
