#include "readers/media/matroska_titles.h"

#include <string.h>
#include <zlib.h>

#include "readers/text/titles.h"

#define TRACKS_MAX 200U
#define BLOCK_MAX (1024U * 1024U)
#define STRIPPED_MAX 4096U
#define TRACK_SUBTITLES 17U
#define NO_ALGORITHM UINT64_MAX

typedef enum { KIND_NONE, KIND_PLAIN, KIND_SUBSTATION, KIND_WEBVTT, KIND_WEBM } Kind;

typedef struct {
    uint64_t number;
    Kind kind;
    uint64_t algorithm; /* NO_ALGORITHM: as it is */
    uint8_t *stripped;
    size_t stripped_length;
    Titles *titles;
} Track;

struct MatroskaTitles {
    Metadata *metadata;
    MatroskaTrack track; /* being read */
    GPtrArray *tracks;
    uint64_t scale;
    bool unread;
};

static void track_free(void *data)
{
    Track *track = data;

    titles_free(track->titles);
    g_free(track->stripped);
    g_free(track);
}

MatroskaTitles *matroska_titles_new(Metadata *metadata)
{
    MatroskaTitles *titles = g_new0(MatroskaTitles, 1);

    titles->metadata = metadata;
    titles->tracks = g_ptr_array_new_with_free_func(track_free);
    titles->scale = 1000000;
    titles->track.scope = 1;
    return titles;
}

bool matroska_titles_free(MatroskaTitles *titles)
{
    bool unread = titles->unread;

    g_ptr_array_unref(titles->tracks);
    g_free(titles);
    return unread;
}

MatroskaTrack *matroska_titles_track(MatroskaTitles *titles)
{
    return &titles->track;
}

void matroska_titles_scale(MatroskaTitles *titles, uint64_t scale)
{
    titles->scale = MIN(scale, (uint64_t)1000000000);
}

static Kind kind_of(const char *codec)
{
    static const struct {
        const char *codec;
        Kind kind;
    } kinds[] = {{"S_TEXT/UTF8", KIND_PLAIN},      {"S_TEXT/ASCII", KIND_PLAIN},
                 {"S_TEXT/ASS", KIND_SUBSTATION},  {"S_TEXT/SSA", KIND_SUBSTATION},
                 {"S_ASS", KIND_SUBSTATION},       {"S_SSA", KIND_SUBSTATION},
                 {"S_TEXT/WEBVTT", KIND_WEBVTT},   {"D_WEBVTT/SUBTITLES", KIND_WEBM},
                 {"D_WEBVTT/CAPTIONS", KIND_WEBM}, {"D_WEBVTT/DESCRIPTIONS", KIND_WEBM}};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(codec, kinds[i].codec) == 0)
            return kinds[i].kind;
    return KIND_NONE;
}

/* A copy of what is at most so long; NULL, with a gap, where it cannot be had. */
static uint8_t *copy(MatroskaTitles *titles, const Bytes *bytes, size_t max, size_t *length)
{
    *length = 0;
    if (bytes->size > max)
        metadata_lost(titles->metadata, REASON_LIMIT_BYTES, "text in a film");
    if (!metadata_charge(titles->metadata, MIN(bytes->size, (uint64_t)max)))
        return NULL;
    return bytes_copy(bytes, 0, (size_t)MIN(bytes->size, (uint64_t)max), length);
}

/* Whether what is around its blocks can be undone. */
static bool is_open(const MatroskaTrack *track)
{
    if (track->encodings == 0)
        return true;
    return track->encodings == 1 && !track->locked && track->scope == 1 &&
           (track->algorithm == 0 || (track->algorithm == 3 && track->stripped.size > 0 &&
                                      track->stripped.size <= STRIPPED_MAX));
}

static void keep_track(MatroskaTitles *titles, Kind kind)
{
    const MatroskaTrack *said = &titles->track;
    Track *track = g_new0(Track, 1);
    size_t length;

    track->number = said->number;
    track->kind = kind;
    track->algorithm = said->encodings > 0 ? said->algorithm : NO_ALGORITHM;
    if (track->algorithm == 3)
        track->stripped = copy(titles, &said->stripped, STRIPPED_MAX, &track->stripped_length);
    track->titles = titles_new(titles->metadata->sink, 0);
    if (said->head.size > 0) {
        g_autofree uint8_t *head = copy(titles, &said->head, BLOCK_MAX, &length);

        if (head)
            titles_notes(track->titles, head, length);
    }
    g_ptr_array_add(titles->tracks, track);
}

void matroska_titles_track_end(MatroskaTitles *titles, bool late)
{
    Kind kind = kind_of(titles->track.codec);

    if (titles->track.type == TRACK_SUBTITLES || kind != KIND_NONE) {
        if (kind != KIND_NONE && is_open(&titles->track) && !late &&
            titles->tracks->len < TRACKS_MAX)
            keep_track(titles, kind);
        else
            titles->unread = true;
    }
    titles->track = (MatroskaTrack){.scope = 1};
}

bool matroska_titles_any(const MatroskaTitles *titles)
{
    return titles->tracks->len > 0;
}

static Track *find_track(const MatroskaTitles *titles, uint64_t number)
{
    for (guint i = 0; i < titles->tracks->len; i++) {
        Track *track = g_ptr_array_index(titles->tracks, i);

        if (track->number == number)
            return track;
    }
    return NULL;
}

bool matroska_titles_wants(const MatroskaTitles *titles, uint64_t track)
{
    return find_track(titles, track) != NULL;
}

/* The words of a block without what is around them (g_free); NULL where they cannot be had. */
static uint8_t *undo(MatroskaTitles *titles, const Track *track, const Bytes *block, size_t *length)
{
    g_autofree uint8_t *raw = copy(titles, block, BLOCK_MAX, length);
    uLongf size = BLOCK_MAX;
    uint8_t *out;

    if (!raw || track->algorithm == NO_ALGORITHM)
        return g_steal_pointer(&raw);
    if (track->algorithm == 3) {
        out = g_malloc(track->stripped_length + *length + 1);
        if (track->stripped_length > 0)
            memcpy(out, track->stripped, track->stripped_length);
        memcpy(out + track->stripped_length, raw, *length);
        *length += track->stripped_length;
        return out;
    }
    out = g_malloc(BLOCK_MAX);
    if (uncompress(out, &size, raw, (uLong)*length) != Z_OK ||
        !metadata_charge(titles->metadata, size)) {
        titles->unread = true;
        g_free(out);
        return NULL;
    }
    *length = size;
    return out;
}

/* "1,0,style,name,0,0,0,effect,text": behind eight commas; who speaks stands behind the third. */
static void take_dialogue(Titles *titles, const char *data, size_t length)
{
    g_autofree char *line = g_strndup(data, length);
    g_auto(GStrv) fields = g_strsplit(line, ",", 9);

    if (g_strv_length(fields) < 9) {
        titles_marked(titles, line, "\\N");
        return;
    }
    for (char *at = fields[8]; (at = strchr(at, '\\')) != NULL; at++) {
        if (at[1] == 'n')
            at[1] = 'N';
        else if (at[1] == 'h') /* a blank that parts no line */
            memset(at, ' ', 2);
    }
    texts_author(titles->texts, fields[3]);
    titles_bytes(titles, fields[8], strlen(fields[8]), "\\N");
}

/* WebM's blocks of WebVTT begin with a line for the name and one for where it is shown. */
static void take_webm(Titles *titles, const char *data, size_t length)
{
    const char *at = data, *end = data + length;

    for (unsigned i = 0; i < 2; i++) {
        const char *line = memchr(at, '\n', (size_t)(end - at));

        if (!line)
            break;
        titles_notes(titles, at, (size_t)(line - at));
        at = line + 1;
    }
    titles_bytes(titles, at, (size_t)(end - at), "\n");
}

void matroska_titles_block(MatroskaTitles *titles, uint64_t number, int64_t time, bool laced,
                           const Bytes *block)
{
    Track *track = find_track(titles, number);
    g_autofree uint8_t *data = NULL;
    size_t length = 0;

    if (!track || sink_is_full(titles->metadata->sink))
        return;
    if (laced) {
        titles->unread = true;
        return;
    }
    data = undo(titles, track, block, &length);
    if (!data || length == 0)
        return;
    titles_begin(track->titles,
                 (unsigned)((double)MAX(time, (int64_t)0) * (double)titles->scale / 1e9));
    if (track->kind == KIND_SUBSTATION)
        take_dialogue(track->titles, (const char *)data, length);
    else if (track->kind == KIND_WEBM)
        take_webm(track->titles, (const char *)data, length);
    else
        titles_bytes(track->titles, data, length, "\n");
}

void matroska_titles_notes(MatroskaTitles *titles, uint64_t number, const Bytes *notes)
{
    Track *track = find_track(titles, number);
    g_autofree uint8_t *data = NULL;
    size_t length = 0;

    if (!track)
        return;
    data = copy(titles, notes, BLOCK_MAX, &length);
    if (data && length > 0)
        titles_notes(track->titles, data, length);
}
