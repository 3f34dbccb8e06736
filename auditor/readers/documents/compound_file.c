/*
 * Compound files that are no document of which the form is known here: locked documents of 2007 and
 * later, Publisher, Visio, Works, and objects embedded in documents. What is embedded is handed on,
 * and what opens without asking (lock.h); of the rest the text is recovered, and the ledger says
 * so.
 */
#include <string.h>

#include "readers/documents/legacy.h"
#include "readers/documents/lock.h"
#include "readers/documents/recovered.h"

#define RECOVER_BYTES_MAX (32U << 20)

static bool is_told(const char *name)
{
    static const char *const told[] = {"\005SummaryInformation",
                                       "\005DocumentSummaryInformation",
                                       "\001Ole10Native",
                                       "\001CompObj",
                                       "\001Ole",
                                       "\003ObjInfo",
                                       "\003LinkInfo",
                                       "\002OlePres000",
                                       NULL};
    return g_strv_contains(told, name);
}

/* Files that are the whole of an embedded object. Works keeps its text under such a name. */
static bool put_files(const Legacy *legacy)
{
    static const char *const files[] = {"\001Ole10Native", "CONTENTS", "Package"};
    bool any = false;
    bool works = compound_find(legacy->compound, COMPOUND_ROOT, "MatOST") != COMPOUND_NONE ||
                 compound_find(legacy->compound, COMPOUND_ROOT, "SPELLING") != COMPOUND_NONE;
    for (size_t i = 0; i < G_N_ELEMENTS(files) && !works; i++) {
        if (compound_find(legacy->compound, legacy->storage, files[i]) != COMPOUND_NONE) {
            legacy_file(legacy, files[i]);
            any = true;
        }
    }
    return any;
}

static void recover_stream(const Legacy *legacy, unsigned index)
{
    g_autoptr(GByteArray) bytes = compound_read(legacy->compound, index, RECOVER_BYTES_MAX);
    GString *text = g_string_new(NULL);
    recover_text(legacy_slice(bytes), 1252, text);
    texts_label(legacy->texts, "recovered");
    texts_line(legacy->texts, PLACE_BODY, text->str);
    g_string_free(text, TRUE);
}

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
    if (put_files(legacy)) {
        return;
    }
    unsigned recovered = 0;
    for (unsigned i = 1; i < compound_count(legacy->compound); i++) {
        const CompoundEntry *entry = compound_entry(legacy->compound, i);
        if (!entry->is_storage && entry->parent != COMPOUND_NONE && entry->size > 0 &&
            !is_told(entry->name)) {
            recover_stream(legacy, i);
            recovered++;
        }
    }
    if (recovered > 0) {
        sink_gap(legacy->sink, REASON_UNSUPPORTED_TYPE, "only the text in its bytes was recovered");
    }
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
    legacy_read(input, sink, read_any);
}

const Reader reader_compound_file = {
    .name = "compound_file", .bid = compound_file_bid, .read = compound_file_read, .max_bytes = 0};
