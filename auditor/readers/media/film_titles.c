#include "readers/media/film_titles.h"

#include <string.h>

#include "readers/media/boxes.h"
#include "readers/media/tags.h"
#include "readers/text/titles.h"

#define SAMPLES_MAX 200000U
#define SAMPLE_MAX (1024U * 1024U)
#define KINDS_MAX 100U

typedef enum { KIND_NONE, KIND_COUNTED, KIND_WEBVTT, KIND_XML } Kind;

typedef struct {
    Metadata *metadata;
    Bytes file;
    Kind kind;
    Bytes sizes, chunks, places, times; /* the tables of samples */
    bool wide;                          /* places of 64 bits */
    bool mac;                           /* what is no UTF-8 is Mac OS Roman */
    uint32_t scale;                     /* units of time in a second */
    Titles *titles;
    bool left;
} Track;

static Kind kind_of(const Box *description)
{
    if (box_is(description, "tx3g") || box_is(description, "text"))
        return KIND_COUNTED;
    if (box_is(description, "wvtt"))
        return KIND_WEBVTT;
    return box_is(description, "stpp") ? KIND_XML : KIND_NONE;
}

/* All descriptions of samples must be of one kind that is read. */
static Kind described(const Bytes *table)
{
    uint64_t at = 8;
    Kind found = KIND_NONE;
    Box box;

    for (unsigned i = 0; i < KINDS_MAX && box_next(table, &at, &box) == BOX_WHOLE; i++) {
        if (kind_of(&box) == KIND_NONE || (i > 0 && kind_of(&box) != found))
            return KIND_NONE;
        found = kind_of(&box);
    }
    return at == table->size ? found : KIND_NONE;
}

/* The words of the track lie in this file and not in another one. */
static bool is_own(const Bytes *media)
{
    Bytes data, references;
    uint64_t at = 8;
    uint8_t flags[4];
    Box reference;

    if (!box_find(media, "dinf", &data) || !box_find(&data, "dref", &references))
        return true;
    for (unsigned i = 0; i < KINDS_MAX && box_next(&references, &at, &reference) == BOX_WHOLE; i++)
        if (!bytes_exact(&reference.body, 0, flags, 4) || !(flags[3] & 1))
            return false;
    return true;
}

static bool is_marked(const uint8_t *data, size_t length)
{
    return length >= 2 &&
           ((data[0] == 0xfe && data[1] == 0xff) || (data[0] == 0xff && data[1] == 0xfe));
}

/* Two bytes of length, then UTF-8, or UTF-16 with its mark; how it looks stands behind. */
static void take_counted(Track *track, const uint8_t *data, size_t length)
{
    size_t size = length >= 2 ? number_16(data, false) : 0;

    if (length < 2 || size > length - 2) {
        track->left = true;
        size = length >= 2 ? length - 2 : 0;
    }
    if (size > 0)
        titles_plain(track->titles, data + 2, size,
                     track->mac && !is_marked(data + 2, size) &&
                             !g_utf8_validate((const char *)data + 2, (gssize)size, NULL)
                         ? "macintosh"
                         : NULL);
}

static void take_boxes(Track *track, const Bytes *sample, unsigned depth)
{
    uint64_t at = 0;
    BoxState state;
    Box box;

    while ((state = box_next(sample, &at, &box)) == BOX_WHOLE) {
        size_t length = 0;
        g_autofree uint8_t *data = NULL;

        if (box_is(&box, "vttc") && depth == 0) {
            take_boxes(track, &box.body, depth + 1);
            continue;
        }
        if (!box_is(&box, "payl") && !box_is(&box, "vtta") && !box_is(&box, "iden"))
            continue;
        data = bytes_copy(&box.body, 0, (size_t)box.body.size, &length);
        if (box_is(&box, "payl"))
            titles_bytes(track->titles, data, length, "\n");
        else
            titles_notes(track->titles, data, length);
    }
    track->left = track->left || state != BOX_NONE || at < sample->size;
}

static void take_sample(Track *track, uint64_t place, uint64_t size, double seconds)
{
    g_autofree uint8_t *data = NULL;
    size_t length = 0;

    if (size == 0)
        return;
    if (place > track->file.size || size > track->file.size - place || size > SAMPLE_MAX) {
        track->left = true;
        return;
    }
    if (!metadata_charge(track->metadata, size))
        return;
    data = bytes_copy(&track->file, place, (size_t)size, &length);
    if (!data || length < size) {
        track->left = true;
        return;
    }
    titles_begin(track->titles, (unsigned)MIN(seconds, 3600.0 * 999));
    if (track->kind == KIND_COUNTED) {
        take_counted(track, data, length);
    } else if (track->kind == KIND_WEBVTT) {
        Bytes sample = bytes_of_memory(data, length);

        take_boxes(track, &sample, 0);
    } else {
        tags_leaf(track->metadata, "subtitles.xml", "application/ttml+xml", data, length);
    }
}

/* A number of 32 bits in a table. */
static bool entry(const Bytes *table, uint64_t at, uint32_t *number)
{
    uint8_t raw[4];

    if (!bytes_exact(table, at, raw, 4))
        return false;
    *number = number_32(raw, false);
    return true;
}

static bool place_of(const Track *track, uint64_t chunk, uint64_t *place)
{
    uint8_t raw[8];
    unsigned width = track->wide ? 8 : 4;

    if (!bytes_exact(&track->places, 8 + chunk * width, raw, width))
        return false;
    *place = track->wide ? number_64(raw, false) : number_32(raw, false);
    return true;
}

/* Where the next sample lies, and when it is shown: steps through the runs of the tables. */
typedef struct {
    uint64_t chunk, place; /* chunk: from 0 on */
    uint32_t in_chunk;     /* samples still to come of it */
    uint32_t run;          /* entries of the table of chunks passed */
    uint32_t time_run, time_left, duration;
    uint64_t time;
} Walk;

static bool next_chunk(const Track *track, Walk *walk)
{
    uint32_t first, runs = 0;

    entry(&track->chunks, 4, &runs);
    while (walk->run < runs && entry(&track->chunks, 8 + 12 * (uint64_t)walk->run, &first) &&
           first <= walk->chunk + 1)
        walk->run++;
    if (walk->run == 0 ||
        !entry(&track->chunks, 8 + 12 * (uint64_t)(walk->run - 1) + 4, &walk->in_chunk) ||
        walk->in_chunk == 0)
        return false;
    return place_of(track, walk->chunk++, &walk->place);
}

static void pass_time(const Track *track, Walk *walk)
{
    while (walk->time_left == 0) {
        uint64_t at = 8 + 8 * (uint64_t)walk->time_run++;

        if (!entry(&track->times, at, &walk->time_left) ||
            !entry(&track->times, at + 4, &walk->duration)) {
            walk->time_left = UINT32_MAX;
            walk->duration = 0;
        }
    }
    walk->time_left--;
    walk->time += walk->duration;
}

static void take_samples(Track *track)
{
    uint32_t same = 0, count = 0, size;
    Walk walk = {0};

    if (!entry(&track->sizes, 4, &same) || !entry(&track->sizes, 8, &count)) {
        track->left = true;
        return;
    }
    if (count > SAMPLES_MAX)
        metadata_lost(track->metadata, REASON_LIMIT_ENTRIES, "subtitles inside a film");
    count = MIN(count, SAMPLES_MAX);
    for (uint32_t i = 0; i < count && !sink_is_full(track->metadata->sink); i++) {
        size = same;
        if ((same == 0 && !entry(&track->sizes, 12 + 4 * (uint64_t)i, &size)) ||
            (walk.in_chunk == 0 && !next_chunk(track, &walk))) {
            track->left = true;
            return;
        }
        take_sample(track, walk.place, size, (double)walk.time / track->scale);
        walk.in_chunk--;
        walk.place += MIN((uint64_t)size, UINT64_MAX - walk.place);
        pass_time(track, &walk);
    }
}

static void read_scale(Track *track, const Bytes *media)
{
    Bytes head;
    uint8_t version = 0;

    if (box_find(media, "mdhd", &head)) {
        bytes_read(&head, 0, &version, 1);
        entry(&head, version == 1 ? 20 : 12, &track->scale);
    }
    track->scale = MAX(track->scale, 1U);
}

FilmTitles film_titles(Metadata *metadata, const Bytes *box)
{
    static const char *const handlers[] = {"sbtl", "subt", "text", "clcp"};
    Track track = {.metadata = metadata};
    Bytes media, handler, information, tables, descriptions;
    char raw[5] = "";
    bool ours = false;

    if (!box_find(box, "mdia", &media) || !box_find(&media, "hdlr", &handler))
        return FILM_TITLES_NONE;
    bytes_exact(&handler, 8, raw, 4);
    for (size_t i = 0; i < G_N_ELEMENTS(handlers); i++)
        ours = ours || strcmp(raw, handlers[i]) == 0;
    if (!ours)
        return FILM_TITLES_NONE;
    if (!box->input || !box_find(&media, "minf", &information) ||
        !box_find(&information, "stbl", &tables) || !box_find(&tables, "stsd", &descriptions) ||
        !is_own(&information))
        return FILM_TITLES_LEFT;
    track.kind = described(&descriptions);
    track.mac = bytes_exact(&descriptions, 12, raw, 4) && strcmp(raw, "text") == 0;
    track.wide = !box_find(&tables, "stco", &track.places);
    if (track.kind == KIND_NONE || !box_find(&tables, "stsz", &track.sizes) ||
        !box_find(&tables, "stsc", &track.chunks) ||
        (track.wide && !box_find(&tables, "co64", &track.places)))
        return FILM_TITLES_LEFT;
    box_find(&tables, "stts", &track.times);
    read_scale(&track, &media);
    track.file = bytes_of_input(box->input);
    track.titles = titles_new(metadata->sink, 0);
    take_samples(&track);
    titles_free(track.titles);
    return track.left ? FILM_TITLES_LEFT : FILM_TITLES_READ;
}
