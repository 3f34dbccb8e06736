/*
 * A font's dictionary (ISO 32000-1, 9.6 to 9.10) is looked for by its subtype, in the bytes of the
 * file and of its object streams. One that maps to Unicode, or has the letters of a usual encoding,
 * is good. A page that may use another is printed into a PDF, in which each shape without a letter
 * is U+FFFD.
 */
#include "readers/pdf/pdf_letters.h"

#include <glib.h>
#include <poppler.h>
#include <string.h>
#include <zlib.h>

#include "readers/pdf/pdf_drawn.h"
#include "readers/pdf/pdf_streams.h"

#define INFLATED_MAX (8U << 20)          /* of one object stream */
#define OBJECT_STREAMS_BYTES (64U << 20) /* of all of them */
#define DICTIONARY_BYTES 16384U          /* before and behind the subtype */
#define PRINTED_BYTES_MAX ((size_t)96 << 20)
#define FONTS_MAX 4096U /* of each subtype, in the file or an object stream */
#define WORD_LETTERS 4U /* bullets and signs stand alone */

static bool has(Slice bytes, const char *word)
{
    return memmem(bytes.data, bytes.length, word, strlen(word)) != NULL;
}

/* The dictionary around `at`: from the "<<" before it that nothing closes to its ">>". */
static Slice dictionary_around(Slice bytes, size_t at)
{
    size_t from = at, to = at, first = at > DICTIONARY_BYTES ? at - DICTIONARY_BYTES : 0;
    size_t last = MIN(bytes.length, at + DICTIONARY_BYTES);
    for (int depth = 0; from > first + 1 && depth >= 0; from--) {
        const char *two = bytes.data + from - 2;
        int step = memcmp(two, ">>", 2) == 0 ? 1 : memcmp(two, "<<", 2) == 0 ? -1 : 0;
        depth += step;
        from -= step != 0;
    }
    for (int depth = 0; to + 1 < last && depth >= 0; to++) {
        const char *two = bytes.data + to;
        int step = memcmp(two, "<<", 2) == 0 ? 1 : memcmp(two, ">>", 2) == 0 ? -1 : 0;
        depth += step;
        to += step != 0;
    }
    return (Slice){bytes.data + from, to - from};
}

/* Those that every reader of PDFs has, and the usual encodings, give letters by their names. */
static bool is_simple_doubtful(Slice font)
{
    static const char *const usual[] = {"/WinAnsiEncoding", "/MacRomanEncoding",
                                        "/StandardEncoding"};
    for (size_t i = 0; i < G_N_ELEMENTS(usual); i++) {
        if (has(font, usual[i])) {
            return false;
        }
    }
    return !has(font, "/ToUnicode") && (has(font, "/FontDescriptor") || has(font, "/CharProcs"));
}

/* A map by name, other than the one that maps each number to itself, is a file of the library's. */
static bool has_named_map(Slice font)
{
    const char *end = font.data + font.length;
    const char *at = memmem(font.data, font.length, "/Encoding", strlen("/Encoding"));
    at = at != NULL ? at + strlen("/Encoding") : end;
    while (at < end && g_ascii_isspace(*at)) {
        at++;
    }
    return end - at > 9 && *at == '/' && memcmp(at, "/Identity", 9) != 0;
}

/* What one font of this subtype adds to what is known of the file. */
static void look_at_font(Slice font, bool composite, PdfLetters *letters)
{
    if (!has(font, "/BaseFont") && !has(font, "/CharProcs")) {
        return;
    }
    if (!composite) {
        letters->doubtful |= is_simple_doubtful(font);
    } else if (has_named_map(font)) {
        letters->elsewhere = true;
    } else if (!has(font, "/ToUnicode")) {
        letters->doubtful = true;
    }
}

/* Whether shapes are numbered as in one of Adobe's lists of East Asian ones. */
static bool has_list(Slice bytes)
{
    static const char *const lists[] = {"(GB1)", "(CNS1)", "(Japan1)", "(Korea1)", "(KR)"};
    for (size_t i = 0; i < G_N_ELEMENTS(lists); i++) {
        if (has(bytes, lists[i])) {
            return true;
        }
    }
    return false;
}

static void look_at_fonts(Slice bytes, PdfLetters *letters)
{
    static const char *const subtypes[] = {"/Type0", "/TrueType", "/Type3"};
    for (size_t i = 0; i < G_N_ELEMENTS(subtypes); i++) {
        const char *at = bytes.data, *end = bytes.data + bytes.length;
        size_t length = strlen(subtypes[i]);
        for (unsigned fonts = 0; fonts < FONTS_MAX &&
                                 (at = memmem(at, (size_t)(end - at), subtypes[i], length)) != NULL;
             fonts++) {
            at += length;
            if (at == end || !g_ascii_isalnum(*at)) {
                look_at_font(dictionary_around(bytes, (size_t)(at - bytes.data)), i == 0, letters);
            }
        }
    }
}

/* What the stream holds, as far as it can be inflated. */
static GByteArray *inflate_stream(Slice data)
{
    GByteArray *out = g_byte_array_new();
    unsigned char piece[16384];
    z_stream zip = {.next_in = (Bytef *)(uintptr_t)data.data,
                    .avail_in = (uInt)MIN(data.length, G_MAXINT)};
    int result = inflateInit(&zip);
    if (result != Z_OK) {
        return out;
    }
    while (result == Z_OK && out->len < INFLATED_MAX) {
        zip.next_out = piece;
        zip.avail_out = sizeof piece;
        result = inflate(&zip, Z_NO_FLUSH);
        g_byte_array_append(out, piece, (guint)(sizeof piece - zip.avail_out));
    }
    inflateEnd(&zip);
    return out;
}

PdfLetters pdf_letters_of(Slice file)
{
    PdfLetters letters = {false, false, 0};
    const char *at = file.data;
    size_t inflated = 0;
    PdfStream stream;
    if (file.length == 0) {
        return letters;
    }
    bool locked = has(file, "/Encrypt"), list = has_list(file);
    look_at_fonts(file, &letters);
    while (inflated < OBJECT_STREAMS_BYTES && pdf_stream_next(file, &at, &stream)) {
        if (!pdf_stream_has(&stream, "/ObjStm")) {
            continue;
        }
        if (locked) {
            letters.doubtful = true; /* nobody can tell */
            break;
        }
        g_autoptr(GByteArray) objects = inflate_stream(stream.data);
        inflated += objects->len;
        if (objects->len > 0) {
            Slice bytes = {(const char *)objects->data, objects->len};
            list |= has_list(bytes);
            look_at_fonts(bytes, &letters);
        }
    }
    letters.elsewhere |= letters.doubtful && list;
    return letters;
}

/* How many characters the text shows; and how many of them have no letter and stand in a word. */
static unsigned count_shown(const char *text, unsigned *nameless)
{
    unsigned count = 0, run = 0;
    *nameless = 0;
    for (;; text = g_utf8_next_char(text)) {
        gunichar c = g_utf8_get_char(text);
        if (c == 0xFFFD) {
            run++;
        } else {
            *nameless += run >= WORD_LETTERS ? run : 0;
            run = 0;
        }
        if (c == 0) {
            return count;
        }
        count += g_unichar_isgraph(c) || c == 0xFFFD;
    }
}

bool pdf_letters_missing(PdfLetters *letters, PopplerPage *page, const char *text)
{
    unsigned nameless, own_nameless;
    if (!letters->doubtful || letters->printed >= PRINTED_BYTES_MAX) {
        return false;
    }
    g_autofree char *drawn = pdf_drawn_text(page, POPPLER_PRINT_DOCUMENT, &letters->printed);
    unsigned all = count_shown(drawn != NULL ? drawn : "", &nameless);
    unsigned own = count_shown(text, &own_nameless);
    return nameless > 0 && all >= own + WORD_LETTERS;
}

void pdf_letters_put(const PdfLetters *letters, Sink *sink)
{
    if (letters->elsewhere) {
        sink_gap(sink, REASON_NO_TEXT_LAYER, "letters of an East Asian font are missing");
    }
    if (letters->printed >= PRINTED_BYTES_MAX) {
        sink_gap(sink, REASON_LIMIT_BYTES, "not all pages were held against their fonts");
    }
}
