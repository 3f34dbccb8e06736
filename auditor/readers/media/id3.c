/*
 * ID3v2.2 to 2.4, ID3v1 and APEv2: texts in their four charsets, comments, lyrics, addresses,
 * lists of people, private XMP, attached pictures and files; and the reader of MP3, which is tags
 * round sound that nobody listens to.
 */
#include "readers/media/id3.h"

#include <string.h>
#include <zlib.h>

#include "readers/media/containers.h"
#include "readers/media/tags.h"
#include "readers/media/words.h"

#define FRAMES_MAX 5000U
#define INFLATED_MAX (4U * 1024U * 1024U)
#define APE_MAX (1024U * 1024U)

typedef struct {
    Metadata *metadata;
    unsigned version; /* 2, 3, 4 */
    unsigned depth;   /* frames in frames: chapters */
    unsigned frames;
} Tag;

typedef struct {
    char name[5];
    const uint8_t *data;
    size_t length;
} Frame;

static uint32_t safe_number(const uint8_t *at)
{
    return (uint32_t)(at[0] & 0x7f) << 21 | (uint32_t)(at[1] & 0x7f) << 14 |
           (uint32_t)(at[2] & 0x7f) << 7 | (uint32_t)(at[3] & 0x7f);
}

/* Takes out the zero that was put behind each FF. */
static size_t unsynchronise(uint8_t *data, size_t length)
{
    size_t to = 0;

    for (size_t from = 0; from < length; from++) {
        data[to++] = data[from];
        if (data[from] == 0xff && from + 1 < length && data[from + 1] == 0)
            from++;
    }
    return to;
}

/* 0: Latin-1, in practice often windows-1252 or UTF-8; 1: UTF-16 with a mark; 2: big end; 3: UTF-8.
 */
static char *words_in(unsigned charset, const uint8_t *data, size_t length)
{
    if (charset == 1 || charset == 2)
        return words_from_utf16(data, length, charset == 1);
    return words_from_bytes(data, length);
}

/* The end of a string in that charset, its terminator included. */
static size_t string_end(unsigned charset, const uint8_t *data, size_t length)
{
    size_t step = charset == 1 || charset == 2 ? 2 : 1;

    for (size_t at = 0; at + step <= length; at += step)
        if (data[at] == 0 && (step == 1 || data[at + 1] == 0))
            return at + step;
    return length;
}

/* A description, then the value: "TXXX", "WXXX", "COMM" and "USLT". */
static void take_described(Tag *tag, const Frame *frame, size_t skip)
{
    unsigned charset;
    size_t end;
    g_autofree char *description = NULL, *value = NULL;
    bool address = frame->name[0] == 'W';
    bool own = frame->name[0] == 'T' || address;

    if (frame->length <= skip)
        return;
    charset = frame->data[0];
    end = skip + string_end(charset, frame->data + skip, frame->length - skip);
    description = words_in(charset, frame->data + skip, end - skip);
    value = words_in(address ? 0 : charset, frame->data + end, frame->length - end);
    if (address)
        tags_value(tag->metadata, "id3", "AddressDescription", description);
    if (!own && description && strcmp(description, "ID3v1 Comment") != 0)
        tags_value(tag->metadata, "id3", "CommentDescription", description);
    tags_value(tag->metadata, "id3", own && description ? description : frame->name, value);
}

/* Lists of people: role, name, role, name. */
static void take_people(Tag *tag, const Frame *frame)
{
    unsigned charset = frame->data[0];

    for (size_t at = 1; at < frame->length;) {
        size_t end = at + string_end(charset, frame->data + at, frame->length - at);
        g_autofree char *words = words_in(charset, frame->data + at, end - at);

        tags_value(tag->metadata, "id3", "InvolvedPeople", words);
        at = end;
    }
}

/* Charset, type of content (version 2: three letters), kind, description, then the picture. */
static void take_picture(Tag *tag, const Frame *frame)
{
    unsigned charset = frame->length > 0 ? frame->data[0] : 0;
    size_t type_end = 4, end;
    g_autofree char *type = NULL, *description = NULL;

    if (frame->length < 6)
        return;
    if (tag->version > 2)
        type_end = 1 + string_end(0, frame->data + 1, frame->length - 1);
    if (type_end + 1 > frame->length)
        return;
    type = words_from_bytes(frame->data + 1, type_end - 1);
    end = type_end + 1;
    end += string_end(charset, frame->data + end, frame->length - end);
    description = words_in(charset, frame->data + type_end + 1, end - type_end - 1);
    tags_value(tag->metadata, "id3", "PictureDescription", description);
    if (type && strcmp(type, "-->") == 0) {
        tags_bytes(tag->metadata, "id3", "PictureAddress", frame->data + end, frame->length - end);
        return;
    }
    tags_leaf(tag->metadata, NULL, type, frame->data + end, frame->length - end);
}

/* Charset, type, file name, description, then the file. */
static void take_object(Tag *tag, const Frame *frame)
{
    unsigned charset = frame->length > 0 ? frame->data[0] : 0;
    size_t ends[3], at = 1;
    g_autofree char *name = NULL, *description = NULL;

    for (unsigned i = 0; i < 3; i++) {
        if (at >= frame->length)
            return;
        at += string_end(i == 0 ? 0 : charset, frame->data + at, frame->length - at);
        ends[i] = at;
    }
    name = words_in(charset, frame->data + ends[0], ends[1] - ends[0]);
    description = words_in(charset, frame->data + ends[1], ends[2] - ends[1]);
    tags_value(tag->metadata, "id3", "ObjectDescription", description);
    tags_leaf(tag->metadata, name ? name : "object", NULL, frame->data + at, frame->length - at);
}

/* An owner, then bytes; Adobe keeps XMP there. */
static void take_private(Tag *tag, const Frame *frame)
{
    size_t end = string_end(0, frame->data, frame->length);
    g_autofree char *words = NULL;

    tags_bytes(tag->metadata, "id3", "PrivateOwner", frame->data, end);
    if (frame->length - end > 16 && memmem(frame->data + end, frame->length - end, "<rdf:RDF", 8))
        metadata_xmp(tag->metadata, frame->data + end, frame->length - end);
    else if (frame->length > end)
        words = words_from_printable(frame->data + end, frame->length - end);
    tags_value(tag->metadata, "id3", "Private", words);
}

static void read_frames(Tag *tag, const uint8_t *data, size_t length);

/* CHAP and CTOC: an id, four times, then frames of their own. */
static void take_chapter(Tag *tag, const Frame *frame)
{
    size_t skip = string_end(0, frame->data, frame->length);

    if (frame->name[1] == 'H')
        skip += 16;
    else if (skip + 2 <= frame->length)
        for (unsigned i = frame->data[skip + 1], at = 0; at <= i; at++)
            skip += at == 0 ? 2
                            : string_end(0, frame->data + MIN(skip, frame->length),
                                         frame->length - MIN(skip, frame->length));
    if (skip < frame->length && tag->depth < 3) {
        tag->depth++;
        read_frames(tag, frame->data + skip, frame->length - skip);
        tag->depth--;
    }
}

/* Words between time stamps. */
static void take_timed_lyrics(Tag *tag, const Frame *frame)
{
    unsigned charset = frame->length > 0 ? frame->data[0] : 0;
    g_autoptr(GString) all = g_string_new(NULL);
    size_t at = 6;

    for (bool first = true; at < frame->length; first = false) {
        size_t end = at + string_end(charset, frame->data + at, frame->length - at);
        g_autofree char *words = words_in(charset, frame->data + at, end - at);

        if (words)
            g_string_append_printf(all, "%s\n", words);
        at = end + (first ? 0 : 4);
    }
    tags_value(tag->metadata, "id3", "SYLT", all->str);
}

static bool is_any(const Frame *frame, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(frame->name, *names) == 0)
            return true;
    return false;
}

/* Ownership and offers: a charset, a price, a date, in offers an address and a number; then words
 * in that charset. */
static void take_offer(Tag *tag, const Frame *frame)
{
    size_t at = 1 + string_end(0, frame->data + 1, frame->length - 1);
    g_autofree char *words = NULL;

    at = MIN(at + 8, frame->length);
    if (frame->name[0] == 'C')
        at = MIN(at + string_end(0, frame->data + at, frame->length - at) + 1, frame->length);
    words = words_in(frame->data[0], frame->data + at, frame->length - at);
    tags_value(tag->metadata, "id3", frame->name, words);
}

static void take_other(Tag *tag, const Frame *frame)
{
    static const char *const worded[] = {"POPM", "LINK", "UFID", "POP",
                                         "UFI",  "GRP1", "MVNM", NULL};
    unsigned charset = frame->length > 0 ? frame->data[0] : 0;
    bool has_charset = frame->name[0] == 'G' || frame->name[0] == 'M';
    g_autofree char *words = NULL;

    if (!is_any(frame, worded) || frame->length < 2)
        return;
    words =
        words_in(has_charset ? charset : 0, frame->data + has_charset, frame->length - has_charset);
    tags_value(tag->metadata, "id3", frame->name, words);
}

static void take_frame(Tag *tag, const Frame *frame)
{
    static const char *const own[] = {"TXXX", "TXX", "WXXX", "WXX", NULL};
    static const char *const spoken[] = {"COMM", "COM", "USLT", "ULT", NULL};
    static const char *const people[] = {"IPLS", "IPL", "TIPL", "TMCL", NULL};
    static const char *const pictures[] = {"APIC", "PIC", NULL};
    static const char *const objects[] = {"GEOB", "GEO", NULL};
    static const char *const chapters[] = {"CHAP", "CTOC", NULL};
    static const char *const timed[] = {"SYLT", "SLT", NULL};
    g_autofree char *words = NULL;

    if (frame->length == 0)
        return;
    if (is_any(frame, own)) {
        take_described(tag, frame, 1);
    } else if (is_any(frame, spoken)) {
        take_described(tag, frame, 4);
    } else if (is_any(frame, people)) {
        take_people(tag, frame);
    } else if (is_any(frame, pictures)) {
        take_picture(tag, frame);
    } else if (is_any(frame, objects)) {
        take_object(tag, frame);
    } else if (is_any(frame, chapters)) {
        take_chapter(tag, frame);
    } else if (is_any(frame, timed)) {
        take_timed_lyrics(tag, frame);
    } else if (strcmp(frame->name, "PRIV") == 0) {
        take_private(tag, frame);
    } else if (strcmp(frame->name, "OWNE") == 0 || strcmp(frame->name, "COMR") == 0) {
        take_offer(tag, frame);
    } else if (frame->name[0] == 'T' || strcmp(frame->name, "USER") == 0) {
        size_t skip = MIN(frame->name[0] == 'T' ? 1U : 4U, frame->length); /* a language */

        words = words_in(frame->data[0], frame->data + skip, frame->length - skip);
        tags_value(tag->metadata, "id3", frame->name, words);
    } else if (frame->name[0] == 'W') {
        tags_bytes(tag->metadata, "id3", frame->name, frame->data, frame->length);
    } else {
        take_other(tag, frame);
    }
}

/* Compressed frames carry their size before the bytes. */
static void take_compressed(Tag *tag, Frame *frame)
{
    g_autofree uint8_t *plain = g_malloc(INFLATED_MAX);
    uLongf length = INFLATED_MAX;
    size_t skip = tag->version == 3 ? 4 : 0; /* version 4 has it in the flags' part */

    if (frame->length <= skip || !metadata_charge(tag->metadata, INFLATED_MAX))
        return;
    if (uncompress(plain, &length, frame->data + skip, frame->length - skip) != Z_OK) {
        metadata_lost(tag->metadata, REASON_CORRUPT, "compressed frame of a sound's tag");
        return;
    }
    frame->data = plain;
    frame->length = length;
    take_frame(tag, frame);
}

/* Version 4: grouping, length; version 3: length, method, group. False: the frame is locked. */
static bool read_flags(Tag *tag, Frame *frame, unsigned flags, bool *compressed, uint8_t *copy)
{
    bool newer = tag->version == 4;
    bool locked = flags & (newer ? 0x04 : 0x40);
    size_t skip = (flags & (newer ? 0x40 : 0x20) ? 1 : 0) + (newer && (flags & 0x01) ? 4 : 0);

    *compressed = flags & (newer ? 0x08 : 0x80);
    if (locked) {
        metadata_lost(tag->metadata, REASON_ENCRYPTED, "frame of a sound's tag");
        return false;
    }
    if (skip > frame->length)
        return false;
    frame->data += skip;
    frame->length -= skip;
    if (newer && (flags & 0x02)) {
        memcpy(copy, frame->data, frame->length);
        frame->length = unsynchronise(copy, frame->length);
        frame->data = copy;
    }
    return true;
}

static bool is_name(const uint8_t *at, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isupper(at[i]) && !g_ascii_isdigit(at[i]))
            return false;
    return true;
}

/* Many writers of version 4 put plain numbers where each byte should hold seven bits. */
static size_t frame_size(const Tag *tag, const uint8_t *data, size_t at, size_t length)
{
    size_t plain = number_32(data + at + 4, false), safe = safe_number(data + at + 4);
    size_t next = at + 10 + safe;

    if (tag->version == 3)
        return plain;
    if (plain == safe || next == length ||
        (next + 4 <= length && (is_name(data + next, 4) || data[next] == 0)))
        return safe;
    return plain;
}

static void read_frames(Tag *tag, const uint8_t *data, size_t length)
{
    size_t letters = tag->version == 2 ? 3 : 4, head = tag->version == 2 ? 6 : 10, at = 0;

    while (at + head <= length && is_name(data + at, letters)) {
        Frame frame = {.data = data + at + head};
        g_autofree uint8_t *copy = NULL;
        bool compressed = false;
        size_t size = tag->version == 2
                          ? (size_t)data[at + 3] << 16 | (size_t)data[at + 4] << 8 | data[at + 5]
                          : frame_size(tag, data, at, length);

        if (tag->frames++ > FRAMES_MAX) {
            metadata_lost(tag->metadata, REASON_LIMIT_ENTRIES, "frames of a sound's tag");
            return;
        }
        memcpy(frame.name, data + at, letters);
        if (size > length - at - head) {
            metadata_lost(tag->metadata, REASON_TRUNCATED, "frame of a sound's tag is cut");
            size = length - at - head;
        }
        frame.length = size;
        if (tag->version == 4)
            copy = g_malloc(size + 1);
        if (tag->version == 2 || read_flags(tag, &frame, data[at + 9], &compressed, copy)) {
            if (compressed)
                take_compressed(tag, &frame);
            else
                take_frame(tag, &frame);
        }
        at += head + size;
    }
}

uint64_t id3_read(Metadata *metadata, const Bytes *bytes, uint64_t offset)
{
    Tag tag = {.metadata = metadata};
    uint8_t head[10];
    g_autofree uint8_t *data = NULL;
    size_t length = 0, skip = 0;
    uint32_t size;

    if (!bytes_exact(bytes, offset, head, sizeof head) || memcmp(head, "ID3", 3) != 0)
        return offset;
    size = safe_number(head + 6);
    tag.version = head[3];
    if (tag.version < 2 || tag.version > 4) {
        metadata_lost(metadata, REASON_UNSUPPORTED_TYPE, "tag of a version nobody knows");
        return offset + 10 + size;
    }
    data = container_block(metadata, bytes, offset + 10, size, &length);
    if (!data)
        return offset + 10 + size;
    if ((head[5] & 0x80) && tag.version < 4)
        length = unsynchronise(data, length);
    if ((head[5] & 0x40) && tag.version > 2 && length >= 4)
        skip = tag.version == 3 ? number_32(data, false) + UINT64_C(4) : safe_number(data);
    if (skip < length)
        read_frames(&tag, data + skip, length - skip);
    return offset + 10 + size + (head[5] & 0x10 ? 10 : 0);
}

static void take_version_1(Metadata *metadata, const uint8_t *tag)
{
    static const struct {
        unsigned at, length;
        const char *name;
    } fields[] = {{3, 30, "TITLE"},
                  {33, 30, "ARTIST"},
                  {63, 30, "ALBUM"},
                  {93, 4, "YEAR"},
                  {97, 30, "COMMENT"}};

    for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
        tags_bytes(metadata, "id3", fields[i].name, tag + fields[i].at,
                   strnlen((const char *)tag + fields[i].at, fields[i].length));
}

/* Size, flags, name, value; a value may be bytes, such as a picture behind its file name. */
static void take_ape_items(Metadata *metadata, const uint8_t *data, size_t length)
{
    size_t at = 0;

    for (unsigned items = 0; items < FRAMES_MAX && at + 9 < length; items++) {
        size_t size = number_32(data + at, true), flags = number_32(data + at + 4, true);
        const uint8_t *name = data + at + 8, *end = memchr(name, 0, length - at - 8);
        size_t from = end ? (size_t)(end - data) + 1 : length;

        if (!end || size > length - from)
            return;
        if ((flags >> 1 & 3) == 1) {
            const uint8_t *nul = memchr(data + from, 0, size);
            size_t skip = nul ? (size_t)(nul - data - from) + 1 : 0;
            g_autofree char *file = nul ? words_from_bytes(data + from, skip) : NULL;

            tags_leaf(metadata, file, NULL, data + from + skip, size - skip);
        } else {
            tags_bytes(metadata, "ape", (const char *)name, data + from, size);
        }
        at = from + size;
    }
}

uint64_t id3_read_end(Metadata *metadata, const Bytes *bytes)
{
    uint64_t end = bytes->size;
    uint8_t tag[128];

    if (end >= 128 && bytes_exact(bytes, end - 128, tag, 128) && memcmp(tag, "TAG", 3) == 0) {
        take_version_1(metadata, tag);
        end -= 128;
    }
    if (end >= 32 && bytes_exact(bytes, end - 32, tag, 32) && memcmp(tag, "APETAGEX", 8) == 0) {
        uint64_t size = number_32(tag + 12, true); /* items and this footer */
        size_t length = 0;
        g_autofree uint8_t *data = NULL;

        if (size >= 32 && size <= MIN(end, (uint64_t)APE_MAX * 16))
            data = container_block(metadata, bytes, end - size, size - 32, &length);
        if (data) {
            take_ape_items(metadata, data, length);
            end -= size;
        }
    }
    return end;
}

static int mp3_bid(const Input *input)
{
    Slice head = input_head(input);
    const char *type = input_type(input);

    if (head.length >= 10 && memcmp(head.data, "ID3", 3) == 0)
        return 40;
    if (strcmp(type, "audio/mpeg") == 0 || strcmp(type, "audio/x-hx-aac-adts") == 0 ||
        strcmp(type, "audio/x-ape") == 0 || strcmp(type, "audio/aac") == 0)
        return 24;
    return 0;
}

static void mp3_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "mp3");
    Bytes bytes = bytes_of_input(input);
    uint64_t at = 0, next;

    while ((next = id3_read(&metadata, &bytes, at)) > at && next < bytes.size)
        at = next;
    id3_read_end(&metadata, &bytes);
    tags_finish(&metadata, false);
}

const Reader reader_mp3 = {.name = "mp3", .bid = mp3_bid, .read = mp3_read};
