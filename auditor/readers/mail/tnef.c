/*
 * winmail.dat (MS-OXTNEF): what Outlook adds to a mail for other Outlooks: the formatted text, all
 * values of the message, and the attachments, which other programs do not see.
 */
#include <string.h>

#include "readers/mail/mapi.h"
#include "readers/office/legacy.h"

#define SIGNATURE "\x78\x9F\x3E\x22"
#define TNEF_BYTES_MAX (192U << 20)
#define ATTACHMENTS_MAX 5000U

typedef struct {
    Mapi *message;
    GPtrArray *attachments; /* Mapi */
    bool cut;
} Tnef;

typedef struct {
    Slice bytes;
    size_t at;
} Cursor;

static Slice take(Cursor *cursor, size_t length)
{
    Slice part = legacy_part(cursor->bytes, cursor->at, length);
    cursor->at += MIN(length, cursor->bytes.length - MIN(cursor->at, cursor->bytes.length));
    return part;
}

static uint32_t take_u32(Cursor *cursor)
{
    uint32_t value = legacy_u32(cursor->bytes, cursor->at);
    take(cursor, 4);
    return value;
}

static Slice take_padded(Cursor *cursor, size_t length)
{
    Slice part = take(cursor, length);
    take(cursor, (4 - length % 4) % 4);
    return part;
}

/* A value that has a name instead of a number. */
static void skip_name(Cursor *cursor)
{
    take(cursor, 16);
    if (take_u32(cursor) == 0) {
        take(cursor, 4);
    } else {
        take_padded(cursor, take_u32(cursor));
    }
}

static bool is_variable(unsigned type)
{
    return type == MAPI_TYPE_STRING || type == MAPI_TYPE_WIDE || type == MAPI_TYPE_BINARY ||
           type == MAPI_TYPE_OBJECT;
}

static void take_value(Cursor *cursor, Mapi *mapi, unsigned id, unsigned type)
{
    unsigned one = type & ~MAPI_TYPE_MANY;
    bool many = (type & MAPI_TYPE_MANY) != 0 || is_variable(one);
    uint32_t count = many ? take_u32(cursor) : 1;
    for (uint32_t i = 0; i < count && cursor->at < cursor->bytes.length; i++) {
        if (is_variable(one)) {
            size_t length = take_u32(cursor);
            mapi_add_bytes(mapi, id, one, take_padded(cursor, length));
            continue;
        }
        bool eight =
            one == MAPI_TYPE_TIME || one == 0x05 || one == 0x06 || one == 0x07 || one == 0x14;
        uint64_t number = take_u32(cursor);
        number |= eight ? (uint64_t)take_u32(cursor) << 32 : 0;
        if (one == 0x48) {
            take(cursor, 12);
        } else if (one == MAPI_TYPE_TIME || one == MAPI_TYPE_LONG) {
            mapi_add_number(mapi, id, number);
        }
    }
}

static void take_values(Slice bytes, Mapi *mapi)
{
    Cursor cursor = {bytes, 0};
    uint32_t count = take_u32(&cursor);
    for (uint32_t i = 0; i < count && cursor.at < bytes.length; i++) {
        uint32_t tag = take_u32(&cursor);
        if (tag >> 16 >= 0x8000) {
            skip_name(&cursor);
        }
        take_value(&cursor, mapi, tag >> 16, tag & 0xFFFF);
    }
}

static Mapi *present(Tnef *tnef)
{
    if (tnef->attachments->len == 0) {
        g_ptr_array_add(tnef->attachments, mapi_new());
    }
    return g_ptr_array_index(tnef->attachments, tnef->attachments->len - 1);
}

static void take_attribute(Tnef *tnef, uint32_t id, Slice data)
{
    switch (id & 0xFFFF) {
    case 0x9007: /* the code page of strings in bytes */
        mapi_set_codepage(tnef->message, legacy_u32(data, 0));
        break;
    case 0x8004:
        mapi_add_bytes(tnef->message, MAPI_SUBJECT, MAPI_TYPE_STRING, data);
        break;
    case 0x800C:
        mapi_add_bytes(tnef->message, 0x1000, MAPI_TYPE_STRING, data);
        break;
    case 0x9003:
        take_values(data, tnef->message);
        break;
    case 0x9002: /* what an attachment looks like: the first of its attributes */
        if (tnef->attachments->len < ATTACHMENTS_MAX) {
            g_ptr_array_add(tnef->attachments, mapi_new());
        }
        break;
    case 0x8010:
        mapi_add_bytes(present(tnef), 0x3704, MAPI_TYPE_STRING, data);
        break;
    case 0x800F:
        mapi_add_bytes(present(tnef), MAPI_ATTACH_DATA, MAPI_TYPE_BINARY, data);
        break;
    case 0x9005:
        take_values(data, present(tnef));
        break;
    default:
        break;
    }
}

static void take_attributes(Tnef *tnef, Slice bytes)
{
    Cursor cursor = {bytes, 6};
    while (cursor.at + 9 <= bytes.length) {
        cursor.at++; /* of the message, or of an attachment */
        uint32_t id = take_u32(&cursor);
        size_t length = take_u32(&cursor);
        Slice data = take(&cursor, length);
        take(&cursor, 2);
        tnef->cut = tnef->cut || data.length < length;
        take_attribute(tnef, id, data);
    }
}

/* An embedded message or document has its class in front. */
static void put_attachment(Mapi *mapi, unsigned number, unsigned codepage, Sink *sink)
{
    mapi_set_codepage(mapi, codepage);
    Slice data = mapi_bytes(mapi, MAPI_ATTACH_DATA);
    g_autofree char *name = mapi_attachment_name(mapi, number);
    g_autofree char *type = mapi_string(mapi, 0x370E);
    if (data.length > 20 && memcmp(data.data + 16, SIGNATURE, 4) == 0) {
        data = legacy_part(data, 16, data.length);
    }
    if (data.length > 0) {
        sink_leaf(sink, name, type, data.data, data.length);
    }
}

static int tnef_bid(const Input *input)
{
    Slice head = input_head(input);
    return head.length > 6 && memcmp(head.data, SIGNATURE, 4) == 0 ? 66 : 0;
}

static void tnef_read(Input *input, Sink *sink)
{
    Tnef tnef = {.message = mapi_new(),
                 .attachments = g_ptr_array_new_with_free_func((GDestroyNotify)mapi_free)};
    take_attributes(&tnef, input_whole(input, TNEF_BYTES_MAX));
    mapi_message_put(tnef.message, NULL, sink);
    for (guint i = 0; i < tnef.attachments->len; i++) {
        put_attachment(g_ptr_array_index(tnef.attachments, i), i + 1, mapi_codepage(tnef.message),
                       sink);
    }
    if (tnef.cut) {
        sink_gap(sink, REASON_TRUNCATED, "the message is cut off");
    }
    mapi_free(tnef.message);
    g_ptr_array_unref(tnef.attachments);
}

const Reader reader_tnef = {.name = "tnef", .bid = tnef_bid, .read = tnef_read};
