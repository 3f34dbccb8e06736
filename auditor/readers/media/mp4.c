/*
 * Film and sound in ISO boxes: MP4, MOV, 3GP, M4A. Reads the times and sizes of the film and its
 * tracks, user data of QuickTime and 3GPP, the item list of iTunes and Apple's keys, XMP, covers,
 * words of subtitles and chapters. Frames and sound are stepped over.
 */
#include <string.h>

#include "readers/media/boxes.h"
#include "readers/media/containers.h"
#include "readers/media/credentials.h"
#include "readers/media/film_boxes.h"
#include "readers/media/film_titles.h"
#include "readers/media/tags.h"
#include "readers/media/words.h"
#include "readers/media/xtra.h"

#define BOXES_MAX 20000U
#define DEPTH_MAX 12U
#define KEYS_MAX 1000U
#define VALUE_MAX (1024U * 1024U)
#define EPOCH_1904 INT64_C(2082844800) /* seconds from 1904 to 1970 */
#define YEARS_10 INT64_C(315532800)

typedef struct {
    Metadata *metadata;
    GPtrArray *keys; /* names of Apple's keys, in order */
    unsigned boxes;
    bool film, sound, moov;
    bool titles, titles_left; /* tracks of subtitles or chapters; some are not read */
    bool fragments;
    bool way; /* a track of positions */
} Film;

#define NAME_BYTES 8

/* The kind as UTF-8: the sign of QuickTime's names is U+00A9. */
static const char *name_of(const Box *box, char name[NAME_BYTES])
{
    size_t at = 0;

    for (unsigned i = 0; i < 4; i++) {
        uint8_t byte = (uint8_t)box->kind[i];

        if (byte == 0xa9 && at == 0) {
            name[at++] = (char)0xc2;
            name[at++] = (char)0xa9;
        } else {
            name[at++] = byte < 0x80 ? (char)byte : '?';
        }
    }
    name[at] = '\0';
    return name;
}

static uint32_t kind_number(const Box *box)
{
    return number_32((const uint8_t *)box->kind, false);
}

/* The box at `at` and the place of the next. False at the end. */
static bool next_box(Film *film, const Bytes *bytes, uint64_t *at, Box *box)
{
    BoxState state = box_next(bytes, at, box);

    if (state != BOX_NONE && film->boxes++ >= BOXES_MAX) {
        metadata_lost(film->metadata, REASON_LIMIT_ENTRIES, "boxes of a film");
        return false;
    }
    if (state == BOX_BROKEN)
        metadata_lost(film->metadata, REASON_CORRUPT, "box shorter than its head");
    else if (state == BOX_CUT)
        metadata_lost(film->metadata, REASON_TRUNCATED, "film is cut");
    return state == BOX_WHOLE || state == BOX_CUT;
}

static uint8_t *copy_body(Film *film, const Bytes *body, size_t *length)
{
    if (body->size > VALUE_MAX)
        return container_block(film->metadata, body, 0, body->size, length);
    if (!metadata_charge(film->metadata, body->size)) {
        *length = 0;
        return NULL;
    }
    return bytes_copy(body, 0, (size_t)body->size, length);
}

/* UTF-8, UTF-16 by its mark, else windows-1252. */
static char *words_of(const uint8_t *data, size_t length)
{
    if (length >= 2 &&
        ((data[0] == 0xfe && data[1] == 0xff) || (data[0] == 0xff && data[1] == 0xfe)))
        return words_from_utf16(data, length, false);
    return words_from_bytes(data, length);
}

/* Mac OS Roman from 0x80 on, which QuickTime wrote where the language is one of the old numbers. */
static const uint16_t mac_roman[128] = {
    0xc4,   0xc5,   0xc7,   0xc9,   0xd1,   0xd6,  0xdc,   0xe1,   0xe0,   0xe2,   0xe4,   0xe3,
    0xe5,   0xe7,   0xe9,   0xe8,   0xea,   0xeb,  0xed,   0xec,   0xee,   0xef,   0xf1,   0xf3,
    0xf2,   0xf4,   0xf6,   0xf5,   0xfa,   0xf9,  0xfb,   0xfc,   0x2020, 0xb0,   0xa2,   0xa3,
    0xa7,   0x2022, 0xb6,   0xdf,   0xae,   0xa9,  0x2122, 0xb4,   0xa8,   0x2260, 0xc6,   0xd8,
    0x221e, 0xb1,   0x2264, 0x2265, 0xa5,   0xb5,  0x2202, 0x2211, 0x220f, 0x3c0,  0x222b, 0xaa,
    0xba,   0x3a9,  0xe6,   0xf8,   0xbf,   0xa1,  0xac,   0x221a, 0x192,  0x2248, 0x2206, 0xab,
    0xbb,   0x2026, 0xa0,   0xc0,   0xc3,   0xd5,  0x152,  0x153,  0x2013, 0x2014, 0x201c, 0x201d,
    0x2018, 0x2019, 0xf7,   0x25ca, 0xff,   0x178, 0x2044, 0x20ac, 0x2039, 0x203a, 0xfb01, 0xfb02,
    0x2021, 0xb7,   0x201a, 0x201e, 0x2030, 0xc2,  0xca,   0xc1,   0xcb,   0xc8,   0xcd,   0xce,
    0xcf,   0xcc,   0xd3,   0xd4,   0xf8ff, 0xd2,  0xda,   0xdb,   0xd9,   0x131,  0x2c6,  0x2dc,
    0xaf,   0x2d8,  0x2d9,  0x2da,  0xb8,   0x2dd, 0x2db,  0x2c7};

static void take_mac_words(Film *film, const char *name, const uint8_t *data, size_t length)
{
    g_autoptr(GString) words = g_string_sized_new(length);

    for (size_t i = 0; i < length; i++)
        g_string_append_unichar(words, data[i] < 0x80 ? data[i] : mac_roman[data[i] - 0x80]);
    tags_bytes(film->metadata, "quicktime", name, (const uint8_t *)words->str, words->len);
}

static void take_words(Film *film, const char *name, const uint8_t *data, size_t length)
{
    g_autofree char *words = words_of(data, length);

    tags_value(film->metadata, "quicktime", name, words);
}

/* Times stand behind version and flags: 32 bits, from version 1 on 64. */
static void take_times(Film *film, const Box *box, const char *key)
{
    uint8_t raw[12];
    int64_t seconds;

    if (!bytes_exact(&box->body, 0, raw, sizeof raw))
        return;
    seconds = raw[0] == 0 ? (int64_t)number_32(raw + 4, false)
                          : (int64_t)MIN(number_64(raw + 4, false), UINT64_C(1) << 40);
    /* Some cameras count from 1970, others from when they were put on. */
    if (seconds > EPOCH_1904)
        seconds -= EPOCH_1904;
    else if (seconds < YEARS_10)
        return;
    tags_moment(film->metadata, "quicktime", key, seconds);
}

static void take_track_head(Film *film, const Box *box)
{
    uint8_t raw[104];
    size_t at = 0, got = bytes_read(&box->body, 0, raw, sizeof raw);

    take_times(film, box, "TrackCreateDate");
    at = got > 0 && raw[0] == 1 ? 88 : 76; /* width and height, 16.16 */
    if (got < at + 8)
        return;
    uint32_t width = number_16(raw + at, false), height = number_16(raw + at + 4, false);

    if ((uint64_t)width * height > (uint64_t)film->metadata->width * film->metadata->height) {
        film->metadata->width = width;
        film->metadata->height = height;
    }
}

static void take_handler(Film *film, const Box *box)
{
    uint8_t raw[24 + 256];
    size_t got = bytes_read(&box->body, 0, raw, sizeof raw);

    if (got < 12)
        return;
    film->film = film->film || memcmp(raw + 8, "vide", 4) == 0;
    film->sound = film->sound || memcmp(raw + 8, "soun", 4) == 0;
    if (got > 24) { /* QuickTime counts the name, MP4 ends it */
        size_t skip = raw[24] == got - 25 ? 25 : 24;

        take_words(film, "HandlerName", raw + skip, got - skip);
    }
}

/* 3GPP: version, flags and language, then the text. */
static bool is_3gpp(const Box *box)
{
    static const char *const kinds[] = {"titl", "dscp", "auth", "perf", "cprt",
                                        "gnre", "albm", "kywd", "coll"};

    for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (box_is(box, kinds[i]))
            return true;
    return false;
}

static size_t string_end(const uint8_t *data, size_t length, size_t at)
{
    bool wide = length >= at + 2 && data[at] == 0xfe && data[at + 1] == 0xff;

    for (; at + (wide ? 2 : 1) <= length; at += wide ? 2 : 1)
        if (data[at] == 0 && (!wide || data[at + 1] == 0))
            return at + (wide ? 2 : 1);
    return length;
}

/* loci: a name, a role, longitude, latitude and altitude in 16.16, then a body and notes. */
static void take_location(Film *film, const uint8_t *data, size_t length)
{
    size_t at = 6, end;

    if (length < at)
        return;
    end = string_end(data, length, at);
    take_words(film, "LocationName", data + at, end - at);
    at = end + 1;
    if (at + 12 > length)
        return;
    double east = (int32_t)number_32(data + at, false) / 65536.0;
    double north = (int32_t)number_32(data + at + 4, false) / 65536.0;

    metadata_position(film->metadata, "quicktime", "GPSPosition", north, east);
    take_words(film, "LocationNotes", data + at + 12, length - at - 12);
}

/* Keywords of 3GPP are counted strings: what stands between them is no word. */
static void take_keywords(Film *film, const uint8_t *data, size_t length)
{
    for (size_t at = 7; at < length;) {
        size_t size = data[at++];

        size = MIN(size, length - at);
        take_words(film, "kywd", data + at, size);
        at += size;
    }
}

/* Texts of QuickTime: length, language, text, one behind the other for more languages. */
static void take_international(Film *film, const char *name, const uint8_t *data, size_t length)
{
    size_t at = 0;
    bool any = false;

    while (at + 4 <= length) {
        size_t size = number_16(data + at, false);

        if (size == 0 || size > length - at - 4)
            break;
        if (number_16(data + at + 2, false) < 0x400 &&
            !g_utf8_validate((const char *)data + at + 4, (gssize)size, NULL))
            take_mac_words(film, name, data + at + 4, size);
        else
            take_words(film, name, data + at + 4, size);
        any = true;
        at += 4 + size;
    }
    if (!any)
        take_words(film, name, data, length);
}

/* What looks like text in a box of user data that nobody described counts as words. */
static bool looks_like_words(const uint8_t *data, size_t length)
{
    size_t printable = 0;

    for (size_t i = 0; i < length; i++)
        printable += data[i] >= 0x20 && data[i] != 0x7f;
    return length >= 3 && printable + 2 >= length;
}

/* Nero's chapters: a version, in later ones four bytes, a count, then for each its time and a
 * counted name. */
static void take_chapters(Film *film, const uint8_t *data, size_t length)
{
    size_t at = length > 0 && data[0] > 0 ? 8 : 4;
    unsigned count = at < length ? data[at] : 0;

    for (at++; count > 0; count--) {
        size_t size = at + 9 <= length ? data[at + 8] : 0;

        if (at + 9 + size > length) {
            metadata_lost(film->metadata, REASON_TRUNCATED, "film is cut");
            return;
        }
        take_words(film, "Chapter", data + at + 9, size);
        at += 9 + size;
    }
}

static void take_user_data(Film *film, const Box *box)
{
    size_t length = 0;
    g_autofree uint8_t *data = copy_body(film, &box->body, &length);
    char kind[NAME_BYTES];
    const char *name = name_of(box, kind);

    if (!data || length == 0)
        return;
    if ((uint8_t)box->kind[0] == 0xa9)
        take_international(film, name, data, length);
    else if (box_is(box, "XMP_"))
        metadata_xmp(film->metadata, data, length);
    else if (box_is(box, "Xtra"))
        xtra_emit(film->metadata, data, length);
    else if (box_is(box, "chpl"))
        take_chapters(film, data, length);
    else if (box_is(box, "loci"))
        take_location(film, data, length);
    else if (box_is(box, "kywd"))
        take_keywords(film, data, length);
    else if (is_3gpp(box) && length > 6)
        take_words(film, name, data + 6, length - 6);
    else if (looks_like_words(data, length))
        take_words(film, name, data, length);
}

/* Apple's keys: a count, then name space and name of each. */
static void take_keys(Film *film, const Box *box)
{
    uint64_t at = 8;
    uint8_t head[8];

    while (film->keys->len < KEYS_MAX && bytes_exact(&box->body, at, head, 8)) {
        uint32_t size = number_32(head, false);
        size_t length = 0;
        uint8_t *name;

        if (size < 8 || size > 1024)
            return;
        name = bytes_copy(&box->body, at + 8, size - 8, &length);
        g_ptr_array_add(film->keys, name);
        at += size;
    }
}

/* Type, country and language, then the value. */
static void take_data(Film *film, const char *name, const Box *box)
{
    size_t length = 0;
    g_autofree uint8_t *data = copy_body(film, &box->body, &length);
    g_autofree char *words = NULL;
    uint32_t type;

    if (!data || length <= 8)
        return;
    type = number_32(data, false) & 0xffffff;
    if (strcmp(name, "covr") == 0 || type == 13 || type == 14 || type == 27) {
        tags_leaf(film->metadata, NULL, NULL, data + 8, length - 8);
        return;
    }
    if (type == 2)
        words = words_from_utf16(data + 8, length - 8, false);
    else if (type == 1 || type == 4 || looks_like_words(data + 8, length - 8))
        words = words_of(data + 8, length - 8);
    tags_value(film->metadata, "quicktime", name, words);
}

/* One entry of the item list; "----" brings its own name. */
static void take_item(Film *film, const Box *item)
{
    uint32_t number = kind_number(item);
    char kind[NAME_BYTES];
    g_autofree char *own = NULL;
    const char *name = name_of(item, kind);
    uint64_t at = 0;
    Box box;

    if (number > 0 && number <= film->keys->len)
        name = g_ptr_array_index(film->keys, number - 1);
    while (next_box(film, &item->body, &at, &box)) {
        size_t length = 0;

        if (box_is(&box, "name") && box.body.size > 4 && box.body.size < 1024) {
            g_free(own);
            own = (char *)bytes_copy(&box.body, 4, (size_t)box.body.size - 4, &length);
            name = own;
        } else if (box_is(&box, "data")) {
            take_data(film, name, &box);
        }
    }
}

static void take_items(Film *film, const Box *list)
{
    uint64_t at = 0;
    Box item;

    while (next_box(film, &list->body, &at, &item))
        take_item(film, &item);
}

/* XMP, and the XML that cameras for panoramas put beside it. */
static void take_uuid(Film *film, const Box *box)
{
    static const char rdf[] = "<rdf:RDF";
    uint64_t look = MIN(box->body.size, (uint64_t)VALUE_MAX * 16);
    g_autofree uint8_t *data = NULL;
    uint8_t uuid[16];
    size_t length = 0;

    if (bytes_exact(&box->body, 0, uuid, sizeof uuid) && credentials_is_uuid(uuid)) {
        data = container_block(film->metadata, &box->body, 16, box->body.size - 16, &length);
        if (data)
            credentials_emit_box(film->metadata, data, length);
        return;
    }
    if (box->body.size <= 16 || bytes_find(&box->body, 16, look, rdf, sizeof rdf - 1) == UINT64_MAX)
        return;
    data = container_block(film->metadata, &box->body, 16, box->body.size - 16, &length);
    if (data)
        metadata_xmp(film->metadata, data, length);
}

static void read_boxes(Film *film, const Bytes *bytes, bool user_data, unsigned depth);

/* What cameras on helmets and drones measure on their way, many times a second. */
static void take_table(Film *film, const Box *table, bool inner)
{
    static const char *const kinds[] = {"gpmd", "camm"};
    uint64_t at = 0;
    char kind[4];
    Box box;

    while (next_box(film, &table->body, &at, &box)) {
        if (box_is(&box, "stbl") && !inner)
            take_table(film, &box, true);
        if (!box_is(&box, "stsd") || !bytes_exact(&box.body, 12, kind, 4))
            continue;
        for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++)
            film->way = film->way || memcmp(kind, kinds[i], 4) == 0;
    }
}

static bool is_branch(const Box *box)
{
    static const char *const branches[] = {"moov", "trak", "mdia", "moof", "traf", "tapt"};

    for (size_t i = 0; i < G_N_ELEMENTS(branches); i++)
        if (box_is(box, branches[i]))
            return true;
    return false;
}

/* QuickTime's "meta" has no version before its boxes, MP4's has. */
static void read_meta(Film *film, const Box *box, unsigned depth)
{
    uint8_t head[8] = {0};
    bool plain = bytes_exact(&box->body, 0, head, 8) && memcmp(head + 4, "hdlr", 4) == 0;
    Bytes inner = bytes_part(&box->body, plain ? 0 : 4, UINT64_MAX);
    guint keys = film->keys->len;

    g_ptr_array_remove_range(film->keys, 0, keys);
    read_boxes(film, &inner, false, depth + 1);
}

static void take_titles(Film *film, const Box *track)
{
    FilmTitles found = film_titles(film->metadata, &track->body);

    film->titles = film->titles || found != FILM_TITLES_NONE;
    film->titles_left = film->titles_left || found == FILM_TITLES_LEFT;
}

static void read_box(Film *film, const Box *box, bool user_data, unsigned depth)
{
    if (is_branch(box)) {
        film->moov = film->moov || box_is(box, "moov");
        film->fragments = film->fragments || box_is(box, "moof");
        read_boxes(film, &box->body, false, depth + 1);
        if (box_is(box, "trak"))
            take_titles(film, box);
    } else if (box_is(box, "minf")) {
        take_table(film, box, false);
    } else if (box_is(box, "udta")) {
        read_boxes(film, &box->body, true, depth + 1);
    } else if (box_is(box, "meta")) {
        read_meta(film, box, depth);
    } else if (box_is(box, "uuid")) {
        take_uuid(film, box);
    } else if (user_data) {
        take_user_data(film, box);
    } else if (box_is(box, "mvhd")) {
        take_times(film, box, "CreateDate");
    } else if (box_is(box, "tkhd")) {
        take_track_head(film, box);
    } else if (box_is(box, "mdhd")) {
        take_times(film, box, "MediaCreateDate");
    } else if (box_is(box, "hdlr")) {
        take_handler(film, box);
    } else if (box_is(box, "keys")) {
        take_keys(film, box);
    } else if (box_is(box, "ilst")) {
        take_items(film, box);
    } else if (box_is(box, "XMP_")) {
        take_user_data(film, box);
    }
}

static void read_boxes(Film *film, const Bytes *bytes, bool user_data, unsigned depth)
{
    uint64_t at = 0;
    Box box;

    if (depth >= DEPTH_MAX) {
        metadata_lost(film->metadata, REASON_LIMIT_DEPTH, "boxes in boxes of a film");
        return;
    }
    while (next_box(film, bytes, &at, &box)) {
        if (user_data && kind_number(&box) == 0)
            return; /* the 32 bits of zero that end a list */
        read_box(film, &box, user_data, depth);
    }
}

/* What is in tracks that are not read. */
static void tell_tracks(const Film *film)
{
    if (film->titles_left || (film->titles && film->fragments))
        metadata_lost(film->metadata, REASON_MEDIA_OMITTED, "subtitles or chapters inside a film");
    if (film->way)
        metadata_lost(film->metadata, REASON_MEDIA_OMITTED, "positions along the way in a film");
}

void film_boxes(Metadata *metadata, const Bytes *moov)
{
    Film film = {.metadata = metadata};

    film.keys = g_ptr_array_new_with_free_func(g_free);
    read_boxes(&film, moov, false, 0);
    g_ptr_array_unref(film.keys);
    tell_tracks(&film);
}

static int mp4_bid(const Input *input)
{
    static const char *const first[] = {"moov", "mdat", "wide", "free", "skip", "pnot"};
    Slice head = input_head(input);

    if (head.length < 12)
        return 0;
    if (memcmp(head.data + 4, "ftypcrx ", 8) == 0)
        return 0; /* a raw photo of Canon, in a shape of its own */
    if (memcmp(head.data + 4, "ftyp", 4) == 0)
        return 40;
    for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
        if (memcmp(head.data + 4, first[i], 4) == 0 && head.data[0] == 0)
            return 32;
    return 0;
}

/* Of a file without tracks its brand has to tell. */
static bool is_sound(Slice head)
{
    return head.length >= 12 && memcmp(head.data + 4, "ftypM4", 6) == 0 && head.data[10] != 'V';
}

static void mp4_read(Input *input, Sink *sink)
{
    Metadata metadata = metadata_start(sink, "video");
    Bytes bytes = bytes_of_input(input);
    Film film = {.metadata = &metadata};

    film.keys = g_ptr_array_new_with_free_func(g_free);
    read_boxes(&film, &bytes, false, 0);
    g_ptr_array_unref(film.keys);
    if (!film.moov)
        metadata_lost(&metadata, REASON_TRUNCATED, "film without its directory");
    tell_tracks(&film);
    if (metadata.lost)
        metadata_search_xmp(&metadata, &bytes);
    tags_finish(&metadata, film.film || (!film.sound && !is_sound(input_head(input))));
}

const Reader reader_mp4 = {.name = "mp4", .bid = mp4_bid, .read = mp4_read};
