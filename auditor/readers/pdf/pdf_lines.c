/*
 * Geometry of a page's characters. All of it is a second reading beside the text as it comes, so it
 * only adds what that does not have; sizes are taken from the boxes, which are as high as the font.
 */
#include "readers/pdf/pdf_lines.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define CELL_SHARE 0.4     /* of a character's size: further apart are two words */
#define CELL_BYTES_MAX 28U /* longer ones are prose beside prose */
#define CELL_WORDS_MAX 4U
#define ROWS_MIN 2U
#define SPACED_MIN 4U /* letters apart make a word from here on */
#define SHIFT 29U /* shapes of a font come in the order of ASCII, three others before the blank */
#define SHIFTED_MIN 40U /* characters: too few prove nothing */

typedef struct {
    const char *text;
    size_t length;
    double left, right, middle, size;
    guint order;
} Cell;

static double box_size(const PdfBox *box)
{
    return MAX(box->y2 - box->y1, 1.0);
}

/* ---- the text as it comes ---- */

void pdf_drop_marks(char *text)
{
    char *to = text;
    for (const char *at = text, *next; *at != '\0'; at = next) {
        gunichar c = g_utf8_get_char(at);
        next = g_utf8_next_char(at);
        if (c < 0x202A || c > 0x202E) {
            memmove(to, at, (size_t)(next - at));
            to += next - at;
        }
    }
    *to = '\0';
}

/* How far two boxes are apart, in the larger of both directions. */
static double distance(const PdfBox *a, const PdfBox *b)
{
    double across = MAX(b->x1 - a->x2, a->x1 - b->x2);
    double along = MAX(b->y1 - a->y2, a->y1 - b->y2);
    return MAX(across, along);
}

char *pdf_cells(const PdfCharacters *page)
{
    const char *text = page->text;
    GString *parted = g_string_sized_new(strlen(text) + 64);
    guint i = 0;
    for (const char *next; *text != '\0'; text = next, i++) {
        next = g_utf8_next_char(text);
        g_string_append_len(parted, text, next - text);
        if (i + 1 < page->count && !g_unichar_isspace(g_utf8_get_char(text)) &&
            !g_unichar_isspace(g_utf8_get_char(next))) {
            const PdfBox *box = &page->boxes[i];
            double size = MAX(box->x2 - box->x1, box->y2 - box->y1);
            if (distance(box, &page->boxes[i + 1]) > CELL_SHARE * size) {
                g_string_append_c(parted, '\t');
            }
        }
    }
    return g_string_free(parted, FALSE);
}

/* ---- rows of tables ---- */

static bool is_short(const Cell *cell)
{
    unsigned words = 1;

    for (size_t i = 0; i < cell->length; i++)
        words += cell->text[i] == ' ';
    return cell->length > 0 && cell->length <= CELL_BYTES_MAX && words <= CELL_WORDS_MAX;
}

/* Whether the text goes on in another cell behind character `i`. */
static bool ends_cell(const PdfCharacters *page, guint i, gunichar c, gunichar next)
{
    const PdfBox *box = &page->boxes[i], *behind = &page->boxes[i + 1];

    if (next == '\n' || next == '\f' || c == '\n' || c == '\f')
        return true;
    if (c == ' ')
        return box->x2 - box->x1 > box_size(box);
    return next != ' ' && behind->x1 - box->x2 > box_size(box);
}

static void cell_end(GArray *cells, Cell *cell, const char *end)
{
    cell->length = (size_t)(end - cell->text);
    while (cell->length > 0 && g_ascii_isspace(*cell->text)) {
        cell->text++;
        cell->length--;
    }
    while (cell->length > 0 && g_ascii_isspace(cell->text[cell->length - 1]))
        cell->length--;
    cell->order = cells->len;
    if (cell->length > 0)
        g_array_append_val(cells, *cell);
    *cell = (Cell){.text = end};
}

static GArray *cells_find(const PdfCharacters *page)
{
    GArray *cells = g_array_new(FALSE, FALSE, sizeof(Cell));
    Cell cell = {.text = page->text};
    guint i = 0;

    for (const char *at = page->text, *next; *at && i + 1 < page->count; at = next, i++) {
        gunichar c = g_utf8_get_char(at);
        const PdfBox *box = &page->boxes[i];

        next = g_utf8_next_char(at);
        if (!g_unichar_isspace(c)) {
            bool first = cell.size <= 0;

            cell.left = first ? box->x1 : MIN(cell.left, box->x1);
            cell.right = MAX(cell.right, box->x2);
            cell.middle = first ? (box->y1 + box->y2) / 2 : cell.middle;
            cell.size = MAX(cell.size, box_size(box));
        }
        if (ends_cell(page, i, c, g_utf8_get_char(next)))
            cell_end(cells, &cell, next);
    }
    cell_end(cells, &cell, cell.text + strlen(cell.text));
    return cells;
}

static int cell_by_height(const void *a, const void *b)
{
    const Cell *one = a, *other = b;

    return one->middle < other->middle   ? -1
           : one->middle > other->middle ? 1
           : one->left < other->left     ? -1
                                         : one->left > other->left;
}

static int cell_by_left(const void *a, const void *b)
{
    const Cell *one = a, *other = b;

    return one->left < other->left ? -1 : one->left > other->left;
}

/* Neighbours that are short, as far as the text does not have them so already. */
static unsigned row_put(const Cell *row, guint count, GString *rows)
{
    unsigned put = 0;

    for (guint from = 0, to; from < count; from = to) {
        bool in_order = true;

        for (to = from; to < count && is_short(&row[to]); to++)
            in_order = in_order && (to == from || row[to].order == row[to - 1].order + 1);
        for (guint i = from; i < to && to - from > 1 && !in_order; i++)
            g_string_append_printf(rows, "%.*s%c", (int)row[i].length, row[i].text,
                                   i + 1 < to ? '\t' : '\n');
        put += to - from > 1 && !in_order;
        to += to == from;
    }
    return put;
}

char *pdf_rows(const PdfCharacters *page)
{
    g_autoptr(GArray) cells = cells_find(page);
    GString *rows = g_string_new(NULL);
    Cell *all = (Cell *)(void *)cells->data;
    unsigned put = 0;

    g_array_sort(cells, cell_by_height);
    for (guint from = 0, to; from < cells->len; from = to) {
        for (to = from + 1;
             to < cells->len && all[to].middle - all[from].middle < 0.35 * all[from].size; to++)
            continue;
        qsort(all + from, to - from, sizeof(Cell), cell_by_left);
        put += row_put(all + from, to - from, rows);
    }
    if (put < ROWS_MIN)
        g_string_truncate(rows, 0);
    return g_string_free(rows, FALSE);
}

/* ---- letters that stand apart ---- */

typedef struct {
    gunichar letter;
    double gap, size; /* before the letter; negative on another line */
    bool joined;      /* to the letter before it */
} Letter;

static int gap_compare(const void *a, const void *b)
{
    double one = *(const double *)a, other = *(const double *)b;

    return one < other ? -1 : one > other;
}

static double middle_gap(const GArray *letters)
{
    g_autoptr(GArray) gaps = g_array_new(FALSE, FALSE, sizeof(double));

    for (guint i = 1; i < letters->len; i++) {
        double gap = g_array_index(letters, Letter, i).gap;

        if (gap > 0)
            g_array_append_val(gaps, gap);
    }
    g_array_sort(gaps, gap_compare);
    return gaps->len > 0 ? g_array_index(gaps, double, gaps->len / 2) : 0;
}

static bool stand_apart(const GArray *letters)
{
    guint joined = 0;

    for (guint i = 0; i < letters->len; i++)
        joined += g_array_index(letters, Letter, i).joined;
    return letters->len >= SPACED_MIN && joined * 4 <= letters->len;
}

/* Words are further apart than letters; where the line ends, a word does. */
static void letters_put(GArray *letters, GString *out)
{
    double middle = middle_gap(letters);
    bool good = stand_apart(letters);

    for (guint i = 0; good && i < letters->len; i++) {
        const Letter *one = &g_array_index(letters, Letter, i);

        if (i > 0 && !one->joined && (one->gap < 0 || one->gap > middle * 1.6 + one->size / 12))
            g_string_append_c(out, ' ');
        g_string_append_unichar(out, one->letter);
    }
    if (good)
        g_string_append_c(out, '\n');
    g_array_set_size(letters, 0);
}

/* The letters of a word that is none of those: it ends the run before it. */
static void word_drop(GArray *letters)
{
    bool joined = true;

    while (joined && letters->len > 0) {
        joined = g_array_index(letters, Letter, letters->len - 1).joined;
        g_array_set_size(letters, letters->len - 1);
    }
}

/* The last letter begins a line and the next one touches it ("op de"): what stands on the lines
 * before is a run of its own. */
static void line_begin(GArray *letters, GString *out)
{
    Letter first = g_array_index(letters, Letter, letters->len - 1);

    if (first.gap >= 0 || letters->len < 2)
        return;
    g_array_set_size(letters, letters->len - 1);
    letters_put(letters, out);
    g_array_append_val(letters, first);
}

/* Two letters may come as one where a narrow one stands beside a wide one; a word of three ends the
 * run, as does whatever is no letter. */
char *pdf_spaced(const PdfCharacters *page)
{
    g_autoptr(GArray) letters = g_array_new(FALSE, FALSE, sizeof(Letter));
    GString *out = g_string_new(NULL);
    guint i = 0, last = 0, together = 0;
    bool space = true;

    for (const char *at = page->text; *at && i < page->count; at = g_utf8_next_char(at), i++) {
        gunichar c = g_utf8_get_char(at);
        const PdfBox *box = &page->boxes[i], *previous = &page->boxes[last];
        bool elsewhere = box->y1 > previous->y2 || box->y2 < previous->y1 || box->x1 < previous->x1;
        Letter one = {c, elsewhere ? -1 : box->x1 - previous->x2, box_size(box), false};

        if (g_unichar_isspace(c)) {
            space = true;
            continue;
        }
        one.joined = !space && i > 0 && one.gap < one.size / 6;
        together = one.joined ? together + 1 : 0;
        space = false;
        last = i;
        if (together == 1 && letters->len > 0)
            line_begin(letters, out);
        if (together == 2)
            word_drop(letters);
        if (together == 2 || !g_unichar_isalpha(c))
            letters_put(letters, out);
        if (together < 2 && g_unichar_isalpha(c))
            g_array_append_val(letters, one);
    }
    letters_put(letters, out);
    return g_string_free(out, FALSE);
}

/* ---- shapes instead of letters ---- */

/* Whether what `shift` makes of the text reads like a language, mostly in lower case. */
static bool reads_well(const char *text, unsigned shift)
{
    unsigned all = 0, lower = 0, vowels = 0;

    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at) + shift;

        if (g_unichar_isspace(c - shift))
            continue;
        all++;
        lower += c >= 'a' && c <= 'z';
        vowels += c < 128 && c > ' ' && strchr("aeiou", (int)c) != NULL;
    }
    return all >= SHIFTED_MIN && lower * 100 > all * 60 && vowels * 100 > lower * 28 &&
           vowels * 100 < lower * 55;
}

char *pdf_shifted(const PdfCharacters *page)
{
    if (reads_well(page->text, 0) || !reads_well(page->text, SHIFT))
        return NULL;
    GString *out = g_string_new(NULL);
    guint i = 0;

    for (const char *at = page->text; *at; at = g_utf8_next_char(at), i++) {
        gunichar c = g_utf8_get_char(at);

        if (g_unichar_isspace(c))
            g_string_append_c(out, c == ' ' ? ' ' : '\n');
        else if (c + SHIFT < 127)
            g_string_append_c(out, (char)(c + SHIFT));
        else
            g_string_append_c(out, '?');
        if (i + 1 < page->count &&
            page->boxes[i + 1].x1 - page->boxes[i].x2 > box_size(&page->boxes[i]) / 7)
            g_string_append_c(out, ' ');
    }
    return g_string_free(out, FALSE);
}
