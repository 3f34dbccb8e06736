/*
 * Subtitles: SubRip (.srt), WebVTT (.vtt), MicroDVD and SubViewer (.sub), SubStation (.ass). What
 * is said stands under the time at which it begins (titles.h).
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "readers/reader.h"
#include "readers/text/texts.h"
#include "readers/text/titles.h"
#include "worker/xml.h"

#define SUBTITLE_BYTES_MAX (32U << 20)

typedef enum { FORM_NONE, FORM_TIMED, FORM_MICRODVD, FORM_SUBVIEWER, FORM_SUBSTATION } Form;

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
            titles_begin(titles, seconds);
            in_title = true;
        } else if (blank) {
            in_title = false;
        } else if (in_title) {
            titles_line(titles, lines[i]);
        } else if (i == 0 && g_str_has_prefix(lines[i], "WEBVTT")) {
            texts_line(titles->texts, PLACE_TITLE, lines[i] + 6 + strspn(lines[i] + 6, " \t-"));
        } else if (!is_number(lines[i])) {
            if (!titles->hidden) {
                titles_end(titles);
            }
            titles->hidden = true; /* notes, styles, names of blocks */
            titles->label[0] = '\0';
            titles_line(titles, lines[i]);
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
    titles_begin(titles, (hour % 1000 * 60 + minute % 60) * 60 + second % 60);
    if (*line == 'C') { /* a line that is switched off */
        titles_end(titles);
        titles->hidden = true;
    }
    texts_author(titles->texts, fields[4]);
    titles_marked(titles, fields[9], "\\N");
}

static void read_other(Titles *titles, char **lines, Form form)
{
    unsigned seconds;
    for (size_t i = 0; lines[i] != NULL; i++) {
        const char *text = form == FORM_MICRODVD ? read_frames(lines[i], &seconds) : NULL;
        if (text != NULL) {
            titles_begin(titles, seconds);
            titles_marked(titles, text, "|");
        } else if (form == FORM_SUBVIEWER && read_pair(lines[i], &seconds)) {
            titles_begin(titles, seconds);
        } else if (form == FORM_SUBVIEWER && titles->joined > 0) {
            titles_marked(titles, lines[i], "[br]");
        } else if (form == FORM_SUBSTATION && (g_str_has_prefix(lines[i], "Dialogue:") ||
                                               g_str_has_prefix(lines[i], "Comment:"))) {
            read_dialogue(titles, lines[i]);
        } else {
            texts_line(titles->texts, PLACE_HIDDEN, lines[i]);
        }
    }
}

static char *decode(Slice bytes)
{
    size_t length;
    char *text = text_decode(bytes.data, bytes.length, NULL, &length, NULL);
    titles_line_ends(text);
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
    titles_line_ends(text);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    uint32_t publication = sink_publication(sink, &(FactPublication){.kind = KIND_DOCUMENT});
    Titles *titles = titles_new(sink, publication);
    if (form == FORM_TIMED) {
        read_timed(titles, lines);
    } else {
        read_other(titles, lines, form);
    }
    titles_free(titles);
}

const Reader reader_subtitles = {.name = "subtitles", .bid = subtitles_bid, .read = subtitles_read};
