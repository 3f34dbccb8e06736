/*
 * Plain text of any size, and whatever else is text and has no reader of its own: markdown,
 * subtitles, style sheets, scripts. Read in pieces, so that a long log costs no memory.
 */
#include <glib.h>
#include <string.h>

#include "readers/html/html_media.h"
#include "readers/reader.h"
#include "worker/charset.h"

#define PIECE_BYTES (256U * 1024U)
#define OVERLAP_BYTES 160U /* a name that a cut would part stands whole in the next piece */
#define CSS_BYTES_MAX (4U * 1024U * 1024U)

/* Text in an unknown coat: decoded, it holds hardly a control or broken character. */
static bool looks_like_text(Slice head)
{
    g_autoptr(Decoder) decoder = decoder_new(charset_of_text(head.data, head.length, NULL));
    GString *text = g_string_new(NULL);
    decoder_feed(decoder, head.data, head.length, false, text);
    size_t odd = 0;
    for (size_t i = 0; i < text->len; i++) {
        unsigned char c = (unsigned char)text->str[i];
        bool broken = c == 0xef && (unsigned char)text->str[i + 1] == 0xbf; /* U+FFFD, U+FFFE */
        odd += broken || (c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b) || c == 0x7f;
    }
    bool clean = text->len > 0 && odd * 200 <= text->len;
    g_string_free(text, TRUE);
    return clean;
}

static int text_bid(const Input *input)
{
    static const char *const types[] = {"application/javascript", "application/x-javascript",
                                        "application/json",       "application/xml",
                                        "application/x-subrip",   "application/x-sh",
                                        "application/sql",        "application/x-yaml",
                                        "application/x-ndjson",   NULL};
    const char *type = input_type(input);
    if (g_str_has_prefix(type, "text/") || g_strv_contains(types, type)) {
        return 10;
    }
    bool unknown = strcmp(type, "application/octet-stream") == 0;
    return unknown && looks_like_text(input_head(input)) ? 9 : 0;
}

static bool ends_with_one_of(const char *path, const char *const *endings)
{
    g_autofree char *lower = g_ascii_strdown(path, -1);
    for (; *endings != NULL; endings++) {
        if (g_str_has_suffix(lower, *endings)) {
            return true;
        }
    }
    return false;
}

static Place text_place(const Input *input)
{
    static const char *const code[] = {".js",  ".mjs", ".css", ".php", ".map", ".scss", ".less",
                                       ".ini", ".sh",  ".py",  ".ts",  ".sql", ".yml",  NULL};
    return ends_with_one_of(input_path(input), code) ? PLACE_CODE : PLACE_BODY;
}

/* Calendars and cards fold long lines: a line end and a blank in the midst of a word. */
static void unfold(GString *text)
{
    size_t to = 0;
    for (size_t i = 0; i < text->len; i++) {
        size_t skip = text->str[i] == '\r' && i + 1 < text->len && text->str[i + 1] == '\n' ? 2
                      : text->str[i] == '\n'                                                ? 1
                                                                                            : 0;
        bool folded = skip > 0 && i + skip < text->len &&
                      (text->str[i + skip] == ' ' || text->str[i + skip] == '\t');
        if (folded) {
            i += skip;
        } else {
            text->str[to++] = text->str[i];
        }
    }
    g_string_truncate(text, to);
}

/* Puts out what is there, keeping the last words for the next piece; all of it at the end. */
static void put_text(GString *text, bool last, Place place, Sink *sink)
{
    size_t cut = text->len;
    while (!last && cut > 0 && !g_ascii_isspace(text->str[cut - 1])) {
        cut--;
    }
    cut = cut == 0 ? text->len : cut;
    sink_text(sink, 0, 0, place, NULL, text->str, cut);
    size_t keep = cut > OVERLAP_BYTES ? cut - OVERLAP_BYTES : 0;
    while (keep < cut && ((unsigned char)text->str[keep] & 0xc0) == 0x80) {
        keep++;
    }
    g_string_erase(text, 0, (gssize)(last ? text->len : keep));
}

static void without_zeros(GString *text, size_t from)
{
    for (size_t i = from; i < text->len; i++) {
        if (text->str[i] == '\0') {
            text->str[i] = ' ';
        }
    }
}

static void put_style_pictures(Input *input, Sink *sink)
{
    static const char *const style[] = {".css", NULL};
    if (strcmp(input_type(input), "text/css") != 0 && !ends_with_one_of(input_path(input), style)) {
        return;
    }
    Slice whole = input_whole(input, CSS_BYTES_MAX);
    HtmlMedia *media = html_media_new();
    html_media_add_css(media, whole.data, whole.length);
    html_media_put(media, sink, 0);
    html_media_free(media);
}

static void text_read(Input *input, Sink *sink)
{
    Slice head = input_head(input);
    g_autoptr(Decoder) decoder =
        decoder_new(charset_of_text(head.data, head.length, input_declared_type(input)));
    bool folds = head.length > 7 && g_ascii_strncasecmp(head.data, "BEGIN:V", 7) == 0;
    Place place = text_place(input);
    GString *text = g_string_new(NULL);
    GString *raw = g_string_new(NULL);
    g_autofree char *buffer = g_malloc(PIECE_BYTES);
    uint64_t offset = 0;
    size_t piece;
    do {
        piece = input_read_at(input, offset, buffer, PIECE_BYTES);
        offset += piece;
        g_string_append_len(raw, buffer, (gssize)piece);
        size_t before = text->len;
        size_t took = decoder_feed(decoder, raw->str, raw->len, piece == 0, text);
        g_string_erase(raw, 0, (gssize)took);
        without_zeros(text, before);
        if (folds) {
            unfold(text);
        }
        if (piece == 0 || text->len >= TEXT_PIECE_BYTES - 4 * PIECE_BYTES + OVERLAP_BYTES) {
            put_text(text, piece == 0, place, sink);
        }
    } while (piece > 0);
    g_string_free(text, TRUE);
    g_string_free(raw, TRUE);
    put_style_pictures(input, sink);
}

const Reader reader_text = {.name = "text", .bid = text_bid, .read = text_read};
