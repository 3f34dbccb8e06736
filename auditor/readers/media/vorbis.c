/*
 * Sound (and Theora film) with Vorbis comments: Ogg in its pages, and FLAC, with or without Ogg
 * round it. Only the first packets of each stream are put together; sound is stepped over.
 */
#include <string.h>

#include "readers/media/containers.h"
#include "readers/media/id3.h"
#include "readers/media/tags.h"
#include "readers/media/words.h"

#define COMMENTS_MAX 20000U
#define NAME_MAX_BYTES 64U
#define BLOCKS_MAX 1000U
#define PACKET_MAX (16U * 1024U * 1024U)
#define STREAMS_MAX 16U
#define HEAD_PACKETS 64U /* of FLAC in Ogg; others need two */
#define PAGES_MAX 2000000U

/* A block with a picture: kind, type, description, sizes, bytes. */
static void take_picture(Metadata *metadata, const uint8_t *data, size_t length)
{
    size_t type, description, at;
    g_autofree char *type_words = NULL;

    if (length < 32)
        return;
    type = number_32(data + 4, false);
    if (type > length - 32)
        return;
    at = 8 + type;
    description = number_32(data + at, false);
    if (description > length - 32 - type)
        return;
    at += 4;
    tags_bytes(metadata, "vorbis", "PictureDescription", data + at, description);
    at += description + 16; /* sizes and colours */
    type_words = words_from_bytes(data + 8, type);
    size_t size = number_32(data + at, false);

    at += 4;
    if (size > length - at) {
        metadata_lost(metadata, REASON_TRUNCATED, "picture in a sound is cut");
        size = length - at;
    }
    if (type_words && strcmp(type_words, "-->") == 0)
        tags_bytes(metadata, "vorbis", "PictureAddress", data + at, size);
    else
        tags_leaf(metadata, NULL, type_words, data + at, size);
}

static void take_encoded_picture(Metadata *metadata, const char *value, size_t length, bool block)
{
    g_autofree char *text = g_strndup(value, length);
    gsize size = 0;
    g_autofree guchar *data = NULL;

    if (!metadata_charge(metadata, length))
        return;
    data = g_base64_decode(text, &size);
    if (block)
        take_picture(metadata, data, size);
    else
        tags_leaf(metadata, NULL, NULL, data, size);
}

static void take_comment(Metadata *metadata, const char *comment, size_t length)
{
    const char *equals = memchr(comment, '=', length);
    size_t name_length = equals ? (size_t)(equals - comment) : 0;
    size_t skip = equals ? name_length + 1 : 0;
    g_autofree char *name = NULL;

    if (name_length > NAME_MAX_BYTES)
        name_length = NAME_MAX_BYTES;
    name = equals ? g_strndup(comment, name_length) : g_strdup("Comment");
    if (g_ascii_strcasecmp(name, "METADATA_BLOCK_PICTURE") == 0)
        take_encoded_picture(metadata, comment + skip, length - skip, true);
    else if (g_ascii_strcasecmp(name, "COVERART") == 0)
        take_encoded_picture(metadata, comment + skip, length - skip, false);
    else
        tags_bytes(metadata, "vorbis", name, (const uint8_t *)comment + skip, length - skip);
}

/* A block of comments: the writer's name, then NAME=value; pictures in it become items. */
static void take_comments(Metadata *metadata, const uint8_t *data, size_t length)
{
    size_t at = 0, size;
    uint32_t count;

    if (length < 8)
        return;
    size = number_32(data, true);
    if (size > length - 8) {
        metadata_lost(metadata, REASON_TRUNCATED, "comments of a sound are cut");
        return;
    }
    tags_bytes(metadata, "vorbis", "ENCODER", data + 4, size);
    at = 4 + size;
    count = number_32(data + at, true);
    at += 4;
    for (uint32_t i = 0; i < count; i++) {
        size = at + 4 <= length ? number_32(data + at, true) : SIZE_MAX;
        if (i >= COMMENTS_MAX || at + 4 > length || size > length - at - 4) {
            metadata_lost(metadata, REASON_TRUNCATED, "comments of a sound are cut");
            return;
        }
        take_comment(metadata, (const char *)data + at + 4, size);
        at += 4 + size;
    }
}

static void take_flac_block(Metadata *metadata, unsigned kind, const uint8_t *data, size_t length)
{
    if (kind == 4)
        take_comments(metadata, data, length);
    else if (kind == 6)
        take_picture(metadata, data, length);
    else if (kind == 2 && memmem(data, length, "<rdf:RDF", 8))
        metadata_xmp(metadata, data, length);
}

/* The metadata blocks of FLAC from `offset` on, behind its mark. */
static void take_flac_blocks(Metadata *metadata, const Bytes *bytes, uint64_t offset)
{
    uint8_t head[4] = {0};

    for (unsigned blocks = 0; blocks < BLOCKS_MAX && !(head[0] & 0x80); blocks++) {
        size_t size, length = 0;
        unsigned kind;

        if (!bytes_exact(bytes, offset, head, sizeof head)) {
            metadata_lost(metadata, REASON_TRUNCATED, "sound is cut");
            return;
        }
        size = number_32(head, false) & 0xffffff;
        kind = head[0] & 0x7f;
        if (kind == 2 || kind == 4 || kind == 6) {
            g_autofree uint8_t *data = container_block(metadata, bytes, offset + 4, size, &length);

            if (data)
                take_flac_block(metadata, kind, data, length);
        }
        offset += 4 + size;
    }
}

/* ---- Ogg ---- */

typedef enum { STREAM_OTHER, STREAM_COMMENTS, STREAM_FLAC } StreamKind;

typedef struct {
    uint32_t serial;
    StreamKind kind;
    unsigned packets; /* whole ones so far */
    bool done;
    GByteArray *packet;
} Stream;

typedef struct {
    Metadata *metadata;
    const Bytes *bytes;
    Stream streams[STREAMS_MAX];
    unsigned count;
    bool film, lost_stream;
} Ogg;

static Stream *stream_of(Ogg *ogg, uint32_t serial, bool first)
{
    for (unsigned i = 0; i < ogg->count; i++)
        if (ogg->streams[i].serial == serial)
            return &ogg->streams[i];
    if (!first || ogg->count >= STREAMS_MAX) {
        ogg->lost_stream = ogg->lost_stream || first;
        return NULL;
    }
    ogg->streams[ogg->count] = (Stream){.serial = serial, .packet = g_byte_array_new()};
    return &ogg->streams[ogg->count++];
}

static bool begins(const GByteArray *packet, const char *mark, size_t length)
{
    return packet->len >= length && memcmp(packet->data, mark, length) == 0;
}

/* What the first packet says the stream is. */
static StreamKind kind_of(Ogg *ogg, const GByteArray *packet)
{
    static const struct {
        const char *mark;
        size_t length;
        bool film;
    } marks[] = {{"\x01vorbis", 7, false}, {"OpusHead", 8, false}, {"Speex   ", 8, false},
                 {"\x80theora", 7, true},  {"OVP80", 5, true},     {"\x01video", 6, true}};

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++) {
        if (!begins(packet, marks[i].mark, marks[i].length))
            continue;
        ogg->film = ogg->film || marks[i].film;
        return STREAM_COMMENTS;
    }
    if (begins(packet,
               "\x7f"
               "FLAC",
               5))
        return STREAM_FLAC;
    if (begins(packet, "\x80kate\0\0\0", 8))
        metadata_lost(ogg->metadata, REASON_MEDIA_OMITTED, "subtitles inside a film");
    return STREAM_OTHER;
}

static void take_comment_packet(Ogg *ogg, const GByteArray *packet)
{
    size_t skip = 0;

    if (begins(packet, "\x03vorbis", 7) || begins(packet, "\x81theora", 7) ||
        begins(packet, "OVP80\x02 ", 7))
        skip = 7;
    else if (begins(packet, "OpusTags", 8))
        skip = 8;
    take_comments(ogg->metadata, packet->data + skip, packet->len - skip);
}

static void take_packet(Ogg *ogg, Stream *stream)
{
    const GByteArray *packet = stream->packet;

    if (stream->packets == 0) {
        stream->kind = kind_of(ogg, packet);
        stream->done = stream->kind == STREAM_OTHER;
    } else if (stream->kind == STREAM_COMMENTS) {
        take_comment_packet(ogg, packet);
        stream->done = true;
    } else if (packet->len > 4) {
        take_flac_block(ogg->metadata, packet->data[0] & 0x7f, packet->data + 4, packet->len - 4);
        stream->done = (packet->data[0] & 0x80) || packet->data[0] == 0xff;
    }
    stream->packets++;
    stream->done = stream->done || stream->packets > HEAD_PACKETS;
    g_byte_array_set_size(stream->packet, 0);
}

static void add_piece(Ogg *ogg, Stream *stream, uint64_t at, size_t length)
{
    uint8_t piece[255];
    size_t got = bytes_read(ogg->bytes, at, piece, length);

    if (stream->packet->len + got > PACKET_MAX) {
        metadata_lost(ogg->metadata, REASON_LIMIT_BYTES, "comments of a sound");
        stream->done = true;
        return;
    }
    g_byte_array_append(stream->packet, piece, (guint)got);
}

static bool all_done(const Ogg *ogg)
{
    for (unsigned i = 0; i < ogg->count; i++)
        if (!ogg->streams[i].done)
            return false;
    return ogg->count > 0;
}

/* One page; returns the place of the next, 0 where none can follow. */
static uint64_t read_page(Ogg *ogg, uint64_t at)
{
    uint8_t head[27], segments[255];
    Stream *stream;
    uint64_t body;

    if (!bytes_exact(ogg->bytes, at, head, sizeof head) || memcmp(head, "OggS", 4) != 0 ||
        !bytes_exact(ogg->bytes, at + 27, segments, head[26]))
        return 0;
    body = at + 27 + head[26];
    stream = stream_of(ogg, number_32(head + 14, true), head[5] & 2);
    for (unsigned i = 0; i < head[26]; i++) {
        if (stream && !stream->done) {
            add_piece(ogg, stream, body, segments[i]);
            if (segments[i] < 255 && !stream->done)
                take_packet(ogg, stream);
        }
        body += segments[i];
    }
    return body;
}

static void read_pages(Ogg *ogg)
{
    uint64_t at = 0, next;

    for (unsigned pages = 0; pages < PAGES_MAX; pages++) {
        next = read_page(ogg, at);
        if (next == 0) {
            if (at < ogg->bytes->size || at == 0)
                metadata_lost(ogg->metadata, REASON_CORRUPT, "page of a sound is damaged");
            return;
        }
        at = next;
        if (at >= ogg->bytes->size)
            break;
        /* Streams are announced together, before anything else; a second film may be chained. */
        if (all_done(ogg)) {
            uint64_t more = bytes_find(ogg->bytes, at, ogg->bytes->size, "OggS\0\x02", 6);

            if (more == UINT64_MAX)
                return;
            at = more;
        }
    }
    if (at > ogg->bytes->size || !all_done(ogg))
        metadata_lost(ogg->metadata, REASON_TRUNCATED, "sound is cut");
}

static int ogg_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= 27 && memcmp(head.data, "OggS\0", 5) == 0 ? 48 : 0;
}

static void ogg_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "video");
    Bytes bytes = bytes_of_input(input);
    Ogg ogg = {.metadata = &metadata, .bytes = &bytes};

    read_pages(&ogg);
    if (ogg.lost_stream)
        metadata_lost(&metadata, REASON_LIMIT_ENTRIES, "streams of a sound");
    for (unsigned i = 0; i < ogg.count; i++)
        g_byte_array_unref(ogg.streams[i].packet);
    tags_finish(&metadata, ogg.film);
}

const Reader reader_ogg = {.name = "ogg", .bid = ogg_bid, .read = ogg_read};

static int flac_bid(const Input *input)
{
    Slice head = input_head(input);

    if (head.length >= 8 && memcmp(head.data, "fLaC", 4) == 0)
        return 48;
    /* Some writers put ID3 before it. */
    return head.length > 10 && memcmp(head.data, "ID3", 3) == 0 &&
                   memmem(head.data, head.length, "fLaC\0\0\0\x22", 8)
               ? 56
               : 0;
}

static void flac_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "flac");
    Bytes bytes = bytes_of_input(input);
    uint64_t at = id3_read(&metadata, &bytes, 0);
    uint8_t mark[4];

    if (bytes_exact(&bytes, at, mark, 4) && memcmp(mark, "fLaC", 4) == 0)
        take_flac_blocks(&metadata, &bytes, at + 4);
    else
        metadata_lost(&metadata, REASON_CORRUPT, "sound is damaged");
    id3_read_end(&metadata, &bytes);
    tags_finish(&metadata, false);
}

const Reader reader_flac = {.name = "flac", .bid = flac_bid, .read = flac_read};
