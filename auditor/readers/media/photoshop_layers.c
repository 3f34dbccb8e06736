/*
 * Layers of Photoshop documents (Adobe Photoshop File Formats, "Layer and Mask Information"): a
 * record each, whose further blocks hold the name, the text of a text layer and its metadata; then
 * pixels, which are stepped over; then blocks of the whole document, files placed in it among them.
 */
#include "readers/media/photoshop_layers.h"

#include <string.h>

#include "readers/media/packed_words.h"
#include "readers/media/words.h"

#define LAYERS_MAX 8000U
#define BLOCKS_MAX 100000U
#define DEPTH_MAX 3U
#define TEXT_BYTES (4U * 1024U * 1024U) /* of one block */
#define FILE_BYTES (64U * 1024U * 1024U)
#define FILE_SEARCH 65536U /* bytes before the file itself: its description */

typedef struct {
    Metadata *metadata;
    Bytes bytes;
    uint64_t at;
    bool large, little;
    bool named; /* the layer being read has its name in Unicode */
    unsigned depth;
    unsigned *blocks;
} Cursor;

static bool take(Cursor *cursor, unsigned size, uint64_t *number)
{
    uint8_t raw[8];

    if (!bytes_exact(&cursor->bytes, cursor->at, raw, size))
        return false;
    cursor->at += size;
    *number = size == 1   ? raw[0]
              : size == 2 ? number_16(raw, cursor->little)
              : size == 4 ? number_32(raw, cursor->little)
                          : number_64(raw, cursor->little);
    return true;
}

/* Names of blocks are written like numbers: in files with the little end first, backwards. */
static bool take_name(Cursor *cursor, char name[5])
{
    if (!bytes_exact(&cursor->bytes, cursor->at, name, 4))
        return false;
    if (cursor->little) {
        char swapped[4] = {name[3], name[2], name[1], name[0]};

        memcpy(name, swapped, 4);
    }
    name[4] = '\0';
    cursor->at += 4;
    return true;
}

static void cut(Cursor *cursor)
{
    metadata_lost(cursor->metadata, REASON_TRUNCATED, "layers of a Photoshop document are cut");
}

static void damaged(Cursor *cursor)
{
    metadata_lost(cursor->metadata, REASON_CORRUPT, "layers of a Photoshop document are damaged");
}

static bool has_room(Cursor *cursor)
{
    if ((*cursor->blocks)++ < BLOCKS_MAX)
        return true;
    metadata_lost(cursor->metadata, REASON_LIMIT_ENTRIES, "layers of a Photoshop document");
    return false;
}

static uint8_t *copy_of(Cursor *cursor, const Bytes *body, size_t *length)
{
    *length = 0;
    if (body->size > TEXT_BYTES) {
        metadata_lost(cursor->metadata, REASON_LIMIT_BYTES, "text in a Photoshop document");
        return NULL;
    }
    if (!metadata_charge(cursor->metadata, body->size))
        return NULL;
    return bytes_copy(body, 0, (size_t)body->size, length);
}

/* The name in Unicode: a count, then UTF-16. */
static void take_layer_name(Cursor *cursor, const Bytes *body)
{
    size_t length = 0;
    g_autofree uint8_t *data = copy_of(cursor, body, &length);
    g_autofree char *words = NULL;

    if (!data || length < 4)
        return;
    words = words_from_utf16(data + 4, MIN(length - 4, (size_t)number_32(data, cursor->little) * 2),
                             cursor->little);
    metadata_text(cursor->metadata, "photoshop", "LayerName", PLACE_METADATA, words);
}

/* A text layer's text stands in its description under "Txt ", of type "TEXT". */
static void take_layer_text(Cursor *cursor, const Bytes *body)
{
    static const char marks[][9] = {"Txt TEXT", " txTTXET"};
    size_t length = 0;
    g_autofree uint8_t *data = copy_of(cursor, body, &length);
    g_autofree char *words = NULL;
    const uint8_t *mark = NULL;

    if (!data)
        return;
    for (size_t i = 0; i < G_N_ELEMENTS(marks) && !mark; i++)
        mark = memmem(data, length, marks[i], 8);
    if (mark && (size_t)(mark - data) + 12 <= length) {
        size_t rest = length - (size_t)(mark - data) - 12;
        size_t count = number_32(mark + 8, cursor->little);

        words = words_from_utf16(mark + 12, MIN(rest, count * 2), cursor->little);
    } else {
        words = packed_words_photoshop(data, length);
    }
    metadata_text(cursor->metadata, "photoshop", "LayerText", PLACE_CAPTION, words);
}

static void take_words(Cursor *cursor, const Bytes *body, const char *key, Place place)
{
    size_t length = 0;
    g_autofree uint8_t *data = copy_of(cursor, body, &length);
    g_autofree char *words = data ? packed_words_photoshop(data, length) : NULL;
    g_autofree char *runs = data ? packed_words_credentials(data, length) : NULL;

    metadata_text(cursor->metadata, "photoshop", key, place, words);
    metadata_text(cursor->metadata, "photoshop", key, place, runs);
}

/* Metadata of a layer: XMP among other things. */
static void take_layer_xmp(Cursor *cursor, const Bytes *body)
{
    static const char open[] = "<x:x", close[] = "</x:xmpmeta>";
    uint64_t start = bytes_find(body, 0, body->size, open, sizeof open - 1);
    uint64_t end = start == UINT64_MAX
                       ? UINT64_MAX
                       : bytes_find(body, start, body->size, close, sizeof close - 1);
    Bytes packet;
    size_t length = 0;
    g_autofree uint8_t *data = NULL;

    if (end == UINT64_MAX)
        return;
    packet = bytes_part(body, start, end + sizeof close - 1 - start);
    data = copy_of(cursor, &packet, &length);
    if (data)
        metadata_xmp(cursor->metadata, data, length);
}

/* Where the file itself begins, which has no mark of its own. */
static uint64_t file_start(const Bytes *body, uint64_t from)
{
    static const struct {
        const char *bytes;
        size_t length;
    } marks[] = {{"\xff\xd8\xff", 3}, {"\x89PNG\r\n", 6}, {"8BPS\0", 5}, {"%PDF-", 5},
                 {"%!PS-", 5},        {"II*\0", 4},       {"MM\0*", 4},  {"GIF8", 4}};
    uint64_t until = MIN(body->size, from + FILE_SEARCH), first = UINT64_MAX;

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        first = MIN(first, bytes_find(body, from, until, marks[i].bytes, marks[i].length));
    return first;
}

/* A file placed in the document: version, number, name, type, maker, length, then the file. */
static void take_file(Cursor *cursor, Bytes body)
{
    Cursor file = {.metadata = cursor->metadata, .bytes = body, .little = cursor->little};
    char kind[5];
    uint64_t number = 0, count = 0, length = 0, start;
    g_autofree uint8_t *name = NULL, *data = NULL;
    g_autofree char *words = NULL;
    size_t got = 0;

    if (!take_name(&file, kind) || !take(&file, 4, &number) || !take(&file, 1, &number))
        return;
    file.at += number;
    if (!take(&file, 4, &count) || count > body.size / 2) {
        cut(cursor);
        return;
    }
    name = bytes_copy(&body, file.at, (size_t)count * 2, &got);
    words = words_from_utf16(name, got, cursor->little);
    metadata_text(cursor->metadata, "photoshop", "PlacedFile", PLACE_METADATA, words);
    file.at += count * 2 + 8;
    if (strcmp(kind, "liFD") != 0 || !take(&file, 8, &length))
        return; /* it lies elsewhere */
    start = file_start(&body, file.at);
    if (start == UINT64_MAX || length > FILE_BYTES) {
        metadata_lost(cursor->metadata, REASON_MEDIA_OMITTED,
                      "a file placed in a Photoshop document");
        return;
    }
    data = bytes_copy(&body, start, (size_t)length, &got);
    if (got > 0)
        sink_leaf(cursor->metadata->sink, words ? words : "placed", NULL, data, got);
}

/* Files one behind the other, each with its length before it. */
static void take_files(Cursor *cursor, const Bytes *body)
{
    Cursor list = *cursor;
    uint64_t length;

    list.bytes = *body;
    list.at = 0;
    while (take(&list, 8, &length) && length > 0 && has_room(cursor)) {
        if (length > body->size - list.at) {
            cut(cursor);
            length = body->size - list.at;
        }
        take_file(cursor, bytes_part(body, list.at, length));
        list.at += length + (-length & 3);
    }
}

static void read_info(Cursor *cursor);

static void take_block(Cursor *cursor, const char *name, const Bytes *body)
{
    static const char *const layers[] = {"Layr", "Lr16", "Lr32", NULL};
    static const char *const files[] = {"lnkD", "lnk2", "lnk3", "lnkE", NULL};

    if (strcmp(name, "luni") == 0) {
        cursor->named = true;
        take_layer_name(cursor, body);
    } else if (strcmp(name, "TySh") == 0 || strcmp(name, "tySh") == 0) {
        take_layer_text(cursor, body);
    } else if (strcmp(name, "Anno") == 0) {
        take_words(cursor, body, "Note", PLACE_CAPTION);
    } else if (strcmp(name, "shmd") == 0) {
        take_layer_xmp(cursor, body);
    } else if (g_strv_contains(files, name)) {
        take_files(cursor, body);
    } else if (g_strv_contains(layers, name) && cursor->depth < DEPTH_MAX) {
        Cursor inner = *cursor;

        inner.bytes = *body;
        inner.at = 0;
        inner.depth++;
        read_info(&inner);
    }
}

/* Blocks with a mark and a name each, up to `end`. Some lengths are long ones in large documents.
 */
static void read_blocks(Cursor *cursor, uint64_t end, unsigned round)
{
    static const char *const longer[] = {"LMsk", "Lr16", "Lr32", "Layr", "Mt16", "Mt32", "Mtrn",
                                         "Alph", "FMsk", "lnk2", "FEid", "FXid", "PxSD", NULL};
    char mark[5], name[5];
    uint64_t length;

    while (cursor->at + 12 <= end && has_room(cursor)) {
        Bytes body;

        if (!take_name(cursor, mark) || !take_name(cursor, name))
            return;
        if (strcmp(mark, "8BIM") != 0 && strcmp(mark, "8B64") != 0) {
            if (*mark) /* else padding */
                damaged(cursor);
            return;
        }
        if (!take(cursor, cursor->large && g_strv_contains(longer, name) ? 8 : 4, &length))
            return;
        if (length > end - MIN(end, cursor->at)) {
            cut(cursor);
            length = end - MIN(end, cursor->at);
        }
        body = bytes_part(&cursor->bytes, cursor->at, length);
        take_block(cursor, name, &body);
        cursor->at += length + (-length & (round - 1));
    }
}

/* False where a record does not make sense. */
static bool read_layer(Cursor *cursor)
{
    uint64_t channels, extra, part, end, length;
    uint8_t raw[256];
    char mark[5];
    g_autofree char *words = NULL;

    cursor->at += 16; /* where it lies */
    if (!take(cursor, 2, &channels))
        return false;
    cursor->at += channels * (cursor->large ? 10 : 6);
    if (!take_name(cursor, mark) || strcmp(mark, "8BIM") != 0)
        return false;
    cursor->at += 8; /* how it blends */
    if (!take(cursor, 4, &extra) || extra > cursor->bytes.size - cursor->at)
        return false;
    end = cursor->at + extra;
    for (unsigned i = 0; i < 2; i++) { /* its mask, then ranges */
        if (!take(cursor, 4, &part) || part > end - MIN(end, cursor->at))
            return false;
        cursor->at += part;
    }
    if (take(cursor, 1, &length)) {
        size_t got = bytes_read(&cursor->bytes, cursor->at, raw, (size_t)length);

        words = words_from_bytes(raw, got);
        cursor->at += (length + 1 + 3) / 4 * 4 - 1;
    }
    cursor->named = false;
    read_blocks(cursor, end, 2);
    if (!cursor->named)
        metadata_text(cursor->metadata, "photoshop", "LayerName", PLACE_METADATA, words);
    cursor->at = end;
    return true;
}

/* A count, negative where the first channel is something else, then the records. */
static void read_info(Cursor *cursor)
{
    uint64_t raw = 0;

    if (!take(cursor, 2, &raw))
        return;
    unsigned count = (unsigned)ABS((int16_t)raw);

    if (count > LAYERS_MAX)
        metadata_lost(cursor->metadata, REASON_LIMIT_ENTRIES, "layers of a Photoshop document");
    for (unsigned i = 0; i < MIN(count, LAYERS_MAX); i++) {
        if (!read_layer(cursor)) {
            damaged(cursor);
            return;
        }
    }
}

void photoshop_layers(Metadata *metadata, const Bytes *section, bool large)
{
    unsigned blocks = 0;
    Cursor cursor = {.metadata = metadata, .bytes = *section, .large = large, .blocks = &blocks};
    uint64_t length = 0, masks = 0;

    if (section->size == 0)
        return;
    if (!take(&cursor, large ? 8 : 4, &length) || length > section->size - cursor.at) {
        cut(&cursor);
        length = section->size - MIN(section->size, cursor.at);
    }
    uint64_t behind = cursor.at + length;

    if (length > 0) {
        Cursor info = cursor;

        info.bytes = bytes_part(section, cursor.at, length);
        info.at = 0;
        read_info(&info);
    }
    cursor.at = behind;
    if (!take(&cursor, 4, &masks))
        return; /* nothing more */
    if (masks > section->size - cursor.at) {
        cut(&cursor);
        return;
    }
    cursor.at += masks;
    read_blocks(&cursor, section->size, 4);
}

void photoshop_layers_tiff(Metadata *metadata, const Bytes *data)
{
    static const char mark[] = "Adobe Photoshop Document Data Block";
    char head[sizeof mark + 4];
    unsigned blocks = 0;
    Cursor cursor = {.metadata = metadata, .bytes = *data, .at = sizeof mark, .blocks = &blocks};

    if (!bytes_exact(data, 0, head, sizeof head) || memcmp(head, mark, sizeof mark) != 0)
        return;
    cursor.little =
        memcmp(head + sizeof mark, "MIB8", 4) == 0 || memcmp(head + sizeof mark, "46B8", 4) == 0;
    cursor.large =
        memcmp(head + sizeof mark, "8B64", 4) == 0 || memcmp(head + sizeof mark, "46B8", 4) == 0;
    read_blocks(&cursor, data->size, 4);
}
