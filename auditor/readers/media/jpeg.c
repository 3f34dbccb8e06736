/*
 * JPEG: walks the segments up to the picture data, then looks for its end, and hands Exif, XMP
 * (whole and extended), Photoshop resources and comments over. Pictures behind the first one
 * (multi-picture format, motion photos, camera previews) are walked too.
 */
#include <inttypes.h>
#include <string.h>

#include "worker/hash.h"

#include "readers/media/containers.h"
#include "readers/media/credentials.h"
#include "readers/media/thumbnail.h"
#include "readers/media/words.h"

#define PICTURES_MAX 16U                    /* one behind the other in one file */
#define SEGMENTS_MAX 20000U                 /* of one picture */
#define FURTHER_BYTES (16U * 1024U * 1024U) /* of a picture behind the first */
#define GARBAGE_MAX 65536U                  /* between two segments */
#define EXTENDED_MAX 8U                     /* distinct extended packets */
#define EXTENDED_BYTES (16U * 1024U * 1024U)
#define UNKNOWN_HEAD 64U /* mark and lengths before the text of an unknown segment */
#define UNKNOWN_LEAST 16U
#define GUID_BYTES 32U

static const char xmp_mark[] = "http://ns.adobe.com/xap/1.0/";
static const char extended_mark[] = "http://ns.adobe.com/xmp/extension/";

typedef struct {
    char guid[GUID_BYTES];
    uint32_t length; /* as declared */
    uint32_t filled;
    uint8_t *data;
} Extended;

typedef struct {
    Metadata *metadata;
    const Bytes *bytes;
    GByteArray *exif; /* of the Exif segment being gathered: long ones come in several */
    GByteArray *photoshop;
    GByteArray *credentials;
    Extended extended[EXTENDED_MAX];
    unsigned extended_count;
    uint64_t scan_start; /* of the compressed picture; 0 until it is met */
    bool first;          /* picture of the file: its size counts */
    bool sized;
    bool failed; /* structure lost: search for XMP */
} Jpeg;

static void finish_exif(Jpeg *jpeg)
{
    if (jpeg->exif->len > 0)
        container_exif(jpeg->metadata, jpeg->exif->data, jpeg->exif->len);
    g_byte_array_set_size(jpeg->exif, 0);
}

static void take_exif(Jpeg *jpeg, const uint8_t *data, size_t length)
{
    bool starts = length >= 4 && (memcmp(data, "II", 2) == 0 || memcmp(data, "MM", 2) == 0 ||
                                  memcmp(data, "Exif", 4) == 0);

    if (starts)
        finish_exif(jpeg);
    if (jpeg->exif->len + length <= METADATA_BYTES)
        g_byte_array_append(jpeg->exif, data, (guint)length);
}

static Extended *find_extended(Jpeg *jpeg, const uint8_t *guid, uint32_t length)
{
    Extended *extended;

    for (unsigned i = 0; i < jpeg->extended_count; i++)
        if (memcmp(jpeg->extended[i].guid, guid, GUID_BYTES) == 0)
            return &jpeg->extended[i];
    if (jpeg->extended_count >= EXTENDED_MAX || length > EXTENDED_BYTES ||
        !metadata_charge(jpeg->metadata, length)) {
        metadata_lost(jpeg->metadata, REASON_LIMIT_BYTES, "extended XMP");
        return NULL;
    }
    extended = &jpeg->extended[jpeg->extended_count++];
    memcpy(extended->guid, guid, GUID_BYTES);
    extended->length = length;
    extended->data = g_malloc0((gsize)length + 1);
    return extended;
}

/* GUID, whole length, offset, then this part. */
static void take_extended(Jpeg *jpeg, const uint8_t *data, size_t length)
{
    Extended *extended;
    uint32_t offset;

    if (length < GUID_BYTES + 8)
        return;
    extended = find_extended(jpeg, data, number_32(data + GUID_BYTES, false));
    offset = number_32(data + GUID_BYTES + 4, false);
    data += GUID_BYTES + 8;
    length -= GUID_BYTES + 8;
    if (!extended || offset > extended->length)
        return;
    length = MIN(length, (size_t)(extended->length - offset));
    memcpy(extended->data + offset, data, length);
    extended->filled += (uint32_t)length;
}

static void finish_extended(Jpeg *jpeg)
{
    for (unsigned i = 0; i < jpeg->extended_count; i++) {
        Extended *extended = &jpeg->extended[i];

        if (extended->filled < extended->length)
            metadata_lost(jpeg->metadata, REASON_TRUNCATED, "part of the extended XMP is missing");
        metadata_xmp(jpeg->metadata, extended->data, extended->length);
        g_free(extended->data);
    }
}

static void finish_credentials(Jpeg *jpeg)
{
    if (jpeg->credentials->len > 0)
        credentials_emit(jpeg->metadata, jpeg->credentials->data, jpeg->credentials->len);
    g_byte_array_set_size(jpeg->credentials, 0);
}

/* "Save for web" of old Photoshops: tags with counted UTF-16 strings. */
static void take_ducky(Jpeg *jpeg, const uint8_t *data, size_t length)
{
    size_t at = 5;

    while (at + 4 <= length) {
        unsigned tag = number_16(data + at, false), size = number_16(data + at + 2, false);
        g_autofree char *words = NULL;

        at += 4;
        if (tag == 0 || size > length - at)
            return;
        if ((tag == 2 || tag == 3) && size > 4) {
            words = words_from_utf16(data + at + 4, size - 4, false);
            metadata_text(jpeg->metadata, "photoshop", tag == 2 ? "Comment" : "Copyright",
                          tag == 2 ? PLACE_CAPTION : PLACE_METADATA, words);
        }
        at += size;
    }
}

static bool has_mark(const uint8_t *data, size_t length, const char *mark, size_t mark_length)
{
    return length >= mark_length && memcmp(data, mark, mark_length) == 0;
}

static void take_app1(Jpeg *jpeg, const uint8_t *data, size_t length)
{
    if (has_mark(data, length, "Exif\0", 5) && length > 6) {
        take_exif(jpeg, data + 6, length - 6);
    } else if (has_mark(data, length, xmp_mark, sizeof xmp_mark - 1)) {
        size_t skip = sizeof xmp_mark - 1;

        if (skip < length && data[skip] == 0)
            skip++;
        metadata_xmp(jpeg->metadata, data + skip, length - skip);
    } else if (has_mark(data, length, extended_mark, sizeof extended_mark)) {
        take_extended(jpeg, data + sizeof extended_mark, length - sizeof extended_mark);
    } else {
        const uint8_t *open = memmem(data, length, "<x:x", 4); /* a mark nobody knows */

        if (open)
            metadata_xmp(jpeg->metadata, open, length - (size_t)(open - data));
    }
}

static void take_app13(Jpeg *jpeg, const uint8_t *data, size_t length)
{
    size_t skip = 0;

    if (has_mark(data, length, "Photoshop 3.0", 14))
        skip = 14;
    else if (has_mark(data, length, "Adobe_Photoshop2.5:", 19))
        skip = 19;
    else if (!has_mark(data, length, "8BIM", 4) && jpeg->photoshop->len == 0)
        return;
    if (jpeg->photoshop->len + length <= METADATA_BYTES)
        g_byte_array_append(jpeg->photoshop, data + skip, (guint)(length - skip));
}

/* Programs hang XML and JSON of their own on pictures, in segments nobody else knows: where such a
 * segment is text from an opening bracket on, its words count. */
static void take_unknown(Jpeg *jpeg, const uint8_t *data, size_t length)
{
    size_t from = 0, printable = 0;
    g_autofree char *words = NULL;

    while (from < MIN(length, UNKNOWN_HEAD) && !memchr("<{[", data[from], 3))
        from++;
    length = from + strnlen((const char *)data + from, length - from); /* then come bytes */
    if (from >= UNKNOWN_HEAD || length - from < UNKNOWN_LEAST)
        return;
    for (size_t i = from; i < length; i++)
        printable += (data[i] >= 0x20 && data[i] < 0x7f) || memchr("\t\r\n", data[i], 3) != NULL;
    if (printable < (length - from) / 10 * 9)
        return;
    words = words_from_bytes(data + from, length - from);
    metadata_text(jpeg->metadata, "jpeg-comment", "ApplicationSegment", PLACE_METADATA, words);
}

/* Content credentials come in parts: "JP", number of the store, number of the part, and the head of
 * the store's box, again in each. */
static void take_credentials(Jpeg *jpeg, const uint8_t *data, size_t length)
{
    size_t head = length >= 16 && number_32(data + 8, false) == 1 ? 16 : 8;
    size_t skip = length >= 8 && number_32(data + 4, false) > 1 ? 8 + head : 8;

    if (skip == 8)
        finish_credentials(jpeg);
    if (jpeg->credentials->len + length > METADATA_BYTES)
        metadata_lost(jpeg->metadata, REASON_LIMIT_BYTES, "content credentials are cut");
    else if (skip < length)
        g_byte_array_append(jpeg->credentials, data + skip, (guint)(length - skip));
}

static void take_segment(Jpeg *jpeg, unsigned marker, const uint8_t *data, size_t length)
{
    g_autofree char *words = NULL;

    switch (marker) {
    case 0xe0: /* JFIF's extension: a JPEG in small */
        if (length > 6 && has_mark(data, length, "JFXX\0\x10", 6)) {
            Bytes small = bytes_of_memory(data + 6, length - 6);

            thumbnail_note(jpeg->metadata, &small, 0, small.size);
        }
        break;
    case 0xe1:
        take_app1(jpeg, data, length);
        break;
    case 0xeb:
        if (has_mark(data, length, "JP", 2))
            take_credentials(jpeg, data, length);
        else
            take_unknown(jpeg, data, length);
        break;
    case 0xec:
        if (has_mark(data, length, "Ducky", 5))
            take_ducky(jpeg, data, length);
        else
            take_unknown(jpeg, data, length);
        break;
    case 0xed:
        take_app13(jpeg, data, length);
        break;
    case 0xe3: /* of a pair for two eyes: how it lies, then a comment behind its length */
        if (has_mark(data, length, "_JPSJPS_", 8) && length > 16)
            words = words_from_bytes(data + 16, length - 16);
        if (words)
            metadata_text(jpeg->metadata, "jpeg-comment", "Comment", PLACE_CAPTION, words);
        else
            take_unknown(jpeg, data, length);
        break;
    case 0xea: /* PhotoStudio's comment */
        if (!has_mark(data, length, "UNICODE", 8)) {
            take_unknown(jpeg, data, length);
            break;
        }
        words = words_from_comment(data, length, true);
        metadata_text(jpeg->metadata, "jpeg-comment", "Comment", PLACE_CAPTION, words);
        break;
    case 0xfe:
        words = words_from_bytes(data, length);
        metadata_text(jpeg->metadata, "jpeg-comment", "Comment", PLACE_CAPTION, words);
        break;
    default:
        take_unknown(jpeg, data, length);
        break;
    }
}

static bool is_frame(unsigned marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static void take_frame(Jpeg *jpeg, uint64_t body)
{
    uint8_t raw[5];

    if (jpeg->sized || !jpeg->first || !bytes_exact(jpeg->bytes, body, raw, sizeof raw))
        return;
    jpeg->metadata->height = number_16(raw + 1, false);
    jpeg->metadata->width = number_16(raw + 3, false);
    jpeg->sized = true;
}

/* Reads the segment's body when it can hold metadata. False when it goes beyond the end. */
static bool read_segment(Jpeg *jpeg, unsigned marker, uint64_t body, size_t length)
{
    bool wanted = marker == 0xfe || (marker >= 0xe0 && marker <= 0xef);
    bool whole = body + length <= jpeg->bytes->size;
    g_autofree uint8_t *data = NULL;
    size_t got = 0;

    if (is_frame(marker))
        take_frame(jpeg, body);
    if (!wanted)
        return whole;
    if (!whole)
        metadata_lost(jpeg->metadata, REASON_TRUNCATED, "JPEG segment is cut");
    if (!metadata_charge(jpeg->metadata, length))
        return whole;
    data = bytes_copy(jpeg->bytes, body, length, &got);
    take_segment(jpeg, marker, data, got);
    return whole;
}

/* The next marker in compressed data from `at` on: FF and neither 00, a restart nor another FF. */
static uint64_t next_marker(const Bytes *bytes, uint64_t at, uint8_t *window, size_t size)
{
    size_t got;

    while ((got = bytes_read(bytes, at, window, size)) >= 2) {
        const uint8_t *from = window, *end = window + got - 1;

        while ((from = memchr(from, 0xff, (size_t)(end - from)))) {
            if (from[1] != 0 && from[1] != 0xff && (from[1] & 0xf8) != 0xd0)
                return at + (uint64_t)(from - window);
            if (++from >= end)
                break;
        }
        at += got - 1;
    }
    return UINT64_MAX;
}

/* Skips fill bytes and, within a bound, garbage. UINT64_MAX when there is no marker any more. */
static uint64_t find_segment(Jpeg *jpeg, uint64_t at, uint8_t *marker)
{
    uint8_t window[512];
    uint64_t limit = at + GARBAGE_MAX;

    while (at < limit) {
        size_t got = bytes_read(jpeg->bytes, at, window, sizeof window);

        if (got < 2)
            return UINT64_MAX;
        for (size_t i = 0; i + 1 < got; i++) {
            if (window[i] == 0xff && window[i + 1] != 0xff && window[i + 1] != 0) {
                *marker = window[i + 1];
                return at + i;
            }
        }
        at += got - 1;
    }
    return UINT64_MAX;
}

/* From the start of the picture to its end; returns where that is, UINT64_MAX when it has none. */
static uint64_t walk_segments(Jpeg *jpeg, uint64_t at, uint8_t *window, size_t size)
{
    bool scanned = false;

    for (unsigned segments = 0; segments < SEGMENTS_MAX; segments++) {
        uint8_t marker = 0, raw[2];
        size_t length;

        at = scanned ? next_marker(jpeg->bytes, at, window, size) : find_segment(jpeg, at, &marker);
        if (at == UINT64_MAX || (scanned && !bytes_exact(jpeg->bytes, at + 1, &marker, 1)))
            break;
        at += 2;
        if (marker == 0xd9)
            return at;
        if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8))
            continue;
        if (!bytes_exact(jpeg->bytes, at, raw, 2))
            break;
        length = number_16(raw, false);
        if (length < 2) {
            jpeg->failed = jpeg->failed || !scanned;
            continue;
        }
        if (!read_segment(jpeg, marker, at + 2, length - 2))
            break;
        if (marker == 0xda && !scanned)
            jpeg->scan_start = at;
        at += length;
        scanned = scanned || marker == 0xda;
    }
    if (!scanned) {
        jpeg->failed = true;
        metadata_lost(jpeg->metadata, REASON_TRUNCATED, "JPEG ends before the picture data");
    }
    return UINT64_MAX;
}

/* Two files with the same compressed picture are copies, whatever the metadata round it: a platform
 * that strips it changes nothing here. */
static void put_digest(Jpeg *jpeg, uint64_t end, uint8_t *window, size_t size)
{
    XXH3_state_t *state = XXH3_createState();
    uint64_t at = jpeg->scan_start;
    char hex[40];
    size_t got;

    XXH3_128bits_reset(state);
    while (at < end && (got = bytes_read(jpeg->bytes, at, window, MIN(size, end - at))) > 0) {
        XXH3_128bits_update(state, window, got);
        at += got;
    }
    XXH128_hash_t hash = XXH3_128bits_digest(state);

    XXH3_freeState(state);
    g_snprintf(hex, sizeof hex, "%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64,
               (uint64_t)hash.low64);
    metadata_property(jpeg->metadata, "pixels", "digest", hex);
}

static uint64_t walk_picture(Metadata *metadata, const Bytes *bytes, uint64_t at, bool first,
                             uint8_t *window, size_t size)
{
    Jpeg jpeg = {.metadata = metadata, .bytes = bytes, .first = first};
    uint64_t end;

    jpeg.exif = g_byte_array_new();
    jpeg.photoshop = g_byte_array_new();
    jpeg.credentials = g_byte_array_new();
    end = walk_segments(&jpeg, at + 2, window, size);
    if (first && end != UINT64_MAX && jpeg.scan_start > 0)
        put_digest(&jpeg, end, window, size);
    finish_exif(&jpeg);
    finish_extended(&jpeg);
    finish_credentials(&jpeg);
    if (jpeg.photoshop->len > 0)
        metadata_photoshop(metadata, jpeg.photoshop->data, jpeg.photoshop->len);
    if (jpeg.failed)
        metadata_search_xmp(metadata, bytes);
    g_byte_array_unref(jpeg.exif);
    g_byte_array_unref(jpeg.photoshop);
    g_byte_array_unref(jpeg.credentials);
    return end;
}

/* A picture behind the first: a preview, the other of a pair, what a phone added. No viewer shows
 * it, and yet it was published: an item of its own. `end` is UINT64_MAX when it has none. */
static void put_further(Metadata *metadata, const Bytes *bytes, uint64_t start, uint64_t end,
                        unsigned number)
{
    g_autofree char *name = g_strdup_printf("picture-%u.jpg", number);
    uint64_t length = MIN(end, bytes->size) - start;
    g_autofree uint8_t *data = NULL;
    size_t got = 0;

    if (length > FURTHER_BYTES) {
        metadata_lost(metadata, REASON_LIMIT_BYTES, "a further picture in the same file");
        return;
    }
    data = bytes_copy(bytes, start, (size_t)length, &got);
    sink_leaf(metadata->sink, name, "image/jpeg", data, got);
}

/* Every picture of the file, one behind the other, and what follows the last. */
static void walk_pictures(Metadata *metadata, const Bytes *bytes)
{
    size_t size = 65536;
    g_autofree uint8_t *window = g_malloc(size);
    uint64_t at = 0, end = 0; /* of the last picture; zeros behind it are padding or the film's */

    for (unsigned pictures = 0;; pictures++) {
        uint64_t start = at;
        uint8_t next[2];

        if (pictures == PICTURES_MAX) {
            metadata_lost(metadata, REASON_LIMIT_ENTRIES, "further pictures in the same file");
            break;
        }

        at = walk_picture(metadata, bytes, at, pictures == 0, window, size);
        if (pictures > 0)
            put_further(metadata, bytes, start, at, pictures + 1);
        if (at == UINT64_MAX)
            return;
        end = at;
        for (unsigned i = 0; i < 65536 && bytes_exact(bytes, at, next, 1) && next[0] == 0; i++)
            at++; /* previews are aligned with zeros */
        if (!bytes_exact(bytes, at, next, 2) || next[0] != 0xff || next[1] != 0xd8)
            break;
    }
    metadata_trailing(metadata, bytes, end);
}

/* exiv2 keeps the segments of a JPEG without its picture in files of their own. */
static bool is_segments_only(Slice head)
{
    return head.length >= 8 && memcmp(head.data,
                                      "\xff\x01"
                                      "Exiv2\xff",
                                      8) == 0;
}

static int jpeg_bid(const Input *input)
{
    Slice head = input_head(input);

    if (is_segments_only(head))
        return 60;
    return head.length >= 3 && memcmp(head.data, "\xff\xd8\xff", 3) == 0 ? 48 : 0;
}

static void jpeg_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "jpeg");
    Bytes bytes = bytes_of_input(input);

    if (is_segments_only(input_head(input)))
        bytes = bytes_part(&bytes, 5, UINT64_MAX);
    walk_pictures(&metadata, &bytes);
    metadata_finish(&metadata);
}

const Reader reader_jpeg = {.name = "jpeg", .bid = jpeg_bid, .read = jpeg_read};
