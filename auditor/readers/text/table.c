/*
 * Delimited text as an item (a list of names on the school's site, a platform's CSV): rows as lines
 * of cells, some 64 KiB of rows a text, whose label says which rows and columns.
 */
#include <glib.h>
#include <string.h>

#include "readers/html/html_text.h"
#include "readers/reader.h"
#include "readers/text/delimited.h"
#include "worker/xml.h"

#define TABLE_BYTES_MAX (128U * 1024U * 1024U)
#define ROWS_BYTES 65536U

typedef struct {
    Sink *sink;
    HtmlText *markup; /* of the cells that hold some */
    GString *rows;
    GString *header; /* the first row, for the labels */
    unsigned first, last;
} Rows;

static bool is_named_table(const Input *input)
{
    g_autofree char *lower = g_ascii_strdown(input_path(input), -1);
    return g_str_has_suffix(lower, ".csv") || g_str_has_suffix(lower, ".tsv") ||
           g_str_has_suffix(lower, ".tab") || strcmp(input_type(input), "text/csv") == 0 ||
           strcmp(input_type(input), "text/tab-separated-values") == 0;
}

static int table_bid(const Input *input)
{
    if (!is_named_table(input)) {
        return 0;
    }
    Slice head = input_head(input);
    size_t length;
    g_autofree char *utf8 = text_decode(head.data, head.length, NULL, &length, NULL);
    return delimited_guess(utf8, length) != 0 ? 30 : 0;
}

static void rows_flush(Rows *rows)
{
    if (rows->rows->len > 0) {
        g_autofree char *label =
            g_strdup_printf("rows %u-%u: %s", rows->first, rows->last, rows->header->str);
        sink_text(rows->sink, 0, 0, PLACE_BODY, label, rows->rows->str, rows->rows->len);
        g_string_truncate(rows->rows, 0);
        if (rows->markup != NULL) {
            html_text_put(rows->markup, rows->sink, 0, label);
            g_clear_pointer(&rows->markup, html_text_free);
        }
    }
}

/* Line ends inside a cell become spaces: one line is one row. */
static void append_cell(GString *line, Slice cell)
{
    size_t from = line->len;
    g_string_append_len(line, cell.data, (gssize)cell.length);
    for (size_t i = from; i < line->len; i++) {
        if (line->str[i] == '\n' || line->str[i] == '\r' || line->str[i] == '\t' ||
            line->str[i] == '\0') {
            line->str[i] = ' ';
        }
    }
}

/* "&euml;", "&#235;" */
static bool has_reference(Slice cell)
{
    const char *end = cell.data + cell.length;
    for (const char *p = cell.data; (p = memchr(p, '&', (size_t)(end - p))) != NULL;) {
        size_t length = 0;
        for (p++;
             p + length < end && length < 32 && (g_ascii_isalnum(p[length]) || p[length] == '#');) {
            length++;
        }
        if (length > 1 && p + length < end && p[length] == ';') {
            return true;
        }
    }
    return false;
}

/* Pages of a website's table: a tag may part a name, a reference hide a letter of it. What is shown
 * stands beside the rows as they are. */
static void take_markup(Rows *rows, Slice cell)
{
    if (memmem(cell.data, cell.length, "</", 2) == NULL &&
        memmem(cell.data, cell.length, "/>", 2) == NULL && !has_reference(cell)) {
        return;
    }
    if (rows->markup == NULL) {
        rows->markup = html_text_new();
    }
    html_text_read(rows->markup, cell.data, cell.length);
}

static void rows_add(void *user, unsigned line, const Slice *cells, size_t count)
{
    Rows *rows = user;
    if (rows->rows->len == 0) {
        rows->first = line;
    }
    rows->last = line;
    bool header = rows->header->len == 0;
    for (size_t i = 0; i < count; i++) {
        if (i > 0) {
            g_string_append_c(rows->rows, '\t');
        }
        append_cell(rows->rows, cells[i]);
        take_markup(rows, cells[i]);
        if (header && rows->header->len < 200) {
            g_string_append(rows->header, i > 0 ? ", " : "");
            append_cell(rows->header, (Slice){cells[i].data, MIN(cells[i].length, 40)});
        }
    }
    g_string_append_c(rows->rows, '\n');
    if (rows->rows->len >= ROWS_BYTES) {
        rows_flush(rows);
    }
}

static void table_read(Input *input, Sink *sink)
{
    Slice whole = input_whole(input, TABLE_BYTES_MAX);
    size_t length;
    g_autofree char *utf8 =
        text_decode(whole.data, whole.length, input_declared_type(input), &length, NULL);
    char delimiter = delimited_guess(utf8, length);
    Rows rows = {.sink = sink, .rows = g_string_new(NULL), .header = g_string_new(NULL)};
    delimited_parse(utf8, length, delimiter != 0 ? delimiter : '\t', rows_add, &rows);
    rows_flush(&rows);
    g_string_free(rows.rows, TRUE);
    g_string_free(rows.header, TRUE);
}

const Reader reader_table = {.name = "table", .bid = table_bid, .read = table_read};
