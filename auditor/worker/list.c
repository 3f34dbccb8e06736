/*
 * The list worker's task: one list in, rows of cells out, no meaning given to any of them. It ends
 * before the first item of a stranger is read, so it is the only worker that ever sees names of the
 * register. What the list is is told by its content: a workbook, OpenDocument, an exchange file of
 * a school administration, else delimited text. What it cannot be read as is said with what to do.
 */
#include "worker/list.h"

#include <openssl/sha.h>
#include <string.h>

#include <glib.h>

#include "readers/office/package.h"
#include "readers/text/delimited.h"
#include "worker/input.h"
#include "worker/limits.h"
#include "worker/list_charset.h"
#include "worker/list_exchange.h"
#include "worker/list_sheet.h"
#include "worker/list_workbook.h"
#include "worker/sink.h"

static ListFile *refuse(Reason reason, const char *why)
{
    ListFile *file = list_file_new("");

    list_file_fail(file, reason, why);
    return file;
}

/* ---- zips ---- */

static PartFate fate_of(const char *name)
{
    return g_str_has_suffix(name, ".xml") || g_str_has_suffix(name, ".rels") ||
                   g_str_has_suffix(name, "workbook.bin")
               ? PART_KEEP
               : PART_DROP;
}

static bool is_locked(Package *package)
{
    const PackagePart *manifest = package_find(package, "META-INF/manifest.xml");

    return manifest && strstr(manifest->data, "encryption-data");
}

static ListFile *read_package(Input *input)
{
    static const SinkCallbacks nothing = {0};
    g_autoptr(Sink) sink = sink_new(&nothing, NULL);
    g_autoptr(Package) package = package_open(input, sink, fate_of);
    const PackagePart *content = package_find(package, "content.xml");
    ListFile *file;

    if (package_find(package, "xl/workbook.xml"))
        file = list_workbook_read(package);
    else if (package_find(package, "xl/workbook.bin"))
        file = refuse(REASON_UNSUPPORTED_TYPE, "xlsb");
    else if (content && is_locked(package))
        file = refuse(REASON_ENCRYPTED, "locked");
    else if (content && strstr(content->data, "office:spreadsheet"))
        file = list_opendocument_read(content->data, content->length);
    else
        file = refuse(REASON_UNSUPPORTED_TYPE, "other");
    list_file_fail(file, sink_first_gap(sink, NULL), NULL);
    return file;
}

/* ---- text ---- */

/* The first bytes that are no mark, blank or zero of UTF-16, in small letters. */
static void first_words(Slice whole, char *words, size_t size)
{
    size_t length = 0;

    for (size_t i = 0; i < whole.length && length + 1 < size; i++) {
        unsigned char byte = (unsigned char)whole.data[i];
        bool skipped = byte == 0 || (length == 0 && (byte >= 0x80 || g_ascii_isspace(byte)));
        if (!skipped)
            words[length++] = g_ascii_tolower((char)byte);
    }
    words[length] = '\0';
}

static ListFile *read_markup(Slice whole, const char *words)
{
    if (strstr(words, "opendocument") && strstr(words, "office:document"))
        return list_opendocument_read(whole.data, whole.length);
    if (strstr(words, "<html") || strstr(words, "<table") || strstr(words, "<!doctype html"))
        return refuse(REASON_UNSUPPORTED_TYPE, "html");
    return list_exchange_read(whole.data, whole.length);
}

typedef struct {
    ListFile *file;
    ListSheet *sheet;
} Delimited;

static void put_delimited(void *user, unsigned line, const Slice *cells, size_t count)
{
    Delimited *list = user;
    ListRow *row = list_sheet_row(list->sheet, line);

    for (size_t i = 0; i < count; i++) {
        g_autofree char *cell = g_strndup(cells[i].data, cells[i].length);
        list_sheet_put(list->file, list->sheet, line, (unsigned)i, cell);
    }
    if (count > row->cells->len && count <= G_MAXUINT16)
        g_ptr_array_set_size(row->cells, (gint)count);
}

static ListFile *read_delimited(Slice whole)
{
    const char *charset = "";
    size_t length;
    g_autofree char *text = list_decode(whole.data, whole.length, &length, &charset);
    char delimiter = delimited_guess(text, length);
    ListFile *file = list_file_new(charset);
    Delimited list = {file, list_file_sheet(file, "", false)};

    if (memchr(text, '\0', length)) { /* no text at all, whatever its name says */
        list_file_fail(file, REASON_UNSUPPORTED_TYPE, "other");
        return file;
    }
    file->delimiter = delimiter;
    if (!delimited_parse(text, length, delimiter ? delimiter : ';', put_delimited, &list))
        list_file_fail(file, REASON_CORRUPT, "quotes");
    list_sheet_finish(file, list.sheet);
    return file;
}

/* ---- the list ---- */

/* "EncryptedPackage", the stream of a locked workbook, stands in UTF-16 in an OLE directory. */
static bool names_stream(Slice whole, const char *name)
{
    size_t length = strlen(name);

    for (size_t i = 0; i + 2 * length <= whole.length; i++) {
        size_t at = 0;
        while (at < length && whole.data[i + 2 * at] == name[at] && !whole.data[i + 2 * at + 1])
            at++;
        if (at == length)
            return true;
    }
    return false;
}

ListFile *list_file_read(Input *input)
{
    Slice whole = input_whole(input, LIMIT_ITEM_BYTES);
    static const char ole[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    char words[2048];

    if (input_gap(input) != REASON_NONE)
        return refuse(input_gap(input), "large");
    if (whole.length >= 4 && !memcmp(whole.data, "PK\x03\x04", 4))
        return read_package(input);
    if (whole.length >= 8 && !memcmp(whole.data, ole, 8)) {
        if (names_stream(whole, "EncryptedPackage"))
            return refuse(REASON_ENCRYPTED, "locked");
        if (!names_stream(whole, "Workbook") && !names_stream(whole, "Book"))
            return refuse(REASON_UNSUPPORTED_TYPE, "other");
        return list_legacy_read(input);
    }
    first_words(whole, words, sizeof words);
    if (g_str_has_prefix(words, "%pdf-"))
        return refuse(REASON_UNSUPPORTED_TYPE, "other");
    if (*words == '<' && (g_ascii_isalpha(words[1]) || words[1] == '?' || words[1] == '!'))
        return read_markup(whole, words);
    return read_delimited(whole);
}

/* ---- sending ---- */

static void send_row(Channel *channel, uint32_t request, ListFile *file, const ListSheet *sheet,
                     const ListRow *row)
{
    g_autoptr(GPtrArray) cells = g_ptr_array_sized_new(row->cells->len + 1);
    size_t bytes = 0;

    for (guint i = 0; i < row->cells->len; i++) {
        const char *cell = row->cells->pdata[i] ? row->cells->pdata[i] : "";
        bytes += strlen(cell) + 8;
        g_ptr_array_add(cells, (gpointer)cell);
    }
    g_ptr_array_add(cells, NULL);
    if (bytes > CHANNEL_MAX_BODY / 2) {
        list_file_fail(file, REASON_LIMIT_BYTES, "large");
        return;
    }
    message_put_row(channel, &(MessageRow){.request = request,
                                           .line = row->line,
                                           .sheet = sheet->name,
                                           .cells = (const char **)cells->pdata,
                                           .hidden = (row->hidden ? ROW_HIDDEN : 0) |
                                                     (sheet->hidden ? SHEET_HIDDEN : 0)});
}

static int64_t send_rows(Channel *channel, uint32_t request, ListFile *file)
{
    int64_t rows = 0;

    for (guint i = 0; i < file->sheets->len; i++) {
        const ListSheet *sheet = g_ptr_array_index(file->sheets, i);
        for (guint j = 0; j < sheet->rows->len; j++) {
            const ListRow *row = g_ptr_array_index(sheet->rows, j);
            if (row->cells->len == 0)
                continue;
            if (rows++ >= (int64_t)LIMIT_ENTRIES) {
                list_file_fail(file, REASON_LIMIT_ENTRIES, "large");
                return rows;
            }
            send_row(channel, request, file, sheet, row);
        }
    }
    return rows;
}

static char *sha256_hex(Slice whole)
{
    g_autoptr(GString) hex = g_string_new(NULL);
    unsigned char digest[SHA256_DIGEST_LENGTH];

    SHA256((const unsigned char *)whole.data, whole.length, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        g_string_append_printf(hex, "%02x", digest[i]);
    return g_string_free(g_steal_pointer(&hex), FALSE);
}

void list_read(Channel *channel, uint32_t request, Input *input)
{
    Slice whole = input_whole(input, LIMIT_ITEM_BYTES);
    g_autofree char *hash = sha256_hex(whole);
    g_autoptr(ListFile) file = list_file_read(input);
    int64_t rows = file->reason == REASON_NONE ? send_rows(channel, request, file) : 0;
    char delimiter[2] = {file->delimiter, '\0'};
    MessageEnd end = {.request = request,
                      .state = file->reason == REASON_NONE ? ITEM_READ : ITEM_PARTIAL,
                      .reason = file->reason,
                      .detail = file->why,
                      .reader = file->format,
                      .hash = hash,
                      .digest = delimiter,
                      .entries = rows,
                      .entries_directory = -1};

    message_put_end(channel, &end);
    channel_flush(channel);
}
