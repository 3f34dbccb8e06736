/*
 * Outlook's messages, contacts and appointments as files (.msg, MS-OXMSG): storages for the
 * recipients, for each attachment, and within these for messages that were forwarded. Attachments
 * become items, forwarded messages publications of their own.
 */
#include <stdlib.h>
#include <string.h>

#include "readers/mail/mapi.h"
#include "readers/office/legacy.h"

#define DEPTH_MAX 16U
#define PARTS_MAX 5000U
#define VALUE_BYTES_MAX (160U << 20)
#define SMALL_BYTES_MAX (32U << 20)
#define PREFIX "__substg1.0_"

typedef struct {
    Compound *compound;
    Sink *sink;
    GHashTable *in_use; /* names of attachments */
    unsigned attachments, pictures, objects;
} Outlook;

/* ---- values ---- */

static void take_stream(Outlook *outlook, Mapi *mapi, unsigned index)
{
    const CompoundEntry *entry = compound_entry(outlook->compound, index);
    char digits[9] = "";
    if (entry->is_storage || !g_str_has_prefix(entry->name, PREFIX)) {
        return;
    }
    g_strlcpy(digits, entry->name + strlen(PREFIX), sizeof digits);
    unsigned long tag = strtoul(digits, NULL, 16);
    unsigned id = (unsigned)(tag >> 16), type = (unsigned)(tag & 0xFFFF);
    size_t max = id == MAPI_ATTACH_DATA ? VALUE_BYTES_MAX : SMALL_BYTES_MAX;
    bool list = (type & MAPI_TYPE_MANY) != 0 && strchr(entry->name, '-') == NULL;
    if (!list) { /* the stream of a list itself holds lengths only */
        g_autoptr(GByteArray) bytes = compound_read(outlook->compound, index, max);
        mapi_add_bytes(mapi, id, type, legacy_slice(bytes));
    }
}

/* Numbers and times, in rows of 16 bytes behind a head. */
static void take_numbers(Outlook *outlook, Mapi *mapi, unsigned storage, size_t head)
{
    unsigned index = compound_find(outlook->compound, storage, "__properties_version1.0");
    g_autoptr(GByteArray) bytes = compound_read(outlook->compound, index, SMALL_BYTES_MAX);
    Slice rows = legacy_slice(bytes);
    for (size_t at = head; at + 16 <= rows.length; at += 16) {
        unsigned type = legacy_u16(rows, at);
        uint64_t number = legacy_u32(rows, at + 8);
        if (type == MAPI_TYPE_TIME) {
            number |= (uint64_t)legacy_u32(rows, at + 12) << 32;
        }
        if (type == MAPI_TYPE_TIME || type == MAPI_TYPE_LONG) {
            mapi_add_number(mapi, legacy_u16(rows, at + 2), number);
        }
    }
}

static Mapi *values_of(Outlook *outlook, unsigned storage, size_t head, unsigned codepage)
{
    Mapi *mapi = mapi_new();
    mapi_set_codepage(mapi, codepage);
    take_numbers(outlook, mapi, storage, head);
    for (unsigned i = 1; i < compound_count(outlook->compound); i++) {
        if (compound_entry(outlook->compound, i)->parent == storage) {
            take_stream(outlook, mapi, i);
        }
    }
    return mapi;
}

/* ---- parts ---- */

/* Storages of a message by the beginning of their name. g_array_unref. */
static GArray *parts_of(const Outlook *outlook, unsigned storage, const char *prefix)
{
    GArray *parts = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (unsigned i = 1; i < compound_count(outlook->compound); i++) {
        const CompoundEntry *entry = compound_entry(outlook->compound, i);
        if (entry->parent == storage && entry->is_storage &&
            g_str_has_prefix(entry->name, prefix)) {
            g_array_append_val(parts, i);
        }
    }
    if (parts->len > PARTS_MAX) {
        sink_gap(outlook->sink, REASON_LIMIT_ENTRIES,
                 "more attachments or recipients than are read");
        g_array_set_size(parts, PARTS_MAX);
    }
    return parts;
}

static void put_message(Outlook *outlook, unsigned storage, unsigned depth, unsigned codepage);

/* A name that no other attachment has. */
static char *unique_name(Outlook *outlook, const Mapi *mapi)
{
    g_autofree char *own = mapi_attachment_name(mapi, ++outlook->attachments);
    char *name = g_hash_table_contains(outlook->in_use, own)
                     ? g_strdup_printf("%u/%s", outlook->attachments, own)
                     : g_strdup(own);
    g_hash_table_add(outlook->in_use, g_strdup(name));
    return name;
}

/* An embedded message or document: a storage instead of bytes. */
static void put_storage(Outlook *outlook, unsigned storage, unsigned depth, unsigned codepage,
                        uint32_t publication)
{
    if (compound_find(outlook->compound, storage, "__properties_version1.0") != COMPOUND_NONE) {
        put_message(outlook, storage, depth + 1, codepage);
        return;
    }
    g_autoptr(Texts) texts = texts_new(outlook->sink, publication);
    Legacy object = {.compound = outlook->compound,
                     .storage = storage,
                     .sink = outlook->sink,
                     .texts = texts,
                     .publication = publication,
                     .label = "embedded object",
                     .pictures = &outlook->pictures,
                     .objects = &outlook->objects};
    legacy_object(&object);
}

static void put_attachment(Outlook *outlook, const Mapi *mapi, const char *name)
{
    Slice data = mapi_bytes(mapi, MAPI_ATTACH_DATA);
    g_autofree char *type = mapi_string(mapi, 0x370E);
    if (data.length > 0) {
        sink_leaf(outlook->sink, name, type, data.data, data.length);
    }
}

static void put_parts(Outlook *outlook, const GArray *parts, const GPtrArray *bags,
                      const GPtrArray *names, unsigned depth, unsigned codepage,
                      uint32_t publication)
{
    for (guint i = 0; i < parts->len; i++) {
        unsigned inner =
            compound_find(outlook->compound, g_array_index(parts, unsigned, i), PREFIX "3701000D");
        put_attachment(outlook, g_ptr_array_index(bags, i), g_ptr_array_index(names, i));
        if (inner != COMPOUND_NONE) {
            put_storage(outlook, inner, depth, codepage, publication);
        }
    }
}

static void put_recipients(Outlook *outlook, unsigned storage, unsigned codepage,
                           uint32_t publication)
{
    g_autoptr(GArray) parts = parts_of(outlook, storage, "__recip_version1.0_");
    for (guint i = 0; i < parts->len; i++) {
        g_autoptr(Mapi) mapi = values_of(outlook, g_array_index(parts, unsigned, i), 8, codepage);
        mapi_recipient_put(mapi, outlook->sink, publication);
    }
}

static void put_message(Outlook *outlook, unsigned storage, unsigned depth, unsigned codepage)
{
    if (depth > DEPTH_MAX) {
        sink_gap(outlook->sink, REASON_LIMIT_DEPTH, "messages within messages");
        return;
    }
    g_autoptr(Mapi) message = values_of(outlook, storage, depth == 0 ? 32 : 24, codepage);
    g_autoptr(GArray) parts = parts_of(outlook, storage, "__attach_version1.0_");
    g_autoptr(GPtrArray) bags = g_ptr_array_new_with_free_func((GDestroyNotify)mapi_free);
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) links = g_ptr_array_new_with_free_func(g_free);
    codepage = mapi_codepage(message);
    for (guint i = 0; i < parts->len; i++) {
        Mapi *mapi = values_of(outlook, g_array_index(parts, unsigned, i), 8, codepage);
        char *id = mapi_string(mapi, MAPI_CONTENT_ID);
        g_ptr_array_add(bags, mapi);
        g_ptr_array_add(names, unique_name(outlook, mapi));
        if (id != NULL) {
            g_ptr_array_add(links, id);
            g_ptr_array_add(links, g_strdup(g_ptr_array_index(names, i)));
        }
    }
    uint32_t publication = mapi_message_put(message, links, outlook->sink);
    put_recipients(outlook, storage, codepage, publication);
    put_parts(outlook, parts, bags, names, depth, codepage, publication);
}

/* ---- the reader ---- */

static int outlook_bid(const Input *input)
{
    return strcmp(input_type(input), "application/vnd.ms-outlook") == 0 ? 66 : 0;
}

static void outlook_read(Input *input, Sink *sink)
{
    g_autoptr(Compound) compound = compound_open(input);
    if (compound == NULL) {
        sink_gap(sink, REASON_CORRUPT, "the message's directory cannot be read");
        return;
    }
    Outlook outlook = {.compound = compound,
                       .sink = sink,
                       .in_use = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    put_message(&outlook, COMPOUND_ROOT, 0, 0);
    g_hash_table_unref(outlook.in_use);
    if (compound_gap(compound) != REASON_NONE) {
        sink_gap(sink, compound_gap(compound), "a part of the message is cut off or broken");
    }
}

const Reader reader_outlook = {.name = "outlook", .bid = outlook_bid, .read = outlook_read};
