/*
 * AVI and WAV: the chunks of a RIFF file (also RF64, RIFX and the parts behind the first of long
 * AVIs), and AIFF, which has the same shape. Reads INFO lists, Exif-like lists, broadcast notes,
 * cue texts, names of streams, dates, XMP and ID3; frames and sound are stepped over.
 */
#include <string.h>

#include "readers/media/containers.h"
#include "readers/media/credentials.h"
#include "readers/media/id3.h"
#include "readers/media/tags.h"
#include "readers/media/words.h"

#define CHUNKS_MAX 20000U
#define DEPTH_MAX 6U
#define OTHER_BYTES 65536U
#define OTHER_RUN 6U
#define TEXT_MAX (1024U * 1024U)

typedef struct {
    Metadata *metadata;
    bool big; /* RIFX: numbers have their big end first */
    bool film;
    unsigned chunks;
} Riff;

typedef struct {
    char kind[5];
    Bytes body;
} Chunk;

static bool is(const Chunk *chunk, const char *kind)
{
    return g_ascii_strcasecmp(chunk->kind, kind) == 0;
}

static bool next_chunk(Riff *riff, const Bytes *bytes, uint64_t *at, Chunk *chunk)
{
    uint8_t head[8];
    uint64_t size;

    if (!bytes_exact(bytes, *at, head, sizeof head))
        return false;
    if (riff->chunks++ > CHUNKS_MAX) {
        metadata_lost(riff->metadata, REASON_LIMIT_ENTRIES, "chunks of a film or sound");
        return false;
    }
    memcpy(chunk->kind, head, 4);
    chunk->kind[4] = '\0';
    size = number_32(head + 4, !riff->big);
    if (size == UINT32_MAX) /* RF64 has the length elsewhere; the sound comes last */
        size = bytes->size - *at - 8;
    if (size > bytes->size - *at - 8) {
        metadata_lost(riff->metadata, REASON_TRUNCATED, "film or sound is cut");
        size = bytes->size - *at - 8;
    }
    chunk->body = bytes_part(bytes, *at + 8, size);
    *at += 8 + size + (size & 1);
    return true;
}

static void take_words(Riff *riff, const Chunk *chunk, const char *name, size_t skip)
{
    size_t length = 0;
    g_autofree uint8_t *data = NULL;

    if (chunk->body.size <= skip)
        return;
    if (chunk->body.size > TEXT_MAX)
        metadata_lost(riff->metadata, REASON_LIMIT_BYTES, "text of a film or sound");
    if (!metadata_charge(riff->metadata, MIN(chunk->body.size, (uint64_t)TEXT_MAX)))
        return;
    data =
        bytes_copy(&chunk->body, skip, (size_t)MIN(chunk->body.size, (uint64_t)TEXT_MAX), &length);
    tags_bytes(riff->metadata, "riff", name, data, length);
}

/* "Sat Jan 01 12:00:00 2000" is what AVI writes; others write ISO dates. */
static void take_date(Riff *riff, const Chunk *chunk)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    char text[64] = {0}, month[4] = {0};
    unsigned day, year, hour, minute, second;
    size_t length = bytes_read(&chunk->body, 0, text, sizeof text - 1);
    g_autofree char *words = words_from_bytes((const uint8_t *)text, length);
    g_auto(GStrv) parts = words ? g_strsplit_set(words, " :", -1) : NULL;
    const char *found;
    g_autofree char *written = NULL;

    if (!words)
        return;
    g_strlcpy(month, parts[0] && parts[1] ? parts[1] : "", sizeof month);
    found = strlen(month) == 3 ? strcasestr(months, month) : NULL;
    if (!found || g_strv_length(parts) < 7) {
        tags_value(riff->metadata, "riff", "IDIT", words);
        return;
    }
    day = (unsigned)g_ascii_strtoull(parts[2], NULL, 10);
    hour = (unsigned)g_ascii_strtoull(parts[3], NULL, 10);
    minute = (unsigned)g_ascii_strtoull(parts[4], NULL, 10);
    second = (unsigned)g_ascii_strtoull(parts[5], NULL, 10);
    year = (unsigned)g_ascii_strtoull(parts[6], NULL, 10);
    written = g_strdup_printf("%04u-%02u-%02uT%02u:%02u:%02u", year % 10000,
                              (unsigned)(found - months) / 3 + 1, day % 100, hour % 100,
                              minute % 100, second % 100);
    tags_value(riff->metadata, "riff", "IDIT", written);
}

/* Broadcast notes (EBU 3285): texts of fixed length, then a history. */
static void take_broadcast(Riff *riff, const Chunk *chunk)
{
    uint8_t raw[602];
    size_t got = bytes_read(&chunk->body, 0, raw, sizeof raw);
    g_autofree char *written = NULL, *date = NULL;

    if (got < 338)
        return;
    tags_bytes(riff->metadata, "riff", "DESCRIPTION", raw, strnlen((char *)raw, 256));
    tags_bytes(riff->metadata, "riff", "Originator", raw + 256, strnlen((char *)raw + 256, 32));
    tags_bytes(riff->metadata, "riff", "OriginatorReference", raw + 288,
               strnlen((char *)raw + 288, 32));
    written = g_strdup_printf("%.10sT%.8s", (char *)raw + 320, (char *)raw + 330);
    date = words_from_bytes((const uint8_t *)written, strlen(written));
    tags_value(riff->metadata, "riff", "IDTE", date);
    take_words(riff, chunk, "CodingHistory", sizeof raw);
}

static void take_avi_head(Riff *riff, const Chunk *chunk)
{
    uint8_t raw[40];

    if (!bytes_exact(&chunk->body, 0, raw, sizeof raw))
        return;
    riff->metadata->width = number_32(raw + 32, !riff->big);
    riff->metadata->height = number_32(raw + 36, !riff->big);
}

static void take_block(Riff *riff, const Chunk *chunk)
{
    size_t length = 0;
    g_autofree uint8_t *data =
        container_block(riff->metadata, &chunk->body, 0, chunk->body.size, &length);

    if (data && is(chunk, "C2PA"))
        credentials_emit(riff->metadata, data, length);
    else if (data)
        metadata_xmp(riff->metadata, data, length);
}

/* A count, then time, marker, length and text of each. */
static void take_aiff_comments(Riff *riff, const Chunk *chunk)
{
    uint64_t at = 2;
    uint8_t head[8];

    while (bytes_exact(&chunk->body, at, head, sizeof head)) {
        uint8_t text[UINT16_MAX];
        size_t length = bytes_read(&chunk->body, at + 8, text, number_16(head + 6, false));

        tags_bytes(riff->metadata, "riff", "COMMENT", text, length);
        at += 8 + length + (length & 1);
    }
}

static bool take_aiff(Riff *riff, const Chunk *chunk)
{
    static const char *const names[][2] = {
        {"NAME", "TITLE"}, {"AUTH", "AUTHOR"}, {"(c) ", "COPYRIGHT"}, {"ANNO", "COMMENT"}};

    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp(chunk->kind, names[i][0]) == 0) {
            take_words(riff, chunk, names[i][1], 0);
            return true;
        }
    }
    if (strcmp(chunk->kind, "COMT") != 0)
        return false;
    take_aiff_comments(riff, chunk);
    return true;
}

/* What programs of radio stations and others add: texts with zeros between them. */
static void take_other(Riff *riff, const Chunk *chunk)
{
    static const char *const known[] = {"data", "fmt ", "fact", "JUNK", "junk", "PAD ", "idx1",
                                        "indx", "strf", "dmlh", "vprp", "SSND", NULL};
    size_t length = 0;
    g_autofree uint8_t *data = NULL;

    if (chunk->body.size > OTHER_BYTES || g_strv_contains(known, chunk->kind))
        return;
    data = container_block(riff->metadata, &chunk->body, 0, chunk->body.size, &length);
    for (size_t at = 0; data && at < length;) {
        size_t run = strnlen((const char *)data + at, length - at);
        g_autofree char *words = run < OTHER_RUN ? NULL : words_from_printable(data + at, run);

        tags_value(riff->metadata, "riff", chunk->kind, words);
        at += run + 1;
    }
}

/* The head of a stream: what it is. */
static void take_stream(Riff *riff, const Chunk *chunk)
{
    char kind[4];

    if (bytes_exact(&chunk->body, 0, kind, 4) && memcmp(kind, "txts", 4) == 0)
        metadata_lost(riff->metadata, REASON_MEDIA_OMITTED, "subtitles inside a film");
}

/* A list's kind says what its chunks are; elsewhere the chunk's own name does. */
static void take_chunk(Riff *riff, const Chunk *chunk, const char *list)
{
    if (strcmp(list, "AIFF") == 0 && take_aiff(riff, chunk))
        return;
    if (is(chunk, "IDIT") || (strcmp(list, "INFO") == 0 && is(chunk, "ICRD")))
        take_date(riff, chunk);
    else if (strcmp(list, "INFO") == 0 || strcmp(list, "exif") == 0)
        take_words(riff, chunk, chunk->kind, 0);
    else if (strcmp(list, "adtl") == 0)
        take_words(riff, chunk, "CueText", is(chunk, "ltxt") ? 20 : 4);
    else if (is(chunk, "strn"))
        take_words(riff, chunk, "StreamName", 0);
    else if (is(chunk, "strh"))
        take_stream(riff, chunk);
    else if (is(chunk, "avih"))
        take_avi_head(riff, chunk);
    else if (is(chunk, "bext"))
        take_broadcast(riff, chunk);
    else if (is(chunk, "_PMX") || is(chunk, "C2PA"))
        take_block(riff, chunk);
    else if (is(chunk, "iXML") || is(chunk, "axml"))
        take_words(riff, chunk, chunk->kind, 0);
    else if (is(chunk, "id3 "))
        id3_read(riff->metadata, &chunk->body, 0);
    else
        take_other(riff, chunk);
}

static void read_chunks(Riff *riff, const Bytes *bytes, const char *list, unsigned depth)
{
    uint64_t at = 0;
    Chunk chunk;

    if (depth >= DEPTH_MAX) {
        metadata_lost(riff->metadata, REASON_LIMIT_DEPTH, "lists in lists of a film");
        return;
    }
    while (next_chunk(riff, bytes, &at, &chunk)) {
        char kind[5] = {0};
        Bytes inner;

        if (!is(&chunk, "LIST")) {
            take_chunk(riff, &chunk, list);
            continue;
        }
        bytes_read(&chunk.body, 0, kind, 4);
        inner = bytes_part(&chunk.body, 4, UINT64_MAX);
        if (strcmp(kind, "movi") != 0)
            read_chunks(riff, &inner, kind, depth + 1);
    }
}

static bool is_riff(const uint8_t *head)
{
    static const char marks[][5] = {"RIFF", "RIFX", "RF64", "BW64", "FORM"};
    static const char kinds[][5] = {"AVI ", "WAVE", "AVIX", "RMID", "AIFF", "AIFC"};
    bool marked = false, known = false;

    for (size_t i = 0; i < G_N_ELEMENTS(marks); i++)
        marked = marked || memcmp(head, marks[i], 4) == 0;
    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        known = known || memcmp(head + 8, kinds[i], 4) == 0;
    return marked && known;
}

static int riff_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= 12 && is_riff((const uint8_t *)head.data) ? 56 : 0;
}

static void riff_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "video");
    Bytes bytes = bytes_of_input(input);
    Riff riff = {.metadata = &metadata};
    uint8_t head[12];
    uint64_t at = 0;

    while (bytes_exact(&bytes, at, head, sizeof head) && is_riff(head)) {
        uint64_t size;
        Bytes inner;

        bool aiff = memcmp(head, "FORM", 4) == 0;

        riff.big = aiff || memcmp(head, "RIFX", 4) == 0;
        riff.film = riff.film || memcmp(head + 8, "AVI", 3) == 0;
        size = number_32(head + 4, !riff.big);
        if (size < 4 || size == UINT32_MAX)
            size = bytes.size - at - 8;
        if (size > bytes.size - at - 8)
            metadata_lost(&metadata, REASON_TRUNCATED, "film or sound is cut");
        inner = bytes_part(&bytes, at + 12, size - 4);
        read_chunks(&riff, &inner, aiff ? "AIFF" : "", 0);
        at += 8 + size + (size & 1);
        if (at >= bytes.size)
            break;
    }
    tags_finish(&metadata, riff.film);
}

const Reader reader_riff = {.name = "riff", .bid = riff_bid, .read = riff_read};
