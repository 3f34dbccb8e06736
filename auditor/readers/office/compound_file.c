/*
 * Compound files that are no document of which the form is known here: locked documents of 2007 and
 * later, Publisher, Visio, Works, and objects embedded in documents. What is embedded is handed on,
 * and what opens without asking (lock.h); the rest are leftovers (leftovers.h).
 */
#include <string.h>

#include "readers/office/legacy.h"
#include "readers/office/lock.h"

/* A document of 2007 and later; it goes on as an item of its own where it opens without asking. */
static void read_locked(const Legacy *legacy)
{
    g_autoptr(GByteArray) info = legacy_stream(legacy, "EncryptionInfo");
    g_autoptr(GByteArray) package = legacy_stream(legacy, "EncryptedPackage");
    g_autoptr(GByteArray) open = lock_open_package(legacy_slice(info), legacy_slice(package));
    if (open != NULL) {
        sink_leaf(legacy->sink, "document", NULL, open->data, open->len);
    } else {
        sink_gap(legacy->sink, REASON_ENCRYPTED, "the document asks for a password");
    }
}

static void read_any(const Legacy *legacy)
{
    if (compound_find(legacy->compound, COMPOUND_ROOT, "EncryptedPackage") != COMPOUND_NONE) {
        read_locked(legacy);
        return;
    }
    legacy_files(legacy);
}

static int compound_file_bid(const Input *input)
{
    static const char *const types[] = {"application/x-ole-storage", "application/encrypted",
                                        "application/vnd.visio",     "application/x-mspublisher",
                                        "application/vnd.ms-works",  NULL};
    return g_strv_contains(types, input_type(input)) ? 60 : 0;
}

static void compound_file_read(Input *input, Sink *sink)
{
    legacy_read(input, sink, read_any, PLACE_BODY);
}

const Reader reader_compound_file = {
    .name = "compound_file", .bid = compound_file_bid, .read = compound_file_read};
