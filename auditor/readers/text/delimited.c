/*
 * Parsing delimited text. What the columns mean is decided elsewhere.
 */
#include "readers/text/delimited.h"

#include <glib.h>
#include <string.h>

#define CELLS_MAX 16384U /* a longer row comes as several */
#define GUESS_BYTES 65536U
#define GUESS_ROWS 200U

typedef struct {
    const char *p, *end;
    char delimiter;
    unsigned line; /* present line, from 1 */
    GString *text; /* the cells of the row, one behind the other */
    GArray *ends;  /* size_t: where each cell ends in `text` */
    GArray *cells; /* Slice */
} Parser;

/* The delimiter of a first line "sep=;", 0 when there is none; moves `*p` behind it. */
static char separator_line(const char **p, const char *end)
{
    size_t left = (size_t)(end - *p);
    bool found = left >= 5 && g_ascii_strncasecmp(*p, "sep=", 4) == 0 &&
                 (left == 5 || (*p)[5] == '\r' || (*p)[5] == '\n');
    if (!found) {
        return 0;
    }
    char delimiter = (*p)[4];
    *p += 5;
    *p += *p < end && **p == '\r';
    *p += *p < end && **p == '\n';
    return delimiter;
}

static const char *skip_mark(const char *utf8, size_t length)
{
    return length >= 3 && memcmp(utf8, "\xef\xbb\xbf", 3) == 0 ? utf8 + 3 : utf8;
}

/* A line end of any kind; returns the bytes taken. */
static size_t line_end(const char *p, const char *end)
{
    if (*p == '\r') {
        return p + 1 < end && p[1] == '\n' ? 2 : 1;
    }
    return *p == '\n' ? 1 : 0;
}

/* Behind the opening quote; false when it is never closed. A quote that is followed by neither
 * delimiter nor line end stands for itself. */
static bool take_quoted(Parser *parser)
{
    while (parser->p < parser->end) {
        char c = *parser->p++;
        if (c != '"') {
            bool newline =
                c == '\n' || (c == '\r' && !(parser->p < parser->end && *parser->p == '\n'));
            parser->line += newline;
            g_string_append_c(parser->text, c);
        } else if (parser->p < parser->end && *parser->p == '"') {
            g_string_append_c(parser->text, '"');
            parser->p++;
        } else if (parser->p >= parser->end || *parser->p == parser->delimiter ||
                   *parser->p == '\r' || *parser->p == '\n') {
            return true;
        } else {
            g_string_append_c(parser->text, '"');
        }
    }
    return false;
}

static void take_bare(Parser *parser)
{
    const char *from = parser->p;
    while (parser->p < parser->end && *parser->p != parser->delimiter && *parser->p != '\r' &&
           *parser->p != '\n') {
        parser->p++;
    }
    g_string_append_len(parser->text, from, parser->p - from);
}

static void put_row(Parser *parser, unsigned line, DelimitedRow row, void *user)
{
    g_array_set_size(parser->cells, 0);
    size_t from = 0;
    for (guint i = 0; i < parser->ends->len; i++) {
        size_t end = g_array_index(parser->ends, size_t, i);
        Slice cell = {parser->text->str + from, end - from};
        g_array_append_val(parser->cells, cell);
        from = end;
    }
    if (parser->ends->len > 1 || parser->text->len > 0) { /* an empty line is no row */
        row(user, line, (const Slice *)(void *)parser->cells->data, parser->cells->len);
    }
    g_string_truncate(parser->text, 0);
    g_array_set_size(parser->ends, 0);
}

static bool take_rows(Parser *parser, DelimitedRow row, void *user)
{
    bool closed = true;
    unsigned line = parser->line;
    while (parser->p < parser->end) {
        if (*parser->p == '"') {
            parser->p++;
            closed = take_quoted(parser);
        } else {
            take_bare(parser);
        }
        g_array_append_val(parser->ends, parser->text->len);
        size_t newline = parser->p < parser->end ? line_end(parser->p, parser->end) : 1;
        if (newline > 0 || parser->ends->len >= CELLS_MAX) {
            put_row(parser, line, row, user);
        }
        parser->p += parser->p < parser->end ? MAX(newline, 1) : 0;
        parser->line += newline > 0;
        line = parser->ends->len == 0 ? parser->line : line;
    }
    if (parser->ends->len > 0) { /* the last byte was a delimiter */
        g_array_append_val(parser->ends, parser->text->len);
        put_row(parser, line, row, user);
    }
    return closed;
}

bool delimited_parse(const char *utf8, size_t length, char delimiter, DelimitedRow row, void *user)
{
    Parser parser = {.p = skip_mark(utf8, length),
                     .end = utf8 + length,
                     .delimiter = delimiter,
                     .line = 1,
                     .text = g_string_new(NULL),
                     .ends = g_array_new(FALSE, FALSE, sizeof(size_t)),
                     .cells = g_array_new(FALSE, FALSE, sizeof(Slice))};
    parser.line += separator_line(&parser.p, parser.end) != 0;
    bool closed = take_rows(&parser, row, user);
    g_string_free(parser.text, TRUE);
    g_array_unref(parser.ends);
    g_array_unref(parser.cells);
    return closed;
}

/* ---- the guess ---- */

typedef struct {
    unsigned rows;
    unsigned of_width[64]; /* rows by their number of cells */
} Widths;

static void count_width(void *user, unsigned line, const Slice *cells, size_t count)
{
    (void)line, (void)cells;
    Widths *widths = user;
    if (widths->rows < GUESS_ROWS) {
        widths->rows++;
        widths->of_width[MIN(count, G_N_ELEMENTS(widths->of_width) - 1)]++;
    }
}

/* Share of the rows that have the most frequent width, and a little for wide rows; 0: no table. */
static double evenness(const char *utf8, size_t length, char delimiter)
{
    Widths widths = {0};
    delimited_parse(utf8, length, delimiter, count_width, &widths);
    size_t width = 1;
    for (size_t i = 2; i < G_N_ELEMENTS(widths.of_width); i++) {
        if (widths.of_width[i] >= widths.of_width[width] && widths.of_width[i] > 0) {
            width = i;
        }
    }
    if (width < 2 || widths.rows == 0) {
        return 0;
    }
    double share = (double)widths.of_width[width] / widths.rows;
    return share < 0.5 ? 0 : share + 0.01 * (double)MIN(width, 20);
}

char delimited_guess(const char *utf8, size_t length)
{
    const char *p = skip_mark(utf8, length);
    char told = separator_line(&p, utf8 + length);
    if (told != 0) {
        return told;
    }
    size_t look = length;
    if (length > GUESS_BYTES) { /* whole lines only */
        look = GUESS_BYTES;
        while (look > 0 && utf8[look - 1] != '\n' && utf8[look - 1] != '\r') {
            look--;
        }
        look = look > 0 ? look : GUESS_BYTES;
    }
    char best = 0;
    double best_score = 0;
    for (const char *delimiter = ";\t,|"; *delimiter != '\0'; delimiter++) {
        double score = evenness(utf8, look, *delimiter);
        if (score > best_score) {
            best = *delimiter;
            best_score = score;
        }
    }
    return best;
}
