/*
 * Documents and databases of programs that nobody here reads (WordPerfect, Works, Pages, Keynote,
 * Numbers, dBase, SQLite, Access): the
 * text in their bytes, so that a name in them is seen; the ledger says that it is no more than
 * that. Parts of Apple's documents are unpacked first (Snappy, in Apple's own frames).
 */
#include <string.h>

#include "readers/text/recovered.h"

#define FILE_BYTES_MAX (32U << 20)
#define FRAME_BYTES_MAX (1U << 24)
#define LETTERS_LEAST 3U
#define FIELDS_BESIDE 3U

/* ---- Apple's parts ---- */

/* A number of seven bits a byte; the bytes it takes, 0 when it is none. */
static size_t read_varint(Slice bytes, size_t at, size_t *value)
{
    *value = 0;
    for (size_t i = 0; i < 4 && at + i < bytes.length; i++) {
        guint8 byte = (guint8)bytes.data[at + i];
        *value |= (size_t)(byte & 0x7F) << (7 * i);
        if ((byte & 0x80) == 0) {
            return i + 1;
        }
    }
    return 0;
}

/* Copies from what was unpacked before; byte by byte, since both may overlap. */
static bool copy_back(GByteArray *out, guint start, size_t offset, size_t length)
{
    if (offset == 0 || offset > out->len - start) {
        return false;
    }
    for (size_t i = 0; i < length; i++) {
        guint8 byte = out->data[out->len - offset];
        g_byte_array_append(out, &byte, 1);
    }
    return true;
}

/* One element of Snappy's at `*at`: bytes as they are, or a reference back. */
static bool unpack_element(Slice bytes, size_t *at, GByteArray *out, guint start)
{
    guint8 tag = (guint8)bytes.data[(*at)++];
    size_t length = (size_t)(tag >> 2) + 1, extra = 0, offset = 0;
    if ((tag & 3) == 0) {
        extra = length > 60 ? length - 60 : 0;
        for (size_t i = 0; i < extra && *at + i < bytes.length; i++) {
            length = (i == 0 ? 1 : length) + ((size_t)(guint8)bytes.data[*at + i] << (8 * i));
        }
        *at += extra;
        if (*at > bytes.length || length > bytes.length - *at) {
            return false;
        }
        g_byte_array_append(out, (const guint8 *)bytes.data + *at, (guint)length);
        *at += length;
        return true;
    }
    extra = (tag & 3) == 1 ? 1 : (tag & 3) == 2 ? 2 : 4;
    for (size_t i = 0; i < extra && *at + i < bytes.length; i++) {
        offset |= (size_t)(guint8)bytes.data[*at + i] << (8 * i);
    }
    if ((tag & 3) == 1) {
        length = (size_t)(tag >> 2 & 7) + 4;
        offset |= (size_t)(tag >> 5) << 8;
    }
    *at += extra;
    return *at <= bytes.length && copy_back(out, start, offset, length);
}

/* Frames of a zero, three bytes of length, and Snappy. */
static GByteArray *unpack_frames(Slice bytes)
{
    GByteArray *out = g_byte_array_new();
    size_t at = 0;
    while (at + 4 <= bytes.length && bytes.data[at] == 0) {
        size_t length = (guint8)bytes.data[at + 1] | (size_t)(guint8)bytes.data[at + 2] << 8 |
                        (size_t)(guint8)bytes.data[at + 3] << 16;
        Slice frame = {bytes.data + at + 4, MIN(length, bytes.length - at - 4)};
        size_t size, from = read_varint(frame, 0, &size);
        guint start = out->len;
        while (from > 0 && from < frame.length && out->len - start < FRAME_BYTES_MAX &&
               out->len < FILE_BYTES_MAX && unpack_element(frame, &from, out, start)) {
        }
        at += 4 + length;
    }
    return out;
}

/* Whether this is a text of some letters, and nothing but text. */
static bool is_text(Slice text)
{
    unsigned letters = 0;
    if (text.length < LETTERS_LEAST || !g_utf8_validate(text.data, (gssize)text.length, NULL)) {
        return false;
    }
    for (const char *at = text.data; at < text.data + text.length; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c < ' ' && strchr("\t\n\r\f\v", (int)c) == NULL) {
            return false;
        }
        letters += g_unichar_isalpha(c);
    }
    return letters >= LETTERS_LEAST;
}

/* A text with its length in front (Protocol Buffers), whose tag stands at `at`; "" when none does.
 */
static Slice field_at(Slice bytes, size_t at)
{
    size_t length = 0, took = 0;
    if (at < bytes.length && (bytes.data[at] & 7) == 2) {
        took = read_varint(bytes, at + 1, &length);
    }
    size_t from = at + 1 + took;
    Slice text = {bytes.data + MIN(from, bytes.length), length};
    bool good = took > 0 && length <= bytes.length - from && is_text(text);
    return good ? text : (Slice){bytes.data, 0};
}

/* The texts as they are: among the bytes alone, the length of one that looks like a letter is taken
 * for the first of its first word. Of fields that begin side by side, the longest is no chance. */
static void append_fields(Slice bytes, GString *out)
{
    for (size_t at = 0; at + 2 < bytes.length;) {
        Slice text = field_at(bytes, at);
        for (size_t i = 1; text.length > 0 && i <= FIELDS_BESIDE; i++) {
            Slice other = field_at(bytes, at + i);
            text = other.length > text.length ? other : text;
        }
        if (text.length > 0) {
            g_string_append_len(out, text.data, (gssize)text.length);
            g_string_append_c(out, '\n');
            at = (size_t)(text.data - bytes.data) + text.length;
        } else {
            at++;
        }
    }
}

/* ---- the reader ---- */

static bool ends_with(const Input *input, const char *ending)
{
    g_autofree char *lower = g_ascii_strdown(input_path(input), -1);
    return g_str_has_suffix(lower, ending);
}

/* Databases by their type; SQLite and newer ones write UTF-8. */
static bool is_database(const Input *input)
{
    static const char *const types[] = {"application/vnd.sqlite3", "application/x-sqlite3",
                                        "application/x-dbf", "application/x-msaccess", NULL};
    return g_strv_contains(types, input_type(input));
}

static int recovered_file_bid(const Input *input)
{
    static const char *const endings[] = {
        ".doc", ".dot", ".wpd", ".wp",  ".wp5",   ".wps", ".wri",   ".lwp", ".sam",  ".sdw",
        ".pub", ".one", ".iwa", ".xls", ".ppt",   ".wk1", ".wks",   ".wb3", ".msg",  ".pst",
        ".mdb", ".rtf", ".abw", ".sxw", ".pages", ".dbf", ".accdb", ".fp7", ".fmp12"};
    if (is_database(input)) {
        return 3;
    }
    if (strcmp(input_type(input), "application/octet-stream") != 0 && !ends_with(input, ".iwa")) {
        return 0;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (ends_with(input, endings[i])) {
            return 3;
        }
    }
    return 0;
}

static void recovered_file_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, FILE_BYTES_MAX);
    g_autoptr(GByteArray) unpacked = ends_with(input, ".iwa") ? unpack_frames(whole) : NULL;
    GString *text = g_string_new(NULL);
    if (unpacked != NULL && unpacked->len > 0) {
        whole = (Slice){(const char *)unpacked->data, unpacked->len};
    }
    if (unpacked != NULL) {
        append_fields(whole, text);
        sink_text(sink, 0, 0, PLACE_BODY, "recovered", text->str, text->len);
        g_string_truncate(text, 0);
    }
    bool utf8 = unpacked != NULL || strstr(input_type(input), "sqlite") != NULL;
    recover_text(whole, utf8 ? 65001 : 1252, text);
    sink_text(sink, 0, 0, PLACE_BODY, "recovered", text->str, text->len);
    sink_gap(sink, REASON_UNSUPPORTED_TYPE, "only the text in its bytes was recovered");
    g_string_free(text, TRUE);
}

const Reader reader_recovered_file = {
    .name = "recovered_file", .bid = recovered_file_bid, .read = recovered_file_read};
