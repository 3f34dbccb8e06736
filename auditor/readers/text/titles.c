/* What is said in subtitles, put together to texts. */
#include "readers/text/titles.h"

#include <ctype.h>
#include <string.h>

#include "worker/xml.h"

#define JOINED_MAX 6U /* subtitles in one text */

void titles_end(Titles *titles)
{
    if (titles->spoken->len > 0) {
        texts_label(titles->texts, titles->label[0] != '\0' ? titles->label : NULL);
        texts_line(titles->texts, titles->hidden ? PLACE_HIDDEN : PLACE_BODY, titles->spoken->str);
    }
    g_string_truncate(titles->spoken, 0);
    titles->joined = 0;
}

static bool ends_sentence(const GString *text)
{
    return text->len == 0 || strchr(".!?\"']", text->str[text->len - 1]) != NULL;
}

void titles_begin(Titles *titles, unsigned seconds)
{
    if (titles->hidden || titles->joined >= JOINED_MAX || ends_sentence(titles->spoken)) {
        titles_end(titles);
        g_snprintf(titles->label, sizeof titles->label, "at %02u:%02u:%02u", seconds / 3600,
                   seconds / 60 % 60, seconds % 60);
    }
    titles->hidden = false;
    titles->joined++;
}

/* The end of the tag at `at` ("<i>", "{\\an8}", "{y:i}"); NULL when it is none. */
static const char *end_of_tag(const char *at)
{
    unsigned char next = (unsigned char)at[1];
    if (*at == '<' && (isalnum(next) || next == '/')) {
        return strchr(at, '>');
    }
    return *at == '{' && (next == '\\' || (next != '\0' && at[2] == ':')) ? strchr(at, '}') : NULL;
}

/* A character's name at `at`: what it stands for, and its length. */
static const char *read_name(const char *at, size_t *length)
{
    static const char *const names[][2] = {{"&amp;", "&"},  {"&lt;", "<"}, {"&gt;", ">"},
                                           {"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}};
    for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_has_prefix(at, names[i][0])) {
            *length = strlen(names[i][0]);
            return names[i][1];
        }
    }
    return NULL;
}

/* A line without its tags; who speaks ("<v Noa>") is kept. */
void titles_line(Titles *titles, const char *line)
{
    GString *out = titles->spoken;
    gsize before = out->len;
    if (before > 0) {
        g_string_append_c(out, '\n');
    }
    while (*line != '\0') {
        size_t length = 1;
        const char *close = end_of_tag(line);
        const char *meant = *line == '&' ? read_name(line, &length) : NULL;
        const char *voice = close != NULL && g_str_has_prefix(line, "<v")
                                ? memchr(line, ' ', (size_t)(close - line))
                                : NULL;
        if (voice != NULL) {
            g_string_append_len(out, voice + 1, close - voice - 1);
            g_string_append(out, ": ");
        } else if (meant != NULL) {
            g_string_append(out, meant);
        } else if (close == NULL) {
            g_string_append_c(out, *line);
        }
        line = close != NULL ? close + 1 : line + length;
    }
    if (out->len == before + 1 && before > 0) {
        g_string_truncate(out, before);
    }
}

/* Lines within one subtitle, as the older forms mark them. */
void titles_marked(Titles *titles, const char *text, const char *mark)
{
    g_auto(GStrv) lines = g_strsplit(text, mark, -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        titles_line(titles, lines[i]);
    }
}

void titles_line_ends(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        if (*from == '\r') {
            from += from[1] == '\n';
            *to++ = '\n';
        } else {
            *to++ = *from;
        }
    }
    *to = '\0';
}

void titles_bytes(Titles *titles, const void *data, size_t length, const char *mark)
{
    size_t decoded;
    g_autofree char *text = text_decode(data, length, NULL, &decoded, NULL);
    titles_line_ends(text);
    titles_marked(titles, text, mark);
}

void titles_plain(Titles *titles, const void *data, size_t length, const char *charset)
{
    size_t decoded;
    g_autofree char *text = text_decode(data, length, charset, &decoded, NULL);
    titles_line_ends(text);
    if (titles->spoken->len > 0) {
        g_string_append_c(titles->spoken, '\n');
    }
    g_string_append(titles->spoken, text);
}

void titles_notes(Titles *titles, const void *data, size_t length)
{
    size_t decoded;
    g_autofree char *text = text_decode(data, length, NULL, &decoded, NULL);
    titles_line_ends(text);
    texts_line(titles->texts, PLACE_HIDDEN, text);
}

Titles *titles_new(Sink *sink, uint32_t publication)
{
    Titles *titles = g_new0(Titles, 1);
    titles->texts = texts_new(sink, publication);
    titles->spoken = g_string_new(NULL);
    return titles;
}

void titles_free(Titles *titles)
{
    if (titles == NULL) {
        return;
    }
    titles_end(titles);
    texts_free(titles->texts);
    g_string_free(titles->spoken, TRUE);
    g_free(titles);
}
