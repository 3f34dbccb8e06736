/*
 * Collecting a document's texts. What is a paragraph, a cell or hidden is decided by those who
 * call; this file only sees to pieces, labels and repetitions.
 */
#include "readers/text/texts.h"

#include <string.h>

#include "readers/html/html_media.h"

#define FLUSH_BYTES (TEXT_PIECE_BYTES / 2)
#define OVERLAP_BYTES 160U

struct Texts {
    Sink *sink;
    uint32_t publication;
    char *label;
    GString *of[PLACES];
    GHashTable *seen; /* authors and links that were given */
};

Texts *texts_new(Sink *sink, uint32_t publication)
{
    Texts *texts = g_new0(Texts, 1);
    texts->sink = sink;
    texts->publication = publication;
    texts->seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (size_t i = 0; i < PLACES; i++) {
        texts->of[i] = g_string_new(NULL);
    }
    return texts;
}

static void flush(Texts *texts)
{
    for (size_t i = 0; i < PLACES; i++) {
        GString *text = texts->of[i];
        if (text->len > 0) {
            sink_text(texts->sink, texts->publication, 0, (Place)i, texts->label, text->str,
                      text->len);
            g_string_truncate(text, 0);
        }
    }
}

void texts_free(Texts *texts)
{
    if (texts == NULL) {
        return;
    }
    flush(texts);
    for (size_t i = 0; i < PLACES; i++) {
        g_string_free(texts->of[i], TRUE);
    }
    g_hash_table_unref(texts->seen);
    g_free(texts->label);
    g_free(texts);
}

Sink *texts_sink(Texts *texts)
{
    return texts->sink;
}

uint32_t texts_publication(const Texts *texts)
{
    return texts->publication;
}

void texts_label(Texts *texts, const char *label)
{
    flush(texts);
    g_free(texts->label);
    texts->label = g_strdup(label);
}

/* Passes a full piece on and keeps its last words. */
static void spill(Texts *texts, Place place)
{
    GString *text = texts->of[place];
    sink_text(texts->sink, texts->publication, 0, place, texts->label, text->str, text->len);
    size_t from = text->len - OVERLAP_BYTES;
    while (from < text->len && ((unsigned char)text->str[from] & 0xC0) == 0x80) {
        from++;
    }
    g_string_erase(text, 0, (gssize)from);
}

void texts_add(Texts *texts, Place place, const char *text, size_t length)
{
    g_string_append_len(texts->of[place], text, (gssize)length);
    if (texts->of[place]->len > FLUSH_BYTES) {
        spill(texts, place);
    }
}

void texts_line(Texts *texts, Place place, const char *text)
{
    if (text != NULL && text[strspn(text, " \t\r\n")] != '\0') {
        texts_add(texts, place, text, strlen(text));
        texts_add(texts, place, "\n", 1);
    }
}

void texts_replace_end(Texts *texts, Place place, char from, char to)
{
    GString *text = texts->of[place];
    if (text->len > 0 && text->str[text->len - 1] == from) {
        text->str[text->len - 1] = to;
    }
}

/* Whether this is new, and notes it. */
static bool is_new(Texts *texts, char kind, const char *text)
{
    return g_hash_table_add(texts->seen, g_strdup_printf("%c%s", kind, text));
}

void texts_author(Texts *texts, const char *name)
{
    if (name != NULL && name[strspn(name, " ")] != '\0' && is_new(texts, 'a', name)) {
        sink_text(texts->sink, texts->publication, 0, PLACE_AUTHOR, texts->label, name,
                  strlen(name));
    }
}

void texts_url(Texts *texts, const char *target)
{
    if (target != NULL && *target != '\0' && is_new(texts, 'u', target)) {
        g_autofree char *decoded = uri_decode(target, strlen(target));
        texts_line(texts, PLACE_URL, decoded);
    }
}
