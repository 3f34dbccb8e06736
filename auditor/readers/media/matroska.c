/*
 * Film in EBML: WebM and Matroska. Reads titles, dates, tags, chapters, attached files and
 * subtitles in text; frames and sound in the clusters are stepped over.
 */
#include <string.h>

#include "readers/media/containers.h"
#include "readers/media/matroska_titles.h"
#include "readers/media/tags.h"
#include "readers/media/words.h"

#define ELEMENTS_MAX 200000U
#define BLOCKS_MAX 2000000U
#define DEPTH_MAX 10U
#define STRING_MAX (1024U * 1024U)
#define UNKNOWN_SIZE UINT64_MAX
#define EPOCH_2001 INT64_C(978307200)

/* Names as in RFC 9559; the marker bits are part of the number. */
enum {
    ID_EBML = 0x1a45dfa3,
    ID_SEGMENT = 0x18538067,
    ID_INFO = 0x1549a966,
    ID_FILENAME = 0x7384,
    ID_DATE = 0x4461,
    ID_TITLE = 0x7ba9,
    ID_MUXER = 0x4d80,
    ID_WRITER = 0x5741,
    ID_TRACKS = 0x1654ae6b,
    ID_TRACK = 0xae,
    ID_SCALE = 0x2ad7b1,
    ID_TRACK_NUMBER = 0xd7,
    ID_TRACK_TYPE = 0x83,
    ID_CODEC = 0x86,
    ID_CODEC_HEAD = 0x63a2,
    ID_ENCODINGS = 0x6d80,
    ID_ENCODING = 0x6240,
    ID_ENCODING_SCOPE = 0x5032,
    ID_ENCODING_TYPE = 0x5033,
    ID_COMPRESSION = 0x5034,
    ID_ALGORITHM = 0x4254,
    ID_STRIPPED = 0x4255,
    ID_TRACK_NAME = 0x536e,
    ID_VIDEO = 0xe0,
    ID_WIDTH = 0xb0,
    ID_HEIGHT = 0xba,
    ID_TAGS = 0x1254c367,
    ID_TAG = 0x7373,
    ID_SIMPLE_TAG = 0x67c8,
    ID_TAG_NAME = 0x45a3,
    ID_TAG_STRING = 0x4487,
    ID_ATTACHMENTS = 0x1941a469,
    ID_ATTACHED = 0x61a7,
    ID_FILE_DESCRIPTION = 0x467e,
    ID_FILE_NAME = 0x466e,
    ID_FILE_TYPE = 0x4660,
    ID_FILE_DATA = 0x465c,
    ID_CHAPTERS = 0x1043a770,
    ID_EDITION = 0x45b9,
    ID_CHAPTER = 0xb6,
    ID_CHAPTER_SHOWN = 0x80,
    ID_CHAPTER_STRING = 0x85,
    ID_CLUSTER = 0x1f43b675,
    ID_TIME = 0xe7,
    ID_SIMPLE_BLOCK = 0xa3,
    ID_GROUP = 0xa0,
    ID_BLOCK = 0xa1,
    ID_ADDITIONS = 0x75a1,
    ID_MORE = 0xa6,
    ID_ADDITIONAL = 0xa5,
    ID_CUES = 0x1c53bb6b,
    ID_SEEK = 0x114d9b74,
};

typedef struct {
    uint32_t id;
    bool endless; /* written live: it ends where its parent's next element begins */
    Bytes body;
} Element;

typedef struct {
    Metadata *metadata;
    unsigned elements, blocks;
    bool film, sound;
    bool within;  /* a cluster: many small elements */
    bool stepped; /* over a cluster, since no track with words was known */
    MatroskaTitles *titles;
    uint64_t time;                          /* of the cluster */
    char *tag_name, *file_name, *file_type; /* of the tag or attachment being read */
    Bytes file_data;
} Matroska;

/* A number whose first byte tells how many bytes it has; `marked`: with that bit, as in names. */
static uint64_t read_number(const Bytes *bytes, uint64_t *at, unsigned longest, bool marked)
{
    uint8_t raw[8];
    unsigned length = 1;
    uint64_t number, most;

    if (!bytes_exact(bytes, *at, raw, 1))
        return 0;
    while (length <= longest && !(raw[0] & (0x80 >> (length - 1))))
        length++;
    if (length > longest || !bytes_exact(bytes, *at, raw, length))
        return 0;
    number = marked ? raw[0] : raw[0] & (0x7f >> (length - 1));
    for (unsigned i = 1; i < length; i++)
        number = number << 8 | raw[i];
    *at += length;
    most = (UINT64_C(1) << (7 * length)) - 1;
    return !marked && number == most ? UNKNOWN_SIZE : number;
}

static bool next_element(Matroska *film, const Bytes *bytes, uint64_t *at, Element *element)
{
    uint64_t start = *at, size;

    if (start >= bytes->size)
        return false;
    if (film->within ? film->blocks++ > BLOCKS_MAX : film->elements++ > ELEMENTS_MAX) {
        metadata_lost(film->metadata, REASON_LIMIT_ENTRIES, "elements of a film");
        return false;
    }
    element->id = (uint32_t)read_number(bytes, at, 4, true);
    start = *at;
    size = element->id ? read_number(bytes, at, 8, false) : 0;
    if (element->id == 0 || *at == start) {
        metadata_lost(film->metadata, REASON_CORRUPT, "film is damaged");
        return false;
    }
    element->endless = size == UNKNOWN_SIZE;
    if (element->endless) {
        size = bytes->size - *at;
    } else if (size > bytes->size - *at) {
        metadata_lost(film->metadata, REASON_TRUNCATED, "film is cut");
        size = bytes->size - *at;
    }
    element->body = bytes_part(bytes, *at, size);
    *at += size;
    return true;
}

static uint64_t number_of(const Element *element)
{
    uint8_t raw[8];
    size_t length = bytes_read(&element->body, 0, raw, MIN(element->body.size, (uint64_t)8));
    uint64_t number = 0;

    for (size_t i = 0; i < length; i++)
        number = number << 8 | raw[i];
    return number;
}

static char *words_of(Matroska *film, const Element *element)
{
    g_autofree uint8_t *data = NULL;
    size_t length = 0;

    if (element->body.size > STRING_MAX)
        metadata_lost(film->metadata, REASON_LIMIT_BYTES, "text in a film");
    if (!metadata_charge(film->metadata, MIN(element->body.size, (uint64_t)STRING_MAX)))
        return NULL;
    data = bytes_copy(&element->body, 0, (size_t)MIN(element->body.size, (uint64_t)STRING_MAX),
                      &length);
    return words_from_bytes(data, length);
}

static void take_words(Matroska *film, const Element *element, const char *name)
{
    g_autofree char *words = words_of(film, element);

    tags_value(film->metadata, "matroska", name, words);
}

static void replace_words(Matroska *film, const Element *element, char **field)
{
    g_free(*field);
    *field = words_of(film, element);
}

static void take_date(Matroska *film, const Element *element)
{
    int64_t nanoseconds = (int64_t)number_of(element);

    if (element->body.size == 8)
        tags_moment(film->metadata, "matroska", "CreateDate",
                    nanoseconds / INT64_C(1000000000) + EPOCH_2001);
}

static void take_attachment(Matroska *film)
{
    g_autofree uint8_t *data = NULL;
    size_t length = 0;

    if (film->file_data.size > 0)
        data = container_block(film->metadata, &film->file_data, 0, film->file_data.size, &length);
    if (data)
        tags_leaf(film->metadata, film->file_name, film->file_type, data, length);
    g_clear_pointer(&film->file_name, g_free);
    g_clear_pointer(&film->file_type, g_free);
    film->file_data = (Bytes){0};
}

/* What says how the words of a track are kept. False where it is something else. */
static bool take_track_value(Matroska *film, const Element *element)
{
    MatroskaTrack *track = matroska_titles_track(film->titles);

    switch (element->id) {
    case ID_SCALE:
        matroska_titles_scale(film->titles, number_of(element));
        break;
    case ID_TRACK_NUMBER:
        track->number = number_of(element);
        break;
    case ID_TRACK_TYPE:
        track->type = number_of(element);
        film->film = film->film || track->type == 1;
        film->sound = film->sound || track->type == 2;
        break;
    case ID_CODEC:
        bytes_read(&element->body, 0, track->codec, sizeof track->codec - 1);
        break;
    case ID_CODEC_HEAD:
        track->head = element->body;
        break;
    case ID_ENCODING_SCOPE:
        track->scope = number_of(element);
        break;
    case ID_ENCODING_TYPE:
        track->locked = track->locked || number_of(element) != 0;
        break;
    case ID_ALGORITHM:
        track->algorithm = number_of(element);
        break;
    case ID_STRIPPED:
        track->stripped = element->body;
        break;
    default:
        return false;
    }
    return true;
}

static void take_value(Matroska *film, const Element *element)
{
    if (take_track_value(film, element))
        return;
    switch (element->id) {
    case ID_TITLE:
        take_words(film, element, "TITLE");
        break;
    case ID_FILENAME:
        take_words(film, element, "SegmentFilename");
        break;
    case ID_DATE:
        take_date(film, element);
        break;
    case ID_MUXER:
    case ID_WRITER:
        take_words(film, element, "ENCODER");
        break;
    case ID_TRACK_NAME:
        take_words(film, element, "TrackName");
        break;
    case ID_CHAPTER_STRING:
        take_words(film, element, "Chapter");
        break;
    case ID_FILE_DESCRIPTION:
        take_words(film, element, "AttachedFileDescription");
        break;
    case ID_TAG_STRING:
        take_words(film, element, film->tag_name ? film->tag_name : "Tag");
        break;
    case ID_TAG_NAME:
        replace_words(film, element, &film->tag_name);
        break;
    case ID_FILE_NAME:
        replace_words(film, element, &film->file_name);
        break;
    case ID_FILE_TYPE:
        replace_words(film, element, &film->file_type);
        break;
    case ID_FILE_DATA:
        film->file_data = element->body;
        break;
    case ID_WIDTH:
        film->metadata->width = (uint32_t)MIN(number_of(element), (uint64_t)UINT32_MAX);
        break;
    case ID_HEIGHT:
        film->metadata->height = (uint32_t)MIN(number_of(element), (uint64_t)UINT32_MAX);
        break;
    default:
        break;
    }
}

static bool is_branch(uint32_t id)
{
    static const uint32_t branches[] = {
        ID_SEGMENT, ID_INFO,          ID_TRACKS,      ID_TRACK,    ID_VIDEO,      ID_TAGS,
        ID_TAG,     ID_SIMPLE_TAG,    ID_ATTACHMENTS, ID_ATTACHED, ID_CHAPTERS,   ID_EDITION,
        ID_CHAPTER, ID_CHAPTER_SHOWN, ID_ENCODINGS,   ID_ENCODING, ID_COMPRESSION};

    for (size_t i = 0; i < G_N_ELEMENTS(branches); i++)
        if (branches[i] == id)
            return true;
    return false;
}

/* Words of a block; `track` gets the number it says, for what is added to it. */
static void take_block(Matroska *film, const Bytes *block, uint64_t *track)
{
    uint64_t at = 0;
    uint8_t raw[3];

    *track = read_number(block, &at, 8, false);
    if (!matroska_titles_wants(film->titles, *track))
        return;
    if (at == 0 || !bytes_exact(block, at, raw, sizeof raw)) {
        metadata_lost(film->metadata, REASON_CORRUPT, "film is damaged");
        return;
    }
    int64_t time = (int64_t)MIN(film->time, UINT64_C(1) << 40) + (int16_t)number_16(raw, false);
    Bytes words = bytes_part(block, at + 3, UINT64_MAX);

    matroska_titles_block(film->titles, *track, time, (raw[2] & 0x06) != 0, &words);
}

static void read_group(Matroska *film, const Bytes *group, uint64_t *track, unsigned depth)
{
    uint64_t at = 0;
    Element element;

    while (depth < 4 && next_element(film, group, &at, &element)) {
        if (element.id == ID_BLOCK)
            take_block(film, &element.body, track);
        else if (element.id == ID_ADDITIONS || element.id == ID_MORE)
            read_group(film, &element.body, track, depth + 1);
        else if (element.id == ID_ADDITIONAL)
            matroska_titles_notes(film->titles, *track, &element.body);
    }
}

/* A cluster from `at` on. One without a length ends at the next element of the segment: the place
 * of it. */
static uint64_t read_cluster(Matroska *film, const Bytes *bytes, uint64_t at)
{
    uint64_t here = at, track = 0;
    Element inner;

    film->within = true;
    film->time = 0;
    while (next_element(film, bytes, &at, &inner)) {
        if (inner.id > 0xffffff) /* only elements of the segment have names this long */
            break;
        if (inner.id == ID_TIME)
            film->time = number_of(&inner);
        else if (inner.id == ID_SIMPLE_BLOCK)
            take_block(film, &inner.body, &track);
        else if (inner.id == ID_GROUP)
            read_group(film, &inner.body, &track, 0);
        here = at;
    }
    film->within = false;
    return here;
}

/* Frames alone are stepped over. */
static uint64_t take_cluster(Matroska *film, const Bytes *bytes, const Element *cluster,
                             uint64_t behind)
{
    if (cluster->endless)
        return read_cluster(film, bytes, behind - cluster->body.size);
    if (matroska_titles_any(film->titles))
        read_cluster(film, &cluster->body, 0);
    else
        film->stepped = true;
    return behind;
}

static void read_elements(Matroska *film, const Bytes *bytes, unsigned depth)
{
    uint64_t at = 0;
    Element element;

    if (depth >= DEPTH_MAX) {
        metadata_lost(film->metadata, REASON_LIMIT_DEPTH, "elements in elements of a film");
        return;
    }
    while (next_element(film, bytes, &at, &element)) {
        if (element.id == ID_CLUSTER)
            at = take_cluster(film, bytes, &element, at);
        else if (is_branch(element.id))
            read_elements(film, &element.body, depth + 1);
        else
            take_value(film, &element);
        if (element.id == ID_TRACK)
            matroska_titles_track_end(film->titles, film->stepped);
        else if (element.id == ID_ENCODING)
            matroska_titles_track(film->titles)->encodings++;
        else if (element.id == ID_ATTACHED)
            take_attachment(film);
    }
}

static int matroska_bid(const Input *input)
{
    Slice head = input_head(input);

    return head.length >= 4 && memcmp(head.data, "\x1a\x45\xdf\xa3", 4) == 0 ? 48 : 0;
}

static void matroska_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "video");
    Bytes bytes = bytes_of_input(input);
    Matroska film = {.metadata = &metadata, .titles = matroska_titles_new(&metadata)};

    read_elements(&film, &bytes, 0);
    g_free(film.tag_name);
    g_free(film.file_name);
    g_free(film.file_type);
    if (matroska_titles_free(film.titles))
        metadata_lost(&metadata, REASON_MEDIA_OMITTED, "subtitles inside a film");
    tags_finish(&metadata, film.film || !film.sound);
}

const Reader reader_matroska = {.name = "matroska", .bid = matroska_bid, .read = matroska_read};
