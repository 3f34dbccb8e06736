/*
 * Subtitles: SubRip (.srt), WebVTT (.vtt), MicroDVD and SubViewer (.sub), SubStation (.ass). What
 * is said stands under the time at which it begins; a sentence that runs over several subtitles
 * stays one text, so that no name is parted.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "readers/reader.h"
#include "readers/text/texts.h"
#include "worker/xml.h"

#define SUBTITLE_BYTES_MAX (32U << 20)
#define JOINED_MAX 6U /* subtitles in one text */

typedef enum { FORM_NONE, FORM_TIMED, FORM_MICRODVD, FORM_SUBVIEWER, FORM_SUBSTATION } Form;

typedef struct {
    Texts *texts;
    GString *spoken;
    char label[32];
    unsigned joined;
    bool hidden; /* notes and styles */
} Titles;

/* ---- forms ---- */

/* "00:01:02,500 --> 00:01:04,000"; hours may be missing. Seconds of the beginning. */
static bool read_times(const char *line, unsigned *seconds)
{
    unsigned hour = 0, minute, second, a, b;
    const char *arrow = strstr(line, "-->");
    if (arrow == NULL || sscanf(arrow + 3, " %u:%u", &a, &b) < 2) {
        return false;
    }
    if (sscanf(line, " %u:%u:%u", &hour, &minute, &second) < 3) {
        hour = 0;
        if (sscanf(line, " %u:%u", &minute, &second) < 2) {
            return false;
        }
    }
    *seconds = (hour % 1000 * 60 + minute % 60) * 60 + second % 60;
    return true;
}

/* "{25}{75}text", in frames; 25 of them are a second where the file does not say. */
static const char *read_frames(const char *line, unsigned *seconds)
{
    unsigned from, to;
    int used = 0;
    if (sscanf(line, "{%u}{%u}%n", &from, &to, &used) < 2 || used == 0) {
        return NULL;
    }
    *seconds = from / 25;
    return line + used;
}

/* "00:01:02.50,00:01:04.00" */
static bool read_pair(const char *line, unsigned *seconds)
{
    unsigned hour, minute, second, part, a, b, c, d;
    if (sscanf(line, "%u:%u:%u.%u,%u:%u:%u.%u", &hour, &minute, &second, &part, &a, &b, &c, &d) <
        8) {
        return false;
    }
    *seconds = (hour % 1000 * 60 + minute % 60) * 60 + second % 60;
    return true;
}

static Form form_of(const char *text)
{
    unsigned seconds;
    g_auto(GStrv) lines = g_strsplit(text, "\n", 60);
    if (g_str_has_prefix(text, "WEBVTT") && (text[6] == '\0' || isspace((unsigned char)text[6]))) {
        return FORM_TIMED;
    }
    for (size_t i = 0; lines[i] != NULL && i < 50; i++) {
        g_strchomp(lines[i]);
        if (i < 4 && read_times(lines[i], &seconds)) {
            return FORM_TIMED;
        }
        if (i < 2 && read_frames(lines[i], &seconds) != NULL) {
            return FORM_MICRODVD;
        }
        if (read_pair(lines[i], &seconds)) {
            return FORM_SUBVIEWER;
        }
        if (i < 4 && g_ascii_strcasecmp(lines[i], "[Script Info]") == 0) {
            return FORM_SUBSTATION;
        }
    }
    return FORM_NONE;
}

/* ---- texts ---- */

static void end_text(Titles *titles)
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

static void begin_title(Titles *titles, unsigned seconds)
{
    if (titles->hidden || titles->joined >= JOINED_MAX || ends_sentence(titles->spoken)) {
        end_text(titles);
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
static void add_line(Titles *titles, const char *line)
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
static void add_marked(Titles *titles, const char *text, const char *mark)
{
    g_auto(GStrv) lines = g_strsplit(text, mark, -1);
    for (size_t i = 0; lines[i] != NULL; i++) {
        add_line(titles, lines[i]);
    }
}

/* ---- whole files ---- */

static bool is_number(const char *line)
{
    return *line != '\0' && line[strspn(line, "0123456789")] == '\0';
}

/* SubRip and WebVTT: blocks parted by blank lines. A number or a name may stand above the times. */
static void read_timed(Titles *titles, char **lines)
{
    bool in_title = false;
    unsigned seconds;
    for (size_t i = 0; lines[i] != NULL; i++) {
        bool blank = lines[i][strspn(lines[i], " \t")] == '\0';
        if (read_times(lines[i], &seconds)) {
            begin_title(titles, seconds);
            in_title = true;
        } else if (blank) {
            in_title = false;
        } else if (in_title) {
            add_line(titles, lines[i]);
        } else if (i == 0 && g_str_has_prefix(lines[i], "WEBVTT")) {
            texts_line(titles->texts, PLACE_TITLE, lines[i] + 6 + strspn(lines[i] + 6, " \t-"));
        } else if (!is_number(lines[i])) {
            if (!titles->hidden) {
                end_text(titles);
            }
            titles->hidden = true; /* notes, styles, names of blocks */
            titles->label[0] = '\0';
            add_line(titles, lines[i]);
        }
    }
}

/* The text of "Dialogue: 0,0:00:01.00,0:00:03.00,style,name,0,0,0,effect,text": behind nine
 * commas; who speaks stands behind the fourth. */
static void read_dialogue(Titles *titles, const char *line)
{
    unsigned hour, minute, second;
    g_auto(GStrv) fields = g_strsplit(line, ",", 10);
    if (g_strv_length(fields) < 10 || sscanf(fields[1], "%u:%u:%u", &hour, &minute, &second) < 3) {
        return;
    }
    begin_title(titles, (hour % 1000 * 60 + minute % 60) * 60 + second % 60);
    if (*line == 'C') { /* a line that is switched off */
        end_text(titles);
        titles->hidden = true;
    }
    texts_author(titles->texts, fields[4]);
    add_marked(titles, fields[9], "\\N");
}

static void read_other(Titles *titles, char **lines, Form form)
{
    unsigned seconds;
    for (size_t i = 0; lines[i] != NULL; i++) {
        const char *text = form == FORM_MICRODVD ? read_frames(lines[i], &seconds) : NULL;
        if (text != NULL) {
            begin_title(titles, seconds);
            add_marked(titles, text, "|");
        } else if (form == FORM_SUBVIEWER && read_pair(lines[i], &seconds)) {
            begin_title(titles, seconds);
        } else if (form == FORM_SUBVIEWER && titles->joined > 0) {
            add_marked(titles, lines[i], "[br]");
        } else if (form == FORM_SUBSTATION && (g_str_has_prefix(lines[i], "Dialogue:") ||
                                               g_str_has_prefix(lines[i], "Comment:"))) {
            read_dialogue(titles, lines[i]);
        } else {
            texts_line(titles->texts, PLACE_HIDDEN, lines[i]);
        }
    }
}

/* "\r\n" and "\r" as "\n", in place. */
static void one_line_end(char *text)
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

static char *decode(Slice bytes)
{
    size_t length;
    char *text = text_decode(bytes.data, bytes.length, NULL, &length, NULL);
    one_line_end(text);
    return text;
}

static int subtitles_bid(const Input *input)
{
    Slice head = input_head(input);
    const char *type = input_type(input);
    if (!g_str_has_prefix(type, "text/") && strcmp(type, "application/x-subrip") != 0 &&
        strcmp(type, "application/json") != 0) {
        return 0;
    }
    g_autofree char *text = decode((Slice){head.data, MIN(head.length, 4096)});
    return form_of(text) != FORM_NONE ? 65 : 0;
}

static void subtitles_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, SUBTITLE_BYTES_MAX);
    size_t length;
    g_autofree char *text = text_decode(whole.data, whole.length, NULL, &length, NULL);
    g_autofree char *head = decode((Slice){whole.data, MIN(whole.length, 4096)});
    Form form = form_of(head);
    one_line_end(text);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    uint32_t publication = sink_publication(sink, &(FactPublication){.kind = KIND_DOCUMENT});
    g_autoptr(Texts) texts = texts_new(sink, publication);
    Titles titles = {.texts = texts, .spoken = g_string_new(NULL)};
    if (form == FORM_TIMED) {
        read_timed(&titles, lines);
    } else {
        read_other(&titles, lines, form);
    }
    end_text(&titles);
    g_string_free(titles.spoken, TRUE);
}

const Reader reader_subtitles = {.name = "subtitles", .bid = subtitles_bid, .read = subtitles_read};
