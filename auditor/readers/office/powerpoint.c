/*
 * Presentations of PowerPoint 97 to 2003 (MS-PPT): text of slides, notes and masters, comments,
 * links, headers and footers, pictures, embedded objects. Hidden slides, notes and what an earlier
 * save left in the file are hidden text.
 */
#include <string.h>

#include "readers/office/office_art.h"
#include "readers/office/powerpoint_live.h"
#include "readers/text/codepages.h"
#include "readers/text/recovered.h"

#define HEADER_BYTES 8U
#define DEPTH_MAX 64U
#define OBJECT_BYTES_MAX (128U << 20)
#define KIND_SLIDE 0x03EE
#define KIND_NOTES 0x03F0
#define KIND_MASTER 0x03F8
#define KIND_SLIDE_LIST 0x0FF0
#define KIND_SLIDE_PERSIST 0x03F3
#define KIND_SLIDE_SHOW 0x03F9
#define KIND_COMMENT 0x2EE0
#define KIND_BINARY_TAG 0x138B /* newer records in a coat that older programs pass over */

typedef struct {
    const Legacy *legacy;
    const PowerpointLive *live;
    GHashTable *hidden_slides; /* numbers as shown */
    bool hidden;               /* all that is read now */
    bool in_comment, earlier;  /* earlier: a record that the last save left behind */
} Showing;

static Place place_of(const Showing *showing)
{
    return showing->hidden ? PLACE_HIDDEN : PLACE_BODY;
}

/* ---- texts ---- */

/* Lines end with a return, soft ones with a vertical tab. */
static void put_text(const Showing *showing, GString *text, Place place)
{
    for (gsize i = 0; i < text->len; i++) {
        char c = text->str[i];
        text->str[i] = c == '\r' || c == '\v'                ? '\n'
                       : (unsigned char)c < ' ' && c != '\t' ? ' '
                                                             : c;
    }
    texts_line(showing->legacy->texts, place, text->str);
}

static void take_wide(const Showing *showing, Slice body, Place place)
{
    GString *text = g_string_new(NULL);
    utf16_append(text, body.data, body.length);
    put_text(showing, text, place);
    g_string_free(text, TRUE);
}

/* Bytes are the low halves of UTF-16. */
static void take_narrow(const Showing *showing, Slice body)
{
    GString *text = g_string_new(NULL);
    for (size_t i = 0; i < body.length; i++) {
        guint8 byte = (guint8)body.data[i];
        g_string_append_unichar(text, byte == 0 ? ' ' : byte);
    }
    put_text(showing, text, place_of(showing));
    g_string_free(text, TRUE);
}

/* Strings of comments, links, programs' names: a comment's first is its author. */
static void take_string(const Showing *showing, const PowerpointRecord *record)
{
    GString *text = g_string_new(NULL);
    utf16_append(text, record->body.data, record->body.length);
    if (showing->in_comment && record->instance == 0) {
        texts_author(showing->legacy->texts, text->str);
    } else if (strstr(text->str, "://") != NULL || g_str_has_prefix(text->str, "mailto:")) {
        texts_url(showing->legacy->texts, text->str);
    } else if (!g_str_has_prefix(text->str, "___PPT")) {
        put_text(showing, text, PLACE_HIDDEN);
    }
    g_string_free(text, TRUE);
}

/* An embedded object: a compound file, packed or not. */
static void take_object(const Showing *showing, const PowerpointRecord *record)
{
    const Legacy *legacy = showing->legacy;
    g_autofree char *name = g_strdup_printf("object-%u", ++*legacy->objects);
    Slice file = record->body;
    g_autoptr(GByteArray) unpacked = NULL;
    if (record->instance == 1 && file.length > 4) {
        size_t size = MIN(legacy_u32(file, 0), OBJECT_BYTES_MAX);
        unpacked = zlib_unpack(legacy_part(file, 4, file.length), size);
        file = legacy_slice(unpacked);
        if (unpacked->len < size) {
            sink_gap(legacy->sink, REASON_CORRUPT, "an embedded object cannot be unpacked");
        }
    }
    if (file.length > 0) {
        sink_leaf(legacy->sink, name, NULL, file.data, file.length);
        sink_medium(
            legacy->sink,
            &(FactMedium){.publication = legacy->publication, .role = "attachment", .uri = name});
    }
}

/* ---- records ---- */

static void take_records(Showing *showing, Slice bytes, unsigned depth);

static void take_atom(Showing *showing, const PowerpointRecord *record)
{
    switch (record->kind) {
    case 0x0FA0: /* TextCharsAtom */
        take_wide(showing, record->body, place_of(showing));
        break;
    case 0x0FA8: /* TextBytesAtom */
        take_narrow(showing, record->body);
        break;
    case 0x0FBA: /* CString */
        take_string(showing, record);
        break;
    case 0x1011: /* ExOleObjStg */
        take_object(showing, record);
        break;
    default:
        break;
    }
}

static void label_slide(Showing *showing, unsigned number)
{
    g_autofree char *label = g_strdup_printf("slide %u", number);
    legacy_label(showing->legacy, label);
    showing->hidden =
        showing->earlier || g_hash_table_contains(showing->hidden_slides, GUINT_TO_POINTER(number));
}

/* Texts of slides stand in the document, one slide after the other. */
static void take_slide_list(Showing *showing, const PowerpointRecord *list, unsigned depth)
{
    PowerpointRecord record;
    unsigned number = 0;
    for (size_t at = 0; powerpoint_record(list->body, at, &record);
         at += HEADER_BYTES + record.body.length) {
        if (record.kind == KIND_SLIDE_PERSIST && list->instance == 0) {
            label_slide(showing, ++number);
        } else if (record.is_container) {
            take_records(showing, record.body, depth + 1);
        } else {
            take_atom(showing, &record);
        }
    }
}

static void take_record(Showing *showing, const PowerpointRecord *record, unsigned depth)
{
    Showing before = *showing;
    if (record->kind == KIND_BINARY_TAG) {
        take_records(showing, record->body, depth + 1);
        return;
    }
    if (!record->is_container) {
        take_atom(showing, record);
        return;
    }
    if (record->kind == KIND_SLIDE_LIST) {
        legacy_label(showing->legacy, record->instance == 0   ? "slides"
                                      : record->instance == 1 ? "master"
                                                              : "notes");
        showing->hidden = showing->hidden || record->instance == 2;
        take_slide_list(showing, record, depth);
        legacy_label(showing->legacy, NULL);
    } else {
        showing->in_comment = showing->in_comment || record->kind == KIND_COMMENT;
        take_records(showing, record->body, depth + 1);
    }
    *showing = before;
}

static void take_records(Showing *showing, Slice bytes, unsigned depth)
{
    PowerpointRecord record;
    if (depth > DEPTH_MAX) {
        sink_gap(showing->legacy->sink, REASON_LIMIT_DEPTH, "records within records");
        return;
    }
    for (size_t at = 0; powerpoint_record(bytes, at, &record);
         at += HEADER_BYTES + record.body.length) {
        take_record(showing, &record, depth);
    }
}

/* ---- the topmost records ---- */

/* The slide's number as shown; 0 for what is no slide of the list. */
static unsigned slide_number(const Showing *showing, size_t offset)
{
    gpointer number = g_hash_table_lookup(showing->live->live, GUINT_TO_POINTER((guint)offset));
    return GPOINTER_TO_UINT(g_hash_table_lookup(showing->live->slides, number));
}

static bool is_live(const Showing *showing, size_t offset)
{
    return !showing->live->known ||
           g_hash_table_contains(showing->live->live, GUINT_TO_POINTER((guint)offset));
}

static void find_hidden(Showing *showing, Slice document)
{
    PowerpointRecord slide, record;
    for (guint i = 0; powerpoint_live_record(showing->live, document, i, &slide); i++) {
        for (size_t in = 0; slide.kind == KIND_SLIDE && powerpoint_record(slide.body, in, &record);
             in += HEADER_BYTES + record.body.length) {
            if (record.kind == KIND_SLIDE_SHOW && (legacy_u16(record.body, 10) & 0x04) != 0) {
                g_hash_table_add(showing->hidden_slides,
                                 GUINT_TO_POINTER(slide_number(showing, slide.offset)));
            }
        }
    }
    g_hash_table_remove(showing->hidden_slides, GUINT_TO_POINTER(0));
}

static void label_record(Showing *showing, const PowerpointRecord *record)
{
    unsigned number = slide_number(showing, record->offset);
    showing->earlier = !is_live(showing, record->offset);
    if (showing->earlier) {
        legacy_label(showing->legacy, "earlier version");
        showing->hidden = true;
    } else if (record->kind == KIND_SLIDE && number > 0) {
        label_slide(showing, number);
    } else if (record->kind == KIND_NOTES) {
        legacy_label(showing->legacy, "notes");
        showing->hidden = true;
    } else {
        legacy_label(showing->legacy, record->kind == KIND_MASTER ? "master" : NULL);
    }
}

static size_t take_document(Showing *showing, Slice document)
{
    PowerpointRecord record;
    size_t texts = 0;
    for (guint i = 0; powerpoint_live_record(showing->live, document, i, &record); i++) {
        showing->hidden = false;
        if (record.is_container || record.kind == 0x1011) {
            label_record(showing, &record);
            take_record(showing, &record, 0);
            texts++;
        }
    }
    return texts;
}

static void recover(const Legacy *legacy, Slice document)
{
    GString *text = g_string_new(NULL);
    recover_text(document, 1252, text);
    legacy_label(legacy, "recovered");
    texts_line(legacy->texts, PLACE_BODY, text->str);
    g_string_free(text, TRUE);
    sink_gap(legacy->sink, REASON_CORRUPT, "text was recovered from a broken presentation");
}

void legacy_powerpoint(const Legacy *legacy)
{
    g_autoptr(GByteArray) document = legacy_stream(legacy, "PowerPoint Document");
    g_autoptr(GByteArray) current = legacy_stream(legacy, "Current User");
    g_autoptr(GByteArray) pictures = legacy_stream(legacy, "Pictures");
    g_autoptr(PowerpointLive) live =
        powerpoint_live_new(legacy_slice(document), legacy_slice(current));
    if (live->encrypted) {
        sink_gap(legacy->sink, REASON_ENCRYPTED, "the presentation asks for a password");
        return;
    }
    Showing showing = {
        .legacy = legacy, .live = live, .hidden_slides = g_hash_table_new(NULL, NULL)};
    find_hidden(&showing, legacy_slice(document));
    if (take_document(&showing, legacy_slice(document)) == 0) {
        recover(legacy, legacy_slice(document));
    }
    office_art_put(legacy_slice(pictures), legacy->sink, legacy->publication, legacy->pictures);
    legacy_label(legacy, "drawings");
    office_art_words(legacy_slice(document), legacy->texts);
    g_hash_table_unref(showing.hidden_slides);
}

static int powerpoint_bid(const Input *input)
{
    return strcmp(input_type(input), "application/vnd.ms-powerpoint") == 0 ? 66 : 0;
}

static void powerpoint_read(Input *input, Sink *sink)
{
    legacy_read(input, sink, legacy_powerpoint, PLACE_HIDDEN);
}

const Reader reader_powerpoint = {
    .name = "powerpoint", .bid = powerpoint_bid, .read = powerpoint_read};
