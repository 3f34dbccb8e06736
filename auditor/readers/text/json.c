/*
 * Any JSON that no export reader knows: every string, number and key becomes text, labelled with
 * its path, so that a name is found wherever it stands. NDJSON and scripts that assign JSON too.
 * What the values mean is not asked here.
 */
#include <string.h>

#include "readers/exports/meta.h"
#include "readers/html/html_state.h"
#include "readers/reader.h"
#include "worker/json.h"
#include "worker/json_text.h"

static bool ends_with(const char *text, const char *suffix)
{
    size_t length = strlen(text), end = strlen(suffix);

    return length >= end && g_ascii_strcasecmp(text + length - end, suffix) == 0;
}

static bool is_json_type(const char *type)
{
    return type && (strstr(type, "/json") || strstr(type, "+json") || strstr(type, "ndjson"));
}

static bool has_json_name(const char *path)
{
    static const char *const suffixes[] = {".json",     ".ndjson", ".jsonl",      ".geojson",
                                           ".geo.json", ".jsonld", ".webmanifest"};

    for (size_t i = 0; i < G_N_ELEMENTS(suffixes); i++) {
        if (ends_with(path, suffixes[i]))
            return true;
    }
    return false;
}

static int bid(const Input *input)
{
    Slice head = input_head(input);
    bool script = false;

    if (json_looks_like(head, &script))
        return script ? 18 : 20;
    /* What macOS puts beside every file, under the file's own name. */
    if (head.length >= 4 && memcmp(head.data, "\0\5\26\7", 4) == 0)
        return 0;
    if (is_json_type(input_type(input)))
        return 16;
    if (is_json_type(input_declared_type(input)) || has_json_name(input_path(input)))
        return head.length > 0 ? 12 : 6;
    return 0;
}

typedef struct {
    JsonCollector *collector;
    Sink *sink;
} Reading;

static void take_piece(void *user, const JsonPiece *piece)
{
    const Reading *reading = user;
    HtmlMedia *media = html_media_new();

    json_collector_add(reading->collector, piece->path, piece->value);
    html_state_take(media, piece->value);
    html_media_put(media, reading->sink, 0);
    html_media_free(media);
}

static void take_text(void *user, const char *path, const char *text, size_t length)
{
    json_collector_add_text(((const Reading *)user)->collector, path, text, length);
}

static void read_json(Input *input, Sink *sink)
{
    static const JsonHandler handler = {take_piece, take_text};
    g_autofree char *path = g_ascii_strdown(input_path(input), -1);
    Reading reading = {json_collector_new(sink, 0, PLACE_BODY, meta_repair(path)), sink};

    json_read(input, sink, &handler, &reading);
    json_collector_finish(reading.collector);
}

const Reader reader_json = {"json", bid, read_json};
