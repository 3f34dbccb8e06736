/*
 * Pictures made of ISO boxes: HEIC and AVIF (what phones take), JPEG XL and JPEG 2000. Exif and
 * XMP are found through the item tables of HEIF or in boxes of their own. Films have the same
 * outer shape and another reader.
 */
#include <string.h>

#include "readers/media/boxes.h"
#include "readers/media/containers.h"
#include "readers/media/credentials.h"
#include "readers/media/film_boxes.h"
#include "readers/media/words.h"
#include "worker/unpack.h"

#define BOXES_MAX 20000U
#define DEPTH_MAX 6U
#define ITEMS_MAX 2000U
#define EXTENTS_MAX 64U
#define FILM_BYTES (64U * 1024U * 1024U)

typedef enum { ITEM_OTHER, ITEM_EXIF, ITEM_XMP } ItemKind;

typedef struct {
    uint32_t id;
    ItemKind kind;
} Item;

typedef struct {
    Metadata *metadata;
    Bytes bytes;
    GArray *items;   /* of Item: those that are metadata */
    Bytes locations; /* iloc, read when all items are known */
    Bytes data;      /* idat */
    unsigned boxes;
} Heif;

/* Compressed pixels: metadata in them is found by its own place and missed there. */
static bool is_pixels(const Box *box)
{
    return box_is(box, "mdat") || box_is(box, "jp2c") || box_is(box, "jxlc") || box_is(box, "jxlp");
}

/* The box at `at` and the place of the next; false at the end. */
static bool next_box(Heif *heif, const Bytes *bytes, uint64_t *at, Box *box)
{
    BoxState state = box_next(bytes, at, box);

    if (state != BOX_NONE && heif->boxes++ >= BOXES_MAX) {
        metadata_lost(heif->metadata, REASON_LIMIT_ENTRIES, "boxes of a picture");
        return false;
    }
    if (state == BOX_BROKEN)
        metadata_lost(heif->metadata, REASON_CORRUPT, "box shorter than its head");
    else if (state == BOX_CUT && !is_pixels(box))
        metadata_lost(heif->metadata, REASON_TRUNCATED, "box is cut");
    return state == BOX_WHOLE || state == BOX_CUT;
}

static uint64_t read_number(const Bytes *bytes, uint64_t *at, unsigned size)
{
    uint8_t raw[8];
    uint64_t number = 0;

    if (size == 0 || size > 8 || !bytes_exact(bytes, *at, raw, size)) {
        *at += size;
        return 0;
    }
    *at += size;
    for (unsigned i = 0; i < size; i++)
        number = number << 8 | raw[i];
    return number;
}

/* One entry of the item table: version 2 has 16-bit numbers, version 3 has 32. */
static void read_item(Heif *heif, const Bytes *entry)
{
    static const char rdf[] = "application/rdf+xml";
    uint64_t at = 0;
    uint64_t version = read_number(entry, &at, 4) >> 24;
    Item item = {0};
    uint8_t kind[4] = {0};

    if (version < 2)
        return;
    item.id = (uint32_t)read_number(entry, &at, version == 2 ? 2 : 4);
    at += 2;
    bytes_read(entry, at, kind, sizeof kind);
    if (memcmp(kind, "Exif", 4) == 0)
        item.kind = ITEM_EXIF;
    else if (memcmp(kind, "mime", 4) == 0 &&
             bytes_find(entry, at + 4, entry->size, rdf, sizeof rdf - 1) != UINT64_MAX)
        item.kind = ITEM_XMP;
    if (item.kind == ITEM_OTHER)
        return;
    if (heif->items->len >= ITEMS_MAX)
        metadata_lost(heif->metadata, REASON_LIMIT_ENTRIES, "blocks of metadata in a picture");
    else
        g_array_append_val(heif->items, item);
}

static void read_item_table(Heif *heif, const Bytes *table)
{
    uint64_t at = 0;
    uint64_t version = read_number(table, &at, 4) >> 24;
    Box box;

    at += version == 0 ? 2 : 4;
    while (next_box(heif, table, &at, &box))
        if (box_is(&box, "infe"))
            read_item(heif, &box.body);
}

static ItemKind kind_of(const Heif *heif, uint64_t id)
{
    for (guint i = 0; i < heif->items->len; i++)
        if (g_array_index(heif->items, Item, i).id == id)
            return g_array_index(heif->items, Item, i).kind;
    return ITEM_OTHER;
}

/* Four bytes that tell where TIFF begins, then the Exif block. */
static void take_exif(Heif *heif, const uint8_t *block, size_t length)
{
    size_t skip;

    if (length < 8)
        return;
    skip = number_32(block, false);
    if (skip > length - 8 || (block[4 + skip] != 'I' && block[4 + skip] != 'M'))
        skip = 0;
    container_exif(heif->metadata, block + 4 + skip, length - 4 - skip);
}

static void take_item(Heif *heif, ItemKind kind, const GByteArray *block)
{
    if (kind == ITEM_EXIF)
        take_exif(heif, block->data, block->len);
    else if (kind == ITEM_XMP)
        metadata_xmp(heif->metadata, block->data, block->len);
}

/* The extents of one item; its bytes are gathered when it is metadata. */
static void read_location(Heif *heif, uint64_t *at, unsigned version, unsigned sizes)
{
    const Bytes *table = &heif->locations;
    uint64_t id = read_number(table, at, version < 2 ? 2 : 4), base, extents;
    unsigned method = version > 0 ? (unsigned)read_number(table, at, 2) & 15 : 0;
    const Bytes *source = method == 1 ? &heif->data : &heif->bytes;
    ItemKind kind = method > 1 ? ITEM_OTHER : kind_of(heif, id);
    g_autoptr(GByteArray) block = g_byte_array_new();

    *at += 2; /* data reference */
    base = read_number(table, at, sizes >> 4 & 15);
    extents = read_number(table, at, 2);
    for (uint64_t i = 0; i < extents && *at < table->size; i++) {
        uint64_t offset, length;
        g_autofree uint8_t *part = NULL;
        size_t got = 0;

        if (version > 0)
            *at += sizes & 15; /* index */
        offset = base + read_number(table, at, sizes >> 12 & 15);
        length = read_number(table, at, sizes >> 8 & 15);
        if (kind != ITEM_OTHER && i == EXTENTS_MAX)
            metadata_lost(heif->metadata, REASON_LIMIT_ENTRIES, "parts of a block of metadata");
        if (kind == ITEM_OTHER || i >= EXTENTS_MAX)
            continue;
        part = container_block(heif->metadata, source, offset, length, &got);
        if (part)
            g_byte_array_append(block, part, (guint)got);
    }
    take_item(heif, kind, block);
}

static void read_locations(Heif *heif)
{
    uint64_t at = 0, count;
    unsigned version = (unsigned)(read_number(&heif->locations, &at, 4) >> 24);
    unsigned sizes = (unsigned)read_number(&heif->locations, &at, 2);

    if (heif->items->len == 0)
        return;
    if (version > 2) {
        metadata_lost(heif->metadata, REASON_CORRUPT, "unknown table of locations");
        return;
    }
    count = read_number(&heif->locations, &at, version < 2 ? 2 : 4);
    for (uint64_t i = 0; i < count && at < heif->locations.size; i++)
        read_location(heif, &at, version, sizes);
}

static void grow_size(Metadata *metadata, uint64_t width, uint64_t height)
{
    if (width * height <= (uint64_t)metadata->width * metadata->height)
        return;
    metadata->width = (uint32_t)width;
    metadata->height = (uint32_t)height;
}

/* Boxes of JPEG 2000 that are known by a long number only. */
static void take_uuid(Heif *heif, const uint8_t *block, size_t length)
{
    static const uint8_t xmp[16] = {0xbe, 0x7a, 0xcf, 0xcb, 0x97, 0xa9, 0x42, 0xe8,
                                    0x9c, 0x71, 0x99, 0x94, 0x91, 0xe3, 0xaf, 0xac};
    static const uint8_t iptc[16] = {0x33, 0xc7, 0xa4, 0xd2, 0xb8, 0x1d, 0x47, 0x23,
                                     0xa0, 0xba, 0xf1, 0xa3, 0xe0, 0x97, 0xad, 0x38};

    if (length <= 16)
        return;
    if (memcmp(block, xmp, 16) == 0)
        metadata_xmp(heif->metadata, block + 16, length - 16);
    else if (memcmp(block, iptc, 16) == 0)
        metadata_iptc(heif->metadata, block + 16, length - 16);
    else if (memcmp(block, "JpgTiffExif->JP2", 16) == 0)
        container_exif(heif->metadata, block + 16, length - 16);
    else if (credentials_is_uuid(block))
        credentials_emit_box(heif->metadata, block + 16, length - 16);
}

/* Boxes that are blocks of metadata as a whole. */
static void take_block(Heif *heif, const Box *box)
{
    size_t length = 0;
    g_autofree uint8_t *block = NULL;

    if (!box_is(box, "uuid") && !box_is(box, "Exif") && !box_is(box, "xml ") &&
        !box_is(box, "jumb"))
        return;
    block = container_block(heif->metadata, &box->body, 0, box->body.size, &length);
    if (!block)
        return;
    if (box->kind[0] == 'u')
        take_uuid(heif, block, length);
    else if (box->kind[0] == 'E')
        take_exif(heif, block, length);
    else if (box->kind[0] == 'j')
        credentials_emit(heif->metadata, block, length);
    else
        metadata_xmp(heif->metadata, block, length);
}

static size_t pull_once(void *user, const char **data)
{
    Slice *left = user;
    size_t length = left->length;

    *data = left->data;
    left->length = 0;
    return length;
}

/* JPEG XL: one of those blocks, packed with Brotli behind its kind. */
static void take_packed(Heif *heif, const Box *box)
{
    g_autoptr(GByteArray) block = g_byte_array_new();
    g_autofree uint8_t *packed = NULL;
    size_t packed_length = 0, length;
    Box inner = {.kind = ""};
    const char *data;
    Unpack *unpack;
    Slice left;

    if (!bytes_exact(&box->body, 0, inner.kind, 4))
        return;
    packed = container_block(heif->metadata, &box->body, 4, box->body.size - 4, &packed_length);
    if (!packed)
        return;
    left = (Slice){(const char *)packed, packed_length};
    unpack = unpack_new("br", pull_once, &left);
    while ((length = unpack_next(unpack, &data)) > 0 && metadata_charge(heif->metadata, length))
        g_byte_array_append(block, (const guint8 *)data, (guint)length);
    if (!unpack_was_packed(unpack))
        metadata_lost(heif->metadata, REASON_CORRUPT, "metadata compressed with Brotli");
    else if (unpack_reason(unpack) != REASON_NONE)
        metadata_lost(heif->metadata, unpack_reason(unpack), "metadata compressed with Brotli");
    inner.body = bytes_of_memory(block->data, unpack_was_packed(unpack) ? block->len : 0);
    unpack_free(unpack);
    if (inner.body.size > 0)
        take_block(heif, &inner);
}

/* What somebody wrote about the picture: a language, a name, a description, words to find it by;
 * or a language and what is told to those who cannot see it. */
static void take_description(Heif *heif, const Box *box)
{
    bool told = box_is(box, "altt");
    size_t length = 0;
    g_autofree uint8_t *block =
        container_block(heif->metadata, &box->body, 0, box->body.size, &length);

    for (size_t at = 4, part = 0; block && at < length; part++) {
        size_t end = at + strnlen((char *)block + at, length - at);
        g_autofree char *words = words_from_bytes(block + at, end - at);
        bool language = part == (told ? 1 : 0);

        if (!language)
            metadata_text(heif->metadata, "heif", told ? "AltText" : "Description",
                          told ? PLACE_ALT : PLACE_CAPTION, words);
        at = end + 1;
    }
}

/* The film of a photo that moves is an item of its own. */
static void take_film(Heif *heif, const Box *box)
{
    size_t length = 0;
    g_autofree uint8_t *film = NULL;

    if (box->body.size > FILM_BYTES) {
        metadata_lost(heif->metadata, REASON_LIMIT_BYTES, "the film in a photo that moves");
        return;
    }
    film = bytes_copy(&box->body, 0, (size_t)box->body.size, &length);
    if (length > 0)
        sink_leaf(heif->metadata->sink, "motion.mp4", "video/mp4", film, length);
}

/* JPEG 2000: a label. */
static void take_label(Heif *heif, const Box *box)
{
    size_t length = 0;
    g_autofree uint8_t *block =
        container_block(heif->metadata, &box->body, 0, box->body.size, &length);
    g_autofree char *words = block ? words_from_bytes(block, length) : NULL;

    metadata_text(heif->metadata, "heif", "Label", PLACE_METADATA, words);
}

static void read_boxes(Heif *heif, const Bytes *bytes, unsigned depth);

static void read_box(Heif *heif, const Box *box, unsigned depth)
{
    Bytes inner = bytes_part(&box->body, box_is(box, "meta") ? 4 : 0, UINT64_MAX);
    uint64_t at = 0;
    uint8_t raw[12];

    if (box_is(box, "meta") || box_is(box, "iprp") || box_is(box, "ipco") || box_is(box, "jp2h") ||
        box_is(box, "asoc")) {
        read_boxes(heif, &inner, depth + 1);
    } else if (box_is(box, "iinf")) {
        read_item_table(heif, &box->body);
    } else if (box_is(box, "iloc")) {
        heif->locations = box->body;
    } else if (box_is(box, "idat")) {
        heif->data = box->body;
    } else if (box_is(box, "ispe") && bytes_exact(&box->body, 0, raw, 12)) {
        grow_size(heif->metadata, number_32(raw + 4, false), number_32(raw + 8, false));
    } else if (box_is(box, "udes") || box_is(box, "altt")) {
        take_description(heif, box);
    } else if (box_is(box, "mpvd")) {
        take_film(heif, box);
    } else if (box_is(box, "moov")) {
        film_boxes(heif->metadata, &box->body);
    } else if (box_is(box, "lbl ")) {
        take_label(heif, box);
    } else if (box_is(box, "ihdr")) {
        uint64_t height = read_number(&box->body, &at, 4);

        grow_size(heif->metadata, read_number(&box->body, &at, 4), height);
    } else if (box_is(box, "brob")) {
        take_packed(heif, box);
    } else {
        take_block(heif, box);
    }
}

static void read_boxes(Heif *heif, const Bytes *bytes, unsigned depth)
{
    uint64_t at = 0;
    Box box;

    if (depth >= DEPTH_MAX) {
        metadata_lost(heif->metadata, REASON_LIMIT_DEPTH, "boxes in boxes of a picture");
        return;
    }
    while (next_box(heif, bytes, &at, &box))
        read_box(heif, &box, depth);
}

/* "jxl", "jp2", "heic" or "avif"; NULL when it is none of them, a film for instance. */
static const char *format_of(Slice head)
{
    static const char heic[][5] = {"heic", "heix", "heim", "heis", "hevc",
                                   "hevx", "mif1", "mif2", "msf1", "hif1"};
    const char *data = head.data;
    size_t size;

    if (head.length < 16)
        return NULL;
    if (memcmp(data, "\0\0\0\x0cJXL \r\n\x87\n", 12) == 0)
        return "jxl";
    if (memcmp(data, "\0\0\0\x0cjP  \r\n\x87\n", 12) == 0)
        return "jp2";
    if (memcmp(data + 4, "ftyp", 4) != 0)
        return NULL;
    if (memcmp(data + 8, "avif", 4) == 0 || memcmp(data + 8, "avis", 4) == 0)
        return "avif";
    size = MIN(number_32((const uint8_t *)data, false), MIN(head.length, (size_t)256));
    for (size_t at = 8; at + 4 <= size; at += at == 8 ? 8 : 4) /* the minor version is between */
        for (size_t i = 0; i < G_N_ELEMENTS(heic); i++)
            if (memcmp(data + at, heic[i], 4) == 0)
                return "heic";
    return NULL;
}

static int heif_bid(const Input *input)
{
    return format_of(input_head(input)) ? 50 : 0;
}

static void heif_read(Input *input, Sink *sink)
{
    const char *format = format_of(input_head(input));
    Metadata metadata = metadata_start(sink, format ? format : "heif");
    Heif heif = {.metadata = &metadata, .bytes = bytes_of_input(input)};

    heif.items = g_array_new(FALSE, FALSE, sizeof(Item));
    read_boxes(&heif, &heif.bytes, 0);
    read_locations(&heif);
    g_array_unref(heif.items);
    if (metadata.lost)
        metadata_search_xmp(&metadata, &heif.bytes);
    metadata_finish(&metadata);
}

const Reader reader_heif = {.name = "heif", .bid = heif_bid, .read = heif_read};
