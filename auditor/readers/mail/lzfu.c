/*
 * Compressed RTF as Outlook writes it (MS-OXRTFCP): references into a ring of 4096 bytes that
 * begins with the words every RTF has.
 */
#include <string.h>

#include "readers/mail/mapi.h"
#include "readers/office/legacy.h"

#define RING 4096U
#define HEADER 16U
#define COMPRESSED 0x75465A4CU
#define PLAIN 0x414C454DU

static const char beginning[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern "
    "\\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0"
    "\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

typedef struct {
    guint8 ring[RING];
    unsigned at;
    GByteArray *out;
} Unpacking;

static void put(Unpacking *unpacking, guint8 byte)
{
    unpacking->ring[unpacking->at] = byte;
    unpacking->at = (unpacking->at + 1) % RING;
    g_byte_array_append(unpacking->out, &byte, 1);
}

/* A reference of two bytes: where, and how long. False at the one that ends it all. */
static bool put_reference(Unpacking *unpacking, unsigned reference)
{
    unsigned from = reference >> 4, length = (reference & 0x0F) + 2;
    if (from == unpacking->at) {
        return false;
    }
    for (unsigned i = 0; i < length; i++) {
        put(unpacking, unpacking->ring[(from + i) % RING]);
    }
    return true;
}

GByteArray *lzfu_unpack(Slice packed, size_t max)
{
    Unpacking unpacking = {.at = sizeof beginning - 1, .out = NULL};
    uint32_t kind = legacy_u32(packed, 8);
    if (packed.length < HEADER || (kind != COMPRESSED && kind != PLAIN)) {
        return NULL;
    }
    Slice body = legacy_part(packed, HEADER, packed.length);
    unpacking.out = g_byte_array_new();
    if (kind == PLAIN) {
        g_byte_array_append(unpacking.out, (const guint8 *)body.data, (guint)MIN(body.length, max));
        return unpacking.out;
    }
    memset(unpacking.ring, ' ', RING);
    memcpy(unpacking.ring, beginning, sizeof beginning - 1);
    bool more = true;
    for (size_t at = 0; more && at < body.length && unpacking.out->len < max;) {
        guint8 control = (guint8)body.data[at++];
        for (int bit = 0; more && bit < 8 && at < body.length; bit++) {
            if ((control >> bit & 1) == 0) {
                put(&unpacking, (guint8)body.data[at++]);
            } else if (at + 2 <= body.length) {
                unsigned high = (guint8)body.data[at];
                more = put_reference(&unpacking, high << 8 | (guint8)body.data[at + 1]);
                at += 2;
            } else {
                more = false;
            }
        }
    }
    return unpacking.out;
}
